"""What ``check`` says, in the words of a clerk: every message has Chinese, with the place as clause and field."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from command import run_chuding
from proof import LONG

from generator.folders import ROOT, WORDS
from generator.register.files import EXPECTED
from generator.register.problems import Problem
from generator.words.load import load_words
from generator.words.problems import Phrases

pytestmark = LONG

CITY = Path("lianyungang-city", "2026-h1.yaml")
MADE = {"Problem": 3, "problem": 1, "key_problem": 1, "_problem": 1}
"""What makes a problem, and which of its arguments says what is expected."""
ALL = load_words(WORDS)
CHINESE = Phrases(ALL, "zh")


def said(node: ast.expr) -> Iterator[str]:
    """The texts that an expression can be, with ``x1`` for what is put into it."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(part.value if isinstance(part, ast.Constant) else "x1" for part in parts)  # type: ignore[misc]
        case ast.IfExp(body=body, orelse=orelse):
            yield from said(body)
            yield from said(orelse)


def messages(file: Path) -> Iterator[str]:
    """All that a module's problems can expect, as far as it is written where the problem is made."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if len(args) > MADE.get(
                name, 99
            ):
                yield from said(args[MADE[name]])
            case ast.Call(func=ast.Name(id="ValueError"), args=[expected, _]):
                yield from said(expected)
            case ast.Assign(targets=[ast.Name(id="expected")], value=value):
                yield from said(value)


def test_every_message_of_the_checks_has_chinese() -> None:
    rooms = [*(ROOT / "generator" / "register").rglob("*.py"), *(ROOT / "generator" / "centre").rglob("*.py")]
    found = {message for file in rooms for message in messages(file)} | set(EXPECTED.values())
    # A hole alone is what another line has worded.
    worded = {message for message in found if re.sub("x1", "", message).strip() and message.strip()}
    assert len(worded) > 100
    assert sorted(message for message in worded if not CHINESE.knows("expected", message)) == []


def test_both_languages_name_the_same_in_braces() -> None:
    for key, text in ALL.entries.items():
        if key.startswith("problems."):
            # English has no place in the line: it is the message of every command.
            names = [set(re.findall(r"\{(\w+)\}", text[language])) - {"place"} for language in ("zh", "en")]
            assert names[0] == names[1], key


INVALID = sorted((ROOT / "tests" / "cases" / "invalid").glob("*.yaml"))
FAULTS = [
    ("2026-04-30\n", "2026-04-31\n", "第2.1.5条“数据 › 内容”，要求：日期，写成 2026-04-30 这样；现在：“2026-04-31”"),
    ("topics: [assessment]", "topics: [TODO]", "第2.3条“事项”，要求：定下第2.3条的“事项”；现在：还写着 TODO（待定）"),
    ("quote: 单位年度考核均在合格以上", "quote: 单位年度考核", None),
    ("issued: 2026-05-09", "isued: 2026-05-09", "“isued”，要求：数据格式里有的字段；现在：“isued”"),
    ("admits: [doctor]", "admits: [dr]", "第2.1.4条“条件 › education › 受理或认可哪些”，要求：是这些之一："),
    (
        "quote: 网上申报时间：",
        "quote: 时间是：",
        "第6.a条“数据 › 依据的原文”，要求：第6.a条里一字不差的原文；现在：",
    ),
]
"""What is written in the place of what, and the line, or how it begins."""


@pytest.mark.parametrize(("old", "new", "expected"), FAULTS, ids=[new.strip() for _, new, _ in FAULTS])
def test_a_problem_is_said_in_chinese_with_its_clause_and_field(
    register: Path, old: str, new: str, expected: str | None
) -> None:
    file = register / CITY
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = run_chuding("check", "--lang", "zh", file)
    lines = [re.sub(r"^.*?:\d+:\d+: ", "", line) for line in done.stderr.splitlines()]
    if expected is None:
        assert (done.returncode, lines, done.stdout) == (0, [], f"{file}：没有问题\n")
    else:
        assert done.returncode == 1 and any(line.startswith(expected) for line in lines), lines
    english = run_chuding("check", file)
    assert [line.split(": expected ")[0] for line in english.stderr.splitlines()] == [
        "".join(re.findall(r"^.*?:\d+:\d+", line)) for line in done.stderr.splitlines()
    ]


@pytest.mark.parametrize(
    ("variables", "chinese"),
    [
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "C"}, True),
        ({"LC_ALL": "", "LANG": ""}, False),
    ],
)
def test_check_speaks_the_systems_language_unless_one_is_named(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], chinese: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    words = {True: "notices：没有问题\n", False: "notices: no problems\n"}
    assert run_chuding("check").stdout == words[chinese]
    assert run_chuding("check", "--lang", "en").stdout == words[False]
    assert run_chuding("check", "--lang", "zh").stdout == words[True]


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.stem)
def test_no_known_fault_is_told_half_in_english(case: Path) -> None:
    for message in yaml.safe_load(case.read_text(encoding="utf-8"))["messages"]:
        expected, found = message.partition(": expected ")[2].split(", found ", 1)
        bare = re.sub(r"“[^”]*”", "", CHINESE.message(Problem("x", 1, 1, expected, found)))
        assert not re.search(r"\b(?:of|the|in|is|that|for)\b", bare), bare

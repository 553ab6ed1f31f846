"""A notice is held against the round before it: what that had and this one has not is asked about."""

import re
import shutil
from pathlib import Path

import pytest
from command import run_chuding
from proof import LONG

pytestmark = LONG

FIRST, NEXT = Path("lianyungang-city", "2026-h1.yaml"), Path("lianyungang-city", "2026-h2.yaml")
ASSESSMENT = """    requirements:
      - kind: assessment
        quote: 单位年度考核均在合格以上
"""
BY_EMPLOYER = """    residual:
      - {zh: 单位核对年度考核。, en: The unit looks at the assessments., quote: 单位年度考核均在合格以上}
"""
WHY = "dropped: {assessment: {zh: 本次由单位核对。, en: The unit now looks at it.}}\n"
ASKED = (
    "warning: expected the requirement assessment of clause 2.3 in lianyungang-city-2026-h1, "
    'or why it is asked no more under dropped.assessment, found "none"'
)
NEEDLESS = 'warning: expected under dropped only kinds that this notice has not and an earlier one had, found "{}"'


@pytest.fixture
def later(register: Path) -> Path:
    """The city's next round: the same words under another day."""
    for suffix in (".yaml", ".txt"):
        shutil.copy((register / FIRST).with_suffix(suffix), (register / NEXT).with_suffix(suffix))
    changed(register / NEXT, "issued: 2026-05-09\n", "issued: 2026-05-10\n")
    changed((register / NEXT).with_suffix(".txt"), "2026年5月9日", "2026年5月10日")
    return register / NEXT


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def told(file: Path, language: str = "en") -> list[str]:
    """What a strict check says of a notice, without the file and its line."""
    done = run_chuding("check", "--strict", "--lang", language, file)
    lines = done.stderr.splitlines()
    assert bool(done.returncode) == bool(lines)
    return [re.sub(r"^.*?:\d+:\d+: ", "", line) for line in lines]


def test_the_same_requirements_ask_nothing(later: Path) -> None:
    assert told(later) == []


def test_a_requirement_that_only_the_round_before_had_is_asked_about(later: Path) -> None:
    changed(later, ASSESSMENT, BY_EMPLOYER)
    assert told(later) == [ASKED]
    [chinese] = told(later, "zh")
    assert chinese == (
        "提醒：“不再要求的条件 › assessment”，要求：条件 assessment（lianyungang-city-2026-h1 第2.3条有）；"
        "不再要求的，在 dropped.assessment 写明原因；现在：没有"
    )


def test_the_reason_why_it_is_asked_no_more_answers_it(later: Path) -> None:
    changed(later, ASSESSMENT, BY_EMPLOYER)
    changed(later, "clauses:\n", f"{WHY}clauses:\n")
    assert told(later) == []


def test_a_reason_without_need_is_asked_about(later: Path) -> None:
    changed(later, "clauses:\n", f"{WHY}clauses:\n")
    assert told(later) == [NEEDLESS.format("assessment")]


def test_an_open_requirement_may_be_the_one_that_is_missing(later: Path) -> None:
    changed(later, "      - kind: assessment\n", "      - kind: TODO\n")
    assert told(later) == ['expected a decision on requirements.kind of clause 2.3, found "TODO"']


def without_days(file: Path) -> None:
    """The days of a notice become facts that open no round."""
    changed(file.parents[1] / "facts.yaml", "- {id: cutoff,", OTHER_DAYS + "- {id: cutoff,")
    changed(file, "fact: cutoff", "fact: other_day")
    changed(file, "fact: window", "fact: other_days")


OTHER_DAYS = """- {id: other_day, type: date, zh: 另一天, en: another day}
- {id: other_days, type: interval, zh: 另一段时间, en: other days}
"""
DAYS = "expected a fact cutoff, or a fact window, found none"


def test_days_that_are_missing_are_looked_for_where_other_notices_have_theirs(later: Path) -> None:
    without_days(later)
    words = "申报人员资历时间计算到2026年4月30日。"
    assert told(later) == [f'{DAYS} (usually where clause 2.1.5 says "{words}")']
    [chinese] = told(later, "zh")
    assert chinese.startswith(
        "第2.1.5条，要求：资历计算截止日（cutoff）或申报时间（window）；现在：没有（一般写在第2.1.5条"
    )


def test_days_for_which_no_clause_is_meant_are_shown_where_the_round_before_has_them(later: Path) -> None:
    without_days(later)
    changed(later, "topics: [cutoff]", "topics: [notes]")
    changed(later, "topics: [window.online, window.paper, rest_days, application.late]", "topics: [rest_days]")
    changed(later, "        topic: window.online\n", "")
    changed(later, "        topic: window.paper\n", "")
    assert [line for line in told(later) if line.startswith(DAYS)] == [
        f'{DAYS} (clause 2.1.5 of lianyungang-city-2026-h1 has it: "资历时间计算到2026年4月30日")'
    ]

"""Characters that nobody sees: refused or warned of where people write, never passed on to whoever reads."""

import io
import json
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command import run_chuding
from proof import LONG

from generator.comparing.comparisons import Comparisons
from generator.comparing.formats import FORMATS
from generator.comparing.layout import comparison_laid_out
from generator.comparing.terminal import painted
from generator.folders import NOTICES, WORDS
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import load
from generator.register.model import Text
from generator.register.notices import Notice
from generator.register.problems import BadInput
from generator.site.calendar import calendars
from generator.site.feed import feed
from generator.words.load import load_words

pytestmark = LONG

CITY = "lianyungang-city-2026-h1"
FILE = Path("lianyungang-city/2026-h1.yaml")
ENGLISH = "  en: All units concerned in the city\n"
CONTROLS = "\0\a\b\v\f\r\x1b\x1f\x7f\x85\x9b\u2028\u2029\ufffe\uffff"
UNSEEN = "\u200b\u200f\u202e\u2066\ufeff"


def named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode()
    assert text.count(old) == 1
    file.write_bytes(text.replace(old, new).encode())


def problems(folder: Path) -> list[str]:
    """What loading ``folder`` complains or warns of, without the folder's name."""
    try:
        lines = [str(warning) for warning in load(folder).warnings]
    except BadInput as bad:
        lines = bad.lines
    return [line.removeprefix(f"{folder}/") for line in lines]


def refused(place: str, character: str) -> str:
    return f"{place}: expected text without control characters, found {named(character)}"


@pytest.mark.parametrize("character", CONTROLS, ids=lambda character: f"U+{ord(character):04X}")
def test_a_control_character_is_refused_with_its_line_and_column(register: Path, character: str) -> None:
    edit(register / FILE, ENGLISH, ENGLISH.replace("units", f"un{character}its"))
    assert problems(register) == [refused(f"{FILE}:7:13", character)]


@pytest.mark.parametrize(
    ("escape", "character"),
    [(r"\a", "\a"), (r"\v", "\v"), (r"\e", "\x1b"), (r"\0", "\0"), (r"\x9b", "\x9b"), (r"\N", "\x85"), (r"\r", "\r"),
     (r"\u2028", "\u2028"), (r"\U0001FFFE", "\U0001fffe")],
)  # fmt: skip
def test_one_that_is_written_as_an_escape_is_found_where_the_escape_stands(
    register: Path, escape: str, character: str
) -> None:
    edit(register / FILE, ENGLISH, f'  en: "市 \\\\a {escape} city"\n')
    assert problems(register) == [refused(f"{FILE}:7:14", character)]


def test_the_received_text_and_the_vocabularies_are_held_to_the_same(register: Path) -> None:
    received = FILE.with_suffix(".txt")
    line = (register / received).read_text().split("\n")[0]
    (register / received).write_text((register / received).read_text().replace(line, f"{line}\x1b", 1))
    assert problems(register) == [refused(f"{received}:1:{len(line) + 1}", "\x1b")]
    edit(register / "topics.yaml", "- {id: opening,", '- {id: "\\bopening",')
    assert problems(register)[0].startswith("topics.yaml:") and "found U+0008" in problems(register)[0]


def test_the_sites_words_are_held_to_the_same(tmp_path: Path) -> None:
    (tmp_path / "home.yaml").write_text('lead: {zh: 好, en: "go\\vod"}\n')
    with pytest.raises(BadInput) as bad:
        load_words(tmp_path)
    assert bad.value.lines == [refused(f"{tmp_path}/home.yaml:1:22", "\v")]


@pytest.mark.parametrize("character", UNSEEN, ids=named)
def test_a_character_that_nobody_sees_is_warned_of(register: Path, character: str) -> None:
    escape = f"\\u{ord(character):04x}"
    for written in (f"un{character}its", f"un{escape}its"):
        shutil.copy(NOTICES / FILE, register / FILE)
        edit(register / FILE, ENGLISH, f'  en: "{written}"\n')
        expected = "text without characters that change its direction or that nobody sees"
        assert problems(register) == [f"{FILE}:7:10: warning: expected {expected}, found {named(character)}"]


def test_lines_may_end_as_other_systems_end_them(register: Path) -> None:
    for file in (register / FILE, (register / FILE).with_suffix(".txt")):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    changed, real = load(register).notice(CITY), load(NOTICES).notice(CITY)
    assert changed and real and changed.received == real.received
    assert changed.document.model_dump() == real.document.model_dump()


def test_messages_show_what_a_terminal_would_obey(register: Path, tmp_path: Path) -> None:
    edit(register / FILE, "kind: sanction", 'kind: "sanc\u202etion"')
    folder = register.rename(tmp_path / "no\x1b[31mtices")
    for form in ("text", "github", "json"):
        done = run_chuding("check", folder, "--format", form)
        said = done.stdout + done.stderr
        assert done.returncode == 1 and "U+202E" in said
        assert not set(said) & {"\x1b", "\u202e"}
    assert json.loads(done.stdout)[0]["path"] == str(folder / FILE)
    for arguments in (("check", "\x1b[31m"), ("selfcheck", "\x9b31m"), ("compare", "\x1b[31m")):
        done = run_chuding(*arguments)
        assert done.returncode > 0 and not set(done.stderr) & {"\x1b", "\x9b"} and "<U+00" in done.stderr


def test_answers_are_quoted_harmlessly_and_divided_at_line_feeds_alone() -> None:
    for name, quoted in (("\x9b31m", "<U+009B>31m"), ("a\u2028b", "a b"), ("\u202eb", "<U+202E>b")):
        lines = json.dumps({name: 1}, ensure_ascii=False) + "\n{}\n"
        done = run_chuding("selfcheck", CITY, "--format", "jsonl", "--today", "2026-05-20", stdin=lines)
        assert done.returncode == 1 and len(done.stdout.splitlines()) == 1
        assert done.stderr.startswith(f'line 1: "{quoted}": expected one of ')


@pytest.fixture(scope="module")
def spoilt() -> Publication:
    """The real register with control characters that no file could have brought into it."""
    real = load(NOTICES)

    def spoil(text: Text) -> Text:
        # What is white space in the eyes of the check against the text as received may stand in the Chinese.
        return Text(zh=f"\v{text.zh}", en=f"\v{text.en}\x1b")

    def notices() -> Iterator[Notice]:
        for notice in real.notices:
            clauses = [c.model_copy(update=spoil(c).model_dump()) for c in notice.document.clauses]
            changes = {"title": spoil(notice.document.title), "clauses": tuple(clauses)}
            yield replace(notice, document=notice.document.model_copy(update=changes))

    topics = [topic.model_copy(update=spoil(topic).model_dump()) for topic in real.topics]
    return publish(replace(real, notices=tuple(notices()), topics=tuple(topics)))


def test_whatever_still_reaches_an_output_is_written_without_control_characters(spoilt: Publication) -> None:
    words = load_words(WORDS)
    comparisons = Comparisons(spoilt, words)
    comparison = comparisons.between(*spoilt.notices)
    for language in ("zh", "en"):
        assert ElementTree.fromstring(feed(spoilt, words, language, None)) is not None
        wording, drawing = comparisons.wording(comparison, language), comparisons.drawing(comparison)
        laid_out = painted(comparison_laid_out(wording, drawing, True), 80, False)
        told = FORMATS["text"](comparisons, comparison, language)
        texts = [make() for make in calendars(spoilt, words, language, None).values()]
        for text in (*texts, told, laid_out):
            assert isinstance(text, str) and len(text) > 900 and not set(text) & {"\v", "\x1b"}
        book = FORMATS["xlsx"](comparisons, comparison, language)
        assert isinstance(book, bytes)
        with zipfile.ZipFile(io.BytesIO(book)) as parts:
            for name in parts.namelist():
                assert not set(parts.read(name)) & {0x0B, 0x1B}, name

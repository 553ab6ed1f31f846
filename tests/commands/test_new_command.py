"""``chuding new``, and what a centre sets in its own folder: each fault is one line with its place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from command import Done, run_chuding

from generator.centre.centre import Centre, read_centre
from generator.centre.colours import contrast
from generator.folders import ROOT
from generator.languages import LANGUAGES
from generator.register.load import load
from generator.register.problems import BadInput
from generator.words.load import load_words

SETTINGS = "mkdocs.yml"


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """A folder that the command has just made."""
    folder = tmp_path / "centre"
    assert run_chuding("new", folder) == Done(0, run_chuding_said(folder), "")
    return folder


def run_chuding_said(folder: Path) -> str:
    return f"{folder}: made. Read {folder / 'README.md'}; then, in that folder: chuding check, chuding build\n"


def with_settings(centre: Path, old: str, new: str) -> Path:
    file = centre / SETTINGS
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def test_a_new_centre_has_nothing_that_check_complains_of(centre: Path) -> None:
    assert run_chuding("check", "--strict", cwd=centre) == Done(0, "notices: no problems\n", "")


def test_a_new_centre_has_every_kind_and_question_ready(centre: Path) -> None:
    made, own = load(centre / "notices"), load(ROOT / "notices")
    for of in ("topics", "facts", "questions", "titles", "kinds"):
        assert [entry.id for entry in getattr(made, of)] == [entry.id for entry in getattr(own, of)]
    assert made.glossary == own.glossary
    assert {area.id for area in made.jurisdictions.areas}.isdisjoint(area.id for area in own.jurisdictions.areas)


def test_a_kind_or_topic_that_is_not_kept_ready_is_still_warned_of(centre: Path) -> None:
    for name in ("topics.yaml", "questions.yaml", "kinds/age.yaml", "kinds/cohort.yaml"):
        file = centre / "notices" / name
        if file.exists():
            text = file.read_text(encoding="utf-8")
            file.write_text(re.sub(r"reserve: true(, |\n +|\n)", "", text), encoding="utf-8")
    done = run_chuding("check", "--strict", cwd=centre)
    assert done.returncode == 1
    assert 'expected a topic that some clause carries, found "materials.paper"' in done.stderr
    assert "kinds/cohort.yaml:1:1: warning: expected a notice with a requirement of this kind" in done.stderr


def _file(folder: Path) -> None:
    folder.write_text("mine")


def _full(folder: Path) -> None:
    folder.mkdir()
    (folder / "mine").write_text("mine")


def _link(folder: Path) -> None:
    folder.symlink_to(folder.parent)


@pytest.mark.parametrize("make", [_file, _full, _link])
def test_what_is_there_is_refused_in_one_line_and_stays(tmp_path: Path, make: Callable[[Path], None]) -> None:
    folder = tmp_path / "centre"
    make(folder)
    before = sorted(tmp_path.rglob("*"))
    said = f"{folder}: expected an empty folder or nothing, found something else\n"
    assert run_chuding("new", folder) == Done(1, "", said)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_is_filled_and_one_that_lies_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run_chuding("new", "empty", cwd=tmp_path).returncode == 0
    assert (tmp_path / "empty" / SETTINGS).is_file()
    done = run_chuding("new", "no/where", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


FAULTS = [
    (
        "brand: '#7a1f2b'",
        "brand: '#d8a0a8'",
        'a colour with a contrast of 4.5 to on_brand #ffffff, found "#d8a0a8 ',
    ),
    ("link: '#f2b0a8'", "link: '#802020'", 'a colour with a contrast of 4.5 to page #10161d, found "#802020 with'),
    ("brand: '#3a1218'", "brand: red", 'a colour as #123a63, found "red"'),
    ("https://chuding.example.com/", "example.com", 'an address, https://…, found "example.com"'),
    ("https://chuding.example.com/", "'https://[x'", 'an address, https://…, found "https://[x"'),
    ("https://chuding.example.com/", "https://x.cn:y/", 'an address, https://…, found "https://x.cn:y/"'),
    ("https://chuding.example.com/", "https://x.cn/?a", 'an address, https://…, found "https://x.cn/?a"'),
    ("https://chuding.example.com/", "https://x.cn@y.cn/", 'an address, https://…, found "https://x.cn@y.cn/"'),
    ("https://chuding.example.com/", '"https://x.cn/\\n"', 'an address, https://…, found "https://x.cn/"'),
    ("feedback: ''", "feedback: javascript:alert(1)", 'an address, https://…, found "javascript:alert(1)"'),
    ("mail: ''", "mail: a@b.cn?bcc=x@y.cn", 'a mail address as office@example.com, found "a@b.cn?bcc=x@y.cn"'),
    ("own/logo.svg", "own/none.svg", 'a file, found "none at own/none.svg"'),
    ("own/logo.svg", "own/logo.gif", 'a file that ends in .svg or .png or .webp, found "own/logo.gif"'),
    ("own/style.css", "../style.css", "a file of the folder "),
    ("languages: [zh, en]", "languages: [zh, fr]", "one of 'zh' or 'en', found \"fr\""),
    ("languages: [zh, en]", "languages: [en]", 'zh among them, since Chinese is authoritative, found "none"'),
    ("{zh: 示例市职称初定, en: 'Titles in Example City'}", "{zh: 示例市职称初定}", "words in en, or languages: [zh] "),
    ("    name:", "    naem:", 'a field of the format, found "naem"'),
    ("jurisdictions: [example-city]", "jurisdictions: [example]", 'one of example-city, found "example"'),
    ("\nextra:", "\nplugin: x\nextra:", 'a field of the format, found "plugin"'),
    ("checked:", "checked: today", 'a date as YYYY-MM-DD, found "today"'),
]
"""What is written in the place of what, and the one line that says so."""


@pytest.mark.parametrize(("old", "new", "said"), FAULTS, ids=[new.strip() for _, new, _ in FAULTS])
def test_a_fault_in_the_settings_is_one_line_with_its_place(centre: Path, old: str, new: str, said: str) -> None:
    file = with_settings(centre, old, new)
    # A sheet outside is there, and yet not the centre's.
    (centre.parent / "style.css").write_text("")
    checked = run_chuding("check", cwd=centre)
    lines = [line for line in checked.stderr.splitlines() if "expected one with a notice" not in line]
    assert (checked.returncode, len(lines)) == (1, 1), checked.stderr
    place, _, message = lines[0].partition(": expected ")
    assert message.startswith(said)
    row, column = map(int, place.removeprefix(f"{SETTINGS}:").split(":"))
    at = file.read_text(encoding="utf-8").splitlines()[row - 1][column - 1 :]
    assert at and (new.strip().split()[-1].strip("'[]{}") in at or "{zh" in new or new.strip().split(":")[0] in at), at


LOADS = ["@import 'x.css';", "a { background: url(https://example.com/x.png) }", "a { src: url('x.woff') }"]
LOADS += [r"@\69mport 'x.css';", r"a { background: u\000072 l(//example.com) }", r"a { background: \url(x.png) }"]
LOADS += ["a { background: image-set('x.png' 1x) }", "a { background: -webkit-image-set( 'x.png' 1x) }"]


def test_a_sheet_that_asks_for_another_file_is_refused(centre: Path) -> None:
    for loads in LOADS:
        (centre / "own" / "style.css").write_text(loads)
        with pytest.raises(BadInput, match="expected a sheet that asks for no other file"):
            read_centre(centre / SETTINGS)
    (centre / "own" / "style.css").write_text("a { background: url(data:image/png;base64,) }")
    assert "data:image" in read_centre(centre / SETTINGS).style


def test_a_centre_that_sets_nothing_has_the_site_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / SETTINGS
    file.write_text("extra: {centre: {name: ''}, imprint: {organiser: }}\n")
    nothing = read_centre(file)
    words = load_words(ROOT / "site_src" / "words")
    assert nothing.settings == Centre().settings and nothing.languages == LANGUAGES and nothing.style == ""
    assert nothing.worded(words).entries == words.entries
    assert nothing.shown(register := load(ROOT / "notices")) is register


def test_the_projects_own_configuration_sets_what_is_under_extra_alone() -> None:
    own = read_centre(ROOT / SETTINGS)
    assert own.settings.site_url is None and own.settings.extra.imprint.checked is not None


def test_a_centre_shows_the_notices_of_its_jurisdictions_alone(tmp_path: Path) -> None:
    file = tmp_path / SETTINGS
    file.write_text("extra: {centre: {jurisdictions: [lianyungang-city]}}\n")
    register = load(ROOT / "notices")
    assert {notice.jurisdiction for notice in read_centre(file).shown(register).notices} == {"lianyungang-city"}


@pytest.mark.parametrize(("one", "other", "expected"), [("#fff", "#000000", 21.0), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_the_standards(one: str, other: str, expected: float) -> None:
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == expected

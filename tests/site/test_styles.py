"""Style sheets have rooms: each is short, each is loaded where something bears what it names, and nowhere else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.folders import BROWSER, ROOT, STYLES, TEMPLATES
from generator.sheets import IMPORT

LONGEST = 300
SHEETS = sorted(STYLES.rglob("*.css"))
KINDS = sorted((STYLES / "pages").glob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.([a-z][\w-]*)(?=[^{};]*\{)")
LINK = re.compile(r'href="[^"]*assets/[0-9a-f]{16}/styles/(pages/[\w-]+\.css)"')
SCRIPT = re.compile(r'src="[^"]*(assets/[0-9a-f]{16}/browser/[\w-]+\.js)"')


def name_of(sheet: Path) -> str:
    return sheet.relative_to(STYLES).as_posix()


def classes(sheet: Path) -> set[str]:
    """The classes in the selectors of a sheet, without those of what it imports."""
    return set(CLASS.findall(IMPORT.sub("", COMMENT.sub("", sheet.read_text(encoding="utf-8")))))


def imported(sheet: Path) -> Iterator[Path]:
    for name in IMPORT.findall(sheet.read_text(encoding="utf-8")):
        yield (sheet.parent / name).resolve()


def read_all(folder: Path, *patterns: str) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for pattern in patterns for file in sorted(folder.rglob(pattern)))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Each page's sheet → the text of all pages that load it, of their template, and of the scripts that they run."""
    found: dict[str, str] = {}
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        if sheet := LINK.search(text):
            scripts = [(site / path).read_text(encoding="utf-8") for path in SCRIPT.findall(text)]
            found[sheet[1]] = "\n".join([found.get(sheet[1], ""), text, *scripts])
    for name in found:
        template = TEMPLATES / Path(name).with_suffix(".html").name
        found[name] += template.read_text(encoding="utf-8") if template.is_file() else ""
    # Python draws comparisons there as well.
    found["pages/chooser.css"] += found["pages/pair.css"]
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=name_of)
def test_a_sheet_is_short(sheet: Path) -> None:
    assert len(sheet.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_every_sheet_of_pages_is_loaded_by_a_page(pages: dict[str, str]) -> None:
    assert set(pages) == {name_of(sheet) for sheet in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_a_page_loads_only_sheets_that_hold_a_rule_for_it(pages: dict[str, str], kind: Path) -> None:
    borne = {*re.findall(r"[\w-]+", pages[name_of(kind)])}
    for sheet in (kind, *imported(kind)):
        named = classes(sheet)
        assert not named or named & borne, f"{name_of(kind)} imports {name_of(sheet)}"


def test_no_rule_is_for_a_class_that_nothing_bears(site: Path) -> None:
    sources = [read_all(site, "*.html"), read_all(TEMPLATES, "*.html"), read_all(BROWSER, "*.js")]
    sources.append(read_all(ROOT / "generator", "*.py"))
    borne = {*re.findall(r"[\w-]+", "\n".join(sources))}
    assert {name_of(sheet): unborne for sheet in SHEETS if (unborne := classes(sheet) - borne)} == {}


SIZE = re.compile(r"font-size:\s*([^;]+);")
ON_PAPER = re.compile(r"@media print \{\n.*?\n\}\n", re.DOTALL)


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.name != "tokens.css"], ids=name_of)
def test_type_on_a_screen_has_one_of_the_seven_sizes(sheet: Path) -> None:
    """Per cent are of the whole page: what a reader chose, and the elders' version."""
    sizes = SIZE.findall(ON_PAPER.sub("", sheet.read_text(encoding="utf-8")))
    assert [size for size in sizes if not re.fullmatch(r"var\(--cd-size-\w+\)|inherit|1\d\d%", size)] == []

"""``chuding translate``: what is open goes to a translator as a file, and comes back without losing anything."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from command import Done, run_chuding
from openpyxl import Workbook, load_workbook
from proof import LONG

from generator.folders import ROOT
from generator.register.places import Plain, read_yaml
from generator.translating.texts import texts_of

pytestmark = LONG

CITY, ZONE = "lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2"
FILES = {CITY: "lianyungang-city/2026-h1.yaml", ZONE: "lianyungang-etdz/2023-h2.yaml"}
CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
MATCHES = "{urn:oasis:names:tc:xliff:matches:2.0}"
ENGLISH = 3
"""The column of the workbook that a translator fills."""
HEAD = 2


def settled(notice: str = CITY) -> dict[str, str]:
    """The English of the real notice, by the ids that a translator's file has."""
    content: Plain = read_yaml(ROOT / "notices" / FILES[notice], notice)[0]
    return {text.id: text.en for text in texts_of(content)}


@pytest.fixture
def untranslated(register: Path) -> Path:
    """The real register, the English of one notice taken out."""
    file = register / FILES[CITY]
    opened = re.sub(r"(?m)^( +)en: .*$", r"\1en: TODO", file.read_text(encoding="utf-8"))
    file.write_text(opened, encoding="utf-8")
    return register


def translate(register: Path, *arguments: str | Path, notice: str = CITY) -> Done:
    return run_chuding("--notices", register, "translate", notice, *arguments)


def given(register: Path, name: str) -> Path:
    """The translator's file of the notice."""
    file = register.parent / name
    done = translate(register, "-o", file, "--force")
    assert done.returncode == 0, done.stderr
    return file


def rows(file: Path) -> dict[str, tuple[Any, ...]]:
    """The rows of a workbook by id."""
    sheet = load_workbook(file).worksheets[0]
    return {str(row[0]): row for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True)}


def filled(file: Path, english: dict[str, Any], edit: Callable[[Any], None] = lambda sheet: None) -> Path:
    """The workbook with ``english`` by id; ``edit`` is what else a program does to the sheet."""
    book = load_workbook(file)
    sheet: Any = book.worksheets[0]
    for row in sheet.iter_rows(min_row=HEAD + 1):
        if row[0].value in english:
            row[ENGLISH - 1].value = english[row[0].value]
    edit(sheet)
    book.save(file)
    return file


def translated(file: Path, english: dict[str, str], **attributes: str) -> Path:
    """The XLIFF file with ``english`` by id as targets."""
    tree = ElementTree.parse(file)
    for unit in tree.iter(f"{CORE}unit"):
        for segment in unit.iter(f"{CORE}segment"):
            if unit.get("id") in english:
                ElementTree.SubElement(segment, f"{CORE}target").text = english[str(unit.get("id"))]
                segment.attrib.update(attributes)
    tree.write(file, encoding="utf-8")
    return file


# Giving


def test_the_workbook_has_the_chinese_its_terms_and_english_of_similar_chinese(untranslated: Path) -> None:
    row = rows(given(untranslated, "city.xlsx"))["2.1.5"]
    assert row[1] == "申报人员资历时间计算到2026年4月30日。" and row[2] is None
    # The zone's clause says 2023年10月31日.
    assert row[3] == "The applicant's experience is counted up to 30 April 2026."
    assert 0.8 < row[4] < 1 and row[5] == f"2.3.4 of {ZONE}" and row[6] is None
    assert "申报人 = applicant" in row[7].split("\n")


def test_where_nothing_is_near_the_terms_are_filled_in(untranslated: Path) -> None:
    row = rows(given(untranslated, "city.xlsx"))["1.2"]
    assert row[3].startswith("委托 Municipal Talent Service Centre 进行 personnel agency service ") and row[4] is None


def test_what_a_suggestion_could_not_carry_over_is_named(untranslated: Path) -> None:
    # The zone's clause leaves out the time before 2006, and the city's says nothing of it.
    assert rows(given(untranslated, "city.xlsx"))["2.4"][6] == "2006"


def test_the_workbook_is_locked_but_for_the_english_and_keeps_its_head_in_sight(untranslated: Path) -> None:
    sheet: Any = load_workbook(given(untranslated, "city.xlsx")).worksheets[0]
    free = {cell.column for row in sheet.iter_rows(min_row=HEAD + 1) for cell in row if not cell.protection.locked}
    assert sheet.protection.sheet and free == {ENGLISH}
    assert sheet.freeze_panes == "B3" and sheet["C3"].number_format == "@"


def test_the_same_notice_gives_the_same_files(untranslated: Path) -> None:
    for name in ("city.xlsx", "city.xlf"):
        assert given(untranslated, name).read_bytes() == given(untranslated, name).read_bytes()


def test_the_xliff_file_has_its_parts_in_the_standards_order(untranslated: Path) -> None:
    root = ElementTree.parse(given(untranslated, "city.xlf")).getroot()
    assert root.attrib == {"version": "2.0", "srcLang": "zh-CN", "trgLang": "en"}
    units = {str(unit.get("id")): unit for unit in root.iter(f"{CORE}unit")}
    order = [f"{MATCHES}matches", MATCHES.replace("matches", "glossary") + "glossary", f"{CORE}notes", f"{CORE}segment"]
    for unit in units.values():
        places = [order.index(part.tag) for part in unit]
        assert places == sorted(set(places)) and order[places[-1]] == f"{CORE}segment"
    [match] = units["2.1.5"].iter(f"{MATCHES}match")
    assert match.get("origin") == f"2.3.4 of {ZONE}" and match.get("ref") == "#s1" and match.get("type") == "tm"


def test_a_notice_with_nothing_open_makes_no_file(register: Path) -> None:
    done = translate(register, "-o", register.parent / "city.xlsx")
    assert (done.returncode, done.stderr) == (0, f"{CITY}: nothing to translate\n")
    assert not (register.parent / "city.xlsx").exists()


def test_a_file_that_is_there_may_be_a_translators_work(untranslated: Path) -> None:
    file = given(untranslated, "city.xlsx")
    done = translate(untranslated, "-o", file)
    assert (
        done.returncode == 1
        and done.stderr == f"{file}:1:1: expected a file that is not there yet, or --force, found a file\n"
    )


def test_english_is_open_again_once_its_chinese_has_changed(register: Path) -> None:
    for suffix in (".yaml", ".txt"):
        file = (register / FILES[CITY]).with_suffix(suffix)
        text = file.read_text(encoding="utf-8").replace("5个工作日", "7个工作日")
        file.write_text(text.replace("        value: 5\n", "        value: 7\n"), encoding="utf-8")
    workbook = given(register, "city.xlsx")
    [row] = rows(workbook).values()
    assert row[0] == "4.4" and "5 working days" in row[3] and row[6] == "7"
    filled(workbook, {"4.4": row[3].replace("5 working", "7 working")})
    assert translate(register, "--from", workbook).returncode == 0
    assert run_chuding("check", register).returncode == 0


# Taking back


@pytest.mark.parametrize("name", ["city.xlsx", "city.xlf"])
def test_english_that_comes_back_is_all_that_the_notice_lacked(name: str, untranslated: Path) -> None:
    file = given(untranslated, name)
    filled(file, settled()) if name.endswith(".xlsx") else translated(file, settled(), state="final")
    done = translate(untranslated, "--from", file)
    assert (done.returncode, done.stderr) == (0, f"{CITY}: {len(rows_of(file))} texts taken, 0 still open\n")
    there, real = (folder / FILES[CITY] for folder in (untranslated, ROOT / "notices"))
    assert there.read_bytes() == real.read_bytes()


def rows_of(file: Path) -> list[str]:
    if file.suffix == ".xlsx":
        return [*rows(file)]
    return [str(unit.get("id")) for unit in ElementTree.parse(file).iter(f"{CORE}unit")]


LOSES = {
    "4.1": (("in 3 copies", "in copies"), "the number 3 (三份) of the Chinese in 4.1"),
    "2.1.5": (("30 April", "3 April"), "the day 30 April 2026 of the Chinese in 2.1.5"),
    "4.4": (("5 working days", "working days"), "the number 5 of the Chinese in 4.4"),
    "3.2": (("http://rsj.lyg.gov.cn/", ""), '"http://rsj.lyg.gov.cn/" of the Chinese in 3.2'),
    "6.c": (("0518-85812002", ""), '"0518—85812002" of the Chinese in 6.c'),
    "4.2": (("Summary of Results", "Summary"), "the glossary's"),
}  # fmt: skip


def test_a_row_that_lost_something_is_refused_by_its_number_and_the_others_are_taken(untranslated: Path) -> None:
    file = given(untranslated, "city.xlsx")
    english = settled()
    wrong = {name: english[name].replace(*change) for name, (change, _) in LOSES.items()}
    done = translate(untranslated, "--from", filled(file, english | wrong))
    numbers = {name: number for number, name in enumerate(rows(file), HEAD + 1)}
    lines = done.stderr.splitlines()
    assert done.returncode == 1 and lines[-1].endswith(f"{len(wrong)} refused, {len(wrong)} still open")
    for name, (_, expected) in LOSES.items():
        [line] = [line for line in lines if line.startswith(f"{file}:{numbers[name]}:{ENGLISH}: expected {expected}")]
        assert ", found " in line
    texts = {text.id: text for text in texts_of(read_yaml(untranslated / FILES[CITY], "city")[0])}
    assert {name for name, text in texts.items() if text.open} == set(LOSES)


def test_chinese_outside_brackets_is_no_english(untranslated: Path) -> None:
    file = filled(given(untranslated, "city.xlsx"), {"1.2": "委托 Municipal Talent Service Centre"})
    assert "expected Chinese in brackets alone in 1.2, found" in translate(untranslated, "--from", file).stderr


def test_suggestions_that_nobody_took_over_are_not_taken(untranslated: Path) -> None:
    before = (untranslated / FILES[CITY]).read_bytes()
    workbook, xliff = given(untranslated, "city.xlsx"), given(untranslated, "city.xlf")
    suggested = {name: row[3] for name, row in rows(workbook).items() if row[3]}
    # As tools do that fill in what they find.
    translated(xliff, suggested)
    for file in (workbook, xliff):
        done = translate(untranslated, "--from", file)
        assert (done.returncode, done.stderr) == (0, f"{CITY}: 0 texts taken, {len(rows(workbook))} still open\n")
    assert (untranslated / FILES[CITY]).read_bytes() == before


def test_nothing_that_is_settled_is_written_over(untranslated: Path) -> None:
    file = given(untranslated, "city.xlsx")
    first = filled(file, {"1": "Scope of initial determination"})
    assert translate(untranslated, "--from", first).returncode == 0
    before = (untranslated / FILES[CITY]).read_bytes()
    again = translate(untranslated, "--from", filled(file, {"1": "Scope of the initial determination"}))
    assert again.returncode == 1 and "expected no other English for 1, which is settled" in again.stderr
    assert translate(untranslated, "--from", filled(file, {"1": "Scope of initial determination "})).returncode == 0
    assert (untranslated / FILES[CITY]).read_bytes() == before


def test_a_row_whose_chinese_has_changed_since_is_refused(untranslated: Path) -> None:
    file = filled(given(untranslated, "city.xlsx"), settled())
    notice = untranslated / FILES[CITY]
    notice.write_text(notice.read_text(encoding="utf-8").replace("zh: 初定范围", "zh: 初定的范围"), encoding="utf-8")
    done = translate(untranslated, "--from", file)
    assert done.returncode == 1
    assert 'expected the Chinese of 1 as it is now, "初定的范围", found "初定范围"' in done.stderr.splitlines()[0]


def test_comments_order_and_layout_of_what_is_not_taken_stay(untranslated: Path) -> None:
    notice = untranslated / FILES[CITY]
    text = notice.read_text(encoding="utf-8")
    odd = text.replace("    topics: [scope]\n", "    topics:   [ scope ]   # as before\n", 1).replace(
        "    en: TODO\n", "    # suggested English, terms alone: 初定范围\n    en: TODO  # whoever has time\n", 1
    )
    odd = odd.replace("\n", "\r\n")
    notice.write_bytes(b"\xef\xbb\xbf" + odd.encode())
    file = filled(given(untranslated, "city.xlsx"), {"0.a": settled()["0.a"], "1": settled()["1"]})
    assert translate(untranslated, "--from", file).returncode == 0
    made = notice.read_bytes().decode("utf-8")
    changed = [line for line in made.split("\r\n") if line not in odd.split("\r\n")]
    assert made.startswith("\ufefftitle") or made.startswith("\ufeff#")
    assert len(made.split("\r\n")) == len(odd.split("\r\n")) - 1 and "\n" not in made.replace("\r\n", "")
    assert [line.strip().partition(":")[2][:8] for line in changed if "# yaml" not in line] == [" 'In acc", " Scope o"]
    assert "    en: 'In accordance" in made and "  # whoever has time" in made and "topics:   [ scope ]" in made


# What other programs make of the files


def moved(sheet: Any) -> None:
    """As a spreadsheet leaves it: columns put before, rows sorted, blanks behind the words, an id that is a number."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD + 1)]
    for number, values in enumerate(reversed(rows), HEAD + 1):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value
    for row in sheet.iter_rows(min_row=HEAD + 1):
        row[ENGLISH - 1].value = f" {row[ENGLISH - 1].value}\u00a0\n " if row[ENGLISH - 1].value else None
        if row[0].value in ("1", "2.1"):
            row[0].value = float(row[0].value)
    sheet.delete_rows(HEAD + 1)
    sheet.insert_cols(1)
    sheet.cell(HEAD, 1).value = "mine"


def test_rows_and_columns_may_be_moved_removed_and_added(untranslated: Path) -> None:
    file = given(untranslated, "city.xlsx")
    count = len(rows(file))
    done = translate(untranslated, "--from", filled(file, settled(), moved))
    assert (done.returncode, done.stderr) == (0, f"{CITY}: {count - 1} texts taken, 1 still open\n")


@pytest.mark.parametrize(
    ("value", "found"),
    [(datetime(2026, 4, 30), "a date"), ("=1+1", "a formula"), (True, "a truth value"), (0.3, "a number")],
)
def test_english_that_a_program_took_for_something_else_is_refused(value: Any, found: str, untranslated: Path) -> None:
    file = filled(given(untranslated, "city.xlsx"), {"2.1.5": value})
    done = translate(untranslated, "--from", file)
    assert done.returncode == 1 and f"expected English as text for 2.1.5, found {found}\n" in done.stderr


def split(file: Path, english: dict[str, list[tuple[str, str | None]]]) -> Path:
    """The XLIFF file with segments of its units cut apart, notes and marks put in, as translators' tools do."""
    tree = ElementTree.parse(file)
    for unit in tree.iter(f"{CORE}unit"):
        if parts := english.get(str(unit.get("id"))):
            for segment in unit.findall(f"{CORE}segment"):
                unit.remove(segment)
            for number, (source, target) in enumerate(parts):
                segment = ElementTree.SubElement(unit, f"{CORE}segment", id=f"x{number}", state="translated")
                mark = ElementTree.SubElement(ElementTree.SubElement(segment, f"{CORE}source"), f"{CORE}mrk", id="k")
                mark.text = source
                if target:
                    ElementTree.SubElement(segment, f"{CORE}target").text = target
    tree.write(file, encoding="utf-8")
    return file


CLAUSE = "2.1.5"
PARTS = ("申报人员资历时间", "The applicant's experience"), ("计算到2026年4月30日。", "is counted up to 30 April 2026.")


def test_segments_may_be_cut_apart(untranslated: Path) -> None:
    done = translate(untranslated, "--from", split(given(untranslated, "city.xlf"), {CLAUSE: [*PARTS]}))
    assert done.returncode == 0 and f"{CITY}: 1 texts taken" in done.stderr
    assert "    en: The applicant's experience is counted up to 30 April 2026.\n" in (
        untranslated / FILES[CITY]
    ).read_text(encoding="utf-8")


def test_a_unit_with_a_segment_left_in_chinese_is_refused(untranslated: Path) -> None:
    file = split(given(untranslated, "city.xlf"), {CLAUSE: [PARTS[0], (PARTS[1][0], None)]})
    done = translate(untranslated, "--from", file)
    line = next(
        n for n, text in enumerate(file.read_text(encoding="utf-8").split("\n"), 1) if f'<unit id="{CLAUSE}"' in text
    )
    assert done.returncode == 1 and done.stderr.startswith(f"{file}:{line}:")
    assert f"expected English in each segment for {CLAUSE}, found in 1 of 2\n" in done.stderr


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def empty_workbook() -> bytes:
    made = io.BytesIO()
    Workbook().save(made)
    return made.getvalue()


OLDER = b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
BAD = {
    "empty.xlsx": (b"", "expected a workbook (.xlsx) or an XLIFF 2 file (.xlf), found something else"),
    "cut.xlsx": (empty_workbook()[:900], "expected a workbook (.xlsx), found a file that does not unpack"),
    "other.xlsx": (empty_workbook(), "expected a sheet with the columns 条款 or Clause, 中文 or Chinese, "),
    "none.xlsx": (packed(a=b"b"), "expected a workbook, found one that cannot be read"),
    "bomb.xlsx": (packed(a=bytes(60_000_000)), "expected a workbook that unpacks to at most 40,000,000 bytes"),
    "huge.xlf": (b" " * 9_000_000, "expected a readable file, found more than 8,000,000 bytes"),
    "older.xlf": (OLDER, "expected an XLIFF 2 file, found one of urn:oasis:names:tc:xliff:document:1.2"),
    "page.xlf": (b"<html/>", "expected an XLIFF 2 file, found one of html"),
    "laughs.xlf": (LAUGHS, "expected no document type, found one"),
    "cut.xlf": (b"<xliff", "expected XML, found unclosed token"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_translators_file_is_refused_in_one_line(name: str, register: Path) -> None:
    content, message = BAD[name]
    file = register.parent / name
    file.write_bytes(content)
    done = translate(register, "--from", file)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"{file}:1:1: ") and message in done.stderr


@pytest.mark.parametrize("name", ["city.xlsx", "city.xlf"])
def test_the_file_of_another_notice_is_refused_in_one_line(name: str, untranslated: Path) -> None:
    file = given(untranslated, name)
    done = translate(untranslated, "--from", file, notice=ZONE)
    assert (done.returncode, done.stderr) == (1, f'{file}:1:1: expected a file of {ZONE}, found "{CITY}"\n')


def test_wrong_usage_is_told_from_bad_input(register: Path) -> None:
    assert translate(register).returncode == translate(register, "-o", "city.docx").returncode == 2
    assert "expected a notice, one of" in translate(register, "-o", "a.xlsx", notice="nowhere").stderr

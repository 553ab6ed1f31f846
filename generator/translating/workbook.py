"""A notice's open English as a workbook: the Chinese, room for the English, and what is known beside it."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

# Before openpyxl, which it tells how to write.
from generator.workbooks import packed, write_text  # isort: skip
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.languages import LANGUAGES, Words
from generator.register.undecided import TODO
from generator.translating.job import Job, Row
from generator.translating.returned import Returned, ReturnedRow, refused
from generator.translating.suggesting import Suggestion

WIDTHS = {
    "place": 14,
    "chinese": 46,
    "english": 60,
    "suggestion": 46,
    "similarity": 8,
    "origin": 26,
    "left": 18,
    "terms": 34,
}
"""The columns in their order, and their widths in characters."""
OPEN, ALIKE = "english", [*WIDTHS].index("similarity") + 1
NEEDED = ("place", "chinese", "english")
HEAD = 2
"""The row of the columns' names: above it stands which notice it is."""
A4 = 9
DAY = datetime(2000, 1, 1)
"""The day of every workbook: the day on which it is made would change its bytes."""
LONGEST_SHEET_NAME = 31
TEXT = "@"
"""The format of a cell in which what looks like a number or a date stays as it is written."""
MAX_UNPACKED = 40_000_000
MAX_ROWS, MAX_COLUMNS = 20_000, 60
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a character that XML does not allow."""


# Giving


def workbook(job: Job, words: Words) -> bytes:
    """The workbook of a job: all but the English is locked against slips, without a password."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    _fill(book.create_sheet(job.notice[:LONGEST_SHEET_NAME]), job, words)
    _explain(book.create_sheet(), words)
    book.properties.creator = "chuding"
    book.properties.created = book.properties.modified = DAY
    return packed(book)


def _styles() -> Iterator[NamedStyle]:
    line = Side(style="thin", color="00A0A0A0")
    top, ruled = Alignment(wrap_text=True, vertical="top"), Border(line, line, line, line)
    grey, white = PatternFill("solid", start_color="00EDEDED"), PatternFill("solid", start_color="00FFFBE6")
    locked, free = Protection(locked=True), Protection(locked=False)
    bold = Font(bold=True)
    yield NamedStyle("chuding notice", font=Font(bold=True, size=12), protection=locked, number_format=TEXT)
    yield NamedStyle(
        "chuding head", font=bold, fill=grey, border=ruled, alignment=top, protection=locked, number_format=TEXT
    )
    yield NamedStyle("chuding given", border=ruled, alignment=top, protection=locked, number_format=TEXT)
    yield NamedStyle("chuding alike", border=ruled, alignment=top, protection=locked, number_format="0%")
    yield NamedStyle("chuding room", fill=white, border=ruled, alignment=top, protection=free, number_format=TEXT)
    yield NamedStyle("chuding line", alignment=top, protection=locked)


def _fill(sheet: Worksheet, job: Job, words: Words) -> None:
    write_text(sheet.cell(1, 1), job.notice, "chuding notice")
    write_text(sheet.cell(1, 3), job.title, "chuding notice")
    for column, (name, width) in enumerate(WIDTHS.items(), start=1):
        write_text(sheet.cell(HEAD, column), "\n".join(_names(words, name)), "chuding head")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(job.rows, start=HEAD + 1):
        contents = _contents(row, words)
        for column, name in enumerate(WIDTHS, start=1):
            style = "chuding room" if name == OPEN else "chuding given"
            write_text(sheet.cell(number, column), contents[name], style)
        if row.suggestion and row.suggestion.similarity:
            alike = sheet.cell(number, ALIKE, value=round(row.suggestion.similarity, 2))
            alike.style = "chuding alike"
    sheet.freeze_panes = f"B{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(len(WIDTHS))}{sheet.max_row}"
    _protect(sheet)
    _set_print(sheet)


def _names(words: Words, column: str) -> list[str]:
    return [words.of(language)(f"translation.columns.{column}") for language in LANGUAGES]


def _contents(row: Row, words: Words) -> dict[str, str]:
    terms = "\n".join(f"{term.zh} = {' / '.join(term.en)}" for term in row.terms)
    known = {"suggestion": "", "origin": "", "left": ""}
    if suggestion := row.suggestion:
        known = {"suggestion": suggestion.en, "origin": _origin(suggestion, words), "left": "、".join(suggestion.left)}
    return {"place": row.text.id, "chinese": row.text.zh, "english": "", "similarity": "", "terms": terms, **known}


def _origin(suggestion: Suggestion, words: Words) -> str:
    origins = "\n".join(suggestion.origins)
    if suggestion.kind == "text":
        return origins
    said = (words.of(language)(f"translation.made_of.{suggestion.kind}", origins=origins) for language in LANGUAGES)
    return " / ".join(said) if not origins else next(said)


def _protect(sheet: Worksheet) -> None:
    sheet.protection.sheet = True
    for what in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter", "insertColumns"):
        # False: it is not forbidden.
        setattr(sheet.protection, what, False)


def _set_print(sheet: Worksheet) -> None:
    """A4 landscape, as wide as the paper, with the head on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD}:{HEAD}"


def _explain(sheet: Worksheet, words: Words) -> None:
    """How to fill it in, in both languages beside each other."""
    lines = {language: words.under("translation.help", language) for language in LANGUAGES}
    sheet.title = lines[LANGUAGES[0]]["title"]
    for column, language in enumerate(LANGUAGES, start=1):
        sheet.column_dimensions["AB"[column - 1]].width = 70
        for number, (name, line) in enumerate(lines[language].items(), start=1):
            write_text(sheet.cell(number, column), line, "chuding notice" if name == "title" else "chuding line")


# Taking back


def read_workbook(raw: bytes, name: str, words: Words) -> Returned:
    """The rows of a workbook that came back; raises ``BadInput``, one line, where it is none of ours."""
    _check_size(raw, name)
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
        sheets = [_rows_of(sheet) for sheet in book.worksheets]
    except Exception as error:
        # The library says in a dozen ways that a part is not as it should be.
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise refused(name, "a workbook", f"one that cannot be read ({reason})") from None
    for rows in sheets:
        for number, cells in enumerate(rows[:20]):
            if columns := _columns(cells, words):
                return Returned(_notice(rows[:number], name), tuple(_returned(rows, number + 1, columns)))
    heads = ", ".join(" or ".join(_names(words, column)) for column in NEEDED)
    raise refused(name, f"a sheet with the columns {heads}", "none")


def _check_size(raw: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            # No part gives more than is said here.
            unpacked = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise refused(name, "a workbook (.xlsx)", f"a file that does not unpack ({error})") from None
    if unpacked > MAX_UNPACKED:
        raise refused(name, f"a workbook that unpacks to at most {MAX_UNPACKED:,} bytes", f"{unpacked:,}")


def _rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    # What the file says of its size need not be so.
    sheet.reset_dimensions()
    return [*sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)]


def _columns(cells: tuple[Any, ...], words: Words) -> dict[str, int]:
    """Where the columns that are needed stand, if these are the head's cells; by either language's name."""
    named: dict[str, int] = {}
    for number, cell in enumerate(cells):
        lines = {line.strip() for line in _text(cell).split("\n")}
        for column in NEEDED:
            if lines & {*_names(words, column)}:
                named.setdefault(column, number)
    return named if len(named) == len(NEEDED) else {}


def _notice(rows: list[tuple[Any, ...]], name: str) -> str:
    above = [text for cells in rows for cell in cells if (text := _text(cell).strip())]
    if not above:
        raise refused(name, "the notice's id above the columns' names", "nothing")
    return above[0]


def _returned(rows: list[tuple[Any, ...]], first: int, columns: dict[str, int]) -> Iterator[ReturnedRow]:
    for number, cells in enumerate(rows[first:], start=first + 1):
        sides = {column: cells[at] if at < len(cells) else None for column, at in columns.items()}
        texts = {column: _text(cell) for column, cell in sides.items()}
        if any(text.strip() for text in texts.values()):
            fault = _fault(sides[OPEN])
            yield ReturnedRow(number, columns[OPEN] + 1, texts["place"].strip(), texts["chinese"], texts[OPEN], fault)


def _text(cell: Any) -> str:
    """What a cell shows, as far as it is text or a whole number."""
    value = None if cell is None else cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None or value == TODO else str(value)
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")


def _fault(cell: Any) -> tuple[str, str] | None:
    """What a cell holds in place of text, or of a number as it was written."""
    if cell is None or cell.value is None:
        return None
    kind = {"f": "a formula", "d": "a date", "b": "a truth value", "e": "an error"}.get(cell.data_type, "")
    if cell.data_type == "n" and isinstance(cell.value, float) and not cell.value.is_integer():
        kind = "a number"
    return ("English as text", kind) if kind else None

"""Reads a PDF that has text: joins lines into paragraphs by their places on the page."""

import ctypes
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw as pdfium

from generator.importing.faults import Unreadable
from generator.importing.plain import RADICALS, tidy
from generator.register.ordinals import ordinal_at

MAX_PAGES = 200
MAX_CHARACTERS = 60_000
DASHES = r"[-—–－·\s]*"
PAGE_NUMBER = re.compile(
    rf"^{DASHES}(?:第\s*)?(?P<page>\d{{1,3}})(?:\s*页)?(?:\s*[/／]?\s*(?:共\s*)?\d{{1,3}}\s*页?)?{DASHES}$"
)
PASSWORD = 4
"""PDFium's error code for a locked document."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its page, text, and place in points from the lower left corner."""

    page: int
    text: str
    left: float
    right: float
    bottom: float
    size: float
    column: int = 0


def text_of(raw: bytes) -> str:
    """The text of the document; raises ``Unreadable`` where it is locked, broken or made of pictures."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower():
            raise Unreadable("a PDF without a password", "a locked one") from None
        raise Unreadable("a PDF", "one that cannot be opened") from None
    if len(document) > MAX_PAGES:
        raise Unreadable(f"at most {MAX_PAGES} pages", f"{len(document)}")
    lines: list[Line] = []
    for number in range(len(document)):
        lines += _page_lines(document, number, MAX_CHARACTERS - sum(len(line.text) for line in lines))
    if not any(c.isalnum() for line in lines for c in line.text):
        raise Unreadable("a PDF with text", f"{len(document)} pages of pictures: have the text recognised first")
    kept = _without_furniture(lines, len(document))
    return tidy("\n\n".join(_paragraphs(kept))) + "\n"


def _page_lines(document: pypdfium2.PdfDocument, number: int, room: int) -> list[Line]:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise Unreadable("a PDF whose pages can be read", f"page {number + 1} broken") from None
    count = pdfium.FPDFText_CountChars(text)
    if count > room:
        raise Unreadable(f"at most {MAX_CHARACTERS:,} characters", "more")
    return [line for line in _lines(text, count, number) if line.text]


def _lines(text: pypdfium2.PdfTextPage, count: int, page: int) -> Iterator[Line]:
    """The lines as PDFium ends them, with their places."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    characters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        character = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if character in "\r\n":
            if boxes:
                yield _line(page, characters, boxes)
                characters, boxes = [], []
            continue
        # PDFium marks a hyphen at the end of a line with U+0002 or U+FFFE.
        characters.append("-" if code in (2, 0xFFFE) else character)
        if not character.isspace():
            pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            boxes.append((left.value, right.value, bottom.value, pdfium.FPDFText_GetFontSize(text, index)))
    if boxes:
        yield _line(page, characters, boxes)


def _line(page: int, characters: list[str], boxes: list[tuple[float, float, float, float]]) -> Line:
    text = "".join(characters).translate(RADICALS).strip()
    heights = [box[1] - box[0] for box in boxes if box[1] > box[0]]
    size = max(statistics.median(heights) if heights else 0, min(max(box[3] for box in boxes), 40), 1)
    left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
    return Line(page, text, left, right, statistics.median(box[2] for box in boxes), size)


def _without_furniture(lines: list[Line], pages: int) -> list[Line]:
    """``lines`` without page numbers, and without lines at the top or bottom of every page."""
    edges = [edge for page in range(pages) if (on := [x for x in lines if x.page == page]) for edge in _edges(on)]
    numbers = [
        edge for edge in edges if (found := PAGE_NUMBER.match(edge.text)) and int(found["page"]) == edge.page + 1
    ]
    everywhere = len({line.page for line in numbers}) == pages and (pages > 1 or _alone(numbers))
    furniture = set(numbers) if everywhere else set()
    if pages > 2:
        texts = [line.text for line in edges]
        furniture |= {line for line in edges if texts.count(line.text) >= pages}
    return [line for line in lines if line not in furniture]


def _alone(numbers: list[Line]) -> bool:
    """Whether a single page's numbers look like page numbers (- 1 -, 第1页); a bare digit may be text."""
    return all(not line.text.isdigit() for line in numbers)


def _edges(page: list[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.bottom)
    return list({by_height[0], by_height[-1]})


def _paragraphs(lines: list[Line]) -> Iterator[str]:
    if not lines:
        return
    lines = [*_in_columns(lines)]
    columns = {line.column for line in lines}
    margins = {column: _margins([line for line in lines if line.column == column]) for column in columns}
    # Columns are of one width: of one with few lines, none may be full.
    width = max(right - left for left, right in margins.values())
    pitch = _pitch(lines)
    text = lines[0].text
    for before, line in pairwise(lines):
        if _continues(before, line, margins[line.column][0], margins[before.column][0] + width, pitch):
            text += _glue(text, line.text) + line.text
        else:
            yield text
            text = line.text
    yield text


def _in_columns(lines: list[Line]) -> Iterator[Line]:
    """``lines`` with the number of their column on the page: the next one begins higher up, right of all before it."""
    column, page, bottom, right = 0, -1, 0.0, 0.0
    for line in lines:
        if line.page != page:
            column, page, right = 0, line.page, line.right
        elif line.bottom > bottom + 2 * line.size and line.left > right:
            column += 1
        bottom, right = line.bottom, max(right, line.right)
        yield replace(line, column=column)


def _margins(lines: list[Line]) -> tuple[float, float]:
    """Where lines of running text begin and end: the outermost positions, with outliers left out."""
    lefts, rights = (sorted(line.left for line in lines), sorted((line.right for line in lines), reverse=True))
    place = min(len(lines) - 1, len(lines) // 20)
    return lefts[place], rights[place]


def _pitch(lines: list[Line]) -> float:
    """The usual distance between lines; the lower quartile, as gaps between paragraphs are larger."""
    steps = sorted(a.bottom - b.bottom for a, b in pairwise(lines) if a.page == b.page and a.bottom > b.bottom)
    return steps[len(steps) // 4] if steps else 0


def _continues(before: Line, line: Line, margin: float, edge: float, pitch: float) -> bool:
    """Whether ``line`` continues ``before``: a full line, then one at the margin, near, alike, without an ordinal."""
    size = max(before.size, 1)
    # An unbreakable word, such as a link, leaves the line before it short.
    whole = re.match(r"[（(“《]?[\x21-\x7e]*", line.text)
    full = before.right > edge - 1.6 * size - (0.5 * size * len(whole.group()) if whole else 0)
    flush = line.left < margin + 0.9 * size
    if (line.page, line.column) == (before.page, before.column):
        near = 0 < before.bottom - line.bottom < 1.35 * pitch + 1
        # PDFium ends a line where the font changes; what follows at the same height belongs to it.
        if abs(before.bottom - line.bottom) < 0.4 * size and line.left > before.right - size:
            return True
    else:
        near = line.page in (before.page, before.page + 1)
    alike = abs(line.size - before.size) < 0.35 * size
    found = ordinal_at(line.text)
    # A number may be part of a sentence that goes on; 二、 and （二） are not.
    begins = found is not None and (found[0].family != "digit" or not _open(before.text))
    return full and flush and near and alike and not begins


def _open(text: str) -> bool:
    """Whether ``text`` ends mid-sentence: what looks like an ordinal after it may be part of the sentence."""
    return not re.search(r"[。；：！？.;:!?）)”]$", text)


def _glue(before: str, after: str) -> str:
    return " " if re.search(r"[A-Za-z,.;]$", before) and re.match(r"[A-Za-z]", after) else ""

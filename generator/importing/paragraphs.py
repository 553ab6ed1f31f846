"""Turns lines into paragraphs: drops a converter's marks and rejoins the lines it broke.

Joins only what is certain: a paragraph too many costs a clerk one edit, one too few hides a clause.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile

from generator.importing.reading import Document
from generator.importing.traced import Traced
from generator.notation import AREA_CODE, DASHES
from generator.register.days import whole_day
from generator.register.ordinals import ordinal_at

HEADING = re.compile(r"^[ \t]*(?:#+|-{3,}|\*{3,})(?=\s|$)\s*", re.MULTILINE)
BOLD = re.compile(r"\*\*")
AUTOLINK = re.compile(r"<(?P<link>https?:[^\s<>]*)>")
"""With the two above, the marks the register ignores (``generator.register.received``)."""

TAG_NAMES = """a|abbr|article|b|big|blockquote|body|br|center|code|col|div|em|font|footer|form|h1|h2|h3|h4|h5|h6|head
|header|hr|html|i|img|input|li|main|meta|o:p|ol|p|pre|section|small|span|strong|style|sub|sup|table|tbody|td|tfoot|th|thead
|title|tr|u|ul"""
TAG = re.compile(rf"</?(?:{''.join(TAG_NAMES.split())})(?:\s[^<>\n]*)?/?>|<!--[^\n]*?-->", re.IGNORECASE)
BREAKING = re.compile(
    r"(?:</(?:p|div|li|tr|h[1-6]|center|ol|ul|table|section)\s*>|<br\s*/?>)(?=.*\S)|(?<=\S)(?=<(?:p|div|li|tr|h[1-6]|table)[\s>])",
    re.IGNORECASE,
)
CELL = re.compile(r"</t[dh]\s*>\s*(?=<t[dh])", re.IGNORECASE)
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~<])")
UNDERLINE = re.compile(r"(?<![\w/])__(?=\S)|(?<=\S)__(?![\w/])")
ITALIC = re.compile(r"(?<![*\w])\*(?=[^\s*][^*\n]*[^\s*]\*(?!\*)|[^\s*]\*(?!\*))|(?<=[^\s*])\*(?![*\w])")
BULLET = re.compile(r"^\s*(?:>\s?)+|^\s*[-*+]\s+(?=\S)(?!\d+\s*[-—])")
SYMBOL = re.compile(r"^\s*[□☐●○◆◇■▪★☆▲△►➢➤•·∙◎\uf06c\uf0b7\uf0d8\uf075]+\s*(?=\S)")
"""A printed bullet: a mark of an item without an ordinal, whatever the format."""
RULED = re.compile(r"^\s*-{3,}(?:\s+-{3,})+\s*$")
"""The line under the head of a table as pandoc writes it: the dashes stand where the columns are."""
DIVIDER = re.compile(r"^\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?)?\s*$|^\s*[+|](?:[=-]+\+)+\s*$")
PIPE_ROW = re.compile(r"^\s*\|.*\||^[^|\n]+(?:\s\|\s?|\|)[^|\n]+\|")
PIPES = re.compile(r"\s*(?<!\\)\|\s*")
EDGE_PIPES = re.compile(r"^\s*\|\s*|\s*\|\s*$")
NOT_SPACE = re.compile(r"[ ]{2,}|[^\S ]+")

ENDED = re.compile(r"[。；：！？.;:!?…]$|[。；！？.;!?…][”’」』）)】》]$")
LABELLED = re.compile(r"^[^，。；、]{1,14}(?<!\d)[：:](?!//)|^(?:附件|附表|附：|注[：:]|备注|特此|抄送|主题词)")
PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"), ("【", "】"), ("[", "]"), ("「", "」"))
ATTACHED = re.compile(r"^附\s*[件表]")
LINK = re.compile("[（(<]?https?://")
LONGEST = 3_000
"""Characters. A longer paragraph takes no more lines."""
FULL = 0.88
"""The share of a text's width from which a line counts as full."""
HALF_A_NUMBER = re.compile(rf"(?<!\d){AREA_CODE}\s?[{DASHES}]{{1,2}}\s?\d{{0,7}}$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or table, ``rows`` its cells; ``joined``: made of lines a converter had broken."""

    text: Traced
    rows: tuple[tuple[str, ...], ...] = ()
    joined: bool = False

    def __str__(self) -> str:
        return str(self.text)


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The paragraphs of ``document``; as received, they give its whole text except white space and marks."""
    lines = [*_attached(_lines(document))]
    wrapping = _wrapping(lines) if document.plain else None
    return tuple(_joined(lines, wrapping))


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, its cells if it is a table row, and the white space before it."""

    text: Traced
    cells: tuple[str, ...]
    gap: str

    @property
    def row(self) -> bool:
        return bool(self.cells)


def _lines(document: Document) -> Iterator[Line]:
    at = 0
    ruled = _set_apart(document.text) | _ruled(document.text) if document.plain else {}
    for match in re.finditer(r"[^\n]*\S[^\n]*", document.text):
        gap, raw = document.text[at : match.start()], Traced.of(match.group())
        at = match.end()
        for part in _broken(raw) if document.plain else [raw]:
            cells = tuple(cell.strip() for cell in str(part).split("\t")) if "\t" in str(part.strip()) else ()
            text, piped = _unmarked(part) if document.plain else (part, ())
            cells = (ruled.get(match.start()) or piped) if document.plain else cells
            text = (
                (text if document.plain else _unheaded(text))
                .without(BOLD)
                .unwrapped(AUTOLINK)
                .replaced(SYMBOL, lambda match: "")
            )
            yield Line(text, cells, gap or "\n")
            gap = ""


def _ruled(text: str) -> dict[int, tuple[str, ...]]:
    """The cells of the rows of tables that pandoc ruled with dashes, by the place of each line's first character."""
    lines = [*re.finditer(r"[^\n]*\n?", text)]
    rows: dict[int, tuple[str, ...]] = {}
    for number, line in enumerate(lines):
        if not RULED.match(line.group().rstrip("\n")):
            continue
        columns = [match.start() for match in re.finditer("-+", line.group())]
        above = [before for before in lines[:number][-1:] if before.group().strip()]
        below = takewhile(
            lambda row: row.group().strip() and not row.group().strip().startswith("---"), lines[number + 1 :]
        )
        for row in [*above, *below]:
            cells = _by_column(row.group().rstrip("\n"), columns)
            if len([cell for cell in cells if cell]) > 1:
                rows[row.start()] = cells
    return rows


def _set_apart(text: str) -> dict[int, tuple[str, ...]]:
    """The cells of tables that are set by spaces alone: at least three lines of as many columns, the head in words."""
    rows: dict[int, tuple[str, ...]] = {}
    lines = [(line.start(), line.group().strip()) for line in re.finditer(r"[^\n]+", text)]
    cut = [(start, (*re.split(r" {2,}|\u3000+", line),)) for start, line in lines]
    for _, group in groupby(cut, lambda row: len(row[1])):
        run = [*group]
        if len(run) > 2 and len(run[0][1]) > 2 and not re.search(r"\d", "".join(run[0][1])):
            rows |= dict(run)
    return rows


def _by_column(line: str, columns: list[int]) -> tuple[str, ...]:
    """The cells of ``line``, cut at runs of spaces; each belongs to the nearest column by width."""
    found = [(_width(line[: match.start()]), match.group()) for match in re.finditer(r"\S+(?: \S+)*", line)]
    cells = [""] * len(columns)
    for at, words in found:
        nearest = max((n for n, column in enumerate(columns) if column <= at + 1), default=0)
        cells[nearest] = f"{cells[nearest]} {words}".strip()
    return tuple(cells)


def _broken(raw: Traced) -> Iterator[Traced]:
    """Splits a line of plain text at leftover HTML tags that end a paragraph."""
    at = 0
    if "<" in str(raw):
        for match in BREAKING.finditer(str(raw)):
            yield raw.part(at, match.end())
            at = match.end()
    yield raw.part(at)


def _unheaded(raw: Traced) -> Traced:
    """The line without marks of a heading or rule.

    Of a table's rule the register ignores the first dashes alone, and only where the rest stands behind them.
    """
    return raw if RULED.match(str(raw)) else raw.without(HEADING)


def _unmarked(raw: Traced) -> tuple[Traced, tuple[str, ...]]:
    """The line without marks the register does not ignore, and its cells in a table; each change is declared."""
    text = _unheaded(raw)
    if "<" in str(text) or "&" in str(text):
        text = text.replaced(CELL, lambda match: " ").replaced(TAG, lambda match: "").replaced(ENTITY, _entity)
    text = text.replaced(BULLET, lambda match: "").without(BOLD)
    cells: tuple[str, ...] = ()
    if PIPE_ROW.match(str(text)) and not DIVIDER.match(str(text)):
        cells = tuple(cell.strip() for cell in PIPES.split(EDGE_PIPES.sub("", str(text))))
        text = text.replaced(EDGE_PIPES, lambda match: "").replaced(PIPES, lambda match: " ")
    for marks in (UNDERLINE, ITALIC, ESCAPE):
        if len(marks.findall(str(text))) % 2 == 0 or marks is ESCAPE:
            text = text.replaced(marks, lambda match: "")
    return text, cells if len(cells) > 1 else ()


def _entity(match: re.Match[str]) -> str:
    text = html.unescape(match.group())
    return " " if text.isspace() else text if len(text) == 1 and text.isprintable() else match.group()


def _attached(lines: Iterator[Line]) -> Iterator[Line]:
    """Attaches lines of marks alone to the next line, else to the previous one."""
    pending, before = "", None
    for line in lines:
        text = line.text.strip()
        if not any(c.isalnum() for c in str(text)) and not re.search(r"[\u3000-\u303f]", str(text)):
            pending += line.gap + text.as_received if text.as_received.strip() else ""
            continue
        if before:
            yield before
        before = Line(text.preceded_by(pending.lstrip() + "\n" if pending else ""), line.cells, line.gap)
        pending = ""
    if before:
        yield Line(before.text.followed_by(pending), before.cells, before.gap)


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """How a text is wrapped: its width in half-width columns; ``parted``: blank lines separate its paragraphs."""

    width: int
    parted: bool


def _wrapping(lines: list[Line]) -> _Wrapping | None:
    """None where each line of the text is a paragraph."""
    widths = [_width(str(line.text)) for line in lines if not line.row]
    gaps = [line.gap.count("\n") for line in lines[1:]]
    single = [width for gap, width in zip(gaps, widths, strict=False) if gap == 1]
    widest = max(single, default=0)
    full = [width for width in single if width >= widest * FULL]
    if widest < 40 or len(full) < max(3, len(single) // 4) or max(widths) > widest * 1.1:
        return None
    return _Wrapping(widest, parted=sum(gap > 1 for gap in gaps) * 3 > len(gaps))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _joined(lines: list[Line], wrapping: _Wrapping | None) -> Iterator[Paragraph]:
    current: Paragraph | None = None
    last = ""
    for number, line in enumerate(lines):
        text, following = str(line.text), str(lines[number + 1].text) if number + 1 < len(lines) else ""
        if current is None:
            current = _begun(line)
        elif current.rows and line.row:
            current = Paragraph(current.text + Traced.of("\n") + _begun(line).text, (*current.rows, line.cells))
        elif current.rows or line.row or len(current.text) > LONGEST:
            yield _tidied(current)
            current = _begun(line)
        elif _wraps(last, text, line.gap, wrapping):
            current = Paragraph(current.text + _spaced(last, text) + line.text, (), current.joined)
        elif _was_one(str(current), text, following):
            current = Paragraph(current.text + line.text.preceded_by(line.gap), (), True)
        elif _lone_ordinal(str(current)):
            current = Paragraph(current.text + line.text)
        else:
            yield _tidied(current)
            current = _begun(line)
        last = text
    if current:
        yield _tidied(current)


def _begun(line: Line) -> Paragraph:
    """A paragraph of one line; rows are tidied one by one, since what parts them stays."""
    text = line.text.strip().squeezed(NOT_SPACE) if line.row else line.text
    return Paragraph(text, (line.cells,) if line.row else ())


def _tidied(paragraph: Paragraph) -> Paragraph:
    if paragraph.rows:
        return paragraph
    return Paragraph(paragraph.text.strip().squeezed(NOT_SPACE), (), paragraph.joined)


def _spaced(before: str, after: str) -> Traced:
    return Traced.of(" " if re.search(r"[A-Za-z,.]$", before) and re.match("[A-Za-z]", after) else "")


def _lone_ordinal(text: str) -> bool:
    found = ordinal_at(text)
    return found is not None and found[1] == len(text) and "." not in text[:1]


def _begins_anew(text: str) -> bool:
    return bool(ordinal_at(text) or LABELLED.match(text) or whole_day(text))


def _wraps(before: str, text: str, gap: str, wrapping: _Wrapping | None) -> bool:
    """Whether a paragraph of wrapped text continues in the line ``text``."""
    if wrapping is None or gap.count("\n") != 1 or text.startswith(("\u3000", "  ")) or _begins_anew(text.strip()):
        return False
    return (wrapping.parted and len(before) > 8) or _width(before) >= wrapping.width * FULL


def _was_one(before: str, text: str, following: str) -> bool:
    """Whether ``text`` certainly continues a paragraph that a converter broke after ``before``."""
    if _begins_anew(text) or ATTACHED.match(before) or not before or ENDED.search(before):
        return False
    if before.endswith(("、", "，", ",")) and len(before) > 8:
        return True
    if LINK.match(text) and re.search(r"[\u4e00-\u9fff]$", before) and len(before) > 12:
        return True
    if HALF_A_NUMBER.search(before) and re.match(r"\d{1,8}(?!\d|[.、月年])", text):
        return True
    if any(before.count(o) > before.count(c) and text.count(c) > text.count(o) for o, c in PAIRS):
        return len(before) > 8 and not before.endswith(("》", "”", "）", ")"))
    running = len(before) >= 30 and re.search("[。；，,]", before) and re.search(r"[\u3400-\u9fff\w]$", before)
    going_on = re.search("[。；，,]", text) or text.endswith(("。", "；"))
    return bool(running and going_on and re.match(r"[\u3400-\u9fff\w]", text))

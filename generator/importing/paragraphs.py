"""Turns lines into paragraphs: drops a converter's marks and rejoins the lines it broke.

Joins only what is certain: a paragraph too many costs a clerk one edit, one too few hides a clause.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from generator.importing.reading import Document
from generator.importing.traced import Traced
from generator.notation import AREA_CODE, DASHES
from generator.register.days import whole_day
from generator.register.ordinals import ordinal_at

HEADING = re.compile(r"^[ \t]*(?:#+|-{3,}|\*{3,})(?=\s|$)\s*", re.MULTILINE)
BOLD = re.compile(r"\*\*")
AUTOLINK = re.compile(r"<(?=https?:)|(?<=[\x21-\x3d\x3f-\x7e])>(?<=[/\w]>)")
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
    """One paragraph or table row; ``joined``: made of lines a converter had broken."""

    text: Traced
    row: bool = False
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
    """One line: its text, whether it is a table row, and the white space before it."""

    text: Traced
    row: bool
    gap: str


def _lines(document: Document) -> Iterator[Line]:
    at = 0
    for match in re.finditer(r"[^\n]*\S[^\n]*", document.text):
        gap, raw = document.text[at : match.start()], Traced.of(match.group())
        at = match.end()
        for part in _broken(raw) if document.plain else [raw]:
            row = "\t" in str(part.strip()) and not document.plain
            text, piped = _unmarked(part) if document.plain else (part, False)
            yield Line(text.without(HEADING).without(BOLD).without(AUTOLINK), row or piped, gap or "\n")
            gap = ""


def _broken(raw: Traced) -> Iterator[Traced]:
    """Splits a line of plain text at leftover HTML tags that end a paragraph."""
    at = 0
    if "<" in str(raw):
        for match in BREAKING.finditer(str(raw)):
            yield raw.part(at, match.end())
            at = match.end()
    yield raw.part(at)


def _unmarked(raw: Traced) -> tuple[Traced, bool]:
    """The line without marks the register does not ignore, and whether it is a table row; each change is declared."""
    text = raw.without(HEADING)
    if "<" in str(text) or "&" in str(text):
        text = text.replaced(CELL, lambda match: " ").replaced(TAG, lambda match: "").replaced(ENTITY, _entity)
    text = text.replaced(BULLET, lambda match: "").without(BOLD)
    piped = bool(PIPE_ROW.match(str(text)))
    if piped:
        text = text.replaced(EDGE_PIPES, lambda match: "").replaced(PIPES, lambda match: " ")
    for marks in (UNDERLINE, ITALIC, ESCAPE):
        if len(marks.findall(str(text))) % 2 == 0 or marks is ESCAPE:
            text = text.replaced(marks, lambda match: "")
    return text, piped


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
        before = Line(text.preceded_by(pending.lstrip() + "\n" if pending else ""), line.row, line.gap)
        pending = ""
    if before:
        yield Line(before.text.followed_by(pending), before.row, before.gap)


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
            current = Paragraph(line.text, line.row)
        elif len(current.text) > LONGEST:
            yield _tidied(current)
            current = Paragraph(line.text, line.row)
        elif not (current.row or line.row) and _wraps(last, text, line.gap, wrapping):
            current = Paragraph(current.text + _spaced(last, text) + line.text, False, current.joined)
        elif not (current.row or line.row) and _was_one(str(current), text, following):
            current = Paragraph(current.text + line.text.preceded_by(line.gap), False, True)
        elif not (current.row or line.row) and _lone_ordinal(str(current)):
            current = Paragraph(current.text + line.text)
        else:
            yield _tidied(current)
            current = Paragraph(line.text, line.row)
        last = text
    if current:
        yield _tidied(current)


def _tidied(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text.strip().squeezed(NOT_SPACE)
    return Paragraph(text, paragraph.row, paragraph.joined)


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

"""Reads a Word document: a line per paragraph or table row, with the ordinals Word generates."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from generator.importing.faults import Unreadable
from generator.importing.plain import tidy
from generator.notation import DIGITS

MAX_PART = 12_000_000
MAX_PARTS = 5_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNREAD = frozenset(W + name for name in ("del", "delText", "instrText", "moveFrom", "pPr", "rPr", "sectPr", "tblPr"))
IN_RUN = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting")
type Levels = dict[int, "Level"]


@dataclass(frozen=True, slots=True)
class Level:
    """How Word prints one level of a numbered list."""

    form: str
    text: str
    start: int


def text_of(raw: bytes) -> str:
    """The text of the document; raises ``Unreadable`` where it is no Word file or larger than any notice."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if len(archive.infolist()) > MAX_PARTS:
                raise Unreadable(f"a document of at most {MAX_PARTS:,} parts", f"{len(archive.infolist()):,}")
            body = _part(archive, "word/document.xml")
            numbering = _part(archive, "word/numbering.xml", needed=False)
            styles = _part(archive, "word/styles.xml", needed=False)
            notes = [_part(archive, f"word/{name}.xml", needed=False) for name in ("footnotes", "endnotes")]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error, RuntimeError, ValueError, OSError) as error:
        raise Unreadable("a .docx file", f"one that does not unpack ({error})") from None
    counter = _Counter(_lists(numbering), _styles(styles))
    lines = [line for root in (body, *notes) if root is not None for line in _lines(root, counter)]
    return tidy("\n\n".join(lines)) + "\n"


def _part(archive: zipfile.ZipFile, name: str, needed: bool = True) -> ElementTree.Element | None:
    """One part of the archive as a tree. Reads at most ``MAX_PART`` bytes: the size the archive states may be false."""
    try:
        with archive.open(name) as part:
            content = part.read(MAX_PART + 1)
    except KeyError:
        if not needed:
            return None
        raise Unreadable("a Word document", f"an archive without {name}") from None
    if len(content) > MAX_PART:
        raise Unreadable(f"parts of at most {MAX_PART:,} bytes", f"{name}, which unpacks to more")
    return _tree(content.replace(STRICT, W[1:-1].encode()), name)


class _Builder(ElementTree.TreeBuilder):
    """Refuses a document type: it declares entities, and a few lines of these can expand to gigabytes."""

    def doctype(self, *_: object) -> None:
        raise Unreadable("no document type", "one in a part of the document")


def _tree(content: bytes, name: str) -> ElementTree.Element:
    parser = ElementTree.XMLParser(target=_Builder())
    try:
        parser.feed(content)
        return parser.close()
    except ElementTree.ParseError as error:
        raise Unreadable("XML as Word writes it", f"{name}: {error}") from None
    except (ValueError, LookupError) as error:
        raise Unreadable("XML as Word writes it", f"{name}: {error}") from None


def _lines(root: ElementTree.Element, counter: "_Counter") -> Iterator[str]:
    """The lines of ``root`` in order; a row of one-line cells is one line with tabs."""
    for child in root:
        if child.tag == W + "p":
            yield from _paragraph(child, counter)
        elif child.tag == W + "tr":
            yield from _row(child, counter)
        elif child.tag not in UNREAD and child.tag != FALLBACK:
            yield from _lines(child, counter)


def _row(row: ElementTree.Element, counter: "_Counter") -> Iterator[str]:
    cells: list[list[str]] = []
    for cell in row:
        if cell.tag not in UNREAD:
            # A merged cell stands once; the columns that it covers are empty.
            cells += [[*_lines(cell, counter)], *[[]] * (_number(_value(cell, f"{W}tcPr/{W}gridSpan"), 1) - 1)]
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and all(len(cell) == 1 and "\n" not in cell[0] for cell in filled):
        yield "\t".join(cell[0] if cell else "" for cell in cells)
    else:
        yield from (line for cell in filled for line in cell)


def _paragraph(paragraph: ElementTree.Element, counter: "_Counter") -> Iterator[str]:
    inside: list[str] = []
    text = "".join(_runs(paragraph, inside, counter)).strip()
    if text:
        yield counter.label(paragraph) + text
    # Text boxes are paragraphs inside a paragraph.
    yield from inside


def _runs(element: ElementTree.Element, inside: list[str], counter: "_Counter") -> Iterator[str]:
    for child in element:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in IN_RUN:
            yield IN_RUN[child.tag]
        elif child.tag in (W + "p", W + "tbl"):
            holder = ElementTree.Element(W + "body")
            holder.append(child)
            inside.extend(_lines(holder, counter))
        elif child.tag not in UNREAD and child.tag != FALLBACK:
            yield from _runs(child, inside, counter)


def _value(element: ElementTree.Element | None, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return found.get(W + "val") if found is not None else None


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,4}", text) else default


def _lists(root: ElementTree.Element | None) -> dict[str, Levels]:
    """The levels of every numbered list, by its id."""
    if root is None:
        return {}
    abstract = {item.get(W + "abstractNumId"): _levels(item) for item in root.iter(W + "abstractNum")}
    lists = {}
    for item in root.iter(W + "num"):
        levels = dict(abstract.get(_value(item, W + "abstractNumId"), {}))
        for override in item.iter(W + "lvlOverride"):
            levels |= _levels(override)
            at, start = _number(override.get(W + "ilvl")), _value(override, W + "startOverride")
            if start and at in levels:
                levels[at] = Level(levels[at].form, levels[at].text, _number(start, 1))
        lists[item.get(W + "numId") or ""] = levels
    return lists


def _levels(root: ElementTree.Element) -> Levels:
    return {
        _number(level.get(W + "ilvl")): Level(
            _value(level, W + "numFmt") or "decimal",
            _value(level, W + "lvlText") or "",
            _number(_value(level, W + "start"), 1),
        )
        for level in root.iter(W + "lvl")
    }


def _styles(root: ElementTree.Element | None) -> dict[str, tuple[str, int]]:
    """The list and level of each paragraph style, by its id."""
    found = {}
    for style in root.iter(W + "style") if root is not None else ():
        if number := _value(style, f"{W}pPr/{W}numPr/{W}numId"):
            level = _number(_value(style, f"{W}pPr/{W}numPr/{W}ilvl"))
            found[style.get(W + "styleId") or ""] = (number, level)
    return found


class _Counter:
    """Counts list items as Word does."""

    def __init__(self, lists: dict[str, Levels], styles: dict[str, tuple[str, int]]):
        self._lists, self._styles = lists, styles
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: ElementTree.Element) -> str:
        """The ordinal Word prints before ``paragraph``; empty for bullets."""
        style = self._styles.get(_value(paragraph, f"{W}pPr/{W}pStyle") or "", ("", 0))
        number = _value(paragraph, f"{W}pPr/{W}numPr/{W}numId") or style[0]
        at = _number(_value(paragraph, f"{W}pPr/{W}numPr/{W}ilvl"), style[1])
        levels = self._lists.get(number, {})
        if at not in levels or levels[at].form in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(number, {})
        counts[at] = counts.get(at, levels[at].start - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        return re.sub("%([1-9])", lambda match: self._printed(levels, counts, int(match[1]) - 1), levels[at].text)

    @staticmethod
    def _printed(levels: Levels, counts: dict[int, int], at: int) -> str:
        level = levels.get(at, Level("decimal", "", 1))
        return printed(counts.get(at, level.start), level.form)


def printed(count: int, form: str) -> str:
    """``count`` in one of Word's number formats."""
    if form in CHINESE and 0 < count < 100:
        tens, ones = divmod(count, 10)
        return (("" if tens == 1 else DIGITS[tens]) + "十" if tens else "") + (DIGITS[ones] if ones else "")
    if form.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(0x245F + count)
    if form == "decimalEnclosedParen" and 0 < count <= 20:
        return chr(0x2473 + count)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    if form in ("lowerLetter", "upperLetter") and 0 < count < 27:
        return chr((96 if form == "lowerLetter" else 64) + count)
    return str(count)

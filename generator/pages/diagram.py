"""Draws what a notice's rules decide as an SVG: a way down, a box a rule, side boxes where it ends, titles at the end.

All lengths are in units that are about a phone's pixels. Colours and type come from the page's style sheet.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from generator.decisions.tables import Table
from generator.decisions.wording import DecisionWords, Row, Said

WIDTH = 320
SIZE, LINE = 14, 21
PADDING = 10
SPINE, BRANCH = 20, 40
"""Where the way down is, and where the boxes beside it begin."""

EXITS = ("refer", "not_yet", "unmet")

WIDTHS = (
    dict.fromkeys(map(chr, range(0x21, 0x7F)), 0.65)
    | dict.fromkeys("ABCDEFGHKLMNOPQRSTUVXYZ&w", 0.83)
    | dict.fromkeys("MW@%m+<=>", 1.0)
    | dict.fromkeys("cfrstz()[]-*!?", 0.56)
    | dict.fromkeys(" .,:;'|/ijlI", 0.35)
)
"""Widths of characters in ems, those of the widest of the usual fonts (DejaVu Sans); all others are as wide as high."""

BOLD = 1.12
"""How much wider bold type is."""

TOKEN = re.compile(r"[“（《]*(?:[\x21-\x7e–’]+|\S)[，。、；：）”》]*\s*")
"""What a line is never broken inside: a word, or a Chinese character, with the punctuation that belongs to it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words to be set in one style, a class of the style sheet; ``sign`` is a status whose sign stands before them."""

    style: str
    words: str
    sign: str = ""


def decision_svg(name: str, known: str, tables: Sequence[Table], titles: Table | None, words: DecisionWords) -> Markup:
    """The diagram of a notice called ``name``; ``known`` is its id, of which the element's own ids are made."""
    drawing = _Drawing()
    for count, table in enumerate(tables, 1):
        view = words.table(table)
        cited = words.t("decision.and").join(words.cites[clause] for clause in view.quotes)
        asked = view.question or words.t("decision.and").join(_labels(words, table))
        drawing.box(
            "step",
            0,
            [Paragraph("name", f"{count}. {view.name}"), Paragraph("text", asked), Paragraph("cite", cited)],
        )
        for paragraphs in _exits(words, table):
            drawing.side_box(paragraphs)
        applies = all(line.status != "not_applicable" for line in table.lines)
        drawing.go_on(words.t("decision.diagram.on" if applies else "decision.diagram.on_either"))
    drawing.box("end", 0, [Paragraph("name", words.t("decision.diagram.end")), *_ends(words, titles)])
    return drawing.svg(
        known, words.t("decision.diagram.title", notice=name), words.t("decision.diagram.description"), words.language
    )


def _labels(words: DecisionWords, table: Table) -> Iterable[str]:
    return dict.fromkeys(said.label for line in table.lines for said in words.conditions(line.conditions, ()))


def _exits(words: DecisionWords, table: Table) -> Iterator[list[Paragraph]]:
    """The ends of the way at a rule, each with the answers that lead there."""
    lines = [line for line in table.lines if line.status in EXITS]
    rows = words.rows(lines, words.is_single(table))
    for status, alike in groupby(rows, key=lambda row: row.status):
        head = Paragraph("head", words.t(f"status.{status}"), status)
        yield [head, *_points(words, list(alike))]


def _ends(words: DecisionWords, titles: Table | None) -> Iterator[Paragraph]:
    if titles is None:
        return
    rows = words.table(titles).rows
    for row, alike in groupby(rows, key=lambda row: (row.status, row.title)):
        status, title = row
        yield Paragraph("head", title or words.t(f"no_title.{status}"), status)
        yield from _points(words, list(alike))


def _points(words: DecisionWords, rows: Sequence[Row]) -> Iterator[Paragraph]:
    """What the rows say, marked as points where there are several."""
    mark = words.t("decision.diagram.point") if len(rows) > 1 else ""
    return (Paragraph("text", mark + _told(words, row)) for row in rows)


def _told(words: DecisionWords, row: Row) -> str:
    return row.otherwise or words.t("decision.both").join(_said(words, said) for said in row.conditions)


def _said(words: DecisionWords, said: Said) -> str:
    return words.t("decision.said", label=said.label, words=said.words) if said.label else said.words


class _Drawing:
    """Sets one thing below another."""

    def __init__(self) -> None:
        self.parts: list[Markup] = []
        self.y = 1

    def box(self, style: str, x: int, paragraphs: Sequence[Paragraph]) -> None:
        """A box with its words, from ``x`` to the right edge."""
        top, texts = self.y, []
        baseline = top + PADDING + SIZE
        for paragraph in paragraphs:
            indent = x + PADDING + (SIZE + 6 if paragraph.sign else 0)
            lines = wrap(paragraph.words, WIDTH - PADDING - indent, paragraph.style in ("name", "head"))
            if paragraph.sign:
                texts.append(_sign(paragraph.sign, x + PADDING, baseline - SIZE + 1))
            texts.append(_text(paragraph.style, indent, baseline, lines))
            baseline += LINE * len(lines)
        self.y = baseline - LINE + PADDING
        shape = Markup('<rect class="flow-box flow-box--{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>')
        self.parts += [shape.format(style, x + 1, top, WIDTH - x - 2, self.y - top), *texts]

    def side_box(self, paragraphs: Sequence[Paragraph]) -> None:
        """A box beside the way, with the way down to it and the branch into it."""
        start, top = self.y, self.y + 8
        self.y = top
        self.box(str(paragraphs[0].sign), BRANCH, paragraphs)
        self.parts.append(_line(f"M{SPINE} {start}V{self.y}M{SPINE} {top + 18}H{BRANCH + 1}"))

    def go_on(self, words: str) -> None:
        """The way down to the next box, with an arrow head."""
        start, end = self.y, self.y + LINE + 15
        self.parts += [
            _line(f"M{SPINE} {start}V{end - 1}M{SPINE - 5} {end - 7}L{SPINE} {end - 1}L{SPINE + 5} {end - 7}"),
            _text("on", BRANCH, start + LINE + 1, wrap(words, WIDTH - BRANCH, False)),
        ]
        self.y = end

    def svg(self, known: str, title: str, description: str, language: str) -> Markup:
        return Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" class="flow" viewBox="0 0 {} {}" role="img" lang="{}"'
            ' aria-labelledby="flow-title-{} flow-about-{}">'
            '<title id="flow-title-{}">{}</title><desc id="flow-about-{}">{}</desc>{}</svg>'
        ).format(
            WIDTH,
            self.y + 1,
            "zh-CN" if language == "zh" else language,
            known,
            known,
            known,
            title,
            known,
            description,
            Markup("\n").join(self.parts),
        )


def _line(path: str) -> Markup:
    return Markup('<path class="flow-line" d="{}"/>').format(path)


def _sign(status: str, x: int, y: int) -> Markup:
    return Markup(
        '<use class="flow-sign flow-sign--{}" href="#check-sign-{}" x="{}" y="{}" width="{}" height="{}"/>'
    ).format(status, status, x, y, SIZE, SIZE)


def _text(style: str, x: int, y: int, lines: Sequence[str]) -> Markup:
    spans = (
        Markup('<tspan x="{}" y="{}">{}</tspan>').format(x, y + LINE * at, escape(line))
        for at, line in enumerate(lines)
    )
    return Markup('<text class="flow-{}">{}</text>').format(style, Markup("").join(spans))


def wrap(words: str, width: float, bold: bool) -> list[str]:
    """``words`` in lines of at most ``width``."""
    lines, line = [], ""
    for token in TOKEN.findall(words):
        if line and measure((line + token).rstrip(), bold) > width:
            lines.append(line.rstrip())
            line = ""
        line += token
    return [*lines, line.rstrip()]


def measure(words: str, bold: bool) -> float:
    """The width of ``words`` on one line."""
    return sum(WIDTHS.get(character, 1.0) for character in words) * SIZE * (BOLD if bold else 1)

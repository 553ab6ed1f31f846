"""Lays out styled text for a terminal: as wide as terminals draw it, and cut where a reader would cut it."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import zip_longest

import click

from generator.register.characters import without_controls

type Run = tuple[str, str]
"""A text and the name of its style, or nothing."""
type Line = list[Run]

STYLES = {
    "bold": {"bold": True},
    "muted": {"dim": True},
    "value": {"fg": "yellow"},
    "wording": {"fg": "cyan"},
    "added": {"fg": "green"},
    "absent": {"fg": "red"},
    "same": {},
    "gone": {"fg": "red", "strikethrough": True},
    "new": {"fg": "green", "underline": True},
}
JOINT = "\u2060"
"""Of no width, and no line ends beside it."""
NOT_FIRST = frozenset("，。、；：？！）》”’〕】」』,.;:?!)]}%" + JOINT)
NOT_LAST = frozenset("（《“‘〔【「『([{" + JOINT)
SPACE = " \n"
"""Where a line may end; at a space that does not break it may not."""


def width(text: str) -> int:
    """The columns that a terminal gives to ``text``."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(runs: Iterable[Run], room: int) -> Iterator[Line]:
    """The runs in lines of at most ``room`` columns, which must be two at least; a line end in a text ends a line."""
    line: Line = []
    used = 0
    for piece in _pieces(runs):
        size = sum(width(text) for text, _ in piece)
        if piece[0][0] == "\n" or used + size > room:
            yield line
            line, used = [], 0
            if piece[0][0] in SPACE:
                continue
        for part in _fitting(piece, room) if size > room else [piece]:
            if used and size > room:
                yield line
                line, used = [], 0
            line += part
            used += sum(width(text) for text, _ in part)
    yield line


def _pieces(runs: Iterable[Run]) -> Iterator[Line]:
    """The runs in what is not cut: a word, a character of Chinese with its signs, a space."""
    piece: Line = []
    for character, style in ((character, style) for text, style in runs for character in text):
        if piece and not _sticks(piece[-1][0][-1], character):
            yield piece
            piece = []
        piece.append((character, style))
    if piece:
        yield piece


def _sticks(before: str, character: str) -> bool:
    if before in SPACE or character in SPACE:
        return False
    return character in NOT_FIRST or before in NOT_LAST or (_columns(before) < 2 and _columns(character) < 2)


def _fitting(piece: Line, room: int) -> Iterator[Line]:
    """A piece longer than a line in parts that fit."""
    part: Line = []
    for run in piece:
        if sum(width(text) for text, _ in (*part, run)) > room:
            yield part
            part = []
        part.append(run)
    yield part


def indented(lines: Iterable[Line], indent: int) -> Iterator[Line]:
    """The lines, moved to the right."""
    return ([(" " * indent, ""), *line] for line in lines)


def beside(left: Iterable[Line], right: Iterable[Line], room: int) -> Iterator[Line]:
    """Two columns of ``room`` columns each and a rule between them."""
    for one, other in zip_longest(left, right, fillvalue=[]):
        gap = " " * (room - sum(width(text) for text, _ in one))
        yield [*one, (gap, ""), (" │ ", "muted"), *other]


def painted(lines: Iterable[Line], colour: bool) -> str:
    """The lines as a terminal takes them."""
    return "".join("".join(_painted(line, colour)).rstrip() + "\n" for line in lines)


def _painted(line: Line, colour: bool) -> Iterator[str]:
    for text, style in _joined(line):
        yield click.style(text, **STYLES[style]) if colour and style else text


def _joined(line: Line) -> Iterator[Run]:
    """The line's runs, each as long as its style."""
    text, style = "", ""
    for more, own in line:
        if own != style:
            yield text, style
            text, style = "", own
        text += without_controls(more.replace(JOINT, ""))
    yield text, style

"""Text for a terminal, laid out and coloured by rich, with lines broken by the rules of Chinese."""

import io
from collections.abc import Iterable, Iterator
from itertools import pairwise

from rich.box import Box
from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.containers import Lines
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from generator.register.characters import without_controls

type Run = tuple[str, str]
"""A text and the name of its style, or ""."""

STYLES = {
    "muted": "dim",
    "value": "yellow",
    "wording": "cyan",
    "added": "green",
    "absent": "red",
    "same": "none",
    "gone": "red strike",
    "new": "green underline",
}
SIDE_BY_SIDE = 96
"""With this many columns or more, two texts stand beside each other."""
NARROWEST = 20
INDENT = 3
RULE = Box("  │ \n" * 8)
"""A line between two columns."""
JOINT = "\u2060"
"""A character without width at which no line ends."""
NOT_FIRST = frozenset("，。、；：？！）》”’〕】」』,.;:?!)]}%" + JOINT)
NOT_LAST = frozenset("（《“‘〔【「『([{" + JOINT)


class Prose(Text):
    """Text wrapped by the rules of Chinese: between any two characters, but not before a comma."""

    def wrap(self, console: Console, width: int, **_: object) -> Lines:
        lines = Lines()
        for paragraph in self.split(allow_blank=True):
            for line in paragraph.divide(_line_ends(paragraph.plain, width)):
                line.rstrip()
                lines.append(line)
        return lines


class Beside:
    """Two texts: beside each other in a wide terminal, the second below the first in a narrow one."""

    def __init__(self, left: Text, right: Text):
        self.both = left, right

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.max_width + INDENT < SIDE_BY_SIDE:
            yield from self.both
            return
        table = Table(box=RULE, show_header=False, show_edge=False, pad_edge=False, border_style="muted")
        for _ in self.both:
            table.add_column(width=(options.max_width - 3) // 2)
        table.add_row(*self.both)
        yield table


def prose(*runs: Run) -> Prose:
    """A text of runs, each with its style or an empty one."""
    text = Prose()
    for words, style in runs:
        text.append(without_controls(words), style)
    return text


def indented(*contents: RenderableType) -> Iterator[Padding]:
    """The contents, moved to the right."""
    return (Padding(content, (0, 0, 0, INDENT)) for content in contents)


def painted(contents: Iterable[RenderableType], width: int, colour: bool) -> str:
    """The contents as text for a terminal ``width`` columns wide."""
    screen = io.StringIO()
    console = Console(
        file=screen,
        width=max(width, NARROWEST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        theme=Theme(STYLES),
        highlight=False,
        legacy_windows=False,
    )
    console.print(Group(*contents))
    return "".join(f"{line.rstrip()}\n" for line in screen.getvalue().replace(JOINT, "").split("\n")[:-1])


def _line_ends(text: str, width: int) -> Iterator[int]:
    """The place in a paragraph at which each line but the last ends."""
    end = used = 0
    for piece in _pieces(text):
        for part in chop_cells(piece, width):
            size = cell_len(part)
            # A space at a line's end takes no room.
            if used + size > width and not part.isspace():
                if end:
                    yield end
                used = 0
            end += len(part)
            used += size


def _pieces(text: str) -> Iterator[str]:
    """The text in unbreakable pieces: a word, a Chinese character with its signs, a space."""
    start = 0
    for end, (before, after) in enumerate(pairwise(text), 1):
        if not _sticks(before, after):
            yield text[start:end]
            start = end
    if text:
        yield text[start:]


def _sticks(before: str, after: str) -> bool:
    if " " in (before, after):
        return False
    return after in NOT_FIRST or before in NOT_LAST or (cell_len(before) < 2 and cell_len(after) < 2)

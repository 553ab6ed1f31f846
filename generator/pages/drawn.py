"""What is drawn of a page: its words as HTML, and the table of contents."""

import re
from dataclasses import dataclass

BETWEEN = re.compile(r">\s*\n\s*<")
"""A line that ends between elements, with the space around."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents; ``level`` is 2 for ``h2``."""

    level: int
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page between the frame's head and foot."""

    body: str
    headings: tuple[Heading, ...] = ()


def unindented(html: str) -> str:
    """HTML without indentation, which is much of a page and nowhere seen."""
    return BETWEEN.sub(">\n<", html)

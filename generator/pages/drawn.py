"""What is drawn of a page: its words as HTML, and the table of contents."""

from dataclasses import dataclass


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

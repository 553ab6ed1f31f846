"""What a translator's file holds when it comes back, whatever its format."""

from dataclasses import dataclass

from generator.register.problems import BadInput, Problem

MAX_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row: where it stands in the file, which text it says it is, and both its sides; ``en`` is empty where open."""

    line: int
    column: int
    id: str
    zh: str
    en: str
    fault: tuple[str, str] | None = None
    """Why nothing can be taken, whatever the words: what was expected of the English, and what was found."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The rows of a file, and the notice that it is about."""

    notice: str
    rows: tuple[ReturnedRow, ...]


def refused(name: str, expected: str, found: str, line: int = 1) -> BadInput:
    """One line about a file that is none of a translator's."""
    return BadInput([Problem(name, line, 1, expected, found)])

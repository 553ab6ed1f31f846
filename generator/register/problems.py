"""What is wrong with an input and where: every complaint has this shape.

A problem is one line a clerk can act on::

    notices/lianyungang-city/2026-h1.yaml:41:13: expected a date as YYYY-MM-DD, found "2026-02-30"
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from generator.register.characters import harmless


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault at one place; ``line`` and ``column`` count from 1.

    A warning asks an editor to look; ``--strict`` refuses it.
    """

    path: str
    line: int
    column: int
    expected: str
    found: str
    level: Literal["error", "warning"] = "error"
    clause: str = field(default="", compare=False)
    """The id of the clause that it is in, if any."""
    fields: tuple[str, ...] = field(default=(), compare=False)
    """The fields, from the clause or the file on, that lead to it."""

    @property
    def message(self) -> str:
        return harmless(" ".join(f"expected {self.expected}, found {self.found}".split()))

    def __str__(self) -> str:
        warning = "warning: " if self.level == "warning" else ""
        return f"{harmless(self.path)}:{self.line}:{self.column}: {warning}{self.message}"


class BadInput(Exception):
    """Unusable input; ``lines`` holds its messages: plain ones as given, then the problems, sorted."""

    def __init__(self, problems: Iterable[Problem | str]):
        found = list(problems)
        self.problems = sorted(problem for problem in found if isinstance(problem, Problem))
        self.lines = [problem for problem in found if isinstance(problem, str)] + [str(p) for p in self.problems]
        super().__init__("\n".join(self.lines))


def shown(value: object, limit: int = 60) -> str:
    """``value`` in quotes for a message, on one line, cut to ``limit`` characters; ``nothing`` where empty."""
    text = " ".join(str(value).split())
    return f'"{text if len(text) <= limit else text[: limit - 1] + "…"}"' if text else "nothing"

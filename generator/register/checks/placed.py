"""Clauses and their statements with their places in the file, for all checks to walk."""

from collections.abc import Callable, Iterable, Iterator

from generator.register.model import (
    Amendment,
    Clause,
    Fact,
    Material,
    NotModelled,
    Requirement,
    Residual,
)
from generator.register.notices import Notice, Register
from generator.register.places import Place, Places
from generator.register.problems import Problem

STATEMENTS = ("facts", "materials", "requirements", "residual", "not_modelled", "amends")

type Stated = Fact | Material | Requirement | Residual | NotModelled | Amendment


type Check = Callable[[Notice, Register, Places], Iterator[Problem]]
"""Yields the problems it finds in a notice."""


class RestsOn:
    """The fields that a check reads; ``everywhere``: for what it says of one clause, those of all clauses."""

    def __init__(self, *fields: str, everywhere: bool = False) -> None:
        self.fields, self.everywhere = frozenset(fields), everywhere


def placed(notice: Notice) -> Iterator[tuple[Place, Clause]]:
    """Every clause with its place in the file."""
    for group in ("clauses", "annexes"):
        for index, clause in enumerate(getattr(notice.document, group)):
            yield (group, index), clause


def statements(at: Place, clause: Clause) -> Iterator[tuple[Place, Stated]]:
    for group in STATEMENTS:
        for number, statement in enumerate(getattr(clause, group)):
            yield (*at, group, number), statement


def quoted(statement: Stated, register: Register) -> Iterable[tuple[tuple[str, ...], str]]:
    """The quote of a statement and all other words that it takes from the clause, with their places in it."""
    yield ("quote",), statement.quote
    if isinstance(statement, Requirement):
        for name, parameter in register.kind_of[statement.kind].parameters.items():
            value = getattr(statement, name)
            if value is not None and parameter.type == "words":
                yield (name,), value
            elif value is not None and parameter.type == "left_open":
                yield (name, "words"), value.words
    elif isinstance(statement, Material) and statement.waived:
        yield ("waived", "quote"), statement.waived.quote


def affiliations(notice: Notice, register: Register) -> tuple[str, ...]:
    return tuple(entry.id for entry in register.affiliations(notice.jurisdiction))

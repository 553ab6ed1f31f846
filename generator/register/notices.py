"""The register: all notices as their files have them, and the vocabularies they share."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property

from generator.register.model import Clause, Fact, NoticeFile, Requirement
from generator.register.problems import Problem
from generator.register.vocabularies import Vocabularies

DAYS = ("cutoff", "window")
"""The facts by which a notice opens a round."""


@dataclass(frozen=True)
class Notice:
    """One document: its file's content, identified by its path."""

    jurisdiction: str
    round: str
    file: str
    received: str
    document: NoticeFile

    @property
    def id(self) -> str:
        return f"{self.jurisdiction}-{self.round}"

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause in document order, annexes last."""
        return (*self.document.clauses, *self.document.annexes)

    @cached_property
    def facts(self) -> tuple[tuple[Clause, Fact], ...]:
        """Every fact with its clause, in document order."""
        return tuple((clause, fact) for clause in self.clauses for fact in clause.facts)

    @property
    def opens_round(self) -> bool:
        """Whether it states the days of a round; an amendment that asks nothing states those of another's."""
        amends_alone = any(c.amends for c in self.clauses) and not any(c.requirements for c in self.clauses)
        return not amends_alone and any(fact.fact in DAYS for _, fact in self.facts)


def topic_of(clause: Clause, statement: Fact | Requirement) -> str:
    """The statement's own topic, else the first of its clause."""
    return statement.topic or clause.topics[0]


@dataclass(frozen=True)
class Register(Vocabularies):
    """All notices, by jurisdiction and round, and the vocabularies."""

    notices: tuple[Notice, ...]
    warnings: tuple[Problem, ...] = ()

    def of(self, jurisdictions: Collection[str]) -> "Register":
        """The register with the notices of some jurisdictions alone."""
        return replace(self, notices=tuple(each for each in self.notices if each.jurisdiction in jurisdictions))

    def notice(self, notice_id: str) -> Notice | None:
        return next((notice for notice in self.notices if notice.id == notice_id), None)

    def round_before(self, notice: Notice) -> Notice | None:
        """The latest notice that opens a round of the same jurisdiction and was issued before ``notice``."""
        return self.last_round(notice.jurisdiction, lambda other: other.document.issued < notice.document.issued)

    def last_round(self, jurisdiction: str, counts: Callable[[Notice], bool]) -> Notice | None:
        """The latest notice that opens a round of a jurisdiction, of those that count."""
        rounds = (each for each in self.notices if each.jurisdiction == jurisdiction and each.opens_round)
        return max(filter(counts, rounds), key=lambda each: each.document.issued, default=None)

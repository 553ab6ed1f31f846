"""The register: all notices with the vocabularies that they share, found by id."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.model import Clause, Fact, FactName, Jurisdiction, Jurisdictions, NoticeFile, Term, Topic
from generator.values import Interval


@dataclass(frozen=True)
class Notice:
    """One published document: its file's content with the identity that its path gives."""

    jurisdiction: str
    round: str
    file: str
    received: str
    document: NoticeFile

    @property
    def id(self) -> str:
        return f"{self.jurisdiction}-{self.round}"

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.document.clauses

    @cached_property
    def facts(self) -> tuple[tuple[Clause, Fact], ...]:
        """Every fact with its clause, in document order."""
        return tuple((clause, fact) for clause in self.clauses for fact in clause.facts)

    @cached_property
    def cutoff(self) -> tuple[Clause, Fact] | None:
        """The day up to which time in the post counts."""
        return next(((clause, fact) for clause, fact in self.facts if fact.fact == "cutoff"), None)

    @property
    def cutoff_day(self) -> date:
        return self.cutoff[1].value

    @cached_property
    def windows(self) -> tuple[tuple[Clause, str, Interval], ...]:
        """Clause, key (``online``, ``paper``) and days of each window."""
        return tuple(
            (clause, topic_of(clause, fact).removeprefix("window."), fact.value)
            for clause, fact in self.facts
            if fact.fact == "window"
        )


def topic_of(clause: Clause, statement) -> str:
    """The topic of a fact or requirement: its own, else its clause's first."""
    return statement.topic or clause.topics[0]


@dataclass(frozen=True)
class Register:
    """All notices, by jurisdiction and round, and the vocabularies."""

    folder: Path
    notices: tuple[Notice, ...]
    topics: tuple[Topic, ...]
    facts: tuple[FactName, ...]
    jurisdictions: Jurisdictions
    glossary: tuple[Term, ...]

    def notice(self, notice_id: str) -> Notice | None:
        return next((notice for notice in self.notices if notice.id == notice_id), None)

    def jurisdiction(self, notice: Notice) -> Jurisdiction:
        return next(known for known in self.jurisdictions.jurisdictions if known.id == notice.jurisdiction)

    def affiliations(self, notice: Notice):
        """The affiliations among which an applicant of this notice's area chooses."""
        area = self.jurisdiction(notice).area
        return next(known for known in self.jurisdictions.areas if known.id == area).affiliations

    def of_jurisdiction(self, jurisdiction: str) -> Iterable[Notice]:
        """The notices of a jurisdiction, earliest cut-off first."""
        return sorted((n for n in self.notices if n.jurisdiction == jurisdiction), key=lambda n: n.cutoff_day)

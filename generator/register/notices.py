"""The register: all notices with the vocabularies that they share, found by id."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.register.model import (
    Affiliated,
    Amendment,
    Clause,
    Fact,
    FactName,
    Jurisdiction,
    Jurisdictions,
    NoticeFile,
    Requirement,
    Term,
    Topic,
)
from generator.register.problems import Problem
from generator.register.values import Interval


@dataclass(frozen=True, slots=True)
class Opening:
    """One round with the fact that sets its cut-off and those that set its windows, each with its clause."""

    round: str
    clause: Clause
    cutoff: Fact
    windows: tuple[tuple[Clause, Fact], ...]


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

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause in document order, those of annexes last."""
        return (*self.document.clauses, *self.document.annexes)

    @cached_property
    def facts(self) -> tuple[tuple[Clause, Fact], ...]:
        """Every fact with its clause, in document order."""
        return tuple((clause, fact) for clause in self.clauses for fact in clause.facts)

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """The rounds that the notice opens, earliest cut-off first; none where it only amends another notice."""
        cutoffs = [(clause, fact) for clause, fact in self.facts if fact.fact == "cutoff"]
        windows = [(clause, fact) for clause, fact in self.facts if fact.fact == "window"]
        openings = (
            Opening(
                cutoff.round or self.round,
                clause,
                cutoff,
                tuple((where, window) for where, window in windows if window.round in (cutoff.round, None)),
            )
            for clause, cutoff in cutoffs
        )
        return tuple(sorted(openings, key=lambda opening: opening.cutoff.value))

    @property
    def windows(self) -> tuple[tuple[Clause, str, Interval], ...]:
        """Clause, key (``online``, ``paper``) and days of every window, of all rounds."""
        found = ((clause, fact) for clause, fact in self.facts if fact.fact == "window")
        keyed = ((clause, window_key(clause, fact), fact.value) for clause, fact in found)
        return tuple((clause, key, days) for clause, key, days in keyed if isinstance(days, Interval))

    @property
    def cutoff_day(self) -> date:
        """The last day up to which time in the post counts; the day of issue where the notice opens no round."""
        day = self.openings[-1].cutoff.value if self.openings else self.document.issued
        assert isinstance(day, date), "a cut-off is read as a date"
        return day


def window_key(clause: Clause, window: Fact) -> str:
    """``online`` of a window under the topic ``window.online``."""
    return topic_of(clause, window).removeprefix("window.")


def topic_of(clause: Clause, statement: Fact | Requirement) -> str:
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
    warnings: tuple[Problem, ...] = ()

    def notice(self, notice_id: str) -> Notice | None:
        return next((notice for notice in self.notices if notice.id == notice_id), None)

    def topic_names(self, language: str) -> dict[str, str]:
        """Every topic's name by its id."""
        return {topic.id: topic.of(language) for topic in self.topics}

    def jurisdiction(self, notice: Notice) -> Jurisdiction:
        return next(entry for entry in self.jurisdictions.jurisdictions if entry.id == notice.jurisdiction)

    def affiliations(self, notice: Notice) -> tuple[Affiliated, ...]:
        """The affiliations among which an applicant of this notice's area chooses."""
        area = next((entry.area for entry in self.jurisdictions.jurisdictions if entry.id == notice.jurisdiction), None)
        return next((entry.affiliations for entry in self.jurisdictions.areas if entry.id == area), ())

    def amendments(self, notice: Notice) -> Iterable[tuple[Notice, Clause, Amendment]]:
        """What later notices change in ``notice``: the later notice, its clause, the change."""
        return self._amendments.get(notice.id, ())

    @cached_property
    def _amendments(self) -> dict[str, list[tuple[Notice, Clause, Amendment]]]:
        """By the id of the notice that is changed."""
        found: dict[str, list[tuple[Notice, Clause, Amendment]]] = {}
        for later in self.notices:
            for clause in later.clauses:
                for change in clause.amends:
                    found.setdefault(change.notice, []).append((later, clause, change))
        return found

    @property
    def rounds(self) -> tuple[Notice, ...]:
        """The notices that open a round, and that the self-check can therefore judge by."""
        return tuple(notice for notice in self.notices if notice.openings)

    def of_jurisdiction(self, jurisdiction: str) -> Iterable[Notice]:
        """The notices of a jurisdiction, earliest cut-off first."""
        return sorted((n for n in self.notices if n.jurisdiction == jurisdiction), key=lambda n: n.cutoff_day)

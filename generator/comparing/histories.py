"""What every notice says on every topic, and what changed since the round before: for matrix and histories."""

from dataclasses import dataclass
from functools import cached_property

from generator.comparing.comparisons import Comparisons
from generator.comparison.citing import shown_label
from generator.comparison.drawing import Traced
from generator.comparison.rows import Side
from generator.comparison.wording import Wording
from generator.languages import LANGUAGE_TAGS, Words, capital
from generator.published.notice import PublishedNotice
from generator.published.rounds import age
from generator.words.typography import round_name
from selfcheck.answers import JsonObject

SINCE = "history.since."
"""Words on a round and the one before; they replace ``compare.`` words, which call the two notices A and B."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a notice says on a topic, in short.

    ``stated`` are its facts in words; ``cited`` its clauses' ids and citations, empty where the notice does not treat
    the topic; ``change`` is empty where nothing differs from the round before.
    """

    stated: tuple[str, ...]
    cited: tuple[tuple[str, str], ...]
    change: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause's words: in each language its name and tag, the printed ordinal, and runs marked "del", "ins" or ""."""

    id: str
    cited: str
    said: tuple[tuple[str, str, str, list[tuple[str, str]]], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a notice says on a topic in full; ``change`` is empty where there is no round before to compare with."""

    change: str
    remarks: tuple[str, ...]
    places: str
    passages: tuple[Passage, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class JurisdictionHistory:
    """A jurisdiction with its notices, the latest first."""

    id: str
    name: str
    notices: "tuple[NoticeRecord, ...]"


class Histories:
    """A register's notices in one language, ``zh`` or ``en``; ``records`` has each of them by its id."""

    def __init__(self, comparisons: Comparisons, words: Words, language: str) -> None:
        self.comparisons = comparisons
        self.language = language
        found = words.entries.items()
        since = {f"compare.{key.removeprefix(SINCE)}": text for key, text in found if key.startswith(SINCE)}
        spoken = Words(words.entries | since)
        notices = comparisons.publication.notices
        self.records = {notice.id: NoticeRecord(notice, comparisons, spoken, language) for notice in notices}

    @cached_property
    def places(self) -> tuple[JurisdictionHistory, ...]:
        """The jurisdictions that have notices."""
        notices: dict[str, list[NoticeRecord]] = {}
        for record in sorted(self.records.values(), key=lambda record: age(record.notice), reverse=True):
            notices.setdefault(record.notice.jurisdiction, []).append(record)
        return tuple(
            JurisdictionHistory(place.id, place.of(self.language), tuple(notices[place.id]))
            for place in self.comparisons.publication.jurisdictions.jurisdictions
            if place.id in notices
        )

    @cached_property
    def topics(self) -> dict[str, str]:
        """The names of the topics that a notice treats, by id, in their order."""
        return self.comparisons.treated(self.language)

    def treating(self, topic: str) -> int:
        """How many notices treat the topic."""
        return sum(record.side(topic) is not None for record in self.records.values())


class NoticeRecord:
    """One notice, topic by topic, against the round before it."""

    def __init__(self, notice: PublishedNotice, comparisons: Comparisons, words: Words, language: str) -> None:
        self.notice = notice
        self.before = comparisons.before.get(notice.id)
        comparison = comparisons.since(notice)
        self.rows = {row.topic: row for row in comparison.rows}
        self.wording = Wording(comparison, comparisons.vocabulary, words, language)
        self.name = self.wording.names[1]
        self.round = round_name(notice.round, self.wording.t)
        self.drawing = comparisons.drawing(comparison)
        self.languages = ("zh",) if language == "zh" else ("zh", "en")

    def side(self, topic: str) -> Side | None:
        row = self.rows.get(topic)
        return row and row.b

    def cell(self, topic: str) -> Cell:
        side, row = self.side(topic), self.rows.get(topic)
        stated = self.wording.stated(side, topic) if side else ()
        cited = [(clause, self.wording.cites[1][clause]) for clause in side.ids] if side else ()
        change = row.change if row and self.before and row.change != "same" else ""
        return Cell(tuple(map(capital, stated)), tuple(cited), change)

    def entry(self, topic: str) -> Entry:
        side, row = self.side(topic), self.rows.get(topic)
        compared = row if self.before else None
        traced = {language: self.drawing.traced(row, language) for language in self.languages} if side and row else {}
        rewritten = [self.wording.t("history.rewritten")] if None in traced.values() else []
        remarks = [*self.wording.remarks(compared), *rewritten] if compared and compared.change != "same" else []
        places = [*self.wording.moved(compared), *self.wording.apart(compared)] if compared else []
        return Entry(
            change=compared.change if compared else "",
            remarks=tuple(map(capital, remarks)),
            places=self.wording.space.join(places),
            passages=tuple(self._passage(clause, traced) for clause in side.clauses) if side else (),
            facts=tuple(
                (self.wording.name(fact, topic), self.wording.value(fact, value))
                for fact, value in (side.facts if side else {}).items()
            ),
        )

    def _passage(self, clause: JsonObject, traced: dict[str, Traced | None]) -> Passage:
        clause_id: str = clause["id"]
        said = []
        for language, drawn in traced.items():
            label = shown_label(clause["label"]) if language == "zh" else ""
            said.append(
                (language, LANGUAGE_TAGS[language], label, (drawn or {}).get(clause_id) or [("", clause[language])])
            )
        return Passage(clause_id, self.wording.cites[1][clause_id], tuple(said))

"""The vocabularies a register's notices share: topics, facts, places and terms."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.register.kinds import notice_format
from generator.register.model import (
    Affiliated,
    FactName,
    Jurisdiction,
    Jurisdictions,
    Kind,
    Named,
    NoticeFile,
    QuestionEntry,
    Term,
    Text,
    Topic,
)


@dataclass(frozen=True)
class Vocabularies:
    """The entries of the files beside the notices in the register's folder."""

    folder: Path
    topics: tuple[Topic, ...]
    facts: tuple[FactName, ...]
    jurisdictions: Jurisdictions
    glossary: tuple[Term, ...]
    questions: tuple[QuestionEntry, ...]
    """In the order in which they are asked."""
    titles: tuple[Named, ...]
    """From low to high."""
    kinds: tuple[Kind, ...]
    """In the order of their findings."""

    @cached_property
    def notice_format(self) -> type[NoticeFile]:
        """The model of a notice's file with this register's kinds."""
        return notice_format(self.kinds, self.questions, self.titles)

    @cached_property
    def kind_of(self) -> dict[str, Kind]:
        """The kinds by their ids."""
        return {kind.id: kind for kind in self.kinds}

    @cached_property
    def question_of(self) -> dict[str, QuestionEntry]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """What pages call the register's titles, rules, questions and values: ``title.assistant``, ``rule.status``.

        A question has ``question``, ``asked`` (its label in tables) and ``why``, a value ``value.<question>.<value>``.
        """
        named: dict[str, Text] = {f"title.{title.id}": title for title in self.titles}
        for kind in self.kinds:
            named[f"rule.{kind.id}"] = kind
            named |= {f"instead.{kind.id}": kind.instead} if kind.instead else {}
        for question in self.questions:
            named |= {f"question.{question.id}": question, f"asked.{question.id}": question.short}
            named[f"why.{question.id}"] = question.why
            named |= {f"value.{question.id}.{value.id}": value for value in question.values}
        for area in self.jurisdictions.areas:
            named |= {f"value.affiliation.{entry.id}": entry.persons or entry for entry in area.affiliations}
        return {key: {"zh": text.zh, "en": text.en} for key, text in named.items()}

    @cached_property
    def places(self) -> dict[str, Jurisdiction]:
        """The jurisdictions by their ids."""
        return {place.id: place for place in self.jurisdictions.jurisdictions}

    def topic_names(self, language: str) -> dict[str, str]:
        """Every topic's name by its id."""
        return {topic.id: topic.of(language) for topic in self.topics}

    def affiliations(self, jurisdiction: str) -> tuple[Affiliated, ...]:
        """The affiliations applicants in a jurisdiction's area choose from; empty for an undeclared jurisdiction."""
        place = self.places.get(jurisdiction)
        return next((area.affiliations for area in self.jurisdictions.areas if place and area.id == place.area), ())

"""The vocabularies a register's notices share: topics, facts, places and terms."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.register.model import Affiliated, FactName, Jurisdiction, Jurisdictions, Term, Topic


@dataclass(frozen=True)
class Vocabularies:
    """The entries of the files beside the notices in the register's folder."""

    folder: Path
    topics: tuple[Topic, ...]
    facts: tuple[FactName, ...]
    jurisdictions: Jurisdictions
    glossary: tuple[Term, ...]

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

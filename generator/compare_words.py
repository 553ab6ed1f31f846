"""Words for a comparison's rows: from typed changes to a sentence, claiming no more than the facts."""

from datetime import date

from generator.compare import Comparison, FactChange, Row, Value
from generator.register import Register
from generator.words import Words
from selfcheck.words import WORDS, day

MEMBERS = {
    "excluded_series": "series",
    "open_series": "series",
    "own_conditions": "series",
    "access_series": "series",
    "asked_series": "series",
    "excluded_status": "status",
    "accepted_documents": "foreign_document",
    "admitted_education": "education",
    "open_education": "education",
    "asked_education": "education",
    "counts_as": "education",
    "lowered_education": "education",
    "recognised_schools": "school",
    "rejected_schools": "school",
    "rejected_completion": "completion",
    "advancement_education": "education",
    "admits_origins": "origin",
    "asked_dispatched": "bool",
    "asked_public_post": "bool",
}
"""Facts whose members are values of an answer, with the answer whose words they take."""


class Wording:
    """Says a comparison's rows in one language, ``zh`` or ``en``."""

    def __init__(self, register: Register, words: Words, comparison: Comparison, language: str):
        self.names = {known.id: known for known in register.facts}
        self.affiliations = {
            known.id: getattr(known, language)
            for area in register.jurisdictions.areas
            for known in area.affiliations
        }  # fmt: skip
        self.topics = {topic.id: getattr(topic, language) for topic in register.topics}
        self.comparison = comparison
        self.language = language
        self.t = words.of(language)
        self.comma, self.semicolon, self.stop = ("、", "；", "。") if language == "zh" else (", ", "; ", ".")

    def topic(self, row: Row) -> str:
        return self.topics[row.topic]

    def row(self, row: Row) -> str:
        """The sentence that says what the row's change is."""
        if row.change == "value":
            said = self.semicolon.join(self.fact(fact, row.topic) for fact in row.facts) + self.stop
            said = said[0].upper() + said[1:]
        else:
            said = self.t(f"compare.{row.change}")
        return said + (self.t("compare.moved") if row.moved else "")

    def fact(self, change: FactChange, topic: str) -> str:
        """One fact's change: name and values, or what a set gained and what it no longer names."""
        name = self.names[change.fact]
        # Every window is a window: which one, its topic says.
        label = self.topics[topic] if name.type == "interval" else getattr(name, self.language)
        if name.type == "condition":
            return self.t("compare.condition_added" if change.b else "compare.condition_absent", fact=label)
        if change.a is not None and change.b is not None and (name.type == "set" or isinstance(change.a, list)):
            return self._set(change, label)
        a, b = (self.value(change.fact, value) for value in (change.a, change.b))
        return self.t("compare.fact", fact=label, a=a, b=b)

    def _set(self, change: FactChange, label: str) -> str:
        a, b = (value if isinstance(value, list) else [value] for value in (change.a, change.b))
        told = {"added": [member for member in b if member not in a], "absent": [m for m in a if m not in b]}
        named = {name: self.value(change.fact, members) for name, members in told.items() if members}
        return self.t(f"compare.set_{'_'.join(named)}", fact=label, **named)

    def value(self, fact: str, value: Value) -> str:
        """A fact's value as a reader writes it."""
        if value is None:
            return self.t("compare.not_stated")
        if isinstance(value, list):
            return self.comma.join(self.value(fact, member) for member in value)
        kind = self.names[fact].type
        if kind == "condition":
            return self.t("compare.stated")
        if kind == "date":
            return self._day(value)
        if kind == "interval":
            opens, closes = map(self._day, value.split("/"))
            return self.t("compare.interval", opens=opens, closes=closes)
        return self._member(fact, value)

    def _day(self, written: str) -> str:
        return day(date.fromisoformat(written), self.language)

    def _member(self, fact: str, value: str | int | bool) -> str:
        if fact in ("title", "excluded_titles"):
            return WORDS["titles"][value][self.language]
        if fact == "admits":
            return self.t("compare.quoted", words=self.affiliations[value])
        if fact in MEMBERS:
            parts = str(value).lower().split("=") if isinstance(value, bool) else value.split("=")
            return " → ".join(WORDS["values"][MEMBERS[fact]][part][self.language] for part in parts)
        return str(value)

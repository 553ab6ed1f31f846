"""Says in words what a clause's entries state: what was understood, for whoever knows the notice and not its fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.importing.finding.statements import TODO
from generator.languages import Translate
from generator.register.model import Parameter
from generator.register.places import Plain
from generator.register.values import Interval, read_value
from generator.register.vocabularies import Vocabularies
from generator.words.typography import days
from selfcheck.words import day

GROUPS = ("facts", "materials", "requirements", "residual", "not_modelled", "amends", "corrections")
"""A clause's lists in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """An entry in words, and the words of the clause that it rests on."""

    name: str
    words: str
    quote: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem in words, the field it is of, and whether it is an open question."""

    field: str
    words: str
    question: bool
    warning: bool


class Saying:
    """The words of one register's entries in one language."""

    def __init__(self, shared: Vocabularies, jurisdiction: str, t: Translate, language: str) -> None:
        self.shared, self.jurisdiction, self.t, self.language = shared, jurisdiction, t, language
        self._facts = {fact.id: fact for fact in shared.facts}
        self._affiliations = {entry.id: entry for entry in shared.affiliations(jurisdiction)}

    def entry(self, group: str, entry: Mapping[str, Plain]) -> Said:
        """What an entry of the list ``group`` says."""
        quote = "" if entry.get("quote") == TODO else _text(entry.get("quote"))
        match group:
            case "facts":
                return Said(*self._fact(entry), quote)
            case "requirements":
                return Said(*self._requirement(entry), quote)
            case "materials":
                return Said(self._text(entry), self._material(entry), quote)
            case "amends":
                return Said(_text(entry.get("notice")), _text(entry.get("clause")), quote)
            case "corrections":
                return Said(_text(entry.get("received")), _text(entry.get("published")), "")
        return Said(self.t(f"desk.group.{group}"), self._text(entry), quote)

    def topic(self, topic: str) -> str:
        """What a topic is called; its id where the register does not have it."""
        return self.shared.topic_names(self.language).get(topic, topic)

    def _fact(self, entry: Mapping[str, Plain]) -> tuple[str, str]:
        fact = self._facts.get(_text(entry.get("fact")))
        if fact is None:
            return _text(entry.get("fact")), _text(entry.get("value"))
        topic = _text(entry.get("topic"))
        name = self.topic(topic) if fact.type == "interval" and topic and topic != TODO else fact.of(self.language)
        asides = [self._text(who)] if isinstance(who := entry.get("who"), dict) else []
        asides += [self._known(entry["round"])] if "round" in entry else []
        named = self.t("notice.aside", label=name, aside=self.t("site.comma").join(asides)) if asides else name
        return named, self._value(fact.type, entry.get("value"), fact.unit.of(self.language) if fact.unit else "")

    def _known(self, value: Plain) -> str:
        return self.t("desk.undecided") if value == TODO else _text(value)

    def _value(self, kind: str, raw: Plain | None, unit: str) -> str:
        try:
            value = read_value(kind, raw)
        except ValueError:
            return self._known(raw or "")
        if isinstance(value, Interval):
            return days(value, self.t, self.language)
        if isinstance(value, bool):
            return ""
        if isinstance(value, date):
            return day(value, self.language)
        if isinstance(value, tuple):
            return self.t("desk.list").join(map(str, value))
        return f"{value} {unit}".strip()

    def _requirement(self, entry: Mapping[str, Plain]) -> tuple[str, str]:
        kind = self.shared.kind_of.get(_text(entry.get("kind")))
        if kind is None:
            return _text(entry.get("kind")), ""
        stated = [
            self.t("desk.stated", name=_short(parameter.of(self.language)), words=self._parameter(parameter, value))
            for name, parameter in kind.parameters.items()
            if (value := entry.get(name)) is not None
        ]
        return kind.of(self.language), self.t("desk.joint").join(stated)

    def _parameter(self, parameter: Parameter, value: Plain) -> str:
        if isinstance(value, dict) and parameter.type == "map":
            pairs = (
                self.t(
                    "desk.counts_as",
                    one=self._answer(parameter.of_, key),
                    other=self._answer(parameter.of_, _text(each)),
                )
                for key, each in value.items()
            )
            return self.t("desk.list").join(pairs)
        if isinstance(value, dict):
            listed = value.get(parameter.of_ or "")
            return f"{self._parameter(parameter, listed or '')} “{_text(value.get('words'))}”"
        if isinstance(value, list):
            return self.t("desk.list").join(self._answer(parameter.of_, _text(each), parameter.type) for each in value)
        if parameter.type == "flag":
            return self.t(f"yes_no.{value}") if value in ("true", "false") else _text(value)
        return self._answer(parameter.of_, _text(value), parameter.type)

    def _answer(self, question: str | None, value: str, kind: str = "values") -> str:
        """A value as its question words it; a title by its name."""
        words = self.shared.words
        if value == TODO:
            return self.t("desk.undecided")
        key = f"title.{value}" if kind in ("title", "titles") else f"value.{question}.{value}"
        if key in words:
            return words[key][self.language]
        return self._affiliations[value].of(self.language) if value in self._affiliations else value

    def _material(self, entry: Mapping[str, Plain]) -> str:
        said = [self.t("desk.copies", n=_text(entry["copies"]))] if "copies" in entry else []
        when = entry.get("when")
        for question, values in when.items() if isinstance(when, dict) else ():
            asked = self.shared.question_of.get(question)
            listed = values if isinstance(values, list) else [values]
            words = [
                self.t(f"yes_no.{value}") if value in ("true", "false") else self._answer(question, _text(value))
                for value in listed
            ]
            said.append(self.t("desk.stated", name=asked.short.of(self.language) if asked else question,
                               words=self.t("desk.list").join(words)))  # fmt: skip
        return self.t("desk.joint").join(said)

    def _text(self, words: Mapping[str, Plain]) -> str:
        """Words in both languages; the Chinese where the English is open."""
        own = _text(words.get(self.language))
        return _text(words.get("zh")) if own in ("", TODO) else own


def _short(label: str) -> str:
    """What a parameter is called, without what is to be known of it for filling it in."""
    return re.split("[；;]", label)[0].rstrip("。.")


def _text(value: Plain | None) -> str:
    """A value in one line; nothing for none."""
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return value if isinstance(value, str) else ""

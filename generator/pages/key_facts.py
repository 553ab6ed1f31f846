"""The facts that stand in a notice's table of key facts and in lists of notices, as a reader writes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup, escape

from generator.register.model import Clause, Fact, FactName
from generator.register.notices import Notice, Register, topic_of
from generator.register.values import TYPES, Interval
from generator.words.load import Translate
from generator.words.typography import days, linked, round_name, shown_day, telephone_link, translated


@dataclass(frozen=True, slots=True)
class KeyFact:
    label: str
    value: Markup
    clauses: tuple[str, ...]
    window: Interval | None = None
    """The days, where it is a window."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A key fact with what it is sorted and merged by."""

    type: str
    topic: str
    name: str
    fact: KeyFact


def key_facts(register: Register, notice: Notice, t: Translate, language: str) -> list[KeyFact]:
    """By type and topic; the same value is shown once, with all clauses that state it."""
    order = {topic.id: topic.order for topic in register.topics}
    stated = [*stated_facts(register, notice, t, language), *_copies(register, notice, t, language)]
    merged: dict[tuple[str, str], KeyFact] = {}
    for entry in sorted(stated, key=lambda entry: (TYPES[entry.type].place or 0, order[entry.topic])):
        known = merged.get((entry.name, entry.fact.value), entry.fact)
        clauses = dict.fromkeys([*known.clauses, *entry.fact.clauses])
        merged[entry.name, entry.fact.value] = KeyFact(known.label, known.value, tuple(clauses))
    return [_one(list(alike)) for _, alike in groupby(merged.values(), lambda fact: (fact.label, fact.clauses))]


def _one(facts: list[KeyFact]) -> KeyFact:
    """Facts of one name in the same clauses as one, with a line a value."""
    return KeyFact(facts[0].label, Markup("<br>").join(fact.value for fact in facts), facts[0].clauses)


def stated_facts(register: Register, notice: Notice, t: Translate, language: str) -> Iterator[Stated]:
    """The facts of the types that the table shows."""
    topics = register.topic_names(language)
    names = {known.id: known for known in register.facts}
    for clause, fact in notice.facts:
        name, topic = names[fact.fact], topic_of(clause, fact)
        kind = TYPES[name.type]
        if kind.place is not None:
            label = topics[topic] if kind.named_by_topic else name.of(language)
            aside = [round_name(fact.round, t)] if fact.round else []
            aside += [fact.who.of(language)] if fact.who else []
            label = t("notice.aside", label=label, aside=t("site.comma").join(aside)) if aside else label
            merged_as = (topic if name.type == "interval" else fact.fact) + "".join(aside)
            window = fact.value if isinstance(fact.value, Interval) else None
            shown = KeyFact(label, _shown(clause, fact, name, language), (clause.id,), window)
            yield Stated(name.type, topic, merged_as, shown)


def _copies(register: Register, notice: Notice, t: Translate, language: str) -> Iterator[Stated]:
    topics = register.topic_names(language)
    name = next(known for known in register.facts if known.id == "copies")
    for clause in notice.clauses:
        for item in clause.materials:
            if item.copies is not None:
                topic = f"material.{item.key}"
                shown = KeyFact(
                    t("notice.copies", topic=topics[topic]), _counted(item.copies, name, language), (clause.id,)
                )
                yield Stated(name.type, topic, topic, shown)


def _shown(clause: Clause, fact: Fact, name: FactName, language: str) -> Markup:
    """A fact's value as a reader writes it; an address stays as it is written on the door, beside its translation."""
    match name.type, fact.value:
        case "interval", Interval() as window:
            return escape(days(window, language))
        case "date", date() as day:
            return escape(shown_day(day, language))
        case "count", int() as count:
            return _counted(count, name, language)
        case "phone", str() as number:
            return Markup('<a href="{}">{}</a>').format(telephone_link(number), number)
        case "url", str() as target:
            return linked(target)
        case "address", str() as text if language == "en" and (english := translated(clause, text)):
            return Markup('{}<br><span lang="zh-CN">{}</span>').format(english, text)
        case _, text:
            return Markup('<span lang="zh-CN">{}</span>').format(text)


def _counted(count: int, name: FactName, language: str) -> Markup:
    unit = name.unit.of(language) if name.unit else ""
    return escape(f"{count}{unit}" if language == "zh" else f"{count} {unit}".strip())

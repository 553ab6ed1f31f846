"""The facts shown in a notice's key facts and in lists of notices, in a reader's form."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from markupsafe import Markup, escape

from generator.published.notice import PublishedClause, PublishedFact, PublishedNotice
from generator.published.publication import Publication
from generator.register.model import FactName
from generator.register.values import TYPES, Interval
from generator.words.load import Translate
from generator.words.typography import days, linked, round_words, telephone_link, translated, with_asides
from selfcheck.words import day


@dataclass(frozen=True, slots=True)
class KeyFact:
    label: str
    value: Markup
    clauses: tuple[str, ...]
    window: Interval | None = None
    """The days, where it is a window."""
    round: str = ""
    """What the round it belongs to is called, in a notice that announces several."""
    address: str = ""
    """An address as maps and drivers know it, in Chinese."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A key fact with the keys to sort and merge it by."""

    type: str
    topic: str
    name: str
    fact: KeyFact


def key_facts(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> list[KeyFact]:
    """By type and topic; the same value is shown once, with all clauses that state it."""
    order = {topic.id: topic.order for topic in publication.topics}
    stated = [*stated_facts(publication, notice, t, language), *_copies(publication, notice, t, language)]
    merged: dict[tuple[str, str], KeyFact] = {}
    for entry in sorted(stated, key=lambda entry: (TYPES[entry.type].place or 0, order[entry.topic])):
        known = merged.get((entry.name, entry.fact.value), entry.fact)
        clauses = dict.fromkeys([*known.clauses, *entry.fact.clauses])
        merged[entry.name, entry.fact.value] = replace(known, clauses=tuple(clauses))
    return [_one(list(alike)) for _, alike in groupby(merged.values(), _alike)]


def _alike(fact: KeyFact) -> tuple[str, tuple[str, ...], str]:
    """What facts have in common that are shown as one; each window is shown by itself, with its state."""
    return fact.label, fact.clauses, str(fact.window or "") + fact.address


def _one(facts: list[KeyFact]) -> KeyFact:
    """Facts with the same name and clauses as one fact, one line for each value."""
    return replace(facts[0], value=Markup("<br>").join(fact.value for fact in facts)) if facts[1:] else facts[0]


def stated_facts(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> Iterator[Stated]:
    """The facts of the types that the table shows."""
    topics = publication.topic_names(language)
    names = {name.id: name for name in publication.facts}
    for fact in notice.facts:
        name, kind = names[fact.fact], TYPES[fact.type]
        if kind.place is not None:
            label = topics[fact.topic] if kind.named_by_topic else name.of(language)
            of_round = round_words(notice, fact.round, t, language) if fact.round else ""
            aside = [of_round] if of_round else []
            aside += [fact.who.of(language)] if fact.who else []
            aside += [t("timeline.changed")] if fact.amended_by else []
            label = with_asides(label, aside, t)
            merged_as = (fact.topic if fact.type == "interval" else fact.fact) + "".join(aside)
            window = fact.value if isinstance(fact.value, Interval) else None
            value = _shown(notice.by_id[fact.clause], fact, name, t, language)
            address = str(fact.value) if fact.type == "address" else ""
            shown = KeyFact(label, value, (fact.clause,), window, of_round, address)
            yield Stated(fact.type, fact.topic, merged_as, shown)


def _copies(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> Iterator[Stated]:
    topics = publication.topic_names(language)
    name = next(name for name in publication.facts if name.id == "copies")
    for item in notice.materials:
        if item.copies is not None:
            topic = f"material.{item.key}"
            label, count = t("notice.copies", topic=topics[topic]), _counted(item.copies, name, language)
            yield Stated(name.type, topic, topic, KeyFact(label, count, (item.clause,)))


def _shown(clause: PublishedClause, fact: PublishedFact, name: FactName, t: Translate, language: str) -> Markup:
    """A fact's value as a reader writes it; an address stays as it is written on the door, beside its translation."""
    match fact.type, fact.value:
        case "interval", Interval() as window:
            return escape(days(window, t, language))
        case "date", date() as written:
            return escape(day(written, language))
        case "count", int() as count:
            return _counted(count, name, language)
        case "phone" | "fax", str() as number:
            return Markup('<a href="{}">{}</a>').format(telephone_link(number), number)
        case "email", str() as mail:
            return Markup('<a href="mailto:{0}">{0}</a>').format(mail)
        case "url", str() as target:
            return linked(target)
        case "address", str() as text if language == "en" and (english := translated(clause, text)):
            return Markup('{}<br><span lang="zh-CN">{}</span>').format(english, text)
        case _, text:
            return Markup('<span lang="zh-CN">{}</span>').format(text)


def _counted(count: int, name: FactName, language: str) -> Markup:
    unit = name.unit.of(language) if name.unit else ""
    if name.unit and count == 1 and language == "en":
        unit = name.unit.one or unit
    return escape(f"{count}{unit}" if language == "zh" else f"{count} {unit}".strip())

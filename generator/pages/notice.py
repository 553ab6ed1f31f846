"""What the page of a notice shows: key facts, clauses in document order, corrections."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup, escape

from generator.comparison.citing import shown_label
from generator.register.model import Clause, Fact, FactName
from generator.register.notices import Notice, Register, topic_of
from generator.register.received import locate
from generator.register.values import Interval
from generator.words.load import Translate
from generator.words.typography import (
    cites,
    days,
    linked,
    round_name,
    short_name,
    shown_day,
    telephone_link,
    translated,
    with_breaks_shown,
)

SENTENCE_ENDS = "。；：;:.！？"
KEY_FACTS = ("interval", "date", "count", "url", "address", "phone")
"""The types of facts that stand in the table of key facts, in this order; conditions are read in the text."""
NAMED_BY_TOPIC = ("interval", "address", "phone", "url")
"""Facts of these types say what they are by their topic; others by their own name."""


@dataclass(frozen=True, slots=True)
class KeyFact:
    label: str
    value: Markup
    clauses: tuple[str, ...]
    window: Interval | None = None
    """The days, where it is a window."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with the text before and after it."""

    before: str
    rows: tuple[tuple[str, ...], ...]
    after: str


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """A change made to this clause (``by``) or by it: where the other notice's clause stands, and the words."""

    by: bool
    notice: str
    title: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause as it is set: ``level`` is 2, 3 or 4 for a heading, 0 for a paragraph."""

    id: str
    level: int
    label: str
    zh: str
    en: str
    title: str
    topics: tuple[str, ...]
    table: tuple[TableView, ...]
    """Its table in Chinese and in English, where it has one."""
    amendments: tuple[AmendmentView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    clause: str
    received: str
    published: str


@dataclass(frozen=True, slots=True)
class RoundView:
    """A notice as lists of notices show it."""

    notice: Notice
    name: str
    """Jurisdiction and round."""
    title: str
    other_title: str
    issuer: str
    issued: str
    windows: tuple[KeyFact, ...]
    cutoffs: tuple[KeyFact, ...]
    contacts: tuple[KeyFact, ...]


@dataclass(frozen=True, slots=True)
class NoticeView:
    round: RoundView
    title: str
    other_title: str
    addressees: str
    facts: tuple[KeyFact, ...]
    clauses: tuple[ClauseView, ...]
    corrections: tuple[CorrectionView, ...]
    signature: tuple[str, ...]
    cites: dict[str, str]
    """Clause ids as a reader of the page's language cites them."""


def notice_view(register: Register, notice: Notice, t: Translate, language: str) -> NoticeView:
    """The page of ``notice`` in ``language``."""
    topics = {topic.id: getattr(topic, language) for topic in register.topics}
    sign = t("notice.line_break")
    summary = round_view(register, notice, t, language)
    return NoticeView(
        round=summary,
        title=summary.title,
        other_title=summary.other_title,
        addressees=getattr(notice.document.addressees, language),
        facts=tuple(_key_facts(register, notice, t, language)),
        clauses=tuple(_clause_view(register, notice, clause, topics, language) for clause in notice.clauses),
        corrections=tuple(
            CorrectionView(c.id, with_breaks_shown(fix.received, sign), with_breaks_shown(fix.published, sign))
            for c in notice.clauses
            for fix in c.corrections
        ),
        signature=tuple(line.strip() for line in locate(notice)[1].splitlines() if line.strip()),
        cites=cites(notice, t, language),
    )


def round_view(register: Register, notice: Notice, t: Translate, language: str) -> RoundView:
    """``notice`` as lists show it in ``language``."""
    facts: dict[str, list[KeyFact]] = {}
    for entry in _facts(register, notice, t, language):
        facts.setdefault(entry.type, []).append(entry.fact)
    document, other = notice.document, "en" if language == "zh" else "zh"
    return RoundView(
        notice=notice,
        name=short_name(register, notice, t, language),
        title=getattr(document.title, language),
        other_title=getattr(document.title, other),
        issuer=getattr(document.issuer, language),
        issued=shown_day(document.issued, language),
        windows=tuple(facts.get("interval", ())),
        cutoffs=tuple(facts.get("date", ())),
        contacts=tuple([*facts.get("address", ()), *facts.get("phone", ())]),
    )


def heading_level(notice: Notice, clause: Clause) -> int:
    """2, 3 or 4 for a clause that heads others and is no sentence; 0 for a paragraph."""
    heads = clause.label and clause.zh[-1] not in SENTENCE_ENDS and clause.table is None
    if heads and any(other.id.startswith(clause.id + ".") for other in notice.clauses):
        return min(clause.id.count(".") + 2, 4)
    return 0


def _clause_view(
    register: Register, notice: Notice, clause: Clause, topics: dict[str, str], language: str
) -> ClauseView:
    level, label = heading_level(notice, clause), shown_label(clause.label)
    title = label + clause.zh if language == "zh" else f"{clause.id} {clause.en}"
    named = () if level else tuple(topics[topic] for topic in clause.topics)
    tables = tuple(_table(getattr(clause, each), getattr(clause.table, each)) for each in ("zh", "en") if clause.table)
    amendments = tuple(_amendments(register, notice, clause, language))
    return ClauseView(clause.id, level, label, clause.zh, clause.en, title, named, tables, amendments)


def _table(text: str, rows: tuple[tuple[str, ...], ...]) -> TableView:
    """The table cut out of its clause's text: what stands before the first cell, and after the last."""
    reached = text.index(rows[0][0])
    before = text[:reached]
    for cell in (cell for row in rows for cell in row):
        reached = text.index(cell, reached) + len(cell)
    return TableView(before.strip(), rows, text[reached:].strip())


def _amendments(register: Register, notice: Notice, clause: Clause, language: str) -> Iterator[AmendmentView]:
    for change in clause.amends:
        earlier = register.notice(change.notice)
        yield AmendmentView(False, earlier.id, getattr(earlier.document.title, language), change.clause, change.quote)
    for later, where, change in register.amendments(notice):
        if change.clause == clause.id:
            yield AmendmentView(True, later.id, getattr(later.document.title, language), where.id, change.quote)


# Key facts


@dataclass(frozen=True, slots=True)
class _Stated:
    """A key fact with what it is sorted and merged by."""

    type: str
    topic: str
    name: str
    fact: KeyFact


def _key_facts(register: Register, notice: Notice, t: Translate, language: str) -> list[KeyFact]:
    """By type and topic; the same value is shown once, with all clauses that state it."""
    order = {topic.id: topic.order for topic in register.topics}
    stated = [*_facts(register, notice, t, language), *_copies(register, notice, t, language)]
    merged: dict[tuple[str, str], KeyFact] = {}
    for entry in sorted(stated, key=lambda entry: (KEY_FACTS.index(entry.type), order[entry.topic])):
        known = merged.get((entry.name, entry.fact.value), entry.fact)
        clauses = dict.fromkeys([*known.clauses, *entry.fact.clauses])
        merged[entry.name, entry.fact.value] = KeyFact(known.label, known.value, tuple(clauses))
    return [_one(list(alike)) for _, alike in groupby(merged.values(), lambda fact: (fact.label, fact.clauses))]


def _one(facts: list[KeyFact]) -> KeyFact:
    """Facts of one name in the same clauses as one, with a line a value."""
    return KeyFact(facts[0].label, Markup("<br>").join(fact.value for fact in facts), facts[0].clauses)


def _facts(register: Register, notice: Notice, t: Translate, language: str) -> Iterator[_Stated]:
    """The facts of the types that the table shows."""
    topics = {topic.id: getattr(topic, language) for topic in register.topics}
    names = {known.id: known for known in register.facts}
    for clause, fact in notice.facts:
        name, topic = names[fact.fact], topic_of(clause, fact)
        if name.type in KEY_FACTS:
            label = topics[topic] if name.type in NAMED_BY_TOPIC else getattr(name, language)
            aside = [round_name(fact.round, t)] if fact.round else []
            aside += [getattr(fact.who, language)] if fact.who else []
            label = t("notice.aside", label=label, aside=t("site.comma").join(aside)) if aside else label
            merged_as = (topic if name.type == "interval" else fact.fact) + "".join(aside)
            window = fact.value if isinstance(fact.value, Interval) else None
            shown = KeyFact(label, _shown(clause, fact, name, language), (clause.id,), window)
            yield _Stated(name.type, topic, merged_as, shown)


def _copies(register: Register, notice: Notice, t: Translate, language: str) -> Iterator[_Stated]:
    topics = {topic.id: getattr(topic, language) for topic in register.topics}
    name = next(known for known in register.facts if known.id == "copies")
    for clause in notice.clauses:
        for item in clause.materials:
            if item.copies is not None:
                topic = f"material.{item.key}"
                shown = KeyFact(
                    t("notice.copies", topic=topics[topic]), _counted(item.copies, name, language), (clause.id,)
                )
                yield _Stated(name.type, topic, topic, shown)


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
    unit = getattr(name.unit, language) if name.unit else ""
    return escape(f"{count}{unit}" if language == "zh" else f"{count} {unit}".strip())

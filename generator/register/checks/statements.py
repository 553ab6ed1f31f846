"""Checks of what clauses state: topics, quotes, values, requirements, and conditions nothing judges."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator.register.checks.clauses import identity
from generator.register.checks.placed import Check, affiliations, placed, quoted, statements
from generator.register.conditions import overlap, unjudged
from generator.register.model import (
    UNASKED,
    Amendment,
    AnyRequirement,
    Clause,
    Fact,
    Material,
    NotModelled,
    Requirement,
    Residual,
)
from generator.register.notices import Notice, Register
from generator.register.places import Place, Places
from generator.register.problems import Problem, shown
from generator.register.values import FactValue, Interval, stands_in
from selfcheck.answers import ANSWERS

JUDGED_FACTS = ("cutoff", "window")
"""Facts a verdict depends on or shows; all others serve comparisons only."""


def _topics(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Every topic is in ``topics.yaml``, and each statement's topic is one of its clause's."""
    declared = {topic.id for topic in register.topics}
    for at, clause in placed(notice):
        unknown = [number for number, topic in enumerate(clause.topics) if topic not in declared]
        for number in unknown:
            place = (*at, "topics", number)
            yield places.problem(place, "a topic of topics.yaml", clause.topics[number])
        for place, statement in statements(at, clause):
            if not unknown and not isinstance(statement, Residual | NotModelled | Amendment):
                yield from _topic_of(statement, clause, place, places)


def _topic_of(
    statement: Fact | Material | Requirement, clause: Clause, place: Place, places: Places
) -> Iterator[Problem]:
    topics = ", ".join(clause.topics)
    if isinstance(statement, Material):
        if f"material.{statement.key}" not in clause.topics:
            yield places.problem((*place, "key"), f"material.{statement.key} among the clause's topics", topics)
    elif statement.topic is None and len(clause.topics) > 1:
        yield places.problem(place, f"a topic, one of {topics}", "none")
    elif statement.topic is not None and statement.topic not in clause.topics:
        yield places.problem((*place, "topic"), f"one of the clause's topics, {topics}", statement.topic)


def _quotes(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Every quote, and all open words, occur in the clause exactly."""
    for at, clause in placed(notice):
        for place, statement in statements(at, clause):
            for path, words in quoted(statement):
                if words not in clause.zh:
                    yield places.problem((*place, *path), f"words that stand in clause {clause.id}", words)


def _values(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Each value, number of copies and requirement's number is the one its quote writes; materials' conditions exist.

    A day written without a year is of the year of issue or early in the next.
    """
    types = {entry.id: entry.type for entry in register.facts}
    for at, clause in placed(notice):
        written = [
            (("facts", n, "value"), types[fact.fact], fact.value, fact.quote) for n, fact in enumerate(clause.facts)
        ]
        written += [
            (("materials", n, "copies"), "count", item.copies, item.quote)
            for n, item in enumerate(clause.materials)
            if item.copies is not None
        ]
        for place, kind, value, quote in written:
            if quote in clause.zh and not stands_in(kind, value, quote):
                expected = f"the value that the quote {shown(quote)} writes"
                yield places.problem((*at, *place), expected, _shown(value))
            elif not _in_its_year(value, quote, notice):
                expected = f"days in {notice.document.issued.year}, the year of issue, since the quote names no year"
                yield places.problem((*at, *place), expected, _shown(value))
        for number, item in enumerate(clause.requirements):
            for field in ("months", "from_year", "not_before", "hours_per_year", "courses_per_year"):
                count = getattr(item, field, None)
                if count is not None and item.quote in clause.zh and not _says(field, count, item.quote):
                    expected = f"the number that the quote {shown(item.quote)} writes"
                    yield places.problem((*at, "requirements", number, field), expected, count)
        for number, material in enumerate(clause.materials):
            yield from _conditions(material, (*at, "materials", number, "when"), notice, register, places)


def _says(field: str, value: int, quote: str) -> bool:
    """Whether ``quote`` writes the number; it may write months as years."""
    counts = [value, value // 12] if field == "months" and value % 12 == 0 else [value]
    return any(stands_in("count", count, quote) for count in counts)


def _in_its_year(value: FactValue, quote: str, notice: Notice) -> bool:
    """Whether each day whose quote gives no year falls in the year of issue or early in the next."""
    days: tuple[date, ...] = value if isinstance(value, Interval) else (value,) if isinstance(value, date) else ()
    issued = notice.document.issued
    return all(
        str(day.year) in quote or day.year == issued.year or (day.year == issued.year + 1 and day.month < issued.month)
        for day in days
    )


def _shown(value: FactValue) -> str:
    return "/".join(str(day) for day in value) if isinstance(value, tuple) else str(value)


def _conditions(item: Material, place: Place, notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    for key, values in item.when.items():
        answer = ANSWERS.get(key)
        if answer is None or answer.kind not in ("bool", "choice"):
            keys = ", ".join(k for k, a in ANSWERS.items() if a.kind in ("bool", "choice"))
            yield places.key_problem((*place, key), f"an answer key, one of {keys}", key)
            continue
        accepted = ("true", "false") if answer.kind == "bool" else answer.values or affiliations(notice, register)
        for number, value in enumerate(values):
            if value not in accepted:
                yield places.problem((*place, key, number), f"one of {', '.join(accepted)}", value)


def _requirements(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Affiliations are declared, probation stands beside its education, and a residual covers what no question asks."""
    if any(identity(notice, register, places)):
        return
    declared = affiliations(notice, register)
    for at, clause in placed(notice):
        levels = [item for item in clause.requirements if item.kind == "education"]
        for number, item in enumerate(clause.requirements):
            place = (*at, "requirements", number)
            field = {"affiliation": "admits", "contract": "of"}.get(item.kind, "")
            for position, value in enumerate(getattr(item, field) if field else ()):
                if value not in declared:
                    yield places.problem((*place, field, position), f"one of {', '.join(declared)}", value)
            if item.kind == "probation" and not levels:
                yield places.problem((*place, "kind"), "an education requirement in the same clause", "none")
            if item.kind == "continuing_education" and not (item.courses_per_year or item.hours_per_year):
                yield places.problem(place, "courses_per_year or hours_per_year", "neither")
            if _unasked(item) and not clause.residual:
                expected = f"a residual in clause {clause.id}, since no question asks this"
                yield places.problem((*place, "kind"), expected, "none")


def _unasked(item: AnyRequirement) -> bool:
    return item.kind in UNASKED or bool(getattr(item, "hours_per_year", None))


def _judged(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Warns of a sentence that reads as a condition but is no requirement, material, residual or ``not_modelled``."""
    for at, clause in placed(notice):
        judging = [s for _, s in statements(at, clause) if not isinstance(s, Fact) or s.fact in JUDGED_FACTS]
        quotes = [words for statement in judging for _, words in quoted(statement)]
        if any(words not in clause.zh for words in quotes):
            # These mistaken quotes may be meant for the very sentence that seems unjudged.
            continue
        for sentence in unjudged(clause.zh, quotes):
            expected = f"a requirement, material, residual or not_modelled for each condition of clause {clause.id}"
            yield replace(places.problem((*at, "zh"), expected, sentence), level="warning")


def _left_out(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """A ``not_modelled`` quote lies apart from every judged quote, or is part of one."""
    for at, clause in placed(notice):
        for number, item in enumerate(clause.not_modelled):
            for judged in (*clause.requirements, *clause.residual):
                part = item.quote in judged.quote and item.quote != judged.quote
                if not part and overlap(clause.zh, item.quote, judged.quote):
                    expected = f"words apart from {shown(judged.quote)}, which is judged, or a part of them"
                    yield places.problem((*at, "not_modelled", number, "quote"), expected, item.quote)


STATED: tuple[Check, ...] = (
    _topics,
    _quotes,
    _values,
    _requirements,
    _judged,
    _left_out,
)

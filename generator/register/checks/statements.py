"""Checks of what clauses state: topics, quotes, values, requirements, and conditions nothing judges."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator.register.checks.clauses import identity
from generator.register.checks.placed import STATEMENTS, Check, RestsOn, affiliations, placed, quoted, statements
from generator.register.conditions import overlap, unjudged
from generator.register.model import (
    ROW,
    Amendment,
    Case,
    Clause,
    Fact,
    Kind,
    Material,
    NotModelled,
    Requirement,
    Residual,
)
from generator.register.notices import Notice, Register
from generator.register.places import Place, Places
from generator.register.problems import Problem, shown
from generator.register.values import FactValue, Interval, canonical, stands_in
from selfcheck.answers import InputError, JsonObject
from selfcheck.forms import MAX_MONTHS, MEASURES, Scope

NAMED = re.compile(r"\$(?:\w+\.)?(\w+)")
"""A parameter as a condition names it."""

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
            for path, words in quoted(statement, register):
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
            parameters = register.kind_of[item.kind].parameters
            for field in (name for name, parameter in parameters.items() if parameter.type in ("count", "year")):
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
    days = value.days if isinstance(value, Interval) else (value,) if isinstance(value, date) else ()
    issued, title = notice.document.issued, notice.document.title.zh
    return all(
        str(day.year) in quote
        or day.year == issued.year
        or f"{day.year}年" in canonical(title)
        or (day.year == issued.year + 1 and day.month < issued.month)
        for day in days
    )


def _shown(value: FactValue) -> str:
    return "/".join(value) if isinstance(value, tuple) and not isinstance(value, Interval) else str(value)


def _conditions(item: Material, place: Place, notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    listed = {
        question.id: ("true", "false") if question.kind == "yes_no" else tuple(value.id for value in question.values)
        for question in register.questions
        if question.kind in ("yes_no", "choice")
    }
    for key, values in item.when.items():
        if key == ROW:
            accepted = tuple(clause.id for clause in notice.clauses)
        elif key in listed:
            accepted = listed[key] or affiliations(notice, register)
        else:
            expected = f"a question of kind choice or yes_no, one of {', '.join(listed)}"
            yield places.key_problem((*place, key), expected, key)
            continue
        for number, value in enumerate(values):
            if value not in accepted:
                yield places.problem((*place, key, number), f"one of {', '.join(accepted)}", value)


def _requirements(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Affiliations are declared, a condition of a row stands beside the row, and what no case judges has a residual."""
    if any(identity(notice, register, places)):
        return
    declared = affiliations(notice, register)
    tables = {kind.id for kind in register.kinds if kind.table}
    stated: dict[str, list[JsonObject]] = {}
    for requirement in (item for clause in notice.clauses for item in clause.requirements):
        stated.setdefault(requirement.kind, []).append(requirement.model_dump())
    for at, clause in placed(notice):
        levels = any(item.kind in tables for item in clause.requirements)
        for number, item in enumerate(clause.requirements):
            place, kind = (*at, "requirements", number), register.kind_of[item.kind]
            for name, parameter in kind.parameters.items():
                values = getattr(item, name) or ()
                if parameter.type == "values" and not register.question_of[parameter.of_ or ""].values:
                    for position, value in enumerate(values):
                        if value not in declared:
                            yield places.problem((*place, name, position), f"one of {', '.join(declared)}", value)
            if kind.row and not levels:
                yield places.problem(
                    (*place, "kind"), f"a requirement of {', '.join(tables)} in the same clause", "none"
                )
            if kind.cases and not any(_tried(case, item) for case in kind.cases):
                given = " or ".join(name for case in kind.cases for name in case.given)
                yield places.problem(place, given, "neither")
            for expected, found in _measures(kind, item, stated, register):
                yield places.problem((*place, "kind"), expected, found)
            if item.either and any(case.every_year for case in kind.cases):
                yield places.problem((*place, "either"), "no mark where something is asked of every year", item.either)
            unread = _unread(kind, item, register)
            if unread and not clause.residual:
                expected = f"a residual in clause {clause.id}, since no case reads {', '.join(unread)}"
                yield places.problem((*place, "kind"), expected, "none")


def _tried(case: Case, item: Requirement) -> bool:
    """Whether the case is for requirements that state what this one does."""
    own = [name for name in case.given if "." not in name]
    return all(getattr(item, name, None) not in (None, False) for name in own)


def _measures(
    kind: Kind, item: Requirement, stated: dict[str, list[JsonObject]], register: Register
) -> Iterator[tuple[str, str]]:
    """What is expected and found where the time that a case measures cannot be, once all is added and taken off."""
    scope = Scope(item.model_dump(), kind.parameters, stated, frozenset(), register.question_of)
    for case in kind.cases:
        for name, bind in MEASURES.items():
            written = getattr(case, name)
            if written and _tried(case, item) and not any(map(scope.has, case.without)):
                try:
                    bind(written, scope)
                except InputError as error:
                    yield f"1 to {MAX_MONTHS} months in all", str(error).rpartition(" ")[2]


def _unread(kind: Kind, item: Requirement, register: Register) -> list[str]:
    """The numbers that the requirement states and no case looks at: they can only be said, not judged."""
    counts = [name for name, parameter in kind.parameters.items() if parameter.type == "count"]
    judging = [case for case in kind.cases if case.when or any(getattr(case, name) for name in MEASURES)]
    looked_at = {name for case in judging for name in case.given} | set(NAMED.findall(str(judging)))
    looked_at |= set(re.findall(rf"\${kind.id}\.(\w+)", str([other.cases for other in register.kinds])))
    return [name for name in counts if getattr(item, name) is not None and name not in looked_at]


def _judged(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Warns of a sentence that reads as a condition but is no requirement, material, residual or ``not_modelled``.

    Words that introduce the clauses below ("may not apply:") are judged by what these state.
    """
    judged = {clause.id: [s for _, s in statements(at, clause) if _judges(s)] for at, clause in placed(notice)}
    for at, clause in placed(notice):
        judging = judged[clause.id]
        below = any(stated for id_, stated in judged.items() if id_.startswith(f"{clause.id}."))
        quotes = [words for statement in judging for _, words in quoted(statement, register)]
        if any(words not in clause.zh for words in quotes):
            # These mistaken quotes may be meant for the very sentence that seems unjudged.
            continue
        for sentence in unjudged(clause.zh, quotes):
            if below and sentence.endswith("："):
                continue
            expected = f"a requirement, material, residual or not_modelled for each condition of clause {clause.id}"
            yield replace(places.problem((*at, "zh"), expected, sentence), level="warning")


def _judges(statement: object) -> bool:
    return not isinstance(statement, Fact) or statement.fact in JUDGED_FACTS


def _left_out(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """A ``not_modelled`` quote lies apart from every judged quote, or is part of one."""
    for at, clause in placed(notice):
        for number, item in enumerate(clause.not_modelled):
            for judged in (*(r.quote for r in clause.requirements), *(r.quote for r in clause.residual)):
                part = item.quote in judged and item.quote != judged
                if not part and overlap(clause.zh, item.quote, judged):
                    expected = f"words apart from {shown(judged)}, which is judged, or a part of them"
                    yield places.problem((*at, "not_modelled", number, "quote"), expected, item.quote)


STATED: dict[Check, RestsOn] = {
    _topics: RestsOn("topics", *STATEMENTS),
    _quotes: RestsOn("zh"),
    _values: RestsOn("zh", "issued", "title"),
    _requirements: RestsOn("requirements", "residual"),
    _judged: RestsOn("zh", *STATEMENTS),
    _left_out: RestsOn("zh"),
}

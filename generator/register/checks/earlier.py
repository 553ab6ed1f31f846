"""Checks of a notice beside earlier ones: what it amends, which days it lacks, what it asks no more."""

from collections.abc import Iterator
from dataclasses import replace

from generator.register.checks.placed import Check, RestsOn, placed
from generator.register.earlier import asked_before
from generator.register.model import Clause
from generator.register.notices import DAYS, Notice, Register, topic_of
from generator.register.places import Place, Places
from generator.register.problems import Problem, shown


def _amendments(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """An amendment names a clause of a notice in the register with an earlier day of issue."""
    for at, clause in placed(notice):
        for number, amendment in enumerate(clause.amends):
            place, earlier = (*at, "amends", number), register.notice(amendment.notice)
            if earlier is None or earlier.document.issued >= notice.document.issued:
                yield places.problem((*place, "notice"), "a notice of the register issued before", amendment.notice)
            elif amendment.clause not in {earlier_clause.id for earlier_clause in earlier.clauses}:
                yield places.problem((*place, "clause"), f"a clause of {amendment.notice}", amendment.clause)


def _days(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """A notice opens a round or amends another; where it should say its days is told by the notices that do."""
    if notice.opens_round or any(clause.amends for clause in notice.clauses):
        return
    expected = "a fact cutoff, or a fact window"
    if usual := _usual(notice, register):
        at, clause = usual
        found = f"none (usually where clause {clause.id} says {shown(clause.zh)})"
        yield replace(places.problem(at, expected, ""), found=found)
    elif earlier := register.round_before(notice):
        clause, fact = next((clause, fact) for clause, fact in earlier.facts if fact.fact in DAYS)
        found = f"none (clause {clause.id} of {earlier.id} has it: {shown(fact.quote)})"
        yield replace(places.problem(("clauses",), expected, ""), found=found)
    else:
        yield places.problem(("clauses",), expected, "none")


def _usual(notice: Notice, register: Register) -> tuple[Place, Clause] | None:
    """The clause on what the days of other notices belong to, cut-offs before windows."""
    for name in DAYS:
        topics = {
            topic_of(clause, fact) for other in register.notices for clause, fact in other.facts if fact.fact == name
        }
        for at, clause in placed(notice):
            if topics & set(clause.topics):
                return at, clause
    return None


def _dropped(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Warns of a requirement of the round before that this one neither has nor says to have dropped."""
    asked = {item.kind for clause in notice.clauses for item in clause.requirements}
    before = asked_before(register, notice.id) if notice.opens_round else {}
    dropped = notice.document.dropped
    for kind, earlier in before.items():
        if kind not in asked | set(dropped):
            expected = (
                f"the requirement {kind} of clause {earlier.clause} in {earlier.notice}, "
                f"or why it is asked no more under dropped.{kind}"
            )
            # Where the clauses begin; but it is the field for the reason that is missing.
            asked_about = places.problem(("clauses",), expected, "none")
            yield replace(asked_about, level="warning", fields=("dropped", kind))
    for kind in dropped:
        if kind in asked or kind not in before:
            expected = "under dropped only kinds that this notice has not and an earlier one had"
            yield replace(places.key_problem(("dropped", kind), expected, kind), level="warning")


EARLIER: dict[Check, RestsOn] = {
    _amendments: RestsOn("amends", "issued"),
    _days: RestsOn("facts", "topics", "amends", everywhere=True),
    _dropped: RestsOn("requirements", "facts", "issued", "dropped", everywhere=True),
}

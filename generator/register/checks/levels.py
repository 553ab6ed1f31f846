"""Checks of the level table that a notice's requirements make, as the analysis of a decision table reports it."""

from collections.abc import Iterator

from generator.register.checks.placed import Check, RestsOn, placed
from generator.register.model import Clause, LevelRows, Requirement
from generator.register.notices import Notice, Register
from generator.register.places import Place, Places
from generator.register.problems import Problem

type Row = tuple[Place, Clause, Requirement, LevelRows]


def _rows(notice: Notice, register: Register) -> list[Row]:
    tables = {kind.id: kind.table for kind in register.kinds if kind.table}
    return [
        ((*at, "requirements", number), clause, item, table)
        for at, clause in placed(notice)
        for number, item in enumerate(clause.requirements)
        if (table := tables.get(item.kind))
    ]


def _overlaps(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Two rows for one education and one title need the notice's word that either is enough."""
    rows = _rows(notice, register)
    for later, (place, clause, item, table) in enumerate(rows):
        for _, before, other, _ in rows[:later]:
            shared = [value for value in _stated(item, table.in_) if value in _stated(other, table.in_)]
            same = getattr(item, table.title[1:]) == getattr(other, table.title[1:])
            if shared and same and (item.either is None or item.either != other.either):
                title = getattr(item, table.title[1:])
                expected = f"one row for {', '.join(shared)} and {title}, or the same mark under either in both"
                yield places.problem(place, expected, f"rows in clauses {before.id} and {clause.id}")


def _gaps(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Education between the lowest and the highest that the rows admit is admitted, counted, left open or left out."""
    rows = _rows(notice, register)
    if not rows:
        return
    place, _, _, table = rows[0]
    order = [value.id for value in register.question_of[table.answer].values]
    admitted = {value for *_, item, _ in rows for value in _stated(item, table.in_)}
    named = admitted | {value for *_, item, _ in rows for value in _stated(item, table.leaves_out)}
    named |= {value for *_, item, _ in rows for value in _stated(item, table.open)}
    for kind in (kind for kind in register.kinds if kind.counts and not kind.counts.when):
        for clause in notice.clauses:
            for item in (item for item in clause.requirements if item.kind == kind.id):
                named |= set(_stated(item, kind.counts.as_ if kind.counts else None))
    between = [at for at, value in enumerate(order) if value in admitted]
    missing = [value for value in order[min(between) : max(between)] if value not in named] if between else []
    if missing:
        expected = (
            f"rows for all education between {order[min(between)]} and {order[max(between)]}, or what they leave out"
        )
        yield places.problem(place, expected, f"no row for {', '.join(missing)}")


def _stated(item: Requirement, name: str | None) -> tuple[str, ...]:
    """The values of the parameter that ``$name`` stands for; none where the requirement leaves it out."""
    value = getattr(item, name[1:], None) if name else None
    if value is None:
        return ()
    if isinstance(value, tuple | dict):
        return tuple(value)
    # Left open: the values, then the words.
    values: tuple[str, ...] = next(iter(dict(value).values()))
    return values


LEVELS: dict[Check, RestsOn] = {
    _overlaps: RestsOn("requirements", everywhere=True),
    _gaps: RestsOn("requirements", everywhere=True),
}

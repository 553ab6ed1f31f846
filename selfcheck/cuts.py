"""Sorts the values of every answer, days and numbers included, into the few classes that a notice's conditions make."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date

from .answers import TYPE_CHECKING, YEARS, Json, Question
from .dates import Month
from .forms import Leaf

if TYPE_CHECKING:
    from .notice import Notice
    from .opening import Opening

FIRST: dict[str, Json] = {"date": date(YEARS[0], 1, 1), "year": YEARS[0], "number": 0}
"""The smallest value of each kind of question whose values have an order."""


class Cut:
    """The classes of an answer's values.

    ``values`` has one value of each class, ``sizes`` how many values each has, and ``place`` gives the class number of
    a value. An interval of days, years or numbers counts as one value.
    """

    __slots__ = ("place", "sizes", "values")

    def __init__(self, values: Sequence[Json], sizes: Sequence[int], place: Callable[[Json], int]) -> None:
        self.values = values
        self.sizes = sizes
        self.place = place

    def places(self, value: Json) -> Sequence[int]:
        """The classes that an answer leaves possible: all while it is open, some for a month without its day."""
        if value is None:
            return range(len(self.values))
        if isinstance(value, Month):
            return range(self.place(value.first), self.place(value.last) + 1)
        return (self.place(value),)


def cut_answers(notice: "Notice") -> dict[str, Cut]:
    """The cut of every question.

    Two answers that a rule measures together have no classes of their own: which years of one matter depends on the
    other. The few values here suffice: whatever the other answer, they reach every finding any value reaches, and every
    change between findings.
    """
    leaves: dict[str, list[Leaf]] = {}
    for leaf in (
        *(notice.table.leaves if notice.table else ()),
        *(leaf for rule in notice.rules for leaf in rule.leaves),
    ):
        leaves.setdefault(leaf.key, []).append(leaf)
    for item in notice.materials:
        for key, values in item.when.items():
            leaves.setdefault(key, []).append(_listed(key, values))
    cuts = {}
    for key, question in notice.questions.items():
        read = leaves.get(key, [])
        cuts[key] = _cut_choice(question, read, notice) if question.all_values else _cut_order(question, read, notice)
    for rule in notice.rules:
        if rule.joint:
            since, every = rule.joint
            last = notice.opening.first.year
            cuts[since] = _cut_each([date(year, 1, 1) for year in (YEARS[0], last, last + 1)])
            cuts[every] = _cut_each([frozenset(range(YEARS[0], end)) for end in (YEARS[0], last, last + 1)])
    return cuts


def _listed(key: str, values: list[Json]) -> Leaf:
    return Leaf(key, lambda value, opening: value in values)


def _cut_choice(question: Question, leaves: list[Leaf], notice: "Notice") -> Cut:
    classes: dict[Hashable, list[Json]] = {}
    for value in question.all_values:
        classes.setdefault(tuple(leaf.sign(value, notice.opening) for leaf in leaves), []).append(value)
    number = {value: at for at, alike in enumerate(classes.values()) for value in alike}
    return Cut([alike[0] for alike in classes.values()], [len(alike) for alike in classes.values()], number.__getitem__)


def _cut_order(question: Question, leaves: list[Leaf], notice: "Notice") -> Cut:
    """The cut into intervals, each from one value up to the next; years that nothing measures are one class."""
    if question.kind == "years":
        return _cut_each([frozenset()])
    first, opening = FIRST[question.kind], notice.opening
    near = {border for leaf in leaves if leaf.borders for border in leaf.borders(opening) if border > first}
    return _cut_at(list(_starts(first, sorted(near), leaves, opening)))


def _starts(first: Json, near: Iterable[Json], leaves: list[Leaf], opening: "Opening") -> Iterable[Json]:
    yield first
    before = [leaf.sign(first, opening) for leaf in leaves]
    for value in near:
        now = [leaf.sign(value, opening) for leaf in leaves]
        if now != before:
            yield value
        before = now


def _cut_each(values: Sequence[Json]) -> Cut:
    return Cut(values, [1] * len(values), lambda value: values.index(value) if value in values else 0)


def _cut_at(starts: Sequence[Json]) -> Cut:
    """The cut into intervals, each from one start up to the next."""
    return Cut(starts, [1] * len(starts), lambda value: sum(start <= value for start in starts) - 1)

"""Sorts the values of every answer, dates and years included, into the few classes a notice distinguishes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from .answers import ANSWERS, YEARS, Json, JsonObject
from .dates import add_months
from .notice import Notice
from .rules import time_in_post

type Lists = list[list[Json] | JsonObject]

LISTED = ("affiliation", "foreign_document", "status", "series", "education", "school")
"""Choices rules only look up in the notice's lists: values that all lists treat alike form one class."""


class Cut:
    """The classes of an answer's values.

    ``values`` has one value of each class, ``sizes`` how many values each has, and ``place`` gives the class number of
    a value. An interval of dates or years counts as one value.
    """

    __slots__ = ("place", "sizes", "values")

    def __init__(self, values: Sequence[Json], sizes: Sequence[int], place: Callable[[Json], int]) -> None:
        self.values = values
        self.sizes = sizes
        self.place = place


def cut_answers(notice: Notice) -> dict[str, Cut]:
    """The cut of every key of ``ANSWERS``.

    ``working_since`` and ``courses`` have no classes of their own: which years of one matter depends on the other.
    The few values here suffice: whatever the other answer, they reach every finding any value reaches, and every
    change between findings.
    """
    lists = list(_lists(notice))
    cuts = {key: _cut_choice(notice, key, lists) for key, answer in ANSWERS.items() if answer.kind == "choice"}
    cuts |= {key: _cut_each([True, False]) for key, answer in ANSWERS.items() if answer.kind == "bool"}
    months = sorted({requirement["months"] for requirement in notice.all("probation")})
    cuts["post_since"] = _cut_at(days_that_matter(notice.cutoff, months))
    cuts["education_year"] = _cut_at([YEARS[0], *sorted({cohort["from_year"] for cohort in notice.all("cohort")})])
    last = notice.cutoff.year
    cuts["working_since"] = _cut_each([date(year, 1, 1) for year in (YEARS[0], last, last + 1)])
    cuts["courses"] = _cut_each([frozenset(range(YEARS[0], end)) for end in (YEARS[0], last, last + 1)])
    return cuts


def _cut_choice(notice: Notice, key: str, lists: Lists) -> Cut:
    values = ANSWERS[key].values or tuple(notice.affiliations)
    if key not in LISTED:
        return _cut_each(values)
    classes: dict[tuple[object, ...], list[str]] = {}
    for value in values:
        alike = tuple(entries.get(value) if isinstance(entries, dict) else value in entries for entries in lists)
        classes.setdefault(alike, []).append(value)
    number = {value: at for at, alike in enumerate(classes.values()) for value in alike}
    return Cut([alike[0] for alike in classes.values()], [len(alike) for alike in classes.values()], number.__getitem__)


def _lists(notice: Notice) -> Iterator[list[Json] | JsonObject]:
    """Every list of values and every mapping from values in the notice's requirements and materials."""
    parts = [requirement for requirements in notice.requirements.values() for requirement in requirements]
    parts += [item.get("when", {}) for item in notice.materials]
    for part in parts:
        for inner in part.values():
            if isinstance(inner, dict):
                parts.append(inner)
                yield inner
            elif isinstance(inner, list):
                yield inner


def _cut_each(values: Sequence[Json]) -> Cut:
    return Cut(values, [1] * len(values), values.index)


def _cut_at(starts: Sequence[Json]) -> Cut:
    """The cut into intervals, each from one start up to the next."""
    return Cut(starts, [1] * len(starts), lambda value: sum(start <= value for start in starts) - 1)


def days_that_matter(cutoff: date, counts: Iterable[int]) -> list[date]:
    """The first day of all, and each start in the post from which one of ``counts`` months has another status."""
    # Months differ by at most three days, so all changes lie within a week after the day counted back.
    near = {add_months(cutoff, -count) + timedelta(days=days) for count in counts for days in range(8)}
    starts = [date(YEARS[0], 1, 1)]
    before: list[str] | None = None
    for day in sorted(near):
        now = [time_in_post(add_months(day, count), cutoff) for count in counts]
        if before not in (None, now):
            starts.append(day)
        before = now
    return starts

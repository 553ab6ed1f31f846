"""Lays out what follows from answers in few branches, for one notice or for two at once.

With two, time counts to each one's own cut-off, so that a branch may stand for other days under each.
"""

from collections import namedtuple
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from itertools import permutations, product

from generator.decisions.classes import (
    EachYear,
    Notices,
    Reach,
    Reached,
    Stood,
    axis_of,
)
from selfcheck.answers import YEARS, Answers
from selfcheck.forms import Leaf
from selfcheck.levels import Level
from selfcheck.notice import Notice

STANDINGS = ("complete", "last", "before", "later")

ROW = ""
"""In a sample's answers, the row of the level table by which the applicant stands there."""

type Sample = tuple[Answers, ...]
"""Answers of one class, for each notice its own."""


class Axis(namedtuple("Axis", "samples condition")):
    """Answers to be split by: samples of each class, and the condition that some of the classes make."""

    __slots__ = ()


class Branch(namedtuple("Branch", "conditions result grounds")):
    """All ``conditions`` together lead to ``result``; ``grounds`` are what it stands on, somewhere in the branch."""

    __slots__ = ()


type Find = Callable[[Sample], tuple[Hashable, Hashable]]
"""What a sample leads to: its result, and what that stands on."""


def lay_out(notices: Notices, keys: tuple[str, ...], find: Find, by_row: bool = False) -> list[Branch]:
    """The branches to which ``find`` comes over all answers to ``keys``, in the order of keys that gives the fewest.

    Where other answers count too, what the level table reads is told by the title to which it leads, if that says all.
    ``by_row``: where an education has several rows, each has branches of its own.
    """
    blank: Sample = ({},) * len(notices)
    joint = next((r.joint for n in notices for r in n.rules if r.joint and set(r.joint) <= set(keys)), ())
    level = notices[0].table.reads if notices[0].table and set(notices[0].table.reads) <= set(keys) else ()
    axes = [_axis(notices, key) for key in keys if key not in (*joint, *level)]
    if joint:
        axes.append(_years_axis(notices, joint))
    if level:
        several = by_row and any(len(levels) > 1 for levels in _levels(notices, level).values())
        # Where answers have several rows no further axis tells them apart: what follows must.
        others = list(axes)
        apart = (lambda sample: _told(_split(others, find, _with(blank, sample)))) if several else lambda _: None
        reached = _level_axis(notices, level, apart)
        together = several or (axes and _says_all(reached, axes, find, blank))
        axes += [reached] if together else [_axis(notices, key) for key in level]
    return min((_split(order, find, blank) for order in permutations(axes)), key=len)


def _axis(notices: Notices, key: str) -> Axis:
    times = [leaf for n in notices for rule in n.rules for leaf in rule.leaves if leaf.key == key and leaf.months]
    if times and (len(notices) > 1 or notices[0].opening.cutoff is None):
        return _standings_axis(notices, key, times)
    axis = axis_of(notices, key)
    return Axis(tuple((({key: value},) * len(notices),) for value in axis.values), axis.condition)


def _standings_axis(notices: Notices, key: str, times: list[Leaf]) -> Axis:
    days = [_standings(notice, times) for notice in notices]
    standings = [standing for standing in days[0] if all(standing in others for others in days)]
    return Axis(
        tuple((tuple({key: own[standing]} for own in days),) for standing in standings),
        lambda places: Stood(key, tuple(standings[place] for place in places)),
    )


def _standings(notice: Notice, times: list[Leaf]) -> dict[tuple[tuple[int, str], ...], date]:
    """How times can stand when time is counted, by their months, with a day since when they stand so."""
    opening = notice.opening
    near = {day for leaf in times if leaf.borders for day in leaf.borders(opening)}
    found: dict[tuple[tuple[int, str], ...], date] = {}
    for day in sorted({date(YEARS[0], 1, 1), *near}):
        found.setdefault(tuple(sorted({(leaf.months or 0, str(leaf.sign(day, opening))) for leaf in times})), day)
    return found


def _years_axis(notices: Notices, keys: tuple[str, ...]) -> Axis:
    ways = [_ways(notice, keys) for notice in notices]
    samples = tuple((tuple(own[standing] for own in ways),) for standing in STANDINGS)
    first, last = (first_year(notices[0]), notices[0].opening.first.year) if len(notices) == 1 else (None, None)
    return Axis(samples, lambda places: EachYear(keys, tuple(STANDINGS[place] for place in places), first, last))


def _ways(notice: Notice, keys: tuple[str, ...]) -> dict[str, Answers]:
    """Answers for each way in which the years can stand."""
    start, last = date(YEARS[0], 1, 1), notice.opening.first.year
    ends = {"complete": last + 1, "last": last, "before": YEARS[0]}
    ways = {name: (start, frozenset(range(YEARS[0], end))) for name, end in ends.items()}
    ways["later"] = (date(last + 1, 1, 1), frozenset())
    return {name: dict(zip(keys, answers, strict=True)) for name, answers in ways.items()}


def first_year(notice: Notice) -> int | None:
    """The first year for which the notice asks something of every year; None if no year is too early."""
    return next((rule.joint_from for rule in notice.rules if rule.joint_from), None)


def _levels(notices: Notices, keys: tuple[str, ...]) -> dict[tuple[str, ...], list[tuple[Level, ...]]]:
    """For all answers to ``keys`` the rows that they open, side by side for the notices."""
    found = {}
    for values in product(*(notices[0].questions[key].all_values for key in keys)):
        answers = dict(zip(keys, values, strict=True))
        sides = [notice.levels({**dict.fromkeys(notice.questions), **answers}) for notice in notices]
        rows = max(map(len, sides))
        found[values] = list(zip(*([*side, *[side[-1]] * (rows - len(side))] for side in sides), strict=True))
    return found


def _level_axis(notices: Notices, keys: tuple[str, ...], apart: Callable[[Sample], Hashable]) -> Axis:
    """Classes by what the level table makes of answers: one word for many of them.

    Samples that ``apart`` takes otherwise are kept apart.
    """
    found: dict[tuple[Hashable, ...], dict[tuple[str, ...], tuple[Level, ...]]] = {}
    for values, rows in _levels(notices, keys).items():
        for row in rows:
            sample = tuple({**dict(zip(keys, values, strict=True)), ROW: level} for level in row)
            found.setdefault((*_agreed(row), apart(sample)), {})[values] = row
    reaches = [Reach(state, title, clause, tuple(alike)) for (state, title, clause, *_), alike in found.items()]
    samples = tuple(
        tuple(
            tuple({**dict(zip(keys, values, strict=True)), ROW: level} for level in row)
            for values, row in alike.items()
        )
        for alike in found.values()
    )

    def condition(places: Sequence[int]) -> Reached:
        others = (reach for place, reach in enumerate(reaches) if place not in places)
        return Reached(keys, tuple(reaches[place] for place in places), tuple(others))

    return Axis(samples, condition)


def _agreed(levels: tuple[Level, ...]) -> tuple[str, str | None, str | None]:
    """State, title and clause of one notice's row, or state and title where two notices' agree."""
    first = levels[0]
    if any((level.state, level.title) != (first.state, first.title) for level in levels):
        return "differs", None, None
    clause = first.row["clause"] if first.row and first.state == "known" and len(levels) == 1 else None
    return first.state, first.title, clause


def _says_all(axis: Axis, others: list[Axis], find: Find, given: Sample) -> bool:
    """Whether no two samples of a class of ``axis`` lead to different branches."""
    return all(
        len({_told(_split(others, find, _with(given, sample))) for sample in alike}) == 1 for alike in axis.samples
    )


def _told(branches: list[Branch]) -> Hashable:
    return tuple((branch.conditions, branch.result) for branch in branches)


def _split(axes: Sequence[Axis], find: Find, given: Sample) -> list[Branch]:
    """The branches below ``given``; values that lead to the same branches share one."""
    if not axes:
        result, ground = find(given)
        return [Branch((), result, (ground,))]
    axis, *rest = axes
    groups: dict[Hashable, tuple[list[int], list[list[Branch]]]] = {}
    for place, (sample, *_) in enumerate(axis.samples):
        below = _split(rest, find, _with(given, sample))
        places, trees = groups.setdefault(_told(below), ([], []))
        places.append(place)
        trees.append(below)
    return [
        Branch(
            (*(() if len(groups) == 1 else (axis.condition(places),)), *alike[0].conditions),
            alike[0].result,
            tuple(dict.fromkeys(ground for branch in alike for ground in branch.grounds)),
        )
        for places, trees in groups.values()
        for alike in zip(*trees, strict=True)
    ]


def _with(given: Sample, sample: Sample) -> Sample:
    return tuple({**known, **more} for known, more in zip(given, sample, strict=True))

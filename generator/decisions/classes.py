"""Splits answers into the classes that rules tell apart, and lays out what follows from them in few branches.

One notice, or two at once: then a class is of answers that neither tells apart, and time counts to each one's cut-off.
"""

from collections import namedtuple
from collections.abc import Callable, Hashable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import permutations, product

from generator.decisions.answer_words import Day
from selfcheck.answers import ANSWERS, YEARS, Answers, Json
from selfcheck.cuts import Cut, cut_answers, days_that_matter
from selfcheck.dates import add_months
from selfcheck.levels import LEVEL, Level, level_of
from selfcheck.notice import Notice
from selfcheck.rules import continuing_education, time_in_post

type Sample = tuple[Answers, ...]
"""Answers of one class, for each notice its own."""

COURSES = continuing_education.reads
STANDINGS = ("complete", "last", "before", "later")


# Conditions


class Chosen(namedtuple("Chosen", "key values others")):
    """The answer to ``key`` is one of ``values``; ``others`` are all that it is not."""

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        return answers[self.key] in self.values


class Within(namedtuple("Within", "key spans")):
    """The answer to ``key`` is in one of the spans of days or years: first and last, None where it has no such end."""

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        return any(
            (first is None or first <= answers[self.key]) and (last is None or answers[self.key] <= last)
            for first, last in self.spans
        )


class InPost(namedtuple("InPost", "standings")):
    """At each notice's own cut-off the time in post stands in one of these ways: months asked, and their status."""

    __slots__ = ()


class Courses(namedtuple("Courses", "standings first last")):
    """How the years with a passed course relate to the years in work.

    The years run from the start of work, but not before ``first`` if given, to ``last``, the cut-off's year. Standings:
    ``complete``, no year is missing; ``last``, only the last is; ``before``, an earlier one is; ``later``, work began
    after the last. With two notices, each has its own first and last year, and neither is given here.
    """

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        since, passed = (answers[key] for key in COURSES)
        return self.standing(max(since.year, self.first or since.year), passed) in self.standings

    def standing(self, start: int, passed: frozenset[int]) -> str:
        if start > self.last:
            return "later"
        if any(year not in passed for year in range(start, self.last)):
            return "before"
        return "complete" if self.last in passed else "last"


class Reach(namedtuple("Reach", "state title clause pairs")):
    """What educations and completions (``pairs``) lead to: state of ``level_of``, title and clause where there is one.

    The state is ``differs``, and there is no clause, where two notices are looked at and do not agree.
    """

    __slots__ = ()


class Reached(namedtuple("Reached", "levels others")):
    """Education and completion together lead to one of ``levels``; ``others`` are all to which they do not."""

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        return any(tuple(answers[key] for key in LEVEL) in level.pairs for level in self.levels)


type Condition = Chosen | Within | InPost | Courses | Reached


# Axes


class Axis(namedtuple("Axis", "samples condition")):
    """Answers to be split by: samples of each class, and the condition that some of the classes make."""

    __slots__ = ()


def _axis(notices: tuple[Notice, ...], key: str) -> Axis:
    if key == "post_since":
        return _days_axis(notices, key)
    if ANSWERS[key].kind == "year":
        return _years_axis(notices, key)
    return _choice_axis(notices, key)


@lru_cache(maxsize=8)
def _cuts(notice: Notice) -> dict[str, Cut]:
    """The notice's cut of every answer, kept for the notices that are being laid out."""
    return cut_answers(notice)


def _choice_axis(notices: tuple[Notice, ...], key: str) -> Axis:
    cuts = [_cuts(notice)[key] for notice in notices]
    classes: dict[Hashable, list[object]] = {}
    values = _values(notices, key)
    for value in values:
        classes.setdefault(tuple(cut.place(value) for cut in cuts), []).append(value)
    members = list(classes.values())

    def condition(places: Sequence[int]) -> Chosen:
        chosen = {value for place in places for value in members[place]}
        return Chosen(
            key,
            tuple(value for value in values if value in chosen),
            tuple(value for value in values if value not in chosen),
        )

    return Axis(tuple((({key: alike[0]},) * len(notices),) for alike in members), condition)


def _values(notices: tuple[Notice, ...], key: str) -> tuple[object, ...]:
    if ANSWERS[key].kind == "bool":
        return (True, False)
    if ANSWERS[key].values:
        return ANSWERS[key].values
    return tuple(place for place in notices[0].affiliations if all(place in other.affiliations for other in notices))


def _years_axis(notices: tuple[Notice, ...], key: str) -> Axis:
    starts = sorted({start for notice in notices for start in cut_answers(notice)[key].values})
    return _spans_axis(notices, key, starts, 1)


def _days_axis(notices: tuple[Notice, ...], key: str) -> Axis:
    if len(notices) == 1:
        return _spans_axis(notices, key, cut_answers(notices[0])[key].values, timedelta(days=1))
    months = sorted({requirement["months"] for notice in notices for requirement in notice.all("probation")})
    days = [_standings(notice.cutoff, months) for notice in notices]
    standings = [standing for standing in days[0] if all(standing in others for others in days)]
    return Axis(
        tuple((tuple({key: own[standing]} for own in days),) for standing in standings),
        lambda places: InPost(tuple(standings[place] for place in places)),
    )


def _standings(cutoff: date, months: list[int]) -> dict[tuple[tuple[int, str], ...], date]:
    """How the times of ``months`` can stand at the cut-off, with a day in post since when they stand so."""
    days = days_that_matter(cutoff, months)
    return {tuple((count, time_in_post(add_months(day, count), cutoff)) for count in months): day for day in days}


def _spans_axis(notices: tuple[Notice, ...], key: str, starts: Sequence[Json], step: Json) -> Axis:
    ends = [*(start - step for start in starts[1:]), None]
    spans = [(start if at else None, end) for at, (start, end) in enumerate(zip(starts, ends, strict=True))]

    def condition(places: Sequence[int]) -> Within:
        joined: list[tuple[Day, Day]] = []
        for before, place in zip((-2, *places), places, strict=False):
            if place == before + 1:
                joined[-1] = (joined[-1][0], spans[place][1])
            else:
                joined.append(spans[place])
        return Within(key, tuple(joined))

    return Axis(tuple((({key: start},) * len(notices),) for start in starts), condition)


def _courses_axis(notices: tuple[Notice, ...]) -> Axis:
    ways = [_ways(notice) for notice in notices]
    samples = tuple((tuple(own[standing] for own in ways),) for standing in STANDINGS)
    first, last = (first_year(notices[0]), notices[0].cutoff.year) if len(notices) == 1 else (None, None)
    return Axis(samples, lambda places: Courses(tuple(STANDINGS[place] for place in places), first, last))


def _ways(notice: Notice) -> dict[str, Answers]:
    """Start of work and courses for each way in which they can stand."""
    start, last = date(YEARS[0], 1, 1), notice.cutoff.year
    ends = {"complete": last + 1, "last": last, "before": YEARS[0]}
    ways = {name: (start, frozenset(range(YEARS[0], end))) for name, end in ends.items()}
    ways["later"] = (date(last + 1, 1, 1), frozenset())
    return {name: dict(zip(COURSES, answers, strict=True)) for name, answers in ways.items()}


def first_year(notice: Notice) -> int | None:
    """The first year for which the notice asks a course, from its rule; None if no year is too early."""
    finding = continuing_education(notice, _ways(notice)["complete"])
    first = finding.values.get("first", YEARS[0]) if finding else YEARS[0]
    return None if first == YEARS[0] else first


def _level_axis(notices: tuple[Notice, ...]) -> Axis:
    """Classes by the title that education and completion lead to: one word for many pairs of answers."""
    found: dict[tuple[str, str | None, str | None], list[tuple[str, ...]]] = {}
    for pair in product(*(ANSWERS[key].values for key in LEVEL)):
        levels = [level_of(notice, dict(zip(LEVEL, pair, strict=True))) for notice in notices]
        found.setdefault(_agreed(levels), []).append(pair)
    reaches = [Reach(*level, tuple(pairs)) for level, pairs in found.items()]
    samples = tuple(
        tuple((dict(zip(LEVEL, pair, strict=True)),) * len(notices) for pair in reach.pairs) for reach in reaches
    )

    def condition(places: Sequence[int]) -> Reached:
        others = (reach for place, reach in enumerate(reaches) if place not in places)
        return Reached(tuple(reaches[place] for place in places), tuple(others))

    return Axis(samples, condition)


def _agreed(levels: list[Level]) -> tuple[str, str | None, str | None]:
    """State, title and clause of one notice's level, or state and title where two notices' agree."""
    first = levels[0]
    if any((level.state, level.title) != (first.state, first.title) for level in levels):
        return "differs", None, None
    clause = first.requirement["clause"] if first.requirement and first.state == "known" and len(levels) == 1 else None
    return first.state, first.title, clause


# Branches


class Branch(namedtuple("Branch", "conditions result grounds")):
    """All ``conditions`` together lead to ``result``; ``grounds`` are what it stands on, somewhere in the branch."""

    __slots__ = ()


type Find = Callable[[Sample], tuple[Hashable, Hashable]]
"""What a sample leads to: its result, and what that stands on."""


def lay_out(notices: tuple[Notice, ...], keys: tuple[str, ...], find: Find) -> list[Branch]:
    """The branches to which ``find`` comes over all answers to ``keys``, in the order of keys that gives the fewest.

    Where other answers count too, education and completion are told by the title to which they lead, if that says all.
    """
    blank: Sample = ({},) * len(notices)
    joint = [group for group in (COURSES, LEVEL) if set(group) <= set(keys)]
    axes = [_axis(notices, key) for key in keys if not any(key in group for group in joint)]
    if COURSES in joint:
        axes.append(_courses_axis(notices))
    if LEVEL in joint:
        level = _level_axis(notices)
        apart = [_axis(notices, key) for key in LEVEL]
        axes += [level] if axes and _says_all(level, axes, find, blank) else apart
    return min((_split(order, find, blank) for order in permutations(axes)), key=len)


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

"""Cuts answers into the classes that one notice's conditions make, or two notices' together, and says what they are.

Loads in the browser: the standard library and ``selfcheck`` alone.
"""

from collections import namedtuple
from collections.abc import Callable, Hashable, Sequence
from datetime import date, timedelta
from math import floor

from generator.decisions.answer_words import Day
from selfcheck.answers import YEARS, Answers, Json
from selfcheck.diagram import space_of
from selfcheck.notice import Notice

type Notices = tuple[Notice, ...]
type Span = tuple[Day, Day]
"""First and last day, year or number; None where that side is open."""


# Conditions


class Chosen(namedtuple("Chosen", "key values others")):
    """The answer to ``key`` is one of ``values``; ``others`` are all that it is not."""

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        return answers[self.key] in self.values


class Within(namedtuple("Within", "key spans kind")):
    """The answer to ``key`` is in one of the spans of days, years or numbers, as the question's ``kind`` says."""

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        return any(_is_in(answers[self.key], span) for span in self.spans)


class Stood(namedtuple("Stood", "key standings")):
    """When each notice counts time, what is asked of the answer to ``key`` stands in one of these ways.

    A standing has the months asked, each with its status.
    """

    __slots__ = ()


class Missed(namedtuple("Missed", "key since spans")):
    """``key`` lacks some year of the spans, at or after the year of the answer to ``since``."""

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        years = range(answers[self.since].year, YEARS[1] + 1)
        return any(year not in answers[self.key] and any(_is_in(year, span) for span in self.spans) for year in years)


class EachYear(namedtuple("EachYear", "keys standings first last")):
    """How the years of the second key relate to those since the first.

    The years run from the first answer's, but not before ``first`` if given, to ``last``, the cut-off's year.
    Standings: ``complete``, no year is missing; ``last``, only the last is; ``before``, an earlier one is; ``later``,
    the first answer comes after the last. With two notices, each has its own first and last year, and neither is given.
    """

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        since, passed = (answers[key] for key in self.keys)
        return self._standing(max(since.year, self.first or since.year), passed) in self.standings

    def _standing(self, start: int, passed: frozenset[int]) -> str:
        if start > self.last:
            return "later"
        if any(year not in passed for year in range(start, self.last)):
            return "before"
        return "complete" if self.last in passed else "last"


class Reach(namedtuple("Reach", "state title clause answers")):
    """What the level table makes of ``answers``, values of the keys it reads: state, title and clause of a row.

    The state is ``differs``, and there is no clause, where two notices are looked at and do not agree.
    """

    __slots__ = ()


class Reached(namedtuple("Reached", "keys levels others")):
    """The answers to ``keys`` lead to one of ``levels``; ``others`` are all to which they do not."""

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        return any(tuple(answers[key] for key in self.keys) in level.answers for level in self.levels)


type Condition = Chosen | Within | Stood | Missed | EachYear | Reached


def _is_in(value: Json, span: Span) -> bool:
    first, last = span
    return (first is None or first <= value) and (last is None or value <= last)


# Axes


class Axis(namedtuple("Axis", "key values condition")):
    """One answer by which applicants are split: a value of each class, and the condition that some classes make."""

    __slots__ = ()


def axis_of(notices: Notices, key: str) -> Axis:
    """The classes of one answer that the notices treat alike."""
    question = notices[0].questions[key]
    cuts = [space_of(notice).cuts[key] for notice in notices]
    if question.all_values:
        values = [v for v in question.all_values if all(v in n.questions[key].all_values for n in notices)]
        return choice_axis(key, values, [cut.place for cut in cuts])
    starts = sorted({start for cut in cuts for start in cut.values})
    return spans_axis(key, starts, lambda spans: Within(key, spans, question.kind))


def choice_axis(key: str, values: Sequence[Json], places: Sequence[Callable[[Json], Hashable]]) -> Axis:
    """Values in classes that all of ``places`` take alike."""
    classes: dict[Hashable, list[Json]] = {}
    for value in values:
        classes.setdefault(tuple(place(value) for place in places), []).append(value)
    members = list(classes.values())

    def condition(chosen: Sequence[int]) -> Chosen:
        held = {value for place in chosen for value in members[place]}
        return Chosen(
            key,
            tuple(value for value in values if value in held),
            tuple(value for value in values if value not in held),
        )

    return Axis(key, tuple(alike[0] for alike in members), condition)


def spans_axis(key: str, starts: Sequence[Json], make: Callable[[tuple[Span, ...]], Condition]) -> Axis:
    """Spans from one start up to the next. The first has no start: the last value before the next stands for it."""
    step = timedelta(days=1) if isinstance(starts[0], date) else 1
    # A span of all numbers above a whole one starts with a float: the whole number ends the span before it.
    ends: list[Day] = [float(floor(start)) if isinstance(start, float) else start - step for start in starts[1:]]
    spans: list[Span] = list(zip([None, *starts[1:]], [*ends, None], strict=True))

    def condition(chosen: Sequence[int]) -> Condition:
        joined: list[Span] = []
        before = None
        for place in chosen:
            if joined and place - 1 == before:
                joined[-1] = (joined[-1][0], spans[place][1])
            else:
                joined.append(spans[place])
            before = place
        return make(tuple(joined))

    return Axis(key, (*(ends or starts)[:1], *starts[1:]), condition)


def axes_of(notices: Notices) -> dict[str, Axis]:
    """An axis for each answer that a rule reads, for judging the same answers by all notices.

    Of two answers that a rule measures together, the first is cut at the years in which the notices ask differently,
    and each class of the second lacks one of those years, or none.
    """
    joint = dict.fromkeys(rule.joint for notice in notices for rule in notice.rules if rule.joint)
    together = {key for keys in joint for key in keys}
    read = dict.fromkeys(key for key in notices[0].questions if any(key in r.reads for n in notices for r in n.rules))
    axes = {key: axis_of(notices, key) for key in read if key not in together}
    for since, every in joint:
        starts = _years_apart(notices)
        axes[since] = spans_axis(since, [date(year, 1, 1) for year in starts], _days(since))
        axes[every] = _lacking_axis(every, since, starts)
    return {key: axes[key] for key in read}


def _days(key: str) -> Callable[[tuple[Span, ...]], Condition]:
    return lambda spans: Within(key, spans, "date")


def _lacking_axis(key: str, since: str, starts: list[int]) -> Axis:
    """No year lacks, or one in a span of years."""
    whole = frozenset(range(YEARS[0], starts[-1]))
    spans = spans_axis(key, starts, lambda spans: Missed(key, since, spans))
    values = whole, *(whole - {start - 1} for start in starts[1:])
    return Axis(key, values, lambda chosen: spans.condition([place - 1 for place in chosen]))


def _years_apart(notices: Notices) -> list[int]:
    """First years of the spans within which all notices ask the same; the last span begins after every cut-off."""
    starts = {YEARS[0]}
    for notice in notices:
        last = notice.opening.first.year
        starts |= {last, last + 1}
        starts |= {rule.joint_from for rule in notice.rules if rule.joint_from}
    end = max(notice.opening.first.year for notice in notices) + 1
    return sorted(year for year in starts if YEARS[0] <= year <= end)

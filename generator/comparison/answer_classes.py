"""Cuts answers into classes that both notices treat alike, and states the condition that some of the classes make.

Both notices judge the same answers, so days and years are cut at the boundaries of both. Loads in the browser: the
standard library and ``selfcheck`` alone.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from generator.decisions.answer_words import Day
from selfcheck.answers import ANSWERS, YEARS, Answers, Json
from selfcheck.cuts import Cut, cut_answers
from selfcheck.notice import Notice

type Notices = tuple[Notice, Notice]
type Span = tuple[Day, Day]
"""First and last day or year; None where that side is open."""


# Conditions


class Chosen:
    """The answer to ``key`` is one of ``values``; ``others`` are all other values."""

    __slots__ = ("key", "others", "values")

    def __init__(self, key: str, values: tuple[Json, ...], others: tuple[Json, ...]) -> None:
        self.key = key
        self.values = values
        self.others = others

    def holds(self, answers: Answers) -> bool:
        return answers[self.key] in self.values


class Within:
    """The answer to ``key`` is in one of the spans of days or years."""

    __slots__ = ("key", "spans")

    def __init__(self, key: str, spans: tuple[Span, ...]) -> None:
        self.key = key
        self.spans = spans

    def holds(self, answers: Answers) -> bool:
        return any(_is_in(answers[self.key], span) for span in self.spans)


class Missed:
    """No course was passed in some year of the spans, at or after the start of work."""

    __slots__ = ("key", "spans")

    def __init__(self, key: str, spans: tuple[Span, ...]) -> None:
        self.key = key
        self.spans = spans

    def holds(self, answers: Answers) -> bool:
        years = range(answers["working_since"].year, YEARS[1] + 1)
        return any(year not in answers[self.key] and any(_is_in(year, span) for span in self.spans) for year in years)


type Condition = Chosen | Within | Missed


def _is_in(value: Json, span: Span) -> bool:
    first, last = span
    return (first is None or first <= value) and (last is None or value <= last)


# Axes


class Axis:
    """One answer by which applicants are split: a value of each class."""

    __slots__ = ("key", "values")

    def __init__(self, key: str, values: Iterable[Json]) -> None:
        self.key = key
        self.values = tuple(values)

    def condition(self, places: Sequence[int]) -> Condition:
        """The condition that the classes at ``places``, sorted, make together."""
        raise NotImplementedError


class Choices(Axis):
    """Values in classes that both notices treat alike."""

    __slots__ = ("members",)

    def __init__(self, key: str, members: Iterable[list[Json]]) -> None:
        self.members = tuple(members)
        super().__init__(key, (alike[0] for alike in self.members))

    def condition(self, places: Sequence[int]) -> Chosen:
        held: list[list[Json]] = [[], []]
        for place, alike in enumerate(self.members):
            held[place in places] += alike
        others, values = held
        return Chosen(self.key, tuple(values), tuple(others))


class Spans(Axis):
    """Days or years from one start up to the next. The first class has no start, so its last day is its value."""

    __slots__ = ("kind", "spans")

    def __init__(self, key: str, starts: list[Json], kind: type[Within | Missed] = Within) -> None:
        step = 1 if isinstance(starts[0], int) else timedelta(days=1)
        ends = [start - step for start in starts[1:]]
        self.spans: tuple[Span, ...] = tuple(zip([None, *starts[1:]], [*ends, None], strict=True))
        self.kind = kind
        super().__init__(key, [*(ends or starts)[:1], *starts[1:]])

    def condition(self, places: Sequence[int]) -> Condition:
        joined: list[Span] = []
        before = None
        for place in places:
            if place - 1 == before:
                joined[-1] = (joined[-1][0], self.spans[place][1])
            else:
                joined.append(self.spans[place])
            before = place
        return self.kind(self.key, tuple(joined))


def axes_of(notices: Notices) -> dict[str, Axis]:
    """An axis for each answer. Each class of ``courses`` misses one year, or none."""
    cuts = [cut_answers(notice) for notice in notices]
    axes: dict[str, Axis] = {}
    for key, answer in ANSWERS.items():
        own = [cut[key] for cut in cuts]
        if answer.kind in ("bool", "choice"):
            axes[key] = Choices(key, _alike(_values(notices, key), own))
        elif answer.kind != "years" and key != "working_since":
            axes[key] = Spans(key, sorted({start for cut in own for start in cut.values}))
    starts = _course_years(notices)
    axes["working_since"] = Spans("working_since", [date(year, 1, 1) for year in starts])
    every = frozenset(range(YEARS[0], starts[-1]))
    axes["courses"] = MissedYears([every, *(every - {start - 1} for start in starts[1:])], starts)
    return axes


class MissedYears(Axis):
    """No year missed, or one in a span of years, up to the last cut-off's year."""

    __slots__ = ("spans",)

    def __init__(self, values: list[frozenset[int]], starts: list[int]) -> None:
        self.spans = Spans("courses", starts, kind=Missed)
        super().__init__("courses", values)

    def condition(self, places: Sequence[int]) -> Condition:
        return self.spans.condition([place - 1 for place in places])


def _alike(values: Iterable[Json], cuts: list[Cut]) -> Iterable[list[Json]]:
    classes: dict[tuple[int, ...], list[Json]] = {}
    for value in values:
        classes.setdefault(tuple(cut.place(value) for cut in cuts), []).append(value)
    return classes.values()


def _values(notices: Notices, key: str) -> tuple[Json, ...]:
    if ANSWERS[key].kind == "bool":
        return (True, False)
    one, other = notices
    return ANSWERS[key].values or tuple(place for place in one.affiliations if place in other.affiliations)


def _course_years(notices: Notices) -> list[int]:
    """First years of the spans within which both notices ask the same; the last span begins after both cut-offs."""
    starts = {YEARS[0]}
    for notice in notices:
        starts |= {notice.cutoff.year, notice.cutoff.year + 1}
        starts |= {asked["not_before"] for asked in notice.all("continuing_education") if "not_before" in asked}
    last = max(notice.cutoff.year for notice in notices) + 1
    return sorted(year for year in starts if YEARS[0] <= year <= last)

"""Lays out when rounds are open and what they count up to: a band a year, in it each round's days, and as a table.

Across, places are per cent of the year, so that type keeps its size on every screen; down, they are pixels.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from generator.pages.metrics import measure, wrap
from generator.register.model import Clause, Fact
from generator.register.notices import Notice, Register, topic_of
from generator.register.values import Interval
from generator.words.load import Translate
from generator.words.typography import cites, days, round_name

ROOM = 320
"""A narrow screen's width: no label's line is estimated to be longer."""
LINE, SHAPE = 17, 10
"""The heights of a line of words, and of a bar or sign."""
LEAST = 0.6
"""The width of a bar of one day or two: two pixels on a phone."""
ANCHORS = (("start", 0.0), ("middle", 0.5), ("end", 1.0))
"""Where the anchor is in a line, of its width."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A window, or a cut-off as an interval of one day, with the clause that states it."""

    kind: str
    """``window`` or ``cutoff``."""
    name: str
    span: Interval
    days: str
    clause: str
    cite: str


@dataclass(frozen=True, slots=True)
class RoundDays:
    """All that a notice states of one round."""

    jurisdiction: str
    notice: str
    name: str
    stated: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line: ``anchor`` and ``shift`` set them over their place, and inside the band however narrow."""

    words: str
    y: int
    anchor: str
    shift: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A label with its bar, or its sign where ``kind`` is ``cutoff``."""

    kind: str
    clause: str
    lines: tuple[Line, ...]
    centre: float
    left: float
    width: float
    y: int


@dataclass(frozen=True, slots=True)
class Round:
    """A round in a lane."""

    notice: str
    head: tuple[Line, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A jurisdiction in a band: one drawing."""

    jurisdiction: str
    name: str
    height: int
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A year; ``months`` are where its twelve months begin, and where the last ends."""

    year: int
    months: tuple[float, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    bands: tuple[Band, ...]
    """The latest year first; years without a date have none."""
    rounds: tuple[RoundDays, ...]


def timeline(register: Register, t: Translate, language: str) -> Timeline:
    """Every window and cut-off of the register, by jurisdiction, the latest round first."""
    rounds = tuple(_rounds(register, t, language))
    years = {day.year for round in rounds for stated in round.stated for day in stated.span}
    spanned = range(min(years, default=0), max(years, default=-1) + 1)
    names = {known.id: known.of(language) for known in register.jurisdictions.jurisdictions}
    bands = (_band(year, rounds, names, t, language) for year in reversed(spanned))
    return Timeline(tuple(band for band in bands if band.lanes), rounds)


def across(day: date) -> float:
    """How far into its year a day begins, in per cent."""
    start, end = date(day.year, 1, 1), date(day.year, 12, 31)
    return (day - start).days / ((end - start).days + 1) * 100


# What is stated


def _rounds(register: Register, t: Translate, language: str) -> Iterator[RoundDays]:
    for jurisdiction in register.jurisdictions.jurisdictions:
        for notice in reversed(list(register.of_jurisdiction(jurisdiction.id))):
            for round_id, facts in _facts(notice):
                named = round_name(round_id, t)
                name = t("comparison.short", jurisdiction=jurisdiction.of(language), round=named)
                stated = _stated(register, notice, facts, t, language)
                yield RoundDays(jurisdiction.id, notice.id, name, tuple(sorted(stated, key=lambda one: one.span)))


def _facts(notice: Notice) -> Iterator[tuple[str, list[tuple[Clause, Fact]]]]:
    """The facts that are days, by round; those of a notice that opens none but moves a window are its own."""
    for opening in reversed(notice.openings):
        yield opening.round, [(opening.clause, opening.cutoff), *opening.windows]
    if not notice.openings and notice.windows:
        yield notice.round, [(clause, fact) for clause, fact in notice.facts if fact.fact == "window"]


def _stated(
    register: Register, notice: Notice, facts: Iterable[tuple[Clause, Fact]], t: Translate, language: str
) -> Iterator[Stated]:
    topics = register.topic_names(language)
    names = {known.id: known.of(language) for known in register.facts}
    cited = cites(notice, t, language)
    changed = {change.clause for _, _, change in register.amendments(notice)}
    for clause, fact in facts:
        is_window = isinstance(fact.value, Interval)
        span = fact.value if is_window else Interval(fact.value, fact.value)
        name = topics[topic_of(clause, fact)] if is_window else names[fact.fact]
        asides = [fact.who.of(language)] if fact.who else []
        asides += [t("timeline.changed")] if clause.id in changed else []
        name = t("notice.aside", label=name, aside=t("site.comma").join(asides)) if asides else name
        yield Stated(fact.fact, name, span, days(span, language), clause.id, cited[clause.id])


# Where it stands


def _band(year: int, rounds: Iterable[RoundDays], names: dict[str, str], t: Translate, language: str) -> Band:
    lanes = []
    for jurisdiction, own in groupby(rounds, key=lambda round: round.jurisdiction):
        placed, y = [], 0
        for round in own:
            stated = [one for one in round.stated if one.span.opens.year <= year <= one.span.closes.year]
            if stated:
                drawn, y = _round(year, y, round, stated, t, language)
                placed.append(drawn)
        if placed:
            lanes.append(Lane(jurisdiction, names[jurisdiction], y, tuple(placed)))
    return Band(year, (*(across(date(year, month, 1)) for month in range(1, 13)), 100.0), tuple(lanes))


def _round(
    year: int, top: int, round: RoundDays, stated: Iterable[Stated], t: Translate, language: str
) -> tuple[Round, int]:
    """The round that begins at ``top``, and where it ends."""
    head, y = _lines(wrap(round.name, ROOM, True), 0, top + 8, bold=True)
    marks = []
    for one in stated:
        mark, y = _mark(year, y, one, t, language)
        marks.append(mark)
    return Round(round.notice, head, tuple(marks)), y + 10


def _mark(year: int, top: int, stated: Stated, t: Translate, language: str) -> tuple[Mark, int]:
    shown = _in_year(stated, year, language)
    label = t("timeline.label", name=stated.name, days=shown)
    lines = [label] if measure(label, False) <= ROOM else [*wrap(stated.name, ROOM, False), shown]
    left = across(stated.span.opens) if stated.span.opens.year == year else 0.0
    right = across(stated.span.closes + timedelta(days=1)) if stated.span.closes < date(year, 12, 31) else 100.0
    centre = (left + right) / 2
    label, y = _lines(lines, centre, top + 5, bold=False)
    return Mark(stated.kind, stated.clause, label, centre, left, max(right - left, LEAST), y + 4), y + 4 + SHAPE


def _lines(lines: Sequence[str], centre: float, top: int, *, bold: bool) -> tuple[tuple[Line, ...], int]:
    """``lines`` over ``centre``, and where they end: the same share of a line and of the band stands left of it."""
    name, at = min(ANCHORS, key=lambda anchor: abs(anchor[1] - centre / 100))
    shifts = [round((at - centre / 100) * measure(line, bold)) for line in lines]
    heights = range(top + 15, top + 15 + LINE * len(lines), LINE)
    placed = (Line(line, y, name, shift) for line, y, shift in zip(lines, heights, shifts, strict=True))
    return tuple(placed), top + LINE * len(lines)


def _in_year(stated: Stated, year: int, language: str) -> str:
    """The days without the year, where that is the band's."""
    if stated.span.opens.year != stated.span.closes.year:
        return stated.days
    return stated.days.replace(f"{year}年" if language == "zh" else f" {year}", "")

"""Lays out when rounds are open and what they count up to: a band a year, in it each round's days, and as a table.

Across, places are per cent of the year, so that type keeps its size on every screen; down, they are pixels.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from generator.pages.metrics import measure, wrap
from generator.published.notice import Cutoff, PublishedNotice, Window
from generator.published.publication import Publication
from generator.register.values import Interval
from generator.words.load import Translate
from generator.words.typography import cites, days, round_name, with_asides

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


def timeline(publication: Publication, t: Translate, language: str) -> Timeline:
    """Every window and cut-off of the register, by jurisdiction, the latest round first."""
    rounds = tuple(_rounds(publication, t, language))
    years = {day.year for round in rounds for stated in round.stated for day in stated.span}
    spanned = range(min(years, default=0), max(years, default=-1) + 1)
    names = {known.id: known.of(language) for known in publication.jurisdictions.jurisdictions}
    bands = (_band(year, rounds, names, t, language) for year in reversed(spanned))
    return Timeline(tuple(band for band in bands if band.lanes), rounds)


def across(day: date) -> float:
    """How far into its year a day begins, in per cent."""
    start, end = date(day.year, 1, 1), date(day.year, 12, 31)
    return (day - start).days / ((end - start).days + 1) * 100


# What is stated


def _rounds(publication: Publication, t: Translate, language: str) -> Iterator[RoundDays]:
    for jurisdiction in publication.jurisdictions.jurisdictions:
        for notice in reversed(list(publication.of_jurisdiction(jurisdiction.id))):
            for round_id, days_of in _days_of(notice):
                named = round_name(round_id, t)
                name = t("comparison.short", jurisdiction=jurisdiction.of(language), round=named)
                stated = _stated(publication, notice, days_of, t, language)
                yield RoundDays(jurisdiction.id, notice.id, name, tuple(sorted(stated, key=lambda one: one.span)))


def _days_of(notice: PublishedNotice) -> Iterator[tuple[str, Sequence[Cutoff | Window]]]:
    """Cut-off and windows by round; the windows of a notice that opens none but moves them are its own."""
    for opening in reversed(notice.openings):
        yield opening.round, [opening.cutoff, *opening.windows]
    if not notice.openings and notice.windows:
        yield notice.round, notice.windows


def _stated(
    publication: Publication,
    notice: PublishedNotice,
    days_of: Iterable[Cutoff | Window],
    t: Translate,
    language: str,
) -> Iterator[Stated]:
    topics = publication.topic_names(language)
    names = {name.id: name.of(language) for name in publication.facts}
    cited = cites(notice, t, language)
    changed = {change.clause for change in notice.amended_by}
    for each in days_of:
        if isinstance(each, Window):
            kind, name, span = "window", topics[f"window.{each.key}"], each.days
        else:
            kind, name, span = "cutoff", names["cutoff"], Interval(each.date, each.date)
        asides = [each.who.of(language)] if each.who else []
        asides += [t("timeline.changed")] if each.clause in changed else []
        name = with_asides(name, asides, t)
        yield Stated(kind, name, span, days(span, language), each.clause, cited[each.clause])


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
    drawn, y = _lines(lines, centre, top + 5, bold=False)
    return Mark(stated.kind, stated.clause, drawn, centre, left, max(right - left, LEAST), y + 4), y + 4 + SHAPE


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

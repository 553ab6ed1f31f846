"""Lays out when rounds are open and what they count up to: a band a year, in it each round's days, and as a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from generator.published.notice import Cutoff, PublishedNotice, Window
from generator.published.publication import Publication
from generator.register.values import Interval
from generator.words.load import Translate
from generator.words.typography import cites, days, round_words, with_asides

LEAST = 0.6
"""The width of a bar of one day or two: two pixels on a phone."""


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
class Mark:
    """A label with its bar, or its sign where ``kind`` is ``cutoff``; places are per cent of the year."""

    kind: str
    clause: str
    name: str
    days: str
    """Without the year, where that is the band's."""
    span: Interval
    left: float
    right: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return max(self.right - self.left, LEAST)

    @property
    def side(self) -> str:
        """Where in the band a label of several lines is set: ``start``, ``middle`` or ``end``."""
        return "start" if self.centre < 25 else "end" if self.centre > 75 else "middle"


@dataclass(frozen=True, slots=True)
class Round:
    """A round in a lane."""

    notice: str
    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A jurisdiction in a band."""

    jurisdiction: str
    name: str
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
    years = {day.year for round in rounds for stated in round.stated for day in stated.span.days}
    spanned = range(min(years, default=0), max(years, default=-1) + 1)
    names = {place.id: place.of(language) for place in publication.jurisdictions.jurisdictions}
    bands = (_band(year, rounds, names, language) for year in reversed(spanned))
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
                named = round_words(notice, round_id, t, language)
                name = t("comparison.short", jurisdiction=jurisdiction.of(language), round=named)
                stated = _stated(publication, notice, days_of, t, language)
                yield RoundDays(jurisdiction.id, notice.id, name, tuple(sorted(stated, key=_first_day)))


def _first_day(stated: Stated) -> tuple[date, date]:
    first = min(stated.span.days, default=date.max)
    return first, max(stated.span.days, default=date.max)


def _days_of(notice: PublishedNotice) -> Iterator[tuple[str, Sequence[Cutoff | Window]]]:
    """Cut-off and windows by round; the windows of a notice that opens none but moves them are its own."""
    for opening in reversed(notice.openings):
        yield opening.round, [*([opening.cutoff] if opening.cutoff else []), *opening.windows]
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
        yield Stated(kind, name, span, days(span, t, language), each.clause, cited[each.clause])


# Where it stands


def _band(year: int, rounds: Iterable[RoundDays], names: dict[str, str], language: str) -> Band:
    lanes = []
    for jurisdiction, own in groupby(rounds, key=lambda round: round.jurisdiction):
        drawn = [(round, tuple(_marks(year, round, language))) for round in own]
        if placed := tuple(Round(round.notice, round.name, marks) for round, marks in drawn if marks):
            lanes.append(Lane(jurisdiction, names[jurisdiction], placed))
    return Band(year, (*(across(date(year, month, 1)) for month in range(1, 13)), 100.0), tuple(lanes))


def _marks(year: int, round: RoundDays, language: str) -> Iterator[Mark]:
    for stated in round.stated:
        if not stated.span.days:
            continue
        # A window with one stated side is drawn on that day.
        opens, closes = min(stated.span.days), max(stated.span.days)
        if opens.year <= year <= closes.year:
            left = across(opens) if opens.year == year else 0.0
            right = across(closes + timedelta(days=1)) if closes < date(year, 12, 31) else 100.0
            shown = _in_year(stated, year, language)
            yield Mark(stated.kind, stated.clause, stated.name, shown, stated.span, left, right)


def _in_year(stated: Stated, year: int, language: str) -> str:
    """The days without the year, where that is the band's."""
    if len({day.year for day in stated.span.days}) > 1:
        return stated.days
    return stated.days.replace(f"{year}年" if language == "zh" else f" {year}", "")

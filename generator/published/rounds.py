"""The order of notices, and the pairs with a comparison page."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.published.notice import PublishedNotice
from generator.published.publication import Publication

type Pair = tuple[PublishedNotice, PublishedNotice]
type Rounds = list[PublishedNotice]
"""A jurisdiction's notices that open a round, earliest first."""


def age(notice: PublishedNotice) -> tuple[date, date, str]:
    """Sort key: earlier cut-off first, then day of issue, then id."""
    return notice.cutoff_day, notice.issued, notice.id


def latest_rounds(publication: Publication) -> list[PublishedNotice]:
    """The last round of each jurisdiction."""
    return list({notice.jurisdiction: notice for notice in sorted(publication.rounds, key=age)}.values())


def rounds_before(publication: Publication) -> dict[str, PublishedNotice]:
    """The previous round in the same jurisdiction, by notice id.

    The first round has none, nor does a notice that opens no round: it only amends, and what it omits stays in force.
    """
    places = (rounds for area in _areas(publication) for rounds in area)
    return {later.id: earlier for rounds in places for earlier, later in pairwise(rounds)}


def pairs(publication: Publication) -> list[Pair]:
    """The pairs with a comparison page, latest first, the earlier notice as A.

    Consecutive rounds of a jurisdiction, and the same round across an area's jurisdictions; a jurisdiction without that
    round takes part with its last one before. A pair with the last round of its jurisdiction is there both ways round;
    of all others the chooser makes the reverse. For areas of a fixed size, pairs grow in proportion to notices.
    """
    last = {notice.id for notice in latest_rounds(publication)}
    found = [(a, b) for area in _areas(publication) for rounds in area for a, b in pairwise(rounds)]
    found += [pair for area in _areas(publication) for pair in _across(area)]
    both: dict[tuple[str, str], Pair] = {}
    for a, b in sorted(found, key=lambda pair: age(pair[1]), reverse=True):
        both[a.id, b.id] = a, b
        if not last.isdisjoint((a.id, b.id)):
            both[b.id, a.id] = b, a
    return list(both.values())


def read_against(publication: Publication) -> dict[str, PublishedNotice]:
    """The earlier notice that a notice's readers know, by notice id: the round before, else a neighbour's last one.

    Each of these pairs has a comparison page; a notice before which none is compared has no entry.
    """
    earlier = [(a, b) for a, b in pairs(publication) if age(a) < age(b)]
    last = {b.id: a for a, b in sorted(earlier, key=lambda pair: age(pair[0]))}
    return last | rounds_before(publication)


def _areas(publication: Publication) -> list[list[Rounds]]:
    """For each area, the rounds of each of its jurisdictions."""
    places: dict[str, dict[str, Rounds]] = {}
    for notice in sorted(publication.rounds, key=age):
        area = places.setdefault(publication.places[notice.jurisdiction].area, {})
        area.setdefault(notice.jurisdiction, []).append(notice)
    return [list(area.values()) for area in places.values()]


def _across(area: list[Rounds]) -> Iterator[Pair]:
    """Each round paired with the same round of every other jurisdiction, else with its last one before."""
    for there in area:
        same = {notice.round: notice for notice in there}
        ages = [age(notice) for notice in there]
        for notice in (notice for here in area if here is not there for notice in here):
            at = bisect_left(ages, age(notice))
            if notice.round in same or at:
                yield same.get(notice.round) or there[at - 1], notice

"""Which notice comes before which, and which two have a comparison of their own."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.published.notice import PublishedNotice
from generator.published.publication import Publication

type Pair = tuple[PublishedNotice, PublishedNotice]
type Rounds = list[PublishedNotice]
"""The notices of a jurisdiction that open a round, the earliest first."""


def age(notice: PublishedNotice) -> tuple[date, date, str]:
    """What notices are ordered by: the earlier cut-off first."""
    return notice.cutoff_day, notice.issued, notice.id


def rounds_before(publication: Publication) -> dict[str, PublishedNotice]:
    """The last round before a notice's in its jurisdiction, by the notice's id.

    None for the first, and none for a notice that opens no round: what it does not state stays as it was.
    """
    places = (rounds for area in _areas(publication) for rounds in area)
    return {later.id: earlier for rounds in places for earlier, later in pairwise(rounds)}


def pairs(publication: Publication) -> list[Pair]:
    """The pairs that are rendered, both ways round, the latest first.

    Neighbouring rounds of a jurisdiction, and the same round across the jurisdictions of an area; where one of these
    has no such round, its last before it. With areas of one size there are so many times more as there are notices.
    """
    found = [(a, b) for area in _areas(publication) for rounds in area for a, b in pairwise(rounds)]
    found += [pair for area in _areas(publication) for pair in _across(area)]
    both: dict[tuple[str, str], Pair] = {}
    for a, b in sorted(found, key=lambda pair: age(pair[1]), reverse=True):
        both |= {(a.id, b.id): (a, b), (b.id, a.id): (b, a)}
    return list(both.values())


def _areas(publication: Publication) -> list[list[Rounds]]:
    """The rounds of each area, by jurisdiction."""
    places: dict[str, dict[str, Rounds]] = {}
    for notice in sorted(publication.rounds, key=age):
        area = places.setdefault(publication.places[notice.jurisdiction].area, {})
        area.setdefault(notice.jurisdiction, []).append(notice)
    return [list(area.values()) for area in places.values()]


def _across(area: list[Rounds]) -> Iterator[Pair]:
    """Each round with the same one of every other jurisdiction, or with that one's last before it."""
    for there in area:
        same = {notice.round: notice for notice in there}
        ages = [age(notice) for notice in there]
        for notice in (notice for here in area if here is not there for notice in here):
            at = bisect_left(ages, age(notice))
            if notice.round in same or at:
                yield same.get(notice.round) or there[at - 1], notice

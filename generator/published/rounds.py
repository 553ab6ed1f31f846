"""The order of notices, and the pairs with a comparison page."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise, permutations

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

    Consecutive rounds of a jurisdiction; and each jurisdiction's last round with the same one elsewhere in its area, or
    the last one there before it. A pair with the last round of its jurisdiction is there both ways round. The chooser
    makes all others, so that a notice more is a pair more.
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


def has_workbook(a: PublishedNotice, b: PublishedNotice) -> bool:
    """Whether a pair's page has a workbook beside it: that of the reverse would have nothing new."""
    return age(a) < age(b)


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
    """Each jurisdiction's last round, paired with the same round of every other one, else with its last one before."""
    for here, there in permutations(area, 2):
        notice = here[-1]
        same = [other for other in there if other.round == notice.round]
        before = [other for other in there if age(other) < age(notice)]
        for other in (same or before)[-1:]:
            yield other, notice

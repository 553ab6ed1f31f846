"""Which pairs of notices are rendered, in made-up registers of several jurisdictions and areas."""

from pathlib import Path

import pytest
from formats import add_notice
from proof import LONG, sizes
from registers import PLACES, ROUNDS, make_register

from generator.published.publication import Publication
from generator.published.publish import publish
from generator.published.rounds import pairs, rounds_before
from generator.register.load import load

pytestmark = LONG

CITY, ZONE = "lianyungang-city", "lianyungang-etdz"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three rounds of each of four jurisdictions: 2025-h1, 2025-h2 and 2026-h1."""
    return make_register(tmp_path / "notices", 3 * PLACES)


def named(publication: Publication) -> set[tuple[str, str]]:
    return {(a.id, b.id) for a, b in pairs(publication)}


def across(folder: Path) -> set[frozenset[str]]:
    """The pairs of the two jurisdictions, whichever comes first."""
    found = map(frozenset, named(publish(load(folder))))
    return {pair for pair in found if {known.rpartition("-20")[0] for known in pair} == {CITY, ZONE}}


def test_neighbouring_rounds_of_a_jurisdiction_are_paired_and_no_others(folder: Path) -> None:
    own = {pair for pair in named(publish(load(folder))) if all(one.startswith(CITY) for one in pair)}
    first, second, third = (f"{CITY}-{known}" for known in ("2025-h1", "2025-h2", "2026-h1"))
    # Both ways round with the last round alone: so a register's pages grow by its latest notices.
    assert own == {(first, second), (second, third), (third, second)}


def test_the_last_round_is_paired_across_the_jurisdictions_of_an_area_both_ways(folder: Path) -> None:
    assert across(folder) == {frozenset((f"{CITY}-2026-h1", f"{ZONE}-2026-h1"))}
    assert {(f"{CITY}-2026-h1", f"{ZONE}-2026-h1"), (f"{ZONE}-2026-h1", f"{CITY}-2026-h1")} <= named(
        publish(load(folder))
    )


def test_where_a_jurisdiction_has_no_such_round_its_last_one_before_is_taken(folder: Path) -> None:
    for missing in ("2025-h2", "2026-h1"):
        for kind in ("yaml", "txt"):
            (folder / ZONE / f"{missing}.{kind}").unlink()
    # Each one's last round: the zone's is the first of the city, too.
    rounds = ("2025-h1", "2026-h1")
    assert across(folder) == {frozenset((f"{CITY}-{known}", f"{ZONE}-2025-h1")) for known in rounds}


def test_a_round_is_not_paired_with_a_later_one_elsewhere(folder: Path) -> None:
    for kind in ("yaml", "txt"):
        (folder / ZONE / f"2025-h1.{kind}").unlink()
    assert not [pair for pair in named(publish(load(folder))) if f"{CITY}-2025-h1" in pair and pair[1].startswith(ZONE)]


def test_a_notice_that_opens_no_round_is_in_no_pair_and_has_no_round_before_it(folder: Path) -> None:
    add_notice(folder, "an-amendment")
    publication = publish(load(folder))
    assert [notice.round for notice in publication.notices if not notice.openings] == ["2027-01"]
    assert not [pair for pair in named(publication) if f"{CITY}-2027-01" in pair]
    assert f"{CITY}-2027-01" not in rounds_before(publication)


@pytest.mark.parametrize("count", sizes(sample=2, whole=3))
def test_areas_are_not_paired_with_each_other_so_that_pairs_grow_as_notices_do(tmp_path: Path, count: int) -> None:
    area = PLACES * ROUNDS
    one, several = (publish(load(make_register(tmp_path / str(areas), areas * area))) for areas in (1, count))
    assert len(several.notices) == count * len(one.notices)
    assert len(pairs(several)) == count * len(pairs(one))
    assert all(several.places[a.jurisdiction].area == several.places[b.jurisdiction].area for a, b in pairs(several))

"""``chuding build`` once more: what it takes from an earlier build is what a build without one makes, byte for byte."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from edits import OF_ALL, change, copy_project
from proof import LONG, sizes
from registers import make_register
from sites import contents

from generator.centre.centre import Centre
from generator.published.publish import publish
from generator.register.load import load
from generator.site.before import Before
from generator.site.contents import site_contents
from generator.store import Store

pytestmark = LONG

NOTICES = 6
CITY, ZONE = "notices/lianyungang-city/2026-h1", "notices/lianyungang-etdz/2025-h2"
OF_NOTICES = {
    "clause": {f"{ZONE}.yaml": {"included, may not take part": "included, cannot take part"}},
    "requirement": {f"{ZONE}.yaml": {"    - civil_servant\n    - retired\n": "    - civil_servant\n"}},
    "fact": {
        f"{CITY}.yaml": {"85812002": "85812003", "9a307b4c": "5d092cc9"},
        f"{CITY}.txt": {"85812002": "85812003"},
    },
}
OF_PROGRAMS = {
    "code": {"generator/pages/matrix.py": {"reverse=True": "reverse=False"}},
    "configuration": {"mkdocs.yml": {"checked: 2026-11-27": "checked: 2026-11-28"}},
    "lock files": {"requirements/site.txt": {"markdown==": "markdown==0."}},
}
EDITS = OF_NOTICES | OF_ALL | OF_PROGRAMS


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with a made-up register of several rounds."""
    folder = copy_project(tmp_path / "project")
    shutil.rmtree(folder / "notices")
    make_register(folder / "notices", NOTICES)
    return folder


def built(project: Path, made: Path | None) -> dict[str, bytes]:
    """Every file of the site that the project's own command builds, with what earlier builds have left in ``made``."""
    site = project.parent / "site"
    command = [sys.executable, "-m", "generator", "build", "--site", str(site)]
    environment = {**os.environ, "CHUDING_MADE": str(made or "")}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return contents(site)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.mark.parametrize("edits", sizes(sample=("clause",), whole=tuple(EDITS)))
def test_after_any_change_a_build_is_the_one_that_is_made_afresh(project: Path, edits: tuple[str, ...]) -> None:
    made = project.parent / "made.sqlite"
    before = built(project, made)
    for edit in edits:
        change(project, EDITS[edit])
        again = built(project, made)
        assert differing(again, built(project, None)) == [], edit
        assert differing(again, before), edit
        before = again


def test_what_is_kept_damaged_reaches_no_site(project: Path) -> None:
    made = project.parent / "made.sqlite"
    before = built(project, made)
    data = sqlite3.connect(made)
    # As it would be read: HTML with other words, and whatever is packed cut short.
    data.execute("UPDATE made SET content = CAST(replace(content, '2026', '2062') AS BLOB) WHERE rowid % 2")
    data.execute("UPDATE made SET content = substr(content, 1, length(content) / 2) WHERE NOT rowid % 2")
    data.commit()
    data.close()
    assert differing(built(project, made), before) == []


@pytest.fixture
def taken(tmp_path: Path) -> Iterator[Callable[[], tuple[set[str], set[str]]]]:
    """taken() → the addresses of the pages that an earlier look has kept as they are now, and of the others."""
    store, centre = Store(tmp_path / "made.sqlite", "these"), Centre()

    def look() -> tuple[set[str], set[str]]:
        site = site_contents(publish(load(tmp_path / "notices")), centre, None)
        before = Before(store, site, ())
        there = {page.address for page in site.pages if before.page(page)}
        for page in site.pages:
            before.keep(page, [], tmp_path, [])
        return there, {page.address for page in site.pages} - there

    yield look
    store.close()


def test_a_change_of_one_notice_leaves_the_pages_that_have_nothing_of_it(
    tmp_path: Path, taken: Callable[[], tuple[set[str], set[str]]]
) -> None:
    make_register(tmp_path / "notices", 12)
    assert taken()[0] == set() and taken()[1] == set(), "first nothing is kept, then everything"
    change(tmp_path, {"notices/lianyungang-etdz/2025-h1.yaml": OF_NOTICES["clause"][f"{ZONE}.yaml"]})
    same, others = taken()
    known, near = "lianyungang-etdz-2025-h1", "lianyungang-etdz-2025-h2"
    assert {f"compare/{known}/{near}/", f"notices/{known}/", "compare/matrix/", ""} <= others
    assert {page for page in same if known in page or "/" not in page.removeprefix("en/")} == set()
    cities = {f"notices/lianyungang-city-{name}/" for name in ("2025-h1", "2025-h2", "2026-h1")}
    assert {*cities, "compare/lianyungang-city-2025-h1/lianyungang-city-2025-h2/"} <= same

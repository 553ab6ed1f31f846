"""What one run has made, the next one takes: only whole, only of the same, and not without end."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import store as module
from generator.store import Store, joined, unjoined


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "made.sqlite"


def put(file: Path, content: bytes, *made_of: bytes | str, programs: str = "these") -> None:
    store = Store(file, programs)
    store.put(content, *made_of)
    store.close()


def got(file: Path, *made_of: bytes | str, programs: str = "these") -> bytes | None:
    store = Store(file, programs)
    found = store.get(*made_of)
    store.close()
    return found


def test_the_next_run_gets_what_was_made_of_the_same_by_the_same_programs(file: Path) -> None:
    put(file, b"page", "a", b"b")
    put(file, b"", "nothing to say")
    assert got(file, "a", b"b") == b"page" and got(file, "nothing to say") == b""
    # Neither of another thing, nor of one whose parts only join to the same, nor what other programs made.
    assert (got(file, "a", b"c"), got(file, "ab"), got(file, "a", b"b", programs="others")) == (None, None, None)


def test_without_a_file_nothing_is_kept() -> None:
    store = Store()
    store.put(b"page", "a")
    assert store.get("a") is None
    store.close()


def changed(file: Path) -> None:
    data = sqlite3.connect(file)
    data.execute("UPDATE made SET content = replace(content, 'page', 'PAGE')")
    data.execute("UPDATE made SET content = CAST(content AS BLOB)")
    data.commit()
    data.close()


def emptied(file: Path) -> None:
    data = sqlite3.connect(file)
    data.execute("UPDATE made SET content = NULL")
    data.commit()
    data.close()


def exchanged(file: Path) -> None:
    """Each content, with the hash that is its own, under the key of the other."""
    data = sqlite3.connect(file)
    (one, first, hash_of_one), (other, second, hash_of_other) = data.execute("SELECT key, content, hash FROM made")
    data.execute("UPDATE made SET content = ?, hash = ? WHERE key = ?", (second, hash_of_other, one))
    data.execute("UPDATE made SET content = ?, hash = ? WHERE key = ?", (first, hash_of_one, other))
    data.commit()
    data.close()


def torn(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def overwritten(file: Path) -> None:
    """All but the first page of the database, which says that it is one."""
    with file.open("r+b") as content:
        content.seek(4096)
        content.write(b"\xa5" * (file.stat().st_size - 4096))


def foreign(file: Path) -> None:
    file.write_bytes(b"no database at all" * 1000)


@pytest.mark.parametrize("damage", [changed, emptied, exchanged, torn, overwritten, foreign])
def test_what_is_damaged_is_not_taken_and_the_run_after_the_next_is_whole_again(
    file: Path, damage: Callable[[Path], None]
) -> None:
    page, more = b"a page" * 3000, b"another page" * 3000
    for content in (page, more):
        put(file, content, content[:9])
    damage(file)
    assert got(file, page[:9]) in (None, page) and got(file, more[:9]) in (None, more)
    for _ in range(2):
        put(file, page, page[:9])
    assert got(file, page[:9]) == page


def test_where_nobody_may_write_a_run_goes_on_without(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file")
    put(tmp_path / "folder" / "made.sqlite", b"page", "a")
    assert got(tmp_path / "folder" / "made.sqlite", "a") is None


def test_two_runs_at_once_keep_what_both_have_made(file: Path) -> None:
    one, other = Store(file, "these"), Store(file, "these")
    for number in range(20):
        one.put(b"one", "one", str(number))
        other.put(b"other", "other", str(number))
    one.close()
    other.close()
    found = {got(file, whose, str(number)) for whose in ("one", "other") for number in range(20)}
    assert found == {b"one", b"other"}


def test_what_no_run_has_used_for_long_goes_and_the_file_with_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BESIDE", 250_000)
    for number in range(10):
        store = Store(file, "these")
        assert number < 1 or store.get("always")
        store.put(b"x" * 1000, "always")
        store.put(os.urandom(100_000), str(number))
        store.close()
    # Each look is a run that uses little.
    kept = [number for number in range(10) if got(file, str(number))]
    assert kept == [8, 9] and got(file, "always")
    assert file.stat().st_size < 500_000


def test_what_was_joined_comes_apart_as_it_was() -> None:
    parts = [b"", b"one", b"\x00" * 9, b""]
    assert [*unjoined(joined(parts))] == parts

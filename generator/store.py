"""Keeps what a build has made, by the hash of all that it was made from, so that the next build need not make it again.

One file, ``.cache/made.sqlite``. What is read is held against its own hash: a damaged file, or one half written, has
nothing to give. Nothing here is needed: without the file, or where it cannot be written, a build makes everything.
"""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

from generator.folders import BESIDE as SHIPPED_BESIDE
from generator.folders import CHECK, CODE, MADE, NOTICES, ROOT

FILE = "CHUDING_MADE"
"""In the environment: where that file is; where this is empty, nothing is kept."""
BESIDE = 500_000_000
"""Bytes of what earlier runs have made that stay beside what a run has used."""
LAYOUT = (
    "PRAGMA auto_vacuum = FULL",
    "PRAGMA journal_mode = WAL",
    # What a loss of power spoils is found by its hash, or by the database itself.
    "PRAGMA synchronous = OFF",
    "CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, content BLOB, hash BLOB, size INTEGER, run INTEGER)",
)
AGES = "SELECT run, sum(size) FROM made GROUP BY run ORDER BY run DESC"


class Store:
    """What earlier runs have made; without a ``file``, nothing."""

    def __init__(self, file: Path | None = None, programs: str = "") -> None:
        """``programs`` tell what this run makes from what another would make."""
        self._file, self._programs, self._used = file, programs, set[bytes]()
        self._process = os.getpid()
        self._spoilt = False
        self._data = self._opened(file) if file else None

    def get(self, *made_of: bytes | str) -> bytes | None:
        """What was made of this, whole as it was made."""
        if not self._is_open:
            return None
        key, found = key_of(self._programs, *made_of), None
        with self._asking() as data:
            found = data.execute("SELECT content, hash FROM made WHERE key = ?", (key,)).fetchone()
        if not found or not isinstance(found[0], bytes) or key_of(key, found[0]) != found[1]:
            return None
        self._used.add(key)
        content: bytes = found[0]
        return content

    def put(self, content: bytes, *made_of: bytes | str) -> None:
        """Keeps what was made of this."""
        if not self._is_open:
            return
        key = key_of(self._programs, *made_of)
        with self._asking() as data:
            row = (key, content, key_of(key, content), len(content))
            data.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, 0)", row)
            self._used.add(key)

    def made(self, make: Callable[[], bytes], *made_of: bytes | str) -> bytes:
        """What was made of this, or is now, and is kept."""
        content = self.get(*made_of)
        if content is None:
            content = make()
            self.put(content, *made_of)
        return content

    @property
    def _is_open(self) -> bool:
        """Never in a process that was forked from the one that opened it: a database bears no two."""
        return self._data is not None and self._process == os.getpid()

    def close(self, *, clear: bool = True) -> None:
        """Ends the run; to ``clear``, of what it has not used the oldest goes."""
        if self._data:
            with self._asking() as data:
                if clear:
                    self._end_run(data)
            self._data.close()
            self._data = None
        if self._spoilt and self._file:
            _remove(self._file)

    def _end_run(self, data: sqlite3.Connection) -> None:
        data.execute("BEGIN IMMEDIATE")
        run = 1 + data.execute("SELECT coalesce(max(run), 0) FROM made").fetchone()[0]
        data.executemany("UPDATE made SET run = ? WHERE key = ?", [(run, key) for key in self._used])
        left = BESIDE
        for age, size in data.execute(AGES).fetchall():
            left -= 0 if age == run else size
            if left < 0:
                data.execute("DELETE FROM made WHERE run = ?", (age,))
        data.execute("COMMIT")

    def _opened(self, file: Path) -> sqlite3.Connection | None:
        """The database; none where another run holds it or nobody may write there."""
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            data = sqlite3.connect(file, isolation_level=None)
        except (sqlite3.Error, OSError):
            return None
        try:
            for each in LAYOUT:
                data.execute(each)
            return data
        except sqlite3.DatabaseError as error:
            self._spoilt = not isinstance(error, sqlite3.OperationalError)
            data.close()
            return None

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        """The database; where it fails, a run goes on as if it had nothing, and a spoilt one is removed."""
        assert self._data
        try:
            yield self._data
        except sqlite3.DatabaseError as error:
            self._spoilt |= not isinstance(error, sqlite3.OperationalError)


def _remove(file: Path) -> None:
    """Also what the database keeps beside it while it is written to."""
    for each in (file, *(file.with_name(file.name + ending) for ending in ("-wal", "-shm"))):
        with suppress(OSError):
            each.unlink()


NOTHING = Store()
"""Has nothing, and keeps nothing."""


def joined(parts: Iterable[bytes]) -> bytes:
    """Several parts as one."""
    return b"".join(len(part).to_bytes(8) + part for part in parts)


def unjoined(content: bytes) -> Iterator[bytes]:
    """The parts of what was joined."""
    at = 0
    while at < len(content):
        size = int.from_bytes(content[at : at + 8])
        yield content[at + 8 : at + 8 + size]
        at += 8 + size


def opened() -> Store:
    """What builds keep what they have made in; programs are hashed only where something is kept."""
    file = store_file()
    return Store(file, programs()) if file else NOTHING


def store_file() -> Path | None:
    """Where builds keep what they have made: nowhere in an installed project, which has no folder to write to."""
    named = os.environ.get(FILE)
    if named is not None:
        return Path(named) if named else None
    return None if MADE.is_dir() else ROOT / ".cache" / "made.sqlite"


def programs() -> str:
    """The hash of all that makes a site but the register and the centre: rather too much than too little."""
    places = (CODE / "generator", CHECK, *(ROOT / name for name in SHIPPED_BESIDE if ROOT / name != NOTICES))
    within = (file for place in places for file in (sorted(place.rglob("*")) if place.is_dir() else [place]))
    files = [file for file in within if file.is_file() and "__pycache__" not in file.parts]
    installed = sorted(f"{each.name} {each.version}" for each in distributions())
    return key_of(sys.version, *installed, *(part for file in files for part in (str(file), file.read_bytes()))).hex()


def key_of(*parts: bytes | str) -> bytes:
    """The hash of all that something is made from, in order."""
    digest = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(b"%d:" % len(content) + content)
    return digest.digest()

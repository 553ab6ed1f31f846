"""One person at a time publishes to a place; whoever comes second is told who is at it."""

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from generator.register.problems import BadInput
from generator.writing import named


def publisher() -> str:
    """Who publishes here and now: person, machine, process and time."""
    try:
        person = getpass.getuser()
    except OSError:
        person = "somebody"
    since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    return f"{person} at {socket.gethostname()}, process {os.getpid()}, since {since}"


def busy(place: str, who: str) -> BadInput:
    found = who.strip() or "somebody who has not said who"
    return BadInput([f"{place}: expected nobody else publishing, found {found}: try again when that has ended"])


@contextmanager
def locked(file: Path, place: str) -> Iterator[None]:
    """Holds the lock in ``file``; the system gives it back however the process ends. Raises ``BadInput``."""
    with named(file):
        # A link in its place would be written through.
        handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o664)
    with os.fdopen(handle, "r+", encoding="utf-8", errors="replace") as lock:
        with suppress(ImportError):
            import fcntl  # not on Windows, where nothing stops a second run

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise busy(place, lock.read(300)) from None
        _write(lock.fileno(), publisher())
        try:
            yield
        finally:
            _write(lock.fileno(), "")


def _write(handle: int, text: str) -> None:
    # Who it is only informs: on a full disk the lock holds without.
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, text.encode(), 0)

"""Writes files whole or not at all, readable by all, and names the file where that fails."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time

READABLE_FOLDER, READABLE_FILE = 0o755, 0o644


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Gives an error of the system the file's name: what a full disk says of a write has none."""
    try:
        yield
    except OSError as error:
        if error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from None


def write_file(path: Path, content: bytes) -> None:
    """A new file, safe on the disk; a link in its place is not followed."""
    with named(path):
        path.unlink(missing_ok=True)
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        make_readable(path, READABLE_FILE)


def replace_file(path: Path, content: bytes) -> None:
    """``path`` has its old content or the new, whatever happens; raises ``OSError`` with its name."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with named(path):
            write_file(made, content)
            made.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """A folder with those that it lies in; what is made is readable by all, what is there stays as it is."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir()
        make_readable(path, READABLE_FOLDER)


def make_readable(path: Path, mode: int) -> None:
    """Adds what a strict umask has left out, so that a web server can read it."""
    path.chmod(path.stat().st_mode & 0o7777 | mode)


def date_after(file: Path, *others: Path) -> None:
    """Dates ``file`` now, and at least a second after the others: servers tell contents apart by second and size."""
    before = max((int(other.stat().st_mtime) for other in others if other.exists()), default=0)
    day = max(time(), before + 1)
    os.utime(file, (day, day))


def keep_folder(path: Path) -> None:
    """Makes a folder's names safe on the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

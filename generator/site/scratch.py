"""Folders for what is being made: one that a killed run has left behind is cleared by the next."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import IO

HELD = ".held"
"""In each: locked, as long as the run lasts that made the folder."""


@contextmanager
def scratch_folder(parent: Path, name: str, rescue: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """A new folder in ``parent``; ``rescue`` takes out of one that was left behind what must not be lost."""
    for left in _left_behind(parent, name):
        if rescue:
            rescue(left)
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=parent))
    try:
        made = folder / f"{HELD}-new"
        with made.open("w") as held:
            _hold(held)
            # Under its name it is there only locked: no other run takes it for one that was left.
            made.rename(folder / HELD)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _left_behind(parent: Path, name: str) -> Iterator[Path]:
    for held in sorted(parent.glob(f".{escape(name)}-*/{HELD}")):
        with suppress(OSError), held.open("r+") as file:
            if not held.is_symlink() and not held.parent.is_symlink() and _hold(file):
                yield held.parent


def _hold(file: IO[str]) -> bool:
    """Locks the file until it is closed; False where nobody can. Raises ``OSError`` where another run holds it."""
    try:
        import fcntl
    except ImportError:  # on Windows, where a folder that was left behind stays
        return False
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True

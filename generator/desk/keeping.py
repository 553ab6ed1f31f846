"""Keeps what a clerk decides: each change is in the file at once, whole or not at all, and can be taken back.

Nothing is written over what somebody else has written since: a change names the mark of what its form showed.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from generator.desk.source import Source
from generator.reading import read_bytes
from generator.register.places import MAX_BYTES
from generator.writing import replace_file

MOST_STEPS = 200
"""So many changes of a notice can be taken back."""


class OvertakenError(Exception):
    """What a form showed is no longer what the file says."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change: the files that it wrote, each with its content before and after."""

    part: str
    files: Mapping[Path, tuple[bytes, bytes]]


class Keeper:
    """Writes the register in ``folder``; one change at a time, also where two desks are open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._steps: dict[str, list[Step]] = {}
        self._lock = Lock()

    def change(
        self,
        notice_id: str,
        file: Path,
        part: str,
        seen: str,
        mark: Callable[[Source], str],
        edit: Callable[[Source], Source],
        beside: Mapping[Path, Callable[[str], str]] | None = None,
    ) -> None:
        """Writes ``file`` as ``edit`` makes it of its content, if ``mark`` of that is still ``seen``.

        Files ``beside`` it are written first, as their own edits make them. Raises ``OvertakenError`` where the mark is
        another.
        """
        with self._alone():
            before = read_bytes(file, MAX_BYTES)
            source = Source(_text(before), str(file))
            if mark(source) != seen:
                raise OvertakenError
            contents: dict[Path, tuple[bytes, bytes]] = {}
            for other, change in (beside or {}).items():
                old = read_bytes(other, MAX_BYTES)
                contents[other] = old, _bytes(change(_text(old)), like=old)
            contents[file] = before, _bytes(edit(source).text, like=before)
            changed = {path: (old, new) for path, (old, new) in contents.items() if old != new}
            for path, (_, new) in changed.items():
                replace_file(path, new)
            if changed:
                self._remember(notice_id, Step(part, changed))

    def last(self, notice_id: str) -> Step | None:
        """The change that would be taken back."""
        steps = self._steps.get(notice_id)
        return steps[-1] if steps else None

    def undo(self, notice_id: str) -> Step | None:
        """Takes the last change of a notice back; raises ``OvertakenError`` where its files have changed since."""
        with self._alone():
            step = self.last(notice_id)
            if step is None:
                return None
            if any(read_bytes(file, MAX_BYTES) != after for file, (_, after) in step.files.items()):
                raise OvertakenError
            for file, (before, _) in step.files.items():
                replace_file(file, before)
            self._steps[notice_id].pop()
            return step

    def _remember(self, notice_id: str, step: Step) -> None:
        steps = self._steps.setdefault(notice_id, [])
        steps.append(step)
        del steps[:-MOST_STEPS]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else at a desk writes meanwhile; the folder itself is the lock, so that no file is needed for one."""
        with self._lock:
            try:
                import fcntl
            except ImportError:  # on Windows, where one desk at a time is one's own care
                yield
                return
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield
            finally:
                os.close(handle)


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def _bytes(text: str, like: bytes) -> bytes:
    """``text`` with the line ends and the mark at its beginning that ``like`` has."""
    lines = text.replace("\n", "\r\n") if b"\r\n" in like else text
    return (b"\xef\xbb\xbf" if like.startswith(b"\xef\xbb\xbf") else b"") + lines.encode()

"""Brings a web server's folder to a built site: no reader meets half a file, and what others put there stays.

``.chuding.json`` in the folder names every file that was published, and every one that a run is about to write, with
the hashes it may have: whatever else is there is not ours. New contents are first written beside, into
``.chuding-new``, so that a full disk changes nothing; then they are renamed into place, one by one. A run that was
stopped leaves each file as it was or as it will be, and the next one completes it.
"""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from generator.folders import ROOT
from generator.register.problems import BadInput
from generator.site.build import MARK
from generator.site.offline import WORKER, release_of

RECORD = ".chuding.json"
STAGE = ".chuding-new"
MOST_LINES = 10
"""If more files than this are in the way, the message gives their number."""

type Record = dict[str, list[str]]
"""Site path → the hashes, one or two, that a published file may have."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Site paths, each once; what is the same on both sides is ``kept``."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int

    def __str__(self) -> str:
        if not (self.new or self.changed or self.removed):
            return f"nothing to publish, all {self.kept} files are as they should be"
        return (
            f"{len(self.new)} new, {len(self.changed)} changed, {len(self.removed)} removed, {self.kept} as they were"
        )


def check_destination(destination: Path, *sources: Path) -> None:
    """Raises ``BadInput`` where nothing may be published: in or around a source, in somebody else's folder, nowhere."""
    place = destination.resolve()
    for source in (ROOT, *(source.resolve() for source in sources)):
        if place.is_relative_to(source) or source.is_relative_to(place):
            raise BadInput([f"{destination}: expected a folder apart from {source}, found one inside or around it"])
    if not place.parent.is_dir():
        raise BadInput([f"{destination}: expected a folder, or a new name in one, found nothing at {place.parent}"])
    if os.path.lexists(place) and not place.is_dir():
        raise BadInput([f"{destination}: expected a folder, found a file"])
    if place.is_dir() and not (place / RECORD).is_file() and {path.name for path in place.iterdir()} - {STAGE}:
        raise BadInput([f"{destination}: expected an empty folder or one that chuding published to, found other files"])


def publish_site(site: Path, destination: Path) -> Changes:
    """Brings ``destination`` to ``site``.

    Raises ``BadInput`` or ``OSError``; every file there is then old or new, and whole.
    """
    check_destination(destination, site)
    wanted = _checked(site)
    recorded = _read_record(destination)
    changes = _changes(destination, recorded, wanted)
    published = {name: [digest] for name, digest in wanted.items()}
    written = [*changes.new, *changes.changed]
    stage = destination / STAGE
    if not (written or changes.removed or recorded != published or stage.exists()):
        return changes
    destination.mkdir(exist_ok=True)
    try:
        for name in written:
            _write(stage / name, _read(site, name, wanted[name]))
        either = {name: [*recorded.get(name, []), *published.get(name, [])] for name in {*recorded, *wanted}}
        _write_record(destination, either)
        for name in sorted(written, key=_turn):
            (destination / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(destination / name)
        for name in changes.removed:
            _remove(destination, name)
        _write_record(destination, published)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return changes


def _turn(name: str) -> tuple[int, str]:
    """Assets before the pages that use them; last what makes devices fetch the release."""
    return 2 if name == WORKER else 1 if name.endswith(".html") else 0, name


# The site


def _checked(site: Path) -> dict[str, str]:
    """The hash of every file of a whole site."""
    if not (site / MARK).is_file() or not (site / WORKER).is_file():
        raise BadInput([f"{site}: expected a site built by chuding, found none"])
    files = sorted(path for path in site.rglob("*") if path.is_file() and path != site / RECORD)
    wanted = {path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}
    for name, digest in release_of((site / WORKER).read_text(encoding="utf-8")).items():
        if wanted.get(name) != digest:
            found = "nothing" if name not in wanted else "another"
            raise BadInput([f"{site / name}: expected the file of the site's own release, found {found}"])
    return wanted


def _read(site: Path, name: str, digest: str) -> bytes:
    content = (site / name).read_bytes()
    if sha256(content).hexdigest() != digest:
        raise BadInput([f"{site / name}: expected a site that stays as it is, found one that changes"])
    return content


# The destination


def _changes(destination: Path, recorded: Record, wanted: dict[str, str]) -> Changes:
    """The changes to make; raises ``BadInput`` naming foreign files in the way."""
    there = {name: _digest(destination / name) for name in sorted({*recorded, *wanted})}
    folders = {folder for name in wanted for folder in PurePosixPath(name).parents if folder.name}
    blocked = [str(folder) for folder in sorted(folders) if not _is_free(destination / folder)]
    blocked += [name for name, digest in there.items() if digest is not None and digest not in recorded.get(name, [])]
    if blocked:
        expected = "expected nothing, or what chuding published; found something else: move it away"
        lines = [f"{destination / name}: {expected}" for name in blocked[:MOST_LINES]]
        more = len(blocked) - len(lines)
        raise BadInput([*lines, *([f"{destination}: and {more} more"] if more else [])])
    return Changes(
        new=tuple(name for name in wanted if there[name] is None),
        changed=tuple(name for name in wanted if there[name] not in (None, wanted[name])),
        removed=tuple(name for name in there if name not in wanted and there[name] is not None),
        kept=sum(there[name] == digest for name, digest in wanted.items()),
    )


def _digest(path: Path) -> str | None:
    """The hash of a file, None where there is nothing, and no file's hash where there is something else."""
    if path.is_file() and not path.is_symlink():
        return sha256(path.read_bytes()).hexdigest()
    return "" if os.path.lexists(path) else None


def _is_free(folder: Path) -> bool:
    return not os.path.lexists(folder) or (folder.is_dir() and not folder.is_symlink())


def _remove(destination: Path, name: str) -> None:
    """Removes a file and the folders that it leaves empty."""
    (destination / name).unlink()
    for folder in PurePosixPath(name).parents:
        if folder.name:
            with suppress(OSError):
                (destination / folder).rmdir()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


# What was published


def _read_record(destination: Path) -> Record:
    path = destination / RECORD
    if not path.exists():
        return {}
    try:
        record: dict[str, list[str]] = json.loads(path.read_bytes())["files"]
        names: Iterable[str] = record.keys()
        if not all(_is_inside(name) and isinstance(record[name], list) for name in names):
            raise ValueError
    except (ValueError, TypeError, LookupError, AttributeError):
        raise BadInput([f"{path}: expected the record that chuding wrote, found something else"]) from None
    return record


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and bool(path.parts) and ".." not in path.parts


def _write_record(destination: Path, files: Record) -> None:
    record = {"files": {name: list(dict.fromkeys(files[name])) for name in sorted(files)}}
    made = destination / STAGE / RECORD
    _write(made, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
    made.replace(destination / RECORD)

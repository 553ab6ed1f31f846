"""Brings a folder on a host that follows no link to a built site, file by file, in an order that holds for readers.

Assets come first, then what is read, then what makes devices fetch the release, last the manifest; what only earlier
releases had goes after that. An asset's address is never another's, and assets of the last releases stay: so every
page that a reader has, old or new, is given its own.

``.chuding.json`` in the folder names every file that was published, and every one that a run is about to write, with
the hashes it may have: whatever else is there is not ours. It says nothing that ``release.json`` does not. New contents
are first written beside, into ``.chuding-new``, so that a full disk changes nothing; then they are renamed into place.
A run that fails puts back what it has replaced; one that was killed leaves each file as it was or as it will be, and
the next one completes it.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.publishing.changes import Changes
from generator.publishing.folder import content_of
from generator.publishing.lock import locked
from generator.register.problems import BadInput
from generator.site.offline import WORKER
from generator.site.release import RECORD, RELEASE, Release, is_lasting, is_site_path, release_entry, verified
from generator.writing import date_after, make_folder, write_file

STAGE, LOCK = ".chuding-new", ".chuding.lock"
OWN = {RECORD, STAGE, LOCK}
KEPT = 5
"""The assets of how many releases stay, the current one's among them."""
MOST_LINES = 10
"""If more files than this are in the way, the message gives their number."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was published to a folder, or is about to be."""

    files: dict[str, list[str]]
    """Site path → the hashes that the file may have."""
    assets: tuple[tuple[str, ...], ...] = ()
    """The assets of each release, the latest first."""


def publish_flat(site: Path, place: Path) -> tuple[Release, Changes]:
    """Brings ``place`` to ``site``; raises ``BadInput`` or ``OSError``: every file there is then as it was."""
    release = verified(site)
    _check_place(place)
    make_folder(place)
    with locked(place / LOCK, str(place)):
        return release, _publish(site, place, release)


def planned(site: Path, place: Path) -> tuple[Release, Changes]:
    """What ``publish_flat`` would do; raises the same."""
    release = verified(site)
    _check_place(place)
    return release, _plan(place, release).changes


@dataclass(frozen=True, slots=True)
class _Plan:
    changes: Changes
    before: Record
    during: Record
    after: Record


def _publish(site: Path, place: Path, release: Release) -> Changes:
    plan = _plan(place, release)
    written = sorted([*plan.changes.new, *plan.changes.changed], key=_turn)
    stage = place / STAGE
    if not (written or plan.changes.removed or plan.before != plan.after or stage.exists()):
        return plan.changes
    _check_writable(place, [*written, *plan.changes.removed])
    shutil.rmtree(stage, ignore_errors=True)
    try:
        for path in written:
            make_folder((stage / "new" / path).parent)
            content = release.text.encode() if path == RELEASE else content_of(site, path, release.files[path])
            write_file(stage / "new" / path, content)
            date_after(stage / "new" / path, place / path)
        _write_record(place, plan.during)
        with _undone_on_failure(place, stage / "old") as replaced:
            for path in written:
                replaced(path)
                make_folder((place / path).parent)
                (stage / "new" / path).replace(place / path)
        for path in plan.changes.removed:
            _remove(place, path)
        _write_record(place, plan.after)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return plan.changes


def _turn(path: str) -> tuple[int, str]:
    """Assets before what uses them, then what makes devices fetch the release; last what says that it is there."""
    order = 3 if path == RELEASE else 2 if path.startswith(WORKER) else 0 if is_lasting(path) else 1
    return order, path


@contextmanager
def _undone_on_failure(place: Path, old: Path) -> Iterator["_Replaced"]:
    replaced = _Replaced(place, old)
    try:
        yield replaced
    except BaseException:
        replaced.put_back()
        raise


class _Replaced:
    """What a run has replaced, to put back."""

    def __init__(self, place: Path, old: Path):
        self.place, self.old = place, old
        self.paths: list[str] = []

    def __call__(self, path: str) -> None:
        """Keeps the file at ``path``, which is about to be replaced."""
        if (self.place / path).exists():
            make_folder((self.old / path).parent)
            try:
                os.link(self.place / path, self.old / path)
            except OSError:
                shutil.copy2(self.place / path, self.old / path)
        self.paths.append(path)

    def put_back(self) -> None:
        for path in reversed(self.paths):
            if (self.old / path).exists():
                (self.old / path).replace(self.place / path)
            elif (self.place / path).exists():
                _remove(self.place, path)


# What is to be done


def _plan(place: Path, release: Release) -> _Plan:
    """The changes to make; raises ``BadInput`` naming foreign files in the way."""
    before = _read_record(place)
    wanted = {path: entry.sha256 for path, entry in release.files.items()}
    wanted[RELEASE] = release_entry(release.text.encode()).sha256
    assets = tuple(path for path in release.files if is_lasting(path))
    generations = (assets, *(each for each in before.assets if each != assets))[:KEPT]
    stays = {path: before.files[path] for each in generations for path in each if path in before.files}
    after = Record({**stays, **{path: [digest] for path, digest in wanted.items()}}, generations)
    named = {*before.files, *wanted}
    there = {path: _digest(place / path) for path in sorted(named)}
    _check_free(place, before, there)
    either = {path: [*before.files.get(path, []), *after.files.get(path, [])] for path in named}
    changes = Changes(
        new=tuple(path for path in sorted(wanted) if there[path] is None),
        changed=tuple(path for path in sorted(wanted) if there[path] not in (None, wanted[path])),
        removed=tuple(path for path in there if path not in after.files and there[path] is not None),
        kept=sum(there[path] == digest for path, digest in wanted.items()),
    )
    return _Plan(changes, before, replace(after, files=either), after)


def _check_place(place: Path) -> None:
    where = place.resolve()
    if not os.path.lexists(where) and not where.parent.is_dir():
        raise BadInput([f"{place}: expected a folder, or a new name in one, found nothing where it would lie"])
    if os.path.lexists(where) and not where.is_dir():
        raise BadInput([f"{place}: expected a folder, found a file"])
    if not where.is_dir():
        return
    if not (where / RECORD).is_file() and {path.name for path in where.iterdir()} - OWN:
        raise BadInput([f"{place}: expected an empty folder or one that chuding published to, found other files"])
    for name in sorted(OWN):
        path = where / name
        if path.is_symlink() or (os.path.lexists(path) and path.is_dir() != (name == STAGE)):
            raise BadInput([f"{place / name}: expected what chuding made, found something else"])


def _check_free(place: Path, before: Record, there: dict[str, str | None]) -> None:
    """Raises ``BadInput`` for whatever is not ours at, or on the way to, a path that is."""
    folders = {folder for path in there for folder in PurePosixPath(path).parents if folder.name}
    blocked = [str(folder) for folder in sorted(folders) if not _is_free(place / folder)]
    blocked += [
        path for path, digest in there.items() if digest is not None and digest not in before.files.get(path, [])
    ]
    if blocked:
        expected = "expected nothing, or what chuding published; found something else: move it away"
        lines = [f"{place / path}: {expected}" for path in blocked[:MOST_LINES]]
        more = len(blocked) - len(lines)
        raise BadInput([*lines, *([f"{place}: and {more} more"] if more else [])])


def _check_writable(place: Path, paths: Iterable[str]) -> None:
    """Raises ``BadInput`` for the first folder in which no file can be replaced."""
    for folder in sorted({(place / path).parent for path in paths}):
        there = next(each for each in (folder, *folder.parents) if each.exists())
        if not os.access(there, os.W_OK | os.X_OK):
            raise BadInput([f"{there}: expected a folder that can be written to, found one that cannot"])


def _digest(path: Path) -> str | None:
    """The hash of a file, None where there is nothing, and no file's hash where there is something else."""
    if path.is_file() and not path.is_symlink():
        return release_entry(path.read_bytes()).sha256
    return "" if os.path.lexists(path) else None


def _is_free(folder: Path) -> bool:
    return not os.path.lexists(folder) or (folder.is_dir() and not folder.is_symlink())


def _remove(place: Path, path: str) -> None:
    """Removes a file and the folders that it leaves empty."""
    (place / path).unlink()
    for folder in PurePosixPath(path).parents:
        if folder.name:
            try:
                (place / folder).rmdir()
            except OSError:
                return


# What was published


def _read_record(place: Path) -> Record:
    path = place / RECORD
    if not path.exists():
        return Record({})
    try:
        told = json.loads(path.read_bytes())
        record = Record(told["files"], tuple(map(tuple, told.get("assets", ()))))
        named = {*record.files, *(each for assets in record.assets for each in assets)}
        if not all(is_site_path(name) or name == RELEASE for name in named):
            raise ValueError
        if not all(map(_are_digests, record.files.values())):
            raise ValueError
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise BadInput([f"{path}: expected the record that chuding wrote, found something else"]) from None
    return record


def _are_digests(told: object) -> bool:
    return isinstance(told, list) and all(isinstance(each, str) for each in told)


def _write_record(place: Path, record: Record) -> None:
    files = {name: list(dict.fromkeys(record.files[name])) for name in sorted(record.files)}
    text = json.dumps({"files": files, "assets": record.assets}, ensure_ascii=False, indent=1) + "\n"
    made = place / STAGE / RECORD
    make_folder(made.parent)
    write_file(made, text.encode())
    made.replace(place / RECORD)

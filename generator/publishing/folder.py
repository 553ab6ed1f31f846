"""Releases in a folder on this machine."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE

from generator.folders import CODE
from generator.publishing.destination import LOCK, Destination, Found
from generator.publishing.lock import locked
from generator.register.problems import BadInput
from generator.site.release import (
    ASSETS,
    CURRENT,
    LASTING,
    NAME,
    RELEASE,
    RELEASES,
    Entry,
    Release,
    entries,
    faults,
    read_release,
    release_entry,
)
from generator.writing import READABLE_FILE, date_after, keep_folder, make_folder, replace_file, write_file

NEXT = ".current-new"
UNFINISHED = re.compile(r"\.(?:new|old)-[0-9a-f]{16}")
"""What a run that was killed may leave among the releases."""


class Folder(Destination):
    def __init__(self, place: Path):
        self.given, self.place = place, place.resolve()
        self.releases = self.place / RELEASES

    def __str__(self) -> str:
        return str(self.given)

    def found(self) -> Found:
        if not os.path.lexists(self.place):
            return Found("nothing" if self.place.parent.is_dir() else "nowhere")
        if not self.place.is_dir():
            return Found("file")
        names = frozenset(each.name for each in self.place.iterdir())
        link = self.place / CURRENT
        blocked = [CURRENT] if os.path.lexists(link) and not link.is_symlink() else []
        blocked += [RELEASES] if os.path.lexists(self.releases) and not _is_folder(self.releases) else []
        blocked += [LOCK] if os.path.lexists(self.place / LOCK) and not _is_file(self.place / LOCK) else []
        blocked += [NEXT] if os.path.lexists(self.place / NEXT) and not (self.place / NEXT).is_symlink() else []
        there = sorted(self.releases.iterdir()) if _is_folder(self.releases) else []
        times = tuple((each.name, each.stat().st_mtime) for each in there if _is_folder(each))
        return Found("folder", names, str(link.readlink()) if link.is_symlink() else None, times, tuple(blocked))

    @contextmanager
    def locked(self) -> Iterator[None]:
        make_folder(self.place)
        with locked(self.place / LOCK, str(self)):
            yield

    def read_manifest(self, name: str) -> Release:
        file = self.releases / name / RELEASE
        try:
            return read_release(file.read_bytes(), str(file))
        except OSError as error:
            raise BadInput([f"{file}: {error.strerror}"]) from None

    def confirm(self, release: Release) -> None:
        _check(self.releases / release.name, release)

    def receive(self, site: Path, release: Release) -> None:
        make_folder(self.releases)
        self._clear()
        target = self.releases / release.name
        if os.path.lexists(target):
            self._mend(target, site, release)
            return
        stage = self.releases / f".new-{release.name}"
        try:
            self._fill(stage, site, release)
            _check(stage, release)
            stage.rename(target)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
        keep_folder(self.releases)

    def show(self, name: str, touched: Iterable[str]) -> None:
        release, link = self.releases / name, self.place / NEXT
        self._keep_assets(release)
        for path in touched:
            date_after(release / path, self.place / CURRENT / path)
        date_after(release, *(each for each in self.releases.iterdir() if each != release and _is_folder(each)))
        try:
            link.unlink(missing_ok=True)
            link.symlink_to(f"{RELEASES}/{name}", target_is_directory=True)
        except OSError as error:
            expected = "expected a folder that can hold links"
            raise BadInput([f"{link}: {expected}, found none: {error.strerror} (without links: --flat)"]) from None
        link.replace(self.place / CURRENT)
        keep_folder(self.place)

    def remove(self, name: str) -> str | None:
        folder, out = self.releases / name, self.releases / f".old-{name}"
        try:
            foreign = [path for path, fault in faults(folder, self.manifest(name)) if "is not the release's" in fault]
            if foreign:
                return f"{folder}: stays, since somebody put {foreign[0]} there"
            # Whoever lists the releases never finds one that is half gone.
            folder.rename(out)
            shutil.rmtree(out)
        except BadInput as bad:
            return f"{folder}: stays, {bad.lines[0]}"
        except OSError as error:
            return f"{folder}: stays, {error.strerror}"
        return None

    def _clear(self) -> None:
        """Removes what runs that were killed have left."""
        for entry in sorted(self.releases.iterdir()):
            if UNFINISHED.fullmatch(entry.name) and _is_folder(entry):
                shutil.rmtree(entry)

    def _fill(self, stage: Path, site: Path, release: Release) -> None:
        """All files of the release, those that a release has here already as links to it."""
        earlier = [(each, dict(entries(each))) for each in sorted(self.releases.iterdir()) if _is_folder(each)]
        make_folder(stage)
        for path, entry in release.files.items():
            target = stage / path
            make_folder(target.parent)
            alike = (folder / path for folder, there in earlier if there.get(path) == "file")
            if not any(_link(file, entry, target) for file in alike):
                write_file(target, content_of(site, path, entry))
        write_file(stage / RELEASE, release.text.encode())
        for folder in {stage, *((stage / path).parent for path in release.files)}:
            keep_folder(folder)

    def _keep_assets(self, shown: Path) -> None:
        """Has the folder ``shown`` the other releases' assets as well, for readers who have a page of theirs open."""
        for each in sorted(self.releases.iterdir()):
            if NAME.fullmatch(each.name) and each != shown and _is_folder(each):
                with suppress(BadInput):
                    self._keep_assets_of(each, self.manifest(each.name), shown)

    def _keep_assets_of(self, folder: Path, release: Release, shown: Path) -> None:
        """Links each folder of assets, whole; raises ``BadInput`` for what is not as it was published."""
        own = {path: lasting[1] for path in release.shown if (lasting := LASTING.match(path))}
        for name in dict.fromkeys(own.values()):
            target, stage = shown / ASSETS / name, self.releases / f".new-{name}"
            if os.path.lexists(target):
                continue
            try:
                for path in (path for path in own if own[path] == name):
                    part = stage / path.removeprefix(f"{ASSETS}{name}/")
                    make_folder(part.parent)
                    if not _link(folder / path, release.files[path], part):
                        write_file(part, content_of(folder, path, release.files[path]))
                make_folder(target.parent)
                stage.rename(target)
            finally:
                shutil.rmtree(stage, ignore_errors=True)

    def _mend(self, target: Path, site: Path, release: Release) -> None:
        """Makes a release that is here whole again, file by file: readers may be seeing it."""
        if not _is_folder(target):
            raise BadInput([f"{target}: expected a release's folder, found something else"])
        found = list(faults(target, release))
        if leading := [f"{target / path}: {fault}" for path, fault in found if "found a link that" in fault]:
            # What lies where it leads would be written to.
            raise BadInput(leading)
        for path, fault in found:
            if path in release.files and not fault.endswith("device"):
                make_folder((target / path).parent)
                replace_file(target / path, content_of(site, path, release.files[path]))
            elif release.is_packed(path) and _is_file(target / path):
                # Of a build that packed, as the one before it: servers would send it.
                (target / path).unlink()
        if not _is_file(target / RELEASE) or (target / RELEASE).read_text(encoding="utf-8") != release.text:
            replace_file(target / RELEASE, release.text.encode())
        _check(target, release)


def check_apart(place: Path, *sources: Path) -> None:
    """Raises ``BadInput`` where ``place`` lies in or around a source, or this project."""
    where = place.resolve()
    for source in (CODE, *(source.resolve() for source in sources)):
        if where.is_relative_to(source) or source.is_relative_to(where):
            raise BadInput([f"{place}: expected a folder apart from {source}, found one inside or around it"])


def content_of(site: Path, path: str, entry: Entry) -> bytes:
    """A file of a verified site; raises ``BadInput`` if it has changed since."""
    content = (site / path).read_bytes()
    if release_entry(content) != entry:
        raise BadInput([f"{site / path}: expected a site that stays as it is, found one that changes"])
    return content


def _link(file: Path, entry: Entry, target: Path) -> bool:
    """Whether ``target`` is now a link to ``file``, an earlier release's with the same content."""
    try:
        there = file.lstat()
        readable = S_IMODE(there.st_mode) & READABLE_FILE == READABLE_FILE
        if not readable or there.st_size != entry.size or release_entry(file.read_bytes()) != entry:
            return False
        os.link(file, target, follow_symlinks=False)
    except OSError:
        # Not every file system has such links; then the file is copied.
        return False
    return True


def _check(folder: Path, release: Release) -> None:
    if found := [f"{folder / path}: {fault}" for path, fault in faults(folder, release)]:
        raise BadInput(found)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()

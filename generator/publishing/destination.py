"""A place with releases: ``releases/<name>/`` each whole, and ``current``, the link to the one that readers see."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.publishing.changes import Changes, changes
from generator.register.problems import BadInput
from generator.site.release import CURRENT, NAME, RELEASES, Release, verified

LOCK = ".lock"
OWN = {CURRENT, RELEASES, LOCK, ".current-new"}
KEPT = 5
"""How many releases stay, the current one among them."""
LATEST = datetime(9999, 12, 30, tzinfo=UTC).timestamp()
"""Some file systems have later times, which no date can say."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A release that lies at the place, and since when readers have, or last had, seen it."""

    name: str
    published: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at a place: the names in it, what ``current`` leads to, and each release's time in seconds.

    ``kind``: ``folder``, ``nothing``, ``nowhere`` (its parent is not there either) or ``file``.
    """

    kind: str
    names: frozenset[str] = frozenset()
    link: str | None = None
    releases: tuple[tuple[str, float], ...] = ()
    blocked: tuple[str, ...] = ()
    """Names of ours that are not what we make: a file or a link instead of a folder, a folder instead of a link."""


class Destination(ABC):
    """Where releases go; ``str`` of it is what the user calls it."""

    @abstractmethod
    def found(self) -> Found:
        """What lies there now. Raises ``BadInput`` or ``OSError``."""

    @abstractmethod
    def locked(self) -> AbstractContextManager[None]:
        """Makes the place where it is not there yet, and keeps others from publishing to it."""

    @abstractmethod
    def read_manifest(self, name: str) -> Release:
        """The release that the manifest in ``releases/<name>`` tells of; raises ``BadInput``."""

    @abstractmethod
    def confirm(self, release: Release) -> None:
        """Raises ``BadInput`` where what lies there under the release's name is not the release, whole."""

    @abstractmethod
    def receive(self, site: Path, release: Release) -> None:
        """Has ``releases/<name>`` be what ``site`` is, and nothing else; readers see nothing of it."""

    @abstractmethod
    def show(self, name: str, touched: Iterable[str]) -> None:
        """Has readers see the release ``name`` from one moment to the next, and dates it later than all others.

        Files ``touched`` are dated later than those that readers see: else a server, which goes by second and size,
        would tell a reader that he has already what is new, or is back again.
        """

    @abstractmethod
    def remove(self, name: str) -> str | None:
        """Removes a release, or says in one line why it stays."""

    def check(self) -> Found:
        """What lies there; raises ``BadInput`` where nothing may be published."""
        found = self.found()
        if found.kind == "nowhere":
            raise BadInput([f"{self}: expected a folder, or a new name in one, found nothing where it would lie"])
        if found.kind == "file":
            raise BadInput([f"{self}: expected a folder, found a file"])
        foreign = found.names - OWN
        if foreign and RELEASES not in found.names:
            expected = "expected an empty folder or one with releases"
            raise BadInput([f"{self}: {expected}, found other files (to publish among them: --flat)"])
        for name in found.blocked:
            made = "a link to one of the releases" if name == CURRENT else "a folder" if name == RELEASES else "a file"
            raise BadInput([f"{self}/{name}: expected {made}, as chuding makes it, found something else"])
        if found.link is not None and not (
            found.link.startswith(f"{RELEASES}/") and NAME.fullmatch(found.link.removeprefix(f"{RELEASES}/"))
        ):
            raise BadInput([f"{self}/{CURRENT}: expected a link to one of the releases, found one to {found.link}"])
        return found

    def kept(self) -> list[Kept]:
        """The releases, the one that readers saw last first."""
        return _kept(self.check())

    def current(self) -> Release | None:
        """What readers see, if that can be read: a place that was damaged is to be published to all the same."""
        shown = next((kept for kept in self.kept() if kept.current), None)
        try:
            return self.manifest(shown.name) if shown else None
        except BadInput:
            return None

    def manifest(self, name: str) -> Release:
        """The release ``name`` by its own manifest; raises ``BadInput``, also where that is another's."""
        release = self.read_manifest(name)
        if release.name != name:
            raise BadInput([f"{self}/{RELEASES}/{name}: expected the release of this name, found {release.name}"])
        return release

    def publish(self, site: Path) -> tuple[Release, Changes, list[str]]:
        """Has readers see ``site``: the release, what changed, and what could not be cleared away.

        Raises ``BadInput`` or ``OSError``; readers then see what they saw.
        """
        release = verified(site)
        self.check()
        with self.locked():
            before = self.current()
            self.receive(site, release)
            self._show(before, release)
            left = [line for each in self.kept()[KEPT:] if not each.current and (line := self.remove(each.name))]
        return release, changes(before, release), left

    def roll_back(self, name: str | None) -> tuple[Release, Changes]:
        """Has readers see the release ``name`` again, else the one that they saw before the current one.

        Raises ``BadInput`` or ``OSError``, also where it is no longer whole; readers then see what they saw.
        """
        # The lock is a file: nothing is written where there is nothing to go back to.
        self._earlier(name)
        with self.locked():
            before, release = self.current(), self.manifest(self._earlier(name))
            self.confirm(release)
            self._show(before, release)
        return release, changes(before, release)

    def _earlier(self, name: str | None) -> str:
        """The name of the release to go back to; raises ``BadInput`` where there is none."""
        kept = self.kept()
        others = [each.name for each in kept if not each.current]
        wanted = name or (others[0] if others else None)
        if wanted is None or wanted not in [each.name for each in kept]:
            there = ", ".join(each.name for each in kept) or "none"
            expected = f"one of the releases there, {there}" if name else f"a release before the current one, {there}"
            raise BadInput([f"{self}: expected {expected}, found {name or 'no other'}"])
        return wanted

    def _show(self, before: Release | None, release: Release) -> None:
        self.show(release.name, changes(before, release).changed if before else ())


def _kept(found: Found) -> list[Kept]:
    shown = (found.link or "").removeprefix(f"{RELEASES}/")
    newest_first = sorted(found.releases, key=lambda release: release[1], reverse=True)
    return [
        Kept(name, datetime.fromtimestamp(min(seconds, LATEST), UTC).astimezone(), name == shown)
        for name, seconds in newest_first
        if NAME.fullmatch(name)
    ]

"""The site as it would be published: what nobody looks at is not made, and what has not changed not made anew."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import RLock

from generator.centre.centre import Centre, centre_of, read_centre
from generator.folders import CHECK, CONFIGURATION, SITE_SOURCE
from generator.plugin import Asked, made_of
from generator.published.memory import Memory
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.notices import Register
from generator.site.build import site_address
from generator.site.contents import Contents, site_contents

INDEX, MISSING = "index.html", "404.html"

type State = tuple[tuple[str, int, int], ...]
"""Every file that a site is made from: its path, when it was changed, and how long it is."""


class Edition:
    """The site of one state of its sources; a file of it is made once."""

    def __init__(self, contents: Contents, centre: Centre, lock: RLock) -> None:
        """``lock``: one file is made at a time."""
        self._contents, self._centre, self._lock = contents, centre, lock
        self._made: dict[str, bytes | None] = {}

    @property
    def publication(self) -> Publication:
        return self._contents.publication

    def before(self, notice_id: str) -> str | None:
        """The earlier notice that the readers of a notice know."""
        earlier: PublishedNotice | None = None
        if notice_id in self.publication.by_id:
            earlier = self._contents.comparisons.earlier.get(notice_id)
        return earlier.id if earlier else None

    def file(self, path: str) -> bytes | None:
        """The file at ``path`` of the site, as a build would write it; None where the site has none."""
        path = path + INDEX if not path or path.endswith("/") else path
        with self._lock:
            if path not in self._made:
                self._made[path] = self._make(path)
            return self._made[path]

    @property
    def missing(self) -> bytes:
        """The page for what is not there."""
        return self.file(MISSING) or b""

    def _make(self, path: str) -> bytes | None:
        if make := self._contents.files.get(path):
            return make()
        for beside in self._beside(path):
            return beside
        with tempfile.TemporaryDirectory(prefix="chuding-") as folder:
            made_of(Asked(self._contents, self._centre, path), site_address(self._centre), Path(folder))
            files = (file for file in Path(folder).rglob("*") if file.is_file())
            written = {file.relative_to(folder).as_posix(): file for file in files}
            return written[path].read_bytes() if path in written else None

    def _beside(self, path: str) -> Iterator[bytes]:
        """The file, where it lies beside a page and is made with it."""
        folder = path.rpartition("/")[0] + "/"
        for page in self._contents.pages:
            if folder in (page.path, page.address) and not path.endswith(INDEX):
                yield from (content for name, content in page.beside() if name == path)


class Preview:
    """The register in ``folder``, with the centre beside it, as the site that ``read`` gives would be.

    ``read`` gives the register as it stands, and raises ``BadInput`` where it cannot be published.
    """

    def __init__(self, folder: Path, read: Callable[[], Register]) -> None:
        self.read, self._folder = read, folder
        self._kept: tuple[State, Edition] | None = None
        self._own: tuple[Path, ...] = (centre_of(folder) or CONFIGURATION,)
        """Where the centre has set what is its own, and what it names there."""
        self._project: State | None = None
        self._memory = Memory()
        self._lock = RLock()

    @property
    def state(self) -> State:
        """What changes whenever a file does that the site is made from."""
        return state_of(self._folder, SITE_SOURCE, CHECK, *self._own)

    @property
    def now(self) -> Edition:
        """The site as it stands; raises ``BadInput``."""
        with self._lock:
            state = self.state
            if self._kept is None or self._kept[0] != state:
                # What an earlier reading has, holds no longer.
                self._kept = None
                project = state_of(SITE_SOURCE, CHECK)
                if self._project != project:
                    self._project, self._memory = project, Memory()
                # Also of the files that it names, and before they are read.
                centre = self._centre()
                state = self.state
                publication = publish(centre.shown(self.read()), self._memory)
                contents = site_contents(publication, centre, site_address(centre), self._memory)
                self._kept = state, Edition(contents, centre, self._lock)
            return self._kept[1]

    def _centre(self) -> Centre:
        file = centre_of(self._folder) or CONFIGURATION
        centre = read_centre(file)
        given = (centre.settings.extra.centre.logo, centre.settings.extra.centre.style)
        self._own = (file, *(file.parent / name for name in given if name))
        return centre


def state_of(*paths: Path) -> State:
    """The state of files, and of all files in folders, but those whose names begin with a point."""
    within = (each for path in paths for each in (path.rglob("*") if path.is_dir() else [path]))
    files = sorted(file for file in within if not file.name.startswith(".") and file.is_file())
    return tuple((str(file), found.st_mtime_ns, found.st_size) for file in files if (found := file.stat()))

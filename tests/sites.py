"""Small made-up sites, for tests of what happens to a site's files and not of what is in them."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from generator.folders import ROOT
from generator.site.offline import service_worker
from generator.site.release import ASSETS, RELEASE, is_lasting, name_of, read_release, release_entry, release_in


def as_assets(files: dict[str, str]) -> dict[str, str]:
    """``files`` at their lasting addresses in a site: all in the folder that has the name of their content."""
    folder = name_of({name: release_entry(text.encode()) for name, text in files.items()})
    return {f"{ASSETS}{folder}/{name}": text for name, text in files.items()}


OLD_ASSETS, NEW_ASSETS = as_assets({"site.css": "old"}), as_assets({"site.css": "new", "b.js": "more"})
OLD = OLD_ASSETS | {
    "index.html": "old", "notices/a/index.html": "the same", "old/page/index.html": "gone",
    "schema/notice.json": "{}", "404.html": "the same",
}  # fmt: skip
NEW = NEW_ASSETS | {
    "index.html": "new", "notices/a/index.html": "the same", "notices/b/index.html": "more",
    "schema/notice.json": "{}", "404.html": "the same",
}  # fmt: skip

DIES = """
import os, sys
last, steps, fails, opened = int(sys.argv.pop(1)), iter(range(10**6)), os.environ.get("FAILS"), os.open
def counted(act):
    def step(*given, **named):
        if next(steps) == last:
            os.close(opened(os.environ["REACHED"], os.O_CREAT | os.O_WRONLY))
            if fails:
                # As the system says it: of a path by name, of an open file not.
                named = [] if isinstance(given[0], int) else [str(given[0])]
                raise OSError(int(fails), os.strerror(int(fails)), *named)
            os._exit(9)
        return act(*given, **named)
    return step
for name in ("replace", "rename", "unlink", "rmdir", "link", "symlink", "mkdir", "utime", "fsync"):
    setattr(os, name, counted(getattr(os, name)))
from generator.__main__ import run
run()
"""
"""The command, ended as by a loss of power before the step of the file system whose number is the first argument."""


def make_site(folder: Path, files: dict[str, str]) -> Path:
    """A site of a few files, with the service worker and the manifest that name them."""
    kept = sorted((name, text.encode()) for name, text in files.items())
    for name, text in {**files, "service-worker.js": service_worker("", kept)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / RELEASE).write_text(release_in(folder).text)
    return folder


def asset(site: Path, name: str) -> Path:
    """The file of the one asset of a built site with such a name, ``browser/worker.js``."""
    [found] = site.glob(f"{ASSETS}*/{name}")
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in ``folder``, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def own(folder: Path) -> dict[str, bytes]:
    """Every file in the release ``folder`` but the assets of others, which stay beside its own."""
    named = read_release((folder / RELEASE).read_bytes(), RELEASE).files if (folder / RELEASE).exists() else {}
    return {name: content for name, content in contents(folder).items() if name in named or not is_lasting(name)}


def run_until(
    step: int, *arguments: str | Path, fails: int | None = None
) -> tuple[subprocess.CompletedProcess[str], bool]:
    """Runs the command until so many steps of the file system are done: then it dies, or the next step ``fails``.

    Also says whether it came so far at all.
    """
    with tempfile.TemporaryDirectory() as folder:
        reached = Path(folder, "reached")
        environment = {**os.environ, "REACHED": str(reached), **({"FAILS": str(fails)} if fails else {})}
        command = [sys.executable, "-c", DIES, str(step), *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        return done, reached.exists()

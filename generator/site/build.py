"""Builds the site by running MkDocs, so that an existing site is replaced whole or left as it was."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

from generator.centre.centre import Centre, centre_of, read_centre
from generator.folders import CONFIGURATION
from generator.register.load import Memory, load
from generator.register.problems import BadInput
from generator.site.release import CURRENT, RECORD, RELEASES
from generator.site.scratch import scratch_folder
from generator.store import opened

MARK = "schema/notice.json"
"""A file that every site has, and hardly any other folder."""
REPLACED = "old"
"""In a scratch folder, the site that is being replaced."""
AT_CWD, EXCHANGE = -100, 2
"""``renameat2``: paths as this process has them; neither is ever missing (linux/fcntl.h, linux/fs.h)."""
SITE_ADDRESS = "CHUDING_SITE_URL"
"""In the environment: where the site is published, whatever the centre has set."""
WITH_PARENT = "CHUDING_WITH_PARENT"
"""In the environment of MkDocs, where it ends with the command that started it."""


def build_site(notices: Path, site: Path) -> Path:
    """Builds the site from the register ``notices`` into ``site``; a failure leaves ``site`` as it was.

    Raises ``BadInput``, also where ``site`` holds anything but a site built before.
    """
    _check(notices)
    site = site.absolute()
    if site.exists() and not (site / MARK).is_file() and (not site.is_dir() or any(site.iterdir())):
        raise BadInput([f"{site}: expected a site built by chuding, an empty folder or nothing, found something else"])
    if _is_published(site):
        raise BadInput([f"{site}: expected a folder that only builds write, found one that was published to"])
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder(site.parent, site.name, rescue=lambda left: _put_back(left, site)) as scratch:
            _replace(site, _built(notices, scratch), scratch)
    except OSError as error:
        raise BadInput([f"{error.filename or site}: {error.strerror}"]) from None
    return site


def _is_published(site: Path) -> bool:
    """Whether publishing keeps ``site``: others' files lie among its own, or it is one of several releases."""
    around = site.resolve().parent
    released = around.name == RELEASES and (around.parent / CURRENT).is_symlink()
    return released or (site / RECORD).exists()


def _check(notices: Path) -> None:
    """Raises ``BadInput`` where the register, or what the centre has set beside it, is faulty."""
    store = opened()
    try:
        register, file = load(notices, Memory(store=store)), centre_of(notices)
        if file:
            read_centre(file).shown(register)
    finally:
        # What else a build has made is used only by MkDocs.
        store.close(clear=False)


def _built(notices: Path, scratch: Path) -> Path:
    """The new site, built inside ``scratch``."""
    built = scratch / "new"
    _mkdocs(notices, "build", "--strict", "--quiet", "--site-dir", str(built))
    # A scratch folder is its owner's alone; a site is everybody's to read.
    built.chmod(0o755)
    return built


def _replace(site: Path, built: Path, scratch: Path) -> None:
    """Puts ``built`` in the place of ``site``: at once where the system can exchange two folders."""
    if not site.exists():
        built.rename(site)
    elif not _exchange(site, built):
        site.rename(scratch / REPLACED)
        try:
            built.rename(site)
        finally:
            _put_back(scratch, site)


def _put_back(scratch: Path, site: Path) -> None:
    """The site that a run has moved away and replaced by nothing."""
    if (scratch / REPLACED).exists() and not site.exists():
        (scratch / REPLACED).rename(site)


def _exchange(one: Path, other: Path) -> bool:
    """Whether each of two folders now has the name of the other (Linux, renameat2)."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if os.name != "nt" else None
    return rename is not None and rename(AT_CWD, os.fsencode(one), AT_CWD, os.fsencode(other), EXCHANGE) == 0


def site_address(centre: Centre) -> str | None:
    """Where the site is published, if anybody has said so."""
    return os.environ.get(SITE_ADDRESS) or centre.settings.site_url


def _mkdocs(notices: Path, *arguments: str) -> None:
    """Runs MkDocs on the project's configuration with ``notices`` as the register."""
    own = {"CHUDING_NOTICES": str(notices.resolve()), "NO_MKDOCS_2_WARNING": "1", WITH_PARENT: "1"}
    if file := centre_of(notices):
        own["CHUDING_CENTRE"] = str(file)
        if address := site_address(read_centre(file)):
            own[SITE_ADDRESS] = address
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(CONFIGURATION)]
    environment = {**os.environ, **own}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as mkdocs:
        # Its standard input stays open as long as this process lives.
        said = mkdocs.stderr.read() if mkdocs.stderr else ""
        status = mkdocs.wait()
    if status:
        raise BadInput(_said(said) or [f"mkdocs {arguments[0]}: ended with {status}"])
    # What was left out, where the site is whole all the same.
    print(said, end="", file=sys.stderr)


def end_with_parent() -> None:
    """Ends this process, where the command started it, as soon as the command has ended, however that came."""
    if os.environ.get(WITH_PARENT):
        Thread(target=_end_with_input, daemon=True).start()


def _end_with_input() -> None:
    # Not by sys.stdin, whose lock would be held when the process ends by itself.
    while os.read(0, 1024):
        pass
    os._exit(1)


def _said(stderr: str) -> list[str]:
    """What MkDocs complains of: its own lines, or of a traceback the line that says what happened."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    broken = next((i for i, line in enumerate(lines) if line.startswith("Traceback")), None)
    return lines if broken is None else [*lines[:broken], lines[-1]]

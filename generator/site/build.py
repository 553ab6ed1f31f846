"""Builds and previews the site by running MkDocs, so that an existing site is replaced whole or left as it was."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from generator.folders import ROOT
from generator.register.load import load
from generator.register.problems import BadInput, shown

MARK = "schema/notice.json"
"""A file that every site has, and hardly any other folder."""


def build_site(notices: Path, site: Path) -> Path:
    """Builds the site from the register ``notices`` into ``site``; a failure leaves ``site`` as it was.

    Raises ``BadInput``, also where ``site`` holds anything but a site built before.
    """
    load(notices)
    site = site.absolute()
    if site.exists() and not (site / MARK).is_file() and (not site.is_dir() or any(site.iterdir())):
        raise BadInput([f"{site}: expected a site built by chuding, an empty folder or nothing, found something else"])
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        scratch = tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent)
    except OSError as error:
        raise BadInput([f"{site}: {error.strerror}"]) from None
    try:
        _replace(site, _built(notices, Path(scratch)), Path(scratch))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return site


def _built(notices: Path, scratch: Path) -> Path:
    """The new site, built inside ``scratch``."""
    built = scratch / "new"
    _mkdocs(notices, "build", "--strict", "--quiet", "--site-dir", str(built))
    # A scratch folder is its owner's alone; a site is everybody's to read.
    built.chmod(0o755)
    return built


def _replace(site: Path, built: Path, scratch: Path) -> None:
    """Puts ``built`` in the place of ``site``, and the old site back where that fails."""
    replaced = scratch / "old"
    if site.exists():
        site.rename(replaced)
    try:
        built.rename(site)
    except BaseException:
        if replaced.exists():
            replaced.rename(site)
        raise


def serve_site(notices: Path, address: str) -> None:
    """Previews the site at ``address`` until interrupted, following changes."""
    load(notices)
    _check_address(address)
    with suppress(KeyboardInterrupt):
        _mkdocs(notices, "serve", "--dev-addr", address)


def _check_address(address: str) -> None:
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise BadInput([f"--address: expected HOST:PORT, found {shown(address)}"])
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise BadInput([f"--address: expected a free address, found {address}: {error.strerror}"]) from None


def _mkdocs(notices: Path, *arguments: str) -> None:
    """Runs MkDocs on the project's configuration with ``notices`` as the register."""
    environment = {**os.environ, "CHUDING_NOTICES": str(notices.resolve()), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(ROOT / "mkdocs.yml")]
    # What a preview says is for whoever previews, as it comes.
    stderr = None if arguments[0] == "serve" else subprocess.PIPE
    finished = subprocess.run(command, env=environment, stderr=stderr, text=True)
    if finished.returncode:
        raise BadInput(_said(finished.stderr or "") or [f"mkdocs {arguments[0]}: ended with {finished.returncode}"])
    # What was left out, where the site is whole all the same.
    print(finished.stderr or "", end="", file=sys.stderr)


def _said(stderr: str) -> list[str]:
    """What MkDocs complains of: its own lines, or of a traceback the line that says what happened."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    broken = next((i for i, line in enumerate(lines) if line.startswith("Traceback")), None)
    return lines if broken is None else [*lines[:broken], lines[-1]]

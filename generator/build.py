"""Builds and previews the site by running MkDocs, so that an existing site is replaced whole or left as it was."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from generator.load import load
from generator.problems import BadInput

PROJECT = Path(__file__).resolve().parent.parent


def build_site(notices: Path, site: Path) -> Path:
    """Builds the site from the register ``notices`` into ``site``; raises ``BadInput`` and then leaves it as it was."""
    load(notices)
    site = site.resolve()
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{site.name}-", dir=site.parent) as scratch:
        built, replaced = Path(scratch, "new"), Path(scratch, "old")
        _mkdocs(notices, "build", "--strict", "--quiet", "--site-dir", str(built))
        if site.exists():
            if not (site / "index.html").is_file() and any(site.iterdir()):
                raise BadInput([f"{site}: expected a site or an empty folder, found other files"])
            site.rename(replaced)
        try:
            built.rename(site)
        except OSError:
            if replaced.exists():
                replaced.rename(site)
            raise
    return site


def serve_site(notices: Path, address: str) -> None:
    """Previews the site at ``address`` until interrupted, following changes."""
    load(notices)
    _mkdocs(notices, "serve", "--dev-addr", address)


def _mkdocs(notices: Path, *arguments: str) -> None:
    """Runs MkDocs on the project's configuration with ``notices`` as the register."""
    environment = {**os.environ, "CHUDING_NOTICES": str(notices.resolve()), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(PROJECT / "mkdocs.yml")]
    try:
        finished = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True)
    except KeyboardInterrupt:
        return
    if finished.returncode:
        raise BadInput(_said(finished.stderr) or [f"mkdocs {arguments[0]}: ended with {finished.returncode}"])


def _said(stderr: str) -> list[str]:
    """What MkDocs complains of: its own lines, or of a traceback the line that says what happened."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    broken = next((i for i, line in enumerate(lines) if line.startswith("Traceback")), None)
    return lines if broken is None else [*lines[:broken], lines[-1]]

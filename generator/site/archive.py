"""Packs a built site into one zip file, the same bytes each time, that works unpacked wherever it is.

What servers send packed is left out: it is the same release, by the same name.
"""

import tempfile
from pathlib import Path

from generator.register.problems import BadInput
from generator.site.release import RELEASE, Release, release_in
from generator.writing import named
from generator.zips import write_zip

FOLDER = "chuding"
"""The folder that the zip unpacks into, so that the site stays apart from other files."""


def check_target(target: Path, site: Path) -> None:
    """Raises ``BadInput`` if the zip would be inside the site or replace a folder."""
    if target.absolute().is_relative_to(site.absolute()):
        raise BadInput([f"--zip: expected a file outside {site}, found {target}"])
    if target.is_dir():
        raise BadInput([f"--zip: expected a file, found the folder {target}"])


def zip_site(site: Path, target: Path) -> Path:
    """Writes ``target`` whole or leaves it as it was."""
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as scratch:
        made = Path(scratch, target.name)
        release = Release(release_in(site).shown)
        entries = (
            (f"{FOLDER}/{path}", release.text.encode() if path == RELEASE else (site / path).read_bytes())
            for path in sorted([*release.files, RELEASE])
        )
        with named(target):
            write_zip(made, entries, level=9)
        made.replace(target)
    return target

"""Packs a built site into one zip file, the same bytes each time, that works unpacked wherever it is."""

import tempfile
import zipfile
from pathlib import Path

from generator.register.problems import BadInput

FOLDER = "chuding"
"""What the zip unpacks into: whoever unpacks it into a full folder is to find the site again."""
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold


def check_target(target: Path, site: Path) -> None:
    """Raises ``BadInput`` where the zip cannot be: inside the site, or in the place of a folder."""
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
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
            for name in sorted(files):
                entry = zipfile.ZipInfo(f"{FOLDER}/{name}", EARLIEST)
                entry.create_system = 3  # Unix on every system, with a file that everybody may read
                entry.external_attr = 0o100644 << 16
                archive.writestr(entry, files[name].read_bytes(), zipfile.ZIP_DEFLATED)
        made.replace(target)
    return target

"""Packs Python for the browser: archives with the same bytes each time, and byte code made by Pyodide's own tool."""

import os
import shutil
import subprocess
import sysconfig
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.runtime.failures import RuntimeAssetsError

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold
PACKED_SUFFIXES = {".py", ".json"}

type Entries = Mapping[str, bytes]
"""A file's path inside an archive → its content."""


def read_package(root: Path, package: str) -> dict[str, bytes]:
    """The package's files, in a stable order: the very files that the command line imports."""
    if not (root / package / "__init__.py").is_file():
        raise RuntimeAssetsError(f"{package}/__init__.py is missing under {root}")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in _packed(root / package)}


def _packed(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in PACKED_SUFFIXES and "__pycache__" not in path.parts:
            yield path


def read_archive(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist()) if not name.endswith("/")}


def write_archive(path: Path, entries: Entries) -> None:
    """Writes a zip with its entries sorted, dated alike, and stored: a web server's compression then works on them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, entries[name])


def compile_archive(path: Path) -> None:
    """Turns an archive's `.py` files into byte code, without docstrings and assertions: a third of the library's size."""
    run_pyodide("py-compile", "--compression-level", "0", "--no-keep", path.parent, PYTHONOPTIMIZE="2")
    write_archive(path, read_archive(path))


def run_pyodide(*arguments: str | Path, **env: str) -> None:
    """Runs one of pyodide-build's commands in a settled environment."""
    command = shutil.which("pyodide", path=sysconfig.get_path("scripts"))
    if command is None:
        raise RuntimeAssetsError("pyodide-build is not installed: run `make site`")
    # With a date set, byte code carries its source's hash, not a time; the seed settles the order of sets.
    settled = {"SOURCE_DATE_EPOCH": "315532800", "PYTHONHASHSEED": "0", "PYTHONOPTIMIZE": "", **env}
    words = [command, *map(str, arguments)]
    done = subprocess.run(words, env={**os.environ, **settled}, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise RuntimeAssetsError(f"pyodide {arguments[0]} failed: {lines[-1]}")

"""Packs Python for the browser: reproducible archives, and byte code from Pyodide's own tool."""

import ast
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.runtime.failures import RuntimeAssetsError
from generator.zips import write_zip

PACKED_SUFFIXES = {".py", ".json"}

type Entries = Mapping[str, bytes]
"""Path inside an archive → content."""


def read_package(root: Path, package: str) -> dict[str, bytes]:
    """The package's files in a stable order: the same files the command line imports."""
    if not (root / package / "__init__.py").is_file():
        raise RuntimeAssetsError(f"{package}/__init__.py is missing under {root}")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in _packed(root / package)}


LIST = """
import importlib, sys
root, module = sys.argv[1:]
sys.path.insert(0, root)
importlib.import_module(module)
for loaded in [*sys.modules.values()]:
    # Frozen modules are already in Python.
    if getattr(loaded, "__file__", None) and loaded.__spec__ and loaded.__spec__.origin != "frozen":
        print(loaded.__file__)
"""


def read_imported(root: Path, module: str) -> dict[str, bytes]:
    """The module's file and those of its own package it imports, directly or not, by path."""
    package = module.partition(".")[0]
    read: dict[str, bytes] = {}
    wanted = [module]
    while wanted:
        name = wanted.pop()
        # A name imported from a package may be a module or a name in it.
        paths = [f"{name.replace('.', '/')}{end}" for end in (".py", "/__init__.py")]
        path = next((path for path in paths if (root / path).is_file()), None)
        if path is None or path in read:
            continue
        read[path] = (root / path).read_bytes()
        above = name.rpartition(".")[0]
        wanted += [above] if above else []
        wanted += [name for name in _imported(read[path], path) if name.partition(".")[0] == package]
    return dict(sorted(read.items()))


def _imported(source: bytes, path: str) -> Iterator[str]:
    """The names a source imports, of modules or of what is in them."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise RuntimeAssetsError(f"{path}:{error.lineno}: SyntaxError: {error.msg}") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def library_imported(root: Path, module: str) -> set[str]:
    """The standard library's files that importing the module loads, by path."""
    command = [sys.executable, "-I", "-S", "-c", LIST, str(root), module]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeAssetsError(f"{module}: {done.stderr.strip().splitlines()[-1]}")
    library = Path(os.__file__).parent
    files = [Path(line) for line in done.stdout.splitlines()]
    return {file.relative_to(library).as_posix() for file in files if file.is_relative_to(library)}


def _packed(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in PACKED_SUFFIXES and "__pycache__" not in path.parts:
            yield path


def read_archive(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist()) if not name.endswith("/")}


def write_archive(path: Path, entries: Entries) -> None:
    """Writes a zip with entries sorted, with one date, and uncompressed, so that a web server can compress it."""
    write_zip(path, sorted(entries.items()), zipfile.ZIP_STORED)


def compile_archive(path: Path) -> None:
    """Compiles an archive's `.py` files to byte code without docstrings and assertions, a third of the size."""
    run_pyodide("py-compile", "--compression-level", "0", "--no-keep", path.parent, PYTHONOPTIMIZE="2")
    write_archive(path, read_archive(path))


def run_pyodide(*arguments: str | Path, **env: str) -> None:
    """Runs one of pyodide-build's commands in a fixed environment."""
    command = shutil.which("pyodide", path=sysconfig.get_path("scripts"))
    if command is None:
        raise RuntimeAssetsError("pyodide-build is not installed: run `make site`")
    # With a date set, byte code has its source's hash instead of a time; the seed fixes the order of sets.
    fixed = {"SOURCE_DATE_EPOCH": "315532800", "PYTHONHASHSEED": "0", "PYTHONOPTIMIZE": "", **env}
    words = [command, *map(str, arguments)]
    done = subprocess.run(words, env={**os.environ, **fixed}, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise RuntimeAssetsError(f"pyodide {arguments[0]} failed: {lines[-1]}")

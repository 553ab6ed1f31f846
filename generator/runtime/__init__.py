"""Knows Pyodide's files: what the browser needs to run the self-check, packed and byte-compiled.

Two parts are made, each kept in `.cache/runtime/<part>-<hash of all that it is made from>/`: the standard
library, which changes with Pyodide, and the self-check's wheel, which changes with its source. A part is made
in a temporary folder and renamed into place, so it is there as a whole or not at all.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

FOLDER = "assets/runtime"
PACKAGE = "selfcheck"
PACKED_SUFFIXES = {".py", ".json"}
FROM_NPM = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm")
TOOLS = ("pyodide-build", "pyodide-lock", "hatchling")
LIBRARY = "python_stdlib.zip"
LOCK = "pyodide-lock.json"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold


class RuntimeAssetsError(Exception):
    """The runtime cannot be made; the message is one line that says what to do."""


def runtime_files(root: Path) -> dict[str, Path]:
    """Site-relative path → file on disk, for all that the browser fetches to run the self-check.

    `root` is the project's folder, with `selfcheck/` and `node_modules/`.
    Raises RuntimeAssetsError.
    """
    pyodide = find_pyodide(root)
    folders = [make_library(root, pyodide), make_wheel(root, pyodide)]
    made = [path for folder in folders for path in sorted(folder.iterdir())]
    return {f"{FOLDER}/{path.name}": path for path in [*(pyodide / name for name in FROM_NPM), *made]}


def find_pyodide(root: Path) -> Path:
    """The npm package's folder, whole and for the Python that runs this."""
    folder = root / "node_modules" / "pyodide"
    for name in (*FROM_NPM, LIBRARY, LOCK):
        if not (folder / name).is_file():
            raise RuntimeAssetsError(f"node_modules/pyodide/{name} is missing: run `make site`")
    wanted = read_lock_info(folder)["python"].rpartition(".")[0]
    found = "{}.{}".format(*sys.version_info)
    # Byte code is read by the minor version that wrote it and by no other.
    if wanted != found:
        raise RuntimeAssetsError(f"Pyodide runs Python {wanted}, this is {found}: run `make site`")
    return folder


def read_lock_info(pyodide: Path) -> dict[str, str]:
    """What Pyodide's own lock file says of its Python and platform, which a custom one must repeat."""
    info: dict[str, str] = json.loads((pyodide / LOCK).read_text(encoding="utf-8"))["info"]
    return info


# The two parts


def make_library(root: Path, pyodide: Path) -> Path:
    """The folder that holds Python's standard library as byte code, stored and not deflated.

    Stored, because a web server's compression then works on the byte code itself.
    """

    def make(folder: Path) -> None:
        shutil.copyfile(pyodide / LIBRARY, folder / LIBRARY)
        # Docstrings and assertions of the library are of no use in the browser: a third of its size.
        run_pyodide("py-compile", "--compression-level", "0", "--no-keep", folder, PYTHONOPTIMIZE="2")
        write_reproducibly(folder / LIBRARY)

    return make_once(root, "library", [(pyodide / LIBRARY).read_bytes()], make)


def make_wheel(root: Path, pyodide: Path) -> Path:
    """The folder with the self-check as a byte-compiled wheel, and the lock file that lists it alone."""
    sources = {path.relative_to(root).as_posix(): path.read_bytes() for path in list_sources(root)}
    release = read_version(root)
    info = read_lock_info(pyodide)

    def make(folder: Path) -> None:
        build_wheel(sources, release, folder)
        with tempfile.TemporaryDirectory() as scratch:
            empty = Path(scratch, "empty.json")
            empty.write_text(json.dumps({"info": info, "packages": {}}), encoding="utf-8")
            target = ["--input", str(empty), "--output", str(folder / LOCK), "--base-path", str(folder)]
            run_pyodide("lockfile", "add-wheels", *target, *folder.glob("*.whl"))
        run_pyodide("py-compile", "--compression-level", "0", "--no-keep", folder)
        (wheel,) = folder.glob("*.whl")
        write_reproducibly(wheel)
        write_sum(folder / LOCK, wheel)

    inputs = [release.encode(), json.dumps(info).encode()]
    inputs += [part for name, content in sources.items() for part in (name.encode(), content)]
    return make_once(root, PACKAGE, inputs, make)


def make_once(root: Path, part: str, inputs: list[bytes], make: Callable[[Path], None]) -> Path:
    """The part's folder in the cache, filled by `make` if no folder was made from the same inputs."""
    tools = [sys.version, *(f"{name} {version(name)}" for name in TOOLS)]
    recipe = Path(__file__).read_bytes()
    cache = root / ".cache" / "runtime"
    done = cache / f"{part}-{hash_all([recipe, *(tool.encode() for tool in tools), *inputs])[:20]}"
    if done.is_dir():
        return done
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="making-") as scratch:
        folder = Path(scratch, part)
        folder.mkdir()
        make(folder)
        try:
            folder.rename(done)
        except OSError:
            # Another run was first, with the same bytes.
            if not done.is_dir():
                raise
    return done


def hash_all(inputs: list[bytes]) -> str:
    digest = hashlib.sha256()
    for content in inputs:
        digest.update(b"%d:" % len(content) + content)
    return digest.hexdigest()


# The wheel


def list_sources(root: Path) -> Iterator[Path]:
    """The package's files, in a stable order: the very files that the command line imports."""
    package = root / PACKAGE
    if not (package / "__init__.py").is_file():
        raise RuntimeAssetsError(f"{PACKAGE}/__init__.py is missing under {root}")
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix in PACKED_SUFFIXES and "__pycache__" not in path.parts:
            yield path


def read_version(root: Path) -> str:
    """The package's own `__version__`, read without importing it."""
    text = (root / PACKAGE / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([0-9.]+)"$', text, re.MULTILINE)
    if found is None:
        raise RuntimeAssetsError(f'{PACKAGE}/__init__.py: expected __version__ = "1.2.3", found none')
    return found[1]


def build_wheel(sources: Mapping[str, bytes], release: str, folder: Path) -> None:
    """Packs the files, as they were when they were hashed, into a pure wheel in `folder`."""
    from hatchling.builders.wheel import WheelBuilder  # 0.1 s, and seldom needed

    with tempfile.TemporaryDirectory() as scratch:
        for name, content in sources.items():
            path = Path(scratch, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        project = {"name": PACKAGE, "version": release, "requires-python": f">={sys.version_info[0]}"}
        target = {"targets": {"wheel": {"only-include": [PACKAGE]}}}
        builder = WheelBuilder(scratch, config={"project": project, "tool": {"hatch": {"build": target}}})
        for _ in builder.build(directory=str(folder), versions=["standard"]):
            pass


# Pyodide's tools, and what makes their output the same each time


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


def write_reproducibly(archive: Path) -> None:
    """Writes a zip anew, stored, with its entries sorted and dated alike."""
    with zipfile.ZipFile(archive) as before:
        entries = {name: before.read(name) for name in sorted(before.namelist()) if not name.endswith("/")}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as after:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            after.writestr(entry, content)


def write_sum(lock: Path, wheel: Path) -> None:
    """Gives the lock file the wheel's final name and hash, in a stable form."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    (package,) = content["packages"].values()
    package["file_name"] = wheel.name
    package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(json.dumps(content, sort_keys=True, separators=(",", ":")), encoding="utf-8")

"""Keeps each part made, by the hash of everything it was made from: `.cache/runtime/<part>-<hash>/`.

A part is made in a temporary folder and renamed into place, so it is complete or absent.
"""

import hashlib
import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from generator import zips

TOOLS = ("pyodide-build",)


def make_once(root: Path, part: str, inputs: Iterable[bytes], make: Callable[[Path], None]) -> Path:
    """The part's folder in the cache; `make` fills it unless it was already made from the same inputs."""
    tools = [sys.version, *(f"{name} {version(name)}" for name in TOOLS)]
    parts = [Path(zips.__file__), *sorted(Path(__file__).parent.glob("*"))]
    recipe = [path.read_bytes() for path in parts if path.is_file()]
    cache = root / ".cache" / "runtime"
    done = cache / f"{part}-{hash_all([*recipe, *(tool.encode() for tool in tools), *inputs])[:20]}"
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
            # Another run finished first, with the same bytes.
            if not done.is_dir():
                raise
    return done


def hash_all(inputs: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in inputs:
        digest.update(b"%d:" % len(content) + content)
    return digest.hexdigest()

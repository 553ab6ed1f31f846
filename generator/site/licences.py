"""Credits for others' work in the site: the notice, the licences, and the source of the changes to Pyodide."""

import io

from generator.folders import ROOT
from generator.zips import write_zip

FOLDER = "licences"
RUNTIME = ("LICENSE", "package.json", "package-lock.json", "generator/zips.py", "site_src/browser/python/worker.js")
"""What else is needed to make the runtime, beside ``generator/runtime``."""


def licence_files() -> dict[str, bytes]:
    """The files under ``licences/``: site path → content. MPL-2.0, section 3.2, asks for the changes' source."""
    texts = {f"{FOLDER}/{path.name}": path.read_bytes() for path in sorted((ROOT / FOLDER).glob("*.txt"))}
    own = {f"{FOLDER}/LICENSE.txt": (ROOT / "LICENSE").read_bytes()}
    return texts | own | {f"{FOLDER}/runtime-source.zip": _runtime_source()}


def _runtime_source() -> bytes:
    """The programs that make the site's runtime of Pyodide's npm package, as a zip."""
    programs = [path for path in (ROOT / "generator" / "runtime").iterdir() if path.is_file()]
    files = sorted([*programs, *(ROOT / name for name in RUNTIME)])
    packed = io.BytesIO()
    write_zip(packed, [(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in files])
    return packed.getvalue()

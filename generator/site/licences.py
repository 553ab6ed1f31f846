"""Credits for others' work in the site: the notice, the licences, and the source of the changes to Pyodide."""

import io

from generator.folders import CODE, ROOT
from generator.zips import write_zip

FOLDER = "licences"
BESIDE = ("LICENSE", "package.json", "package-lock.json", "site_src/browser/python/worker.js")
"""What else is needed to make the runtime, beside the programs."""


def licence_files() -> dict[str, bytes]:
    """The files under ``licences/``: site path → content. MPL-2.0, section 3.2, asks for the changes' source."""
    texts = {f"{FOLDER}/{path.name}": path.read_bytes() for path in sorted((ROOT / FOLDER).glob("*.txt"))}
    own = {f"{FOLDER}/LICENSE.txt": (ROOT / "LICENSE").read_bytes()}
    return texts | own | {f"{FOLDER}/runtime-source.zip": _runtime_source()}


def _runtime_source() -> bytes:
    """The programs that make the site's runtime of Pyodide's npm package, as a zip."""
    programs = [path for path in (CODE / "generator" / "runtime").iterdir() if path.is_file()]
    files = {path.relative_to(CODE).as_posix(): path for path in (*programs, CODE / "generator" / "zips.py")}
    files |= {name: ROOT / name for name in BESIDE}
    packed = io.BytesIO()
    write_zip(packed, [(name, path.read_bytes()) for name, path in sorted(files.items())])
    return packed.getvalue()

"""Packs a site's files for servers that send them so: gzip and brotli, beside each file that they make much smaller.

Done once, at the build, and better than a server would at each request; ``release.json`` says which file is another
one packed. Assets are packed as well as can be, which takes long, and kept by their address for the next build.
"""

import gzip
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from generator.folders import MADE, ROOT
from generator.register.problems import BadInput
from generator.runtime.cache import make_once
from generator.runtime.failures import StepError
from generator.runtime.node import node_as_it_is, run_node
from generator.site.release import LASTING, PACKED, RELEASE, entries
from generator.store import Store, joined, unjoined

ENDINGS = (
    *(".html", ".css", ".js", ".json", ".webmanifest", ".svg", ".txt", ".xml", ".csv", ".ics", ".wasm"),
    # The runtime's are not packed inside.
    ".zip",
)
LEAST, MOST = 1024, 0.6
"""A file of fewer bytes is not packed, nor one that stays larger than this part of itself, as what is packed inside."""
BEST, QUICK = 11, 5
"""How hard brotli tries, at assets and at all else."""
BROTLI = Path(__file__).with_name("brotli.mjs")


def pack_site(site: Path, store: Store) -> None:
    """Writes the packed files beside those in the folder ``site``; ``store`` has earlier ones. Raises BadInput."""
    folders: dict[str, list[str]] = defaultdict(list)
    for path, _ in entries(site):
        if path.endswith(ENDINGS) and path != RELEASE and (site / path).stat().st_size >= LEAST:
            lasting = LASTING.match(path)
            folders[lasting[0] if lasting else ""].append(path)
    try:
        _pack_others(site, folders.pop("", []), store)
        for folder, paths in folders.items():
            if MADE.is_dir():
                _pack(site, paths, site, BEST)
            else:
                shutil.copytree(_packed_assets(site, folder, paths), site, dirs_exist_ok=True)
    except StepError as error:
        raise BadInput([f"brotli: {error}"]) from None


def _pack_others(site: Path, paths: list[str], store: Store) -> None:
    """Packs what is no asset; each content once, whichever build it was in."""
    settings, left = repr((LEAST, MOST, QUICK, node_as_it_is(ROOT))), list[tuple[str, bytes]]()
    for path in paths:
        content = (site / path).read_bytes()
        digest = sha256(content).digest()
        packed = store.get("packed", settings, digest)
        if packed is None:
            left.append((path, digest))
        else:
            for ending, part in zip(PACKED, unjoined(packed), strict=True):
                if part:
                    (site / f"{path}{ending}").write_bytes(part)
    _pack(site, [path for path, _ in left], site, QUICK)
    for path, digest in left:
        made = [site / f"{path}{ending}" for ending in PACKED]
        store.put(joined(file.read_bytes() if file.exists() else b"" for file in made), "packed", settings, digest)


def _packed_assets(site: Path, folder: str, paths: list[str]) -> Path:
    """The packed files of one folder of assets, under their site paths."""
    inputs = [folder.encode(), repr((ENDINGS, LEAST, MOST, BEST)).encode()]
    return make_once(ROOT, "packed", inputs, lambda made: _pack(site, paths, made, BEST))


def _pack(site: Path, paths: Iterable[str], target: Path, quality: int) -> None:
    """Packs the files of ``site`` into ``target``, under the same paths."""
    pairs = [(site / path, target / path) for path in paths]
    for _, packed in pairs:
        packed.parent.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor() as threads:
        done = [threads.submit(_gzip, file, packed) for file, packed in pairs]
        # An installed project has no Node.js.
        if not MADE.is_dir():
            _brotli(pairs, quality)
        for each in done:
            each.result()


def _brotli(pairs: list[tuple[Path, Path]], quality: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "files.json")
        listed.write_text(json.dumps([(str(file), f"{packed}.br") for file, packed in pairs]), encoding="utf-8")
        run_node(ROOT, str(BROTLI), str(quality), listed, str(MOST))


def _gzip(file: Path, target: Path) -> None:
    content = file.read_bytes()
    packed = gzip.compress(content, 9, mtime=0)
    if len(packed) <= len(content) * MOST:
        target.with_name(f"{target.name}.gz").write_bytes(packed)

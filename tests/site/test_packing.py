"""Each file that servers send packed lies beside the one that it is, packed at the build."""

import gzip
import json
import subprocess
from hashlib import sha256
from pathlib import Path

ENDINGS = (".html", ".css", ".js", ".json", ".wasm", ".csv", ".ics", ".xml")
UNPACK = """
const { brotliDecompressSync } = require("node:zlib");
const { readFileSync } = require("node:fs");
const hash = (bytes) => require("node:crypto").createHash("sha256").update(bytes).digest("hex");
const files = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(files.map((file) => hash(brotliDecompressSync(readFileSync(file))))));
"""


def unpacked(node: Path, files: list[Path]) -> list[str]:
    """The hashes of what the brotli files hold."""
    given = json.dumps([str(file) for file in files])
    done = subprocess.run([node, "-e", UNPACK], input=given, capture_output=True, text=True, check=True)
    hashes: list[str] = json.loads(done.stdout)
    return hashes


def test_what_is_packed_is_the_file_beside_it_and_much_smaller(site: Path, node: Path) -> None:
    by_gzip, by_brotli = (sorted(site.rglob(f"*.{ending}")) for ending in ("gz", "br"))
    assert by_gzip and [file for file in by_gzip if gzip.decompress(file.read_bytes()) != plain(file)] == []
    assert unpacked(node, by_brotli) == [sha256(plain(file)).hexdigest() for file in by_brotli]
    assert [file for file in (*by_gzip, *by_brotli) if file.stat().st_size > 0.6 * len(plain(file))] == []


def plain(packed: Path) -> bytes:
    return packed.with_suffix("").read_bytes()


def test_every_text_that_is_worth_it_is_packed_in_both_ways(site: Path) -> None:
    there = {file.relative_to(site).as_posix(): file.stat().st_size for file in site.rglob("*") if file.is_file()}
    # What the one file holds is packed inside; the manifest names what is packed.
    texts = [path for path, size in there.items() if path.endswith(ENDINGS) and size >= 1024]
    lacking = {path for path in texts if not {f"{path}.gz", f"{path}.br"} <= there.keys()}
    assert lacking == {"offline/selfcheck.html", "release.json"}

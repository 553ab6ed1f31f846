"""Has Lighthouse judge four pages as on a phone: ``python bench/lighthouse.py SITE --runs 5``.

Lighthouse 12.2.3 (``npm ci --prefix bench/lighthouse``) opens home, a notice, the longest comparison and the self-check
in the machine's Chromium, with its own simulated phone and network; the server sends brotli 11 and holds nothing
back. Prints the median of each category and of what the first is made of; exit 1 where a category is below 95.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import CHROMIUM_FLAGS  # noqa: E402
from server import SiteHandler  # noqa: E402

import bootstrap  # noqa: E402

WANTED = 95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = ("total-blocking-time", "largest-contentful-paint", "cumulative-layout-shift", "dom-size")
LIGHTHOUSE = ROOT / "bench" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
BROTLI = """
const { brotliCompressSync, constants } = require("node:zlib");
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
process.stdout.write(brotliCompressSync(require("node:fs").readFileSync(0), quality));
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Has Lighthouse judge four pages as on a phone.")
    parser.add_argument("site", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if not LIGHTHOUSE.is_file():
        sys.exit("lighthouse: expected bench/lighthouse/node_modules: run `npm ci --prefix bench/lighthouse`")
    home = _serve(options.site)
    longest = max(options.site.glob("compare/[!tm]*/*/index.html"), key=lambda file: file.stat().st_size)
    notice = max(options.site.glob("notices/*/index.html"), key=lambda file: file.stat().st_size)
    paths = ["", *(file.parent.relative_to(options.site).as_posix() + "/" for file in (notice, longest)), "check/"]
    print(f"| page | {' | '.join(CATEGORIES)} | {' | '.join(METRICS)} |\n|{'---|' * (1 + len(CATEGORIES + METRICS))}")
    right = True
    for path in paths:
        judged = [_judge(home + path) for _ in range(options.runs)]
        middle = {name: statistics.median(one[name] for one in judged) for name in CATEGORIES + METRICS}
        shown = [f"{middle[name]:.0f}" for name in CATEGORIES] + [f"{middle[name]:.3g}" for name in METRICS]
        print(f"| /{path} | {' | '.join(shown)} |", flush=True)
        right &= all(middle[name] >= WANTED for name in CATEGORIES)
    sys.exit(0 if right else 1)


def _judge(address: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.json")
        flags = " ".join(CHROMIUM_FLAGS)
        command = [
            "node",
            LIGHTHOUSE,
            address,
            "--quiet",
            "--output=json",
            f"--output-path={file}",
            "--form-factor=mobile",
        ]
        surroundings = {**os.environ, "CHROME_PATH": str(bootstrap.find_browser())}
        subprocess.run([*map(str, command), f"--chrome-flags={flags}"], env=surroundings, check=True)
        report = json.loads(file.read_text(encoding="utf-8"))
    scores = {name: report["categories"][name]["score"] * 100 for name in CATEGORIES}
    return scores | {name: report["audits"][name]["numericValue"] for name in METRICS if name in report["audits"]}


def _serve(site: Path) -> str:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = unquote(urlsplit(self.path).path).lstrip("/")
            file = site / (f"{name}index.html" if not name or name.endswith("/") else name)
            if not file.is_file():
                self.send_error(404)
                return
            body = _packed(file)
            self.send_response(200)
            self.send_header("Content-Type", SiteHandler.extensions_map.get(file.suffix, "") or _type_of(file))
            self.send_header("Content-Encoding", "br")
            self.send_header("Cache-Control", "max-age=31536000")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"


def _type_of(file: Path) -> str:
    types = {".html": "text/html; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
    return types.get(file.suffix, "text/plain; charset=utf-8")


@cache
def _packed(file: Path) -> bytes:
    return subprocess.run(["node", "-e", BROTLI], input=file.read_bytes(), capture_output=True, check=True).stdout


if __name__ == "__main__":
    main()

"""Weighs the site's pages as a phone loads them, and what moves while they load: ``python bench/weights.py SITE``.

Each page is opened in Chromium, 360 px wide, with nothing kept; what it asked for until it was idle is weighed as
brotli 11 sends it. The self-check counts until Python's own files (``assets/*/runtime/``). Prints a table in both
languages, the pair being the site's longest; exit 1 where a page is over its limit or its layout moves by itself.
"""

import argparse
import functools
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import CHROMIUM_FLAGS  # noqa: E402
from server import QuietServer, SiteHandler  # noqa: E402

import bootstrap  # noqa: E402

READING, CHECKING = 90_000, 100_000
"""Bytes that a page may have at most: to read, and the self-check before Python."""
PYTHON = "/runtime/"
BROTLI = """
const { brotliCompressSync, constants } = require("node:zlib");
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const files = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const sizes = files.map((file) => brotliCompressSync(require("node:fs").readFileSync(file), quality).length);
process.stdout.write(JSON.stringify(sizes));
"""
SHIFTS = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class Weighed:
    path: str
    files: int
    bytes: int
    sent: int
    """Bytes as brotli has them."""
    moved: float
    """Cumulative layout shift."""

    @property
    def limit(self) -> int:
        return CHECKING if "check/" in self.path and "rules" not in self.path else READING

    @property
    def right(self) -> bool:
        return self.sent <= self.limit and self.moved == 0


def main() -> None:
    parser = argparse.ArgumentParser(description="Weighs the site's pages.")
    parser.add_argument("site", type=Path)
    site = parser.parse_args().site
    weighed = _weigh(site)
    print("| page | files | bytes | brotli 11 | wanted | moved (CLS) |\n|---|---|---|---|---|---|")
    for one in weighed:
        print(f"| /{one.path} | {one.files} | {one.bytes:,} | {one.sent:,} | {one.limit:,} | {one.moved:.3f} |")
    sys.exit(0 if all(one.right for one in weighed) else 1)


def _pages(site: Path) -> list[str]:
    """One page of each kind, in both languages: of several the largest."""

    def largest(pattern: str) -> str:
        return max(site.glob(pattern), key=lambda file: file.stat().st_size).parent.relative_to(site).as_posix() + "/"

    kinds = ["", "notices/", largest("notices/*/index.html"), "check/", "check/rules/", "compare/", "compare/matrix/"]
    kinds += [largest("compare/topics/*/index.html"), largest("compare/[!tm]*/*/index.html"), "about/", "easy/"]
    return [language + path for path in kinds for language in ("", "en/")]


def _weigh(site: Path) -> list[Weighed]:
    handler = functools.partial(SiteHandler, directory=str(site), prefix="/", headers_sent={})
    server = QuietServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=bootstrap.find_browser(), args=CHROMIUM_FLAGS)
        loaded = [(path, *_load(browser, server.server_address[1], path, site)) for path in _pages(site)]
        browser.close()
    asked = sorted({file for _, files, _ in loaded for file in files})
    given = json.dumps([str(file) for file in asked])
    done = subprocess.run(["node", "-e", BROTLI], input=given, capture_output=True, text=True, check=True)
    sent = dict(zip(asked, json.loads(done.stdout), strict=True))
    return [
        Weighed(path, len(files), sum(f.stat().st_size for f in files), sum(sent[f] for f in files), moved)
        for path, files, moved in loaded
    ]


def _load(browser: Browser, port: int, path: str, site: Path) -> tuple[set[Path], float]:
    """The files that a page asks for, but Python's, and by how much its layout moved."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page, asked = context.new_page(), list[str]()
    page.add_init_script(SHIFTS)
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"http://127.0.0.1:{port}/{path}")
    page.wait_for_load_state("networkidle")
    moved = float(page.evaluate("window.moved"))
    context.close()
    names = {unquote(name).lstrip("/") for name in asked if PYTHON not in name}
    return {site / (name + "index.html" if name.endswith("/") or not name else name) for name in names}, moved


if __name__ == "__main__":
    main()

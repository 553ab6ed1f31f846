"""Measures what keeping the site on a device costs: ``python bench/offline.py SITE [--worker FILE]``.

SITE is the folder from ``make site``. FILE is another service worker's script to compare with the site's; it reads the
same ``self.release`` and also answers "take over". Chromium visits the self-check until everything is kept; then a
release follows in which one notice's page and data differ. Each request takes 50 ms; nothing is compressed. Prints a
line of JSON per host: bytes of the worker (with release and comments), the visit and the installation; the
installation's seconds; bytes and requests of the update; and whether a half-deployed release was taken.
"""

import argparse
import functools
import gzip
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parent
sys.path[:0] = [str(BENCH.parent), str(BENCH.parent / "tests")]

from browser import CHROMIUM_FLAGS  # noqa: E402
from playwright.sync_api import Page, Playwright, sync_playwright  # noqa: E402
from server import QuietServer, SiteHandler  # noqa: E402

from bootstrap import find_browser  # noqa: E402
from generator.site.offline import WORKER, service_worker  # noqa: E402

NOTICE = "notices/lianyungang-city-2026-h1"
CHANGED = (f"{NOTICE}/index.html", f"{NOTICE}.json")
LATENCY = 0.05
VALIDATORS = ("Last-Modified", "ETag")
UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update().catch(() => {});
  const { installing } = registration;
  if (installing) await new Promise((go) => installing.addEventListener("statechange", go, { once: true }));
  return Boolean(registration.waiting);
}"""
INSTALLED = """async () => {
  const { active, waiting, installing } = await navigator.serviceWorker.ready;
  const worker = installing || waiting || active;
  if (worker.state !== "activated")
    await new Promise((go) => worker.addEventListener("statechange", () => worker.state === "activated" && go()));
}"""


class Host(SiteHandler):
    """Sends slowly, counts what it sends, and may leave out the headers a browser revalidates with."""

    folder: Path
    validators = True
    requests = 0
    sent = 0

    def send_head(self):
        time.sleep(LATENCY)
        Host.requests += 1
        return super().send_head()

    def send_header(self, keyword: str, value: str) -> None:
        if Host.validators or keyword not in VALIDATORS:
            super().send_header(keyword, value)

    def copyfile(self, source, outputfile) -> None:
        content = source.read()
        Host.sent += len(content)
        outputfile.write(content)


def publish(site: Path, folder: Path, script: str, changes: dict[str, str], day: int, whole: bool = True) -> Path:
    """A copy of the site with its changes and their worker; unless ``whole``, one changed file is still the old one.

    A host tells releases apart by their files' dates.
    """
    shutil.copytree(site, folder, copy_function=os.link)
    release = json.loads((site / WORKER).read_text().split("\n")[0].removeprefix("self.release = ").removesuffix(";"))
    texts = {path: (site / path).read_text(encoding="utf-8") + changes.get(path, "") for path in CHANGED}
    contents = ((p, texts[p].encode() if p in texts else (site / p).read_bytes()) for p in release["files"])
    texts[WORKER] = service_worker(script, contents)
    if not whole:
        texts[CHANGED[0]] = (site / CHANGED[0]).read_text(encoding="utf-8")
    for path, text in texts.items():
        (folder / path).unlink()
        (folder / path).write_text(text, encoding="utf-8")
        os.utime(folder / path, (86_400 * day, 86_400 * day))
    return folder


def counted(page: Page, script: str) -> tuple[int, int, float, object]:
    """Bytes, requests and seconds until the script ends, and its result."""
    sent, requests, start = Host.sent, Host.requests, time.perf_counter()
    found = page.evaluate(script)
    return Host.sent - sent, Host.requests - requests, time.perf_counter() - start, found


def measure(playwright: Playwright, site: Path, script: str, address: str, validators: bool) -> dict[str, object]:
    Host.validators, Host.sent = validators, 0
    with tempfile.TemporaryDirectory(dir=site.parent) as scratch:
        folders = Path(scratch)
        Host.folder = publish(site, folders / "one", script, {}, day=1)
        worker = (Host.folder / WORKER).read_bytes()
        # Not a private window: its cache takes no large file.
        context = playwright.chromium.launch_persistent_context(
            folders / "profile", executable_path=find_browser(), args=CHROMIUM_FLAGS
        )
        page = context.new_page()
        page.goto(f"{address}check/")
        page.evaluate("window.selfcheck.ready")
        visit = Host.sent
        kept, _, seconds, _ = counted(page, INSTALLED)
        changes = {path: "\n" for path in CHANGED}
        Host.folder = publish(site, folders / "half", script, changes, day=2, whole=False)
        page.goto(address)
        *_, taken = counted(page, UPDATE)
        Host.folder = publish(site, folders / "two", script, {path: "\n\n" for path in CHANGED}, day=3)
        update, requests, _, offered = counted(page, UPDATE)
        context.close()
    return {
        "validators": validators,
        "worker": len(worker),
        "worker_gzip": len(gzip.compress(worker, 9)),
        "visit": visit,
        "install": kept,
        "install_seconds": round(seconds, 1),
        "half_taken": taken,
        "update": update,
        "update_requests": requests,
        "update_offered": offered,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--worker", type=Path, default=BENCH.parent / "site_src" / "browser" / "device" / WORKER)
    arguments = parser.parse_args()
    site, script = arguments.site.resolve(), arguments.worker.read_text(encoding="utf-8")
    handler = lambda *given: Host(*given, directory=str(Host.folder), prefix="/", headers_sent={})  # noqa: E731
    server = QuietServer(("127.0.0.1", 0), functools.partial(handler))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    with sync_playwright() as playwright:
        for validators in (True, False):
            print(json.dumps(measure(playwright, site, script, address, validators)), flush=True)


if __name__ == "__main__":
    main()

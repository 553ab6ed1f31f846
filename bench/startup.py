"""Times the first verdict in Chromium against stock Pyodide, in one run: ``python bench/startup.py --runs 3``.

Stock is Pyodide's quick start with the files of its npm package: `loadPyodide()`, then `loadPackage` of the
self-check's byte-compiled wheel. The other variants are the site's worker and runtime, each with one more step. All run
on the page's own thread, since Chromium does not throttle workers; `--worker` runs ours in a worker, as `bytecode`,
which Pyodide's loader starts, always is. The server compresses with brotli 11 and allows caching for a year; for the
phone it sends 10 Mbit/s after 50 ms, and the processor is four times slower. Cold is the first visit with a new
profile, warm the second; `--service-worker` adds visits served by a service worker, whose compiled wasm Chromium keeps.
Prints one line of JSON per variant and a table: bytes of bodies sent, median milliseconds from the start of the
navigation, and ratios to stock.
"""

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from applicants import ELIGIBLE  # noqa: E402
from browser import CHROMIUM_FLAGS  # noqa: E402

import bootstrap  # noqa: E402
from generator.published.publish import publish  # noqa: E402
from generator.register.load import load  # noqa: E402
from generator.runtime import Steps, runtime_files  # noqa: E402
from generator.runtime.packing import run_pyodide  # noqa: E402

VARIANTS = {
    "bytecode": Steps(light=False, trim=False, split=False),
    "light": Steps(trim=False, split=False),
    "trim": Steps(split=False),
    "split": Steps(),
}
TYPES = {".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json"}
SLOWDOWN = 4
RATE = 10_000_000 / 8
LATENCY = 0.05
PIECE = 8192

HTML = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>x</title>'
STOCK = """
const started = (async () => {
  const pyodide = await loadPyodide();
  await pyodide.loadPackage(WHEEL, { messageCallback() {} });
  return pyodide.runPython("import selfcheck; selfcheck.evaluate_json");
})();
started.then((evaluate) => finish(evaluate(QUESTION.notice, QUESTION.answers, QUESTION.today)));
"""
OURS = """
const scope = { crypto, location: { href: new URL("assets/browser/worker.js", location.href).href } };
scope.postMessage = (message) => {
  if (message.ready) scope.onmessage({ data: { id: 1, ...QUESTION } });
  if (message.failed || message.id) finish(message.verdict || JSON.stringify(message));
};
const address = (name) => new URL("assets/runtime/" + name, location.href).href;
const loadScript = (name) =>
  new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement("script"), { src: address(name), onload, onerror }));
  });
const source = { fetch: (name) => fetch(address(name)), run: loadScript };
scope.fetch = fetch.bind(window);
fetch("assets/browser/worker.js").then((file) => file.text()).then((text) => {
  scope.runtimeSource = source;
  new Function("self", "importScripts", text)(scope);
});
"""
WORKER = """
const worker = new Worker("assets/browser/worker.js");
worker.onmessage = ({ data }) => {
  if (data.failed || data.id) finish(data.verdict || JSON.stringify(data));
};
worker.postMessage({ id: 1, ...QUESTION });
"""
FINISH = "const finish = (verdict) => { window.finished = { verdict, time: performance.now() }; };"
KEEPER = """
oninstall = () => skipWaiting();
onactivate = (event) => event.waitUntil(clients.claim());
onfetch = (event) => event.respondWith(answer(event.request));
async function answer(request) {
  const cache = await caches.open("all");
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  await cache.put(request, response.clone());
  return response;
}
"""


@dataclass
class Site:
    """One variant's files: path → (content, compressed content)."""

    name: str
    files: dict[str, tuple[bytes, bytes]]


@dataclass
class Times:
    """Milliseconds to the first verdict and bytes of bodies, one entry per visit."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)


# What is served


def compress(content: bytes) -> bytes:
    """Brotli at its best, kept between runs."""
    kept = ROOT / ".cache" / "startup" / hashlib.sha256(content).hexdigest()
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        code = (
            "const z = require('zlib'), c = z.constants; const b = require('fs').readFileSync(0);"
            "process.stdout.write(z.brotliCompressSync(b, { params: { [c.BROTLI_PARAM_QUALITY]: 11,"
            " [c.BROTLI_PARAM_SIZE_HINT]: b.length } }))"
        )
        node = bootstrap.find_node()[0]
        kept.write_bytes(subprocess.run([node, "-e", code], input=content, capture_output=True, check=True).stdout)
    return kept.read_bytes()


def make_wheel() -> tuple[str, bytes]:
    from hatchling.builders.wheel import WheelBuilder

    with tempfile.TemporaryDirectory() as scratch:
        project = {"name": "selfcheck", "version": "1"}
        build = {"targets": {"wheel": {"only-include": ["selfcheck"]}}}
        builder = WheelBuilder(str(ROOT), config={"project": project, "tool": {"hatch": {"build": build}}})
        for _ in builder.build(directory=scratch, versions=["standard"]):
            pass
        run_pyodide("py-compile", "--no-keep", scratch)
        (wheel,) = Path(scratch).glob("*.whl")
        return wheel.name, wheel.read_bytes()


def make_page(question: dict[str, str], *scripts: str) -> bytes:
    return f"const QUESTION = {json.dumps(question)};\n{FINISH}\n{''.join(scripts)}".encode()


def stock_files(question: dict[str, str]) -> dict[str, bytes]:
    pyodide = ROOT / "node_modules" / "pyodide"
    names = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
    wheel, content = make_wheel()
    script = make_page(question, f"const WHEEL = {json.dumps('./' + wheel)};", STOCK)
    page = HTML + '<script src="pyodide.js"></script><script src="page.js"></script>'
    files = {name: (pyodide / name).read_bytes() for name in names}
    return {**files, wheel: content, "page.js": script, "": page.encode()}


def our_files(question: dict[str, str], steps: Steps, script: str) -> dict[str, bytes]:
    files = {name: path.read_bytes() for name, path in runtime_files(ROOT, steps).items()}
    page = HTML + '<script src="page.js"></script>'
    return {**files, "page.js": make_page(question, script), "": page.encode()}


def make_sites(chosen: list[str], script: str) -> list[Site]:
    notice = publish(load(ROOT / "notices")).notices[0].text
    question = {"notice": notice, "answers": json.dumps(ELIGIBLE), "today": "2026-05-20"}
    all_files = {"stock": stock_files(question)}
    scripts = {name: script if VARIANTS[name].light else WORKER for name in chosen}
    all_files |= {name: our_files(question, VARIANTS[name], scripts[name]) for name in chosen}
    keeper = {"keeper.js": KEEPER.encode()}
    return [
        Site(name, {path: (content, compress(content)) for path, content in {**files, **keeper}.items()})
        for name, files in all_files.items()
    ]


class Server(ThreadingHTTPServer):
    """Serves every site under its name; if `shaped`, as slowly as a phone's connection."""

    daemon_threads = True

    def __init__(self, sites: list[Site]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.sites = {site.name: site for site in sites}
        self.shaped = False
        self.sent = 0
        self.free = 0.0
        self.lock = threading.Lock()

    def wait_for_line(self, size: int) -> None:
        with self.lock:
            self.sent += size
            self.free = max(self.free, time.monotonic()) + (size / RATE if self.shaped else 0)
            until = self.free
        if self.shaped:
            time.sleep(max(0, until - time.monotonic()))

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def setup(self) -> None:
        super().setup()
        if self.server.shaped:
            time.sleep(LATENCY)  # a new connection takes a round trip

    def do_GET(self) -> None:
        _, name, path = self.path.split("/", 2)
        found = self.server.sites[name].files.get(path)
        if self.server.shaped:
            time.sleep(LATENCY)
        self.send_response(200 if found else 404)
        body = found[1] if found else b""
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", TYPES.get(Path(path).suffix, "text/html" if not path else "application/zip"))
        self.send_header("Content-Encoding", "br")
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        for start in range(0, len(body), PIECE):
            piece = body[start : start + PIECE]
            self.server.wait_for_line(len(piece))
            self.wfile.write(piece)

    def log_message(self, *_: Any) -> None:
        pass


# Visits


def visit(page: Page, address: str, slowdown: int) -> float:
    if slowdown > 1:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.finished", timeout=180_000)
    finished = page.evaluate("window.finished")
    if '"outcome"' not in finished["verdict"]:
        raise SystemExit(f"{address}: {finished['verdict'][:300]}")
    return finished["time"]


def measure(chromium: Any, server: Server, site: Site, slowdown: int, kept: bool, times: Times) -> None:
    """One profile's visits: the first, the second and, with a service worker, three more."""
    address = f"http://localhost:{server.server_address[1]}/{site.name}/"
    program = bootstrap.find_browser()
    with tempfile.TemporaryDirectory() as profile:
        context = chromium.launch_persistent_context(profile, executable_path=program, args=CHROMIUM_FLAGS)

        def visit_anew() -> float:
            page = context.new_page()
            try:
                return visit(page, address, slowdown)
            finally:
                time.sleep(1.5)  # for the browser to write its cache
                page.close()

        server.sent = 0
        times.cold.append(visit_anew())
        times.bytes.append(server.sent)
        times.warm.append(visit_anew())
        if kept:
            page = context.new_page()
            page.goto(address)
            page.evaluate("navigator.serviceWorker.register('keeper.js').then(() => navigator.serviceWorker.ready)")
            page.close()
            for _ in range(3):
                last = visit_anew()
            times.kept.append(last)
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--variants", nargs="*", default=list(VARIANTS), choices=list(VARIANTS))
    parser.add_argument("--devices", nargs="*", default=["phone", "desktop"], choices=["phone", "desktop"])
    parser.add_argument("--worker", action="store_true", help="run ours in a worker, as the site does")
    parser.add_argument("--service-worker", action="store_true")
    given = parser.parse_args()
    sites = make_sites(given.variants, WORKER if given.worker else OURS)
    server = Server(sites)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for device in given.devices:
        server.shaped = device == "phone"
        slowdown = SLOWDOWN if device == "phone" else 1
        all_times = {site.name: Times() for site in sites}
        with sync_playwright() as playwright:
            for _ in range(given.runs):
                for site in sites:
                    measure(playwright.chromium, server, site, slowdown, given.service_worker, all_times[site.name])
        show(device, all_times)


def show(device: str, all_times: dict[str, Times]) -> None:
    print(f"\n{device} | bytes | ratio | cold ms | ratio | warm ms | ratio | kept ms | ratio\n" + "|".join(["---"] * 9))
    stock = all_times["stock"]
    for name, times in all_times.items():
        print(json.dumps({"device": device, "variant": name, **asdict(times)}), file=sys.stderr)
        cells = [name]
        for value, base in ((times.bytes, stock.bytes), (times.cold, stock.cold), (times.warm, stock.warm)):
            cells += [f"{statistics.median(value):,.0f}", f"{statistics.median(value) / statistics.median(base):.2f}"]
        if times.kept:
            # Compared with stock's second visit: stock has no service worker.
            cells += [f"{statistics.median(times.kept):,.0f}"]
            cells += [f"{statistics.median(times.kept) / statistics.median(stock.warm):.2f}"]
        print(" | ".join(cells))


if __name__ == "__main__":
    main()

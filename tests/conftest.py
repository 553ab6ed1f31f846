"""What tests share: the built site, a server for it, and a browser that may talk to nobody else."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, sync_playwright

import bootstrap
from generator.folders import ROOT

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Commands


type Done = subprocess.CompletedProcess[str]


def run_chuding(*arguments: str | Path, stdin: str = "", cwd: Path = ROOT) -> Done:
    """Runs the installed command as a clerk would; its exit status is for the caller to judge."""
    command = [str(Path(sys.executable).with_name("chuding")), *map(str, arguments)]
    env = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        command, input=stdin, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="session")
def chuding() -> Callable[..., Done]:
    return run_chuding


@pytest.fixture(scope="session")
def node() -> Path:
    """Node.js as the project's own set-up finds it."""
    found = bootstrap.find_node()
    if found is None:
        pytest.fail("no Node.js: run `make test`", pytrace=False)
    return found[0]


# The site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once for the whole run, by the command that `make site` runs."""
    folder = tmp_path_factory.mktemp("built") / "site"
    done = run_chuding("build", "--site", folder)
    if done.returncode:
        pytest.fail(f"chuding build: exit {done.returncode}\n{done.stderr}", pytrace=False)
    return folder


class SiteHandler(http.server.SimpleHTTPRequestHandler):
    """Serves one folder under one path, with the types that browsers insist on."""

    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".ics": "text/calendar; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".mjs": "text/javascript; charset=utf-8",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
        ".xml": "application/xml; charset=utf-8",
    }

    def __init__(self, *args: Any, prefix: str, headers_sent: dict[str, str], **kwargs: Any) -> None:
        self.prefix = prefix
        self.headers_sent = headers_sent
        super().__init__(*args, **kwargs)

    def send_head(self) -> Any:
        if not self.path.startswith(self.prefix):
            self.send_error(404)
            return None
        # A folder without its slash is answered with a redirect, which must keep the sub-path.
        inner = urlsplit(self.path).path[len(self.prefix) - 1 :]
        if Path(self.translate_path(inner)).is_dir() and not inner.endswith("/"):
            self.send_response(301)
            self.send_header("Location", self.prefix.rstrip("/") + inner + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        self.path = self.path[len(self.prefix) - 1 :]
        return super().send_head()

    def end_headers(self) -> None:
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


class QuietServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that closes a connection early is no fault of the site.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """serve(folder, prefix="/a/b/", headers={…}) → the address under which a folder is now served.

    Another `kind` of handler takes what else is given.
    """
    servers: list[QuietServer] = []

    def start(
        folder: Path, prefix: str = "/", headers: dict[str, str] | None = None, kind: type = SiteHandler, **given: Any
    ) -> str:
        assert prefix.startswith("/") and prefix.endswith("/")
        handler = functools.partial(kind, directory=str(folder), prefix=prefix, headers_sent=headers or {}, **given)
        server = QuietServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}{prefix}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


# The browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, driven by Playwright."""
    program = bootstrap.find_browser()
    if program is None:
        pytest.fail("no Chromium: run `make test`", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass
class Visit:
    """Browser contexts of one test, what they asked for, and what went wrong in them.

    `requests` is every address asked for; `foreign` those of another origin, which were refused; `errors`
    what the console and the page reported. A test that expects errors reads and clears the list.
    """

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __call__(self, address: str, **options: Any) -> Page:
        """A page at the address, in a new context with Playwright's options (locale, viewport, …)."""
        page = self.open(address, **options)
        page.goto(address)
        return page

    def open(self, address: str, **options: Any) -> Page:
        """A blank page that may talk to the origin of the address and to no other."""
        home = origin_of(address)
        # What a service worker keeps, a test's routes do not see; a test of it asks for one.
        context = self.browser.new_context(**{"service_workers": "block", **options})
        self.contexts.append(context)

        def is_foreign(url: str) -> bool:
            return urlsplit(url).scheme not in {"data", "blob", "about"} and origin_of(url) != home

        def record(request: Request) -> None:
            self.requests.append(request.url)
            if is_foreign(request.url):
                self.foreign.append(request.url)

        def hear(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.errors.append(f"{message.text} ({message.location.get('url', '')})")

        def refuse(route: Route) -> None:
            route.abort()

        context.on("request", record)
        context.on("console", hear)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.route(is_foreign, refuse)
        return context.new_page()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """visit(address) → a page; the test fails if it asked another origin or reported an error."""
    visit = Visit(chromium)
    yield visit
    for context in visit.contexts:
        context.close()
    assert visit.foreign == [], "asked another origin"
    assert visit.errors == [], "the browser reported errors"

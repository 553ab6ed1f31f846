"""WebKit as Debian has it, with its MiniBrowser, driven by WebDriver on a screen that nobody sees."""

import json
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The name under which WebDriver gives an element's id."""
SETTLED = """
const [given, done] = arguments;
Promise.resolve((%s)(given)).then((value) => done({ value }), (error) => done({ error: String(error) }));
"""
"""Written around a function, since a page's policy lets no text become code within it."""
PATIENCE = 60
"""Seconds until something that was waited for is given up."""


class WebKit:
    """One session; errors of the driver are ``HTTPError``."""

    def __init__(self, driver: str) -> None:
        self.driver = driver
        self.session = ""

    def send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        sent = None if method == "GET" else json.dumps(body or {}).encode()
        request = Request(
            f"{self.driver}{self.session}{path}", sent, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urlopen(request) as response:
                return json.load(response)["value"]
        except HTTPError as error:
            error.add_note(error.read().decode(errors="replace"))
            raise

    def begin(self, browser: Path) -> None:
        options = {"binary": str(browser), "args": ["--automation"]}
        wanted = {"webkitgtk:browserOptions": options, "timeouts": {"script": PATIENCE * 10_000}}
        begun = self.send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/session/{begun['sessionId']}"

    def open(self, address: str) -> None:
        self.send("POST", "/url", {"url": address})

    def evaluate(self, script: str, given: object = None) -> Any:
        """What the function in ``script`` makes of what is given, once its promise is kept."""
        told = self.send("POST", "/execute/async", {"script": SETTLED % script, "args": [given]})
        assert "error" not in told, told
        return told.get("value")

    def find(self, selector: str) -> str:
        found: str = self.send("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
        return found

    def click(self, selector: str) -> None:
        """Clicks what is to be seen, once it is, and clear of the bar that stays above the page."""
        element = f"document.querySelector({json.dumps(selector)})"
        self.wait_for(f"{element}.checkVisibility()")
        self.evaluate(f"() => {element}.scrollIntoView({{ block: 'center' }})")
        self.send("POST", f"/element/{self.find(selector)}/click")

    def type(self, selector: str, text: str) -> None:
        self.send("POST", f"/element/{self.find(selector)}/value", {"text": text})

    def wait_for(self, condition: str) -> None:
        """Waits until the expression holds on the page."""
        until = time.monotonic() + PATIENCE
        while not self.evaluate(f"() => Boolean({condition})"):
            assert time.monotonic() < until, condition
            time.sleep(0.05)


@contextmanager
def webkit(programs: tuple[Path, Path, Path]) -> Iterator[WebKit]:
    """A session of the driver, the browser and the screen that ``programs`` are."""
    driver, browser, screen = programs
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory())
        shown = stack.enter_context(
            _running([screen, "-displayfd", "1", "-screen", "0", "1280x1024x24"], dict(os.environ))
        )
        assert shown.stdout is not None
        display = f":{shown.stdout.readline().decode().strip()}"
        # No sandbox within the container that tests often run in, no message bus, and nothing kept.
        surroundings = {**os.environ, "DISPLAY": display, "HOME": home, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        surroundings |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "XDG_RUNTIME_DIR": home}
        surroundings |= {"LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_DMABUF_RENDERER": "1"}
        port = _free_port()
        stack.enter_context(_running([driver, f"--port={port}"], surroundings))
        session = WebKit(f"http://127.0.0.1:{port}")
        _wait_until_listening(session)
        session.begin(browser)
        try:
            yield session
        finally:
            session.send("DELETE", "")


@contextmanager
def _running(command: list[Any], surroundings: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_until_listening(session: WebKit) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            session.send("GET", "/status")
            return
        except URLError:
            assert time.monotonic() < until, "WebKit's driver does not listen"
            time.sleep(0.05)

"""Asks the desk for pages in process, as a browser would: with the cookie, the host and the origin of its own page."""

import re
from pathlib import Path
from typing import Any

import httpx
from asgi import ask

from generator.desk.app import application

PORT, TOKEN = 8765, "a-token-of-the-test"
ORIGIN = f"http://127.0.0.1:{PORT}"


class Clerk:
    """Somebody at the desk of the register in ``folder``, with or without the address that the terminal has shown."""

    def __init__(self, folder: Path, site: Path, enters: bool = True) -> None:
        self.folder = folder
        self.app = application(folder, site, PORT, TOKEN)
        self.cookies = httpx.Cookies()
        if enters:
            self.ask("GET", f"/?token={TOKEN}")

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, **given: Any) -> httpx.Response:
        """What the desk answers, without going on to where it leads."""
        return ask(
            self.app, method, ORIGIN + path, self.cookies, headers={"origin": ORIGIN, **(headers or {})}, **given
        )

    def see(self, path: str) -> str:
        """A page that is there."""
        answer = self.ask("GET", path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def send(self, path: str, **fields: Any) -> httpx.Response:
        """Sends a form of the page at ``path``, which names what the page showed."""
        seen = re.search(r'name="seen" value="(\w+)"', self.see(path))
        assert seen is not None, path
        return self.ask("POST", path.partition("?")[0], data={"seen": seen[1], **fields})

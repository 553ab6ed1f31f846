"""Asks the desk for pages in process, as a browser would: with the cookie, the host and the origin of its own page."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

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

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, cookies=self.cookies) as client:
                answer = await client.request(method, path, headers={"origin": ORIGIN, **(headers or {})}, **given)
                self.cookies = client.cookies
                return answer

        # Not in this thread, in which a browser's loop may run.
        with ThreadPoolExecutor(1) as beside:
            return beside.submit(asyncio.run, asked()).result()

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

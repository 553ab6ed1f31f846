"""Asks an application in process, as a browser would over the network."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
from starlette.types import ASGIApp


def ask(app: ASGIApp, method: str, address: str, cookies: httpx.Cookies | None = None, **given: Any) -> httpx.Response:
    """What is answered at an absolute ``address``, without going on to where it leads; ``cookies`` may change."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, cookies=cookies) as client:
            answer = await client.request(method, address, **given)
            if cookies is not None:
                cookies.update(client.cookies)
            return answer

    # Not in this thread, in which a browser's loop may run.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, asked()).result()

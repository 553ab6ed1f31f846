"""Lets nobody in but the person who started the desk: one address, one token, one origin.

Any page in a browser can send requests to this machine, and any name can be made to lead here: so the ``Host`` must be
ours, a change must come from a page of ours, and every request must bear the token that only the terminal has shown.
"""

import hmac
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
MOST_BYTES = 26_000_000
"""A document to import, with what a form adds."""
POLICY = (
    "default-src 'none'; script-src 'self'{wasm}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
SHOWN = "/shown/"
"""Below it stand the pages as they would be published; the self-check among them compiles WebAssembly."""


class Guard:
    """Stands before ``app``, which is served at ``port`` of this machine alone."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self.app, self.port, self.token = app, port, token
        self.origin = f"http://{HOST}:{port}"
        self.cookie = f"chuding-desk-{port}"
        """Cookies are shared by all ports of a machine."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send, scope))
            return
        await self.app(scope, _limited(receive), _with_headers(send, scope))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """What is answered instead, or None where the request may pass."""
        if headers.get("host") != f"{HOST}:{self.port}":
            return PlainTextResponse("421: this address is not ours\n", 421)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("405\n", 405)
        if scope["method"] == "POST" and headers.get("origin") != self.origin:
            return PlainTextResponse("403: sent from another page\n", 403)
        if int(headers.get("content-length") or 0) > MOST_BYTES:
            return PlainTextResponse("413: too much\n", 413)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if scope["method"] == "GET" and scope["path"] == "/" and self._is_token(given):
            entered = RedirectResponse("/", 303)
            entered.set_cookie(self.cookie, self.token, httponly=True, samesite="strict")
            return entered
        if not self._is_token(_cookies(headers, self.cookie)):
            return PlainTextResponse("403: open the address that `chuding desk` has shown\n", 403)
        return None

    def _is_token(self, given: Iterable[str]) -> bool:
        """Whether one of ``given`` is the token; how long that takes tells nothing of it."""
        return any([hmac.compare_digest(each.encode(), self.token.encode()) for each in given])


def _cookies(headers: Headers, name: str) -> list[str]:
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return []
    return [cookies[name].value] if name in cookies else []


def _limited(receive: Receive) -> Receive:
    """``receive`` that breaks off after too many bytes, whatever the request has said of its length."""
    left = MOST_BYTES

    async def receiving() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return message if left >= 0 else {"type": "http.disconnect"}

    return receiving


def _with_headers(send: Send, scope: Scope) -> Send:
    wasm = " 'wasm-unsafe-eval'" if scope["path"].startswith(SHOWN) else ""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers["content-security-policy"] = POLICY.format(wasm=wasm)
        await send(message)

    return sending

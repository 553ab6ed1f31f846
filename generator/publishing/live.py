"""Holds a published site against its own ``release.json``, as a reader's browser gets it, with the standard library."""

import json
import socket
import ssl
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from http.client import HTTPException, HTTPResponse
from pathlib import PurePosixPath
from time import monotonic
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from generator.publishing.links import INDEX, page_faults, read_page
from generator.register.characters import harmless
from generator.register.problems import BadInput, shown
from generator.site.release import RELEASE, Release, read_release, release_entry

AT_ONCE = 4
GZIP = 16 + zlib.MAX_WBITS
"""What zlib calls that form."""
WAIT = 30
"""Seconds for an answer to begin, or to go on."""
LONGEST = 300
"""Seconds for a whole answer."""
PART = 1 << 16
MANIFEST = 50_000_000
"""Bytes of the largest manifest that is read."""
TYPES = {".html": "text/html", ".css": "text/css", ".js": "javascript", ".svg": "image/svg+xml"}
"""A file's ending, and what a browser has to be told of it to use it."""
NEAR = 10
"""Days within which the opening or the end of a window is told."""
CERTIFICATE = 14
"""With fewer days left, the certificate is a fault."""
LISTED = "notices.json"


@dataclass(frozen=True, slots=True)
class Near:
    """A window that opens or closes within the next days."""

    notice: str
    window: str
    event: str
    """``opens`` or ``closes``."""
    day: str
    days: int

    def __str__(self) -> str:
        when = "today" if not self.days else f"in {self.days} day{'s' if self.days > 1 else ''}"
        return f"{self.notice}: window {self.window} {self.event} {when}, on {self.day}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: the release's name, how many files were read, each fault in one line, and what comes."""

    name: str
    files: int
    faults: tuple[str, ...]
    near: tuple[Near, ...]
    certificate_days: int | None
    """None where the site is not read by https."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def check_live(address: str, today: date) -> Report:
    """Reads all of the site at ``address``; raises ``BadInput`` where there is no release to hold it against."""
    root = _root(address)
    release = _release(root)
    with ThreadPoolExecutor(AT_ONCE) as readers:
        shown_files = release.shown.items()
        answers = readers.map(lambda file: _read(root, file[0], file[1].size), shown_files)
        read = dict(zip(release.shown, answers, strict=True))
    faults = [f"{_address(root, path)}: {fault}" for path, fault in _faults(release, read)]
    again = _release(root)
    if again.name != release.name:
        faults = [f"{root}: expected one release, found {again.name} after {release.name}: check again"]
    days = _certificate_days(root, today)
    if days is not None and days < CERTIFICATE:
        faults.append(f"{root}: expected a certificate for {CERTIFICATE} days at least, found one for {days}")
    listed = read.get(LISTED)
    near = tuple(_near(listed, today)) if isinstance(listed, bytes) else ()
    return Report(release.name, len(release.shown), tuple(map(harmless, faults)), near, days)


def _root(address: str) -> str:
    """The site's address as it is asked for: a name and a path in other letters than a server's in those."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
        path = quote(parts.path.removesuffix(INDEX).rstrip("/"), safe="/%~!$&'()*+,;=:@")
    except ValueError:
        parts, host, port, path = SplitResult("", "", "", "", ""), "", None, ""
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or "@" in parts.netloc:
        raise BadInput([f"{harmless(address)}: expected the address of a site, https://…"])
    place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    return f"{parts.scheme}://{place}{path}/"


def _release(root: str) -> Release:
    read = _read(root, RELEASE, MANIFEST)
    if isinstance(read, str):
        raise BadInput([harmless(f"{root}{RELEASE}: expected the site's release, {read}")])
    return read_release(read, f"{root}{RELEASE}")


def _faults(release: Release, read: dict[str, bytes | str]) -> Iterator[tuple[str, str]]:
    """What differs from the release, and what is wrong in those pages that do not."""
    whole: dict[str, bytes] = {}
    for path, entry in sorted(release.shown.items()):
        content = read[path]
        if isinstance(content, str):
            yield path, f"expected the release's file, {content}"
        elif release_entry(content) != entry:
            of_size = f"another of {len(content):,}" if len(content) <= entry.size else "a longer one"
            yield path, f"expected the release's file of {entry.size:,} bytes, found {of_size}"
        else:
            whole[path] = content
    pages = {path: read_page(whole[path].decode("utf-8", "replace")) for path in whole if path.endswith(".html")}
    yield from page_faults(pages, frozenset({*release.files, RELEASE}))


def _address(root: str, path: str) -> str:
    """As a reader asks for it: a page by its folder."""
    shown_path = path.removesuffix(INDEX) if path == INDEX or path.endswith(f"/{INDEX}") else path
    return root + quote(shown_path)


def _read(root: str, path: str, size: int) -> bytes | str:
    """The content, cut off where it is longer than it should be, or what was found instead.

    It comes packed where the server can, as browsers ask for it.
    """
    asked = Request(_address(root, path), headers={"Cache-Control": "no-cache", "Accept-Encoding": "gzip"})
    try:
        with build_opener(_NoRedirect).open(asked, timeout=WAIT) as answer:
            content = _content(answer, size + 1)
            expected, found = TYPES.get(PurePosixPath(path).suffix), answer.headers.get("Content-Type") or "none"
            return content if not expected or expected in found.lower() else f"found it with the type {shown(found)}"
    except HTTPError as error:
        place = error.headers.get("Location")
        return f"found {error.code} {error.reason}{f', to {shown(place)}' if place else ''}"
    except URLError as error:
        return f"found no answer: {error.reason}"
    except (OSError, HTTPException, EOFError, ValueError, zlib.error) as error:
        return f"found an answer that breaks off: {error or type(error).__name__}"


def _content(answer: HTTPResponse, most: int) -> bytes:
    """So much of an answer at most, unpacked: whatever a server sends, that fits into memory and comes to an end."""
    ends, content = monotonic() + LONGEST, bytearray()
    unpack = zlib.decompressobj(GZIP) if answer.headers.get("Content-Encoding") == "gzip" else None
    while len(content) < most and (part := answer.read1(PART)):
        content += unpack.decompress(part, most - len(content)) if unpack else part
        if monotonic() > ends:
            raise TimeoutError(f"it takes longer than {LONGEST} seconds")
    if len(content) < most and (answer.length or (unpack and not unpack.eof)):
        raise EOFError("its end is missing")
    return bytes(content[:most])


def _near(listed: bytes, today: date) -> Iterator[Near]:
    """The windows of the site's own list of notices."""
    try:
        notices = json.loads(listed)
        for notice in notices:
            for window in notice["windows"]:
                for event in ("opens", "closes"):
                    if day := window.get(event):
                        days = (date.fromisoformat(day) - today).days
                        if 0 <= days <= NEAR:
                            yield Near(notice["id"], window["key"], event, day, days)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return


def _certificate_days(root: str, today: date) -> int | None:
    """How many days the server's certificate is good for; None without one, or where it cannot be had."""
    parts = urlsplit(root)
    if parts.scheme != "https" or not parts.hostname:
        return None
    try:
        with (
            socket.create_connection((parts.hostname, parts.port or 443), timeout=WAIT) as line,
            ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname) as secured,
        ):
            certificate = secured.getpeercert() or {}
            ends = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
    except (OSError, KeyError):
        return None
    return (date.fromtimestamp(ends) - today).days

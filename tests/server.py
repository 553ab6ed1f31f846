"""A server for a folder, as a test or a bench needs one: under any path, with any headers, and without a word."""

import http.server
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


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

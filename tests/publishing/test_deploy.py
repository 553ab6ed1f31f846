"""The configurations that the project ships: the real nginx serves releases with one of them, as readers need it."""

import gzip
import os
import re
import subprocess
import time
import xml.etree.ElementTree as xml
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from socket import socket

import pytest
from command import run_chuding
from sites import OLD, make_site

import bootstrap
from generator.folders import ROOT

DEPLOY = ROOT / "deploy"
SITE = OLD | {
    "assets/runtime/python.wasm": "wasm", "assets/browser/site.js": "// " + "script " * 400, "calendar.ics": "BEGIN",
    "manifest.webmanifest": "{}", "feed.xml": "<feed/>", "en/feed.xml": "<feed/>", "notices.json": "[]", ".hidden": "x",
    "embed/check/index.html": "embedded", "en/embed/check/index.html": "embedded", "compare/c.csv": "a,b",
}  # fmt: skip
AROUND = """
daemon off; {user} pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  include {folder}/chuding.conf;
}}
"""
"""What Debian's own configuration has around it, in a folder of the test's."""

type Ask = Callable[..., tuple[HTTPResponse, bytes]]


@pytest.fixture
def web(tmp_path: Path) -> Path:
    assert run_chuding("publish", tmp_path / "web", "--site", make_site(tmp_path / "site", SITE)).returncode == 0
    return tmp_path / "web"


@pytest.fixture
def ask(tmp_path: Path, web: Path) -> Iterator[Ask]:
    """ask(path, header=value…) → nginx's answer and its content."""
    program = bootstrap.find_nginx()
    assert program is not None, "no nginx: run `make test`"
    folder = tmp_path / "nginx"
    folder.mkdir()
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    shipped = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    types = program.parents[2] / "etc" / "nginx" / "mime.types"
    here = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/var/www/chuding": str(web),
        "/etc/nginx/mime.types": str(types),
    }
    for there, ours in here.items():
        assert there in shipped
        shipped = shipped.replace(there, ours)
    (folder / "chuding.conf").write_text(shipped, encoding="utf-8")
    # The worker is to read what the test has written.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
    server = subprocess.Popen([program, "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"])

    def answer(path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        got = connection.getresponse()
        content = got.read()
        connection.close()
        return got, content

    while server.poll() is None:
        try:
            answer("/")
            break
        except ConnectionRefusedError:
            time.sleep(0.05)
    assert server.poll() is None, (folder / "error.log").read_text()
    yield answer
    server.terminate()
    server.wait()


TYPES = {
    "/": "text/html; charset=utf-8", "/assets/runtime/python.wasm": "application/wasm",
    "/assets/browser/site.js": "application/javascript; charset=utf-8", "/calendar.ics": "text/calendar; charset=utf-8",
    "/assets/site.css": "text/css; charset=utf-8", "/feed.xml": "application/atom+xml; charset=utf-8",
    "/en/feed.xml": "application/atom+xml; charset=utf-8", "/notices.json": "application/json; charset=utf-8",
    "/manifest.webmanifest": "application/manifest+json; charset=utf-8",
}  # fmt: skip


def test_nginx_gives_each_file_its_type_and_the_headers_that_protect_it(ask: Ask) -> None:
    for path, kind in TYPES.items():
        answer, _ = ask(path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, kind), path
        assert (
            answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Referrer-Policy"] == "same-origin"
        )
        assert (
            answer.headers["Cache-Control"] == "no-cache" and "geolocation=()" in answer.headers["Permissions-Policy"]
        )


def test_only_what_is_made_for_it_is_shown_in_a_frame_elsewhere(ask: Ask) -> None:
    for path in ("/", "/notices/a/", "/missing/", "/404.html"):
        assert ask(path)[0].headers["Content-Security-Policy"].startswith("frame-ancestors 'none';"), path
    for path in ("/embed/check/", "/en/embed/check/"):
        assert ask(path)[0].headers["Content-Security-Policy"].startswith("frame-ancestors *;"), path


def test_a_missing_page_has_the_sites_own_and_hidden_files_are_missing(ask: Ask) -> None:
    for path in ("/missing/", "/.hidden", "/notices/missing.json"):
        answer, content = ask(path)
        assert (answer.status, content) == (404, b"the same"), path
    answer, _ = ask("/notices/a")
    assert (answer.status, answer.headers["Location"]) == (301, "/notices/a/")


def test_what_is_text_is_sent_packed(ask: Ask) -> None:
    answer, content = ask("/assets/browser/site.js", Accept_Encoding="gzip")
    assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(content).decode() == SITE["assets/browser/site.js"]


def test_a_returning_reader_has_each_release_at_once_and_what_did_not_change_not_again(
    ask: Ask, web: Path, tmp_path: Path
) -> None:
    marks = {path: ask(path)[0].headers["ETag"] for path in ("/", "/feed.xml")}
    changed = make_site(tmp_path / "new", SITE | {"index.html": "new"})
    assert run_chuding("publish", web, "--site", changed).returncode == 0
    assert ask("/", If_None_Match=marks["/"])[1] == b"new"
    assert ask("/feed.xml", If_None_Match=marks["/feed.xml"])[0].status == 304
    mark = ask("/")[0].headers["ETag"]
    assert run_chuding("publish", web, "--rollback").returncode == 0
    assert ask("/", If_None_Match=mark)[1] == b"old"


def test_the_configurations_say_the_same() -> None:
    texts = {name: (DEPLOY / name).read_text(encoding="utf-8") for name in ("nginx.conf", "Caddyfile", "web.config")}
    xml.fromstring(texts["web.config"])
    for name, text in texts.items():
        for word in (
            "nosniff",
            "same-origin",
            "camera=(), geolocation=()",
            "frame-ancestors",
            "404.html",
            "webmanifest",
        ):
            assert word in text, (name, word)
        assert re.search("no-cache|DisableCache", text), name

"""The configurations that the project ships: the real nginx and Caddy serve releases with them as readers need it."""

import gzip
import os
import re
import subprocess
import time
import xml.etree.ElementTree as xml
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from socket import create_connection, socket

import pytest
from command import run_chuding
from sites import OLD, as_assets, make_site

import bootstrap
from generator.folders import ROOT
from generator.site.packing import pack_site
from generator.site.release import ASSETS as ASSETS_FOLDER
from generator.site.release import RELEASE, release_in, verified
from generator.store import NOTHING

DEPLOY = ROOT / "deploy"
SCRIPT, WASM, SHEET = "browser/site.js", "runtime/python.wasm", "styles/site.css"
ASSETS = as_assets({WASM: "wasm", SHEET: "css", SCRIPT: "// " + "script " * 400})
ASSET = {name: path for path in ASSETS for name in (SCRIPT, WASM, SHEET) if path.endswith(name)}
"""Their addresses in the site."""
SITE = OLD | ASSETS | {
    "assets/browser/selfcheck.js": "export", "calendar.ics": "BEGIN", "long/index.html": "<p>" + "words " * 400,
    "manifest.webmanifest": "{}", "feed.xml": "<feed/>", "en/feed.xml": "<feed/>", "notices.json": "[]", ".hidden": "x",
    "embed/check/index.html": "embedded", "en/embed/check/index.html": "embedded", "compare/c.csv": "a,b",
}  # fmt: skip
AROUND_NGINX = """
daemon off; {user} pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  include {folder}/chuding.conf;
}}
"""
"""What Debian's own configuration has around it, in a folder of the test's."""
BEFORE_CADDY = """
{{
  admin off
  storage file_system {folder}
  log {{
    output file {folder}/error.log
  }}
}}
"""


@dataclass(frozen=True)
class Server:
    """The command that starts it, and what the site's addresses begin with."""

    command: list[str | Path]
    prefix: str = ""


type SetUp = Callable[[Path, Path, int], Server]
"""A folder for its configuration, what was published, a port → a server."""


def program(name: str) -> Path:
    found = bootstrap.find_server(name)
    assert found is not None, f"no {name}: run `make test`"
    return found


def adapted(shipped: str, here: dict[str, str]) -> str:
    """A shipped configuration with what a test has in other places."""
    text = (DEPLOY / shipped).read_text(encoding="utf-8")
    for there, ours in here.items():
        assert there in text
        text = text.replace(there, ours)
    return text


def nginx(folder: Path, web: Path, port: int) -> Server:
    return _nginx(folder, port, {"/var/www/chuding": str(web)})


def nginx_below(folder: Path, web: Path, port: int) -> Server:
    """As the README says for a site below a path."""
    below = {
        "root /var/www/chuding/current;": f"location /a/b/ {{ alias {web}/current/;",
        "error_page 404 ": "error_page 404 /a/b",
        "return 404;\n    }": "return 404; } }",
    }
    return replace(_nginx(folder, port, below), prefix="/a/b")


def _nginx(folder: Path, port: int, here: dict[str, str]) -> Server:
    nginx = program("nginx")
    types = nginx.parents[2] / "etc" / "nginx" / "mime.types"
    here |= {"listen 80;": f"listen 127.0.0.1:{port};", "/etc/nginx/mime.types": str(types)}
    (folder / "chuding.conf").write_text(adapted("nginx.conf", here), encoding="utf-8")
    # The worker is to read what the test has written.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND_NGINX.format(folder=folder, user=user), encoding="utf-8")
    return Server([nginx, "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"])


def caddy(folder: Path, web: Path, port: int) -> Server:
    text = adapted("Caddyfile", {"chuding.example {": f"http://:{port} {{", "/var/www/chuding": str(web)})
    (folder / "Caddyfile").write_text(BEFORE_CADDY.format(folder=folder) + text, encoding="utf-8")
    return Server([program("caddy"), "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"])


def packed(site: Path) -> Path:
    pack_site(site, NOTHING)
    (site / RELEASE).write_text(release_in(site).text)
    return site


@dataclass(frozen=True)
class Served:
    """What is published to ``web``, and a web server that serves it."""

    web: Path
    port: int
    prefix: str

    def ask(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        """The answer, to a request with such headers, and its content."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(
            "GET", self.prefix + path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        got = connection.getresponse()
        content = got.read()
        connection.close()
        return got, content


@contextmanager
def serving(set_up: SetUp, folder: Path, site: Path) -> Iterator[Served]:
    """Has ``site`` published and served, all in ``folder``."""
    web, own = folder / "web", folder / "server"
    own.mkdir()
    assert run_chuding("publish", web, "--site", site).returncode == 0
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = set_up(own, web, port)
    with (own / "said").open("wb") as said:
        running = subprocess.Popen(server.command, env={**os.environ, "HOME": str(own)}, stdout=said, stderr=said)
    while running.poll() is None:
        try:
            create_connection(("127.0.0.1", port)).close()
            break
        except ConnectionRefusedError:
            time.sleep(0.05)
    assert running.poll() is None, (own / "said").read_text()
    yield Served(web, port, server.prefix)
    running.terminate()
    running.wait()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packed(make_site(tmp_path_factory.mktemp("made"), SITE))


@pytest.fixture(scope="module", params=[nginx, nginx_below, caddy])
def read(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, made: Path) -> Iterator[Served]:
    """For tests that publish nothing else."""
    with serving(request.param, tmp_path_factory.mktemp("read"), made) as served:
        yield served


@pytest.fixture(params=[nginx, caddy])
def own(tmp_path: Path, request: pytest.FixtureRequest, made: Path) -> Iterator[Served]:
    """For a test that publishes more."""
    with serving(request.param, tmp_path, made) as served:
        yield served


TEXT = "; charset=utf-8"
TYPES = {
    "/": f"text/html{TEXT}", f"/{ASSET[WASM]}": "application/wasm",
    f"/{ASSET[SCRIPT]}": f"(application|text)/javascript{TEXT}", "/calendar.ics": f"text/calendar{TEXT}",
    f"/{ASSET[SHEET]}": f"text/css{TEXT}", "/feed.xml": f"application/atom[+]xml{TEXT}",
    "/en/feed.xml": f"application/atom[+]xml{TEXT}", "/notices.json": f"application/json({TEXT})?",
    "/manifest.webmanifest": f"application/manifest[+]json{TEXT}",
}  # fmt: skip
"""As patterns."""


def test_each_file_has_its_type_and_the_headers_that_protect_it(read: Served) -> None:
    for path, kind in TYPES.items():
        answer, _ = read.ask(path)
        assert answer.status == 200 and re.fullmatch(kind, answer.headers["Content-Type"]), path
        protecting = (answer.headers["X-Content-Type-Options"], answer.headers["Referrer-Policy"])
        assert protecting == ("nosniff", "same-origin")
        assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_what_an_assets_address_leads_to_is_kept_for_good_and_all_else_is_asked_for_each_time(read: Served) -> None:
    missing = f"/{ASSETS_FOLDER}0123456789abcdef/site.css"
    for path in (*TYPES, "/assets/browser/selfcheck.js", "/release.json", "/404.html", missing):
        answer, _ = read.ask(path)
        lasts = path.removeprefix("/") in ASSET.values()
        keeping = "public, max-age=31536000, immutable" if lasts else "no-cache"
        assert (answer.status, answer.headers["Cache-Control"]) == (404 if path == missing else 200, keeping), path
    mark = read.ask(f"/{ASSET[SCRIPT]}")[0].headers["ETag"]
    answer, _ = read.ask(f"/{ASSET[SCRIPT]}", If_None_Match=mark)
    assert (answer.status, answer.headers["Cache-Control"]) == (304, "public, max-age=31536000, immutable")


def test_only_what_is_made_for_it_is_shown_in_a_frame_elsewhere(read: Served) -> None:
    for path in ("/", "/notices/a/", "/missing/", "/404.html"):
        assert read.ask(path)[0].headers["Content-Security-Policy"].startswith("frame-ancestors 'none';"), path
    for path in ("/embed/check/", "/en/embed/check/"):
        assert read.ask(path)[0].headers["Content-Security-Policy"].startswith("frame-ancestors *;"), path


def test_a_missing_page_has_the_sites_own_and_hidden_files_are_missing(read: Served) -> None:
    for path in ("/missing/", "/.hidden", "/notices/missing.json"):
        answer, content = read.ask(path)
        assert (answer.status, content) == (404, b"the same"), path
    answer, _ = read.ask("/notices/a")
    assert answer.status in (301, 308) and answer.headers["Location"] == f"{read.prefix}/notices/a/"


def test_what_is_text_is_sent_as_it_was_packed_at_the_build_and_else_packed_on_the_way(read: Served) -> None:
    for path, file in ((f"/{ASSET[SCRIPT]}", ASSET[SCRIPT]), ("/long/", "long/index.html")):
        answer, content = read.ask(path, Accept_Encoding="gzip")
        assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding")
        assert content == (read.web / "current" / f"{file}.gz").read_bytes()
        assert gzip.decompress(content).decode() == SITE[file] == read.ask(path)[1].decode()
    answer, content = read.ask("/release.json", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(content) == (read.web / "current" / "release.json").read_bytes()


@pytest.mark.parametrize("read", [caddy], indirect=True)
def test_caddy_sends_what_brotli_has_packed(read: Served) -> None:
    answer, content = read.ask("/long/", Accept_Encoding="gzip, deflate, br")
    assert answer.headers["Content-Encoding"] == "br"
    assert content == (read.web / "current" / "long" / "index.html.br").read_bytes()


def test_a_returning_reader_has_each_release_at_once_and_what_did_not_change_not_again(
    own: Served, tmp_path: Path
) -> None:
    marks = {path: own.ask(path)[0].headers["ETag"] for path in ("/", "/feed.xml")}
    changed = make_site(tmp_path / "new", SITE | {"index.html": "new"})
    assert run_chuding("publish", own.web, "--site", changed).returncode == 0
    assert own.ask("/", If_None_Match=marks["/"])[1] == b"new"
    assert own.ask("/feed.xml", If_None_Match=marks["/feed.xml"])[0].status == 304
    mark = own.ask("/")[0].headers["ETag"]
    assert run_chuding("publish", own.web, "--rollback").returncode == 0
    assert own.ask("/", If_None_Match=mark)[1] == b"old"


def test_a_reader_in_mid_page_while_the_release_changes_gets_the_rest_of_it(own: Served, tmp_path: Path) -> None:
    """The page has come, and the half of what it loads; then there is another release, and another."""
    for number in range(3):
        newer = make_site(tmp_path / str(number), OLD | as_assets({SCRIPT: f"script {number}"}))
        assert run_chuding("publish", own.web, "--site", packed(newer)).returncode == 0
        for name in (SCRIPT, WASM, SHEET):
            answer, content = own.ask(f"/{ASSET[name]}", Accept_Encoding="gzip")
            whole = gzip.decompress(content) if answer.headers["Content-Encoding"] else content
            assert (answer.status, whole.decode()) == (200, SITE[ASSET[name]])
        # Raises where a file departs from the release.
        verified(own.web / "current")


def test_a_file_on_a_slow_way_while_the_release_changes_arrives_whole(own: Served, tmp_path: Path) -> None:
    large = "".join(f"line {number}\n" for number in range(1_000_000))
    for text in (large, large.upper()):
        site = make_site(tmp_path / text[0], SITE | {"large.csv": text})
        assert run_chuding("publish", own.web, "--site", site).returncode == 0
        if text is large:
            slow = create_connection(("127.0.0.1", own.port))
            slow.sendall(b"GET /large.csv HTTP/1.0\r\nHost: x\r\n\r\n")
            begun = slow.recv(1000)
    rest = b"".join(iter(lambda: slow.recv(1_000_000), b""))
    slow.close()
    assert (begun + rest).partition(b"\r\n\r\n")[2].decode() == large
    assert own.ask("/large.csv")[1].decode() == large.upper()


def test_the_configurations_say_the_same() -> None:
    texts = {name: (DEPLOY / name).read_text(encoding="utf-8") for name in ("nginx.conf", "Caddyfile", "web.config")}
    xml.fromstring(texts["web.config"])
    same = ("nosniff", "same-origin", "camera=(), geolocation=()", "frame-ancestors", "404.html", "webmanifest")
    for name, text in texts.items():
        assert [word for word in (*same, "immutable") if word not in text] == [], name
        assert re.search("no-cache|DisableCache", text), name
        assert re.search("gzip_static on|precompressed br gzip|doStaticCompression", text), name

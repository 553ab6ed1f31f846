"""``chuding check-live``: a published site is held against its release as readers get it."""

import gzip
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from command import run_chuding
from proof import LONG
from server import SiteHandler
from sites import make_site

from generator.register.characters import harmless

pytestmark = LONG

POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
NOTICES = [
    {
        "id": "a-2026-h1",
        "windows": [
            {"key": "online", "opens": "2026-05-11", "closes": "2026-05-29"},
            {"key": "paper", "opens": None, "closes": "2026-06-05"},
        ],
    }
]
PAGE = f'{POLICY}<h1 id="c-1">a</h1>'
SITE = {
    "index.html": f'{POLICY}<a href="./notices/a/#c-1">a</a><a href="feed.xml">b</a><a href="en/"><a href="#x" id="x">',
    "en/index.html": f'{POLICY}<a href="../">a</a><a href="https://elsewhere.example/">b</a>',
    "notices/a/index.html": PAGE,
    "en/notices/a/index.html": f'{PAGE}<a href="../../../notices/a/#c-1">',
    "feed.xml": "<feed/>",
    "404.html": "nothing here",
    "notices.json": json.dumps(NOTICES),
}  # fmt: skip

type Serve = Callable[..., str]


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return make_site(tmp_path / "live", SITE)


def test_a_built_site_has_no_fault_under_any_path(site: Path, serve: Serve) -> None:
    address = serve(site, "/a/b/")
    name = json.loads((site / "release.json").read_text())["name"]
    done = run_chuding("check-live", address, "--today", "2026-05-20")
    assert (done.returncode, done.stderr) == (0, "")
    first, *near = done.stdout.splitlines()
    assert first.startswith(f"{address}: release {name}, ")
    assert near == ["lianyungang-city-2026-h1: window online closes in 9 days, on 2026-05-29"]


@pytest.mark.parametrize(
    ("today", "near"),
    [
        ("2026-04-30", []),
        ("2026-05-01", ["online opens in 10 days, on 2026-05-11"]),
        ("2026-05-10", ["online opens in 1 day, on 2026-05-11"]),
        ("2026-05-29", ["online closes today, on 2026-05-29", "paper closes in 7 days, on 2026-06-05"]),
        ("2026-06-06", []),
    ],
)
def test_what_opens_or_closes_within_ten_days_is_told(live: Path, serve: Serve, today: str, near: list[str]) -> None:
    done = run_chuding("check-live", serve(live), "--today", today)
    assert done.stdout.splitlines()[1:] == [f"a-2026-h1: window {words}" for words in near]


def changed(name: str, text: str) -> Callable[[Path], object]:
    return lambda site: (site / name).write_text(text)


def rebuilt(name: str, text: str) -> Callable[[Path], object]:
    """Another release, of which something is wrong in itself."""
    return lambda site: make_site(site, SITE | {name: text})


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (
        lambda site: (site / "feed.xml").unlink(),
        "feed.xml: expected the release's file, found 404 File not found",
    ),
    "altered": (
        changed("notices/a/index.html", "altered"),
        "notices/a/: expected the release's file of 91 bytes, found another of 7",
    ),
    "link": (
        rebuilt("index.html", f'{POLICY}<a href="feed2.xml">'),
        ": expected a file of the release behind feed2.xml, found none",
    ),
    "link-to-a-folder-without-its-slash": (
        rebuilt("index.html", f'{POLICY}<a href="notices/a">'),
        ": expected a file of the release behind notices/a, found none",
    ),
    "anchor": (
        rebuilt("index.html", f'{POLICY}<a href="notices/a/#c-2">'),
        ": expected the anchor of notices/a/#c-2, found none",
    ),
    "policy": (
        rebuilt("notices/a/index.html", '<h1 id="c-1">'),
        "notices/a/: expected a Content-Security-Policy, found none",
    ),
    "address": (
        rebuilt("index.html", f'{POLICY}<a href="http://[">'),
        ': expected an address, found "http://["',
    ),
    "longer": (
        changed("feed.xml", "<feed/>" * 1000),
        "feed.xml: expected the release's file of 7 bytes, found a longer one",
    ),
    "twin": (
        rebuilt("about/index.html", POLICY),
        "about/: expected its twin en/about/index.html, found none",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_in_one_line_and_by_the_exit_status(live: Path, serve: Serve, fault: str) -> None:
    spoil, said = FAULTS[fault]
    spoil(live)
    address = serve(live, "/site/")
    done = run_chuding("check-live", address)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{address}{said}\n")
    told = json.loads(run_chuding("check-live", address, "--format", "json").stdout)
    assert (told["ok"], told["faults"]) == (False, [f"{address}{said}"])


class Moving(SiteHandler):
    """Answers with another release once a page has been read."""

    def __init__(self, *args: Any, later: Path, **kwargs: Any) -> None:
        self.later = later
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        if path.endswith("notices.json"):
            (self.later / "read").touch()
        if path.endswith("release.json") and (self.later / "read").exists():
            return str(self.later / "release.json")
        return super().translate_path(path)


def test_a_release_that_changes_meanwhile_is_told_as_that(live: Path, tmp_path: Path, serve: Serve) -> None:
    later = make_site(tmp_path / "later", SITE | {"feed.xml": "another"})
    address = serve(live, kind=Moving, later=later)
    done = run_chuding("check-live", address)
    assert done.returncode == 1 and done.stderr.startswith(f"{address}: expected one release, found ")
    assert done.stderr.endswith(": check again\n") and done.stderr.count("\n") == 1


def test_a_redirect_is_a_fault_and_is_not_followed(live: Path, serve: Serve) -> None:
    make_site(live, SITE | {"folder": "x"})
    (live / "folder").unlink()
    (live / "folder").mkdir()
    address = serve(live)
    done = run_chuding("check-live", address)
    assert done.stderr == f'{address}folder: expected the release\'s file, found 301 Moved Permanently, to "/folder/"\n'


class Lying(SiteHandler):
    """Answers with what each test makes of a file, until the reader has had enough."""

    def __init__(self, *args: Any, lies: str, answer: Iterable[bytes], **kwargs: Any) -> None:
        self.lies, self.answer = lies, answer
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if self.path != self.lies:
            return super().do_GET()
        with suppress(ConnectionError):
            for part in self.answer:
                self.wfile.write(part)
        self.close_connection = True


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BREAKS_OFF = "found an answer that breaks off: "
LIES: dict[str, tuple[Iterable[bytes], str]] = {
    "endless": (
        chain([HEAD + b"Transfer-Encoding: chunked\r\n\r\n"], repeat(b"4\r\nabcd\r\n")),
        "found a longer one",
    ),
    "unpacks-to-a-gigabyte": (
        [HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(bytes(1 << 20)) * 1000],
        "found a longer one",
    ),
    "longer-by-its-head-than-it-is": ([HEAD + b"Content-Length: 99\r\n\r\nabc"], f"{BREAKS_OFF}its end is missing"),
    "packed-and-cut-off": (
        [HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"abc")[:-5]],
        f"{BREAKS_OFF}its end is missing",
    ),
    "leads-to-no-address": ([b"HTTP/1.1 302 F\r\nLocation: http://[/\r\n\r\n"], f"{BREAKS_OFF}Invalid IPv6 URL"),
    "another-type": (
        [HEAD.replace(b"html", b"plain") + b"\r\nabc"],
        'found it with the type "text/plain"',
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_whatever_a_server_sends_comes_to_an_end_and_is_told_in_one_line(live: Path, serve: Serve, lie: str) -> None:
    answer, said = LIES[lie]
    address = serve(live, kind=Lying, lies="/notices/a/", answer=answer)
    done = run_chuding("check-live", address)
    assert done.returncode == 1 and done.stderr.startswith(f"{address}notices/a/: expected the release's file")
    assert done.stderr.endswith(f", {said}\n") and done.stderr.count("\n") == 1


def test_an_answer_that_goes_on_for_too_long_is_given_up(
    live: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.publishing.live.LONGEST", 0)
    address = serve(live)
    done = run_chuding("check-live", address)
    said = f"expected the site's release, {BREAKS_OFF}it takes longer than 0 seconds"
    assert (done.returncode, done.stderr) == (1, f"{address}release.json: {said}\n")


def test_a_list_of_notices_that_is_none_tells_of_no_windows(live: Path, serve: Serve) -> None:
    make_site(live, SITE | {"notices.json": "[" * 100_000})
    done = run_chuding("check-live", serve(live))
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)


def test_an_address_is_asked_for_in_a_servers_letters(live: Path, serve: Serve) -> None:
    address = serve(live, f"/{quote('站点')}/").replace(quote("站点"), "站点")
    assert run_chuding("check-live", f"{address}index.html").returncode == 0


NO_ADDRESSES = ["nowhere", "file:///etc/", "https://", "ftp://x/", "http://x/?a", "http://x/#a", "http://[::1"]
NO_ADDRESSES += ["http://x:99999/", "http://x..y/", "http://clerk@x/", "http://x/\udcff"]


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_of_a_site_is_refused(address: str) -> None:
    done = run_chuding("check-live", address)
    assert (done.returncode, done.stderr) == (1, f"{harmless(address)}: expected the address of a site, https://…\n")


def test_where_nobody_answers_it_says_so(live: Path, serve: Serve) -> None:
    done = run_chuding("check-live", "http://127.0.0.1:1/")
    said = "http://127.0.0.1:1/release.json: expected the site's release, found no answer: "
    assert done.returncode == 1 and done.stderr.startswith(said) and done.stderr.count("\n") == 1
    (live / "release.json").unlink()
    done = run_chuding("check-live", serve(live), "--format", "json")
    assert done.returncode == 1 and json.loads(done.stdout)["ok"] is False

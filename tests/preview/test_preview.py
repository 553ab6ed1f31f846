"""A preview shows what a build would write, whatever was changed while it ran, and says what stands in its way."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from asgi import ask
from command import CHUDING
from edits import OF_ALL, change, copy_project
from proof import sizes

from generator.folders import ROOT
from generator.preview.app import application
from generator.preview.edition import Preview
from generator.register.load import load

NOTICE, OTHER = "lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2"
OF_THE_WHOLE = ("service-worker.js", "release.json")
"""Files that name every other one: a preview has none of them."""
KINDS = (
    *("index.html", "en/notices/index.html", f"notices/{NOTICE}/index.html", "check/index.html", "404.html"),
    *(f"compare/{OTHER}/{NOTICE}/{name}" for name in ("index.html", "comparison.xlsx", "comparison.json")),
    *("en/about/index.html", "search/search_index.js", "sitemap.xml", "offline/selfcheck.html"),
    *(f"en/compare/{OTHER}/{NOTICE}/comparison.csv", "calendar.ics", "en/feed.xml", "licences/LICENSE.txt"),
)
"""A file of each kind that a site has."""


@pytest.mark.parametrize("more", sizes(sample=5, whole=10_000))
def test_every_file_is_the_one_that_a_build_writes(site: Path, more: int) -> None:
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    made = [name for name in files if not name.endswith((".gz", ".br")) and name not in OF_THE_WHOLE]
    now = Preview(ROOT / "notices", lambda: load(ROOT / "notices")).now
    others = sorted({*made} - {*KINDS})
    for name in (*KINDS, *random.Random(1).sample(others, min(more, len(others)))):
        assert now.file(name) == (site / name).read_bytes(), name
    assert now.file("nothing/") is None and now.file("../notices/topics.yaml") is None


# While it runs


SHOWN = (
    *("", "en/", "notices/", f"notices/{NOTICE}/", f"en/notices/{OTHER}/", f"en/compare/{OTHER}/{NOTICE}/"),
    *("check/", "en/compare/topics/opening/", "en/easy/", "search/search_index.js", "en/feed.xml", "notices.json"),
    *(f"notices/{NOTICE}.json", f"notices/{OTHER}.words.json", "compare/vocabulary.json"),
)
WATCHED = f"notices/{OTHER}/"
"""What is looked at after each change."""
CITY, ZONE = "notices/lianyungang-city/2026-h1", "notices/lianyungang-etdz/2023-h2"
EDITS = OF_ALL | {
    "clause": {f"{ZONE}.yaml": {"included, may not take part": "included, cannot take part"}},
    "requirement": {f"{ZONE}.yaml": {"excludes: [civil_servant, retired]": "excludes: [civil_servant]"}},
    "fact": {
        f"{CITY}.yaml": {"85812002": "85812003", "9a307b4c": "5d092cc9"},
        f"{CITY}.txt": {"85812002": "85812003"},
    },
}
"""After those that change everything, those that change one notice alone."""
SHOWING = """
import json, sys
from hashlib import sha256
from pathlib import Path
from generator.preview.edition import Preview
from generator.register.load import Memory, load
memory, notices = Memory(), Path("notices")
preview = Preview(notices, lambda: load(notices, memory))
for line in sys.stdin:
    try:
        shown = {path: sha256(preview.now.file(path) or b"").hexdigest() for path in json.loads(line)}
    except Exception as error:
        shown = {"error": str(error)}
    print(json.dumps(shown), flush=True)
"""
"""Prints the hashes of the files that each line asks for."""


class Showing:
    """A preview in a process of its own, of a copy of the project."""

    def __init__(self, project: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SHOWING], cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, *paths: str) -> dict[str, str]:
        assert self._process.stdin and self._process.stdout
        print(json.dumps(paths), file=self._process.stdin, flush=True)
        found: dict[str, str] = json.loads(self._process.stdout.readline())
        return found

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


@pytest.mark.parametrize("each", sizes(sample=False, whole=True))
def test_after_any_change_it_shows_what_one_shows_that_was_started_then(project: Path, each: bool) -> None:
    showing, seen = Showing(project), SHOWN if each else SHOWN[2::4]
    before = showing.ask(*seen, WATCHED)
    try:
        for edit in EDITS:
            change(project, EDITS[edit])
            now = showing.ask(*(seen if each else (WATCHED,)))
            if each:
                fresh = Showing(project)
                assert now == fresh.ask(*seen), edit
                fresh.end()
        after, fresh = showing.ask(*seen), Showing(project)
        assert "error" not in after, after
        assert after == fresh.ask(*seen)
        fresh.end()
        assert all(after[path] != before[path] for path in seen if path not in ("en/feed.xml", "notices.json"))
    finally:
        showing.end()


# As a page in a browser


def asked(preview: Preview, path: str) -> httpx.Response:
    return ask(application(preview), "GET", f"http://preview{path}")


def test_a_page_follows_and_a_fault_is_told_until_it_is_mended(register: Path) -> None:
    preview = Preview(register, lambda: load(register))
    page = asked(preview, "/easy/")
    assert page.status_code == 200 and '<script src="/preview/preview.js" data-state="' in page.text
    state = asked(preview, "/preview/state").json()
    assert f'data-state="{state}"' in page.text and asked(preview, "/easy/").text == page.text
    assert asked(preview, "/easy").headers["location"] == "/easy/"
    assert asked(preview, "/easier/").status_code == 404
    # A site that was served here before may have left one that would show its pages.
    assert "unregister" in asked(preview, "/service-worker.js").text
    topics = register / "topics.yaml"
    text = topics.read_text(encoding="utf-8")
    topics.write_text(text + "- {id: [}\n", encoding="utf-8")
    refused = asked(preview, "/easy/")
    assert refused.status_code == 409 and f"{topics}:{len(text.splitlines()) + 1}:" in refused.text
    assert asked(preview, "/preview/state").json() != state and "/preview/preview.js" in refused.text
    topics.write_text(text, encoding="utf-8")
    assert asked(preview, "/easy/").status_code == 200


@pytest.fixture
def serving(register: Path) -> Iterator[subprocess.Popen[str]]:
    command = [*CHUDING, "--notices", str(register), "serve", "--address", "127.0.0.1:0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_the_command_says_where_it_shows_and_ends_when_it_is_interrupted(serving: subprocess.Popen[str]) -> None:
    assert serving.stdout
    address = serving.stdout.readline().partition("http://")[2].partition("/")[0]
    assert "初定" in httpx.get(f"http://{address}/easy/", timeout=60).text
    os.kill(serving.pid, signal.SIGINT)
    _, said = serving.communicate()
    assert "Traceback" not in said

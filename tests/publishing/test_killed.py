"""Publishing is killed at any moment while somebody reads: nobody is ever shown parts of two releases."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest
from proof import sizes
from sites import as_assets, make_site

from generator.folders import ROOT
from generator.site.release import Release, read_release, release_entry, verified

PAGES = [f"{name}/index.html" for name in "abcdefgh"]
OPEN = 3
"""For so many releases a reader leaves a page open."""
PUBLISHER = """
import json, os, signal, sys, time
from generator.commands.main import main
for line in sys.stdin:
    arguments, wait = json.loads(line)
    begin, child = time.monotonic(), os.fork()
    if not child:
        sys.stdout = open(os.devnull, "w")
        main(arguments)
    if wait is not None:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    print(json.dumps([status, time.monotonic() - begin]), flush=True)
"""
"""Publishes what each line asks for in a process of its own, killed after so many seconds where it gives any."""


def numbered(folder: Path, number: int) -> Path:
    """A site whose pages say which release they are of, and what they load."""
    loaded = as_assets({f"{name}.js": f"{name} of {number}" for name in "abcdefgh"})
    page = json.dumps({"release": number, "loads": loaded})
    rest = {"index.html": page, "schema/notice.json": "{}", "never/changes.txt": "the same"}
    return make_site(folder / f"site-{number}", {**loaded, **dict.fromkeys(PAGES, page), **rest})


class Reader(threading.Thread):
    """Loads pages all the while, and at leisure what those load that have been open for long."""

    def __init__(self, address: str, releases: dict[str, Release], flat: bool):
        super().__init__()
        self.parts, self.releases, self.flat = urlsplit(address), releases, flat
        self.over = threading.Event()
        self.latest = 0
        """The release that is being published."""
        self.open: dict[int, dict[str, str]] = {}
        """What the pages that are open load, by their release."""
        self.faults: list[str] = []
        self.compared = 0

    def run(self) -> None:
        while not self.over.is_set():
            self.load_pages()
            if not self.flat:
                self.compare_with_manifest()

    def load_pages(self) -> None:
        for path in PAGES:
            page = json.loads(self.get(path))
            self.open[page["release"]] = page["loads"]
        # A page that came last has all the time in the world to load its own.
        for number in [number for number in self.open if number < self.latest - OPEN]:
            del self.open[number]
        for number, loads in list(self.open.items()):
            if wrong := [path for path, text in loads.items() if self.get(path) != text.encode()]:
                self.faults.append(f"a page of {number}, while {self.latest} was published: {wrong}")

    def compare_with_manifest(self) -> None:
        """Of one release that was there before and after, every file is."""
        before = self.get("release.json")
        release = read_release(before, "release.json")
        wrong = [path for path, entry in release.files.items() if release_entry(self.get(path)) != entry]
        if self.get("release.json") == before:
            self.compared += 1
            self.faults += [f"{release.name}: {path}" for path in wrong]
            if release.name not in self.releases:
                self.faults.append(f"{release.name} was never published")

    def get(self, path: str) -> bytes:
        connection = HTTPConnection(self.parts.netloc, timeout=60)
        connection.request("GET", self.parts.path + path)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return content if answer.status == 200 else b"missing"


@pytest.mark.parametrize("kills", sizes(sample=4, whole=50))
@pytest.mark.parametrize("flat", [False, True], ids=["linked", "flat"])
def test_a_reader_gets_each_page_with_its_own_assets_and_each_release_whole_however_often_publishing_is_killed(
    tmp_path: Path, serve: Callable[..., str], flat: bool, kills: int
) -> None:
    web, draw = tmp_path / "web", Random(14)
    publisher = subprocess.Popen(
        [sys.executable, "-c", PUBLISHER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert publisher.stdin and publisher.stdout
    asked, told = publisher.stdin, publisher.stdout
    reader: Reader | None = None
    releases: dict[str, Release] = {}

    def publish(number: int, wait: float | None) -> tuple[int, float]:
        site = numbered(tmp_path, number)
        release = read_release((site / "release.json").read_bytes(), "release.json")
        releases[release.name] = release
        if reader:
            reader.latest = number
        more = ["--flat"] if flat else []
        asked.write(json.dumps([["publish", str(web), "--site", str(site), *more], wait]) + "\n")
        asked.flush()
        status, took = json.loads(told.readline())
        return status, took

    status, took = publish(0, None)
    assert status == 0
    reader = Reader(serve(web if flat else web / "current"), releases, flat)
    reader.start()
    try:
        ended = [publish(number, draw.uniform(0, took))[0] for number in range(1, kills + 1)]
        assert publish(kills + 1, None)[0] == 0
        seen = reader.compared
        while reader.is_alive() and not flat and reader.compared == seen:
            time.sleep(0.01)
    finally:
        reader.over.set()
        reader.join()
        asked.close()
        told.close()
        publisher.wait()
    assert any(ended) and reader.faults == []
    if not flat:
        # Raises where a file departs from the release.
        verified(web / "current")

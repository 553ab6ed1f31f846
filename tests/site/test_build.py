"""``chuding build`` that is killed: the site is there all the same, nothing runs on, and the next run clears up."""

import os
import shutil
import signal
import subprocess
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from command import CHUDING, run_chuding
from proof import LONG
from sites import OLD, contents, make_site

from generator.folders import ROOT
from generator.site.release import read_release

pytestmark = LONG

FAILS = """
import os, sys
if "mkdocs" in sys.orig_argv:
    os._exit(3)
"""
"""Python runs it by itself as it starts: MkDocs ends before it has done anything."""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", OLD)


@pytest.fixture
def failing(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("customized")
    (folder / "sitecustomize.py").write_text(FAILS, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]))


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_killed_build_leaves_the_site_nothing_that_runs_and_what_the_next_build_clears(
    tmp_path: Path, target: Path, failing: None
) -> None:
    before = contents(target)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    build = subprocess.Popen([*CHUDING, "build", "--site", str(target)], cwd=ROOT, env=environment)
    while not any(tmp_path.glob(".site-*/new")):
        assert build.poll() is None
        time.sleep(0.05)
    [mkdocs] = children(build.pid)
    build.send_signal(signal.SIGKILL)
    build.wait()
    while is_running(mkdocs):
        time.sleep(0.05)
    assert contents(target) == before
    [left] = tmp_path.glob(".site-*")
    # As if it had been killed just after it had moved the old site away.
    target.rename(left / "old")
    done = run_chuding("build", "--site", target)
    assert (done.returncode, done.stderr) == (1, "mkdocs build: ended with 3\n")
    assert contents(target) == before and [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_only_looks_like_one_of_a_killed_run_stays(tmp_path: Path, target: Path, failing: None) -> None:
    theirs, elsewhere = tmp_path / ".site-of-others", tmp_path / "elsewhere"
    for folder in (theirs, elsewhere):
        folder.mkdir()
        (folder / "x").write_text("theirs")
    (elsewhere / ".held").touch()
    (tmp_path / ".site-link").symlink_to(elsewhere)
    run_chuding("build", "--site", target)
    assert (theirs / "x").exists() and (elsewhere / "x").exists()


def test_what_a_killed_run_has_left_is_cleared_whatever_the_site_is_called(tmp_path: Path, failing: None) -> None:
    left = tmp_path / ".site[1]*-x"
    left.mkdir()
    (left / ".held").touch()
    run_chuding("build", "--site", tmp_path / "site[1]*")
    assert not left.exists()


@pytest.mark.parametrize("place", ["flat", "web/current", "web/releases/{name}"])
def test_nothing_is_built_where_readers_see_it(tmp_path: Path, target: Path, failing: None, place: str) -> None:
    for web, more in (("flat", ["--flat"]), ("web", [])):
        assert run_chuding("publish", tmp_path / web, "--site", target, *more).returncode == 0
    (tmp_path / "flat" / "theirs.html").write_text("theirs")
    before = contents(tmp_path)
    there = tmp_path / place.format(name=read_release((target / "release.json").read_bytes(), "").name)
    done = run_chuding("build", "--site", there)
    said = f"{there}: expected a folder that only builds write, found one that was published to\n"
    assert (done.returncode, done.stderr) == (1, said)
    assert contents(tmp_path) == before and (tmp_path / "web" / "current").is_symlink()


def test_what_is_asked_to_end_clears_up_after_itself(tmp_path: Path, target: Path) -> None:
    build = subprocess.Popen([*CHUDING, "build", "--site", str(target)], cwd=ROOT)
    while not any(tmp_path.glob(".site-*/new")):
        assert build.poll() is None
        time.sleep(0.05)
    build.terminate()
    assert build.wait() == 143
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


HOSTILE = {
    "lianyungang-city/2026-h1.yaml": (
        "en: Conditions for initial determination\n",
        "en: Conditions for initial determination <meta http-equiv=refresh content='0;url=//evil.example'>\n",
    ),
    "jurisdictions.yaml": ("en: City of Lianyungang}", 'en: "<dialog open>City {{ 7 * 7 }}"}'),
    "topics.yaml": ("en: Period for submitting paper materials", "en: <img src=x onerror=alert(1)> paper materials"),
}
"""In a heading, in the name of a place, in that of a topic: what stands there and what instead."""


class Elements(HTMLParser):
    """What a browser makes of a page: the names of its elements, and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {tag, *(f"{tag} {name}" for name, _ in attrs), *(f"{tag} {value}" for _, value in attrs)}


def test_what_is_written_in_the_register_is_text_on_every_page(tmp_path: Path) -> None:
    register = shutil.copytree(ROOT / "notices", tmp_path / "notices")
    for name, (old, new) in HOSTILE.items():
        text = (register / name).read_text(encoding="utf-8")
        assert old in text
        (register / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run_chuding("build", "--notices", register, "--site", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    pages = {path: path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html")}
    shown = {word: 0 for word in ("&lt;meta http-equiv", "&lt;dialog open", "&lt;img src=x")}
    for path, text in pages.items():
        elements = Elements()
        elements.feed(text)
        assert not elements.found & {"meta refresh", "dialog open", "img onerror"}, path
        for word in shown:
            shown[word] += word in text
    assert all(shown.values()), shown
    assert not any("City 49" in text for text in pages.values())


def test_a_site_under_a_link_is_replaced_and_what_the_link_led_to_stays(tmp_path: Path, target: Path) -> None:
    real = target.rename(tmp_path / "real")
    target.symlink_to(real)
    before = contents(real)
    assert run_chuding("build", "--site", target).returncode == 0
    assert contents(real) == before and not target.is_symlink() and (target / "release.json").is_file()
    assert {path.name for path in tmp_path.iterdir()} == {"site", "real"}

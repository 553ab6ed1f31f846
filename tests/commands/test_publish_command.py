"""``chuding publish``: a web server's folder becomes the site, step by step, and nothing else there is touched."""

import json
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import Visit
from command import Done, run_chuding
from proof import sizes

from generator.folders import ROOT
from generator.site.offline import service_worker

RECORD = ".chuding.json"

DIES = """
import os, sys
steps, rename, unlink = iter(range(10**6)), os.replace, os.unlink
def counted(act):
    def step(*given, **named):
        if next(steps) == int(sys.argv[1]):
            os._exit(9)
        return act(*given, **named)
    return step
os.replace, os.unlink = counted(rename), counted(unlink)
sys.argv[1:2] = []
from generator.__main__ import run
run()
"""
"""The command, ended as by a loss of power after so many renames and removals as the first argument says."""

OLD = {
    "index.html": "old", "assets/site.css": "old", "notices/a/index.html": "the same", "old/page/index.html": "gone",
    "schema/notice.json": "{}", "404.html": "the same",
}  # fmt: skip
NEW = {
    "index.html": "new", "assets/site.css": "new", "notices/a/index.html": "the same", "notices/b/index.html": "more",
    "schema/notice.json": "{}", "404.html": "the same", "assets/b.js": "more",
}  # fmt: skip


def made(folder: Path, files: dict[str, str]) -> Path:
    """A site of a few files, with the service worker that names them."""
    kept = sorted((name, text.encode()) for name, text in files.items())
    for name, text in {**files, "service-worker.js": service_worker("", kept)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the command's own record."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {name: path.read_bytes() for path in files if (name := path.relative_to(folder).as_posix()) != RECORD}


def published(target: Path, site: Path, *more: str) -> Done:
    return run_chuding("publish", target, "--site", site, *more)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return made(tmp_path / "old", OLD)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return made(tmp_path / "new", NEW)


@pytest.fixture
def target(tmp_path: Path, old: Path) -> Path:
    """A folder with the old site published in it."""
    assert published(tmp_path / "web", old).returncode == 0
    return tmp_path / "web"


# Publishing


def test_a_first_run_puts_the_whole_site_into_a_new_folder_and_it_works(
    tmp_path: Path, site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    web = tmp_path / "web"
    done = published(web, site)
    count = len(contents(site))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{web}: {count} new, 0 changed, 0 removed, 0 as they were.\n"
    assert contents(web) == contents(site)
    assert sorted(path.name for path in web.iterdir() if path.name.startswith(".")) == [RECORD]
    page = visit(serve(web, "/rsj/chuding/") + "notices/")
    assert page.locator(".cd-round").count() == 2


def test_a_second_run_without_a_change_writes_nothing_and_says_so(target: Path, old: Path) -> None:
    before = {path: path.lstat().st_mtime_ns for path in (target, *target.rglob("*"))}
    done = published(target, old)
    said = f"{target}: nothing to publish, all {len(contents(old))} files are as they should be.\n"
    assert (done.returncode, done.stdout) == (0, said)
    assert {path: path.lstat().st_mtime_ns for path in (target, *target.rglob("*"))} == before


def test_a_later_run_writes_what_changed_and_removes_what_is_gone_with_its_folders(target: Path, new: Path) -> None:
    same = (target / "notices/a/index.html").stat().st_ino
    done = published(target, new)
    assert (done.returncode, done.stdout) == (0, f"{target}: 2 new, 3 changed, 1 removed, 3 as they were.\n")
    assert contents(target) == contents(new)
    assert not (target / "old").exists() and (target / "notices/a/index.html").stat().st_ino == same


def test_a_changed_notice_is_built_and_published_in_one_command(tmp_path: Path, site: Path) -> None:
    web = tmp_path / "web"
    published(web, site)
    register = shutil.copytree(ROOT / "notices", tmp_path / "register")
    topics = register / "topics.yaml"
    topics.write_text(topics.read_text().replace("Period for submitting paper materials", "Paper materials until"))
    done = run_chuding("publish", web, "--notices", register)
    assert done.returncode == 0, done.stderr
    assert " 0 new, " in done.stdout and " 0 removed, " in done.stdout
    page = "en/notices/index.html"
    assert b"Paper materials until" in (web / page).read_bytes() != (site / page).read_bytes()
    assert (web / "about/index.html").read_bytes() == (site / "about/index.html").read_bytes()


def test_a_register_with_a_fault_leaves_the_published_site_as_it_is(target: Path, tmp_path: Path) -> None:
    register = shutil.copytree(ROOT / "notices", tmp_path / "register")
    (register / "topics.yaml").write_text("- {id: 1}\n")
    before = contents(target)
    done = run_chuding("publish", target, "--notices", register)
    assert done.returncode == 1 and str(register / "topics.yaml") in done.stderr and "Traceback" not in done.stderr
    assert contents(target) == before


def test_a_published_file_that_somebody_deleted_comes_back(target: Path, old: Path) -> None:
    (target / "index.html").unlink()
    done = published(target, old)
    assert done.stdout == f"{target}: 1 new, 0 changed, 0 removed, 6 as they were.\n"
    assert contents(target) == contents(old)


# What others put there


def test_what_others_put_into_the_folder_is_neither_changed_nor_removed(target: Path, new: Path) -> None:
    theirs = {"robots.txt": b"theirs", "old/page/photo.png": b"theirs", "assets/theirs/x.css": b"theirs"}
    for name, content in theirs.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
    assert published(target, new).returncode == 0
    assert contents(target) == contents(new) | theirs


@pytest.mark.parametrize("name", ["notices/b/index.html", "index.html", "old/page/index.html", "notices/b", "assets"])
def test_a_file_of_others_in_the_way_stops_it_before_anything_is_changed(target: Path, new: Path, name: str) -> None:
    if name == "assets":
        shutil.move(target / "assets", target.parent / "elsewhere")
        (target / "assets").symlink_to(target.parent / "elsewhere")
    else:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text("theirs")
    before = contents(target)
    done = published(target, new)
    assert (done.returncode, done.stdout) == (1, "")
    said = "expected nothing, or what chuding published; found something else: move it away"
    assert f"{target / name}: {said}\n" in done.stderr and "Traceback" not in done.stderr
    assert contents(target) == before


# Where it refuses to publish


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("full", "expected an empty folder or one that chuding published to, found other files"),
        ("file", "expected a folder, found a file"),
        ("file/web", "expected a folder, or a new name in one, found nothing at {tmp_path}/file"),
        ("missing/web", "expected a folder, or a new name in one, found nothing at {tmp_path}/missing"),
        ("new/web", "expected a folder apart from {tmp_path}/new, found one inside or around it"),
        ("", "expected a folder apart from {tmp_path}/new, found one inside or around it"),
    ],
)
def test_a_place_that_is_not_for_it_is_refused_in_one_line(tmp_path: Path, new: Path, place: str, said: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "theirs.html").write_text("theirs")
    (tmp_path / "file").write_text("theirs")
    before = contents(tmp_path)
    done = published(tmp_path / place, new)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{tmp_path / place}: {said.format(tmp_path=tmp_path)}\n"
    assert contents(tmp_path) == before


@pytest.mark.parametrize("place", [ROOT / "site_src" / "web", ROOT, ROOT.parent])
def test_the_source_tree_is_never_published_into(new: Path, place: Path) -> None:
    done = published(place, new)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"{place}: expected a folder apart from {ROOT}, ")
    assert not (ROOT / "site_src" / "web").exists()


def test_a_site_of_which_a_part_is_missing_or_another_is_not_published(target: Path, new: Path) -> None:
    before = contents(target)
    (new / "assets/b.js").unlink()
    done = published(target, new)
    assert (done.returncode, done.stderr) == (
        1,
        f"{new / 'assets/b.js'}: expected the file of the site's own release, found nothing\n",
    )
    (new / "service-worker.js").unlink()
    done = published(target, new)
    assert (done.returncode, done.stderr) == (1, f"{new}: expected a site built by chuding, found none\n")
    assert contents(target) == before


@pytest.mark.parametrize("record", ["", "[]", '{"files": {"../old/index.html": ["0"]}}', '{"files": {"/etc/x": []}}'])
def test_a_record_that_is_not_its_own_is_not_trusted(target: Path, new: Path, record: str) -> None:
    (target / RECORD).write_text(record)
    before = contents(target.parent)
    done = published(target, new)
    expected = f"{target / RECORD}: expected the record that chuding wrote, found something else\n"
    assert (done.returncode, done.stderr) == (1, expected)
    assert contents(target.parent) == before


# What stops it midway


@pytest.mark.parametrize("apart", sizes(sample=5, whole=1))
@pytest.mark.parametrize("first", [True, False], ids=["first", "later"])
def test_a_run_that_dies_leaves_each_file_old_or_new_and_the_next_run_completes_it(
    tmp_path: Path, target: Path, old: Path, new: Path, first: bool, apart: int
) -> None:
    """At every rename and removal; assets are new before pages are, and nothing is removed before all is new."""
    for step in range(0, 30, apart):
        web = tmp_path / f"web-{step}"
        if not first:
            shutil.copytree(target, web)
        command = [sys.executable, "-c", DIES, str(step), "publish", str(web), "--site", str(new)]
        if subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0:
            break
        there = {name: text for name, text in contents(web).items() if not name.startswith(".chuding-new/")}
        before, after = {} if first else contents(old), contents(new)
        for name in {*before, *after}:
            assert there.get(name) in (before.get(name), after.get(name)), (step, name)
        if there.get("index.html") == b"new":
            assert (there["assets/site.css"], there["assets/b.js"]) == (b"new", b"more")
        if before and "old/page/index.html" not in there:
            assert there == after
        assert published(web, new).returncode == 0
        assert contents(web) == after and list(json.loads((web / RECORD).read_text())["files"]) == sorted(after)
    assert step > 7, "it came through before it could die anywhere"


def test_where_there_is_no_room_for_the_new_files_the_old_site_stays_whole(target: Path, old: Path, new: Path) -> None:
    made(new, NEW | {"assets/large.wasm": "x" * 200_000})

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    command = [sys.executable, "-m", "generator", "publish", str(target), "--site", str(new)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=small)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and "File too large" in done.stderr
    assert contents(target) == contents(old)
    assert published(target, new).returncode == 0 and contents(target) == contents(new)

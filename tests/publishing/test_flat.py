"""``chuding publish --flat``: a served folder without links becomes the site in an order that holds for readers."""

import errno
import json
import shutil
from pathlib import Path

import pytest
from command import Done, run_chuding
from proof import LONG, sizes
from sites import NEW_ASSETS, OLD, OLD_ASSETS, as_assets, contents, make_site, own, run_until

pytestmark = LONG

RECORD = ".chuding.json"
OWN = {RECORD, ".chuding.lock"}


@pytest.fixture
def target(tmp_path: Path, old: Path) -> Path:
    """A folder with the old site published in it."""
    assert published(tmp_path / "web", old).returncode == 0
    return tmp_path / "web"


def published(target: Path, site: Path, *more: str) -> Done:
    return run_chuding("publish", target, "--flat", "--site", site, *more)


def served(folder: Path) -> dict[str, bytes]:
    """The release's files, and what a run that could not clear up leaves for the next one."""
    files = own(folder).items()
    return {name: content for name, content in files if name not in OWN and not name.startswith(".chuding-new/")}


def test_a_first_run_puts_the_whole_site_into_a_new_folder(target: Path, old: Path) -> None:
    assert served(target) == contents(old)
    assert {path.name for path in target.iterdir() if path.name.startswith(".")} == OWN
    assert (target / ".chuding.lock").read_text() == ""


def test_a_second_run_without_a_change_writes_nothing_and_says_so(target: Path, old: Path) -> None:
    before = {path: path.lstat().st_ino for path in target.rglob("*")}
    done = published(target, old)
    assert done.stdout.endswith(": nothing changed, all 8 files are as they should be.\n")
    assert {path: path.lstat().st_ino for path in target.rglob("*")} == before


def test_a_later_run_writes_what_changed_and_removes_what_is_gone_with_its_folders(target: Path, new: Path) -> None:
    same = (target / "notices/a/index.html").stat().st_ino
    done = published(target, new)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(": 3 new, 3 changed, 1 removed, 3 as they were.\n")
    assert served(target) == contents(new)
    assert not (target / "old").exists() and (target / "notices/a/index.html").stat().st_ino == same


def test_assets_stay_for_readers_with_a_page_open_until_five_releases_have_gone_by(tmp_path: Path) -> None:
    web = tmp_path / "web"
    for number in range(7):
        site = make_site(tmp_path / f"site-{number}", OLD | as_assets({f"{number}.js": "script"}))
        assert published(web, site).returncode == 0
    assert sorted(path.name for path in (web / "assets").glob("*/*.js")) == ["2.js", "3.js", "4.js", "5.js", "6.js"]


def test_a_file_that_changes_has_a_later_second_so_that_no_server_takes_it_for_the_old(target: Path, new: Path) -> None:
    before = int((target / "index.html").stat().st_mtime)
    assert published(target, new).returncode == 0
    assert int((target / "index.html").stat().st_mtime) > before


def test_a_dry_run_says_what_would_change_and_changes_nothing(target: Path, new: Path) -> None:
    before = {path: path.lstat().st_mtime_ns for path in (target, *target.rglob("*"))}
    done = published(target, new, "--dry-run")
    assert "  new      /notices/b/\n" in done.stdout and "  removed  /old/page/\n" in done.stdout
    assert {path: path.lstat().st_mtime_ns for path in (target, *target.rglob("*"))} == before


def test_what_others_put_into_the_folder_is_neither_changed_nor_removed(target: Path, new: Path) -> None:
    theirs = {"robots.txt": b"theirs", "old/page/photo.png": b"theirs", "assets/theirs/x.css": b"theirs"}
    for name, content in theirs.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
    assert published(target, new).returncode == 0
    assert served(target) == contents(new) | theirs


@pytest.mark.parametrize("name", ["notices/b/index.html", "index.html", "old/page/index.html", "notices/b"])
def test_a_file_of_others_in_the_way_stops_it_before_anything_is_changed(target: Path, new: Path, name: str) -> None:
    (target / name).parent.mkdir(parents=True, exist_ok=True)
    (target / name).write_text("theirs")
    before = contents(target)
    done = published(target, new)
    assert (done.returncode, done.stdout) == (1, "")
    said = "expected nothing, or what chuding published; found something else: move it away"
    assert f"{target / name}: {said}\n" in done.stderr
    assert contents(target) == before


@pytest.mark.parametrize("name", ["assets", "old", "old/page", ".chuding-new", ".chuding.json", ".chuding.lock"])
def test_a_link_is_never_followed_to_what_lies_outside(target: Path, new: Path, tmp_path: Path, name: str) -> None:
    """Of ``old`` a file would be removed, of ``assets`` one replaced, into the rest something written."""
    elsewhere, path = tmp_path / "elsewhere", target / name
    if path.exists():
        shutil.move(path, elsewhere)
    else:
        elsewhere.mkdir()
    path.symlink_to(elsewhere)
    before = contents(tmp_path)
    done = published(target, new)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(path) in done.stderr and "Traceback" not in done.stderr
    assert contents(tmp_path) == before


RECORDS = ["", "[]", '{"files": {"../old/index.html": ["0"]}}', '{"files": {"/etc/x": []}}', '{"files": {"x": [[]]}}']


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_that_is_not_its_own_is_not_trusted(target: Path, new: Path, record: str) -> None:
    (target / RECORD).write_text(record)
    before = contents(target.parent)
    done = published(target, new)
    expected = f"{target / RECORD}: expected the record that chuding wrote, found something else\n"
    assert (done.returncode, done.stderr) == (1, expected)
    assert contents(target.parent) == before


def test_a_folder_of_releases_is_not_published_into_as_if_it_were_served(tmp_path: Path, old: Path, new: Path) -> None:
    assert run_chuding("publish", tmp_path / "releases", "--site", old).returncode == 0
    done = published(tmp_path / "releases", new)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize("apart", sizes(sample=9, whole=1))
@pytest.mark.parametrize("first", [True, False], ids=["first", "later"])
def test_a_run_that_dies_leaves_each_file_old_or_new_in_an_order_that_holds_and_the_next_run_completes_it(
    tmp_path: Path, target: Path, old: Path, new: Path, first: bool, apart: int
) -> None:
    for step in range(0, 200, apart):
        web = tmp_path / f"web-{step}"
        if not first:
            shutil.copytree(target, web)
        if not run_until(step, "publish", web, "--flat", "--site", new)[1]:
            break
        there = served(web)
        before, after = {} if first else contents(old), contents(new)
        for name in {*before, *after}:
            assert there.get(name) in (before.get(name), after.get(name)), (step, name)
        if there.get("index.html") == b"new":
            assert contents(web).items() >= {name: text.encode() for name, text in NEW_ASSETS.items()}.items()
        if there.get("release.json") == after["release.json"]:
            assert after.items() <= there.items()
        if before and "old/page/index.html" not in there:
            assert there == after
        assert published(web, new).returncode == 0
        kept = {} if first else OLD_ASSETS
        assert served(web) == after and list(json.loads((web / RECORD).read_text())["files"]) == sorted({*after, *kept})
    assert step > 30


@pytest.mark.parametrize("apart", sizes(sample=9, whole=1))
def test_a_run_that_fails_puts_back_what_it_has_replaced(
    tmp_path: Path, target: Path, old: Path, new: Path, apart: int
) -> None:
    """As on a disk that is full, or in a folder that cannot be written to, whichever file it is."""
    for step in range(0, 200, apart):
        web = shutil.copytree(target, tmp_path / f"web-{step}")
        done, reached = run_until(step, "publish", web, "--flat", "--site", new, fails=errno.EACCES)
        if not reached:
            break
        if done.returncode == 0:
            assert served(web) == contents(new), step
            continue
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        removing = contents(new).items() <= served(web).items()
        assert removing or served(web) == contents(old), step
    assert step > 30

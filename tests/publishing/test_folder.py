"""``chuding publish DEST`` into a folder: one link leads to a whole release, and nothing else there is touched."""

import errno
import fcntl
import os
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
from proof import LONG, sizes
from sites import NEW, OLD, contents, make_site, own, run_until

from generator.folders import ROOT
from generator.site.release import Release, read_release

pytestmark = LONG

EMPTY, NOTHING = Release({}).text, Release({}).name
"""The manifest of a release without a file, and its name."""


@pytest.fixture
def target(tmp_path: Path, old: Path) -> Path:
    """A folder with the old site published in it."""
    assert published(tmp_path / "web", old).returncode == 0
    return tmp_path / "web"


def published(target: Path, site: Path, *more: str) -> Done:
    return run_chuding("publish", target, "--site", site, *more)


def name_of(site: Path) -> str:
    return read_release((site / "release.json").read_bytes(), "release.json").name


def readers_see(target: Path) -> dict[str, bytes]:
    return own(target / "current")


def numbered(folder: Path, number: int) -> Path:
    return make_site(folder / f"site-{number}", OLD | {"index.html": f"number {number}"})


# Publishing


def test_a_first_run_makes_a_release_of_the_whole_site_and_it_works(
    tmp_path: Path, site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    web, name = tmp_path / "web", name_of(site)
    done = published(web, site)
    assert (done.returncode, done.stderr) == (0, "")
    count = len(contents(site)) - 1
    served = f"{web}: readers see release {name}, served from {web}/current"
    assert done.stdout == f"{served}: {count} new, 0 changed, 0 removed, 0 as they were.\n"
    assert str((web / "current").readlink()) == f"releases/{name}" and readers_see(web) == contents(site)
    assert run_chuding("verify", web / "current").returncode == 0
    page = visit(serve(web / "current", "/rsj/chuding/") + "notices/")
    assert page.locator(".cd-round").count() == 2


def test_a_second_run_changes_what_readers_see_and_shares_with_the_first_what_both_have(
    target: Path, old: Path, new: Path
) -> None:
    done = published(target, new)
    assert done.stdout.endswith(": 3 new, 2 changed, 2 removed, 3 as they were.\n")
    assert readers_see(target) == contents(new)
    before, after = (target / "releases" / name_of(site) for site in (old, new))
    assert contents(before) == contents(old)
    assert (before / "404.html").stat().st_ino == (after / "404.html").stat().st_ino
    assert (before / "index.html").stat().st_ino != (after / "index.html").stat().st_ino


def test_publishing_the_same_again_says_that_nothing_changed_and_mends_what_did(target: Path, old: Path) -> None:
    shown = target / "current" / "index.html"
    shown.write_text("altered on the server")
    (target / "current" / "404.html").unlink()
    done = published(target, old)
    assert done.stdout.endswith(": nothing changed, all 7 files are as they should be.\n")
    assert readers_see(target) == contents(old)


def test_a_changed_register_is_built_and_published_in_one_command(tmp_path: Path, site: Path) -> None:
    web = tmp_path / "web"
    published(web, site)
    register = shutil.copytree(ROOT / "notices", tmp_path / "register")
    topics = register / "topics.yaml"
    topics.write_text(topics.read_text().replace("Period for submitting paper materials", "Paper materials until"))
    done = run_chuding("publish", web, "--notices", register)
    assert done.returncode == 0, done.stderr
    page = "en/notices/index.html"
    assert b"Paper materials until" in readers_see(web)[page] != (site / page).read_bytes()
    assert readers_see(web)["about/index.html"] == (site / "about/index.html").read_bytes()


def test_a_register_with_a_fault_leaves_readers_what_they_have(target: Path, old: Path, tmp_path: Path) -> None:
    register = shutil.copytree(ROOT / "notices", tmp_path / "register")
    (register / "topics.yaml").write_text("- {id: 1}\n")
    done = run_chuding("publish", target, "--notices", register)
    assert done.returncode == 1 and str(register / "topics.yaml") in done.stderr and "Traceback" not in done.stderr
    assert readers_see(target) == contents(old)


def test_a_web_server_can_read_what_is_published_under_a_strict_umask(tmp_path: Path, old: Path) -> None:
    web = tmp_path / "web"
    command = [sys.executable, "-m", "generator", "publish", str(web), "--site", str(old)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, umask=0o077)
    for path in (web, *web.rglob("*")):
        if not path.is_symlink() and path.name != ".lock":
            wanted = 0o755 if path.is_dir() else 0o644
            assert path.stat().st_mode & wanted == wanted, path


# Going back


def test_a_list_has_the_last_five_releases_the_latest_first(tmp_path: Path) -> None:
    sites = [numbered(tmp_path, number) for number in range(7)]
    for site in sites:
        assert published(tmp_path / "web", site).returncode == 0
    done = run_chuding("publish", tmp_path / "web", "--list")
    lines = done.stdout.splitlines()
    assert [line[2:18] for line in lines] == [name_of(site) for site in reversed(sites[2:])]
    assert [line[0] for line in lines] == ["*", " ", " ", " ", " "] and lines[0].endswith("7 files, 0.0 MB")


def test_a_rollback_shows_the_release_before_or_the_one_that_is_named(tmp_path: Path) -> None:
    web, sites = tmp_path / "web", [numbered(tmp_path, number) for number in range(3)]
    for site in sites:
        published(web, site)
    done = run_chuding("publish", web, "--rollback")
    assert (
        done.stdout
        == f"{web}: readers see release {name_of(sites[1])} again: 0 new, 2 changed, 0 removed, 5 as they were.\n"
    )
    assert readers_see(web) == contents(sites[1])
    assert run_chuding("publish", web, "--rollback", name_of(sites[0])).returncode == 0
    assert readers_see(web) == contents(sites[0])
    # What was shown before that one.
    assert run_chuding("publish", web, "--rollback").returncode == 0
    assert readers_see(web) == contents(sites[1])


def test_what_is_back_again_counts_as_changed_so_that_no_reader_keeps_the_mistake(
    target: Path, old: Path, new: Path
) -> None:
    shown = target / "releases" / name_of(old) / "index.html"
    os.utime(shown, (0, 0))
    published(target, new)
    run_chuding("publish", target, "--rollback")
    later = (target / "releases" / name_of(new) / "index.html").stat().st_mtime
    assert int(shown.stat().st_mtime) > int(later)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ((), "expected a release before the current one, {name}, found no other"),
        (("0123456789abcdef",), "expected one of the releases there, {name}, found 0123456789abcdef"),
        (("../..",), "expected one of the releases there, {name}, found ../.."),
    ],
    ids=["none", "unknown", "no-name"],
)
def test_a_rollback_to_what_is_not_there_is_refused(target: Path, old: Path, name: tuple[str, ...], said: str) -> None:
    done = run_chuding("publish", target, "--rollback", *name)
    assert (done.returncode, done.stderr) == (1, f"{target}: {said.format(name=name_of(old))}\n")
    assert readers_see(target) == contents(old)


def test_a_rollback_where_nothing_was_published_makes_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / ".lock").write_text("theirs")
    for place in ("theirs", "nowhere"):
        assert run_chuding("publish", tmp_path / place, "--rollback").returncode == 1
    assert contents(tmp_path) == {"theirs/.lock": b"theirs"} and not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        ("404.html", Path.unlink, "/404.html: expected the release's file, found nothing"),
        (
            "404.html",
            lambda file: file.write_text("x"),
            "/404.html: expected the release's file of 8 bytes, found another of 1 bytes",
        ),
        ("release.json", lambda file: file.write_text(EMPTY), f": expected the release of this name, found {NOTHING}"),
    ],
    ids=["missing", "altered", "another"],
)
def test_a_release_that_is_no_longer_whole_is_not_shown_again(
    target: Path, old: Path, new: Path, name: str, spoil: Callable[[Path], object], said: str
) -> None:
    published(target, new)
    folder = target / "releases" / name_of(old)
    # The releases share what both have.
    (folder / name).rename(folder / "kept")
    shutil.copy(folder / "kept", folder / name)
    (folder / "kept").unlink()
    spoil(folder / name)
    done = run_chuding("publish", target, "--rollback")
    assert (done.returncode, done.stderr) == (1, f"{folder}{said}\n")
    assert readers_see(target) == contents(new)


def test_a_list_says_which_release_is_none(target: Path, old: Path) -> None:
    (target / "releases" / ("a" * 16)).mkdir()
    (target / "releases" / "x\nrelease y").mkdir()
    done = run_chuding("publish", target, "--list")
    first, second = sorted(done.stdout.splitlines())
    assert done.returncode == 0 and second[:18] == f"* {name_of(old)}"
    assert first.startswith(f"  {'a' * 16}") and "  no longer whole: " in first


def test_releases_stand_in_their_order_whatever_the_clock_says(
    target: Path, old: Path, new: Path, tmp_path: Path
) -> None:
    published(target, new)
    for site, seconds in ((old, 2_000_000_000), (new, 2_000_000_001)):
        os.utime(target / "releases" / name_of(site), (seconds, seconds))
    site = numbered(tmp_path, 1)
    published(target, site)
    listed = run_chuding("publish", target, "--list").stdout.splitlines()
    assert [line[:18] for line in listed] == [f"* {name_of(site)}", f"  {name_of(new)}", f"  {name_of(old)}"]
    assert run_chuding("publish", target, "--rollback").returncode == 0
    assert readers_see(target) == contents(new)


def test_a_name_says_nothing_to_the_terminal(tmp_path: Path, old: Path) -> None:
    done = published(tmp_path / "web\x1b[31m\n", old)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1) and "\x1b" not in done.stdout


def test_a_dry_run_says_what_would_change_for_a_reader_and_changes_nothing(target: Path, new: Path) -> None:
    before = {path: path.lstat().st_mtime_ns for path in (target, *target.rglob("*"))}
    done = published(target, new, "--dry-run")
    assert done.stdout.splitlines() == [
        f"{target}: release {name_of(new)} would be shown: 3 new, 2 changed, 2 removed, 3 as they were.",
        "  new      /notices/b/",
        "  changed  /",
        "  changed  /service-worker.js",
        "  removed  /old/page/",
    ]
    assert {path: path.lstat().st_mtime_ns for path in (target, *target.rglob("*"))} == before


# What others put there


def test_what_others_put_into_the_folder_is_neither_changed_nor_removed(tmp_path: Path) -> None:
    web, sites = tmp_path / "web", [numbered(tmp_path, number) for number in range(7)]
    published(web, sites[0])
    first = web / "releases" / name_of(sites[0])
    theirs = [web / "robots.txt", web / "releases" / "theirs" / "x.html", first / "photo.png"]
    for path in theirs:
        path.parent.mkdir(exist_ok=True)
        path.write_text("theirs")
    done = [published(web, site) for site in sites[1:]]
    assert [path.read_text() for path in theirs] == ["theirs"] * 3
    assert done[-1].returncode == 0
    assert done[-1].stderr == f"{first}: stays, since somebody put photo.png there\n"


@pytest.mark.parametrize("name", ["current", "releases", ".lock", ".current-new"])
@pytest.mark.parametrize("kind", ["link", "other"])
def test_what_is_not_as_it_is_made_is_refused_and_no_link_is_followed(
    target: Path, old: Path, new: Path, tmp_path: Path, name: str, kind: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "theirs.html").write_text("theirs")
    path = target / name
    if path.is_symlink():
        path.unlink()
    elif path.exists():
        path.rename(target / "moved")
    if kind == "link" and name != ".current-new":
        path.symlink_to(elsewhere if name != ".lock" else elsewhere / "theirs.html")
    elif name in ("releases",):
        path.write_text("theirs")
    else:
        path.mkdir()
    before = contents(target)
    done = published(target, new)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"{target / name}: expected a ")
    assert contents(target) == before and contents(elsewhere) == {"theirs.html": b"theirs"}


def test_a_link_inside_a_release_is_neither_followed_nor_shared(
    target: Path, old: Path, new: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("the same")
    page = target / "current" / "notices" / "a"
    shutil.rmtree(page)
    page.symlink_to(elsewhere)
    assert published(target, new).returncode == 0
    assert not (target / "current" / "notices" / "a").is_symlink()
    assert (target / "current" / "notices" / "a" / "index.html").stat().st_ino != (
        elsewhere / "index.html"
    ).stat().st_ino
    for number in range(6):
        published(target, numbered(tmp_path, number))
    assert contents(elsewhere) == {"index.html": b"the same"}


def test_a_release_is_not_mended_through_a_link(target: Path, old: Path, tmp_path: Path) -> None:
    elsewhere, pages = tmp_path / "elsewhere", target / "releases" / name_of(old) / "notices"
    elsewhere.mkdir()
    shutil.rmtree(pages)
    pages.symlink_to(elsewhere)
    done = published(target, old)
    assert done.stderr == f"{pages}: expected nothing, found a link that is not the release's\n"
    assert list(elsewhere.iterdir()) == []


# Where it refuses to publish


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("full", "expected an empty folder or one with releases, found other files (to publish among them: --flat)"),
        ("file", "expected a folder, found a file"),
        ("file/web", "expected a folder, or a new name in one, found nothing where it would lie"),
        ("missing/web", "expected a folder, or a new name in one, found nothing where it would lie"),
        ("new/web", "expected a folder apart from {tmp_path}/new, found one inside or around it"),
        ("", "expected a folder apart from {tmp_path}/new, found one inside or around it"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--dry-run",)], ids=["", "dry"])
def test_a_place_that_is_not_for_it_is_refused_in_one_line(
    tmp_path: Path, new: Path, place: str, said: str, more: tuple[str, ...]
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "theirs.html").write_text("theirs")
    (tmp_path / "file").write_text("theirs")
    before = contents(tmp_path)
    done = published(tmp_path / place, new, *more)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{tmp_path / place}: {said.format(tmp_path=tmp_path)}\n"
    assert contents(tmp_path) == before


@pytest.mark.parametrize("place", [ROOT / "site_src" / "web", ROOT, ROOT.parent])
def test_the_source_tree_is_never_published_into(new: Path, place: Path) -> None:
    done = published(place, new)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"{place}: expected a folder apart from {ROOT}, ")
    assert not (ROOT / "site_src" / "web").exists()


@pytest.mark.parametrize(
    "given", [("--list", "--dry-run"), ("--rollback", "0" * 16, "--flat"), ("--list", "--site", "x")]
)
def test_options_that_do_not_go_together_are_wrong_usage(target: Path, given: tuple[str, ...]) -> None:
    done = run_chuding("publish", target, *given)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_whoever_comes_second_is_told_who_is_at_it(target: Path, old: Path, new: Path) -> None:
    published(target, new)
    with (target / ".lock").open("w+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("li at bureau, process 7, since noon")
        lock.flush()
        for arguments in (("--site", str(old)), ("--rollback",)):
            done = run_chuding("publish", target, *arguments)
            expected = "expected nobody else publishing, found li at bureau, process 7, since noon"
            assert (done.returncode, done.stderr) == (1, f"{target}: {expected}: try again when that has ended\n")
    assert readers_see(target) == contents(new)
    assert published(target, old).returncode == 0 and (target / ".lock").read_text() == ""


# What stops it midway


@pytest.mark.parametrize("apart", sizes(sample=7, whole=1))
@pytest.mark.parametrize("fails", [None, errno.ENOSPC], ids=["dies", "fails"])
def test_a_run_that_dies_or_fails_leaves_readers_a_whole_release_and_the_next_run_completes_it(
    tmp_path: Path, target: Path, old: Path, new: Path, fails: int | None, apart: int
) -> None:
    """Before every step that changes a folder."""
    before, after, seen = contents(old), contents(new), set()
    for step in range(0, 200, apart):
        web = shutil.copytree(target, tmp_path / f"web-{step}", symlinks=True)
        done, reached = run_until(step, "publish", web, "--site", new, fails=fails)
        shown = readers_see(web)
        assert shown in (before, after), step
        seen.add(shown == after)
        if not reached:
            break
        if done.returncode == 0:
            # What only makes a file safe sooner may fail, and so may clearing up.
            assert fails and shown == after, step
        elif fails:
            assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
            assert "Traceback" not in done.stderr and str(web) in done.stderr
        assert published(web, new).returncode == 0 and readers_see(web) == after
        assert {path.name for path in (web / "releases").iterdir()} == {name_of(old), name_of(new)}
        assert {path.name for path in web.iterdir()} == {"current", "releases", ".lock"}
    assert done.returncode == 0 and not reached and step > 20 and seen == {True, False}


def test_where_there_is_no_room_for_the_new_files_readers_keep_the_old(target: Path, old: Path, new: Path) -> None:
    make_site(new, NEW | {"assets/large.wasm": "x" * 200_000})

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (199_999, 199_999))

    command = [sys.executable, "-m", "generator", "publish", str(target), "--site", str(new)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=small)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and done.stderr.endswith("assets/large.wasm: File too large\n")
    assert readers_see(target) == contents(old)
    assert published(target, new).returncode == 0 and readers_see(target) == contents(new)

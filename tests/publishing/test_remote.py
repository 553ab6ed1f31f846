"""``chuding publish user@host:path``: rsync and a shell there make the same of it as in a folder here.

What stands for ssh runs, on this machine, the command that it would run there: the rest is the real rsync and shell.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from command import CHUDING, Done, run_chuding
from sites import NEW, OLD, contents, make_site, own

from generator.folders import ROOT
from generator.site.release import read_release

SSH = """#!/bin/sh
while [ "$1" != server ] && [ "$1" != clerk@server ]; do shift; done
shift
echo "Warning: Permanently added 'server' to the list of known hosts." >&2
[ ! -e "{lost}" ] || {{ echo "ssh: connect to host server port 22: Connection refused" >&2; exit 255; }}
exec sh -c "$*"
"""


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return make_site(tmp_path / "new", NEW | {'notices/it\'s $HOME "b".json': "a name with everything"})


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """The connection is lost while this file is there."""
    return tmp_path / "lost"


@pytest.fixture
def web(tmp_path: Path, lost: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder on the other machine, whose name the shell must not take apart."""
    ssh = tmp_path / "ssh"
    ssh.write_text(SSH.format(lost=lost))
    ssh.chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", str(ssh))
    return tmp_path / "the web's $folder"


def address(web: Path) -> str:
    return f"clerk@server:{web}"


def published(web: Path, site: Path, *more: str) -> Done:
    return run_chuding("publish", address(web), "--site", site, *more)


def name_of(site: Path) -> str:
    return read_release((site / "release.json").read_bytes(), "release.json").name


def test_releases_are_sent_listed_and_taken_back(web: Path, old: Path, new: Path) -> None:
    done = published(web, old)
    assert (done.returncode, done.stderr) == (0, "")
    assert own(web / "current") == contents(old)
    done = published(web, new, "--dry-run")
    assert "  new      /notices/b/\n" in done.stdout and own(web / "current") == contents(old)
    done = published(web, new)
    assert done.stdout.endswith(": 4 new, 2 changed, 2 removed, 3 as they were.\n")
    assert str((web / "current").readlink()) == f"releases/{name_of(new)}"
    assert own(web / "current") == contents(new)
    listed = run_chuding("publish", address(web), "--list").stdout.splitlines()
    assert [line[:18] for line in listed] == [f"* {name_of(new)}", f"  {name_of(old)}"]
    assert run_chuding("publish", address(web), "--rollback").returncode == 0
    assert own(web / "current") == contents(old)
    assert {path.name for path in web.iterdir()} == {"current", "releases", ".lock"}


def test_what_an_earlier_release_has_is_not_sent_again(web: Path, old: Path, new: Path) -> None:
    published(web, old)
    published(web, new)
    before, after = (web / "releases" / name_of(site) for site in (old, new))
    assert (before / "404.html").stat().st_ino == (after / "404.html").stat().st_ino
    assert (before / "index.html").stat().st_ino != (after / "index.html").stat().st_ino


def test_five_releases_stay_and_one_with_a_file_of_others(web: Path, tmp_path: Path, old: Path) -> None:
    published(web, old)
    theirs = web / "releases" / name_of(old) / "photo.png"
    theirs.write_text("theirs")
    sites = [make_site(tmp_path / f"site-{number}", OLD | {"index.html": f"number {number}"}) for number in range(6)]
    done = [published(web, site) for site in sites]
    assert all(run.returncode == 0 for run in done)
    kept = {path.name for path in (web / "releases").iterdir()}
    assert kept == {name_of(site) for site in (old, *sites[1:])} and theirs.read_text() == "theirs"
    assert done[-1].stderr == f"{address(web)}/releases/{name_of(old)}: stays, since somebody put files there\n"


def test_a_damaged_release_is_made_whole(web: Path, old: Path) -> None:
    published(web, old)
    (web / "current" / "index.html").write_text("alt")
    (web / "current" / "404.html").unlink()
    assert published(web, old).returncode == 0
    assert own(web / "current") == contents(old)


def test_a_web_server_can_read_it_whatever_the_umask_here(web: Path, old: Path) -> None:
    old.joinpath("index.html").chmod(0o600)
    assert published(web, old).returncode == 0
    for path in (web, *web.rglob("*")):
        if not path.is_symlink():
            wanted = 0o755 if path.is_dir() else 0o644
            assert path.stat().st_mode & wanted == wanted, path


def test_a_lost_connection_is_told_in_one_line_and_readers_keep_what_they_have(
    web: Path, old: Path, new: Path, lost: Path
) -> None:
    published(web, old)
    lost.touch()
    for arguments in (("--site", str(new)), ("--list",), ("--rollback",)):
        done = run_chuding("publish", address(web), *arguments)
        said = f"{address(web)}: ssh: connect to host server port 22: Connection refused\n"
        assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
    lost.unlink()
    assert own(web / "current") == contents(old)
    assert published(web, new).returncode == 0


@pytest.mark.parametrize(
    ("name", "made", "said"),
    [
        ("current", "folder", "expected a link to one of the releases, as chuding makes it, found something else"),
        ("current", "/etc", "expected a link to one of the releases, found one to /etc"),
        ("releases", "/etc", "expected a folder, as chuding makes it, found something else"),
        (".lock", "/etc/theirs", "expected a file, as chuding makes it, found something else"),
    ],
)
def test_what_is_not_as_it_is_made_is_refused(web: Path, old: Path, name: str, made: str, said: str) -> None:
    web.mkdir()
    (web / "releases").mkdir()
    path = web / name
    if path.is_dir():
        path.rmdir()
    if made == "folder":
        path.mkdir()
    else:
        path.symlink_to(made)
    done = published(web, old)
    assert (done.returncode, done.stderr) == (1, f"{address(web)}/{name}: {said}\n")


def test_a_folder_of_others_and_a_file_are_refused(web: Path, old: Path) -> None:
    done = published(web / "missing" / "web", old)
    assert done.stderr.endswith(": expected a folder, or a new name in one, found nothing where it would lie\n")
    web.mkdir()
    (web / "theirs.html").write_text("theirs")
    assert "found other files" in published(web, old).stderr
    assert published(web / "theirs.html", old).stderr.endswith(": expected a folder, found a file\n")
    assert contents(web) == {"theirs.html": b"theirs"}


def test_an_altered_site_is_not_sent(web: Path, old: Path) -> None:
    (old / "index.html").write_text("altered")
    done = published(web, old)
    assert done.returncode == 1 and not web.exists()


def test_whoever_comes_second_is_told_who_is_at_it_and_a_killed_run_holds_nobody_up(
    web: Path, old: Path, new: Path, tmp_path: Path
) -> None:
    published(web, old)
    rsync = tmp_path / "programs" / "rsync"
    rsync.parent.mkdir()
    rsync.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sending'\nexec sleep 600\n")
    rsync.chmod(0o755)
    slow = {**os.environ, "PATH": f"{rsync.parent}:{os.environ['PATH']}"}
    command = [*CHUDING, "publish", address(web), "--site", str(new)]
    first = subprocess.Popen(command, cwd=ROOT, env=slow, stderr=subprocess.DEVNULL, start_new_session=True)
    while not (tmp_path / "sending").exists():
        assert first.poll() is None
        time.sleep(0.05)
    done = published(web, new)
    assert done.returncode == 1 and f"process {first.pid}, since " in done.stderr and done.stderr.count("\n") == 1
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert own(web / "current") == contents(old)
    while (done := published(web, new)).returncode:
        assert "expected nobody else publishing" in done.stderr
    assert own(web / "current") == contents(new)


def test_a_rollback_shows_what_is_whole_alone_and_makes_nothing(web: Path, old: Path, new: Path) -> None:
    assert run_chuding("publish", address(web), "--rollback").returncode == 1 and not web.exists()
    published(web, old)
    published(web, new)
    (web / "releases" / name_of(old) / "notices" / "a" / "index.html").unlink()
    done = run_chuding("publish", address(web), "--rollback")
    assert done.returncode == 1 and done.stderr.startswith(f"{address(web)}: ") and done.stderr.count("\n") == 1
    assert own(web / "current") == contents(new)


def test_releases_stand_in_their_order_whatever_the_clock_there_says(web: Path, old: Path, new: Path) -> None:
    published(web, old)
    os.utime(web / "releases" / name_of(old), (2_000_000_000, 2_000_000_000))
    published(web, new)
    listed = run_chuding("publish", address(web), "--list").stdout.splitlines()
    assert [line[:18] for line in listed] == [f"* {name_of(new)}", f"  {name_of(old)}"]


def test_what_others_call_their_folders_there_is_not_taken_for_an_answer(web: Path, old: Path) -> None:
    published(web, old)
    (web / "releases" / "x\nrelease y 0123456789abcdef").mkdir()
    assert len(run_chuding("publish", address(web), "--list").stdout.splitlines()) == 1


def test_a_time_there_that_no_date_can_say_is_shown_as_the_last(
    web: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = tmp_path / "shell"
    shell.write_text(f"#!/bin/sh\necho folder\necho 'name releases'\necho 'release 9e15 {'a' * 16}'\n")
    shell.chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", str(shell))
    assert run_chuding("publish", address(web), "--list").stdout.startswith(f"  {'a' * 16}  9999-12-")


@pytest.mark.parametrize(
    ("shell", "said"),
    [
        ("echo", "expected a shell that says nothing of its own, found "),
        ("true", "expected a shell that says nothing of its own, found nothing"),
        ("ssh '", 'RSYNC_RSH: expected a command, found "ssh \'"'),
    ],
)
def test_what_is_no_shell_is_told_in_one_line(
    web: Path, old: Path, monkeypatch: pytest.MonkeyPatch, shell: str, said: str
) -> None:
    monkeypatch.setenv("RSYNC_RSH", shell)
    done = published(web, old)
    assert done.returncode == 1 and said in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "given", ["-oProxyCommand=x@server:web", "clerk@server:-e", "server::web", "rsync://server/web"]
)
def test_an_address_that_ssh_would_take_for_an_option_is_refused(given: str, old: Path) -> None:
    done = run_chuding("publish", "--site", old, "--", given)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and not Path(given).exists()


def test_without_rsync_it_says_what_to_install(web: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = web.parent / "few"
    programs.mkdir()
    for name in ("sh", "flock", "cat", "mkdir", "dirname", "ls", "sed", "stat", "readlink", "rm"):
        (programs / name).symlink_to(f"/usr/bin/{name}")
    monkeypatch.setenv("PATH", str(programs))
    done = published(web, old)
    assert done.stderr == f"{address(web)}: expected the program rsync, found none: install it\n"

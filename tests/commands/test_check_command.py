"""``chuding check`` from anywhere and of anything: a register, a part of one, a copy, and what is none of these."""

import os
import shutil
from pathlib import Path

import pytest
from command import Done, run_chuding
from proof import LONG

from generator.folders import ROOT

pytestmark = LONG

CITY, ZONE = Path("lianyungang-city"), Path("lianyungang-etdz")
CITY_FILE = CITY / "2026-h1.yaml"
FAULT = "{}:1:1: expected content, found an empty file\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "notices", tmp_path / "register")


@pytest.fixture
def faulty(register: Path) -> Path:
    """A register in which the city's notice is an empty file."""
    (register / CITY_FILE).write_text("")
    return register


def checked(folder: Path, *arguments: str | Path) -> str:
    """What ``chuding check`` in ``folder`` says of a register with faults."""
    done = run_chuding("check", *arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def faultless(done: Done) -> bool:
    return (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("inside", "path"),
    [
        (".", "."),
        (".", "./"),
        (".", "../register"),
        (".", "lianyungang-city/"),
        (".", "lianyungang-city/2026-h1.yaml"),
        (CITY, ".."),
        (CITY, "../"),
        (CITY, "."),
        (CITY, "./2026-h1.yaml"),
        (CITY, "2026-h1.yaml"),
        (CITY, "2026-h1.txt"),
        (ZONE, "../lianyungang-city"),
        (ZONE, ".."),
        ("..", "register"),
        ("..", "register/lianyungang-city"),
    ],
)
def test_a_fault_is_found_from_wherever_the_register_is_named(faulty: Path, inside: Path, path: str) -> None:
    place = os.path.relpath(faulty / CITY_FILE, faulty / inside)
    assert checked(faulty / inside, path) == FAULT.format(place)


@pytest.mark.parametrize(("inside", "path"), [(ZONE, "."), (ZONE, "./2023-h2.yaml"), (CITY, "../lianyungang-etdz")])
def test_what_is_named_is_checked_without_the_faults_of_other_notices(faulty: Path, inside: Path, path: str) -> None:
    assert faultless(run_chuding("check", path, cwd=faulty / inside))


def test_the_register_may_be_the_folder_that_one_is_in(faulty: Path) -> None:
    for arguments in (("--notices", ".", "check"), ("check", "--notices", ".")):
        done = run_chuding(*arguments, cwd=faulty)
        assert (done.returncode, done.stderr) == (1, FAULT.format(CITY_FILE))


def test_other_commands_take_the_folder_that_one_is_in_too(register: Path) -> None:
    compared = run_chuding(
        "--notices", ".", "compare", "lianyungang-etdz-2023-h2", "lianyungang-city-2026-h1", cwd=register
    )
    assert faultless(compared) and compared.stdout


def test_links_are_followed_and_named_as_they_were_typed(faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(faulty)
    assert checked(tmp_path, "link") == FAULT.format(f"link/{CITY_FILE}")
    (tmp_path / "folder").symlink_to(faulty / CITY)
    assert checked(tmp_path, "folder/..") == FAULT.format(f"register/{CITY_FILE}")
    assert checked(tmp_path, tmp_path / "link" / CITY) == FAULT.format(f"{tmp_path}/link/{CITY_FILE}")


def test_what_is_no_register_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    line = "{}:1:1: expected a folder of notices or a notice, found {}\n"
    assert checked(tmp_path, "empty") == line.format("empty", "a folder without topics.yaml")
    assert checked(tmp_path, "nowhere") == line.format("nowhere", "nothing")
    assert checked(tmp_path, "loop") == line.format("loop", "nothing")
    assert checked(tmp_path, ".") == line.format(".", "a folder without topics.yaml")
    assert checked(tmp_path, "file", "--notices", "file") == ("file:1:1: expected a folder of notices, found a file\n")


def test_a_copy_needs_a_notice_that_it_is_a_copy_of(register: Path, tmp_path: Path) -> None:
    for folder in (CITY, ZONE):
        shutil.rmtree(register / folder)
    (tmp_path / "2026-h1.yaml").write_text("")
    expected = "expected a notice at register/<jurisdiction>/<round>.yaml, or a copy of one under its name"
    assert checked(tmp_path, "2026-h1.yaml", "--notices", "register") == (
        f'2026-h1.yaml:1:1: {expected}, found "2026-h1.yaml"\n'
    )


def test_a_copy_is_not_checked_without_the_text_as_received(register: Path, tmp_path: Path) -> None:
    shutil.copy(register / CITY_FILE, tmp_path)
    (register / CITY_FILE).with_suffix(".txt").unlink()
    said = checked(tmp_path, "2026-h1.yaml", "--notices", "register")
    assert said.startswith("register/lianyungang-city/2026-h1.txt:1:1: expected a readable file, found ")
    assert said.count("\n") == 1


def test_a_folder_of_the_register_that_cannot_be_read_is_named(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.register.load import load
    from generator.register.problems import BadInput

    def refusing(folder: Path) -> object:
        if folder.name == ZONE.name:
            raise PermissionError(13, "Permission denied", str(folder))
        return (Path(entry) for entry in os.scandir(folder))

    # Who runs the tests may be allowed to read everything.
    monkeypatch.setattr(Path, "iterdir", refusing)
    with pytest.raises(BadInput) as refused:
        load(register)
    assert refused.value.lines[0] == f"{register}/{ZONE}:1:1: expected a readable folder, found Permission denied"

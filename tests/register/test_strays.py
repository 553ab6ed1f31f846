"""What a register's folder holds beside its files: nothing is passed over, waited for, or read from elsewhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from proof import LONG
from registers import problems

from generator.folders import ROOT
from generator.register.load import load

pytestmark = LONG

CITY = Path("lianyungang-city")
NOTICE = CITY / "2026-h1.yaml"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (CITY / "2026-h2.yml", 'a name that ends in .yaml, found "2026-h2.yml"'),
        (CITY / "2026-h2.YAML", 'a name that ends in .yaml, found "2026-h2.YAML"'),
        (CITY / "drafts" / "2026-h2.yaml", "a notice as <jurisdiction>/<round>.yaml, no deeper, found "),
        (Path("2026-h2.yaml"), "a notice as <jurisdiction>/<round>.yaml, or one of topics, facts, "),
    ],
)
def test_a_file_that_would_be_passed_over_is_named(register: Path, place: Path, expected: str) -> None:
    (register / place).parent.mkdir(exist_ok=True)
    shutil.copy(register / NOTICE, register / place)
    [problem] = problems(register)
    assert problem.startswith(f"{place}:1:1: expected {expected}")


def test_what_is_no_yaml_or_has_a_hidden_name_is_nobodys_business(register: Path) -> None:
    for name in ("README.md", ".draft.yaml", "lianyungang-city/letter.pdf", ".git/config.yaml"):
        (register / name).parent.mkdir(exist_ok=True)
        (register / name).write_text("anything")
    assert len(load(register).notices) == 2


@pytest.mark.parametrize(
    "round",
    ["2026-99", "2026-00", "2026-13", "0000-00", "0999-h1", "２０２６-h1", "2026-h3", "2026-h1\n", "2026-h1\nx"],
)
def test_a_name_that_is_no_round_is_refused(register: Path, round: str) -> None:
    for ending in (".yaml", ".txt"):
        (register / NOTICE).with_suffix(ending).rename(register / CITY / f"{round}{ending}")
    [problem] = problems(register)
    assert ":1:1: expected a round as the file's name, 2026-h1, 2026-q2 or 2026-03, found " in problem


@pytest.mark.parametrize("name", [NOTICE, NOTICE.with_suffix(".txt"), CITY, Path("topics.yaml"), Path("kinds")])
def test_a_link_out_of_the_register_is_refused_and_nothing_read(register: Path, tmp_path: Path, name: Path) -> None:
    elsewhere = (register / name).rename(tmp_path / "elsewhere")
    (register / name).symlink_to(elsewhere)
    [problem] = problems(register)
    assert problem.startswith(f"{name}:1:1: expected a file or a folder of the register's own, found \"a link to ")


def test_a_link_within_the_register_is_as_good_as_a_file(register: Path) -> None:
    notice = register / NOTICE
    notice.rename(register / CITY / "2026.kept")
    notice.symlink_to("2026.kept")
    assert len(load(register).notices) == 2


@pytest.mark.parametrize("name", [NOTICE, NOTICE.with_suffix(".txt"), Path("topics.yaml")])
def test_a_pipe_is_not_waited_for(register: Path, name: Path) -> None:
    (register / name).unlink()
    os.mkfifo(register / name)
    assert problems(register)[0] == f"{name}:1:1: expected a readable file, found a device or a pipe"


def test_of_many_faults_each_is_found_by_looking_once(register: Path) -> None:
    """With a look through all keys for each, ten times as many took a hundred times as long: a minute and more."""
    with (register / NOTICE).open("a", encoding="utf-8") as file:
        file.writelines(f'k{number}: "\\x41"\n' for number in range(30_000))
    assert len(problems(register)) == 30_000


@pytest.mark.parametrize(
    ("redirection", "said"),
    [
        ("<&-", "standard input: closed"),
        (">&-", "standard output: closed"),
        (">/dev/full", "standard output: No space left on device"),
    ],
)
def test_a_closed_or_full_stream_is_told_in_one_line(redirection: str, said: str) -> None:
    command = f"'{sys.executable}' -m generator selfcheck lianyungang-city-2026-h1 {redirection}"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, input=b"{}", capture_output=True)
    assert (done.returncode, done.stderr.decode()) == (1, f"{said}\n")


def test_a_document_without_end_is_not_imported() -> None:
    command = [sys.executable, "-m", "generator", "import", "/dev/zero"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    said = "/dev/zero:1:1: expected a readable file, found a device or a pipe\n"
    assert (done.returncode, done.stderr) == (1, said)


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2", "--format", "json", "-o", "{full}"),
        ("import", "notices/lianyungang-city/2026-h1.txt", "-o", "{folder}/2026-h1.yaml"),
    ],
    ids=lambda given: given[0],
)
def test_a_full_disk_is_told_with_the_file_that_has_no_room(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    named = [word.format(full="/dev/full", folder=tmp_path) for word in arguments]
    small = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    small += "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); from generator.__main__ import run; run()"
    # Byte code that is written meanwhile would be cut off as well.
    command = [sys.executable, "-B", "-c", small, *named]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    place = named[-1].removesuffix("yaml")
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and done.stderr.startswith(place)

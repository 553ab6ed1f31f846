"""A broken register is refused, each fault with its place in one line."""

from pathlib import Path

import pytest
import yaml
from proof import LONG
from registers import problems

from generator.folders import ROOT

pytestmark = LONG

CASES = sorted((ROOT / "tests" / "cases" / "invalid").glob("*.yaml"))
NOTICE = Path("lianyungang-city", "2026-h1.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_broken_copy_gives_the_message_beside_it(case: Path, register: Path) -> None:
    said = yaml.safe_load(case.read_text())
    file = register / said["file"]
    text = file.read_text()
    assert text.count(said["from"]) >= 1
    file.write_text(text.replace(said["from"], said["to"], 1))
    assert problems(register) == [f"{said['file']}:{message}" for message in said["messages"]]


def test_an_empty_file_is_refused(register: Path) -> None:
    (register / NOTICE).write_text("")
    assert problems(register) == [f"{NOTICE}:1:1: expected content, found an empty file"]


def test_a_file_that_is_not_utf_8_is_refused_at_its_first_such_byte(register: Path) -> None:
    file = register / NOTICE
    file.write_bytes(file.read_text().encode("gb18030"))
    assert problems(register) == [f"{NOTICE}:3:7: expected UTF-8, found byte 0xc1"]


def test_a_notice_without_its_received_text_is_refused(register: Path) -> None:
    (register / NOTICE).with_suffix(".txt").unlink()
    [problem] = problems(register)
    assert problem.startswith(f"{NOTICE.with_suffix('.txt')}:1:1: expected a readable file")


def test_problems_of_several_files_are_told_together(register: Path) -> None:
    for folder in ("lianyungang-*", "kinds"):
        files = list(register.glob(f"{folder}/*.yaml"))
        for file in files:
            file.write_text("")
        assert len(problems(register)) == len(files) >= 2


def test_a_folder_without_notices_is_refused(tmp_path: Path) -> None:
    [problem] = problems(tmp_path / "nothing")
    assert "expected a folder of notices" in problem


def test_a_file_that_is_one_todo_is_refused(register: Path) -> None:
    (register / NOTICE).write_text("TODO\n")
    assert problems(register) == [f'{NOTICE}:1:1: expected a decision on what stands here, found "TODO"']

"""Drafts in a register: commands work with its finished notices and name what they leave out; nothing publishes it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from command import Done, run_chuding
from proof import LONG

from generator.folders import ROOT

pytestmark = LONG

CITY, ZONE, DRAFT = "lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2", "lianyungang-city-2026-h2"
FILE = Path("lianyungang-city/2026-h1.yaml")
DRAFT_FILE = Path("lianyungang-city/2026-h2.yaml")
ENGLISH = "en: All units concerned in the city\n"
LEFT_OUT = f"{DRAFT_FILE}: left out, a draft with 1 open question\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The real register with a draft beside its notices, of which a translation is still wanting."""
    folder = shutil.copytree(ROOT / "notices", tmp_path / "register")
    text = (folder / FILE).read_text(encoding="utf-8")
    assert text.count(ENGLISH) == 1
    (folder / DRAFT_FILE).write_text(text.replace(ENGLISH, "en: TODO\n"), encoding="utf-8")
    shutil.copy((folder / FILE).with_suffix(".txt"), (folder / DRAFT_FILE).with_suffix(".txt"))
    return folder


def run(register: Path, *arguments: str | Path, stdin: str = "") -> Done:
    return run_chuding("--notices", ".", *arguments, cwd=register, stdin=stdin)


def git(folder: Path, *arguments: str) -> None:
    author = {f"GIT_{role}_{what}": "clerk@localhost" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, **author, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", folder, *arguments], env=env, check=True, capture_output=True)


def commit(register: Path) -> None:
    git(register, "init", "--quiet")
    git(register, "add", "--all")
    git(register, "commit", "--quiet", "--message", "state")


def test_finished_notices_are_compared_beside_a_draft(register: Path) -> None:
    done = run(register, "compare", ZONE, CITY)
    assert (done.returncode, done.stderr) == (0, LEFT_OUT)
    assert done.stdout == run_chuding("compare", ZONE, CITY).stdout


def test_applicants_are_judged_by_finished_notices_beside_a_draft(register: Path) -> None:
    one = run(register, "selfcheck", CITY, "--today", "2026-05-20", stdin="{}")
    assert (one.returncode, one.stderr, json.loads(one.stdout)["notice"]) == (0, LEFT_OUT, CITY)
    every = run(register, "selfcheck", "--all", "--today", "2026-05-20", stdin="{}")
    assert (every.returncode, every.stderr) == (0, LEFT_OUT)
    assert [verdict["notice"] for verdict in json.loads(every.stdout)] == [CITY, ZONE]


@pytest.mark.parametrize("arguments", [("compare", CITY, DRAFT), ("compare", DRAFT, CITY), ("selfcheck", DRAFT)])
def test_a_draft_that_is_asked_for_is_said_to_be_one(register: Path, arguments: tuple[str, ...]) -> None:
    done = run(register, *arguments, stdin="{}")
    found = f"a draft with 1 open question (chuding check {DRAFT_FILE})"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{DRAFT}: expected a finished notice, found {found}\n"


def test_a_notice_with_errors_is_left_out_as_a_draft_is(register: Path) -> None:
    text = (register / DRAFT_FILE).read_text(encoding="utf-8")
    (register / DRAFT_FILE).write_text(text.replace("kind: sanction", "kind: penalty"), encoding="utf-8")
    (register / "lianyungang-etdz/draft.yaml").write_text("")
    done = run(register, "compare", CITY, CITY)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        f"{DRAFT_FILE}: left out, a draft with 1 open question and 1 error",
        "lianyungang-etdz/draft.yaml: left out, a draft with 1 error",
    ]


def test_check_reports_a_draft_whole_and_nothing_is_built_or_published_of_it(register: Path, tmp_path: Path) -> None:
    expected = f'{DRAFT_FILE}:7:7: expected a decision on addressees.en, found "TODO"\n'
    for arguments in (("check",), ("build", "--site", tmp_path / "site"), ("publish", tmp_path / "server")):
        done = run(register, *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", expected)
    assert not (tmp_path / "site").exists() and not (tmp_path / "server").exists()


@pytest.mark.parametrize(
    "file",
    [
        *("topics.yaml", "facts.yaml", "jurisdictions.yaml", "glossary.yaml", "questions.yaml", "titles.yaml"),
        "kinds/status.yaml",
    ],
)
def test_a_fault_in_what_all_notices_share_stops_everything(register: Path, file: str) -> None:
    (register / file).write_text("TODO\n")
    done = run(register, "compare", ZONE, CITY)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f'{file}:1:1: expected a decision on what stands here, found "TODO"\n'


def test_a_register_of_drafts_alone_judges_nobody(register: Path) -> None:
    for file in register.glob("lianyungang-*/*.yaml"):
        file.write_text("TODO\n")
    done = run(register, "selfcheck", "--all", stdin="{}")
    assert (done.returncode, done.stdout, done.stderr.count("left out, a draft with")) == (1, "", 3)
    assert done.stderr.splitlines()[-1] == ".: expected a finished notice that opens a round, found none"


def changes(register: Path) -> tuple[str, list[str]]:
    """What is said to be left out since the last commit, and the ids of all notices that changed."""
    done = run(register, "compare", "--git", "HEAD", "--format", "json")
    assert done.returncode == 0
    notices = json.loads(done.stdout)["notices"]
    changed = [entry["notice"] for part in ("added", "changed") for entry in notices[part]]
    return done.stderr, [*changed, *notices["removed"]]


def test_a_draft_is_no_change_of_the_register_until_it_is_finished(register: Path) -> None:
    commit(register)
    assert changes(register) == (LEFT_OUT, [])
    text = (register / DRAFT_FILE).read_text(encoding="utf-8")
    (register / DRAFT_FILE).write_text(text.replace("en: TODO\n", ENGLISH), encoding="utf-8")
    said, changed = changes(register)
    assert said == f"HEAD:{LEFT_OUT}" and DRAFT in changed


def test_a_notice_that_somebody_is_at_work_on_is_not_gone(register: Path) -> None:
    (register / DRAFT_FILE).unlink()
    (register / DRAFT_FILE).with_suffix(".txt").unlink()
    commit(register)
    text = (register / FILE).read_text(encoding="utf-8")
    (register / FILE).write_text(text.replace(ENGLISH, "en: TODO\n"), encoding="utf-8")
    said, changed = changes(register)
    assert said == f"{FILE}: left out, a draft with 1 open question\n" and CITY not in changed

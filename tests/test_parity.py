"""The same applicants on CPython, in Chromium and in Node: the same verdicts, byte for byte."""

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from applicants import Applicant, draw_applicants
from conftest import ROOT, Visit

from selfcheck import evaluate_json

COUNT = 200

ASK_ALL = """
async (applicants) => {
  const verdicts = [];
  for (const { notice, answers, today } of applicants)
    verdicts.push(await window.selfcheck.evaluateText({ notice, answers, today }));
  return verdicts;
}
"""


@pytest.fixture(scope="module")
def notices(site: Path) -> dict[str, str]:
    """The published notices as text, by id."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((site / "notices").glob("*.json"))]
    return {json.loads(text)["id"]: text for text in texts}


@pytest.fixture(scope="module")
def applicants(notices: dict[str, str]) -> list[Applicant]:
    return draw_applicants([json.loads(text) for text in notices.values()], COUNT)


@pytest.fixture(scope="module")
def expected(notices: dict[str, str], applicants: list[Applicant]) -> list[str]:
    """What CPython says of each."""
    return [evaluate_json(notices[a.notice], json.dumps(a.answers), a.today) for a in applicants]


def test_the_applicants_meet_every_outcome_and_every_status_on_every_notice(
    notices: dict[str, str], applicants: list[Applicant], expected: list[str]
) -> None:
    verdicts = [json.loads(text) for text in expected]
    met = Counter((verdict["notice"], verdict["outcome"]) for verdict in verdicts)
    outcomes = ("ineligible", "incomplete", "refer", "not_yet", "eligible")
    assert all(met[notice, outcome] for notice in notices for outcome in outcomes), met
    statuses = {finding["status"] for verdict in verdicts for finding in verdict["findings"]}
    assert statuses == {"met", "unmet", "not_yet", "refer", "unknown", "not_applicable"}


def test_the_applicants_are_the_same_every_time(notices: dict[str, str], applicants: list[Applicant]) -> None:
    assert draw_applicants([json.loads(text) for text in notices.values()], COUNT) == applicants


def test_chromium_gives_the_bytes_of_cpython(
    site: Path, applicants: list[Applicant], expected: list[str], serve: Callable[..., str], visit: Visit
) -> None:
    page = visit(serve(site, prefix="/a/b/") + "check/")
    asked = [{"notice": a.notice, "answers": a.answers, "today": a.today} for a in applicants]
    found = page.evaluate(ASK_ALL, asked)
    assert [text.encode() for text in found] == [text.encode() for text in expected]


def test_node_gives_the_bytes_of_cpython(
    site: Path, notices: dict[str, str], applicants: list[Applicant], expected: list[str], node: Path
) -> None:
    lines = [{"notice": notices[a.notice], "answers": a.answers, "today": a.today} for a in applicants]
    done = subprocess.run(
        [node, ROOT / "tests" / "node_parity.mjs", site / "assets" / "runtime"],
        input="".join(json.dumps(line) + "\n" for line in lines).encode(),
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    assert done.stdout.splitlines() == [text.encode() for text in expected]

"""The same applicants on CPython, in Chromium and in Node: the same verdicts and refusals, byte for byte.

Each side hashes the lines that it was given, before anything is sent back; the lines themselves are looked at where
the digests differ, to tell the first applicant who is told something else.
"""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from applicants import BORDERS, BROKEN, DAYS, WRONG, Applicant, draw_applicants, draw_faulty
from browser import Visit
from parity import ASK, BATCH, DIGEST, digest_of, first_difference, in_json, tell
from partial_answers import CITY, QUESTIONS, ZONE, published
from proof import sizes
from sites import asset

from generator.folders import ROOT
from selfcheck import evaluate_json, explain_json
from selfcheck.answers import YEARS

FAULTY = 1_000
"""Applicants whose answers cannot be used."""
CHANGED = 100
"""Each changed notice has a hundredth of the applicants that the two notices have together."""
IN_CHROMIUM = 10
"""Chromium is asked about each tenth."""
EXPLAINED = 7
"""Node is asked for the explanation of each seventh as well."""


@pytest.fixture(scope="module")
def notices(site: Path) -> dict[str, str]:
    """Notices as text, by id: those of the site, and changed ones that have what the site's have not."""
    changed = {name: {**notice, "id": name} for name, notice in published().items()}
    texts = {name: json.dumps(notice, ensure_ascii=False) for name, notice in changed.items()}
    return texts | {name: (site / "notices" / f"{name}.json").read_text(encoding="utf-8") for name in (CITY, ZONE)}


@pytest.fixture(scope="module", params=sizes(sample=3_000, whole=20_000))
def count(request: pytest.FixtureRequest) -> int:
    """Applicants on the two notices."""
    return int(request.param)


@pytest.fixture(scope="module")
def applicants(notices: dict[str, str], count: int) -> list[Applicant]:
    return draw_all(notices, count)


def draw_all(notices: dict[str, str], count: int) -> list[Applicant]:
    """All applicants, notice by notice."""
    read = [json.loads(text) for text in notices.values()]
    both, changed = read[:2], read[2:]
    drawn = draw_applicants(both, count) + draw_applicants(changed, count // CHANGED * len(changed))
    drawn += draw_faulty(both, FAULTY)
    return sorted(drawn, key=lambda applicant: applicant.notice)


@pytest.fixture(scope="module")
def expected(notices: dict[str, str], applicants: list[Applicant]) -> list[str]:
    """What CPython says of each."""
    return [tell(evaluate_json, notices[a.notice], in_json(a.answers), a.today) for a in applicants]


# What is drawn


def test_the_applicants_meet_every_outcome_and_every_status_on_every_notice(expected: list[str], count: int) -> None:
    verdicts = [verdict for verdict in map(json.loads, expected) if "error" not in verdict]
    outcomes = ("ineligible", "incomplete", "refer", "not_yet", "eligible")
    statuses = ("met", "unmet", "not_yet", "refer", "unknown", "not_applicable")
    met = Counter((verdict["notice"], verdict["outcome"]) for verdict in verdicts)
    found = Counter((v["notice"], finding["status"]) for v in verdicts for finding in v["findings"])
    for notice in (CITY, ZONE):
        assert min(met[notice, outcome] for outcome in outcomes) >= count // 100, met
        assert min(found[notice, status] for status in statuses) >= count // 100, found


def test_the_applicants_give_every_answer_that_can_be_chosen_and_leave_each_open(applicants: list[Applicant]) -> None:
    for notice in (CITY, ZONE):
        asked = [a.answers for a in applicants if a.notice == notice and isinstance(a.answers, dict)]
        for key, question in QUESTIONS.items():
            given = [answers[key] for answers in asked if key in answers]
            ends = {"date": BORDERS, "year": YEARS}.get(question.kind, ())
            assert [value for value in (*question.all_values, *ends, None) if value not in given] == [], key
            assert len(given) < len(asked), key
            assert (question.kind == "date") == any(map(is_month, given)), key
        assert {a.today for a in applicants if a.notice == notice} >= set(DAYS)


def is_month(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9]{4}-[01][0-9]", value) is not None


def test_the_applicants_make_every_mistake(applicants: list[Applicant], expected: list[str]) -> None:
    refused = [a for a, line in zip(applicants, expected, strict=True) if line.startswith('{"error":')]
    assert {a.answers for a in refused if isinstance(a.answers, str)} == set(BROKEN)
    mistakes = [in_json(a.answers) for a in refused]
    wrong = {in_json({key: value})[1:-1] for key, q in QUESTIONS.items() for value in WRONG[q.kind]}
    assert sum(any(one in mistake for mistake in mistakes) for one in wrong) > 0.9 * len(wrong)
    assert len(refused) == FAULTY


def test_the_applicants_are_the_same_every_time(
    notices: dict[str, str], applicants: list[Applicant], count: int
) -> None:
    assert draw_all(notices, count) == applicants


# What they are told


def test_chromium_gives_the_bytes_of_cpython(
    site: Path,
    notices: dict[str, str],
    applicants: list[Applicant],
    expected: list[str],
    serve: Callable[..., str],
    visit: Visit,
) -> None:
    page = visit(serve(site, prefix="/a/b/") + "check/")
    some = applicants[::IN_CHROMIUM]
    unknown = {name: text for name, text in notices.items() if name not in (CITY, ZONE)}
    for start in range(0, len(some), BATCH):
        asked = [{"notice": a.notice, "answers": in_json(a.answers), "today": a.today} for a in some[start:][:BATCH]]
        page.evaluate(ASK, [unknown, asked])
    if page.evaluate(DIGEST) != digest_of(expected[::IN_CHROMIUM]):
        pytest.fail(first_difference(some, page.evaluate("window.told"), expected[::IN_CHROMIUM]), pytrace=False)


def test_node_gives_the_bytes_of_cpython(
    site: Path, notices: dict[str, str], applicants: list[Applicant], expected: list[str], node: Path
) -> None:
    some = applicants[::EXPLAINED]
    expected = expected + [tell(explain_json, notices[a.notice], in_json(a.answers), a.today) for a in some]
    asked, latest = [], None
    for at, a in enumerate(everybody := applicants + some):
        notice = {} if a.notice == latest else {"notice": notices[a.notice]}
        ask = "evaluate" if at < len(applicants) else "explain"
        asked.append(json.dumps({**notice, "ask": ask, "answers": in_json(a.answers), "today": a.today}))
        latest = a.notice
    done = subprocess.run(
        [node, ROOT / "tests" / "selfcheck" / "node_parity.mjs", asset(site, "runtime")],
        input="".join(f"{line}\n" for line in asked),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    *lines, digest = done.stdout.split("\n")
    if digest != digest_of(expected):
        pytest.fail(first_difference(everybody, lines, expected), pytrace=False)

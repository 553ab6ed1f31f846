"""Verdicts on applicants, each case a file named as the sentence that it proves."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.load import load
from generator.publish import notice_json
from selfcheck import evaluate

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
APPLICANTS = yaml.safe_load((CASES / "applicants.yaml").read_text())


@pytest.fixture(scope="module")
def published() -> dict[str, dict]:
    register = load(ROOT / "notices")
    return {notice.id: notice_json(register, notice) for notice in register.notices}


def _json(value):
    """YAML's dates as the answers' texts."""
    return value.isoformat() if isinstance(value, date) else value


def _seen(name: str, verdict: dict):
    """The part of a verdict that a case's expectation ``name`` speaks of."""
    match name:
        case "findings":
            return {f["rule"]: f"{f['status']} {f['clause'] or 'null'}" for f in verdict["findings"]}
        case "no_finding":
            return [f["rule"] for f in verdict["findings"]]
        case "materials":
            return {item["key"]: item["copies"] for item in verdict["materials"]}
        case _:
            return verdict[name]


@pytest.mark.parametrize("case", sorted((CASES / "verdicts").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_verdict_is_as_the_case_says(case: Path, published: dict[str, dict]):
    said = yaml.safe_load(case.read_text())
    applicant = APPLICANTS[said["applicant"]]
    answers = {key: _json(value) for key, value in (applicant["answers"] | said["but"]).items()}
    verdict = evaluate(published[applicant["notice"]], answers, "2026-05-20")
    for name, expected in said["expect"].items():
        seen = _seen(name, verdict)
        if name == "no_finding":
            assert not set(expected) & set(seen)
        elif name == "findings":
            assert {rule: seen.get(rule) for rule in expected} == expected
        else:
            assert seen == _json(expected), name


def test_every_finding_speaks_both_languages_and_cites_a_clause_of_the_notice(published):
    for applicant in APPLICANTS.values():
        notice = published[applicant["notice"]]
        answers = {key: _json(value) for key, value in applicant["answers"].items()}
        clauses = {clause["id"] for clause in notice["clauses"]}
        for finding in evaluate(notice, answers, "2026-05-20")["findings"]:
            assert finding["zh"] and finding["en"] and finding["clause"] in clauses

"""Verdicts on applicants, each case a file named as the sentence that it proves, with the words it stands on."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from applicants import APPLICANTS, Applicant, read_answers
from partial_answers import published

from generator.folders import ROOT
from selfcheck import evaluate
from selfcheck.answers import JsonObject

CASES = ROOT / "tests" / "cases"
TODAY = "2026-05-20"

every_case = pytest.mark.parametrize("case", sorted((CASES / "verdicts").glob("*.yaml")), ids=lambda path: path.stem)


def _json(value: Any) -> Any:
    """YAML's dates as the answers' texts."""
    return value.isoformat() if isinstance(value, date) else value


def _judged(case: Path) -> tuple[JsonObject, JsonObject, JsonObject]:
    """What the case says, its notice, and the verdict."""
    said = yaml.safe_load(case.read_text())
    applicant = APPLICANTS[said["applicant"]]
    notice = published()[applicant.notice]
    answers = applicant.answers | read_answers(said["but"])
    return said, notice, evaluate(notice, answers, _json(said.get("today", TODAY)))


def _seen(name: str, verdict: JsonObject) -> Any:
    """The part of a verdict that a case's expectation ``name`` speaks of."""
    match name:
        case "findings":
            return {f["rule"]: f"{f['status']} {f['clause'] or 'null'}" for f in verdict["findings"]}
        case "no_finding":
            return [f["rule"] for f in verdict["findings"]]
        case "says":
            return {f["rule"]: f"{f['zh']}\n{f['en']}" for f in verdict["findings"]}
        case "materials":
            return {item["key"]: item["copies"] for item in verdict["materials"]}
        case "materials_say":
            return {item["key"]: f"{item['zh']}\n{item['en']}" for item in verdict["materials"]}
        case "windows":
            return {window["key"]: window["state"] for window in verdict["windows"]}
        case "asks":
            return verdict["next"]
        case "residual":
            return [item["clause"] for item in verdict["residual"]]
        case _:
            return verdict[name]


@every_case
def test_the_verdict_is_as_the_case_says(case: Path) -> None:
    said, _, verdict = _judged(case)
    for name, expected in said["expect"].items():
        seen = _seen(name, verdict)
        match name:
            case "no_finding":
                assert not set(expected) & set(seen)
            case "findings":
                assert {rule: seen.get(rule) for rule in expected} == expected
            case "asks":
                assert set(seen) == set(expected)
            case "says" | "materials_say":
                for about, words in expected.items():
                    assert [w for w in ([words] if isinstance(words, str) else words) if w not in seen[about]] == []
            case _:
                assert seen == _json(expected), name


@every_case
def test_a_case_stands_on_words_of_its_notice_and_the_verdict_cites_their_clause(case: Path) -> None:
    said, notice, verdict = _judged(case)
    text = {clause["id"]: clause["zh"] for clause in notice["clauses"]}
    clause = said["stands_on"]
    if clause is None:
        assert [word for word in said["silent"] for words in text.values() if word in words] == []
    else:
        assert clause in text and said.get("quote", "") in text[clause]
        assert clause in _cited(notice, verdict), f"the verdict cites {sorted(_cited(notice, verdict))}"


def _cited(notice: JsonObject, verdict: JsonObject) -> set[str]:
    """The clauses that a verdict names, of the cut-off where its day is named, and of papers that wait on ``next``."""
    parts = [part for name in ("findings", "materials", "windows", "residual") for part in verdict[name]]
    cutoff = notice["openings"][-1]["cutoff"]
    day = date.fromisoformat(cutoff["date"])
    named = any(f"截止日{day.year}年{day.month}月{day.day}日" in finding["zh"] for finding in verdict["findings"])
    waiting = {item["clause"] for item in notice["materials"] if set(item["when"]) & set(verdict["next"])}
    return {part["clause"] for part in parts if part["clause"]} | waiting | ({cutoff["clause"]} if named else set())


@pytest.mark.parametrize("applicant", APPLICANTS.values(), ids=list(APPLICANTS))
def test_each_clause_on_which_a_rule_stands_has_a_case(applicant: Applicant) -> None:
    notice = published()[applicant.notice]
    said = [yaml.safe_load(path.read_text()) for path in (CASES / "verdicts").glob("*.yaml")]
    stood_on = {case["stands_on"] for case in said if APPLICANTS[case["applicant"]] is applicant}
    stated = {part["clause"] for name in ("requirements", "materials", "residual") for part in notice[name]}
    stated |= {window["clause"] for window in notice["openings"][-1]["windows"]}
    assert stated | {notice["openings"][-1]["cutoff"]["clause"]} <= stood_on


def test_every_finding_speaks_both_languages_and_cites_a_clause_of_the_notice() -> None:
    for applicant in APPLICANTS.values():
        notice = published()[applicant.notice]
        clauses = {clause["id"] for clause in notice["clauses"]}
        for finding in evaluate(notice, applicant.answers, TODAY)["findings"]:
            assert finding["zh"] and finding["en"] and finding["clause"] in clauses

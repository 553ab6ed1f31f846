"""Verdicts on two notices whose questions, kinds and titles are data: cases by hand, and a reader's own arithmetic."""

import re
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from example import SAID, as_json, published
from example_reading import NORTH, SOUTH, Read, draw

from selfcheck import evaluate
from selfcheck.answers import JsonObject

every_case = pytest.mark.parametrize("case", SAID["cases"].values(), ids=list(SAID["cases"]))


def _seen(name: str, verdict: JsonObject) -> Any:
    """The part of a verdict that a case's expectation ``name`` speaks of."""
    match name:
        case "titles":
            return [_line(title, "title", "clause", "outcome", "earliest") for title in verdict["titles"]]
        case "findings":
            return {f["rule"]: _line(f, "status", "clause") for f in verdict["findings"]}
        case "says":
            return {f["rule"]: f"{f['zh']}\n{f['en']}" for f in verdict["findings"]}
        case "materials":
            return {item["key"]: item["copies"] for item in verdict["materials"]}
        case "windows":
            return [_line(window, "key", "clause", "opens", "closes", "state") for window in verdict["windows"]]
        case "residual":
            return [item["clause"] for item in verdict["residual"]]
        case _:
            return verdict[name]


def _line(entry: JsonObject, *names: str) -> str:
    return " ".join("null" if entry[name] is None else str(entry[name]) for name in names)


@every_case
def test_the_verdict_is_as_the_case_says(case: JsonObject) -> None:
    applicant = SAID["applicants"][case["applicant"]]
    answers, today = as_json(applicant["answers"] | case["but"]), as_json(case.get("today", applicant["today"]))
    verdict = evaluate(published()[applicant["notice"]], answers, today)
    for name, expected in as_json(case["expect"]).items():
        seen = _seen(name, verdict)
        match name:
            case "findings":
                statuses = {rule: line.split()[0] for rule, line in seen.items()}
                assert {rule: (seen if " " in line else statuses)[rule] for rule, line in expected.items()} == expected
            case "says":
                assert [rule for rule, words in expected.items() if words not in seen[rule]] == []
            case _:
                assert seen == expected, name


@every_case
def test_a_case_stands_on_a_clause_or_on_what_the_notice_does_not_mention(case: JsonObject) -> None:
    notice = published()[SAID["applicants"][case["applicant"]]["notice"]]
    text = {clause["id"]: clause["zh"] for clause in notice["clauses"]}
    if case["stands_on"] is None:
        assert [word for word in case["silent"] for words in text.values() if word in words] == []
    else:
        assert str(case["stands_on"]) in text


@pytest.mark.parametrize("name", [NORTH, SOUTH])
def test_applicants_get_what_a_reader_of_the_notice_says(name: str) -> None:
    for answers, today in draw(name, 750):
        read, verdict = Read(name, answers, date.fromisoformat(today)), evaluate(published()[name], answers, today)
        assert (verdict["outcome"], verdict["title"]) == (read.outcome, read.title), (answers, today)
        # Whoever is refused still learns when their time is complete.
        assert read.outcome == "ineligible" or verdict["earliest"] == as_json(read.earliest), (answers, today)
        titles = [(title, clause, outcome, as_json(earliest)) for title, clause, outcome, earliest in read.titles]
        seen = [tuple(each[key] for key in ("title", "clause", "outcome", "earliest")) for each in verdict["titles"]]
        assert seen == titles, (answers, today)


@pytest.mark.parametrize("name", [NORTH, SOUTH])
def test_every_finding_has_a_sentence_without_a_hole_in_both_languages(name: str) -> None:
    clauses = {clause["id"] for clause in published()[name]["clauses"]}
    for answers, today in draw(name, 60):
        for finding in evaluate(published()[name], answers, today)["findings"]:
            assert finding["clause"] in clauses
            assert not re.search(r"[{}$]|None|true|false", finding["zh"] + finding["en"]), finding


WAITING = {
    "affiliation": "north-unit",
    "status": "working",
    "education": "junior_college",
    "field_matches": True,
    "post_since": "2025-03-01",
    "assessments": True,
}


def test_while_the_field_of_study_is_open_the_later_day_alone_is_sure() -> None:
    """Another field than that of the work adds a year (2.2)."""
    verdict = evaluate(published()[NORTH], WAITING | {"field_matches": None}, "2025-06-10")
    assert (verdict["outcome"], verdict["title"], verdict["earliest"]) == ("not_yet", "technician", "2027-03-01")
    assert [title["earliest"] for title in verdict["titles"]] == ["2029-03-01", "2027-03-01"]
    [waits] = [finding for finding in verdict["findings"] if finding["rule"] == "probation"]
    assert "最迟2027年3月1日起" in waits["zh"] and "from 1 March 2027 on at the latest" in waits["en"]


def test_while_an_answer_decides_whether_a_missing_time_has_a_day_none_is_said() -> None:
    notice = deepcopy(published()[NORTH])
    [kind] = [kind for kind in notice["kinds"] if kind["id"] == "probation"]
    kind["cases"][0] = {"given": ["months"], "when": kind["cases"][0]["when"], "status": "not_yet", "say": "later"}
    kind["sentences"]["later"] = {"zh": "还要等。", "en": "Not yet."}
    verdict = evaluate(notice, WAITING | {"field_matches": None}, "2025-06-10")
    assert (verdict["outcome"], verdict["earliest"]) == ("not_yet", None)
    assert [f["zh"] for f in verdict["findings"] if f["rule"] == "probation"] == ["还要等。"]


def test_of_titles_that_only_time_opens_the_first_to_come_is_the_title_while_an_answer_is_open() -> None:
    verdict = evaluate(published()[NORTH], WAITING | {"assessments": None}, "2025-06-10")
    assert (verdict["outcome"], verdict["title"], verdict["next"]) == ("incomplete", "technician", ["assessments"])

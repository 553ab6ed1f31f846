"""A register of two notices whose questions, kinds and titles are data that no Python file mentions."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from browser import Visit
from check_form import answer, expect_outcome, open_check, wait_until_ready
from command import run_chuding
from example_reading import NORTH, SOUTH, Read, draw
from icalendar import Calendar
from playwright.sync_api import expect
from proof import LONG

from generator.folders import ROOT
from generator.published.publish import publish
from generator.register.load import load
from selfcheck import evaluate
from selfcheck.answers import JsonObject

pytestmark = LONG

REGISTER = ROOT / "tests" / "cases" / "registers" / "example"
SAID = yaml.safe_load(REGISTER.with_name("example-cases.yaml").read_text(encoding="utf-8"))
TECHNICIAN = "two-years-as-technician-are-enough-without-three-in-the-work"
REQUEST = {"notice": SOUTH, "today": "2026-05-20"}
every_case = pytest.mark.parametrize("case", SAID["cases"].values(), ids=list(SAID["cases"]))


@cache
def published() -> dict[str, JsonObject]:
    return {notice.id: notice.data for notice in publish(load(REGISTER)).notices}


def _json(value: Any) -> Any:
    """YAML's dates as text, however deep."""
    if isinstance(value, dict):
        return {key: _json(inner) for key, inner in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def test_the_register_has_no_problem_and_no_warning() -> None:
    done = run_chuding("check", "--strict", "--notices", REGISTER)
    assert (done.returncode, done.stderr) == (0, "")


# Verdicts


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
    answers, today = _json(applicant["answers"] | case["but"]), _json(case.get("today", applicant["today"]))
    verdict = evaluate(published()[applicant["notice"]], answers, today)
    for name, expected in _json(case["expect"]).items():
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
        assert read.outcome == "ineligible" or verdict["earliest"] == _json(read.earliest), (answers, today)
        titles = [(title, clause, outcome, _json(earliest)) for title, clause, outcome, earliest in read.titles]
        seen = [tuple(each[key] for key in ("title", "clause", "outcome", "earliest")) for each in verdict["titles"]]
        assert seen == titles, (answers, today)


@pytest.mark.parametrize("name", [NORTH, SOUTH])
def test_every_finding_has_a_sentence_without_a_hole_in_both_languages(name: str) -> None:
    clauses = {clause["id"] for clause in published()[name]["clauses"]}
    for answers, today in draw(name, 60):
        for finding in evaluate(published()[name], answers, today)["findings"]:
            assert finding["clause"] in clauses
            assert not re.search(r"[{}$]|None|true|false", finding["zh"] + finding["en"]), finding


# The built site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register's site, built by the command."""
    folder = tmp_path_factory.mktemp("example") / "site"
    done = run_chuding("build", "--notices", REGISTER, "--site", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("language", ["", "en/"])
def test_each_notice_has_its_page_and_the_two_their_comparison(site: Path, language: str) -> None:
    for name in (NORTH, SOUTH):
        page = (site / language / "notices" / name / "index.html").read_text(encoding="utf-8")
        assert all(f'id="c-{clause["id"]}"' in page for clause in published()[name]["clauses"])
    for a, b in ((NORTH, SOUTH), (SOUTH, NORTH)):
        page = (site / language / "compare" / a / b / "index.html").read_text(encoding="utf-8")
        assert published()[a]["title"]["en" if language else "zh"] in page


@pytest.mark.parametrize("name", [NORTH, SOUTH])
def test_each_notice_leads_to_its_self_check(site: Path, name: str) -> None:
    for page in (site / "index.html", site / "notices" / name / "index.html"):
        assert f"check/?notice={name}" in page.read_text(encoding="utf-8")


def test_the_questions_are_published_and_the_form_asks_them_all(site: Path) -> None:
    asked = [question["id"] for question in yaml.safe_load((REGISTER / "questions.yaml").read_text(encoding="utf-8"))]
    questions = json.loads((site / "questions.json").read_text(encoding="utf-8"))
    form = (site / "check" / "index.html").read_text(encoding="utf-8")
    assert [key for key in asked if f'"{key}"' not in json.dumps(questions)] == []
    assert [key for key in asked if not re.search(rf'name="{key}"', form)] == []


def test_an_applicant_fills_in_the_form(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    applicant = SAID["applicants"]["south"]["answers"] | SAID["cases"][TECHNICIAN]["but"]
    page = open_check(visit, serve(site), query=f"&notice={SOUTH}")
    wait_until_ready(page)
    answer(page, _json(applicant))
    expect_outcome(page, "eligible")
    expect(page.locator("#verdict")).to_contain_text("技术员职称证书复印件")
    verdict = page.evaluate("request => window.selfcheck.evaluate(request)", REQUEST | {"answers": _json(applicant)})
    assert verdict == evaluate(published()[SOUTH], _json(applicant), REQUEST["today"])


def test_no_page_words_what_the_notice_does_not_have(site: Path) -> None:
    """The north has no cut-off: nothing counts to an empty day, and none takes the day of issue for one."""
    assert "资历计算到。" not in (site / "feed.xml").read_text(encoding="utf-8")
    assert "资历计算截止日2025年1月6日" not in (site / "check" / "index.html").read_text(encoding="utf-8")


def test_conditions_at_a_glance_word_a_score_as_a_number_and_a_time_once(site: Path) -> None:
    check = (site / "check" / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"\b(59|60)年或更", check)
    # Whoever has worked for three years has worked for one.
    assert not re.search(r"满12个月、到截止日满24个月", check)


def test_no_two_windows_share_an_event(site: Path) -> None:
    """Nor a name: each says its round and its addressees."""
    events = Calendar.from_ical((site / "calendar.ics").read_bytes()).events
    assert len(events) >= 8
    for named in ("uid", "summary"):
        assert [word for word, count in Counter(str(event[named]) for event in events).items() if count > 1] == []


def test_no_program_mentions_what_the_register_alone_has() -> None:
    words = r"[\"'](title_held|title_since|born|points|employer|held_title|other_field|age|[a-z]+-(unit|agency))[\"']"
    found = [
        file.name
        for folder in ("generator", "selfcheck")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(words, file.read_text(encoding="utf-8"))
    ]
    assert found == []

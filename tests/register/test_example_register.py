"""A register of two notices whose questions, kinds and titles are data that no Python file mentions."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from browser import Visit
from check_form import answer, expect_outcome, open_check, wait_until_ready
from command import run_chuding
from example import REGISTER, SAID, as_json, published
from example_reading import NORTH, SOUTH
from icalendar import Calendar
from playwright.sync_api import expect
from proof import LONG

from generator.folders import ROOT
from selfcheck import evaluate

pytestmark = LONG

TECHNICIAN = "two-years-as-technician-are-enough-without-three-in-the-work"
REQUEST = {"notice": SOUTH, "today": "2026-05-20"}


def test_the_register_has_no_problem_and_no_warning() -> None:
    done = run_chuding("check", "--strict", "--notices", REGISTER)
    assert (done.returncode, done.stderr) == (0, "")


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
    answer(page, as_json(applicant))
    expect_outcome(page, "eligible")
    expect(page.locator("#verdict")).to_contain_text("技术员职称证书复印件")
    verdict = page.evaluate("request => window.selfcheck.evaluate(request)", REQUEST | {"answers": as_json(applicant)})
    assert verdict == evaluate(published()[SOUTH], as_json(applicant), REQUEST["today"])


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

"""What is true of an application on a day: the round's state by its windows, the headline, and what to do next."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import yaml
from partial_answers import CITY, as_json, favourable, published

from generator.folders import ROOT
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import load
from selfcheck import explain
from selfcheck.answers import JsonObject

REGISTERS = ROOT / "tests" / "cases" / "registers"
ELIGIBLE = as_json(favourable(CITY))


@cache
def example() -> Publication:
    return publish(load(REGISTERS / "example"))


def applicant(name: str, **but: object) -> tuple[JsonObject, JsonObject]:
    """A notice of the example register, and an applicant to it."""
    known = yaml.safe_load((REGISTERS / "example-cases.yaml").read_text(encoding="utf-8"))["applicants"][name]
    answers = {key: value.isoformat() if isinstance(value, date) else value for key, value in known["answers"].items()}
    return example().by_id[known["notice"]].data, answers | but


def with_windows(*windows: JsonObject) -> JsonObject:
    """The city's notice with other windows in its round."""
    *_, opening = published()[CITY]["openings"]
    stated = [{"key": "online", "clause": "6.a", "quote": "", **window} for window in windows]
    return {**published()[CITY], "openings": [{**opening, "windows": stated}]}


def told(notice: JsonObject, answers: JsonObject, today: str) -> Any:
    return explain(notice, answers, today)["application"]


SAID = {
    "2026-05-09": ("upcoming", "applications open on 11 May 2026", "Applications open on 11 May 2026, in 2 days."),
    "2026-05-10": ("upcoming", "applications open on 11 May 2026", "Applications open on 11 May 2026, tomorrow."),
    "2026-05-11": ("open", "can apply now", "Apply by 29 May 2026: 18 days left."),
    "2026-05-28": ("open", "can apply now", "Apply by 29 May 2026: 1 day left."),
    "2026-05-29": ("open", "can apply now", "Today is the last day to apply."),
    "2026-05-30": (
        "partly",
        "part of this round has closed",
        "The next opening or closing day is 5 June 2026, in 6 days.",
    ),
    "2026-06-05": ("partly", "part of this round has closed", "What is still open closes today."),
    "2026-06-06": ("closed", "but this round closed on 5 June 2026", None),
}
"""By the day: the state, the end of the headline, and what is said of the round's days."""


@pytest.mark.parametrize("today", SAID)
def test_whoever_meets_the_conditions_is_told_whether_they_can_still_apply(today: str) -> None:
    state, headline, said = SAID[today]
    found = told(published()[CITY], ELIGIBLE, today)
    assert found["state"] == state
    assert found["headline"]["en"].endswith(headline)
    assert (found["said"] and found["said"]["en"]) == said


@pytest.mark.parametrize(
    ("but", "headline", "steps"),
    [
        ({}, "经自查，您符合条件，但这一批已于2026年6月5日截止", ["watch", "prepare", "ask"]),
        ({"post_since": "2025-07-01"}, "经自查，您只差时间，2026年7月1日满期", ["watch", "prepare", "ask"]),
        ({"series": "software"}, "通知有的地方没有写明，请先咨询", ["ask", "watch", "prepare"]),
        ({"series": "accounting"}, "您不符合这份通知的条件", ["ask"]),
        ({"affiliation": "etdz-unit"}, "您不符合这份通知的条件", ["elsewhere", "ask"]),
        # Refused, whatever the time: neither the day it is complete nor the round's matters.
        ({"contract": False, "post_since": "2025-07-01"}, "您不符合这份通知的条件", ["change", "ask"]),
        ({"contract": False}, "您不符合这份通知的条件", ["change", "ask"]),
        ({"series": None}, "还不能判断", ["answer"]),
    ],
)
def test_each_outcome_has_its_headline_and_its_next_steps(but: JsonObject, headline: str, steps: list[str]) -> None:
    found = told(published()[CITY], ELIGIBLE | but, "2026-06-06")
    assert (found["headline"]["zh"], found["steps"]) == (headline, steps)


def test_of_the_rounds_days_nothing_is_said_to_whom_they_do_not_matter() -> None:
    for but in ({"series": "accounting"}, {"post_since": "2025-07-01"}):
        assert told(published()[CITY], ELIGIBLE | but, "2026-05-20")["said"] is None
    assert told(published()[CITY], ELIGIBLE | {"series": "software"}, "2026-05-20")["said"] is not None


def test_a_closed_round_leads_to_the_latest_notice_of_the_place() -> None:
    rounds = [*published()[CITY]["rounds"], {"notice": "a-later-one"}]
    found = told({**published()[CITY], "rounds": rounds}, ELIGIBLE, "2026-06-06")
    assert (found["later"], found["steps"]) == ("a-later-one", ["later", "prepare", "ask"])


@pytest.mark.parametrize(
    ("windows", "state", "headline", "said"),
    [
        (
            [{}],
            "open",
            "By this self-check you meet the conditions and can apply now",
            "The notice sets no last day for applying.",
        ),
        (
            [{"words": "10月上旬"}],
            "unclear",
            "By this self-check you meet the conditions, but the notice gives no day for applying",
            None,
        ),
        (
            [{"words": "5月", "amended_by": {"notice": "b", "clause": "1"}}],
            "changed",
            "By this self-check you meet the conditions, but the days for applying have changed: ask first",
            None,
        ),
        ([], "unclear", "By this self-check you meet the conditions, but the notice gives no day for applying", None),
        (
            [{"closes": "2026-05-01"}, {"words": "6月"}],
            "partly",
            "By this self-check you meet the conditions, but part of this round has closed",
            "For the rest the notice gives no day.",
        ),
        (
            [{"closes": "2026-05-01"}, {"opens": "2026-05-21"}],
            "partly",
            "By this self-check you meet the conditions, but part of this round has closed",
            "The next opening or closing day is 21 May 2026, tomorrow.",
        ),
        (
            [{"opens": "2026-06-01"}, {"closes": "2026-05-25"}],
            "open",
            "By this self-check you meet the conditions and can apply now",
            "Apply by 25 May 2026: 5 days left.",
        ),
    ],
)
def test_a_round_has_the_state_of_the_window_whose_day_comes_next(
    windows: list[JsonObject], state: str, headline: str, said: str | None
) -> None:
    found = told(with_windows(*windows), ELIGIBLE, "2026-05-20")
    assert (found["state"], found["headline"]["en"], found["said"] and found["said"]["en"]) == (state, headline, said)


def test_of_several_rounds_the_one_that_is_not_over_is_told_and_the_next_one_once_part_of_it_is() -> None:
    notice, answers = applicant("south")
    in_time, late = told(notice, answers, "2026-02-10"), told(notice, answers, "2026-03-22")
    assert (in_time["state"], in_time["window"]["round"], in_time["window"]["who"]["en"]) == (
        "open",
        "2026-q1",
        "individuals",
    )
    assert (late["state"], late["following"]["round"], late["following"]["opens"]) == (
        "partly",
        "2026-q2",
        "2026-04-01",
    )
    assert late["steps"] == ["apply", "following", "prepare", "ask"]
    last = told(notice, answers, "2027-01-01")
    assert (last["state"], last["following"], last["window"]["closes"]) == ("closed", None, "2026-12-25")


def test_titles_stand_in_the_order_in_which_they_are_to_be_had() -> None:
    notice, answers = applicant("north", education="master", post_since="2025-03-01")
    found = told(notice, answers, "2025-06-10")
    assert [(title["title"], title["en"]) for title in found["titles"]] == [
        ("assistant", "now"),
        ("intermediate", "from 1 March 2028"),
    ]


def test_nothing_says_now_once_the_round_is_over() -> None:
    for days in range(60):
        today = (date(2026, 5, 1) + timedelta(days)).isoformat()
        found = told(published()[CITY], ELIGIBLE, today)
        assert (found["titles"][0]["en"] == "now") == (found["state"] == "open")

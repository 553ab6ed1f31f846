"""The closed forms that neither of the two notices uses: a small kind is put into the notice of 2026 for each."""

from copy import deepcopy
from itertools import permutations
from typing import Any

import pytest
from partial_answers import CITY, favourable, published

from selfcheck import evaluate
from selfcheck.answers import JsonObject

QUOTE = "单位年度考核均在合格以上"
QUESTIONS: dict[str, JsonObject] = {
    "born": {"kind": "date"},
    "issued": {"kind": "date"},
    "papers": {"kind": "number"},
    "patents": {"kind": "number"},
}


def sentences(*names: str) -> JsonObject:
    return {name: {"zh": f"{name}：“{{quote}}”", "en": f"{name}: “{{quote}}”"} for name in (*names, "unknown")}


def kind(name: str, *cases: JsonObject, says: str, **more: Any) -> JsonObject:
    words = sentences(*says.split())
    return {"id": name, "zh": name, "en": name, "parameters": {}, "cases": list(cases), "sentences": words, **more}


def stating(*kinds: JsonObject, **parameters: Any) -> JsonObject:
    """The notice of 2026 with one requirement of each kind, in its clause on assessments."""
    notice = deepcopy(published()[CITY])
    notice["questions"] += [{"id": key, "group": "more", "depth": 0, **asked} for key, asked in QUESTIONS.items()]
    notice["kinds"] += kinds
    for one in kinds:
        notice["requirements"].append({"kind": one["id"], "clause": "2.3", "quote": QUOTE, **parameters})
    return notice


def taking(notice: JsonObject, opens: str | None, closes: str | None) -> JsonObject:
    """The notice without its cut-off, its applications taken between two days."""
    [opening] = notice["openings"]
    days = {name: day for name, day in (("opens", opens), ("closes", closes)) if day}
    window = {"key": "online", "clause": "6.a", "quote": "5月11日", **days}
    return {**notice, "openings": [{"round": opening["round"], "windows": [window]}]}


def applicant(**changed: Any) -> JsonObject:
    answers = favourable(CITY) | changed
    return {**answers, "courses": list(answers["courses"])}


def found(notice: JsonObject, rule: str, today: str = "2026-05-20", **answers: Any) -> tuple[str, str]:
    """The status of a rule, and its sentence."""
    findings = evaluate(notice, applicant(**answers), today)["findings"]
    [finding] = [finding for finding in findings if finding["rule"] == rule]
    return finding["status"], finding["zh"]


AGE = kind(
    "age",
    {"when": {"answer": "born", "age_at_least": 55}, "status": "unmet"},
    {"status": "met"},
    says="met unmet",
)


@pytest.mark.parametrize(
    ("born", "status"),
    [
        ("1971-05-11", "unmet"),  # 55 on the first day of applications
        ("1971-05-12", "refer"),
        ("1971-05-29", "refer"),  # 55 on their last day
        ("1971-05-30", "met"),
        ("1971-06", "met"),
        ("1971-05", "unknown"),  # 55 before, within or after them
    ],
)
def test_an_age_reached_while_applications_are_taken_is_open_where_no_day_is_stated(born: str, status: str) -> None:
    notice = taking(stating(AGE), "2026-05-11", "2026-05-29")
    assert found(notice, "age", born=born)[0] == status
    if status == "refer":
        assert "计算到2026年5月11日或以后，结果不同" in found(notice, "age", born=born)[1]
        verdict = evaluate(notice, applicant(born=born), "2026-05-20")
        assert (verdict["outcome"], verdict["next"]) == ("refer", [])


def test_a_month_that_is_open_whatever_its_day_is_not_asked_for_more_exactly() -> None:
    notice = taking(stating(AGE), "2026-04-01", "2026-07-31")
    assert evaluate(notice, applicant(born="1971-06"), "2026-05-20")["next"] == []
    assert found(notice, "age", born="1971-06")[0] == "refer"


def within(months: int = 36) -> JsonObject:
    measure = {"within": {"since": "issued", "months": months}}
    return stating(kind("certificate", measure, says="met unmet refer"))


@pytest.mark.parametrize(
    ("issued", "status"),
    [
        ("2023-04-29", "unmet"),
        ("2023-04-30", "refer"),  # three years end on the cut-off: does the first day count?
        ("2023-05-01", "met"),
        ("2026-04-30", "met"),
        ("2026-05-01", "refer"),  # after the cut-off
        ("2023-05", "met"),
        ("2023-04", "unknown"),
    ],
)
def test_a_paper_is_valid_for_its_months_before_the_cutoff(issued: str, status: str) -> None:
    assert found(within(), "certificate", issued=issued)[0] == status
    if issued == "2026-05-01":
        assert "您填写的2026年5月1日在2026年4月30日之后" in found(within(), "certificate", issued=issued)[1]


@pytest.mark.parametrize(
    ("issued", "status"),
    [
        ("2023-05-10", "unmet"),  # over on the day before applications begin
        ("2023-05-11", "refer"),
        ("2023-05-29", "refer"),  # over on their last day
        ("2023-05-30", "met"),
        ("2026-05-29", "met"),
    ],
)
def test_a_paper_that_expires_while_applications_are_taken_is_open(issued: str, status: str) -> None:
    notice = taking(within(), "2026-05-11", "2026-05-29")
    stands, words = found(notice, "certificate", issued=issued)
    assert stands == status
    # The kind's sentence on the first day would give a wrong reason.
    assert words.startswith(f"{status}：") is (status != "refer")
    assert ("通知没有写明计算到哪一天" in words) is (status == "refer")


def test_an_expired_paper_is_no_matter_of_waiting() -> None:
    verdict = evaluate(within(), applicant(issued="2020-01-01"), "2026-05-20")
    assert (verdict["outcome"], verdict["earliest"]) == ("ineligible", None)


@pytest.mark.parametrize(
    ("papers", "since", "status"),
    [
        (0, "2023-04-29", "met"),
        (0, "2024-04-29", "not_yet"),
        (2, "2024-04-29", "met"),  # two years are enough
        (2, "2024-05-02", "not_yet"),
    ],
)
def test_a_time_is_shortened_by_another_kinds_months(papers: int, since: str, status: str) -> None:
    shorter = {"sum": [36], "less": ["$relief.months"]}
    time = kind(
        "service",
        {"when": {"answer": "papers", "at_least": 2}, "time": {"since": "issued", "months": shorter}, "say": "shorter"},
        {"time": {"since": "issued", "months": 36}},
        says="met not_yet refer met_shorter not_yet_shorter refer_shorter",
    )
    relief = kind("relief", says="", parameters={"months": {"type": "count"}}, cases=[])
    notice = stating(time, relief)
    notice["requirements"][-1]["months"] = 12
    stands, words = found(notice, "service", papers=papers, issued=since)
    assert stands == status
    assert words.startswith(f"{status}_shorter：" if papers else f"{status}：")


def of_which_one_is_enough() -> JsonObject:
    papers = kind(
        "papers", {"when": {"answer": "papers", "at_least": 1}, "status": "met"}, {"status": "unmet"}, says="met unmet"
    )
    patents = kind(
        "patents",
        {"when": {"answer": "patents", "at_least": 1}, "status": "met"},
        {"status": "unmet"},
        says="met unmet",
    )
    time = kind("time", {"time": {"since": "issued", "months": 12}}, says="met not_yet refer")
    return stating(papers, patents, time, either="achievement")


@pytest.mark.parametrize(
    ("papers", "patents", "issued", "statuses", "outcome"),
    [
        (1, 0, "2026-01-01", "met not_applicable not_applicable", "eligible"),
        (0, 1, "2026-01-01", "not_applicable met not_applicable", "eligible"),
        (1, 1, "2020-01-01", "met met met", "eligible"),
        (0, 0, "2026-01-01", "not_applicable not_applicable not_yet", "not_yet"),
        (0, 0, "2025-04-30", "not_applicable not_applicable met", "eligible"),
        (0, 0, "2025-05-01", "not_applicable not_applicable refer", "refer"),
        (None, 0, "2026-01-01", "unknown not_applicable unknown", "incomplete"),
        (None, 1, None, "not_applicable met not_applicable", "eligible"),
        (0, None, "2020-01-01", "not_applicable not_applicable met", "eligible"),
    ],
)
def test_of_requirements_with_one_mark_one_is_enough(
    papers: int | None, patents: int | None, issued: str | None, statuses: str, outcome: str
) -> None:
    notice = of_which_one_is_enough()
    answers = {"papers": papers, "patents": patents, "issued": issued}
    verdict = evaluate(notice, applicant(**answers), "2026-05-20")
    assert verdict["outcome"] == outcome
    stood = {finding["rule"]: finding["status"] for finding in verdict["findings"]}
    assert [stood[rule] for rule in ("papers", "patents", "time")] == statuses.split()
    # What can no longer matter is not asked.
    assert set(verdict["next"]) == ({"papers"} if outcome == "incomplete" else set())


def test_where_none_of_several_is_met_each_is_said_to_be_unmet() -> None:
    notice = of_which_one_is_enough()
    notice["requirements"] = [one for one in notice["requirements"] if one["kind"] != "time"]
    verdict = evaluate(notice, applicant(papers=0, patents=0), "2026-05-20")
    stood = {finding["rule"]: finding["status"] for finding in verdict["findings"]}
    assert (verdict["outcome"], stood["papers"], stood["patents"]) == ("ineligible", "unmet", "unmet")
    assert "您已符合另一项" in found(notice, "papers", papers=0, patents=1)[1]


def test_of_an_amended_condition_among_several_it_is_open_whether_it_is_met() -> None:
    notice = of_which_one_is_enough()
    notice["requirements"] = [one for one in notice["requirements"] if one["kind"] != "time"]
    notice["requirements"][-1]["clause"] = "2.2.1"
    notice["amended_by"] = [{"clause": "2.2.1", "by_title": notice["title"]}]
    verdict = evaluate(notice, applicant(papers=0, patents=0), "2026-05-20")
    stood = {finding["rule"]: finding["status"] for finding in verdict["findings"]}
    assert (verdict["outcome"], stood["papers"], stood["patents"]) == ("refer", "not_applicable", "refer")


@pytest.mark.parametrize("order", list(permutations(("papers", "patents", "issued"))))
def test_an_answer_never_turns_what_is_settled_among_several(order: tuple[str, ...]) -> None:
    notice = of_which_one_is_enough()
    for values in ((0, 0, "2026-01-01"), (1, 0, "2026-01-01"), (0, 1, "2020-01-01"), (0, 0, "2025-05-01")):
        known = dict(zip(("papers", "patents", "issued"), values, strict=True))
        given: JsonObject = {}
        outcomes = [evaluate(notice, applicant(**given), "2026-05-20")["outcome"]]
        for key in order:
            given[key] = known[key]
            outcomes.append(evaluate(notice, applicant(**given), "2026-05-20")["outcome"])
        settled = [outcome for outcome in outcomes if outcome != "incomplete"]
        assert settled and len(set(settled)) == 1, (order, values, outcomes)


def test_a_condition_of_rows_is_asked_of_those_rows_alone_that_state_it() -> None:
    form = kind(
        "form",
        {"when": {"answer": "school", "in": "$admits"}, "status": "met"},
        {"status": "unmet"},
        says="met unmet refer_level not_applicable not_applicable_level",
        row=True,
        parameters={"admits": {"type": "values", "of": "school"}},
    )
    notice = stating(form, admits=["regular"])
    notice["requirements"][-1]["clause"] = "2.1.3"
    held = {"education": "master", "school": "military"}
    assert found(notice, "form", **held)[0] == "unmet"
    assert found(notice, "form", **{**held, "school": "regular"})[0] == "met"
    other = evaluate(notice, applicant(education="bachelor", school="military"), "2026-05-20")
    stood = {finding["rule"]: finding["status"] for finding in other["findings"]}
    assert (other["outcome"], stood["form"]) == ("eligible", "not_applicable")

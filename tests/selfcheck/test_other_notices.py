"""What the two notices do not have and others do: the rules on the notice of 2026, changed in one thing at a time."""

from copy import deepcopy
from typing import Any

import pytest
from partial_answers import CITY, TODAY, ZONE, favourable, published

from selfcheck import evaluate
from selfcheck.answers import JsonObject
from selfcheck.notice import read_notice
from selfcheck.texts import canonical_json

RULES = {
    "affiliation", "contract", "status", "sanction", "foreign_document", "series", "education", "school",
    "completion", "probation", "assessment", "continuing_education", "access",
}  # fmt: skip
TITLE = {"zh": "关于调整的通知", "en": "Notice of Changes"}


def applicant(name: str = CITY, **changed: Any) -> JsonObject:
    answers = favourable(name) | changed
    answers = {**answers, "courses": list(answers["courses"])} if answers["courses"] is not None else answers
    return answers


def without(*kinds: str, notice: JsonObject | None = None) -> JsonObject:
    notice = notice or published()[CITY]
    return {**notice, "requirements": [r for r in notice["requirements"] if r["kind"] not in kinds]}


def with_each(kind: str, **more: Any) -> JsonObject:
    """The notice with more said in every requirement of a kind."""
    changed = [{**r, **more} if r["kind"] == kind else r for r in published()[CITY]["requirements"]]
    return {**published()[CITY], "requirements": changed}


def findings(notice: JsonObject, answers: JsonObject) -> dict[str, JsonObject]:
    return {finding["rule"]: finding for finding in evaluate(notice, answers, TODAY)["findings"]}


def stands(finding: JsonObject) -> tuple[str, str | None]:
    return finding["status"], finding["clause"]


# Left out


@pytest.mark.parametrize("kind", sorted(RULES))
def test_a_rule_that_a_notice_does_not_contain_gives_no_finding(kind: str) -> None:
    notice = without(kind)
    assert findings(notice, applicant()).keys() == RULES - {kind}
    assert findings(notice, {}).keys() == RULES - {kind}


ASKED_BY = {
    "status": "status", "sanction": "sanctioned", "school": "school", "assessment": "assessments",
    "probation": "post_since", "access": "access_qualification", "contract": "contract", "affiliation": "affiliation",
    "foreign_document": "foreign_document", "series": "series", "continuing_education": "courses",
}  # fmt: skip


@pytest.mark.parametrize("kind", ASKED_BY)
def test_what_no_rule_asks_for_is_not_asked(kind: str) -> None:
    """The affiliation is still asked for by the contract, the series by access."""
    asked = evaluate(without(kind), {}, TODAY)["next"]
    assert (ASKED_BY[kind] in asked) == (kind in ("affiliation", "series"))


def test_with_no_rule_at_all_everybody_is_eligible_and_nothing_but_papers_asked_for() -> None:
    verdict = evaluate(without(*RULES), {}, TODAY)
    assert (verdict["findings"], verdict["title"]) == ([], None)
    # No level is stated, so no education leads to a title; nothing speaks against anybody either.
    assert verdict["outcome"] == "eligible"
    assert set(verdict["next"]) == {"series", "dispatched"}
    assert evaluate(without(*RULES), applicant(), TODAY)["outcome"] == "eligible"


def test_without_a_rule_on_transition_the_rule_on_cohorts_itself_is_cited() -> None:
    notice = without("transition", notice=published()[ZONE])
    old = applicant(ZONE, education_year=2021, field_matches=True)
    assert stands(findings(notice, old)["cohort"]) == ("refer", "2.1.a")


def test_a_notice_without_own_conditions_for_access_series_admits_them_by_cohort() -> None:
    changed = deepcopy(published()[ZONE])
    [cohort] = [r for r in changed["requirements"] if r["kind"] == "cohort"]
    cohort["access_series_too"] = False
    assert stands(findings(changed, applicant(ZONE, series="lawyer"))["cohort"]) == ("met", "2.1.a")
    assert stands(findings(changed, applicant(ZONE, series="pharmacy"))["cohort"]) == ("refer", "2.1.a")


def test_of_sentences_that_all_completions_share_a_status_the_one_said_quotes_no_answer_that_was_not_given() -> None:
    changed = deepcopy(published()[ZONE])
    [cohort] = [r for r in changed["requirements"] if r["kind"] == "cohort"]
    cohort["own_conditions"] = ["economics", *cohort["own_conditions"]]
    found = findings(changed, {"education_year": 2021, "field_matches": True})["cohort"]
    assert stands(found) == ("refer", "2.1.b") and "您2021年取得学历且专业相符" in found["zh"]


def test_the_question_that_more_of_its_values_settle_comes_first_where_they_settle_that_all_is_met() -> None:
    """The cohort tells three times of education apart, of which the last alone is met by itself."""
    long_ago = {"when": {"answer": "education_year", "at_most": 1990}, "status": "refer", "say": "refer_transition"}
    kinds = deepcopy(published()[ZONE]["kinds"])
    [cohort] = [kind for kind in kinds if kind["id"] == "cohort"]
    cohort["cases"].insert(-1, long_ago)
    verdict = evaluate({**published()[ZONE], "kinds": kinds}, in_transition(), TODAY)
    assert verdict["next"] == ["field_matches", "education_year"]
    # Of as many values each the order of the questions decides.
    assert evaluate(published()[ZONE], in_transition(), TODAY)["next"] == ["education_year", "field_matches"]


def in_transition() -> JsonObject:
    return applicant(ZONE, education_year=None, field_matches=None)


def test_of_two_requirements_of_a_kind_either_meets_the_applicant() -> None:
    requirements = published()[ZONE]["requirements"]
    earlier = [{**r, "from_year": 2010, "clause": "2.1.b"} for r in requirements if r["kind"] == "cohort"]
    notice = {**published()[ZONE], "requirements": [*requirements, *earlier]}
    for year, stood in ((2009, ("refer", "2.1.b")), (2010, ("met", "2.1.b")), (2022, ("met", "2.1.a"))):
        found = findings(notice, applicant(ZONE, education_year=year, field_matches=True))["cohort"]
        assert stands(found) == stood


def test_a_notice_that_bars_every_status_refuses_before_it_is_asked() -> None:
    verdict = evaluate(with_each("status", excludes=["working", "civil_servant", "retired"]), {}, TODAY)
    found = next(finding for finding in verdict["findings"] if finding["rule"] == "status")
    assert (verdict["outcome"], stands(found), verdict["next"]) == ("ineligible", ("unmet", "1.a"), [])


def test_a_notice_that_recognises_every_school_does_not_ask_for_it() -> None:
    every = ["regular", "military", "party_long", "party_other", "overseas"]
    verdict = evaluate(with_each("school", recognises=every, rejects=[]), applicant(school=None), TODAY)
    found = next(finding for finding in verdict["findings"] if finding["rule"] == "school")
    assert (verdict["outcome"], stands(found), verdict["next"]) == ("eligible", ("met", "2.2.1"), [])


def test_a_rule_that_waits_for_an_answer_cites_a_clause() -> None:
    waiting = set()
    for name in (CITY, ZONE):
        read = read_notice(published()[name])
        for key in favourable(name):
            for more in ({}, {"series": "lawyer"}, {"origin": "foreign"}):
                for found in evaluate(read, applicant(name, **more) | {key: None}, TODAY)["findings"]:
                    if found["status"] == "unknown":
                        assert found["clause"] and found["rule"], (name, key)
                        waiting.add(found["rule"])
    assert waiting == RULES | {"cohort"}


# Completion


def completing(**rejecting: Any) -> JsonObject:
    """Only the clause on certificates is left of those on completion."""
    kept = [r for r in published()[CITY]["requirements"] if not (r["kind"] == "completion" and r.get("lowers"))]
    return {**published()[CITY], "requirements": [{**r, **rejecting} if r["kind"] == "completion" else r for r in kept]}


def test_a_notice_silent_on_finishing_without_a_diploma_leaves_it_open() -> None:
    found = findings(completing(), applicant(completion="completed"))
    assert stands(found["completion"]) == ("refer", None) and "没有写明结业" in found["completion"]["zh"]
    assert stands(findings(completing(), applicant())["completion"]) == ("met", "2.2.4")
    assert stands(findings(completing(), applicant(completion=None))["completion"]) == ("unknown", "2.2.4")


def test_a_notice_that_rejects_finishing_without_a_diploma_refuses_it() -> None:
    notice = completing(rejects=["certificate", "completed"])
    verdict = evaluate(notice, applicant(completion="completed"), TODAY)
    found = {finding["rule"]: finding for finding in verdict["findings"]}
    assert (verdict["outcome"], verdict["title"]) == ("ineligible", None)
    assert stands(found["completion"]) == ("unmet", "2.2.4") and "结业不能作为学历依据" in found["completion"]["zh"]


def test_while_the_education_is_open_a_certificate_or_a_diploma_is_judged_and_finishing_without_is_not() -> None:
    for completion, stood in (("graduated", "met"), ("certificate", "unmet"), ("completed", "unknown")):
        found = findings(published()[CITY], applicant(education=None, completion=completion))
        assert found["completion"]["status"] == stood


def test_what_a_notice_does_not_say_of_how_studies_ended_is_open_and_never_met() -> None:
    """How the education was completed is no condition here, and decides the title all the same."""
    notice = without("completion", "probation")
    for answers, outcome, asked in (
        ({}, "incomplete", ["completion"]),
        ({"contract": None}, "incomplete", ["contract", "completion"]),
        ({"affiliation": "city-agency"}, "incomplete", ["completion"]),
        ({"series": "software"}, "refer", ["completion"]),
        ({"school": "overseas"}, "refer", []),
        ({"school": "party_other"}, "ineligible", []),
        ({"education": "master"}, "incomplete", ["completion"]),
    ):
        verdict = evaluate(notice, applicant(completion=None, **answers), TODAY)
        assert (verdict["outcome"], verdict["title"], verdict["next"]) == (outcome, None, asked), answers
    for completion, outcome, title in (
        ("graduated", "eligible", "assistant"),
        ("completed", "refer", None),
        ("certificate", "refer", None),
    ):
        verdict = evaluate(notice, applicant(completion=completion), TODAY)
        assert (verdict["outcome"], verdict["title"], verdict["next"]) == (outcome, title, []), completion
    found = findings(notice, applicant(completion="certificate"))["education"]
    assert stands(found) == ("refer", None) and "“只有培训班的修业、结业或专业证书”：通知没有写明" in found["zh"]


# Alternatives, amendments, hours, routes


def test_an_alternative_turns_a_refusal_and_a_wait_into_a_question() -> None:
    notice = with_each("assessment", either="way")
    failed = findings(notice, applicant(assessments=False))["assessment"]
    assert stands(failed) == ("refer", "2.3") and "其他可选条件（“单位年度考核均在合格以上”）" in failed["zh"]
    assert stands(findings(notice, applicant())["assessment"]) == ("met", "2.3")
    notice = with_each("probation", either="way")
    verdict = evaluate(notice, applicant(post_since="2026-01-01"), TODAY)
    assert (verdict["outcome"], verdict["title"], verdict["earliest"]) == ("refer", "assistant", None)


@pytest.mark.parametrize("answers", [{}, {"status": "retired"}])
def test_an_amended_clause_settles_nothing(answers: JsonObject) -> None:
    notice = {**published()[CITY], "amended_by": [{"clause": "1.a", "by_title": TITLE}]}
    found = findings(notice, applicant(**answers))
    for rule in ("status", "sanction"):
        assert stands(found[rule]) == ("refer", "1.a")
        assert "这一条已被《关于调整的通知》修改" in found[rule]["zh"] and "“Notice of Changes”" in found[rule]["en"]
    assert stands(found["affiliation"]) == ("met", "1.1")
    assert findings(notice, applicant(status=None))["status"]["status"] == "refer"


def test_an_amended_clause_leaves_alone_what_did_not_apply_or_was_open_before() -> None:
    notice = {**published()[CITY], "amended_by": [{"clause": clause, "by_title": TITLE} for clause in ("1.1", "1.b")]}
    found = findings(notice, applicant(affiliation="city-agency", series="software"))
    assert stands(found["contract"]) == ("not_applicable", "1.1")
    assert stands(found["series"]) == ("refer", "1.b") and "“通信等职称系列（专业）”" in found["series"]["zh"]


def test_an_amended_cut_off_leaves_every_probation_open() -> None:
    notice = {**published()[CITY], "amended_by": [{"clause": "2.1.5", "by_title": TITLE}]}
    for since in ("2020-01-01", "2026-04-01"):
        verdict = evaluate(notice, applicant(post_since=since), TODAY)
        found = next(f for f in verdict["findings"] if f["rule"] == "probation")
        assert (verdict["outcome"], verdict["earliest"], stands(found)) == ("refer", None, ("refer", "2.1.2"))
        assert "截止日已被《关于调整的通知》修改" in found["zh"] and "cut-off has been changed" in found["en"]
    assert evaluate(notice, applicant(education="master"), TODAY)["outcome"] == "eligible"


def test_hours_are_told_and_left_to_the_applicants_record() -> None:
    notice = deepcopy(published()[CITY])
    [rule] = [r for r in notice["requirements"] if r["kind"] == "continuing_education"]
    del rule["courses_per_year"]
    rule["hours_per_year"] = 72
    for answers in (applicant(), applicant(courses=None, working_since=None)):
        found = findings(notice, answers)["continuing_education"]
        assert stands(found) == ("refer", "2.4") and "每年72学时" in found["zh"] and "72 hours" in found["en"]


def test_education_that_the_words_of_a_row_leave_open_is_referred_by_that_row() -> None:
    notice = deepcopy(published()[CITY])
    [doctors] = [r for r in notice["requirements"] if r["kind"] == "education" and r["clause"] == "2.1.4"]
    doctors["open"] = {"education": ["high_school"], "words": "具备博士学位"}
    verdict = evaluate(notice, applicant(education="high_school"), TODAY)
    found = {finding["rule"]: finding for finding in verdict["findings"]}
    assert (verdict["outcome"], verdict["title"], verdict["titles"]) == ("refer", None, [])
    assert stands(found["education"]) == ("refer", "2.1.4") and "通知写的是“具备博士学位”" in found["education"]["zh"]
    assert stands(findings(notice, applicant(education="below"))["education"]) == ("unmet", "2.1.1")
    assert stands(findings(notice, applicant())["education"]) == ("met", "2.1.2")


def test_months_of_probation_go_by_what_the_education_counts_as() -> None:
    changed = deepcopy(published()[CITY])
    [technicians] = [r for r in changed["requirements"] if r["kind"] == "probation" and r["clause"] == "2.1.1"]
    technicians["of"] = ["junior_college"]
    changed["requirements"].append({**technicians, "of": ["secondary_vocational"], "months": 36})
    since = "2024-05-01"
    for education, completion, earliest in (
        ("junior_college", "graduated", None),
        ("secondary_vocational", "graduated", "2027-05-01"),
        ("technical_intermediate", "graduated", "2027-05-01"),
        ("technical_senior", "graduated", None),
        ("junior_college", "completed", "2027-05-01"),
        ("bachelor", "completed", None),
    ):
        answers = applicant(education=education, completion=completion, post_since=since)
        assert evaluate(changed, answers, TODAY)["earliest"] == earliest, (education, completion)


# Who is admitted, and where else


def test_a_clause_for_an_origin_is_cited_before_one_for_everybody() -> None:
    assert stands(findings(published()[CITY], applicant(origin="hk_mo_tw"))["affiliation"]) == ("met", "1.3")
    assert stands(findings(published()[CITY], applicant(origin=None))["affiliation"]) == ("met", "1.1")


def test_while_the_origin_is_open_a_place_that_only_some_origins_may_work_at_is_open() -> None:
    found = findings(published()[CITY], applicant(affiliation="city-other", origin=None))
    assert stands(found["affiliation"]) == ("unknown", "1.3")


def test_without_any_other_notice_known_nobody_is_sent_elsewhere() -> None:
    notice = {**published()[CITY], "elsewhere": []}
    found = findings(notice, applicant(affiliation="etdz-unit"))["affiliation"]
    assert stands(found) == ("unmet", "1.1") and "no notice known here admits it" in found["en"]


# Openings


def opening(cutoff: str, closes: str) -> JsonObject:
    [known] = published()[CITY]["openings"]
    window = {"key": "online", "clause": "6.a", "opens": "2026-01-01", "closes": closes, "quote": ""}
    return {**known, "cutoff": {**known["cutoff"], "date": cutoff}, "windows": [window]}


def test_the_day_chooses_the_first_opening_not_closed_and_the_last_when_all_are() -> None:
    openings = [opening("2026-04-30", "2026-05-31"), opening("2026-10-31", "2026-11-30")]
    notice = read_notice({**published()[CITY], "openings": openings})
    waiting = applicant(post_since="2025-07-01")
    for day, outcome, states in (
        ("2025-12-31", "not_yet", ["upcoming", "upcoming"]),
        ("2026-01-01", "not_yet", ["open", "open"]),
        ("2026-05-31", "not_yet", ["open", "open"]),
        ("2026-06-01", "eligible", ["closed", "open"]),
        ("2027-01-01", "eligible", ["closed", "closed"]),
    ):
        verdict = evaluate(notice, waiting, day)
        assert (verdict["outcome"], [window["state"] for window in verdict["windows"]]) == (outcome, states)
        assert [window["closes"] for window in verdict["windows"]] == ["2026-05-31", "2026-11-30"]
        # Open answers are looked ahead from the same opening, whichever was asked for before.
        partial = evaluate(notice, waiting | {"assessments": None}, day)
        assert (partial["outcome"], partial["next"]) == ("incomplete", ["assessments"])
        late = evaluate(notice, waiting | {"school": "overseas", "post_since": None}, day)
        assert (late["outcome"], late["next"]) == ("refer", [])


def test_openings_are_looked_ahead_each_from_its_own_cut_off() -> None:
    """Whoever starts work in the year after the first cut-off's is asked for courses in the second opening alone."""
    openings = [opening("2026-04-30", "2026-05-31"), opening("2027-04-30", "2027-05-31")]
    notice = read_notice({**published()[CITY], "openings": openings})
    answers = applicant(education="doctor", working_since="2027-01-01", courses=[], assessments=None)
    for _ in range(2):
        assert evaluate(notice, answers | {"courses": None}, "2026-05-01")["next"] == ["assessments"]
        assert evaluate(notice, answers | {"courses": None}, "2027-05-01")["next"] == ["assessments", "courses"]


def test_a_round_without_windows_is_closed_from_the_first_day_but_still_judged() -> None:
    openings = [{**opening("2026-04-30", "2026-05-31"), "windows": []}]
    verdict = evaluate({**published()[CITY], "openings": openings}, applicant(), "2000-01-01")
    assert (verdict["windows"], verdict["outcome"]) == ([], "eligible")


def test_a_notice_read_once_and_its_published_form_give_the_same_bytes() -> None:
    for name in (CITY, ZONE):
        for answers in ({}, applicant(name), applicant(name, series=None)):
            again = canonical_json(evaluate(read_notice(published()[name]), answers, TODAY))
            assert again == canonical_json(evaluate(published()[name], answers, TODAY))


# Materials


def test_a_paper_that_hangs_on_two_answers_waits_for_those_that_are_open() -> None:
    item = {**published()[CITY]["materials"][0], "when": {"dispatched": [True], "education": ["doctor", "master"]}}
    notice = {**published()[CITY], "materials": [item]}

    def papers(**answers: Any) -> tuple[list[str], list[str]]:
        verdict = evaluate(notice, applicant(**answers), TODAY)
        return [shown["key"] for shown in verdict["materials"]], verdict["next"]

    assert papers(dispatched=True, education="doctor") == (["application_form"], [])
    assert papers(dispatched=True, education="bachelor") == ([], [])
    assert papers(dispatched=False, education="doctor") == ([], [])
    assert papers(dispatched=None, education="doctor") == ([], ["dispatched"])
    assert papers(dispatched=None, education="bachelor") == ([], [])
    # Of the education every other value changes the title, too.
    assert papers(dispatched=True, education=None)[1] == ["education"]


def test_a_paper_for_every_value_of_an_open_answer_is_listed_before_it_is_given() -> None:
    item = {**published()[CITY]["materials"][0], "when": {"dispatched": [True, False]}}
    verdict = evaluate({**published()[CITY], "materials": [item]}, applicant(dispatched=None), TODAY)
    assert ([shown["key"] for shown in verdict["materials"]], verdict["next"]) == (["application_form"], [])
    assert verdict["materials"][0].keys() == {"key", "clause", "copies", "zh", "en"}


def test_a_paper_without_a_condition_is_handed_in_by_everybody() -> None:
    item = {key: value for key, value in published()[CITY]["materials"][0].items() if key != "when"}
    verdict = evaluate({**published()[CITY], "materials": [item]}, {}, TODAY)
    assert [shown["key"] for shown in verdict["materials"]] == ["application_form"]


def test_a_question_for_a_paper_alone_comes_after_one_that_settles_the_outcome() -> None:
    item = {**published()[CITY]["materials"][0], "when": {"completion": ["graduated"], "school": ["regular"]}}
    notice = {**without("completion"), "materials": [item]}
    assert evaluate(notice, applicant(completion=None, school=None), TODAY)["next"] == ["school", "completion"]
    notice = {**without("school"), "materials": [item]}
    answers = applicant(completion=None, school=None, assessments=None)
    assert evaluate(notice, answers, TODAY)["next"] == ["completion", "school", "assessments"]


def test_what_only_others_can_judge_is_told_with_its_clause_in_both_languages() -> None:
    stated = {item["clause"]: item for item in published()[CITY]["residual"]}
    told = evaluate(published()[CITY], applicant(), TODAY)["residual"]
    assert told and all(item == {key: stated[item["clause"]][key] for key in ("clause", "zh", "en")} for item in told)

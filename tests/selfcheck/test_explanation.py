"""What stands around a verdict: what decides it, what could still change it, and what cannot all be true."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from applicants import APPLICANTS, ELIGIBLE, read_answers
from partial_answers import CITY, QUESTIONS, TODAY, ZONE, as_json, draw, favourable, notice, published, space

from generator.folders import ROOT
from generator.words.load import OF_RESULTS
from selfcheck import InputError, evaluate, every_json, explain, explain_json
from selfcheck.answers import JsonObject
from selfcheck.every import for_every
from selfcheck.explanation import DECIDING
from selfcheck.notice import Notice, read_notice
from selfcheck.texts import canonical_json
from selfcheck.words import WORDS

CASES = ROOT / "tests" / "cases"
NO_NAME = "Expecting property name enclosed in double quotes"
BEST_FIRST = ("eligible", "not_yet", "refer", "incomplete", "ineligible")


def seen(name: str, explanation: JsonObject) -> Any:
    match name:
        case "outcome":
            return explanation["verdict"]["outcome"]
        case "what_if":
            return [shortly(each) for each in explanation["what_if"]]
        case "notes":
            return [note["key"] for note in explanation["notes"]]
        case "clauses":
            return [[change["clause"] for change in each["changes"]] for each in explanation["what_if"]]
        case "zh" | "en":
            return [each[name] for each in (*explanation["what_if"], *explanation["notes"])]
        case "zh_changes" | "en_changes":
            return [change[name[:2]] for each in explanation["what_if"] for change in each["changes"]]
        case _:
            return explanation[name]


def shortly(told: JsonObject) -> JsonObject:
    changes = {change["key"]: change["to"] for change in told["changes"]}
    return changes | {"leads_to": " ".join(filter(None, (told["outcome"], told["title"])))}


@pytest.mark.parametrize("case", sorted((CASES / "explanations").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_explanation_is_as_the_case_says(case: Path) -> None:
    said = yaml.safe_load(case.read_text())
    applicant = APPLICANTS[said["applicant"]]
    explanation = explain(published()[applicant.notice], applicant.answers | read_answers(said["but"]), TODAY)
    assert {name: seen(name, explanation) for name in said["expect"]} == said["expect"]


def test_the_verdict_in_an_explanation_is_the_verdict() -> None:
    for name in published():
        for answers in draw(name, count=30, most=10**12, seed=11):
            given = as_json(answers)
            assert explain(notice(name), given, TODAY)["verdict"] == evaluate(notice(name), given, TODAY)


# What if


def applicants(name: str) -> Iterator[JsonObject]:
    """Complete answers that are refused, open or early in one to four ways that can be changed, and in others."""
    bad = {
        "contract": False,
        "sanctioned": True,
        "access_qualification": False,
        "series": "lawyer",
        "origin": "foreign",
        "foreign_document": "none",
        "post_since": space(name)["post_since"][-1],
        "courses": (),
        "school": "overseas",
    }
    for size in range(1, 5):
        for keys in combinations(bad, size):
            yield as_json(favourable(name) | {key: bad[key] for key in keys})


def deeds(name: str, told: JsonObject | None, answers: JsonObject) -> JsonObject:
    """Everything that can be done at all, by key; where ``told``, what it says."""
    if told is not None:
        return {change["key"]: change["to"] for change in told["changes"]}
    cutoff = date.fromisoformat(published()[name]["openings"][-1]["cutoff"]["date"])
    complete = date.fromisoformat(answers["post_since"]).replace(year=int(answers["post_since"][:4]) + 1)
    documents = next(r["accepts"] for r in published()[name]["requirements"] if r["kind"] == "foreign_document")
    return {
        "wait": max(complete, cutoff).isoformat(),
        "sanctioned": False,
        "contract": True,
        "foreign_document": documents,
        "access_qualification": True,
        "courses": list(range(1990, max(cutoff.year, complete.year) + 1)),
    }


def after(name: str, answers: JsonObject, done: JsonObject) -> JsonObject:
    """The verdict once ``done``, from answers and, for waiting, a notice changed by hand."""
    changed, asked = dict(answers), notice(name)
    for key, to in done.items():
        if key == "wait":
            asked = with_cutoff(name, to)
        elif key == "courses":
            changed[key] = sorted({*changed[key], *to})
        else:
            changed[key] = to[0] if isinstance(to, list) else to
    return evaluate(asked, changed, TODAY)


@cache
def with_cutoff(name: str, cutoff: str) -> Notice:
    *others, opening = published()[name]["openings"]
    moved = {**opening, "cutoff": {**opening["cutoff"], "date": cutoff}}
    return read_notice({**published()[name], "openings": [*others, moved]})


@pytest.mark.parametrize("name", [CITY, ZONE])
def test_each_set_of_changes_leads_to_what_it_says_and_none_of_it_can_be_left_out(name: str) -> None:
    offered = 0
    for answers in applicants(name):
        for told in explain(notice(name), answers, TODAY)["what_if"]:
            offered += 1
            done = deeds(name, told, answers)
            verdict = after(name, answers, done)
            assert (verdict["outcome"], verdict["title"]) == (told["outcome"], told["title"]), (answers, done)
            for key in done:
                fewer = after(name, answers, {other: to for other, to in done.items() if other != key})
                assert BEST_FIRST.index(fewer["outcome"]) > BEST_FIRST.index(told["outcome"]), (answers, done, key)
    assert offered > 100


@pytest.mark.parametrize("name", [CITY, ZONE])
def test_whatever_can_be_reached_at_all_is_offered(name: str) -> None:
    for answers in list(applicants(name))[::3]:
        explanation = explain(notice(name), answers, TODAY)
        possible = deeds(name, None, answers)
        sets = chain.from_iterable(combinations(possible, size) for size in range(1, len(possible) + 1))
        now = BEST_FIRST.index(explanation["verdict"]["outcome"])
        for keys in sets:
            place = BEST_FIRST.index(after(name, answers, {key: possible[key] for key in keys})["outcome"])
            if place < now:
                assert any(
                    BEST_FIRST.index(told["outcome"]) <= place and {c["key"] for c in told["changes"]} <= set(keys)
                    for told in explanation["what_if"]
                ), (answers, keys)


def test_a_year_that_is_over_is_offered_as_something_that_the_notice_leaves_open() -> None:
    answers = ELIGIBLE | {"courses": [2024, 2025]}
    [current] = explain(published()[CITY], answers, "2026-12-31")["what_if"]
    [over] = explain(published()[CITY], answers, "2027-01-01")["what_if"]
    assert "没有写明" in over["zh"] and "does not say" in over["en"]
    assert "没有写明" not in current["zh"] and "does not say" not in current["en"]


def test_waiting_names_the_round_to_apply_in_and_is_judged_by_its_cut_off() -> None:
    later = {"notice": "lianyungang-city-2026-h2", "cutoff": "2027-01-15"}
    known = {**published()[CITY], "rounds": [*published()[CITY]["rounds"], later]}
    [told] = explain(known, ELIGIBLE | {"post_since": "2025-06-10"}, TODAY)["what_if"][:1]
    assert told["round"] == "lianyungang-city-2026-h2"
    # The later cut-off's own year is not passed yet, so that waiting alone leaves it open.
    assert shortly(told) == {"wait": "2026-06-10", "courses": [2027], "leads_to": "eligible assistant"}


def test_a_round_whose_cut_off_is_the_very_day_is_the_one_to_wait_for() -> None:
    rounds = [{"notice": "next", "cutoff": "2026-06-10"}, {"notice": "last", "cutoff": "2027-01-15"}]
    answers = ELIGIBLE | {"post_since": "2025-06-10"}
    [told] = explain({**published()[CITY], "rounds": rounds}, answers, TODAY)["what_if"]
    assert (told["round"], shortly(told)) == ("next", {"wait": "2026-06-10", "leads_to": "eligible assistant"})


def test_a_notice_that_accepts_one_document_alone_asks_for_that() -> None:
    changed = [r | ({"accepts": ["permanent_residence"]} if "accepts" in r else {}) for r in requirements(CITY)]
    answers = ELIGIBLE | {"origin": "foreign", "foreign_document": "none"}
    [told] = explain({**published()[CITY], "requirements": changed}, answers, TODAY)["what_if"]
    assert shortly(told) == {"foreign_document": ["permanent_residence"], "leads_to": "eligible assistant"}


def requirements(name: str) -> list[JsonObject]:
    asked: list[JsonObject] = published()[name]["requirements"]
    return asked


def test_a_contradiction_never_changes_the_verdict() -> None:
    for but in ({"foreign_document": "work_permit"}, {"courses": [2024, 2025, 2026, 2030]}, {"public_post": True}):
        answers = ELIGIBLE | {"dispatched": False}
        assert evaluate(published()[CITY], answers | but, TODAY) == evaluate(published()[CITY], answers, TODAY)


# Words


def test_every_finding_but_an_open_one_quotes_the_words_of_its_clause_and_has_the_clause_in_both_languages() -> None:
    for name in published():
        quotes = [requirement["quote"] for requirement in published()[name]["requirements"]]
        title = published()[name]["title"]["zh"]
        clauses = published()[name]["clauses"]
        texts = {clause["id"]: {"zh": clause["zh"], "en": clause["en"]} for clause in clauses}
        for answers in draw(name, count=300, most=10**12, seed=12):
            explanation = explain(notice(name), as_json(answers), TODAY)
            for finding in explanation["verdict"]["findings"]:
                if finding["status"] == "unknown" or finding["clause"] is None:
                    continue
                said = finding["zh"]
                quoted = any(part in said for quote in quotes for part in (quote, quote[-12:]))
                words = any(f"“{w}”" in said for r in published()[name]["requirements"] for w in open_words(r))
                # An amended clause is told by the notice that amends it.
                assert quoted or words or title in said, finding
                assert explanation["quotes"][finding["clause"]] == texts[finding["clause"]]


def test_an_english_finding_has_no_chinese_but_in_brackets() -> None:
    outside = re.compile(r"\([^()]*\)|（[^（）]*）")
    for name in published():
        for answers in draw(name, count=300, most=10**12, seed=13):
            for finding in evaluate(notice(name), as_json(answers), TODAY)["findings"]:
                rest = outside.sub("", outside.sub("", finding["en"]))
                assert not re.search("[㐀-鿿]", rest), finding["en"]


def open_words(requirement: JsonObject) -> list[str]:
    inner = requirement.get("open") or {}
    return [w for w in (requirement.get("words"), requirement.get("own_conditions_words"), inner.get("words")) if w]


def test_the_words_have_both_languages_with_the_same_values() -> None:
    def values(text: str) -> set[str]:
        return {part.split("}")[0] for part in text.split("{")[1:]}

    for part in ("changes", "what_if", "notes", *OF_RESULTS):
        for name, said in WORDS[part].items():
            assert values(said["zh"]) == values(said["en"]), name
    for name, said in WORDS["findings"].items():
        assert values(said["zh"]) == values(said["en"]), name
    for question in QUESTIONS.values():
        for said in (*question.doubts, question.change or {}, (question.change or {}).get("past", {})):
            assert values(said.get("zh", "")) == values(said.get("en", "")), question.id
    for kind in (kind for name in (CITY, ZONE) for kind in published()[name]["kinds"]):
        for reason, said in kind["sentences"].items():
            # A quote may be left out while the answer is open.
            assert values(said["zh"]) ^ values(said["en"]) <= {"quote"}, (kind["id"], reason)


def test_every_outcome_has_its_words() -> None:
    assert set(WORDS["outcome"]) == set(DECIDING)


@pytest.mark.parametrize("name", [CITY, ZONE])
def test_findings_stand_in_the_order_of_the_registers_kinds(name: str) -> None:
    order = [kind["id"] for kind in published()[name]["kinds"]]
    found = [finding["rule"] for finding in evaluate(notice(name), {}, TODAY)["findings"]]
    assert found == [kind for kind in order if kind in found] and len(found) == 13


# Texts, and every notice


def test_an_explanation_as_text_is_canonical_json() -> None:
    answers = ELIGIBLE | {"courses": []}
    text = explain_json(json.dumps(published()[CITY]), json.dumps(answers), TODAY)
    assert json.loads(text) == explain(published()[CITY], answers, TODAY)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_one_applicant_is_held_against_every_notice() -> None:
    answers = ELIGIBLE
    found = for_every(evaluate, [published()[CITY], notice(ZONE)], answers, TODAY)
    assert [(verdict["notice"], verdict["outcome"]) for verdict in found] == [(CITY, "eligible"), (ZONE, "ineligible")]
    assert found[0] == evaluate(published()[CITY], answers, TODAY)
    texts = json.dumps([json.dumps(published()[name]) for name in (CITY, ZONE)])
    assert every_json(texts, json.dumps(answers), TODAY) == canonical_json(found)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("[", "{}", TODAY), "notices: expected JSON, found Expecting value: line 1 column 2 (char 1)"),
        (('["{"]', "{}", TODAY), f"notice: expected JSON, found {NO_NAME}: line 1 column 2 (char 1)"),
        (("[]", "{", TODAY), f"answers: expected JSON, found {NO_NAME}: line 1 column 2 (char 1)"),
    ],
)
def test_a_text_at_fault_among_those_of_every_notice_is_named(given: tuple[Any, ...], message: str) -> None:
    with pytest.raises(InputError) as error:
        every_json(*given)
    assert str(error.value) == message


def test_a_wrong_day_is_named_by_an_explanation_too() -> None:
    with pytest.raises(InputError) as error:
        explain(published()[CITY], {}, "2026")
    assert (str(error.value), error.value.key) == ('today: expected a date as YYYY-MM-DD, found "2026"', "today")


def test_an_affiliation_of_another_area_is_no_answer_to_a_notice() -> None:
    place = {"id": "suzhou-unit", "zh": "苏州市直单位", "en": "a unit of Suzhou"}
    places = {"values": [place, {**place, "id": "elsewhere"}]}
    own = {"affiliation": {"admits": ["suzhou-unit"]}, "contract": {"of": ["suzhou-unit"]}}
    suzhou = {
        **published()[CITY],
        "id": "suzhou-2026-h1",
        "requirements": [requirement | own.get(requirement["kind"], {}) for requirement in requirements(CITY)],
        "elsewhere": [],
        "questions": [q | (places if q["id"] == "affiliation" else {}) for q in published()[CITY]["questions"]],
    }
    found = for_every(evaluate, [published()[CITY], suzhou], ELIGIBLE, TODAY)
    assert [verdict["outcome"] for verdict in found] == ["eligible", "incomplete"]
    assert "affiliation" in found[1]["next"]


@pytest.mark.parametrize("answers", [{"affiliation": "nowhere"}, {"affiliation": 7}, {"affiliation": []}, [], {"a": 1}])
def test_answers_that_no_notice_accepts_are_bad_input(answers: Any) -> None:
    with pytest.raises(InputError):
        for_every(evaluate, [published()[CITY], published()[ZONE]], answers, TODAY)


def test_hours_that_no_question_asks_offer_no_change() -> None:
    explanation = explain(notice("hours"), as_json(favourable("hours")), TODAY)
    assert (explanation["verdict"]["outcome"], explanation["decisive"]) == ("refer", ["continuing_education"])
    assert explanation["what_if"] == []


def test_a_text_that_is_no_json_is_named_by_what_it_stands_for() -> None:
    with pytest.raises(InputError, match=r"^answers: expected JSON, found "):
        explain_json(json.dumps(published()[CITY]), "{", TODAY)
    with pytest.raises(InputError, match=r"^notice: expected JSON, found "):
        explain_json("{", "{}", TODAY)


@pytest.mark.parametrize("name", [CITY, ZONE])
def test_windows_are_told_as_published_each_with_its_state(name: str) -> None:
    published_ones = published()[name]["openings"][-1]["windows"]
    told = evaluate(notice(name), {}, "2000-01-01")["windows"]
    keys = ("key", "clause", "opens", "closes")
    assert told == [{**{key: window[key] for key in keys}, "state": "upcoming"} for window in published_ones]

"""One education with several titles: each row alone is judged as ever, and the verdict is that of the best.

What a row alone comes to is asked of the same notice with that row as the only one for the education.
"""

from functools import cache
from itertools import product
from typing import Any

import pytest
from partial_answers import CITY, EDUCATION, TODAY, ZONE, as_json, ask, draw, favourable, notice, published, space

from selfcheck import evaluate
from selfcheck.answers import JsonObject
from selfcheck.notice import Notice, read_notice

SEVERAL = "several_titles"
BEST_FIRST = ("eligible", "not_yet", "refer", "ineligible")
MOST_ROWS = 3


@cache
def with_one_row(place: int) -> Notice:
    """The notice in which each education keeps of its rows the one at ``place``, or its last."""
    stated = published()[SEVERAL]["requirements"]
    rows: dict[str, list[JsonObject]] = {}
    for row in (r for r in stated if r["kind"] == "education"):
        for held in row["admits"]:
            rows.setdefault(held, []).append(row)
    kept = {held: own[min(place, len(own) - 1)] for held, own in rows.items()}
    alone = [
        r | {"admits": [h for h in r["admits"] if kept[h] is r]} if r["kind"] == "education" else r for r in stated
    ]
    return read_notice({**published()[SEVERAL], "requirements": [r for r in alone if r.get("admits") != []]})


def by_each_row(answers: JsonObject) -> list[JsonObject]:
    """The verdicts by one row each, alike ones once."""
    found: list[JsonObject] = []
    for place in range(MOST_ROWS):
        verdict = evaluate(with_one_row(place), answers, TODAY)
        found += [] if verdict in found else [verdict]
    return found


def best(verdicts: list[JsonObject]) -> list[JsonObject]:
    """The best of verdicts: of those that only wait the first in time."""
    outcome = min((verdict["outcome"] for verdict in verdicts), key=BEST_FIRST.index)
    found = [verdict for verdict in verdicts if verdict["outcome"] == outcome]
    if outcome == "not_yet":
        soonest = min(verdict["earliest"] for verdict in found)
        found = [verdict for verdict in found if verdict["earliest"] == soonest]
    return found


def height(title: str) -> int:
    return [each["id"] for each in published()[SEVERAL]["titles"]].index(title)


@cache
def judged() -> list[tuple[JsonObject, JsonObject, list[JsonObject]]]:
    """Complete answers, the verdict, and those by each row alone.

    Every education, however finished and whenever begun, and what refuses it or leaves it open.
    """
    domain: dict[str, tuple[Any, ...]] = {
        "education": EDUCATION,
        "completion": space(SEVERAL)["completion"],
        "post_since": space(SEVERAL)["post_since"],
        "series": ("engineering", "archives", "other"),
        "school": ("regular", "overseas"),
        "assessments": (True, False),
    }
    chosen = (favourable(SEVERAL) | dict(zip(domain, values, strict=True)) for values in product(*domain.values()))
    return [(answers, ask(SEVERAL, answers), by_each_row(as_json(answers))) for answers in chosen]


def test_each_title_is_judged_as_if_it_alone_were_applied_for() -> None:
    for answers, verdict, by_row in judged():
        alone: dict[str, list[JsonObject]] = {}
        for each in by_row:
            for title in each["titles"]:
                alone.setdefault(title["title"], []).append(each)
        expected = []
        for title in sorted(alone, key=height, reverse=True):
            chosen = best(alone[title])
            outcome = chosen[0]["outcome"]
            earliest = chosen[0]["earliest"] if outcome == "not_yet" else None
            expected.append((title, outcome, earliest, {each["titles"][0]["clause"] for each in chosen}))
        told = verdict["titles"]
        assert [(t["title"], t["outcome"], t["earliest"]) for t in told] == [each[:3] for each in expected], answers
        assert all(t["clause"] in each[3] for t, each in zip(told, expected, strict=True)), answers


def test_the_verdict_is_that_of_the_best_title_and_of_equal_ones_of_the_highest() -> None:
    reached = set()
    for answers, verdict, by_row in judged():
        chosen = best(by_row)
        if verdict["outcome"] != "ineligible":
            highest = max(chosen, key=lambda each: height(each["title"]) if each["title"] else -1)["title"]
            chosen = [each for each in chosen if each["title"] == highest]
        assert without_titles(verdict) in [without_titles(each) for each in chosen], answers
        reached.add((verdict["outcome"], verdict["title"], len(verdict["titles"])))
    assert {("eligible", "intermediate", 2), ("eligible", "assistant", 2), ("not_yet", "technician", 2)} <= reached
    assert {("refer", None, 2), ("ineligible", None, 2), ("ineligible", None, 0)} <= reached


def without_titles(verdict: JsonObject) -> JsonObject:
    return {name: value for name, value in verdict.items() if name != "titles"}


@pytest.mark.parametrize(
    ("education", "since", "outcome", "title", "earliest"),
    [
        ("junior_college", "2020-04-30", "eligible", "assistant", None),  # six years: not technician, but assistant
        ("junior_college", "2023-04-30", "eligible", "assistant", None),
        ("junior_college", "2023-05-02", "eligible", "technician", None),
        ("junior_college", "2025-05-02", "not_yet", "technician", "2026-05-02"),
        ("bachelor", "2023-04-30", "eligible", "intermediate", None),
        ("bachelor", "2023-05-01", "eligible", "assistant", None),  # complete for the higher with its first day alone
        ("master", "2026-04-30", "eligible", "assistant", None),
        ("master", "2020-04-30", "eligible", "intermediate", None),
        ("doctor", "2026-04-30", "eligible", "intermediate", None),
    ],
)
def test_who_has_waited_longer_gets_the_higher_title(
    education: str, since: str, outcome: str, title: str, earliest: str | None
) -> None:
    verdict = ask(SEVERAL, favourable(SEVERAL) | {"education": education, "post_since": since})
    assert (verdict["outcome"], verdict["title"], verdict["earliest"]) == (outcome, title, earliest)


def test_while_the_time_is_open_the_title_is_the_one_that_no_answer_lowers() -> None:
    answers = {key: value for key, value in favourable(SEVERAL).items() if key != "post_since"}
    told = {held: ask(SEVERAL, answers | {"education": held}) for held in ("master", "bachelor", "doctor")}
    assert {held: (v["outcome"], v["title"], v["next"]) for held, v in told.items()} == {
        "master": ("eligible", "assistant", ["post_since"]),
        "bachelor": ("incomplete", "assistant", ["post_since"]),
        "doctor": ("eligible", "intermediate", []),
    }
    assert [(t["title"], t["outcome"]) for t in told["master"]["titles"]] == [
        ("intermediate", "incomplete"),
        ("assistant", "eligible"),
    ]


def test_papers_and_what_others_judge_are_those_of_the_row_that_gives_the_title() -> None:
    """The form is asked for by one row's clause."""
    for since, form in (("2023-04-30", True), ("2023-05-02", False), ("2025-05-02", False)):
        verdict = ask(SEVERAL, favourable(SEVERAL) | {"post_since": since})
        assert ("application_form" in [item["key"] for item in verdict["materials"]]) == form
        own = [item["clause"] for item in verdict["residual"] if item["clause"].startswith("2.1.")]
        assert own == (["2.1.4"] if form else ["2.1.2"])


@pytest.mark.parametrize("name", [CITY, ZONE])
def test_with_one_row_an_education_the_only_title_says_what_the_verdict_says(name: str) -> None:
    told = 0
    for answers in draw(name, count=200, most=10**12, seed=14):
        verdict = evaluate(notice(name), as_json(answers), TODAY)
        assert len(verdict["titles"]) <= 1
        for title in verdict["titles"]:
            told += 1
            earliest = verdict["earliest"] if verdict["outcome"] == "not_yet" else None
            assert (title["outcome"], title["earliest"]) == (verdict["outcome"], earliest), answers
            assert verdict["title"] in (title["title"], None)
    assert told > 40

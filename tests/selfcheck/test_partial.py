"""Partial answers: every verdict is held against the verdicts on all of its completions, one by one."""

from collections import defaultdict
from itertools import product
from typing import Any

import pytest
from partial_answers import (
    CITY,
    QUESTIONS,
    ZONE,
    ask,
    completions,
    draw,
    favourable,
    open_values,
    published,
    space,
    told,
)

from selfcheck.answers import JsonObject

NOTICES = list(published())
GROUPS = (
    ("affiliation", "origin", "foreign_document", "contract"),
    ("series", "access_qualification", "education_year", "field_matches"),
    ("education", "completion", "school", "post_since"),
    ("series", "education", "completion"),
    ("working_since", "courses", "status", "public_post"),
    ("sanctioned", "assessments", "dispatched", "school"),
)
"""Questions that rules or materials tie together, and some that nothing does."""


BY_ROW = ("series", "education", "probation")
"""Rules whose findings depend on the row of the level table."""


class Whole:
    """The completions of partial answers, each with its verdict."""

    def __init__(self, name: str, answers: JsonObject) -> None:
        self.open = list(open_values(name, answers))
        found = [(each, ask(name, each)) for each in completions(name, answers)]
        self.verdicts = {tuple(each[key] for key in self.open): verdict for each, verdict in found}

    @property
    def outcome(self) -> str:
        outcomes = {verdict["outcome"] for verdict in self.verdicts.values()}
        return outcomes.pop() if len(outcomes) == 1 else "incomplete"

    @property
    def next(self) -> set[str]:
        """The open answers for which two completions differ in nothing else, and in what is told."""
        return set() if self.outcome == "ineligible" else {key for key in self.open if self.changes(key)}

    def changes(self, key: str) -> bool:
        at = self.open.index(key)
        seen: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        return any(
            seen.setdefault((*values[:at], *values[at + 1 :]), told(verdict)) != told(verdict)
            for values, verdict in self.verdicts.items()
        )

    def statuses(self) -> dict[str, set[str]]:
        found = defaultdict(set)
        for verdict in self.verdicts.values():
            for finding in verdict["findings"]:
                found[finding["rule"]].add(finding["status"])
        return found


def assert_exact(name: str, answers: JsonObject) -> None:
    whole, verdict = Whole(name, answers), ask(name, answers)
    assert (verdict["outcome"], set(verdict["next"])) == (whole.outcome, whole.next), answers
    assert_titles(name, verdict, list(whole.verdicts.values()))
    # Whoever is refused has no row, and needs none of its papers.
    taken = [v for v in whole.verdicts.values() if v["outcome"] != "ineligible"] or list(whole.verdicts.values())
    sure = set.intersection(*({item["key"] for item in v["materials"]} for v in taken))
    assert {item["key"] for item in verdict["materials"]} == sure
    statuses = whole.statuses()
    for finding in verdict["findings"]:
        possible = statuses[finding["rule"]]
        if finding["rule"] in BY_ROW and len(verdict["titles"]) > 1:
            continue  # of the best row, which may be another in each completion
        if finding["status"] == "unknown":
            assert len(possible) > 1, (finding["rule"], answers)
        else:
            # A contract held is met before it is known whether it is asked for.
            assert possible <= {finding["status"]} or possible == {"met", "not_applicable"}, (finding, answers)


def assert_titles(name: str, verdict: JsonObject, completed: list[JsonObject]) -> None:
    """The title is the highest that no completion lowers; each of the titles is judged as all completions judge it."""
    heights = [title["id"] for title in published()[name]["titles"]]
    likely = {found["title"] for found in completed if found["outcome"] != "ineligible"}
    if verdict["title"] or not likely:
        assert min(likely, key=heights.index, default=None) == verdict["title"]
    for title in verdict["titles"]:
        found = {each["outcome"] for v in completed for each in v["titles"] if each["title"] == title["title"]}
        assert title["outcome"] == (found.pop() if len(found) == 1 else "incomplete"), title
    settled = [title["title"] for title in verdict["titles"]]
    assert settled == sorted(settled, key=heights.index, reverse=True)


@pytest.mark.parametrize("name", NOTICES)
def test_a_partial_verdict_is_what_all_completions_say(name: str) -> None:
    for answers in draw(name, count=150 if name in (CITY, ZONE) else 30, most=100, seed=1):
        assert_exact(name, answers)


@pytest.mark.parametrize("keys", GROUPS, ids=" ".join)
@pytest.mark.parametrize("name", [CITY, ZONE])
def test_of_questions_that_belong_together_every_partial_answer_is_exact(name: str, keys: tuple[str, ...]) -> None:
    for values in product(*((None, *space(name)[key]) for key in keys)):
        chosen = dict(zip(keys, values, strict=True))
        answers = {key: chosen.get(key, value) for key, value in favourable(name).items()}
        assert_exact(name, {key: value for key, value in answers.items() if value is not None})


@pytest.mark.parametrize("name", NOTICES)
def test_nothing_is_asked_of_complete_answers_and_their_outcome_is_settled(name: str) -> None:
    for answers in draw(name, count=20, most=40, seed=2):
        for complete in completions(name, answers):
            verdict = ask(name, complete)
            assert verdict["next"] == [] and verdict["outcome"] != "incomplete"
            assert "unknown" not in {finding["status"] for finding in verdict["findings"]}


def test_where_every_completion_is_refused_the_outcome_is_ineligible_though_no_rule_alone_is_unmet() -> None:
    """Archivists: refused for the level, or, with a certificate alone, for the education."""
    answers = {key: v for key, v in favourable(CITY).items() if key != "completion"} | {"series": "archives"}
    verdict = ask(CITY, answers)
    assert (verdict["outcome"], verdict["next"]) == ("ineligible", [])
    assert "unmet" not in {finding["status"] for finding in verdict["findings"]}


def test_a_refer_that_nothing_can_change_still_asks_for_what_only_adds_a_paper() -> None:
    answers = {key: value for key, value in favourable(CITY).items() if key != "dispatched"} | {"school": "overseas"}
    verdict = ask(CITY, answers)
    assert (verdict["outcome"], verdict["next"]) == ("refer", ["dispatched"])


def test_a_rule_that_all_completions_decide_alike_is_decided() -> None:
    """In transition, or under a series' own conditions: either way refer; it speaks of no series that was not given."""
    verdict = ask(ZONE, {"education_year": 2021, "field_matches": True})
    found = {f["rule"]: (f["status"], f["clause"]) for f in verdict["findings"]}
    assert found["cohort"] == ("refer", "2.1.b")
    [cohort] = [finding for finding in verdict["findings"] if finding["rule"] == "cohort"]
    assert "您2021年取得学历且专业相符" in cohort["zh"]


# The order of the questions

TURNS = (
    ("affiliation", "origin"),
    ("foreign_document", "contract"),
    ("status", "sanctioned"),
    ("series",),
    ("access_qualification",),
    ("education",),
    ("completion", "school"),
    ("education_year", "field_matches"),
    ("post_since", "working_since", "assessments", "courses"),
    ("dispatched", "public_post"),
)
"""The questions in the order in which they are asked; one turn's are asked by the share that settles the outcome."""


@pytest.mark.parametrize("name", NOTICES)
def test_next_goes_turn_by_turn_and_then_by_the_share_of_values_that_settle_the_outcome(name: str) -> None:
    """In a space without intervals and classes, so that shares are counted over all values."""
    turns = {key: at for at, keys in enumerate(TURNS) for key in keys}
    assert turns.keys() == QUESTIONS.keys()
    for answers in draw(name, count=40, most=60, seed=3):
        verdict = ask(name, answers)
        asked = verdict["next"]
        assert [turns[key] for key in asked] == sorted(turns[key] for key in asked)
        if verdict["outcome"] != "incomplete":
            continue
        listed = [key for key in asked if QUESTIONS[key].all_values and turns[key] < 8]
        places = {key: (turns[key], -_settling(name, answers, key)) for key in listed}
        assert [places[key] for key in listed] == sorted(places.values())


def test_courses_that_can_settle_the_outcome_are_asked_before_a_date_that_cannot() -> None:
    answers = {key: v for key, v in favourable(CITY).items() if key not in ("post_since", "courses")}
    assert ask(CITY, answers)["next"] == ["courses", "post_since"]


def _settling(name: str, answers: JsonObject, key: str) -> float:
    outcomes = [ask(name, {**answers, key: value})["outcome"] for value in QUESTIONS[key].all_values]
    return float(sum(outcome != "incomplete" for outcome in outcomes) / len(outcomes))

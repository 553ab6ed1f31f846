"""Partial answers: every verdict is held against the verdicts on all of its completions, one by one."""

from collections import defaultdict
from itertools import product
from typing import Any

import pytest
from partial_answers import CITY, ZONE, ask, completions, draw, favourable, published, space, told

from selfcheck.answers import ANSWERS, TOPICS, JsonObject

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


class Whole:
    """The completions of partial answers, each with its verdict."""

    def __init__(self, name: str, answers: JsonObject) -> None:
        self.open = [key for key in ANSWERS if key not in answers]
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
    likely = [v for v in whole.verdicts.values() if v["outcome"] != "ineligible"]
    if verdict["title"] or not likely:
        assert {v["title"] for v in likely} <= {verdict["title"]}
    sure = set.intersection(*({item["key"] for item in v["materials"]} for v in whole.verdicts.values()))
    assert {item["key"] for item in verdict["materials"]} == sure
    statuses = whole.statuses()
    for finding in verdict["findings"]:
        possible = statuses[finding["rule"]]
        if finding["status"] == "unknown":
            assert len(possible) > 1, (finding["rule"], answers)
        else:
            # A contract held is met before it is known whether it is asked for.
            assert possible <= {finding["status"]} or possible == {"met", "not_applicable"}, (finding, answers)


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


def test_every_question_has_one_topic_in_the_order_of_the_contract() -> None:
    assert [key for keys in TOPICS for key in keys] == list(ANSWERS)


@pytest.mark.parametrize("name", NOTICES)
def test_next_goes_by_topic_and_then_by_the_share_of_values_that_settle_the_outcome(name: str) -> None:
    """In a space without intervals and classes, so that shares are counted over all values."""
    listed = [key for keys in TOPICS[:5] for key in keys]
    for answers in draw(name, count=40, most=60, seed=3):
        verdict = ask(name, answers)
        if verdict["outcome"] != "incomplete":
            continue
        asked = [key for key in verdict["next"] if key in listed]
        places = {
            key: (at, -_settling(name, answers, key)) for at, keys in enumerate(TOPICS) for key in keys if key in asked
        }
        assert [places[key] for key in asked] == sorted(places[key] for key in asked)


def test_courses_that_can_settle_the_outcome_are_asked_before_a_date_that_cannot() -> None:
    answers = {key: v for key, v in favourable(CITY).items() if key not in ("post_since", "courses")}
    assert ask(CITY, answers)["next"] == ["courses", "post_since"]


def _settling(name: str, answers: JsonObject, key: str) -> float:
    listed = ANSWERS[key].values or tuple(known["id"] for known in published()[name]["affiliations"])
    values = (True, False) if ANSWERS[key].kind == "bool" else listed
    settled: list[bool] = [ask(name, {**answers, key: value})["outcome"] != "incomplete" for value in values]
    return sum(settled) / len(settled)

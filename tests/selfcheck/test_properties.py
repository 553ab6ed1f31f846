"""What holds of every verdict: answers never unsettle it, unasked questions never matter, cuts lose nothing."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

import pytest
from partial_answers import CITY, QUESTIONS, ZONE, as_json, ask, draw, favourable, notice, published, space, told

from selfcheck import evaluate
from selfcheck.answers import JsonObject
from selfcheck.cuts import cut_answers
from selfcheck.notice import Notice, read_notice
from selfcheck.rules import Rule

NOTICES = list(published())
RECENT_YEARS = range(1998, 2030)


# Answering


@pytest.mark.parametrize("name", NOTICES)
def test_an_answer_never_turns_a_settled_outcome_into_another(name: str) -> None:
    for answers, verdict, further in one_answer_more(name, seed=4):
        if verdict["outcome"] != "incomplete":
            assert ask(name, further)["outcome"] == verdict["outcome"], (answers, further)


@pytest.mark.parametrize("name", NOTICES)
def test_a_question_that_is_not_asked_never_matters_whatever_is_answered(name: str) -> None:
    for answers, verdict, further in one_answer_more(name, seed=4):
        [key] = further.keys() - answers.keys()
        if key not in verdict["next"]:
            after = ask(name, further)
            # Of the refused, materials are not asked.
            same = told(after) == told(verdict) or after["outcome"] == "ineligible" == verdict["outcome"]
            assert same and set(after["next"]) == set(verdict["next"]), (answers, key, further[key])


def one_answer_more(name: str, seed: int) -> Iterator[tuple[JsonObject, JsonObject, JsonObject]]:
    """Partial answers with their verdict, and each with one open answer given, in every way."""
    for answers in draw(name, count=80, most=10**12, seed=seed):
        verdict = ask(name, answers)
        for key in space(name).keys() - answers.keys():
            for value in space(name)[key]:
                yield answers, verdict, {**answers, key: value}


@pytest.mark.parametrize("name", NOTICES)
def test_a_question_once_idle_is_never_asked_again(name: str) -> None:
    random = Random(name)
    for _ in range(40):
        answers, asked = {}, set(QUESTIONS)
        domain = space(name)
        for key in random.sample(list(domain), len(domain)):
            best = favourable(name)[key]
            answers[key] = best if random.random() < 0.9 else random.choice(domain[key])
            verdict = ask(name, answers)
            assert set(verdict["next"]) <= asked - answers.keys()
            asked = set(verdict["next"])
        assert verdict["outcome"] != "incomplete"


@pytest.mark.parametrize("name", [CITY, ZONE])
def test_answering_what_is_asked_first_settles_everything(name: str) -> None:
    random = Random(name)
    for _ in range(40):
        answers: JsonObject = {}
        while asked := ask(name, answers)["next"]:
            answers[asked[0]] = random.choice(space(name)[asked[0]])
        assert ask(name, answers)["outcome"] != "incomplete"


def test_null_and_the_order_of_answers_are_nothing_to_the_verdict() -> None:
    for name in NOTICES:
        for answers in draw(name, count=5, most=10**12, seed=6):
            given = as_json(answers)
            nulls = {key: given.get(key) for key in reversed(QUESTIONS)}
            assert evaluate(published()[name], nulls, "2026-05-20") == ask(name, answers)


# Rules and their answers


class Recorded(dict[str, Any]):
    """Answers that remember which were looked at."""

    def __init__(self, answers: JsonObject) -> None:
        super().__init__(answers)
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return super().__getitem__(key)


def rule_of(asked: Notice, name: str) -> Rule:
    return next(rule for rule in asked.rules if rule.id == name)


def statuses(asked: Notice, rule: Rule, answers: JsonObject) -> list[str]:
    """What the rule finds on each row that is open to the applicant; one status where it does not go by the row."""
    given = {**dict.fromkeys(asked.questions), **answers}
    levels = asked.levels(given) if rule.by_row else asked.levels(given)[:1]
    return [asked.find(rule, given, level).status for level in levels]


@pytest.mark.parametrize("name", NOTICES)
def test_a_rule_reads_exactly_the_answers_that_it_declares(name: str) -> None:
    asked = notice(name)
    domain = {key: cut.values for key, cut in cut_answers(asked).items()}
    for rule in asked.rules:
        read: set[str] = set()
        for values in product(*((None, *domain[key]) for key in rule.reads)):
            answers = Recorded({**dict.fromkeys(QUESTIONS), **dict(zip(rule.reads, values, strict=True))})
            levels = asked.levels(answers) if rule.by_row else asked.levels(dict.fromkeys(QUESTIONS))
            for level in levels:
                rule(answers, level, asked.opening)
            read |= answers.read
        assert read == set(rule.reads), rule.id


@pytest.mark.parametrize("name", NOTICES)
def test_a_sentence_names_no_answer_that_its_rule_does_not_read(name: str) -> None:
    for rule in notice(name).rules:
        for reason, words in rule.sentences.items():
            named = {key for key in QUESTIONS if any(f"{{{key}}}" in said for said in words.values())}
            assert named <= set(rule.reads), (rule.id, reason)


@pytest.mark.parametrize("name", NOTICES)
def test_a_rule_waits_only_while_an_answer_is_open_and_one_more_answer_never_turns_what_it_found(name: str) -> None:
    asked = notice(name)
    domain = {key: cut.values for key, cut in cut_answers(asked).items()}
    for rule in asked.rules:
        for values in product(*((None, *domain[key]) for key in rule.reads)):
            answers = dict(zip(rule.reads, values, strict=True))
            found, open_keys = statuses(asked, rule, answers), [key for key in rule.reads if answers[key] is None]
            assert open_keys or "unknown" not in found, (rule.id, answers)
            for key, value in ((open_key, value) for open_key in open_keys for value in domain[open_key]):
                after = statuses(asked, rule, answers | {key: value})
                # A contract held is met before it is known whether it is asked for.
                kept = {*found, "not_applicable"} if (rule.id, *found) == ("contract", "met") else {*found}
                assert "unknown" in found or {*after} <= kept, (rule.id, answers, key, value)


@pytest.mark.parametrize("name", NOTICES)
def test_values_of_one_class_are_alike_to_every_rule_every_row_and_every_material(name: str) -> None:
    asked = notice(name)
    cuts = cut_answers(asked)
    for key, question in QUESTIONS.items():
        for value in question.all_values:
            like = cuts[key].values[cuts[key].place(value)]
            for rule in (rule for rule in asked.rules if key in rule.reads and value != like):
                for rest in product(*(cuts[other].values for other in rule.reads)):
                    answers = dict(zip(rule.reads, rest, strict=True))
                    one, other = (answers | {key: each} for each in (value, like))
                    assert statuses(asked, rule, one) == statuses(asked, rule, other)
                    assert not rule.by_row or titles(asked, one) == titles(asked, other)
            for item in asked.materials:
                accepted = item.when.get(key, ())
                assert (value in accepted) == (like in accepted)


def titles(asked: Notice, answers: JsonObject) -> list[tuple[str, str | None]]:
    levels = asked.levels({**dict.fromkeys(asked.questions), **answers})
    return [(level.state, level.title) for level in levels]


# Dates and years


def with_cutoff(cutoff: str, *months: int) -> Notice:
    """The notice of 2026 with another cut-off, and the months of probation in turn."""
    changed = deepcopy(published()[CITY])
    changed["openings"][-1]["cutoff"]["date"] = cutoff
    for number, requirement in enumerate(r for r in changed["requirements"] if r["kind"] == "probation"):
        requirement["months"] = months[number % len(months)]
    return read_notice(changed)


@pytest.mark.parametrize(
    ("cutoff", "months"),
    [
        ("2026-04-30", (12,)),
        ("2024-02-28", (12,)),
        ("2024-02-29", (12, 36)),
        ("2025-02-28", (12, 14)),
        ("2025-03-01", (12, 24)),
        ("2025-12-31", (6, 1)),
    ],
)
def test_every_day_stands_as_its_class_does(cutoff: str, months: tuple[int, ...]) -> None:
    asked = with_cutoff(cutoff, *months)
    cut, probation = cut_answers(asked)["post_since"], rule_of(asked, "probation")
    assert len(cut.values) <= 8 * len(months)
    last = date.fromisoformat(cutoff)
    for day in (last + timedelta(days=back) for back in range(-1200, 40)):
        like = cut.values[cut.place(day)]
        for education in ("junior_college", "bachelor", "doctor"):
            answers = {"education": education, "completion": "graduated"}
            found, expected = (statuses(asked, probation, answers | {"post_since": since}) for since in (day, like))
            assert found == expected, (day, like)


@pytest.mark.parametrize("cutoff", ["2026-04-30", "2024-02-28", "2024-02-29", "2023-11-30"])
def test_a_later_start_never_helps(cutoff: str) -> None:
    asked = with_cutoff(cutoff, 12)
    probation = rule_of(asked, "probation")
    order = ("met", "refer", "not_yet")
    answers = {"education": "bachelor", "completion": "graduated"}
    days = (date.fromisoformat(cutoff) + timedelta(days=back) for back in range(-400, 40))
    found = [
        order.index(status) for day in days for [status] in [statuses(asked, probation, answers | {"post_since": day})]
    ]
    assert found == sorted(found) and {*found} >= {0, 2}


@pytest.mark.parametrize("name", [CITY, ZONE, "months_by_education"])
def test_start_of_work_and_courses_meet_with_their_cut_values_every_finding(name: str) -> None:
    """Whatever the other is: all years on the one side, all sets of courses drawn on the other."""
    asked = notice(name)
    cuts, rule = cut_answers(asked), rule_of(asked, "continuing_education")
    last = asked.opening.first.year
    starts = [date(year, 7, 1) for year in range(1900, last + 3)]
    random = Random(name)
    drawn = [frozenset(range(random.choice(RECENT_YEARS), last + random.randint(0, 1))) for _ in range(60)]
    drawn += [frozenset(random.sample(RECENT_YEARS, random.randint(0, 32))) for _ in range(60)]

    def found(since: date, courses: frozenset[int]) -> str | None:
        [known] = statuses(asked, rule, {"working_since": since, "courses": courses})
        return "met" if known == "not_applicable" else known

    for courses in drawn:
        assert {found(s, courses) for s in starts} == {found(s, courses) for s in cuts["working_since"].values}
    for since in starts:
        assert {found(since, courses) for courses in drawn} <= {found(since, c) for c in cuts["courses"].values}


@pytest.mark.parametrize("name", [CITY, ZONE])
def test_another_course_never_hurts(name: str) -> None:
    asked = notice(name)
    order, rule = ("unmet", "refer", "met"), rule_of(asked, "continuing_education")
    last = asked.opening.first.year
    for year, taken in product(range(last - 4, last + 1), range(32)):
        courses = {last - at for at in range(5) if taken >> at & 1}
        ranks = [
            order.index(status)
            for passed in (courses, *(courses | {more} for more in range(last - 5, last + 2)))
            for [status] in [statuses(asked, rule, {"working_since": date(year, 1, 1), "courses": frozenset(passed)})]
        ]
        assert ranks[0] == min(ranks)

"""Every answer to either notice, over an answer space cut by hand only where the contract cuts.

Rules read few answers each. Linked by what they read together, the answers fall into groups: PEOPLE (who and from
where), EDUCATION (series, education, its year and field, the post), COURSES (start of work and courses passed) and
single yes-or-no questions. A verdict's outcome is the worst of its findings, its title comes from EDUCATION alone,
each paper hangs on one answer. So the product of the groups holds nothing that the groups do not: what a whole set of
answers leads to is the worst of what each group leads to, and an open answer matters where it moves its own group and
no other group is worse. Each group is gone through whole, partial answers included, and the product is held against
one representative of everything that each group can come to.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest
from contract import OWN_CONDITIONS, PRECEDENCE, TITLE_RULES, WORST, Said, expected, seen
from partial_answers import CITY, QUESTIONS, TODAY, ZONE, as_json, favourable, notice, published, space, told
from proof import sizes

from selfcheck import evaluate
from selfcheck.answers import JsonObject

BOTH = [CITY, ZONE]
PEOPLE = ("affiliation", "origin", "contract", "foreign_document")
FLAGS = ("status", "sanctioned", "assessments", "dispatched", "public_post")
PARTIAL_SERIES = ("economics", "other", "archives", "pharmacy", "lawyer", "school_teaching", "engineering")
PARTIAL_EDUCATION = ("below", "high_school", "bachelor", "graduate_class", "master", "doctor")


@cache
def whole(name: str) -> dict[str, tuple[Any, ...]]:
    """All values of every choice, and of dates, years and courses those on either side of each line."""
    choices = {key: tuple(question.values) for key, question in QUESTIONS.items() if question.values}
    last = int(published()[name]["openings"][-1]["cutoff"]["date"][:4])
    recent = [taken for taken in product(*(((), (year,)) for year in (last - 2, last - 1, last)))]
    courses = tuple((*range(1900, last - 2), *(year for part in taken for year in part)) for taken in recent)
    starts = tuple(f"{year}-12-31" for year in (1900, 2005, 2006, last - 2, last - 1, last, last + 1))
    return {
        **space(name),
        **choices,
        "post_since": space(name)["post_since"][3:],
        "courses": ((), (last,), *courses),
        "working_since": starts,
    }


def ask(name: str, answers: JsonObject) -> JsonObject:
    given = as_json(answers)
    return evaluate(notice(name), given, TODAY)


# Complete answers


def complete(name: str, **domain: tuple[Any, ...]) -> Iterator[JsonObject]:
    """Every combination of the values, favourable answers beside them."""
    for values in product(*domain.values()):
        yield {**favourable(name), **dict(zip(domain, values, strict=True))}


def complete_groups(name: str) -> Iterator[JsonObject]:
    """Each group whole; in EDUCATION the school varies with the post, since it is tied to nothing."""
    known = whole(name)
    yield from complete(name, **{key: known[key] for key in PEOPLE})
    yield from complete(name, **{key: known[key] for key in FLAGS})
    yield from complete(name, **{key: known[key] for key in ("working_since", "courses")})
    yield from complete(name, **{key: known[key] for key in ("education_year", "field_matches")})
    tied = {key: known[key] for key in ("education", "completion", "post_since", "school")}
    for chosen in ("engineering", "archives"):
        yield from complete(name, series=(chosen,), **tied)
    keys = ["series", "access_qualification", "education", "completion"]
    keys += ["education_year", "field_matches"] if name == ZONE else []
    for since, school in zip(known["post_since"], ("regular", "overseas", "military"), strict=True):
        yield from complete(name, post_since=(since,), school=(school,), **{key: known[key] for key in keys})


@cache
def complete_verdicts(name: str) -> list[tuple[JsonObject, JsonObject]]:
    return [(answers, seen(ask(name, answers))) for answers in complete_groups(name)]


@pytest.mark.parametrize("name", BOTH)
def test_every_complete_verdict_is_the_contracts(name: str) -> None:
    wrong = [(answers, found) for answers, found in complete_verdicts(name) if found != expected(name, answers)]
    assert wrong[:3] == []


@pytest.mark.parametrize("name", BOTH)
def test_the_outcome_is_the_worst_that_a_finding_calls_for(name: str) -> None:
    met = set()
    for answers, found in complete_verdicts(name):
        called_for = {WORST[status] for status, _ in found["findings"].values()}
        assert found["outcome"] == min(called_for, key=PRECEDENCE.index), answers
        met.add(found["outcome"])
    assert met == set(PRECEDENCE)


@pytest.mark.parametrize("name", BOTH)
def test_a_title_an_earliest_day_and_a_refer_come_only_where_the_contract_has_them(name: str) -> None:
    for answers, found in complete_verdicts(name):
        statuses = {rule: status for rule, (status, _) in found["findings"].items()}
        titled = all(status == "met" for rule, status in statuses.items() if rule in TITLE_RULES)
        assert (found["title"] is None) == (found["outcome"] == "ineligible" or not titled), answers
        assert (found["earliest"] is not None) == ("not_yet" in statuses.values()), answers
        silent = {rule for rule, (_, clause) in found["findings"].items() if clause is None}
        assert silent <= {"school"} and all(statuses[rule] == "refer" for rule in silent), answers


REACHED = {
    "affiliation": "met unmet",
    "contract": "met unmet not_applicable",
    "status": "met unmet",
    "foreign_document": "met unmet not_applicable",
    "school": "met unmet refer",
    "education": "met unmet refer",
    "completion": "met unmet refer",
    "probation": "met not_yet refer not_applicable",
    "assessment": "met unmet",
    "continuing_education": "met unmet refer not_applicable",
    "access": "met unmet not_applicable",
}
REACHED_BY_ONE = {
    CITY: {"sanction": "met unmet", "series": "met unmet refer not_applicable"},
    ZONE: {"cohort": "met refer", "series": "met unmet refer"},
}
"""The statuses that each rule can come to. ``cohort`` refuses nobody: whoever is not in it is in transition (2.1.b)."""


@pytest.mark.parametrize("name", BOTH)
def test_every_rule_fires_and_comes_to_every_status_that_the_contract_gives_it(name: str) -> None:
    reached: dict[str, set[Any]] = {}
    for _, found in complete_verdicts(name):
        for rule, (status, _) in found["findings"].items():
            reached.setdefault(rule, set()).add(status)
    assert reached == {rule: set(statuses.split()) for rule, statuses in (REACHED | REACHED_BY_ONE[name]).items()}


# Values that are alike

EXAMINED = "economics accounting statistics audit health shipping translation publishing telecom"
LEFT = (
    "agriculture social_science_research library cultural_relics arts mass_culture crafts laboratory sports "
    "express_delivery civil_aviation judicial_authentication"
)
ALIKE = {
    "foreign_document": ["work_permit permanent_residence jiangsu_talent_residence"],
    "status": ["civil_servant retired"],
    "school": ["regular military party_long"],
}
ALIKE_TO_ONE = {
    CITY: {
        "affiliation": ["etdz-unit etdz-freelance city-other"],
        "series": [
            EXAMINED,
            "software other",
            f"engineering pharmacy natural_science_research political_work university_teaching school_teaching {LEFT} "
            "secondary_vocational_teaching technical_school_teaching",
            "journalism broadcasting lawyer notary",
        ],
        "education": ["below high_school", "technical_intermediate technical_senior", "second_bachelor master"],
        "education_year": ["2021 2022"],
        "field_matches": ["True False"],
        "public_post": ["True False"],
    },
    ZONE: {
        "affiliation": ["city-unit city-agency city-other elsewhere"],
        "series": [
            f"{EXAMINED} software political_work",
            f"archives engineering {LEFT}",
            "pharmacy natural_science_research",
            "university_teaching secondary_vocational_teaching school_teaching technical_school_teaching journalism "
            "broadcasting lawyer notary",
        ],
        "education": ["technical_intermediate technical_senior", "second_bachelor master"],
        "sanctioned": ["True False"],
    },
}
"""Values that one notice never tells apart: in one list, in one clause, or there is no rule at all."""

ALIKE_TO_BOTH = {
    "foreign_document": ["work_permit permanent_residence jiangsu_talent_residence"],  # any of the three will do
    "status": ["civil_servant retired"],  # neither may apply
    "school": ["regular military party_long"],  # all recognised
    "series": [
        EXAMINED,  # examined nationally in both
        f"engineering {LEFT}",  # in no list
        "pharmacy natural_science_research",  # own conditions in 2023, nothing in 2026
        "university_teaching secondary_vocational_teaching school_teaching technical_school_teaching",  # access in 2023
        "journalism broadcasting lawyer notary",  # access in both
    ],
    "education": [
        "technical_intermediate technical_senior",  # technician either way; the sentence says as what they count
        "second_bachelor master",  # one clause for both
    ],
}


def classes(name: str) -> dict[str, set[frozenset[Any]]]:
    """The values of every choice and flag that give the same verdict, sentences aside, whatever the rest."""
    outcomes: dict[str, JsonObject] = {key: {} for key in QUESTIONS}
    for answers, found in complete_verdicts(name):
        shown = repr(found)
        for key in QUESTIONS.keys() - {"post_since", "working_since", "courses"}:
            rest = tuple(value for other, value in answers.items() if other != key)
            outcomes[key].setdefault(answers[key], {})[rest] = shown
    grouped = {}
    for key, by_value in outcomes.items():
        groups: list[list[Any]] = []
        for value, found in by_value.items():
            # Combinations that only one of two values was asked with say nothing about the two.
            like = (g for g in groups if all(found[rest] == o for rest, o in by_value[g[0]].items() if rest in found))
            group = next(like, None)
            groups.append([value]) if group is None else group.append(value)
        grouped[key] = {frozenset(map(str, group)) for group in groups if len(group) > 1}
    return grouped


def listed(groups: dict[str, list[str]]) -> dict[str, set[frozenset[Any]]]:
    return {key: {frozenset(words.split()) for words in groups.get(key, ())} for key in QUESTIONS}


@pytest.mark.parametrize("name", BOTH)
def test_a_notice_tells_all_values_apart_but_those_listed(name: str) -> None:
    assert classes(name) == listed(ALIKE | ALIKE_TO_ONE[name])


def test_over_both_notices_no_value_never_matters_but_those_listed() -> None:
    by_notice = [classes(name) for name in BOTH]
    shared = {
        key: {one & other for one, other in product(*(found[key] for found in by_notice)) if len(one & other) > 1}
        for key in QUESTIONS
    }
    assert shared == listed(ALIKE_TO_BOTH)


# Partial answers


class Group:
    """The partial answers to some questions, and what the contract says of all their completions together."""

    def __init__(self, name: str, fixed: JsonObject, **domain: tuple[Any, ...]) -> None:
        self.name, self.domain = name, domain
        self.rest = {key: value for key, value in (favourable(name) | fixed).items() if key not in domain}
        self.said: dict[tuple[Any, ...], frozenset[Any]] = {}
        self.matter: dict[tuple[Any, ...], frozenset[Any]] = {}
        self.statuses: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self.partials = sorted(product(*((None, *values) for values in domain.values())), key=lambda p: p.count(None))
        for partial in self.partials:
            self.foresee(partial)

    def answers(self, partial: tuple[Any, ...]) -> JsonObject:
        given = {key: value for key, value in zip(self.domain, partial, strict=True) if value is not None}
        return {**self.rest, **given}

    def further(self, partial: tuple[Any, ...], at: int) -> list[tuple[Any, ...]]:
        """The partial answers with the open one given, in every way."""
        values = list(self.domain.values())[at]
        return [(*partial[:at], value, *partial[at + 1 :]) for value in values]

    def foresee(self, partial: tuple[Any, ...]) -> None:
        open_at = [at for at, value in enumerate(partial) if value is None]
        if not open_at:
            said = Said(self.name, self.answers(partial))
            self.said[partial], self.matter[partial] = frozenset([said.told()]), frozenset()
            self.statuses[partial] = tuple((rule, frozenset([s])) for rule, (s, _) in said.findings.items())
            return
        self.said[partial] = frozenset().union(*(self.said[more] for more in self.further(partial, open_at[0])))
        known = (dict(self.statuses[more]) for more in self.further(partial, open_at[0]))
        united: dict[str, frozenset[Any]] = {}
        for statuses in known:
            united = {rule: united.get(rule, frozenset()) | status for rule, status in statuses.items()}
        self.statuses[partial] = tuple(united.items())
        if len(open_at) == 1:
            [key] = [key for key, value in zip(self.domain, partial, strict=True) if value is None]
            self.matter[partial] = frozenset([key] if len(self.said[partial]) > 1 else [])
        else:
            # An answer matters if it does with some other one given.
            matter = (self.matter[more] for at in open_at for more in self.further(partial, at))
            self.matter[partial] = frozenset().union(*matter)

    def outcome(self, partial: tuple[Any, ...]) -> str:
        outcomes = {outcome for outcome, _, _ in self.said[partial]}
        return outcomes.pop() if len(outcomes) == 1 else "incomplete"


def groups(name: str, chosen: slice) -> Iterator[Group]:
    known = whole(name)
    series = known["series"] if name == CITY else PARTIAL_SERIES
    tied = {"series": series, "access_qualification": (True, False), "education": PARTIAL_EDUCATION}
    tied |= {"completion": known["completion"]}
    if name == ZONE:
        tied |= {"education_year": (2021, 2022), "field_matches": (True, False)}
    level = {key: known[key] for key in ("education", "completion", "post_since", "school")}
    late = {"post_since": known["post_since"][2]}
    asked: list[tuple[dict[str, str], dict[str, tuple[Any, ...]]]] = [
        ({}, {key: known[key] for key in PEOPLE}),
        ({}, {key: known[key] for key in FLAGS}),
        ({}, {"working_since": known["working_since"], "courses": known["courses"]}),
        ({}, tied),
        (late | {"school": "overseas"}, tied),
        ({}, level),
        ({"series": "archives"}, level),
    ]
    return (Group(name, fixed, **domain) for fixed, domain in asked[chosen])


@pytest.mark.parametrize("chosen", sizes(sample=slice(3), whole=slice(None)))
@pytest.mark.parametrize("name", BOTH)
def test_every_partial_verdict_is_what_the_contract_says_of_all_its_completions(name: str, chosen: slice) -> None:
    """Of all groups, or of the first: those that need not be taken together with the education."""
    for group in groups(name, chosen):
        settled: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        for partial in group.partials:
            verdict = ask(name, group.answers(partial))
            outcome = group.outcome(partial)
            asked = set() if outcome == "ineligible" else group.matter[partial]
            assert (verdict["outcome"], set(verdict["next"])) == (outcome, asked), group.answers(partial)
            assert_findings(group, partial, verdict)
            assert_nothing_unsettles(group, partial, verdict, settled)
            settled[partial] = told(verdict)


def assert_findings(group: Group, partial: tuple[Any, ...], verdict: JsonObject) -> None:
    """A finding waits exactly where completions come to different ones; the title, until its rules are met."""
    possible = dict(group.statuses[partial])
    found = {finding["rule"]: finding["status"] for finding in verdict["findings"]}
    assert found.keys() == possible.keys()
    for rule, status in found.items():
        # A contract held is met before it is known whether it is asked for.
        sure = status == "met" and possible[rule] == {"met", "not_applicable"}
        assert sure or possible[rule] == {status} or (status == "unknown" and len(possible[rule]) > 1), (rule, partial)
    titled = all(status == "met" for rule, status in found.items() if rule in TITLE_RULES)
    titles = {title for outcome, title, _ in group.said[partial] if outcome != "ineligible"}
    if verdict["outcome"] == "ineligible" or not titled:
        assert verdict["title"] is None
    else:
        assert verdict["title"] is not None and titles == {verdict["title"]}
    papers = [set(papers) for _, _, papers in group.said[partial]]
    assert {item["key"] for item in verdict["materials"]} == set.intersection(*papers)


def assert_nothing_unsettles(
    group: Group, partial: tuple[Any, ...], verdict: JsonObject, settled: dict[tuple[Any, ...], tuple[Any, ...]]
) -> None:
    """One more answer never turns a settled outcome, and one that was not asked for changes nothing that is told."""
    for at, key in enumerate(group.domain):
        if partial[at] is not None:
            continue
        for more in group.further(partial, at):
            outcome, title, papers = settled[more]
            assert verdict["outcome"] in ("incomplete", outcome), (partial, more)
            if key not in verdict["next"] and outcome != "ineligible":
                assert (outcome, title, papers) == told(verdict), (partial, more)


WORST_OF = {
    "people": ({}, {"affiliation": "elsewhere"}, {"affiliation": None}),
    "education": (
        {},
        {"series": "other"},
        {"school": "overseas"},
        {"post_since": 5},
        {"post_since": 4},
        {"education": "below"},
        {"completion": None},
        {"series": "archives", "completion": None},
    ),
    "courses": ({}, {"courses": 1}, {"courses": 0}, {"working_since": None, "courses": 1}),
    "flags": ({}, {"status": "retired"}, {"assessments": None}, {"dispatched": None, "public_post": None}),
}
"""A representative of each thing that a group can come to; a number is a value's place in the reduced space."""


@pytest.mark.parametrize("name", BOTH)
def test_groups_meet_in_the_outcome_alone(name: str) -> None:
    """The outcome of all is decided by the outcomes of each, every other group being favourable."""
    for parts in product(*WORST_OF.values()):
        alone = [ask(name, chosen(name, part))["outcome"] for part in parts]
        together = ask(name, chosen(name, {key: value for part in parts for key, value in part.items()}))
        settled = [outcome for outcome in alone if outcome != "incomplete"]
        worst = min(settled, key=PRECEDENCE.index, default="eligible")
        # What is open matters only where it can come to worse than the rest is already.
        open_parts = [part for part, outcome in zip(parts, alone, strict=True) if outcome == "incomplete"]
        matters = any(better_than(worst, left(name, part)) for part in open_parts)
        assert together["outcome"] == ("incomplete" if matters else worst), parts


def chosen(name: str, part: JsonObject) -> JsonObject:
    given = favourable(name) | {k: space(name)[k][v] if type(v) is int else v for k, v in part.items()}
    return {key: value for key, value in given.items() if value is not None}


def left(name: str, part: JsonObject) -> str:
    """The worst outcome of the part's completions."""
    given = chosen(name, part)
    open_keys = {key: whole(name)[key] for key in part if key not in given}
    completions = (dict(zip(open_keys, values, strict=True)) for values in product(*open_keys.values()))
    return min((Said(name, {**given, **more}).outcome for more in completions), key=PRECEDENCE.index)


def better_than(one: str, other: str) -> bool:
    return PRECEDENCE.index(one) > PRECEDENCE.index(other)


# What never helps, and what never hurts

LADDER = (
    ("below",),
    ("high_school",),
    ("secondary_vocational", "technical_intermediate"),
    ("junior_college", "technical_senior"),
    ("bachelor", "technical_preparatory"),
    ("second_bachelor", "master"),
    ("doctor",),
)
GOODNESS = {
    "contract": (True, False),
    "foreign_document": ("work_permit", "none"),
    "sanctioned": (False, True),
    "assessments": (True, False),
    "access_qualification": (True, False),
    "field_matches": (False, True),
    "education_year": (2022, 2021),
    "status": ("working", "retired"),
    "completion": ("graduated", "completed", "certificate"),
    "school": ("regular", "overseas", "party_other"),
}
"""Of each answer values from the best to the worst in law."""


def rank(found: JsonObject) -> int:
    return PRECEDENCE.index(found["outcome"])


def by_rest(name: str, key: str) -> dict[tuple[Any, ...], JsonObject]:
    """The verdicts on answers that differ in ``key`` alone, by its value."""
    found: dict[tuple[Any, ...], JsonObject] = {}
    for answers, verdict in complete_verdicts(name):
        rest = tuple(value for other, value in answers.items() if other != key)
        found.setdefault(rest, {})[answers[key]] = (verdict, answers)
    return found


@pytest.mark.parametrize("key", GOODNESS)
@pytest.mark.parametrize("name", BOTH)
def test_a_better_answer_never_hurts(name: str, key: str) -> None:
    order, compared = GOODNESS[key], 0
    for verdicts in by_rest(name, key).values():
        held = [verdicts[value] for value in order if value in verdicts]
        for (better, answers), (worse, _) in pairwise(held):
            compared += 1
            # An archivist's level that is left open is not refused, where the level of a graduate is.
            left_open = (name, answers["series"], worse["outcome"]) == (CITY, "archives", "refer")
            assert rank(better) >= rank(worse) or (key == "completion" and left_open), answers
    assert compared


@pytest.mark.parametrize("name", BOTH)
def test_more_education_never_hurts_a_graduate_and_never_lowers_the_title(name: str) -> None:
    titles = [None, "technician", "assistant", "intermediate"]
    for verdicts in by_rest(name, "education").values():
        rungs = [[verdicts[value] for value in rung if value in verdicts] for rung in LADDER]
        for lower, higher in pairwise(rungs):
            for (less, answers), (more, _) in product(lower, higher):
                if answers["completion"] == "graduated":
                    assert rank(more) >= rank(less), answers
                    if "ineligible" not in (less["outcome"], more["outcome"]):
                        assert titles.index(more["title"]) >= titles.index(less["title"]), answers


@pytest.mark.parametrize("key", ["post_since", "working_since"])
@pytest.mark.parametrize("name", BOTH)
def test_time_in_the_post_never_hurts_and_time_at_work_never_helps(name: str, key: str) -> None:
    for verdicts in by_rest(name, key).values():
        # A year complete with its first day alone may yet be complete: more than one that is not complete at all.
        order = ("ineligible", "not_yet", "refer", "eligible")
        ranks = [order.index(verdicts[day][0]["outcome"]) for day in sorted(verdicts)]
        assert ranks == sorted(ranks, reverse=key == "post_since"), verdicts


@pytest.mark.parametrize("name", BOTH)
def test_one_more_course_never_hurts(name: str) -> None:
    for verdicts in by_rest(name, "courses").values():
        for fewer, more in product(verdicts, verdicts):
            if set(fewer) <= set(more):
                assert rank(verdicts[more][0]) >= rank(verdicts[fewer][0]), (fewer, more)


def test_own_conditions_are_never_settled_by_the_zones_notice() -> None:
    found = {v["title"] for a, v in complete_verdicts(ZONE) if a["series"] in OWN_CONDITIONS}
    assert found == {None}

"""Notices, a small answer space that tells apart what each of them tells apart, and partial answers drawn from it.

The space is written by hand from the contract, not cut by the module under test.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from itertools import product
from math import prod
from random import Random
from typing import Any

from applicants import FAVOURABLE
from questions import questions_of

from generator.decisions.questions import find_questions
from generator.folders import ROOT
from generator.published.publish import publish
from generator.register.load import load
from selfcheck import evaluate
from selfcheck.answers import JsonObject
from selfcheck.notice import Notice, read_notice

TODAY = "2026-05-20"
CITY, ZONE = "lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2"

SERIES = (
    "economics", "software", "archives", "political_work", "engineering", "pharmacy", "library", "school_teaching",
    "university_teaching", "lawyer", "other",
)  # fmt: skip
EDUCATION = (
    "below", "high_school", "secondary_vocational", "technical_senior", "technical_preparatory", "junior_college",
    "bachelor", "graduate_class", "master", "doctor",
)  # fmt: skip


@cache
def published() -> dict[str, JsonObject]:
    """The two notices, and those that differ from the first in what the two do not have."""
    known = {notice.id: notice.data for notice in publish(load(ROOT / "notices")).notices}
    return {CITY: known[CITY], ZONE: known[ZONE], **{change.__name__: change(known[CITY]) for change in CHANGES}}


def alternatives(notice: JsonObject) -> JsonObject:
    """Whoever fails the time, the assessment or the sanction has another way."""
    changed = deepcopy(notice)
    for requirement in changed["requirements"]:
        if requirement["kind"] in ("probation", "assessment", "sanction"):
            requirement["either"] = requirement["kind"]
    return changed


def amended(notice: JsonObject) -> JsonObject:
    """A later notice has changed the clauses on excluded persons and on schools."""
    changes = [{"clause": clause, "by_title": notice["title"]} for clause in ("1.a", "2.2.1")]
    return {**notice, "amended_by": changes}


def cutoff_amended(notice: JsonObject) -> JsonObject:
    """A later notice has changed the cut-off."""
    return {**notice, "amended_by": [{"clause": "2.1.5", "by_title": notice["title"]}]}


def months_by_education(notice: JsonObject) -> JsonObject:
    """Secondary vocational education asks for three years, and courses count from 2025."""
    changed = deepcopy(notice)
    for requirement in changed["requirements"]:
        if requirement["kind"] == "continuing_education":
            requirement["not_before"] = 2025
        if requirement["kind"] == "probation" and requirement["clause"] == "2.1.1":
            requirement["of"] = ["junior_college"]
            longer = {**requirement, "of": ["secondary_vocational"], "months": 36}
    changed["requirements"].append(longer)
    return changed


def hours(notice: JsonObject) -> JsonObject:
    """Continuing education in hours, which no question asks; a paper for dispatched doctors; no rule on origin."""
    changed = deepcopy(notice)
    changed["requirements"] = [r for r in changed["requirements"] if r["kind"] != "foreign_document"]
    for requirement in changed["requirements"]:
        if requirement["kind"] == "continuing_education":
            del requirement["courses_per_year"]
            requirement["hours_per_year"] = 90
    changed["materials"][0]["when"] = {"dispatched": [True], "education": ["doctor"]}
    changed["materials"][1]["when"] = {"public_post": [True, False], "series": ["library"]}
    return changed


def silent_on_completion(notice: JsonObject) -> JsonObject:
    """Neither how an education was completed nor time in the post is a condition; the title still depends on it."""
    stated = [r for r in notice["requirements"] if r["kind"] not in ("completion", "probation")]
    return {**notice, "requirements": stated}


def several_titles(notice: JsonObject) -> JsonObject:
    """Three kinds of education lead to two titles each, one of them by two rows, and a paper is asked for by one row.

    The higher title takes three years, the lower one year or, for masters, none.
    """
    changed = deepcopy(notice)
    stated = {(r["kind"], r["clause"]): r for r in changed["requirements"]}
    stated["probation", "2.1.2"]["of"] = ["bachelor"]
    for clause, held, title in (
        ("2.1.2", "junior_college", "assistant"),
        ("2.1.4", "bachelor", "intermediate"),
        ("2.1.4", "master", "intermediate"),
    ):
        level, asked = stated["education", clause], stated["probation", "2.1.2"]
        changed["requirements"] += [
            {**level, "admits": [held], "title": title},
            {**asked, "clause": clause, "of": [held], "title": title, "months": 36},
        ]
    changed["requirements"].append(
        {**stated["education", "2.1.3"], "admits": ["junior_college"], "title": "technician"}
    )
    changed["requirements"].append({**stated["probation", "2.1.1"], "clause": "2.1.3", "of": ["junior_college"]})
    changed["materials"][0]["when"] = {"row": ["2.1.4"]}
    return changed


def all_year(notice: JsonObject) -> JsonObject:
    """Neither a cut-off nor an end of applications: time counts up to today."""
    [opening] = notice["openings"]
    windows = [{key: window[key] for key in ("key", "clause", "quote")} for window in opening["windows"]]
    return {**notice, "openings": [{"round": opening["round"], "windows": windows}]}


def window_alone(notice: JsonObject) -> JsonObject:
    """No cut-off: time complete after the first day of applications and before their last is left open."""
    [opening] = notice["openings"]
    return {**notice, "openings": [{"round": opening["round"], "windows": opening["windows"]}]}


CHANGES = (
    *(alternatives, amended, cutoff_amended, months_by_education, hours, silent_on_completion),
    *(several_titles, all_year, window_alone),
)

DECLARED = questions_of(published()[CITY])
"""The register's questions; notices of other registers ask some that neither of the two does."""

_ASKED = {key for name in (CITY, ZONE) for key in find_questions(published()[name])}
QUESTIONS = {key: question for key, question in DECLARED.items() if key in _ASKED}
"""The register's questions; both notices are of one area and have the same affiliations."""


@cache
def notice(name: str) -> Notice:
    return read_notice(published()[name])


@cache
def space(name: str) -> dict[str, tuple[Any, ...]]:
    """Values of every answer that between them lead everywhere."""
    ends = counted(published()[name])
    last = ends[0].year
    back = [
        day.replace(year=last - years) + timedelta(days=more) for years in (3, 1) for day in ends for more in range(3)
    ]
    return {
        "affiliation": ("etdz-unit", "etdz-freelance", "city-unit", "city-agency", "elsewhere"),
        "origin": ("mainland", "hk_mo_tw", "foreign"),
        "foreign_document": ("work_permit", "none"),
        "contract": (True, False),
        "status": ("working", "civil_servant", "retired"),
        "sanctioned": (True, False),
        "series": SERIES,
        "access_qualification": (True, False),
        "education": EDUCATION,
        "completion": ("graduated", "completed", "certificate"),
        "school": ("regular", "party_other", "overseas"),
        "education_year": (2021, 2022),
        "field_matches": (True, False),
        "post_since": tuple(day.isoformat() for day in back),
        "working_since": tuple(f"{year}-03-01" for year in (1900, last - 2, last, last + 1)),
        "assessments": (True, False),
        "courses": ((), (last,), *(tuple(range(first, end)) for first in (last - 2, 1900) for end in (last, last + 1))),
        "dispatched": (True, False),
        "public_post": (True, False),
    }


def counted(notice: JsonObject) -> tuple[date, ...]:
    """The first and the last day up to which time counts, where they are two; all of them in one year."""
    opening = notice["openings"][-1]
    if "cutoff" in opening:
        return (date.fromisoformat(opening["cutoff"]["date"]),)
    days = [window[side] for window in opening["windows"] for side in ("opens", "closes") if side in window]
    return (date.fromisoformat(min(days)), date.fromisoformat(max(days))) if days else (date.fromisoformat(TODAY),)


@cache
def favourable(name: str) -> JsonObject:
    """Answers that the notice has nothing against."""
    domain = space(name)
    own = {
        "affiliation": "etdz-unit" if name == ZONE else "city-unit",
        "education_year": domain["education_year"][-1],
        "field_matches": False,
        "post_since": domain["post_since"][0],
        "working_since": domain["working_since"][1],
        "courses": domain["courses"][-1],
    }
    return {key: own.get(key, FAVOURABLE[key]) for key in domain}


def draw(name: str, count: int, most: int, seed: int) -> Iterator[JsonObject]:
    """``count`` partial answers, mostly favourable, with one open answer or more and at most ``most`` completions.

    Now and then the month is given of a day that would be open.
    """
    random = Random(f"{name} {seed}")
    domain, best = space(name), favourable(name)
    for _ in range(count):
        lucky = random.choice((0.5, 0.8, 0.95))
        answers = {key: best[key] if random.random() < lucky else random.choice(domain[key]) for key in domain}
        open_keys = random.sample(list(domain), random.randint(1, len(domain)))
        while prod(len(domain[key]) for key in open_keys) > most:
            open_keys.pop()
        given = {key: value for key, value in answers.items() if key not in open_keys}
        if "post_since" in open_keys and random.random() < 0.5:
            given["post_since"] = random.choice(domain["post_since"])[:7]
        yield given


def open_values(name: str, answers: JsonObject) -> dict[str, tuple[Any, ...]]:
    """The open answers with their values; a month without its day is open within the month."""
    unanswered = {key: values for key, values in space(name).items() if key not in answers}
    return unanswered | {key: days_of(value) for key, value in answers.items() if is_month(value)}


def is_month(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9]{4}-[01][0-9]", value) is not None


@cache
def days_of(month: str) -> tuple[str, ...]:
    """The days of the month."""
    first = date.fromisoformat(f"{month}-01")
    days = [first + timedelta(days=more) for more in range(31)]
    return tuple(day.isoformat() for day in days if day.month == first.month)


def completions(name: str, answers: JsonObject) -> Iterator[JsonObject]:
    domain = open_values(name, answers)
    for values in product(*domain.values()):
        yield {**answers, **dict(zip(domain, values, strict=True))}


def ask(name: str, answers: JsonObject) -> JsonObject:
    """The verdict; not to be changed, since it is kept."""
    return _ask(name, frozenset(answers.items()))


@cache
def _ask(name: str, answers: frozenset[Any]) -> JsonObject:
    return evaluate(notice(name), as_json(dict(answers)), TODAY)


def as_json(answers: JsonObject) -> JsonObject:
    """Answers as the self-check takes them; here years are tuples, which can be members of a set."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in answers.items()}


def told(verdict: JsonObject) -> tuple[Any, ...]:
    """What ``next`` is about: outcome, title, materials."""
    return verdict["outcome"], verdict["title"], tuple(item["key"] for item in verdict["materials"])

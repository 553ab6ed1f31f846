"""Whom the change from one notice to another affects: the rule module run on both, over answers that matter.

First the scopes: every affiliation and origin, all other answers favourable. Then, within a scope that both notices
admit, every change of one other answer and of two; the smallest sets for which the notices differ are kept. Where no
scope is common to both, the scopes alone are told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product

from selfcheck.answers import ANSWERS, ORIGIN
from selfcheck.notice import Notice, read_notice
from selfcheck.verdict import evaluate

RANK = {"ineligible": 0, "incomplete": 1, "refer": 1, "not_yet": 2, "eligible": 3}
MOST_ANSWERS = 2
ANY_DAY = "2000-01-01"
"""The day bears on windows alone, never on outcome or title."""


@dataclass(frozen=True, slots=True)
class Impact:
    """A smallest set of answers for which outcome or title differs, all other answers favourable."""

    effect: str
    """``gained``, ``lost`` or, where only the title differs or neither outcome is better, ``changed``."""
    answers: dict[str, object]
    a: str
    b: str
    because: tuple[str, ...]
    """The rules whose finding differs and bears on the outcome."""


def impact(a: dict, b: dict) -> Iterator[Impact]:
    """The effects of going from published notice ``a`` to ``b``: scopes, then smallest sets of answers first."""
    notices = read_notice(a), read_notice(b)
    favourable = _favourable(notices)
    places = [place for place in notices[0].affiliations if place in notices[1].affiliations]
    yield from _scopes(notices, favourable, places)
    base = _common_scope(notices, favourable, places)
    if base is not None:
        yield from _within(notices, base, _domain(notices))


def _scopes(notices: tuple[Notice, Notice], favourable: dict, places: list[str]) -> Iterator[Impact]:
    """A row an affiliation that fares alike whatever the origin, else a row each origin."""
    for place in places:
        rows = [
            _difference(notices, favourable | answers, answers)
            for answers in ({"affiliation": place, "origin": origin} for origin in ORIGIN)
        ]
        effects = {row and (row.effect, row.a, row.b, row.because) for row in rows}
        if len(effects) == 1 and rows[0]:
            yield replace(rows[0], answers={"affiliation": place})
        else:
            yield from (row for row in rows if row)


def _within(notices: tuple[Notice, Notice], base: dict, domain: dict[str, list]) -> Iterator[Impact]:
    found: list[dict] = []
    for size in range(1, MOST_ANSWERS + 1):
        for keys in combinations(domain, size):
            for values in product(*(domain[key] for key in keys)):
                answers = dict(zip(keys, values, strict=True))
                if any(base[key] == value for key, value in answers.items()) or _explained(answers, found):
                    continue
                difference = _difference(notices, base | answers, answers)
                if difference:
                    found.append(answers)
                    yield difference


def _explained(answers: dict, found: list[dict]) -> bool:
    return any(smaller.items() <= answers.items() for smaller in found)


def _difference(notices: tuple[Notice, Notice], applicant: dict, answers: dict) -> Impact | None:
    before, after = (evaluate(notice, applicant, ANY_DAY) for notice in notices)
    if (before["outcome"], before["title"]) == (after["outcome"], after["title"]):
        return None
    ranks = RANK[before["outcome"]], RANK[after["outcome"]]
    effect = "gained" if ranks[0] < ranks[1] else "lost" if ranks[0] > ranks[1] else "changed"
    statuses = [{f["rule"]: f["status"] for f in verdict["findings"]} for verdict in (before, after)]
    rules = dict.fromkeys([*statuses[0], *statuses[1]])
    because = tuple(r for r in rules if _bearing(statuses[0].get(r)) != _bearing(statuses[1].get(r)))
    return Impact(effect, answers, before["outcome"], after["outcome"], because)


def _bearing(status: str | None) -> str:
    """A finding that is met, not applicable or not made bears on nothing."""
    return status if status in ("unmet", "refer", "not_yet") else "none"


def _favourable(notices: tuple[Notice, Notice]) -> dict:
    """Answers, affiliation and origin aside, that neither notice has anything against."""
    years = sorted(notice.cutoff.year for notice in notices)
    start = date(years[0] - 2, 1, 1).isoformat()
    return {
        "foreign_document": "work_permit",
        "contract": True,
        "status": "working",
        "sanctioned": False,
        "series": "engineering",
        "access_qualification": True,
        "education": "bachelor",
        "completion": "graduated",
        "school": "regular",
        "education_year": years[0],
        "field_matches": False,
        "post_since": start,
        "working_since": start,
        "assessments": True,
        "courses": list(range(years[0] - 2, years[1] + 1)),
        "dispatched": False,
        "public_post": False,
    }


def _common_scope(notices: tuple[Notice, Notice], favourable: dict, places: list[str]) -> dict | None:
    """A favourable applicant whom both notices find eligible; None where there is none."""
    for origin, place in product(ORIGIN, places):
        applicant = {"affiliation": place, "origin": origin, **favourable}
        if all(evaluate(notice, applicant, ANY_DAY)["outcome"] == "eligible" for notice in notices):
            return applicant
    return None


def _domain(notices: tuple[Notice, Notice]) -> dict[str, list]:
    """The answers that can matter to either notice, dates and years cut into the intervals that do."""
    domain: dict[str, list] = {}
    for key, answer in ANSWERS.items():
        if answer.kind == "bool":
            domain[key] = [True, False]
        elif answer.kind == "choice":
            domain[key] = list(answer.values)
    domain["education_year"] = [cohort["from_year"] - 1 for notice in notices for cohort in notice.all("cohort")]
    days = sorted(notice.cutoff for notice in notices)
    domain["post_since"] = [day.replace(month=1, day=1).isoformat() for day in days]
    domain["courses"] = [[]]
    del domain["affiliation"], domain["origin"]
    return {key: domain[key] for key in ANSWERS if key in domain}

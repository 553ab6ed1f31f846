"""Draws applicants, complete and partial, from a seed: the same ones on every machine."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from selfcheck.answers import ANSWERS

DAYS = ("2023-11-19", "2023-11-20", "2023-12-08", "2023-12-09", "2026-05-10", "2026-05-11", "2026-06-05", "2026-06-06")
"""Values of today: each window's first and last day, and the days beside them."""

FAVOURABLE = {
    "origin": "mainland",
    "contract": True,
    "status": "working",
    "sanctioned": False,
    "series": "engineering",
    "education": "bachelor",
    "completion": "graduated",
    "school": "regular",
    "field_matches": True,
    "assessments": True,
    "access_qualification": True,
}
"""Drawn more often than other values, since a uniform draw meets almost nobody but the ineligible."""


@dataclass(frozen=True)
class Applicant:
    """One set of answers, the notice it is compared with, and the day."""

    notice: str
    answers: dict
    today: str


def draw_applicants(notices: list[dict], count: int, seed: int = 20260509) -> list[Applicant]:
    """``count`` applicants spread over the published notices, a third of them with open answers."""
    random = Random(seed)
    return [_draw(random, notices[number % len(notices)], partial=number % 3 == 0) for number in range(count)]


def _draw(random: Random, notice: dict, partial: bool) -> Applicant:
    lucky = random.random() < 0.7
    answers = {key: _answer(random, key, notice, lucky) for key in ANSWERS}
    for key in random.sample(list(ANSWERS), random.randint(1, len(ANSWERS)) if partial else 0):
        # Not answered is null as well as absent.
        if random.random() < 0.5:
            answers[key] = None
        else:
            del answers[key]
    return Applicant(notice["id"], answers, random.choice(DAYS))


def _answer(random: Random, key: str, notice: dict, lucky: bool):
    if key in FAVOURABLE and random.random() < (0.95 if lucky else 0.6):
        return FAVOURABLE[key]
    cutoff = date.fromisoformat(notice["openings"][-1]["cutoff"]["date"])
    match ANSWERS[key].kind:
        case "bool":
            return random.random() < 0.5
        case "date":
            return _day(random, cutoff).isoformat()
        case "year":
            return random.randint(cutoff.year - 8, cutoff.year)
        case "years":
            years = range(cutoff.year - 4, cutoff.year + 1)
            return [year for year in years if random.random() < (0.98 if lucky else 0.8)]
        case _:
            admitted = [a for r in notice["requirements"] if r["kind"] == "affiliation" for a in r["admits"]]
            if key == "affiliation":
                return random.choice(admitted if lucky else [known["id"] for known in notice["affiliations"]])
            return random.choice(ANSWERS[key].values)


def _day(random: Random, cutoff: date) -> date:
    """A day in the last years, often one at which a year of probation is just complete or just not."""
    if random.random() < 0.4:
        return cutoff - timedelta(days=random.randint(362, 368))
    return cutoff - timedelta(days=random.randint(0, 1500))

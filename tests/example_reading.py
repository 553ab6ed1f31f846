"""The two notices of the register ``example`` as a reader takes them: their own words, their own arithmetic.

Written from the notices and the contract's section 3 alone: nothing here comes from the module under test.
"""

import calendar
from datetime import date, timedelta
from random import Random
from typing import Any

NORTH, SOUTH = "example-north-2025", "example-south-2026"

type Answers = dict[str, Any]
type Row = tuple[str, str, date | None]
"""A row open to the applicant: its title, its clause, and the day on which its time is complete, if it asks for one."""

TITLES = ("technician", "assistant", "intermediate")
BEST = ("eligible", "not_yet", "refer", "ineligible")

NORTH_ROWS = {
    "doctor": [("intermediate", "2.1.1", 0)],
    "master": [("assistant", "2.1.2", 0), ("intermediate", "2.1.2", 36)],
    "bachelor": [("assistant", "2.1.3", 12)],
    "junior_college": [("technician", "2.1.4", 12), ("assistant", "2.1.4", 36)],
    "secondary_vocational": [("technician", "2.1.5", 12), ("assistant", "2.1.5", 60)],
}
NORTH_COUNTS_AS = {
    "technical_intermediate": "secondary_vocational",
    "technical_senior": "junior_college",
    "technical_preparatory": "bachelor",
    "second_bachelor": "bachelor",
}
SOUTH_ROWS = {
    "secondary_vocational": [("technician", "2.1.1", 12)],
    "junior_college": [("assistant", "2.1.2", 36)],
    "bachelor": [("assistant", "2.1.3", 12)],
    "second_bachelor": [("assistant", "2.1.4", 0)],
    "master": [("assistant", "2.1.5", 0), ("intermediate", "2.1.5", 36)],
}
SOUTH_ROUNDS = (
    (date(2026, 3, 25), date(2026, 3, 31)),
    (date(2026, 6, 25), date(2026, 6, 30)),
    (date(2026, 9, 25), date(2026, 9, 30)),
    (date(2026, 12, 25), date(2026, 12, 31)),
)
"""Each round's last day for papers, and the day to which its time counts."""


class Read:
    """What a notice says of complete answers: ``titles`` are (title, clause, outcome, earliest), highest first."""

    def __init__(self, notice: str, answers: Answers, today: date) -> None:
        self.titles: list[tuple[str, str, str, date | None]] = []
        barred, rows, until = (_north if notice == NORTH else _south)(answers, today)
        for title in sorted({row[0] for row in rows}, key=TITLES.index, reverse=True):
            self.titles.append((title, *_title([row for row in rows if row[0] == title], barred, until)))
        self.title: str | None = None
        self.earliest: date | None = None
        if barred or not self.titles:
            self.outcome = "ineligible"
            return
        self.outcome = min((outcome for _, _, outcome, _ in self.titles), key=BEST.index)
        first = [(title, earliest) for title, _, outcome, earliest in self.titles if outcome == self.outcome]
        self.title, self.earliest = min(first, key=lambda named: named[1] or date.min)


def _title(rows: list[Row], barred: bool, until: date) -> tuple[str, str, date | None]:
    """Clause, outcome and earliest day of a title, by the best of its rows."""
    judged = [("ineligible" if barred else _outcome(complete, until), complete, clause) for _, clause, complete in rows]

    def rank(row: tuple[str, date | None, str]) -> tuple[int, date]:
        # Of the rows that are not complete yet, the one that comes first.
        return BEST.index(row[0]), row[1] if row[0] == "not_yet" and row[1] else date.min

    outcome, _, clause = min(judged, key=rank)
    days = [complete for _, complete, _ in judged if complete]
    return clause, outcome, min(days) if outcome == "not_yet" else None


def _outcome(complete: date | None, until: date) -> str:
    """What the day on which a row's time is complete means on the day to which time counts."""
    if complete is None or complete <= until:
        return "eligible"
    return "refer" if complete - timedelta(days=1) == until else "not_yet"


def _north(answers: Answers, today: date) -> tuple[bool, list[Row], date]:
    barred = (
        answers["affiliation"] not in ("north-unit", "north-freelance")
        or answers["status"] != "working"
        or not answers["assessments"]
    )
    education: str = answers["education"]
    held = NORTH_COUNTS_AS.get(education, education)
    more = 0 if answers["field_matches"] else 12
    rows: list[Row] = [
        (title, clause, _after(answers, months + more)) for title, clause, months in NORTH_ROWS.get(held, ())
    ]
    return barred, rows, today


def _south(answers: Answers, today: date) -> tuple[bool, list[Row], date]:
    until = _until(today)
    barred = (
        answers["affiliation"] not in ("south-unit", "south-agency")
        or (answers["affiliation"] == "south-unit" and not answers["contract"])
        or answers["status"] != "working"
        or _age(date.fromisoformat(answers["born"]), until) >= 60
        or answers["series"] in ("accounting", "statistics", "translation")
        or answers["points"] < 60
    )
    held: str = answers["education"]
    rows: list[Row] = [(title, clause, _after(answers, months)) for title, clause, months in SOUTH_ROWS.get(held, ())]
    if held == "junior_college" and answers["title_held"] == "technician":
        rows.append(("assistant", "2.1.6", add_months(date.fromisoformat(answers["title_since"]), 24)))
    return barred, rows, until


def _until(today: date) -> date:
    """The cut-off of the round in which papers are taken today, or of the last."""
    return next((cutoff for last, cutoff in SOUTH_ROUNDS if today <= last), SOUTH_ROUNDS[-1][1])


def _after(answers: Answers, months: int) -> date | None:
    return add_months(date.fromisoformat(answers["post_since"]), months) if months else None


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


# Applicants

DAYS = {
    NORTH: ("2025-01-06", "2025-06-10", "2025-12-31"),
    SOUTH: ("2025-12-22", "2026-02-10", "2026-05-20", "2026-08-01", "2026-11-15", "2027-02-01"),
}


AFFILIATIONS = ("north-unit", "north-freelance", "south-unit", "south-agency", "elsewhere")
EDUCATION = (
    *("below", "high_school", "secondary_vocational", "technical_intermediate", "technical_senior"),
    *("technical_preparatory", *["junior_college"] * 4, "bachelor", "second_bachelor", "master", "doctor"),
)


def draw(notice: str, count: int, seed: int = 20251222) -> list[tuple[Answers, str]]:
    """``count`` complete sets of answers to what the notice asks, most of them favourable, each with its day."""
    random = Random(f"{notice} {seed}")
    return [_draw(random, notice) for _ in range(count)]


def _draw(random: Random, notice: str) -> tuple[Answers, str]:
    def mostly(favourable: Any, *others: Any) -> Any:
        return favourable if random.random() < 0.85 else random.choice(others)

    today = random.choice(DAYS[notice])
    until = _until(date.fromisoformat(today)) if notice == SOUTH else date.fromisoformat(today)
    answers: Answers = {
        "affiliation": mostly("north-unit" if notice == NORTH else "south-unit", *AFFILIATIONS),
        "status": mostly("working", "civil_servant", "retired"),
        "education": random.choice(EDUCATION),
    }
    education: str = answers["education"]
    held = NORTH_COUNTS_AS.get(education, education)
    more = random.choice((0, 12)) if notice == NORTH else 0
    rows = (NORTH_ROWS if notice == NORTH else SOUTH_ROWS).get(held, ())
    answers["post_since"] = _near(
        random, until, *(months + more - sooner for _, _, months in rows for sooner in (0, 3))
    ).isoformat()
    if notice == NORTH:
        return answers | {"field_matches": not more, "assessments": mostly(True, False)}, today
    return answers | {
        "contract": mostly(True, False),
        "born": mostly(date(1990, 5, 1), _near(random, until, 720)).isoformat(),
        "series": mostly("engineering", "economics", "arts", "other", "accounting", "statistics", "translation"),
        "title_held": random.choice(("none", "technician", "technician", "assistant")),
        "title_since": _near(random, until, 24, 18).isoformat(),
        "points": mostly(75, 0, 59, 60, 61, 100),
        "employer": random.choice(("enterprise", "public_institution", "other")),
    }, today


def _near(random: Random, until: date, *months: int) -> date:
    """A day from which one of these times is complete at ``until``, or nearly, or somewhere else."""
    start = add_months(until, -random.choice(months or (12,))) + timedelta(days=random.randint(-2, 3))
    return start if random.random() < 0.7 else start + timedelta(days=random.randint(-400, 200))

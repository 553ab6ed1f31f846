"""Applicants: the favourable one, and others drawn from a seed, complete, partial and with answers that cannot be used.

What is drawn is the same on every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import yaml
from questions import questions_of

from selfcheck.answers import YEARS, JsonObject, Question

CASES = Path(__file__).resolve().parent / "cases"


@dataclass(frozen=True)
class Applicant:
    """One set of answers, the notice it is compared with, and the day; ``answers`` is an object, or else a text."""

    notice: str
    answers: Any
    today: str


def read_answers(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers of a YAML file as the self-check takes them: its dates as text."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in answers.items()}


APPLICANTS = {
    name: Applicant(said["notice"], read_answers(said["answers"]), "2026-05-20")
    for name, said in yaml.safe_load((CASES / "applicants.yaml").read_text(encoding="utf-8")).items()
}
"""``city`` and ``zone``, whom their own notice finds eligible, on a day within the city's window."""

ELIGIBLE: JsonObject = APPLICANTS["city"].answers
FAVOURABLE: JsonObject = (
    APPLICANTS["zone"].answers | ELIGIBLE | {"foreign_document": "work_permit", "access_qualification": True}
)
"""To every question an answer that neither notice has anything against, the city's places and dates among them."""

DAYS = (
    "2023-11-19", "2023-11-20", "2023-12-08", "2023-12-09", "2026-05-10", "2026-05-11", "2026-06-05", "2026-06-06",
    "1900-01-01", "2024-02-29", "2100-12-31",
)  # fmt: skip
"""Values of today: each window's first and last day, the days beside them, a leap day, the first and last of all."""

BORDERS = (
    "1900-01-01", "1900-02-28", "1904-02-29", "1999-12-31", "2000-02-29", "2021-12-31", "2024-02-29", "2025-02-28",
    "2025-03-01", "2099-12-31", "2100-02-28", "2100-12-31",
)  # fmt: skip
"""Days at which calendars go wrong, among them the first and last that an answer may name."""

OFTEN = (
    *("origin", "contract", "status", "sanctioned", "series", "education", "completion", "school", "field_matches"),
    *("assessments", "access_qualification"),
)
"""Questions that mostly get their favourable answer: a uniform draw meets almost nobody but the ineligible."""

WRONG: dict[str, tuple[Any, ...]] = {
    "yes_no": ("true", "是", "", 0, 1, 1.0, [], [True], {}),
    "choice": (
        "", "Other", " other", "other\n", "企业", "\u2028", "\x00\x1f\x7f", "𠮷😀" * 40, '"\\', 1, True, ["other"], {},
    ),
    "date": (
        "2025-02-29", "2025-02-30", "1900-02-29", "2100-02-29", "2025-04-31", "2025-13-01", "0000-01-01", "0001-01-01",
        "9999-12-31", "1899-12-31", "2101-01-01", "2026-5-1", "2026-W05-1", "20260501", "2026-05-01T00:00:00",
        " 2026-05-01", "２０２６-０５-０１", "2026年5月1日", "2026-5", "2026-00", "2026-13", "2026-W1",
        "1899-12", "2101-01", "２０２６-０５", "2026-05-", "", 20260501, 202605, True, [], {},
    ),
    "year": (1899, 2101, 0, -1, 2**53 + 1, 2**64, 10**40, 2020.0, 2020.5, 1e-7, 1e22, 5e-324, "2020", True, [2020], {}),
    "years": (2020, "2020", {}, [1899], [2101], [2020.0], [True], [[2020]], [None], ["2020"], list(range(1900, 2101))),
}  # fmt: skip
"""By kind of question, values that it does not accept."""

NO_DAYS = ("today", "2026-05", *(value for value in WRONG["date"] if isinstance(value, str)))
"""Texts that are no value of today."""

UNKNOWN = ("", "Series", "serie", "学历", "__proto__", "a\nb", "𠮷" * 61)
"""Keys that no question has."""

BROKEN = (
    "", " ", "null", "true", "[]", '"mainland"', "{", "{]", "{'origin': 1}", '{"origin"}', '{"origin": "mainland",}',
    '{"origin": "mainland"} x', '{"origin": "main', '{"origin": "\t"}', '{"origin": "\\x"}', '{"origin": "\\u12"}',
    '{"contract": NaN}', '{"contract": -Infinity}', '{"education_year": 1e999}', '{"education_year": 01}',
    f'{{"education_year": {"9" * 5000}}}', '{"origin": "mainland", "origin": "foreign"}', '{"企业": 1}', '{"": null}',
    "\ufeff{}", "[" * 60 + "]" * 60, "[" * 61 + "]" * 61, '{"courses": ' + "[" * 59 + "]" * 59 + "}",
)  # fmt: skip
"""Texts that are no JSON object of answers."""


def draw_applicants(notices: list[JsonObject], count: int, seed: int = 20260511) -> list[Applicant]:
    """``count`` applicants spread over the published notices, a third of them with open answers."""
    random = Random(seed)
    asked = [(notice, questions_of(notice)) for notice in notices]
    return [_draw(random, *asked[number % len(asked)], partial=number % 3 == 0) for number in range(count)]


def draw_faulty(notices: list[JsonObject], count: int, seed: int = 20260511) -> list[Applicant]:
    """``count`` applicants, like those of ``draw_applicants`` but for one thing that cannot be used, or two."""
    random = Random(seed)
    asked, broken = {notice["id"]: questions_of(notice) for notice in notices}, cycle(BROKEN)
    drawn = draw_applicants(notices, count, seed)
    return [_spoil(random, applicant, asked[applicant.notice], broken) for applicant in drawn]


def _draw(random: Random, notice: JsonObject, questions: dict[str, Question], partial: bool) -> Applicant:
    lucky = random.random() < 0.7
    answers = {key: _answer(random, question, notice, lucky) for key, question in questions.items()}
    for key in [key for key, question in questions.items() if partial and question.kind == "date"]:
        # A month without its day is open within the month.
        answers[key] = answers[key][: random.choice((7, 10, 10))]
    for key in random.sample(list(questions), random.randint(1, len(questions)) if partial else 0):
        # Not answered is null as well as absent.
        if random.random() < 0.5:
            answers[key] = None
        else:
            del answers[key]
    return Applicant(notice["id"], answers, random.choice(DAYS))


def _answer(random: Random, question: Question, notice: JsonObject, lucky: bool) -> Any:
    if question.id in OFTEN and random.random() < (0.95 if lucky else 0.6):
        return FAVOURABLE[question.id]
    cutoff = last_counted(notice)
    match question.kind:
        case "yes_no":
            return random.random() < 0.5
        case "date":
            return _day(random, cutoff).isoformat()
        case "year":
            return random.choice(YEARS) if random.random() < 0.05 else random.randint(cutoff.year - 8, cutoff.year)
        case "years":
            return _courses(random, cutoff, lucky)
        case _:
            admitted = [a for r in notice["requirements"] if r["kind"] == "affiliation" for a in r["admits"]]
            return random.choice(admitted if lucky and question.id == "affiliation" else question.all_values)


def last_counted(notice: JsonObject) -> date:
    """The last cut-off that the published notice states; where it states none, the day of issue."""
    cutoff = notice["openings"][-1].get("cutoff")
    return date.fromisoformat(cutoff["date"] if cutoff else notice["issued"])


def _day(random: Random, cutoff: date) -> date:
    """A day in the last years, often one at which a year of probation is just complete or just not."""
    drawn = random.random()
    if drawn < 0.05:
        return date.fromisoformat(random.choice(BORDERS))
    if drawn < 0.4:
        return cutoff - timedelta(days=random.randint(362, 368))
    return cutoff - timedelta(days=random.randint(0, 1500))


def _courses(random: Random, cutoff: date, lucky: bool) -> list[int]:
    """Years up to the cut-off's, now and then out of order, or every year that an answer may name."""
    if random.random() < 0.03:
        return list(range(YEARS[0], YEARS[1] if lucky else cutoff.year))
    years = [year for year in range(cutoff.year - 4, cutoff.year + 1) if random.random() < (0.98 if lucky else 0.8)]
    return years if lucky else random.choices(years, k=len(years))


def _spoil(random: Random, applicant: Applicant, questions: dict[str, Question], broken: Iterator[str]) -> Applicant:
    drawn = random.random()
    if drawn < 0.1:
        return Applicant(applicant.notice, next(broken), applicant.today)
    if drawn < 0.2:
        return Applicant(applicant.notice, applicant.answers, random.choice(NO_DAYS))
    answers = dict(applicant.answers)
    if drawn < 0.3:
        answers[random.choice(UNKNOWN)] = random.choice([None, 1])
    for key in random.sample(list(questions), random.choice([1, 1, 2])):
        answers[key] = random.choice(WRONG[questions[key].kind])
    # The first fault in the order of the object is the one that is told.
    return Applicant(applicant.notice, dict(random.sample(list(answers.items()), len(answers))), applicant.today)

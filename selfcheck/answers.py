"""The questions an applicant can be asked, and what each accepts as an answer.

Source: the contract, section 2. ``ANSWERS`` is in the order the questions read naturally.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date

TYPE_CHECKING = False  # as in typing, which would add to the start-up in the browser
if TYPE_CHECKING:
    from typing import Any

type Json = Any
"""Any JSON value."""
type JsonObject = dict[str, Any]
type Answers = dict[str, Any]
"""For every key of ``ANSWERS`` the value from ``read_answers``, None where unanswered."""

STATUS = ("working", "civil_servant", "retired")
ORIGIN = ("mainland", "hk_mo_tw", "foreign")
FOREIGN_DOCUMENT = ("work_permit", "permanent_residence", "jiangsu_talent_residence", "none")
SERIES = (
    "economics", "accounting", "statistics", "audit", "health", "shipping", "translation", "publishing", "telecom",
    "software", "archives", "political_work", "engineering", "pharmacy", "agriculture", "natural_science_research",
    "social_science_research", "university_teaching", "secondary_vocational_teaching", "school_teaching",
    "technical_school_teaching", "journalism", "broadcasting", "lawyer", "notary", "library", "arts", "other",
)  # fmt: skip
EDUCATION = (
    "below", "high_school", "secondary_vocational", "technical_intermediate", "technical_senior",
    "technical_preparatory", "junior_college", "bachelor", "second_bachelor", "master", "doctor",
)  # fmt: skip
COMPLETION = ("graduated", "completed", "certificate")
SCHOOL = ("regular", "military", "party_long", "party_other", "overseas")
TITLES = ("technician", "assistant", "intermediate")

YEARS = (1900, 2100)
"""The first and last year an answer may name."""

MAX_COURSES = 200


class InputError(ValueError):
    """Unusable input; ``key`` names the answer at fault, if it is one."""

    def __init__(self, message: str, key: str | None = None) -> None:
        super().__init__(message)
        self.key = key


class Answer:
    """One key: its ``kind`` (bool, choice, date, year, years) and, for a choice, its ``values``.

    Each notice has its own values of ``affiliation``: ``values`` is empty for it.
    """

    __slots__ = ("kind", "values")

    def __init__(self, kind: str, values: tuple[str, ...] = ()) -> None:
        self.kind = kind
        self.values = values


ANSWERS = {
    "affiliation": Answer("choice"),
    "origin": Answer("choice", ORIGIN),
    "foreign_document": Answer("choice", FOREIGN_DOCUMENT),
    "contract": Answer("bool"),
    "status": Answer("choice", STATUS),
    "sanctioned": Answer("bool"),
    "series": Answer("choice", SERIES),
    "access_qualification": Answer("bool"),
    "education": Answer("choice", EDUCATION),
    "completion": Answer("choice", COMPLETION),
    "school": Answer("choice", SCHOOL),
    "education_year": Answer("year"),
    "field_matches": Answer("bool"),
    "post_since": Answer("date"),
    "working_since": Answer("date"),
    "assessments": Answer("bool"),
    "courses": Answer("years"),
    "dispatched": Answer("bool"),
    "public_post": Answer("bool"),
}

TOPICS = (
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
"""The keys by subject, in the order of the notices; a question comes after those it depends on."""


def read_answers(given: Json, affiliations: Sequence[str]) -> Answers:
    """The answers in ``given``, a JSON object; None for every unanswered key.

    ``affiliations`` are the ids the notice accepts. Dates become ``date``, courses a frozen set of years.
    Raises ``InputError`` naming the first key at fault, in the order of the object.
    """
    if not isinstance(given, dict):
        raise InputError(f"answers: expected a JSON object, found {shown(given)}")
    answers: Answers = dict.fromkeys(ANSWERS)
    for key, value in given.items():
        if key not in ANSWERS:
            raise InputError(f"{shown(key)}: expected one of {', '.join(ANSWERS)}", key)
        if value is not None:
            answer = ANSWERS[key]
            accepted = affiliations if key == "affiliation" else answer.values
            answers[key] = READERS[answer.kind](key, value, accepted)
    return answers


def read_date(key: str, value: Json) -> date:
    """The date in ``value``, an ISO date as text, within ``YEARS``; raises ``InputError``."""
    try:
        if not isinstance(value, str) or len(value) != 10 or value[7] != "-":  # 2026-W05-1 is ISO, too
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{key}: expected a date as YYYY-MM-DD, found {shown(value)}", key) from None
    _check_year(key, day.year)
    return day


def shown(value: Json) -> str:
    """``value`` for an error message: as JSON, on one line, cut to 60 characters."""
    try:
        text = " ".join(value.split()) if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    except ValueError:
        text = "a number too long to write"  # of more than 4,300 digits
    text = text if len(text) <= 60 else text[:59] + "…"
    return f'"{text}"' if isinstance(value, str) else text


def _check_year(key: str, year: int) -> None:
    if not YEARS[0] <= year <= YEARS[1]:
        raise InputError(f"{key}: expected a year from {YEARS[0]} to {YEARS[1]}, found {shown(year)}", key)


def _read_choice(key: str, value: Json, accepted: Sequence[str]) -> str:
    if not isinstance(value, str) or value not in accepted:
        raise InputError(f"{key}: expected one of {', '.join(accepted)}, found {shown(value)}", key)
    return value


def _read_bool(key: str, value: Json, accepted: Sequence[str]) -> bool:
    if not isinstance(value, bool):
        raise InputError(f"{key}: expected true or false, found {shown(value)}", key)
    return value


def _read_day(key: str, value: Json, accepted: Sequence[str]) -> date:
    return read_date(key, value)


def _read_year(key: str, value: Json, accepted: Sequence[str]) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"{key}: expected a year as a whole number, found {shown(value)}", key)
    _check_year(key, value)
    return value


def _read_years(key: str, value: Json, accepted: Sequence[str]) -> frozenset[int]:
    if not isinstance(value, list) or len(value) > MAX_COURSES:
        raise InputError(f"{key}: expected a list of at most {MAX_COURSES} years, found {shown(value)}", key)
    return frozenset(_read_year(key, year, ()) for year in value)


READERS: dict[str, Callable[[str, Json, Sequence[str]], object]] = {
    "bool": _read_bool,
    "choice": _read_choice,
    "date": _read_day,
    "year": _read_year,
    "years": _read_years,
}

"""An applicant's answers, read by the questions that a register declares.

Source: the contract, section 2. A question is data: its key, its kind and, for a choice, its values.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from .dates import Month

TYPE_CHECKING = False  # as in typing, which would add to the start-up in the browser
if TYPE_CHECKING:
    from typing import Any

type Json = Any
"""Any JSON value."""
type JsonObject = dict[str, Any]
type Answers = dict[str, Any]
"""For every question the value from ``read_answers``, None where unanswered."""

YEARS = (1900, 2100)
"""The first and last year an answer may name."""

MAX_COURSES = 200

MAX_NUMBER = 10**9


class InputError(ValueError):
    """Unusable input; ``key`` names the answer at fault, if it is one."""

    def __init__(self, message: str, key: str | None = None) -> None:
        super().__init__(message)
        self.key = key


class Question:
    """A question: ``kind`` (choice, yes_no, date, year, years, number) and what it is about.

    ``values`` has the words of each value of a choice; ``group`` and ``depth``, how many questions come before it
    there, order what is asked next; ``change`` has the words for what a person can do about the answer, or is None.
    """

    __slots__ = ("change", "depth", "doubts", "group", "id", "kind", "values")

    def __init__(self, published: JsonObject) -> None:
        self.id: str = published["id"]
        self.kind: str = published["kind"]
        self.group: str = published["group"]
        self.depth: int = published["depth"]
        self.values: dict[str, JsonObject] = {value["id"]: value for value in published.get("values", ())}
        self.change: JsonObject | None = published.get("change")
        self.doubts: list[JsonObject] = published.get("doubts", [])

    def with_values(self, more: JsonObject) -> "Question":
        """This question with further values."""
        question = object.__new__(Question)
        for name in self.__slots__:
            setattr(question, name, getattr(self, name))
        question.values = {**more, **self.values}
        return question

    @property
    def all_values(self) -> tuple[Json, ...]:
        """Every value of a choice or a yes or no; empty for all others."""
        return (True, False) if self.kind == "yes_no" else tuple(self.values)


type Questions = Mapping[str, Question]
"""The questions of a register by their keys, in the order in which they read naturally."""


def read_answers(given: Json, questions: Questions) -> Answers:
    """The answers in ``given``, a JSON object; None for every unanswered key.

    A day becomes a ``date``, a month without its day a ``Month``, and years a frozen set.
    Raises ``InputError`` naming the first key at fault, in the order of the object.
    """
    if not isinstance(given, dict):
        raise InputError(f"answers: expected a JSON object, found {shown(given)}")
    answers: Answers = dict.fromkeys(questions)
    for key, value in given.items():
        if key not in questions:
            raise InputError(f"{shown(key)}: expected one of {', '.join(questions)}", key)
        if value is not None:
            question = questions[key]
            answers[key] = READERS[question.kind](key, value, question.values)
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


def _read_choice(key: str, value: Json, accepted: Iterable[str]) -> str:
    if not isinstance(value, str) or value not in accepted:
        raise InputError(f"{key}: expected one of {', '.join(accepted)}, found {shown(value)}", key)
    return value


def _read_yes_no(key: str, value: Json, accepted: Iterable[str]) -> bool:
    if not isinstance(value, bool):
        raise InputError(f"{key}: expected true or false, found {shown(value)}", key)
    return value


def _read_day(key: str, value: Json, accepted: Iterable[str]) -> date | Month:
    if isinstance(value, str) and len(value) == 7 and value[4] == "-":
        month = read_date(key, f"{value}-01") if value[5:].isdecimal() and value.isascii() else None
        if month:
            return Month(month.year, month.month)
    return read_date(key, value)


def _read_year(key: str, value: Json, accepted: Iterable[str]) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"{key}: expected a year as a whole number, found {shown(value)}", key)
    _check_year(key, value)
    return value


def _read_years(key: str, value: Json, accepted: Iterable[str]) -> frozenset[int]:
    if not isinstance(value, list) or len(value) > MAX_COURSES:
        raise InputError(f"{key}: expected a list of at most {MAX_COURSES} years, found {shown(value)}", key)
    return frozenset(_read_year(key, year, ()) for year in value)


def _read_number(key: str, value: Json, accepted: Iterable[str]) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= MAX_NUMBER:
        raise InputError(f"{key}: expected a number from 0 to {MAX_NUMBER}, found {shown(value)}", key)
    return int(value) if value == int(value) else value


READERS: dict[str, Callable[[str, Json, Iterable[str]], object]] = {
    "choice": _read_choice,
    "yes_no": _read_yes_no,
    "date": _read_day,
    "year": _read_year,
    "years": _read_years,
    "number": _read_number,
}
"""How each kind of question reads its answer."""

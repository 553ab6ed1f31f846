"""Finds answers that cannot all be true; a note for each names the key, as one answer must be mistyped.

A note never changes a verdict: only the applicant knows which of two answers is wrong.
"""

from collections.abc import Iterator
from datetime import date

from .answers import TYPE_CHECKING, Answers, Json, JsonObject
from .dates import Month
from .forms import Scope, read_condition
from .levels import NO_TABLE
from .words import WORDS, in_both

if TYPE_CHECKING:
    from .notice import Notice


def contradictions(notice: "Notice", given: Answers, day: date) -> list[JsonObject]:
    """The notes on ``given`` (from ``read_answers``) as of ``day``: ``{"key", "zh", "en"}`` each.

    In the order of the questions: what is still to come, then what the questions themselves say cannot be.
    """
    notes: list[JsonObject] = []
    scope = Scope(None, (), {}, frozenset(), notice.questions)
    for key, question in notice.questions.items():
        for name, value in _to_come(question.kind, given[key], day):
            notes.append({"key": key, **in_both(notice, WORDS["notes"][name], value=value, today=day)})
        for doubt in question.doubts:
            if read_condition(doubt["when"], scope).holds(given, NO_TABLE, notice.opening):
                notes.append({"key": doubt.get("key", key), **in_both(notice, doubt, given)})
    return notes


def _to_come(kind: str, value: Json, day: date) -> Iterator[tuple[str, Json]]:
    """What is still to come on ``day``, with the name of its note."""
    if value is None:
        return
    if kind == "year" and value > day.year:
        yield "year_to_come", [value]
    elif kind == "years" and max(value, default=0) > day.year:
        yield "year_to_come", sorted(year for year in value if year > day.year)
    elif kind == "date" and (value.first if isinstance(value, Month) else value) > day:
        yield "day_to_come", value

"""Finds answers that cannot all be true; a note for each names the key, as one answer must be mistyped.

A note never changes a verdict: only the applicant knows which of two answers is wrong.
"""

from collections.abc import Iterator
from datetime import date

from .answers import Answers, JsonObject
from .words import in_both


def contradictions(given: Answers, day: date) -> list[JsonObject]:
    """The notes on ``given`` (from ``read_answers``) as of ``day``: ``{"key", "zh", "en"}`` each."""
    return [{"key": key, **in_both("notes", reason, **values)} for key, reason, values in _find(given, day)]


def _find(given: Answers, day: date) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Key, reason and values of each contradiction, in the order of the questions."""
    origin, document = given["origin"], given["foreign_document"]
    if origin in ("mainland", "hk_mo_tw") and document not in (None, "none"):
        yield "foreign_document", "document_of_no_foreigner", {"origin": origin, "foreign_document": [document]}
    year = given["education_year"]
    if year is not None and year > day.year:
        yield "education_year", "year_to_come", {"years": [year], "today": day}
    post, working, courses = given["post_since"], given["working_since"], given["courses"]
    for key, since in (("post_since", post), ("working_since", working)):
        if since is not None and since > day:
            yield key, "day_to_come", {"since": since, "today": day}
    if post is not None and working is not None and post < working:
        yield "post_since", "post_before_work", {"since": post, "working": working}
    to_come = sorted(year for year in courses or () if year > day.year)
    if to_come:
        yield "courses", "year_to_come", {"years": to_come, "today": day}
    if given["dispatched"] and given["public_post"]:
        yield "public_post", "dispatched_on_the_staff", {}

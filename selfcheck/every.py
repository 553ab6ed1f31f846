"""Judges one applicant by every notice: the same answers, one notice after another."""

from collections.abc import Callable, Sequence

from .answers import Json, JsonObject, read_answers
from .notice import Notice, read_notice

type Ask = Callable[[Notice, JsonObject, str], JsonObject]


def for_every(
    ask: Callable[[Notice, JsonObject, str], JsonObject],
    notices: Sequence[Json | Notice],
    answers: JsonObject,
    today: str,
) -> list[JsonObject]:
    """The results of ``ask`` (``evaluate`` or ``explain``) for each notice with the same answers.

    ``notices`` open a round and are published or already read. An affiliation from another area means nothing to a
    notice: there it counts as unanswered. Raises ``InputError`` where no notice accepts the answers.
    """
    read = [read_notice(notice) for notice in notices]
    read_answers(answers, tuple(dict.fromkeys(place for notice in read for place in notice.affiliations)))
    return [ask(notice, _understood(notice, answers), today) for notice in read]


def _understood(notice: Notice, answers: JsonObject) -> JsonObject:
    accepted = answers.get("affiliation") in notice.affiliations
    return answers if accepted else {**answers, "affiliation": None}

"""One applicant and every notice: the same answers, notice after notice."""

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
    """``ask``, which is ``evaluate`` or ``explain``, of each notice with the same answers, as a list.

    ``notices`` are published or read ones that open a round. An affiliation of another area is no answer to a notice:
    there it counts as not given. Raises ``InputError`` where no notice accepts the answers.
    """
    read = [read_notice(notice) for notice in notices]
    read_answers(answers, tuple(dict.fromkeys(place for notice in read for place in notice.affiliations)))
    return [ask(notice, _understood(notice, answers), today) for notice in read]


def _understood(notice: Notice, answers: JsonObject) -> JsonObject:
    known = answers.get("affiliation") in notice.affiliations
    return answers if known else {**answers, "affiliation": None}

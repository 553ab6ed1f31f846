"""Judges one applicant by every notice: the same answers, one notice after another."""

from collections.abc import Callable, Sequence

from .answers import Json, JsonObject, Question, read_answers
from .notice import Notice, read_notice

type Ask = Callable[[Notice, JsonObject, str], JsonObject]


def for_every(
    ask: Callable[[Notice, JsonObject, str], JsonObject],
    notices: Sequence[Json | Notice],
    answers: JsonObject,
    today: str,
) -> list[JsonObject]:
    """The results of ``ask`` (``evaluate`` or ``explain``) for each notice with the same answers.

    ``notices`` open a round and are published or already read. A value of another area means nothing to a
    notice: there it counts as unanswered. Raises ``InputError`` where no notice accepts the answers.
    """
    read = [read_notice(notice) for notice in notices]
    accepted: dict[str, Question] = {}
    for question in (question for notice in read for question in notice.questions.values()):
        if question.id in accepted:
            accepted[question.id] = question.with_values(accepted[question.id].values)
        else:
            accepted[question.id] = question
    read_answers(answers, accepted)
    return [ask(notice, _understood(notice, answers), today) for notice in read]


def _understood(notice: Notice, answers: JsonObject) -> JsonObject:
    """The answers that mean something to the notice: a value of another area counts as unanswered."""
    return {
        key: value if not notice.questions[key].values or value in notice.questions[key].values else None
        for key, value in answers.items()
        if key in notice.questions
    }

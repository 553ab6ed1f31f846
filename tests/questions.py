"""The questions of the register, as its published notices carry them."""

from selfcheck.answers import JsonObject, Question


def questions_of(notice: JsonObject) -> dict[str, Question]:
    """The questions of a published notice by their keys, in the order in which they read."""
    return {question["id"]: Question(question) for question in notice["questions"]}

"""Names in braces, in whose place a sentence of the self-check has values."""

from collections.abc import Iterator, Set
from string import Formatter

from generator.register.model import QuestionEntry, Text
from generator.register.notices import Register
from generator.register.places import Place, Places
from generator.register.problems import Problem


def hole_problems(words: Text, names: Set[str], at: Place, place: Places) -> Iterator[Problem]:
    """The braces in ``words`` that are around none of the names of which it is said, or around more than a name."""
    for language in ("zh", "en"):
        try:
            parts = [part for part in Formatter().parse(words.of(language)) if part[1] is not None]
        except ValueError as error:
            yield place.problem((*at, language), "names in pairs of braces", str(error))
            continue
        for _, name, form, conversion in parts:
            if name not in names:
                expected = f"names that it can know, {', '.join(sorted(names))}"
                yield place.problem((*at, language), expected, f"{{{name}}}")
            elif form or conversion:
                yield place.problem((*at, language), "names alone in braces", f"{name}!{conversion}:{form}")


def question_hole_problems(register: Register, place: Places) -> Iterator[Problem]:
    """The same of what each question says of a change and of a doubt."""
    keys = {question.id for question in register.questions}
    for number, question in enumerate(register.questions):
        if question.change:
            names = _changing(question)
            yield from hole_problems(question.change, names, (number, "change"), place)
            if question.change.past:
                yield from hole_problems(question.change.past, names, (number, "change", "past"), place)
        for index, doubt in enumerate(question.doubts):
            yield from hole_problems(doubt, keys, (number, "doubts", index), place)


def _changing(question: QuestionEntry) -> Set[str]:
    return {"years"} if question.kind == "years" else {question.id}

"""Words a problem for a clerk, in either language, from the English in which the register's checks word it.

``problems.yaml`` holds each phrase in both languages, with names in braces for what a check names there. The English is
the message itself, which other programs read: it is never changed here, only recognised.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from generator.languages import LANGUAGES, Words
from generator.register.characters import harmless
from generator.register.problems import Problem

HOLE = re.compile(r"\{(\w+)\}")
QUOTED = re.compile(r'"([^"]*)"')
UNTOLD = ("clauses", "annexes", "extra", "centre")
"""Steps of a place that say nothing beside the clause or the field."""


class Phrases:
    """What problems are worded with in ``language``."""

    def __init__(self, words: Words, language: str) -> None:
        self.language, self.t = language, words.of(language)
        self.fields = words.under("problems.field", language)
        self._of = {
            part: list(zip(words.under(f"problems.{part}", "en").values(), self._own(words, part), strict=True))
            for part in ("expected", "found")
        }

    def _own(self, words: Words, part: str) -> list[str]:
        return list(words.under(f"problems.{part}", self.language).values())

    @cached_property
    def _known(self) -> dict[str, list[tuple[re.Pattern[str], str]]]:
        """The phrases of each part: what an English one looks like, and its own; the longer, the sooner."""
        return {
            part: [
                (phrase_pattern(english), own) for english, own in sorted(pairs, key=lambda pair: -len(_bare(pair[0])))
            ]
            for part, pairs in self._of.items()
        }

    def line(self, problem: Problem) -> str:
        """``file:line:column:``, and what is wrong; in English as every command says it."""
        if self.language == "en":
            return str(problem)
        level = self.t("problems.warning") if problem.level == "warning" else ""
        return f"{harmless(problem.path)}:{problem.line}:{problem.column}: {level}{self.message(problem)}"

    def message(self, problem: Problem) -> str:
        """Where in the notice, what is expected there, and what was found."""
        if self.language == "en":
            return problem.message
        place = self.place(problem)
        said = self.t(
            "problems.line",
            place=place and place + self.t("problems.place.end"),
            expected=self.expected(problem),
            found=self.found(problem),
        )
        return harmless(" ".join(said.split()))

    def place(self, problem: Problem) -> str:
        """The clause and the field, as far as the problem has them."""
        clause = self.t("problems.place.clause", clause=problem.clause) if problem.clause else ""
        steps = self._steps(step for step in problem.fields if step not in UNTOLD)
        field = self.t("problems.place.field", field=steps) if steps else ""
        return clause + field

    def expected(self, problem: Problem) -> str:
        return self._worded("expected", problem.expected)

    def found(self, problem: Problem) -> str:
        return self._worded("found", problem.found)

    def knows(self, part: str, english: str) -> bool:
        """Whether there is a phrase for the English of ``part``, ``expected`` or ``found``."""
        return any(pattern.fullmatch(_flat(english)) for pattern, _ in self._known[part])

    def _worded(self, part: str, english: str) -> str:
        english = _flat(english)
        for pattern, own in self._known[part]:
            if match := pattern.fullmatch(english):
                english = own.format(**{name: self._named(name, value) for name, value in match.groupdict().items()})
                break
        return QUOTED.sub(lambda quoted: self.t("problems.quoted", words=quoted[1]), english)

    def _named(self, name: str, value: str) -> str:
        """What stands in a hole; a field by its name here."""
        return self._steps(value.split(".")) if name == "field" else value

    def _steps(self, steps: Iterable[str]) -> str:
        """The fields of a place by their names here."""
        named = (self.fields.get(f"in_{step}" if step in LANGUAGES else step, step) for step in steps)
        return self.t("problems.place.step").join(named)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _bare(phrase: str) -> str:
    return HOLE.sub("", phrase)


def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """What a message that the phrase words looks like; a name that stands twice stands for the same."""
    seen: set[str] = set()
    parts = HOLE.split(phrase)
    for number in range(1, len(parts), 2):
        name = parts[number]
        parts[number] = f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"
        seen.add(name)
    parts[::2] = map(re.escape, parts[::2])
    return re.compile("".join(parts))

"""What the importer says in a draft beside what is open, in the words of whoever decides it at the desk."""

import re
from functools import cached_property

from generator.importing.notes import BETWEEN, NOTES
from generator.languages import Translate
from generator.translating.suggesting import SOURCES
from generator.words.problems import phrase_pattern

COMMENTS = NOTES | SOURCES
"""The comments of a draft by the name of their words, with names in braces for what is quoted there."""


class Notes:
    """A draft's comments in one language."""

    def __init__(self, t: Translate) -> None:
        self.t = t

    def worded(self, comments: tuple[str, ...]) -> str:
        """Comment lines in words; what a person has written there stays as it is."""
        return " ".join(self._line(comment) or comment for comment in comments if comment)

    def _line(self, comment: str) -> str:
        """One line, of one note or several, in words; empty where the importer has said none of it."""
        for match in re.finditer(re.escape(BETWEEN), comment):
            first, rest = self._line(comment[: match.start()]), self._line(comment[match.end() :])
            if first and rest:
                return self.t("desk.drafting.and", first=first, rest=rest)
        for name, pattern in self._known:
            if found := pattern.fullmatch(comment):
                return self.t(f"desk.drafting.{name}", **found.groupdict())
        return ""

    @cached_property
    def _known(self) -> list[tuple[str, re.Pattern[str]]]:
        """The longer, the sooner."""
        longest_first = sorted(COMMENTS.items(), key=lambda each: -len(each[1]))
        return [(name, phrase_pattern(said)) for name, said in longest_first]

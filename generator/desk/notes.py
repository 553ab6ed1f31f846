"""What the importer says in a draft beside what is open, in the words of whoever decides it at the desk."""

import re
from collections.abc import Mapping
from functools import cached_property

from generator.importing.notes import BETWEEN, NOTES
from generator.languages import Translate
from generator.register.model import ROUND_ID
from generator.translating.suggesting import SOURCES
from generator.translating.texts import HEAD
from generator.words.problems import phrase_pattern
from generator.words.typography import round_name

COMMENTS = NOTES | SOURCES
"""The comments of a draft by the name of their words, with names in braces for what is quoted there."""


ORIGIN = re.compile(rf"(?P<place>\S+) of (?P<jurisdiction>[\w-]+?)-(?P<round>{ROUND_ID.strip('^$')})(?![\w-])")
"""Where English comes from: a clause or a field, and a notice by the two parts of its id."""


class Notes:
    """A draft's comments in one language; ``places``: what jurisdictions are called, by their ids."""

    def __init__(self, t: Translate, places: Mapping[str, str] | None = None) -> None:
        self.t, self.places = t, places or {}

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
                said = found.groupdict()
                if "origin" in said:
                    said["origin"] = ORIGIN.sub(self._origin, said["origin"])
                return self.t(f"desk.drafting.{name}", **said)
        return ""

    def _origin(self, found: re.Match[str]) -> str:
        """Where English comes from, with the notice named as people do: by place and round."""
        called = self.places.get(found["jurisdiction"])
        if called is None:
            return found[0]
        notice = self.t("comparison.short", jurisdiction=called, round=round_name(found["round"], self.t))
        place = self.t(f"desk.field.{found['place']}") if found["place"] in HEAD else found["place"]
        return self.t("desk.drafting.origin", place=place, notice=notice)

    @cached_property
    def _known(self) -> list[tuple[str, re.Pattern[str]]]:
        """The longer, the sooner."""
        longest_first = sorted(COMMENTS.items(), key=lambda each: -len(each[1]))
        return [(name, phrase_pattern(said)) for name, said in longest_first]

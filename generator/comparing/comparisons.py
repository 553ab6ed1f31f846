"""The comparisons of a register's notices, from what is published of them."""

import json
from functools import cache, cached_property

from generator.comparison.drawing import Drawing
from generator.comparison.rows import Comparison, compare
from generator.comparison.wording import Wording
from generator.published import notice_json, text_of
from generator.register.model import Named, Text
from generator.register.notices import Notice, Register
from generator.register.rounds import rounds_before
from generator.words.load import LANGUAGES, Words
from generator.words.segments import word_lengths
from generator.words.typography import short_name

VOCABULARY = "compare/vocabulary.json"
"""Where in the site the vocabulary is."""

WORDS = ("site", "compare", "comparison", "decision", "outcome", "status", "title", "no_title", "rule")
"""What the keys of the words begin with in which comparisons speak."""


class Comparisons:
    """A register's notices as published, each once, with the vocabulary in which they are compared.

    ``published(id)`` is a notice's JSON, ``cut(id)`` the lengths of its words; ``before`` has the round before a
    notice's, by its id.
    """

    def __init__(self, register: Register, words: Words):
        self.register = register
        self.words = words
        self.published = cache(lambda known: notice_json(register, register.notice(known)))
        self.cut = cache(lambda known: word_lengths(register, register.notice(known)))
        self.before = rounds_before(register)

    @cached_property
    def vocabulary(self) -> dict:
        """Topics in order; facts, whom affiliations are and short names of notices by id; each in both languages."""
        register = self.register
        return {
            "topics": [
                {"id": topic.id, **_both(topic)} for topic in sorted(register.topics, key=lambda topic: topic.order)
            ],
            "facts": {
                known.id: {"type": known.type, "unit": known.unit and _both(known.unit), **_both(known)}
                for known in register.facts
            },
            "affiliations": {
                known.id: _both(known.persons) if known.persons else self.quoted(known)
                for area in register.jurisdictions.areas
                for known in area.affiliations
            },
            "notices": {notice.id: self.name(notice) for notice in register.notices},
        }

    def name(self, notice: Notice) -> dict[str, str]:
        return {
            language: short_name(self.register, notice, self.words.of(language), language) for language in LANGUAGES
        }

    def quoted(self, known: Named) -> dict[str, str]:
        return {
            language: self.words.of(language)("compare.quoted", words=text) for language, text in _both(known).items()
        }

    def between(self, a: Notice, b: Notice) -> Comparison:
        """What changes from ``a`` to ``b``."""
        return compare(self.published(a.id), self.published(b.id), self.vocabulary)

    def wording(self, comparison: Comparison, language: str) -> Wording:
        """What says the comparison in one language."""
        return Wording(comparison, self.vocabulary, self.words, language)

    def drawing(self, comparison: Comparison) -> Drawing:
        """What marks the words that differ, in either language."""
        return Drawing((self.cut(comparison.a["id"]), self.cut(comparison.b["id"])))

    def since(self, notice: Notice) -> Comparison:
        """What changes to a notice from the round before it; where there is none, the notice beside itself."""
        return self.between(self.before.get(notice.id, notice), notice)

    def files(self) -> dict[str, str]:
        """What the browser compares with, beside the notices: site path to text."""
        cuts = {f"notices/{notice.id}.words.json": self.cut(notice.id) for notice in self.register.notices}
        files = {path: json.dumps(cut, separators=(",", ":")) + "\n" for path, cut in cuts.items()}
        return files | {VOCABULARY: text_of({**self.vocabulary, "words": self.words.beginning_with(*WORDS)})}


def _both(known: Text) -> dict[str, str]:
    return {language: known.of(language) for language in LANGUAGES}

"""The comparisons of a register's notices, from what is published of them."""

import json
from functools import cache, cached_property

from generator.comparison.drawing import Drawing
from generator.comparison.rows import Comparison, compare
from generator.comparison.wording import Wording
from generator.published.notice import PublishedNotice, json_text
from generator.published.publication import Publication
from generator.published.rounds import rounds_before
from generator.register.model import Named, Text
from generator.words.load import LANGUAGES, Words
from generator.words.segments import word_lengths
from generator.words.typography import short_name
from selfcheck.answers import JsonObject

VOCABULARY = "compare/vocabulary.json"
"""Where in the site the vocabulary is."""

WORDS = ("site", "compare", "comparison", "decision", "outcome", "status", "title", "no_title", "rule")
"""What the keys of the words begin with in which comparisons speak."""


class Comparisons:
    """Published notices with the vocabulary in which they are compared.

    ``cut(id)`` has the lengths of a notice's words; ``before`` the round before a notice's, by its id.
    """

    def __init__(self, publication: Publication, words: Words):
        self.publication = publication
        self.words = words
        self.cut = cache(lambda notice_id: word_lengths(publication.glossary, publication.by_id[notice_id]))
        self.before = rounds_before(publication)

    @cached_property
    def vocabulary(self) -> JsonObject:
        """Topics in order; facts, whom affiliations are and short names of notices by id; each in both languages."""
        shared = self.publication
        return {
            "topics": [
                {"id": topic.id, **_both(topic)} for topic in sorted(shared.topics, key=lambda topic: topic.order)
            ],
            "facts": {
                known.id: {"type": known.type, "unit": known.unit and _both(known.unit), **_both(known)}
                for known in shared.facts
            },
            "affiliations": {
                known.id: _both(known.persons) if known.persons else self.quoted(known)
                for area in shared.jurisdictions.areas
                for known in area.affiliations
            },
            "notices": {notice.id: self.name(notice) for notice in shared.notices},
        }

    def name(self, notice: PublishedNotice) -> dict[str, str]:
        return {
            language: short_name(self.publication, notice, self.words.of(language), language) for language in LANGUAGES
        }

    def quoted(self, known: Named) -> dict[str, str]:
        return {
            language: self.words.of(language)("compare.quoted", words=text) for language, text in _both(known).items()
        }

    def between(self, a: PublishedNotice, b: PublishedNotice) -> Comparison:
        """What changes from ``a`` to ``b``."""
        return compare(a.data, b.data, self.vocabulary)

    def wording(self, comparison: Comparison, language: str) -> Wording:
        """What says the comparison in one language."""
        return Wording(comparison, self.vocabulary, self.words, language)

    def drawing(self, comparison: Comparison) -> Drawing:
        """What marks the words that differ, in either language."""
        return Drawing((self.cut(comparison.a["id"]), self.cut(comparison.b["id"])))

    def since(self, notice: PublishedNotice) -> Comparison:
        """What changes to a notice from the round before it; where there is none, the notice beside itself."""
        return self.between(self.before.get(notice.id, notice), notice)

    def files(self) -> dict[str, str]:
        """What the browser compares with, beside the notices: site path to text."""
        cuts = {f"notices/{notice.id}.words.json": self.cut(notice.id) for notice in self.publication.notices}
        files = {path: json.dumps(cut, separators=(",", ":")) + "\n" for path, cut in cuts.items()}
        return files | {VOCABULARY: json_text({**self.vocabulary, "words": self.words.beginning_with(*WORDS)})}


def _both(known: Text) -> dict[str, str]:
    return {language: known.of(language) for language in LANGUAGES}

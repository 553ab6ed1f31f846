"""The comparisons of a register's published notices."""

import json
from collections.abc import Callable, Collection
from copy import copy
from dataclasses import replace
from functools import cached_property, lru_cache, partial

from generator.comparison.drawing import Drawing
from generator.comparison.rows import Comparison, compare
from generator.comparison.wording import Wording
from generator.published.memory import Memory
from generator.published.notice import PublishedNotice, json_text
from generator.published.publication import Publication
from generator.published.rounds import read_against, rounds_before
from generator.register.model import Named, Text
from generator.store import NOTHING, Store
from generator.words.load import LANGUAGES, Words
from generator.words.segments import word_lengths
from generator.words.typography import short_name
from selfcheck.answers import JsonObject
from selfcheck.notice import read_notice

VOCABULARY = "compare/vocabulary.json"
"""The vocabulary's path in the site."""

WORDS = (
    *("site", "compare", "comparison", "decision", "outcome", "status", "title", "no_title", "rule", "asked", "value"),
    "yes_no",
)
"""First parts of the keys of all words that comparisons use."""

RECENT, SHARED = 8, 64
"""How many comparisons, and how many notices' rules, are kept for what asks again: all of a register are too many."""


class Comparisons:
    """Published notices with the vocabulary for comparing them.

    ``before`` has, by a notice's id, the round before it.
    """

    def __init__(
        self, publication: Publication, words: Words, memory: Memory | None = None, store: Store = NOTHING
    ) -> None:
        """``store``: what earlier runs have made."""
        self.publication, self._store = publication, store
        self.words = words.and_of(publication.words)
        self._memory = memory or Memory()
        self._between = lru_cache(RECENT)(self._compare)
        self._rules = lru_cache(SHARED)(lambda notice_id: read_notice(publication.by_id[notice_id].data))
        self.before = rounds_before(publication)

    def only(self, ids: Collection[str]) -> "Comparisons":
        """The comparisons of some notices alone, in the order that they have among all."""
        some = copy(self)
        own = tuple(notice for notice in self.publication.notices if notice.id in ids)
        some.publication = replace(self.publication, notices=own)
        some._between = lru_cache(RECENT)(some._compare)
        some.before = among(self.before, ids)
        some.__dict__["earlier"] = among(self.earlier, ids)
        names = {notice.id: self.vocabulary["notices"][notice.id] for notice in own}
        some.__dict__["vocabulary"] = {**self.vocabulary, "notices": names}
        return some

    def cut(self, notice_id: str) -> dict[str, dict[str, list[int]]]:
        """The lengths of a notice's words, by clause id and language."""
        notice, glossary = self.publication.by_id[notice_id], self.publication.glossary
        return self._memory.made("words", notice_id, (notice, glossary), lambda: self._cut(notice))

    def _cut(self, notice: PublishedNotice) -> dict[str, dict[str, list[int]]]:
        def make() -> bytes:
            return json.dumps(word_lengths(self.publication.glossary, notice)).encode()

        cut: dict[str, dict[str, list[int]]] = json.loads(
            self._store.made(make, "words", notice.fingerprint, self._glossary)
        )
        return cut

    @cached_property
    def _glossary(self) -> str:
        return repr(self.publication.glossary)

    @cached_property
    def earlier(self) -> dict[str, PublishedNotice]:
        """The earlier notice that a notice's readers know, by the notice's id."""
        return read_against(self.publication)

    @cached_property
    def vocabulary(self) -> JsonObject:
        """Topics in order; facts, affiliations' persons and notices' short names by id; all in both languages."""
        shared = self.publication
        return {
            "topics": [
                {"id": topic.id, **_both(topic)} for topic in sorted(shared.topics, key=lambda topic: topic.order)
            ],
            "facts": {
                fact.id: {
                    "type": fact.type,
                    "unit": fact.unit and {**_both(fact.unit), "one": fact.unit.one},
                    **_both(fact),
                }
                for fact in shared.facts
            },
            "affiliations": {
                entry.id: _both(entry.persons) if entry.persons else self.quoted(entry)
                for area in shared.jurisdictions.areas
                for entry in area.affiliations
            },
            "notices": {notice.id: self.name(notice) for notice in shared.notices},
        }

    def treated(self, language: str) -> dict[str, str]:
        """The names of the topics that a notice treats, by id, in their order."""
        clauses = (clause for notice in self.publication.notices for clause in notice.all_clauses)
        topics = {topic for clause in clauses for topic in clause.topics}
        return {topic["id"]: topic[language] for topic in self.vocabulary["topics"] if topic["id"] in topics}

    def name(self, notice: PublishedNotice) -> dict[str, str]:
        return {
            language: short_name(self.publication, notice, self.words.of(language), language) for language in LANGUAGES
        }

    def quoted(self, entry: Named) -> dict[str, str]:
        return {
            language: self.words.of(language)("compare.quoted", words=text) for language, text in _both(entry).items()
        }

    def between(self, a: PublishedNotice, b: PublishedNotice) -> Comparison:
        """What changes from ``a`` to ``b``."""
        return self._between(a.id, b.id)

    def _compare(self, a: str, b: str) -> Comparison:
        by_id = self.publication.by_id
        return compare(by_id[a].data, by_id[b].data, self.vocabulary, lambda data: self._rules(data["id"]))

    def wording(self, comparison: Comparison, language: str) -> Wording:
        """The comparison's words in one language."""
        return Wording(comparison, self.vocabulary, self.words, language)

    def drawing(self, comparison: Comparison) -> Drawing:
        """The marks on words that differ, in either language."""
        return Drawing((self.cut(comparison.a["id"]), self.cut(comparison.b["id"])))

    def since(self, notice: PublishedNotice) -> Comparison:
        """What changes from the round before to this notice; without such a round, the notice compared with itself."""
        return self.between(self.before.get(notice.id, notice), notice)

    def step(self, notice_id: str) -> Comparison | None:
        """What changes to a notice from the earlier one that its readers know, None where there is none."""
        earlier = self.earlier.get(notice_id)
        return self.between(earlier, self.publication.by_id[notice_id]) if earlier else None

    def files(self) -> dict[str, Callable[[], str]]:
        """The files the browser needs for comparing, beside the notices: by site path what makes the text."""
        ids = [notice.id for notice in self.publication.notices]
        cuts = {f"notices/{notice}.words.json": partial(self._cut_text, notice) for notice in ids}
        return cuts | {VOCABULARY: self._vocabulary_text}

    def _cut_text(self, notice_id: str) -> str:
        return json.dumps(self.cut(notice_id), separators=(",", ":")) + "\n"

    def _vocabulary_text(self) -> str:
        return json_text({**self.vocabulary, "words": self.words.beginning_with(*WORDS)})


def among(before: dict[str, PublishedNotice], ids: Collection[str]) -> dict[str, PublishedNotice]:
    """Those of the notices ``ids`` that come before one of them, by its id."""
    return {later: notice for later, notice in before.items() if later in ids and notice.id in ids}


def _both(text: Text) -> dict[str, str]:
    return {language: text.of(language) for language in LANGUAGES}

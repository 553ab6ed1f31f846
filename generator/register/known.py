"""What a register knows of words: the English of what its notices name, and the topics of clauses like one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from generator.register.model import Text
from generator.register.notices import Register

ALIKE = 0.4
"""The share of its characters that a clause has in common with another whose topics may be its own."""
MOST = 4
"""So many topics are likely."""


@dataclass(frozen=True)
class Known:
    """What ``register`` knows."""

    register: Register

    @cached_property
    def english(self) -> dict[str, str]:
        """The English of each name, by its Chinese; the first notice that has one counts."""
        found: dict[str, str] = {}
        for words in self._named():
            found.setdefault(words.zh, words.en)
        return found

    def _named(self) -> Iterator[Text]:
        """What notices name in both languages: papers, whom something concerns, rounds."""
        for notice in self.register.notices:
            for clause in notice.clauses:
                yield from clause.materials
                yield from (fact.who for fact in clause.facts if fact.who)
            yield from notice.document.rounds

    def topics(self, zh: str) -> list[str]:
        """Topics that the words name, the longest names first, then those of the clauses that are most like them."""
        named = sorted((topic for topic in self.register.topics if topic.zh in zh), key=lambda topic: -len(topic.zh))
        clauses = [clause for notice in self.register.notices for clause in notice.clauses]
        words = [clause.zh for clause in clauses]
        alike = extract(zh, words, scorer=Indel.normalized_similarity, score_cutoff=ALIKE, limit=MOST)
        near = [topic for _, _, at in alike for topic in clauses[at].topics]
        return [*dict.fromkeys([*(topic.id for topic in named), *near])][:MOST]

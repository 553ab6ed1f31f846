"""How the words of a clause differ from those of the round before."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from generator.comparison.redline import redline
from generator.register.earlier import Worded

ALIKE = 0.6
"""At least this part of the characters stays where two clauses are the same one in two rounds."""
WORDS = re.compile(r"\d+|[A-Za-z]+|.", re.DOTALL)
"""A number is changed as a whole."""


@dataclass(frozen=True, slots=True)
class Since:
    """The clause of the round before that is most like one, and both texts as runs: ``(same, then, now)``."""

    round: str
    clause: str
    runs: tuple[tuple[bool, str, str], ...]

    @property
    def same(self) -> bool:
        return all(same for same, _, _ in self.runs)


def since(before: Worded, zh: str) -> Since | None:
    """What has become of the round before in a clause with the Chinese ``zh``; None where it has none like it."""
    alike = {
        clause: Levenshtein.normalized_similarity(then, zh, score_cutoff=ALIKE)
        for clause, then in before.clauses.items()
    }
    nearest = max(alike, key=alike.__getitem__, default=None)
    if nearest is None or not alike[nearest]:
        return None
    runs = redline(WORDS.findall(before.clauses[nearest]), WORDS.findall(zh)).runs
    return Since(before.round, nearest, tuple(runs))

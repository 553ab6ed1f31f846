"""The sentences of a clause that read as a condition, and those of them that nothing judges."""

import re
from collections.abc import Iterable, Iterator

SENTENCE = re.compile("[^。；;]+")

CONDITION = re.compile(
    # What is to be done; not 所需材料, 无需, 相应, 应用, 应届.
    "须|应当|(?<![相对适])应(?![用届急聘])|(?<![所无])需|方可|方能|至少|不少于|不低于|期满|以上"
    # What is not, and what follows from it.
    "|不得|不能|不可|不予|不再|不超过|严禁|禁止|逾期|视为"
)
"""The words by which the notices lay down a condition. Short, for a word that is in every other sentence would have the
editor read the whole notice again: what it misses is still the editor's to see."""


def unjudged(zh: str, quotes: Iterable[str]) -> Iterator[str]:
    """The sentences of ``zh`` that read as a condition and have no word in common with any of ``quotes``."""
    judged = [span for words in quotes for span in _spans(words, zh)]
    for sentence in SENTENCE.finditer(zh):
        if CONDITION.search(sentence.group()) and not any(_meet(sentence.span(), span) for span in judged):
            yield sentence.group().strip()


def overlap(zh: str, one: str, other: str) -> bool:
    """Whether two quotes of ``zh`` have a place in common."""
    return any(_meet(a, b) for a in _spans(one, zh) for b in _spans(other, zh))


def _spans(words: str, zh: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(re.escape(words), zh))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]

"""Finds the sentences of a clause that read as conditions but that nothing judges."""

import re
from collections.abc import Iterable, Iterator

SENTENCE = re.compile("[^。；;]+")

CONDITION = re.compile(
    # Obligations; not 所需材料, 无需, 相应, 应用, 应届.
    "须|应当|(?<![相对适])应(?![用届急聘])|(?<![所无])需|方可|方能|至少|不少于|不低于|期满|以上"
    # Prohibitions and their consequences.
    "|不得|不能|不可|不予|不再|不超过|严禁|禁止|逾期|视为"
)
"""Words that signal a condition in a notice. The list is short on purpose: a word found in every other sentence would
send the editor through the whole notice again. What the list misses remains the editor's job."""


def unjudged(zh: str, quotes: Iterable[str]) -> Iterator[str]:
    """The sentences of ``zh`` that read as a condition and overlap none of ``quotes``."""
    judged = [span for words in quotes for span in _spans(words, zh)]
    for sentence in SENTENCE.finditer(zh):
        if CONDITION.search(sentence.group()) and not any(_meet(sentence.span(), span) for span in judged):
            yield sentence.group().strip()


def overlap(zh: str, quote: str, judged: str) -> bool:
    """Whether two quotes from ``zh`` overlap in it."""
    return any(_meet(a, b) for a in _spans(quote, zh) for b in _spans(judged, zh))


def _spans(words: str, zh: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(re.escape(words), zh))


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]

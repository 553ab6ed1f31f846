"""Cuts published texts into words at build time, so a browser can mark differences without a dictionary.

The browser gets only where to cut: the length of every word, in characters.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from generator.comparison.written import DAYS, LATIN, MEASURES, NAME, NUMBER, WEB_OR_MAIL, fold
from generator.notation import NUMERALS
from generator.published.notice import PublishedNotice
from generator.register.dictionary import common_tokenizer
from generator.register.model import Term

if TYPE_CHECKING:
    from jieba import Tokenizer

WORD_FREQUENCY = 1_000_000
"""High enough to keep a glossary term in one word."""
WHOLE = re.compile("|".join(rf"(?:{pattern})" for pattern in (WEB_OR_MAIL, NAME, DAYS, NUMBER, LATIN, r"\s+")))
COUNT = re.compile(rf"([{NUMERALS}]+)([{MEASURES}].*)")
JOINTS = "和与及或的市"
"""One-character words where a long term may be cut."""
_weights: dict[str, int] = {}
"""What the terms that are words now weighed before, in the tokenizer that all share."""
CHINESE_OR_SIGN = re.compile("[\u2e80-\u2fff\u3005-\u3007\u3021-\ufaff]+|.", re.DOTALL)


def shared_tokenizer(glossary: Iterable[Term]) -> "Tokenizer":
    """jieba's default tokenizer, with the glossary's terms as words; without a glossary, with those of the last one."""
    tokenizer, terms = common_tokenizer(), {term.zh for term in glossary}
    # A preview outlives its glossary. What stays is not added again, which would shift the weights of all other words.
    for term in _weights.keys() - terms if terms else ():
        tokenizer.FREQ[term] = _weights.pop(term)
        tokenizer.total -= WORD_FREQUENCY
    for term in terms - _weights.keys():
        _weights[term] = tokenizer.FREQ.get(term, 0)
        tokenizer.add_word(term, WORD_FREQUENCY)
    return tokenizer


def word_lengths(glossary: Iterable[Term], notice: PublishedNotice) -> dict[str, dict[str, list[int]]]:
    """The lengths of the words of every clause, by clause id and language."""
    tokenizer = shared_tokenizer(glossary)
    return {
        clause.id: {
            "zh": [len(word) for word in chinese_words(clause.zh, tokenizer)],
            "en": [len(word) for word in english_words(clause.en)],
        }
        for clause in notice.all_clauses
    }


def chinese_words(text: str, tokenizer: "Tokenizer") -> list[str]:
    """The words of ``text``; days, numbers, names in 《》 and addresses stay whole."""

    def cut(piece: str) -> Iterator[str]:
        # Without its model of unknown words, which invents words such as 栏对 and 日至.
        for word in tokenizer.lcut(piece, HMM=False):
            counted = COUNT.fullmatch(word)
            yield from counted.groups() if counted else _parts(word, tokenizer.FREQ)

    return list(_words(text, cut))


def english_words(text: str) -> list[str]:
    """The words of ``text``; days, numbers, addresses and Chinese names stay whole."""
    return list(_words(text, lambda piece: CHINESE_OR_SIGN.findall(piece)))


def _words(text: str, cut: Callable[[str], Iterable[str]]) -> Iterator[str]:
    at = 0
    for found in WHOLE.finditer(fold(text)):
        yield from cut(text[at : found.start()])
        yield text[found.start() : found.end()]
        at = found.end()
    yield from cut(text[at:])


def _parts(word: str, frequencies: dict[str, int]) -> list[str]:
    """The words inside a long term, so that 职称初定 and 初定 differ by 职称 alone."""

    def parts(rest: str) -> list[str] | None:
        if not rest:
            return []
        for size in (3, 2, 1):
            head = rest[:size]
            if len(head) == size and (frequencies.get(head) if size > 1 else head in JOINTS):
                tail = parts(rest[size:])
                if tail is not None:
                    return [head, *tail]
        return None

    return (parts(word) if len(word) > 3 else None) or [word]

"""Whether a glossary's term is a word of a sentence, or only letters of it that belong to other words."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from generator.register.dictionary import own_tokenizer
from generator.register.model import Term

if TYPE_CHECKING:
    from jieba.posseg import POSTokenizer

NEXT = 12
"""So many characters after a term hold the word that follows it."""


def terms_in(text: str, glossary: Iterable[Term]) -> Iterator[Term]:
    """The terms that are words of ``text``; where one term contains another, the longer counts."""
    return (term for term, rest in letters_in(text, glossary) if is_word(term.zh, rest))


def letters_in(text: str, glossary: Iterable[Term]) -> Iterator[tuple[Term, str]]:
    """The terms whose letters stand in ``text``, longest first, each with the text without the longer ones."""
    for term in sorted(glossary, key=lambda term: -len(term.zh)):
        if term.zh in text:
            yield term, text
            text = text.replace(term.zh, "\0")


def is_word(term: str, text: str) -> bool:
    """Whether ``term`` stands in ``text`` as words of its own at least once.

    In 从事专业工作 the verb 从事 governs 专业工作, so that 从事专业 is none; in 从事专业不符 it is one.
    """
    return any(not _goes_on(term, text[at + len(term) : at + len(term) + NEXT]) for at in _places(term, text))


def _places(term: str, text: str) -> Iterator[int]:
    at = text.find(term)
    while at >= 0:
        yield at
        at = text.find(term, at + 1)


def _goes_on(term: str, after: str) -> bool:
    """Whether ``term`` is a verb with a noun that qualifies the noun in ``after``, and so belongs to that one."""
    own = _tagged(term)
    governs = len(own) > 1 and own[0].startswith("v") and own[-1].startswith("n")
    following = _tagged(after) if governs and after else ()
    return bool(following) and following[0].startswith(("n", "vn"))


@cache
def _tagged(words: str) -> tuple[str, ...]:
    """The part of speech of each word in ``words``."""
    return tuple(pair.flag for pair in _tagger().cut(words, HMM=False))


@cache
def _tagger() -> "POSTokenizer":
    # Only a translation without a term needs it. A dictionary of its own, as the shared one has the glossary's terms as
    # single words.
    tokenizer = own_tokenizer()
    from jieba.posseg import POSTokenizer

    return POSTokenizer(tokenizer)

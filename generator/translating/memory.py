"""The translation memory: what a register says in both languages, and what of it is nearest to some Chinese."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

from generator.comparison.written import one_form
from generator.register.load import notice_files
from generator.register.places import Plain, read_yaml
from generator.register.problems import BadInput
from generator.translating.sentences import aligned
from generator.translating.texts import texts_of
from generator.words.segments import chinese_words, shared_tokenizer

if TYPE_CHECKING:
    from jieba import Tokenizer

NEAR = 0.5
"""Texts less alike than this say nothing of each other; see bench/translation.py."""
PRIVATE = 0xF0000
"""The first character of a plane that no text uses."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Chinese and its settled English, with where the register says so: ``2.1.3 of lianyungang-city-2026-h1``."""

    zh: str
    en: str
    origin: str
    of_notice: bool = True
    """Whether these are words of a notice."""


@dataclass(frozen=True, slots=True)
class Match:
    """The pair nearest to some Chinese, and how alike the Chinese is: 0 to 1, by words."""

    pair: Pair
    similarity: float


class Memory:
    """Pairs of texts, and of their sentences; of several equally near, the first counts."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._words: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._texts = _Shelf(pairs, self)

    @cached_property
    def _sentences(self) -> "_Shelf":
        texts = self._texts.pairs.values()
        return _Shelf((Pair(zh, en, text.origin) for text in texts for zh, en in aligned(text.zh, text.en)), self)

    def text(self, chinese: str) -> Match | None:
        """The whole text nearest to ``chinese``, if one is near."""
        return self._texts.nearest(self.coded(chinese))

    def sentence(self, chinese: str) -> Match | None:
        """The sentence nearest to ``chinese``, if one is near."""
        return self._sentences.nearest(self.coded(chinese))

    def words(self, chinese: str) -> list[str]:
        """The words of ``chinese`` as comparisons cut them."""
        return chinese_words(chinese, self._tokenizer)

    def coded(self, chinese: str) -> str:
        """The words in their one form, without signs: each as one character, which the library compares much faster."""
        if chinese not in self._codes:
            forms = (form for form in map(one_form, self.words(chinese)) if any(map(str.isalnum, form)))
            self._codes[chinese] = "".join(
                self._words.setdefault(form, chr(PRIVATE + len(self._words))) for form in forms
            )
        return self._codes[chinese]

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        # No glossary: its terms would stay with the tokenizer that all of this process shares.
        return shared_tokenizer(())


class _Shelf:
    """Pairs by their Chinese, and its coded words in the same order."""

    def __init__(self, pairs: Iterable[Pair], memory: Memory) -> None:
        self.pairs: dict[str, Pair] = {}
        for pair in pairs:
            self.pairs.setdefault(pair.zh, pair)
        self._in_order = [*self.pairs.values()]
        self._memory = memory

    @cached_property
    def _coded(self) -> list[str]:
        return [self._memory.coded(zh) for zh in self.pairs]

    def nearest(self, coded: str) -> Match | None:
        if not coded:
            return None
        found = extractOne(coded, self._coded, scorer=Indel.normalized_similarity, score_cutoff=NEAR)
        return Match(self._in_order[found[2]], found[1]) if found else None


def register_pairs(folder: Path, notice_id: str | None = None) -> Iterator[Pair]:
    """The pairs of the register in ``folder``: the latest rounds first, and those of a notice's own place before them.

    Takes each notice as far as it can be read, so that drafts beside it do no harm.
    """
    files = sorted(notice_files(folder), key=lambda file: file.stem, reverse=True)
    own = f"{notice_id}-"
    for file in sorted(files, key=lambda file: not own.startswith(f"{file.parent.name}-")):
        yield from pairs_of(_content(file), f"{file.parent.name}-{file.stem}")


def pairs_of(notice: Plain, notice_id: str) -> Iterator[Pair]:
    """The settled pairs of a notice's file."""
    for text in texts_of(notice):
        if not text.open:
            yield Pair(text.zh, text.en, f"{text.id} of {notice_id}", text.of_notice)


def _content(file: Path) -> Plain:
    try:
        return read_yaml(file, str(file))[0]
    except BadInput:
        return {}

"""English suggested for a text: what the register says of the same or of similar Chinese, else its terms alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.register.files import Files
from generator.register.load import GLOSSARY
from generator.register.model import Term
from generator.register.terms import terms_in
from generator.register.translation import DAY, english_day, losses
from generator.translating.carrying import carried
from generator.translating.memory import Match, Memory, Pair, register_pairs
from generator.translating.sentences import chinese_sentences
from generator.translating.texts import Text

ASSEMBLED = 0.05
"""Sentences put together must be more alike than the whole by so much: they may not fit each other."""
COMMENT = "suggested English"
"""How the comment in a draft begins that has a suggestion."""
SOURCES = {
    "english": f"{COMMENT}, {{alike}} like {{origin}}",
    "english_left": f"{COMMENT}, {{alike}} like {{origin}}, still to change in it {{left}}",
    "terms": f"{COMMENT}, terms alone",
    "terms_left": f"{COMMENT}, terms alone, still to change in it {{left}}",
}
"""Where a suggestion comes from, as a draft says it, by the name of its words."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """English that nobody has confirmed."""

    en: str
    kind: Literal["text", "sentences", "terms", "before"]
    """Of a whole text, put together of sentences, the Chinese with its terms in English, or what stood there before."""
    similarity: float
    """How alike the Chinese is that it comes from, 0 to 1; 0 where it is a text's own."""
    origins: tuple[str, ...]
    """``2.1.3 of lianyungang-city-2026-h1``, of every sentence that comes from one."""
    zh: str
    """The Chinese that it comes from."""
    left: tuple[str, ...]
    """What must still change: values of the Chinese that it has not, and values that the Chinese has not."""

    @property
    def comment(self) -> str:
        """The suggestion as a line that cannot pass for settled English."""
        name = ("english" if self.origins else "terms") + ("_left" if self.left else "")
        alike, origin, left = f"{self.similarity:.2f}", ", ".join(self.origins), "、".join(self.left)
        return f"{SOURCES[name].format(alike=alike, origin=origin, left=left)}: {self.en}"


class Suggesting:
    """Suggests from the pairs of a register, the first of them first, and from its glossary."""

    def __init__(self, pairs: Iterable[Pair], glossary: Iterable[Term]) -> None:
        known = [*pairs]
        # What is said about notices has words that no notice has.
        self._memories = {kind: Memory(pair for pair in known if pair.of_notice == kind) for kind in (True, False)}
        self._memory = self._memories[True]
        self._glossary = tuple(glossary)
        self._names = frozenset(term.zh for term in self._glossary)

    def suggestion(self, chinese: str, of_notice: bool = True) -> Suggestion | None:
        """What is known of ``chinese``; None where nothing is near and no term of the glossary is in it."""
        self._memory = self._memories[of_notice]
        whole = self._memory.text(chinese)
        sentences = chinese_sentences(chinese)
        if whole is None or (len(sentences) > 1 and whole.similarity < 1):
            assembled = self._assembled(chinese, sentences)
            if assembled and assembled.similarity > (whole.similarity + ASSEMBLED if whole else 0):
                return assembled
        return self._of_match(chinese, whole) if whole else self._of_terms(chinese)

    def before(self, text: Text) -> Suggestion:
        """The English from before the Chinese changed."""
        return Suggestion(text.en, "before", 0, (), text.zh, self._lost(text.zh, text.en))

    def terms(self, chinese: str) -> list[Term]:
        """The glossary's terms in ``chinese``, in the order in which they stand there."""
        return sorted(terms_in(chinese, self._glossary), key=lambda term: chinese.find(term.zh))

    def _of_match(self, chinese: str, match: Match) -> Suggestion:
        pair = match.pair
        english, strange = self._carried(chinese, match)
        left = *self._lost(chinese, english), *strange
        return Suggestion(english, "text", match.similarity, (pair.origin,), pair.zh, left)

    def _assembled(self, chinese: str, sentences: list[str]) -> Suggestion | None:
        """Sentence by sentence; what is near to no other has its terms alone. None where no sentence is near to any."""
        matches = [self._memory.sentence(sentence) for sentence in sentences]
        if not any(matches):
            return None
        parts: list[str] = []
        strange: list[str] = []
        for sentence, match in zip(sentences, matches, strict=True):
            english, more = self._carried(sentence, match) if match else (self._with_terms(sentence), ())
            parts.append(english)
            strange += more
        sizes = [len(sentence) for sentence in sentences]
        alike = sum(size * match.similarity for size, match in zip(sizes, matches, strict=True) if match) / sum(sizes)
        found = [match.pair for match in matches if match]
        origins = tuple(dict.fromkeys(pair.origin for pair in found))
        english = " ".join(parts)
        left = *self._lost(chinese, english), *strange
        return Suggestion(english, "sentences", alike, origins, "".join(pair.zh for pair in found), left)

    def _of_terms(self, chinese: str) -> Suggestion | None:
        english = self._with_terms(chinese)
        return None if english == chinese else Suggestion(english, "terms", 0, (), chinese, ())

    def _carried(self, chinese: str, match: Match) -> tuple[str, tuple[str, ...]]:
        words = self._memory.words
        made = carried(words(match.pair.zh), words(chinese), match.pair.en)
        return made.en, made.strange

    def _lost(self, chinese: str, english: str) -> tuple[str, ...]:
        return tuple(lost.words for lost in losses(chinese, english, self._names))

    def _with_terms(self, chinese: str) -> str:
        """``chinese`` with its terms and days in English."""
        text = DAY.sub(lambda found: f" {english_day(found) or found[0]} ", chinese)
        for term in sorted(self.terms(chinese), key=lambda term: -len(term.zh)):
            text = text.replace(term.zh, f" {term.en[0]} ")
        return " ".join(text.split())


def suggesting_for(folder: Path, notice_id: str | None = None) -> Suggesting:
    """What suggests for a notice like ``notice_id`` of the register in ``folder``, as far as that can be read."""
    glossary = Files().read(folder / "glossary.yaml", GLOSSARY) or ()
    return Suggesting(register_pairs(folder, notice_id), glossary)

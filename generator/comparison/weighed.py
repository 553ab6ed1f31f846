"""A text as a redline sees it: its words, their weights, and the brackets and spaces that belong to them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.comparison.written import CLOSING, MEASURES, fold, is_number, one_form

STRONG = 6.0
"""The weight of a number, a day, a name or an address: none is ever marked for its neighbours' sake."""
SIGN = 0.3
SMALL = 0.5
ENGLISH = 2.0
"""A Chinese word weighs as much as it has characters."""
SMALL_WORDS = frozenset(
    (
        *"的地得之了在和与及或等由对将为按以其所中上下内外并可于者是则即",
        *("a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "and", "or", "nor", "but"),
        *("be", "is", "are", "was", "were", "been", "has", "have", "had", "may", "must", "shall", "will", "not"),
        *("it", "its", "this", "that", "these", "those", "which", "who", "whom", "their", "there"),
    )
)
TIGHT = frozenset(",.;:!?")


class WeighedText:
    """A text's words; for those with weight also places, forms and weights."""

    def __init__(self, words: Sequence[str]):
        self.words = words
        forms = [one_form(word) for word in words]
        self.places = [place for place, form in enumerate(forms) if form]
        bare = [forms[place] for place in self.places]
        self.weights = [_weight(form) for form in bare]
        self.forms = [_counted(form, after) for form, after in pairwise([*bare, "."])]
        self.weighty = frozenset(self.places)
        self.partners = _partners(words)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span, in all words, of the weighty words from ``start`` to ``end``."""
        return self.places[start], self.places[end - 1] + 1

    def gap(self, at: int) -> tuple[int, int]:
        """The words without weight before the weighty word ``at``."""
        return self.places[at - 1] + 1 if at else 0, self.places[at] if at < len(self.places) else len(self.words)

    def wraps(self, left: int, right: int) -> bool:
        """Whether a pair of brackets stands directly round these words."""
        return left > 0 and self.partners.get(left - 1) == right

    def wrapped(self, left: int, right: int) -> tuple[int, int]:
        """These words with the brackets that belong to them: those with a partner inside, and pairs round them."""
        first = last = -1
        while (first, last) != (left, right):
            first, last = left, right
            if self.wraps(left, right):
                left, right = left - 1, right + 1
            inside = range(left, right)
            left = min([left, *(n for n in self._beside(left, -1) if self.partners.get(n) in inside)])
            right = max([right, *(n + 1 for n in self._beside(right - 1, 1) if self.partners.get(n) in inside)])
        return left, right

    def balanced(self, start: int, end: int) -> bool:
        """Whether the weighty words from ``start`` to ``end`` hold only whole pairs of brackets."""
        inside = range(*self.wrapped(*self.span(start, end)))
        return all(self.partners.get(n, n) in inside for n in inside)

    def spaced(self, left: int) -> bool:
        """Whether white space stands before this word."""
        return left > 0 and self.words[left - 1].isspace()

    def tight(self, left: int) -> bool:
        """Whether this word is a sign with no space before it."""
        return one_form(self.words[left]) in TIGHT and not self.spaced(left)

    def _beside(self, at: int, step: int) -> Iterator[int]:
        """The words without weight next to ``at``, outwards."""
        while 0 <= (at := at + step) < len(self.words) and at not in self.weighty:
            yield at

    def weight(self, start: int, end: int) -> float:
        return sum(self.weights[start:end])


def _partners(words: Sequence[str]) -> dict[int, int]:
    """The place of each bracket's or quotation mark's partner, by its own; unpaired ones are absent."""
    partners: dict[int, int] = {}
    open_ones: list[tuple[str, int]] = []
    for at, word in enumerate(words):
        sign = fold(word)
        if open_ones and sign == open_ones[-1][0]:
            _, opened = open_ones.pop()
            partners |= {at: opened, opened: at}
        elif sign in CLOSING:
            open_ones.append((CLOSING[sign], at))
    return partners


def _counted(form: str, after: str) -> str:
    """A count together with its measure word, since the 3 of 3年 and of 3份 are different numbers."""
    return form + after[0] if form.isdigit() and after[0] in MEASURES else form


def _weight(form: str) -> float:
    if is_number(form) or form[0] == "《" or "://" in form or "@" in form:
        return STRONG
    if not any(map(str.isalnum, form)):
        return SIGN
    if form in SMALL_WORDS:
        return SMALL
    return ENGLISH if form.isascii() else float(len(form))

"""Marks what differs between two texts as a reader would by hand: few marks, each round something whole.

The texts come cut into words. Brackets, quotation marks and white space have no weight: they never cause a mark, and
go with the words they enclose. Swapping the texts swaps deletions and insertions.
"""

from collections.abc import Sequence
from itertools import pairwise

from generator.comparison.weighed import STRONG, WeighedText

MARK = 0.4
"""The cost of one more mark, in the weight of words that it leaves unmarked."""
ISLAND = 1.2
"""Unchanged words between two marks are marked too, up to this weight,"""
BESIDE = 0.3
"""and up to this part of the smaller of the two,"""
LARGEST_ISLAND = 3.0
"""but not above this weight."""
SHARED = 0.15
"""The part of the shorter text's weight that must stay unmarked; with less, the whole counts as rewritten."""
SENTENCE_ENDS = frozenset(".;!?")
CLAUSE_ENDS = SENTENCE_ENDS | frozenset(",、:")


class Redline:
    """Two texts with their differences marked.

    ``runs`` are ``(same, a, b)`` in order, each side's part of the text; where they differ, one may be empty. Joined,
    they give the texts exactly. ``rewritten``: the texts share too little for marks to help, and there is one run.
    """

    __slots__ = ("rewritten", "runs")

    def __init__(self, runs: list[tuple[bool, str, str]], rewritten: bool = False) -> None:
        self.runs = runs
        self.rewritten = rewritten


def words_of(text: str, lengths: Sequence[int]) -> list[str]:
    """``text`` cut into words of these lengths, as published beside its notice."""
    words, at = [], 0
    for length in lengths:
        words.append(text[at : at + length])
        at += length
    return words


def redline(a: Sequence[str], b: Sequence[str]) -> Redline:
    """What differs between two texts, each given as its words."""
    one, other = WeighedText(a), WeighedText(b)
    if other.forms < one.forms:
        swapped = _redline(other, one)
        return Redline([(same, old, new) for same, new, old in swapped.runs], swapped.rewritten)
    return _redline(one, other)


type _Mark = tuple[int, int, int, int]
"""Start and end on side a, then on side b, counted in words with weight; words between two marks are the same."""
type _Chain = tuple[float, int, int, _Chain | None]
"""Words that stay: the weight of the chain, its last pair of words, and the chain before that pair."""


def _redline(a: WeighedText, b: WeighedText) -> Redline:
    marks = _whole(_slid(_marks(a, b), a, b), a, b)
    shared = a.weight(0, len(a.forms)) - sum(a.weight(i, x) for i, x, _, _ in marks)
    if marks and shared < SHARED * min(sum(a.weights), sum(b.weights)):
        return Redline([(False, "".join(a.words), "".join(b.words))], rewritten=True)
    return Redline(_runs(marks, a, b))


def _marks(a: WeighedText, b: WeighedText) -> list[_Mark]:
    """The stretches between the words that stay."""
    marks, i, j = [], 0, 0
    for x, y in [*_pairs(a, b), (len(a.forms), len(b.forms))]:
        if (x, y) != (i, j):
            marks.append((i, x, j, y))
        i, j = x + 1, y + 1
    return marks


def _pairs(a: WeighedText, b: WeighedText) -> list[tuple[int, int]]:
    """The words that stay, paired, so that their weight less the cost of the marks between them is greatest."""
    where: dict[str, list[int]] = {}
    for j, form in enumerate(b.forms):
        where.setdefault(form, []).append(j)
    start: _Chain = (0.0, -1, -1, None)
    best: list[_Chain] = [start] * (len(b.forms) + 1)
    """The best chain that ends before a place in b."""
    above: dict[int, _Chain] = {-1: start}
    for i, form in enumerate(a.forms):
        here: dict[int, _Chain] = {}
        for j in where.get(form, ()):
            far, near = best[j], above.get(j - 1)
            before, cost = (near, 0.0) if near and near[0] >= far[0] - MARK else (far, MARK)
            here[j] = (before[0] - cost + a.weights[i], i, j, before)
        for j, chain in here.items():
            for place in range(j + 1, len(best)):
                if best[place][0] >= chain[0]:
                    break
                best[place] = chain
        above = here
    ending = above.get(len(b.forms) - 1)
    chain = ending if ending and ending[0] >= best[-1][0] - MARK else best[-1]
    pairs = []
    while chain[3]:
        pairs.append(chain[1:3])
        chain = chain[3]
    return pairs[::-1]


def _slid(marks: list[_Mark], a: WeighedText, b: WeighedText) -> list[_Mark]:
    """Moves each one-sided mark to where it reads best, among places that mean the same, never up to another mark."""
    slid: list[_Mark] = []
    for i, x, j, y in marks:
        following = marks[len(slid) + 1 : len(slid) + 2]
        left = i - slid[-1][1] - 1 if slid else i
        right = following[0][0] - x - 1 if following else len(a.forms) - x
        shift = _shift(a, i, x, left, right) if j == y else _shift(b, j, y, left, right) if i == x else 0
        slid.append((i + shift, x + shift, j + shift, y + shift))
    return slid


def _shift(side: WeighedText, start: int, end: int, left: int, right: int) -> int:
    """By how many words a mark is best moved, at most ``left`` back and ``right`` forward."""
    forms, low, high = side.forms, 0, 0
    while -low < left and forms[start + low - 1] == forms[end + low - 1]:
        low -= 1
    while high < right and forms[start + high] == forms[end + high]:
        high += 1

    def worth(shift: int) -> tuple[bool, int, int]:
        """No bracket without its partner, then round a sentence with its full stop, then round a clause."""
        first, last = start + shift, end + shift - 1
        closed = {forms[first - 1] if first else ".", forms[last]}
        opened = {forms[first], *forms[last + 1 : last + 2]}
        fits = closed <= SENTENCE_ENDS, opened <= SENTENCE_ENDS, closed <= CLAUSE_ENDS, opened <= CLAUSE_ENDS, True
        return side.balanced(first, last + 1), -fits.index(True), -abs(shift)

    return max(range(low, high + 1), key=worth)


def _whole(marks: list[_Mark], a: WeighedText, b: WeighedText) -> list[_Mark]:
    """Joins marks over the unchanged words between them where these weigh little beside the marks, the least first."""

    def size(mark: _Mark) -> float:
        i, x, j, y = mark
        return max(a.weight(i, x), b.weight(j, y))

    while True:
        islands = []
        for at, (one, other) in enumerate(pairwise(marks)):
            start, end = one[1], other[0]
            weight = a.weight(start, end)
            if max(a.weights[start:end]) < STRONG and weight <= max(
                ISLAND, min(LARGEST_ISLAND, BESIDE * size(one), BESIDE * size(other))
            ):
                islands.append((weight, at))
        if not islands:
            return marks
        _, at = min(islands)
        (i, _, j, _), (_, x, _, y) = marks[at : at + 2]
        marks = [*marks[:at], (i, x, j, y), *marks[at + 2 :]]


def _runs(marks: list[_Mark], a: WeighedText, b: WeighedText) -> list[tuple[bool, str, str]]:
    """The texts of the marks and of what stands between them."""
    runs: list[tuple[bool, str, str]] = []
    at_a = at_b = 0
    for i, x, j, y in marks:
        (start_a, end_a), (start_b, end_b) = _spans(a, i, x, b, j, y)
        between = "".join(a.words[at_a:start_a]), "".join(b.words[at_b:start_b])
        if any(between):
            runs.append((True, *between))
        runs.append((False, "".join(a.words[start_a:end_a]), "".join(b.words[start_b:end_b])))
        at_a, at_b = end_a, end_b
    rest = "".join(a.words[at_a:]), "".join(b.words[at_b:])
    return [*runs, (True, *rest)] if any(rest) else runs


def _spans(a: WeighedText, i: int, x: int, b: WeighedText, j: int, y: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The words that a mark covers on each side, from and to, with the brackets that belong to them."""
    if i < x and j < y:
        one, other = a.span(i, x), b.span(j, y)
        if a.wraps(*one) and b.wraps(*other):
            return one, other
        (left, right), (start, end) = a.wrapped(*one), b.wrapped(*other)
        return (left - (a.spaced(left) and b.tight(start)), right), (start - (b.spaced(start) and a.tight(left)), end)
    if i < x:
        return _one_sided(a, i, x, b, j)
    new, old = _one_sided(b, j, y, a, i)
    return old, new


def _one_sided(
    full: WeighedText, start: int, end: int, empty: WeighedText, at: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The same where the other side has nothing: without the mark both sides read alike, spaces included."""
    left, right = full.wrapped(*full.span(start, end))
    first, last = full.gap(start)[0], full.gap(end)[1]
    low, high = empty.gap(at)
    before, after = first < left and full.spaced(left), right < last and full.words[right].isspace()
    if before + after > any(word.isspace() for word in empty.words[low:high]):
        left, right = (left, right + 1) if after else (left - 1, right)
    point = min(low + left - first, high)
    return (left, right), (point, point)

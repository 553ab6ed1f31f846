"""Draws the differences of a topic's words into its clauses."""

from generator.comparison.redline import redline, words_of
from generator.comparison.rows import Row, Side

type Cut = dict[str, dict[str, list[int]]]
"""The lengths of the words of every clause, by clause and language, as ``/notices/<id>.words.json`` has them."""

type Drawn = dict[str, list[tuple[bool, str]]]
"""Each clause's text in runs: whether the other notice has it too, and the text."""

PLAIN = ({}, {})


class Drawing:
    """Draws a comparison's rows; topics that stand in the same clauses share what is drawn."""

    def __init__(self, cuts: tuple[Cut, Cut]):
        self.cuts = cuts
        self.known: dict[tuple, tuple[Drawn, Drawn] | None] = {}

    def of(self, row: Row, language: str) -> tuple[Drawn, Drawn] | None:
        """The words of both sides with what differs; None where the whole is rewritten and marks would not help."""
        if row.change not in ("wording", "value"):
            return PLAIN
        key = row.a.ids, row.b.ids, language
        if key not in self.known:
            self.known[key] = self._draw((row.a, row.b), language)
        return self.known[key]

    def _draw(self, sides: tuple[Side, Side], language: str) -> tuple[Drawn, Drawn] | None:
        words = [_words(side.clauses, cut, language) for side, cut in zip(sides, self.cuts, strict=True)]
        found = redline(*words)
        if found.rewritten:
            return None
        return tuple(
            _by_clause(side.ids, [(run[0], run[which]) for run in found.runs])
            for which, side in enumerate(sides, start=1)
        )


def _words(clauses: tuple[dict, ...], cut: Cut, language: str) -> list[str]:
    words: list[str] = []
    for clause in clauses:
        words += ["\n"] if words else []
        words += words_of(clause[language], cut[clause["id"]][language])
    return words


def _by_clause(ids: tuple[str, ...], runs: list[tuple[bool, str]]) -> Drawn:
    """The runs of a side, parted where one clause ends and the next begins."""
    drawn: Drawn = {clause: [] for clause in ids}
    at = iter(ids)
    clause = next(at)
    for same, text in runs:
        first, *following = text.split("\n")
        drawn[clause].append((same, first))
        for part in following:
            clause = next(at)
            drawn[clause].append((same, part))
    return drawn

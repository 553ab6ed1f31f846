"""Draws the differences of a topic's words into its clauses."""

from generator.comparison.redline import Redline, redline, words_of
from generator.comparison.rows import Row
from selfcheck.answers import JsonObject

type Cut = dict[str, dict[str, list[int]]]
"""The lengths of the words of every clause, by clause and language, as ``/notices/<id>.words.json`` has them."""

type Drawn = dict[str, list[tuple[bool, str]]]
"""Each clause's text in runs: whether the other notice has it too, and the text."""

type Traced = dict[str, list[tuple[str, str]]]
"""Each clause's text in runs with what it has no longer: "del" or "ins" or nothing, and the text."""

PLAIN: tuple[Drawn, Drawn] = ({}, {})
BETWEEN = "\x1e"
"""Stands between clauses: white space that no text has, while a line may end inside a clause."""


class Drawing:
    """Draws a comparison's rows; topics that stand in the same clauses share what is drawn."""

    def __init__(self, cuts: tuple[Cut, Cut]) -> None:
        self.cuts = cuts
        self.redlines: dict[tuple[tuple[str, ...], tuple[str, ...], str], Redline] = {}

    def of(self, row: Row, language: str) -> tuple[Drawn, Drawn] | None:
        """The words of both sides with what differs; None where the whole is rewritten and marks would not help."""
        if row.change not in ("wording", "value"):
            return PLAIN
        found = self._redline(row, language)
        if found.rewritten:
            return None
        return (
            _by_clause(row.a.ids, [(same, a) for same, a, _ in found.runs]),
            _by_clause(row.b.ids, [(same, b) for same, _, b in found.runs]),
        )

    def traced(self, row: Row, language: str) -> Traced | None:
        """The words of ``b`` with what is new in them and what of ``a`` is gone; None as in ``of``."""
        if row.change not in ("wording", "value"):
            return {}
        found = self._redline(row, language)
        runs: list[tuple[str, str]] = []
        for same, a, b in found.runs:
            runs += [("", b)] if same else [("del", a.replace(BETWEEN, " ")), ("ins", b)]
        return None if found.rewritten else _by_clause(row.b.ids, runs)

    def _redline(self, row: Row, language: str) -> Redline:
        key = row.a.ids, row.b.ids, language
        if key not in self.redlines:
            sides = zip((row.a, row.b), self.cuts, strict=True)
            self.redlines[key] = redline(*(_words(side.clauses, cut, language) for side, cut in sides))
        return self.redlines[key]


def _words(clauses: tuple[JsonObject, ...], cut: Cut, language: str) -> list[str]:
    words: list[str] = []
    for clause in clauses:
        words += [BETWEEN] if words else []
        words += words_of(clause[language], cut[clause["id"]][language])
    return words


def _by_clause[Sign](ids: tuple[str, ...], runs: list[tuple[Sign, str]]) -> dict[str, list[tuple[Sign, str]]]:
    """The runs of a side, parted where one clause ends and the next begins."""
    drawn: dict[str, list[tuple[Sign, str]]] = {clause: [] for clause in ids}
    at = iter(ids)
    clause = next(at)
    for sign, text in runs:
        first, *following = text.split(BETWEEN)
        drawn[clause].append((sign, first))
        for part in following:
            clause = next(at)
            drawn[clause].append((sign, part))
    return drawn

"""Marks, clause by clause, where two notices' words on a topic differ."""

from generator.comparison.redline import Redline, redline, words_of
from generator.comparison.rows import Row
from selfcheck.answers import JsonObject

type Cut = dict[str, dict[str, list[int]]]
"""Word lengths by clause and language, as in ``/notices/<id>.words.json``."""

type Drawn = dict[str, list[tuple[bool, str]]]
"""Each clause's text in runs: whether the other notice has the run too, and its text."""

type Traced = dict[str, list[tuple[str, str]]]
"""Each clause's text in runs, deleted ones included: "del", "ins" or "", and the text."""

PLAIN: tuple[Drawn, Drawn] = ({}, {})
BETWEEN = "\x1e"
"""Separates clauses: white space that no text contains. A line break would not do, since clauses contain some."""


class Drawing:
    """Draws a comparison's rows; topics in the same clauses share one redline."""

    def __init__(self, cuts: tuple[Cut, Cut]) -> None:
        self.cuts = cuts
        self.redlines: dict[tuple[tuple[str, ...], tuple[str, ...], str], Redline] = {}

    def of(self, row: Row, language: str) -> tuple[Drawn, Drawn] | None:
        """Both sides' words with the differences marked; None where so much is rewritten that marks would not help."""
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
        """The words of ``b`` with insertions and deletions since ``a`` marked; None as in ``of``."""
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
    """One side's runs, split at the ends of clauses."""
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

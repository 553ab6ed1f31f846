"""Words, in one language, for whom a step between two notices affects and how; and links to the self-check.

Loads in the browser: the standard library and ``selfcheck`` alone.
"""

from collections.abc import Callable, Iterable

from generator.comparison.impact import Impact
from generator.decisions.answer_words import form_value
from generator.decisions.wording import DecisionWords
from selfcheck.answers import JsonObject

EFFECTS = ("gained", "lost", "changed")
"""In the order in which they are told."""


class ImpactWords:
    """``t`` looks up ``site_src/words``; ``places`` names affiliations by id, ``names`` both notices."""

    __slots__ = ("conditions", "names", "t")

    def __init__(self, t: Callable[..., str], language: str, places: dict[str, str], names: tuple[str, str]) -> None:
        self.t = t
        self.conditions = DecisionWords(t, language, {}, places).conditions
        self.names = names

    def sentence(self, row: Impact) -> str:
        """Who is affected, and each notice's outcome for them."""
        sides = dict(zip("ab", self.names, strict=True)) | {"from_a": self.side(row, 0), "from_b": self.side(row, 1)}
        return self.t("comparison.impact.sentence", who=self._who(row), **sides)

    def example(self, row: Impact) -> str:
        """The same in fewer words, for a summary that has named both notices."""
        return self.t("comparison.first.example", who=self._who(row), a=self.short(row, 0), b=self.short(row, 1))

    def _who(self, row: Impact) -> str:
        said = (self.t("decision.said", label=label, words=words) for label, words in self.circumstances(row))
        return self.t("decision.both").join(said)

    def circumstances(self, row: Impact) -> tuple[tuple[str, str], ...]:
        """Questions and answers, short enough for a table's cell."""
        if not row.conditions:
            return ((self.t("comparison.impact.circumstances"), self.t("comparison.impact.anyone")),)
        return tuple((said.label, said.words) for said in self.conditions(row.conditions, ()))

    def side(self, row: Impact, side: int) -> str:
        """The outcome under A (0) or B (1), with the title where titles make the difference."""
        return self._titled(row, side, self.t(f"outcome.{(row.a, row.b)[side]}"))

    def short(self, row: Impact, side: int) -> str:
        """The same in a word or two, for a table in which outcomes stand below each other."""
        return self._titled(row, side, self.t(f"comparison.outcome.{(row.a, row.b)[side]}"))

    def _titled(self, row: Impact, side: int, outcome: str) -> str:
        if row.titles is None:
            return outcome
        title = row.titles[side]
        said = self.t(f"title.{title}" if title else "no_title.unmet")
        return self.t("comparison.impact.titled", outcome=outcome, title=said)

    def because(self, row: Impact) -> str:
        """The conditions that make the difference."""
        return self.rules(row.because)

    def rules(self, rules: Iterable[str]) -> str:
        return self.t("decision.and").join(self.t(f"rule.{rule}") for rule in rules)


def answers_fragment(answers: JsonObject) -> str:
    """The fragment that opens the self-check's page with exactly ``answers`` filled in, named as in its form."""
    given = []
    for key, value in answers.items():
        values = (value or ["none"]) if isinstance(value, list) else [value]
        given += [f"{key}={form_value(each)}" for each in values]
    return "&".join(["answers", *given])

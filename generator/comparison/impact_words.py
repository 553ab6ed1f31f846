"""Words, in one language, for whom a step between two notices affects and how; and links to the self-check.

Loads in the browser: the standard library and ``selfcheck`` alone.
"""

from collections.abc import Callable, Iterable

from generator.comparison.answer_classes import Chosen, Condition, Missed, Span, Within
from generator.comparison.impact import Impact
from generator.decisions.answer_words import FEW_OTHERS, form_value, span_words, value_words
from selfcheck.answers import Json, JsonObject


class ImpactWords:
    """``t`` looks up ``site_src/words``; ``places`` names affiliations by id, ``names`` both notices."""

    __slots__ = ("language", "names", "places", "t")

    def __init__(self, t: Callable[..., str], language: str, places: dict[str, str], names: tuple[str, str]) -> None:
        self.t = t
        self.language = language
        self.places = places
        self.names = names

    def sentence(self, row: Impact) -> str:
        """Who is affected, and each notice's outcome for them."""
        said = (self.t("decision.said", label=label, words=words) for label, words in self.circumstances(row))
        who = self.t("decision.both").join(said)
        sides = dict(zip("ab", self.names, strict=True)) | {"from_a": self.side(row, 0), "from_b": self.side(row, 1)}
        return self.t("comparison.impact.sentence", who=who, **sides)

    def circumstances(self, row: Impact) -> tuple[tuple[str, str], ...]:
        """Questions and answers, short enough for a table's cell."""
        if not row.conditions:
            return ((self.t("comparison.impact.circumstances"), self.t("comparison.impact.anyone")),)
        return tuple((self._label(condition), self._words(condition)) for condition in row.conditions)

    def side(self, row: Impact, side: int) -> str:
        """The outcome under A (0) or B (1), with the title where titles make the difference."""
        outcome = self.t(f"outcome.{(row.a, row.b)[side]}")
        if row.titles is None:
            return outcome
        title = row.titles[side]
        said = self.t(f"title.{title}" if title else "no_title.unmet")
        return self.t("comparison.impact.titled", outcome=outcome, title=said)

    def because(self, row: Impact) -> str:
        """The conditions that make the difference."""
        return self._listed(self.t(f"rule.{rule}") for rule in row.because)

    def _label(self, condition: Condition) -> str:
        match condition:
            case Missed():
                return self.t("decision.courses.label")
            case Within(key="working_since"):
                return self.t("comparison.impact.began")
            case _:
                return self.t(f"decision.asked.{condition.key}")

    def _words(self, condition: Condition) -> str:
        match condition:
            case Chosen() if len(condition.others) <= FEW_OTHERS < len(condition.values):
                return self.t("decision.all_but", values=self._values(condition.key, condition.others))
            case Chosen():
                return self._values(condition.key, condition.values)
            case Missed():
                return self.t("comparison.impact.missed", years=self._spans(condition.spans))
            case _:
                return self._spans(condition.spans)

    def _values(self, key: str, values: Iterable[Json]) -> str:
        if key == "affiliation":
            return self._listed(self.places[place] for place in values)
        return self._listed(value_words(key, value, self.language) for value in values)

    def _listed(self, said: Iterable[str]) -> str:
        return self.t("decision.and").join(said)

    def _spans(self, spans: Iterable[Span]) -> str:
        return self.t("decision.or").join(span_words(self.t, self.language, *span) for span in spans)


def answers_fragment(answers: JsonObject) -> str:
    """The fragment that opens the self-check's page with exactly ``answers`` filled in, named as in its form."""
    given = []
    for key, value in answers.items():
        values = (value or ["none"]) if isinstance(value, list) else [value]
        given += [f"{key}={form_value(each)}" for each in values]
    return "&".join(["answers", *given])

"""Whom a comparison's differences affect, in words."""

from dataclasses import dataclass
from datetime import date

from generator.comparison.rows import Comparison
from generator.comparison.wording import Wording
from generator.impact import Impact, impact
from generator.typography import shown_day
from generator.words import Translate
from selfcheck.answers import ANSWERS
from selfcheck.words import WORDS


@dataclass(frozen=True, slots=True)
class ImpactView:
    circumstances: tuple[tuple[str, str], ...]
    """Question and answer."""
    effect: str
    word: str
    a: str
    b: str
    because: str


def impact_views(comparison: Comparison, wording: Wording) -> list[ImpactView]:
    """Effects that differ in one value of the same question alone are told together."""
    t, language = wording.t, wording.language
    separator = "、" if language == "zh" else ", "
    grouped: dict[tuple[object, ...], list[Impact]] = {}
    for effect in impact(comparison.a, comparison.b):
        single = tuple(effect.answers) if len(effect.answers) == 1 else tuple(effect.answers.items())
        grouped.setdefault((single, effect.effect, effect.a, effect.b, effect.because), []).append(effect)
    return [
        ImpactView(
            circumstances=tuple(
                (
                    WORDS["questions"][key][language],
                    separator.join(_answer(key, effect.answers[key], wording, t, language) for effect in effects),
                )
                for key in effects[0].answers
            ),
            effect=effects[0].effect,
            word=t(f"comparison.effects.{effects[0].effect}"),
            a=t(f"comparison.outcomes.{effects[0].a}"),
            b=t(f"comparison.outcomes.{effects[0].b}"),
            because=separator.join(t(f"comparison.rules.{rule}") for rule in effects[0].because),
        )
        for effects in grouped.values()
    ]


def _answer(key: str, value: object, wording: Wording, t: Translate, language: str) -> str:
    """An answer as a reader gives it."""
    match ANSWERS[key].kind, value:
        case "bool", bool():
            return str(WORDS["values"]["bool"][str(value).lower()][language])
        case "choice", str() if key == "affiliation":
            return str(wording.affiliations[value])
        case "choice", str():
            return str(WORDS["values"][key][value][language])
        case "date", str():
            return shown_day(date.fromisoformat(value), language)
        case "years", list():
            return ("、" if language == "zh" else ", ").join(map(str, value)) or t("comparison.impact.no_courses")
        case _:
            return str(value)

"""A comparison as text for other programs: one line per topic and per effect."""

from collections.abc import Iterator

from generator.comparison.impact import effects_of
from generator.comparison.impact_words import EFFECTS, ImpactWords
from generator.comparison.rows import Comparison, Row
from generator.comparison.wording import Wording

EFFECT_SIGNS = {"gained": "▲", "lost": "▼", "changed": "◆"}
EFFECT_STYLES = {"gained": "added", "lost": "absent", "changed": "value"}
"""The change whose colour each effect takes."""


def comparison_lines(wording: Wording, every: bool) -> Iterator[str]:
    """What differs and whom it affects; each line begins with its kind."""
    yield from _row_lines(wording, every)
    for effect, words in impact_sentences(wording):
        yield f"[{wording.t(f'comparison.effects.{effect}')}] {words}"


def _row_lines(wording: Wording, every: bool) -> Iterator[str]:
    """One line per topic: its change, its name, and what differs."""
    for row in shown_rows(wording.comparison, every):
        said = wording.t("compare.fact_of_one", fact=wording.topic(row), value=wording.row(row))
        yield f"[{wording.t(f'compare.changes.{row.change}')}] {said}"


def impact_sentences(wording: Wording) -> Iterator[tuple[str, str]]:
    """Whom the change affects: effect and sentence; nothing where a notice has no rules to run."""
    sides = wording.t("compare.notice_a"), wording.t("compare.notice_b")
    words = ImpactWords(wording.t, wording.language, wording.affiliations, sides)
    for effect in sorted(effects_of(wording.comparison) or (), key=lambda effect: EFFECTS.index(effect.effect)):
        yield effect.effect, words.sentence(effect)


def shown_rows(comparison: Comparison, every: bool) -> list[Row]:
    """The rows that differ, or ``every`` row."""
    return [row for row in comparison.rows if every or row.change != "same"]

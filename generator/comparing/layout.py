"""A comparison laid out for a terminal."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType

from generator.comparing.terminal import JOINT, Beside, Prose, Run, indented, prose
from generator.comparing.text import EFFECT_SIGNS, EFFECT_STYLES, impact_sentences, shown_rows
from generator.comparison.citing import shown_label
from generator.comparison.drawing import PLAIN, Drawing, Drawn
from generator.comparison.row_tables import SIGNS
from generator.comparison.rows import CHANGES, Row, Side
from generator.comparison.wording import Wording
from generator.languages import capital

MARKS = ("[-", "gone", "-]"), ("{+", "new", "+}")
"""The signs and style round words that only one side has, for terminals with and without colour."""


def comparison_laid_out(wording: Wording, drawing: Drawing, every: bool) -> Iterator[RenderableType]:
    """The whole comparison: both notices, totals, rows, impact."""
    t, comparison = wording.t, wording.comparison
    first, second = wording.names
    yield prose((first, "bold"), (f" {t('comparison.versus')} ", "muted"), (second, "bold"))
    for side, notice in (("a", comparison.a), ("b", comparison.b)):
        yield prose((t(f"compare.notice_{side}") + "  ", "muted"), (notice["title"][wording.language], ""))
    if comparison.confounded:
        label, words = t("comparison.confounded_label"), t("compare.confounded")
        yield ""
        yield prose(("! " + t("compare.fact_of_one", fact=label, value=words), "value"))
    yield ""
    yield _sums(wording)
    yield _legend(wording)
    yield from rows_laid_out(wording, drawing, every)
    yield from impact_laid_out(wording)


def _sums(wording: Wording) -> Prose:
    sums: list[Run] = []
    for change in CHANGES:
        count = wording.comparison.count(change)
        sums += [(_change(change, wording).replace(" ", "\u00a0"), change), (f"\u00a0{count}   ", "")]
    return prose(*sums)


def _legend(wording: Wording) -> Prose:
    gone, new = (
        _marked([(False, wording.t(f"comparison.marks.{key}"))], which) for which, key in enumerate(("gone", "new"))
    )
    return prose((wording.t("comparison.marks.lead") + " ", "muted"), *gone, ("  ", ""), *new)


def rows_laid_out(wording: Wording, drawing: Drawing, every: bool) -> Iterator[RenderableType]:
    """Every row: its change, topic and sentence, then both sides' words with the differences in brackets."""
    for row in shown_rows(wording.comparison, every):
        yield ""
        yield prose((_change(row.change, wording), row.change), ("  ", ""), (wording.topic(row), "bold"))
        drawn = drawing.of(row, wording.language)
        more = wording.space + capital(wording.t("comparison.rewritten")) + wording.stop if drawn is None else ""
        yield from indented(prose((wording.row(row) + more, "")))
        if row.change != "same":
            yield from indented(_sides(row, drawn or PLAIN, wording))


def _change(change: str, wording: Wording) -> str:
    return f"{SIGNS[change]} {wording.t(f'compare.changes.{change}')}"


def _sides(row: Row, drawn: tuple[Drawn, Drawn], wording: Wording) -> Beside:
    both = [
        list(_passages(side, drawn[which], which, wording)) if side else [(wording.t("comparison.not_stated"), "muted")]
        for which, side in enumerate((row.a, row.b))
    ]
    labels = [(wording.t(f"compare.notice_{side}") + " ", "bold") for side in "ab"]
    return Beside(*(prose(label, *runs) for label, runs in zip(labels, both, strict=True)))


def _passages(side: Side, drawn: Drawn, which: int, wording: Wording) -> Iterator[Run]:
    """Each clause's citation and words."""
    for number, clause in enumerate(side.clauses):
        yield ("\n" if number else "") + wording.cites[which][clause["id"]] + "  ", "muted"
        yield shown_label(clause["label"]) if wording.language == "zh" else "", ""
        yield from _marked(drawn.get(clause["id"], [(True, clause[wording.language])]), which)


def _marked(runs: Iterable[tuple[bool, str]], which: int) -> Iterator[Run]:
    opening, style, closing = MARKS[which]
    for same, text in runs:
        if same or not text:
            yield text, ""
        else:
            yield f"{opening}{JOINT}{text}{JOINT}{closing}", style


def impact_laid_out(wording: Wording) -> Iterator[RenderableType]:
    """Who gains and who loses."""
    effects = list(impact_sentences(wording))
    if effects:
        yield ""
        yield prose((wording.t("comparison.impact.title"), "bold"))
    for effect, words in effects:
        label = f"{EFFECT_SIGNS[effect]} {wording.t(f'comparison.effects.{effect}')}"
        yield from indented(prose((label, EFFECT_STYLES[effect]), ("  " + words, "")))

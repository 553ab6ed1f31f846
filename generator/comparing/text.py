"""A comparison as text: a line a topic and an effect for other programs, and laid out for the reader at a terminal."""

from collections.abc import Iterable, Iterator

from generator.comparing.terminal import JOINT, Line, Run, beside, indented, wrapped
from generator.comparison.citing import shown_label
from generator.comparison.drawing import PLAIN, Drawing, Drawn
from generator.comparison.impact import effects_of
from generator.comparison.impact_words import ImpactWords
from generator.comparison.page import EFFECTS, SIGNS
from generator.comparison.rows import CHANGES, Comparison, Row, Side
from generator.comparison.wording import Wording
from generator.languages import capital

SIDE_BY_SIDE = 96
"""From so many columns on, both notices stand beside each other."""
NARROWEST = 20
INDENT = 3
MARKS = ("[-", "gone", "-]"), ("{+", "new", "+}")
"""How words that only one side has are shown, with colour or without."""
EFFECT_SIGNS = {"gained": "▲", "lost": "▼", "changed": "◆"}
EFFECT_STYLES = {"gained": "added", "lost": "absent", "changed": "value"}
"""The changes in whose colour the effects are shown."""


# A line a topic, then a line an effect


def comparison_told(wording: Wording, every: bool) -> Iterator[str]:
    """What differs and whom that affects, each line with its kind first."""
    yield from _rows_told(wording, every)
    for effect, words in impact_told(wording):
        yield f"[{wording.t(f'comparison.effects.{effect}')}] {words}"


def _rows_told(wording: Wording, every: bool) -> Iterator[str]:
    """A line a topic: its change, its name, and what differs."""
    for row in _shown(wording.comparison, every):
        yield f"[{wording.t(f'compare.changes.{row.change}')}] {wording.topic(row)}: {wording.row(row)}"


def impact_told(wording: Wording) -> Iterator[tuple[str, str]]:
    """Whom the change affects: the effect, and for whom the outcomes differ; nothing where rules cannot be run."""
    sides = wording.t("compare.notice_a"), wording.t("compare.notice_b")
    words = ImpactWords(wording.t, wording.language, wording.affiliations, sides)
    for effect in sorted(effects_of(wording.comparison) or (), key=lambda effect: EFFECTS.index(effect.effect)):
        yield effect.effect, words.sentence(effect)


def _shown(comparison: Comparison, every: bool) -> list[Row]:
    return [row for row in comparison.rows if every or row.change != "same"]


# Laid out


def comparison_laid_out(wording: Wording, drawing: Drawing, room: int, every: bool) -> Iterator[Line]:
    """The whole comparison in lines of at most ``room`` columns: what is compared, the sums, the rows, the impact."""
    t, comparison, room = wording.t, wording.comparison, max(room, NARROWEST)
    first, second = wording.names
    yield from wrapped([(first, "bold"), (f" {t('comparison.versus')} ", "muted"), (second, "bold")], room)
    for side, notice in (("a", comparison.a), ("b", comparison.b)):
        label = t(f"compare.notice_{side}") + "  "
        yield from wrapped([(label, "muted"), (notice["title"][wording.language], "")], room)
    if comparison.confounded:
        yield []
        label, said = t("comparison.confounded_label"), t("compare.confounded")
        yield from wrapped([("! ", "value"), (t("compare.fact_of_one", fact=label, value=said), "value")], room)
    yield []
    yield from _sums(wording, room)
    yield from _legend(wording, room)
    yield from rows_laid_out(wording, drawing, room, every)
    yield from impact_laid_out(wording, room)


def _sums(wording: Wording, room: int) -> Iterator[Line]:
    told: list[Run] = []
    for change in CHANGES:
        count = wording.comparison.count(change)
        told += [(_change(change, wording).replace(" ", "\u00a0"), change), (f"\u00a0{count}   ", "")]
    return wrapped(told, room)


def _legend(wording: Wording, room: int) -> Iterator[Line]:
    marks = (
        [*_marked([(False, wording.t(f"comparison.marks.{key}"))], which)] for which, key in enumerate(("gone", "new"))
    )
    return wrapped([(wording.t("comparison.marks.lead") + " ", "muted"), *next(marks), ("  ", ""), *next(marks)], room)


def rows_laid_out(wording: Wording, drawing: Drawing, room: int, every: bool) -> Iterator[Line]:
    """Every row: its change, topic and sentence, and the words of both sides with what differs in brackets."""
    for row in _shown(wording.comparison, every):
        yield []
        yield from wrapped([(_change(row.change, wording), row.change), ("  ", ""), (wording.topic(row), "bold")], room)
        drawn = drawing.of(row, wording.language)
        more = wording.space + capital(wording.t("comparison.rewritten")) + wording.stop if drawn is None else ""
        yield from indented(wrapped([(wording.row(row) + more, "")], room - INDENT), INDENT)
        yield from indented(_sides(row, drawn or PLAIN, wording, room - INDENT), INDENT)


def _change(change: str, wording: Wording) -> str:
    return f"{SIGNS[change]} {wording.t(f'compare.changes.{change}')}"


def _sides(row: Row, drawn: tuple[Drawn, Drawn], wording: Wording, room: int) -> Iterator[Line]:
    if row.change == "same":
        return
    both = [
        list(_passages(side, drawn[which], which, wording)) if side else [(wording.t("comparison.not_stated"), "muted")]
        for which, side in enumerate((row.a, row.b))
    ]
    labels = [wording.t(f"compare.notice_{side}") + " " for side in "ab"]
    told = [[(label, "bold"), *runs] for label, runs in zip(labels, both, strict=True)]
    if room + INDENT >= SIDE_BY_SIDE:
        half = (room - 3) // 2
        yield from beside(*(wrapped(runs, half) for runs in told), half)
    else:
        for runs in told:
            yield from wrapped(runs, room)


def _passages(side: Side, drawn: Drawn, which: int, wording: Wording) -> Iterator[Run]:
    """Every clause as it is cited, and its words."""
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


def impact_laid_out(wording: Wording, room: int) -> Iterator[Line]:
    """Who gains and who loses."""
    told = list(impact_told(wording))
    if not told:
        return
    yield []
    yield [(wording.t("comparison.impact.title"), "bold")]
    for effect, words in told:
        label = f"{EFFECT_SIGNS[effect]} {wording.t(f'comparison.effects.{effect}')}"
        yield from indented(wrapped([(label, EFFECT_STYLES[effect]), ("  " + words, "")], room - INDENT), INDENT)

"""What changed in a notice since the earlier one that its readers know: a sentence or two, and a mark a clause."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.comparison.row_tables import SIGNS
from generator.comparison.rows import Comparison, Row
from generator.comparison.wording import Wording
from generator.pages.renderer import Renderer
from generator.published.notice import PublishedNotice

SHOWN = 3
"""How many topics a sentence names."""
PAPER = "material."
"""Begins the topics of papers."""
MARKED = ("value", "added", "wording")
"""What is marked at a clause, the weightiest first: what is in the earlier notice alone has no clause here."""


@dataclass(frozen=True, slots=True)
class Mark:
    """At a clause: the topic whose row says most, and all that changed there in words."""

    change: str
    sign: str
    topic: str
    topics: str


@dataclass(frozen=True, slots=True)
class Changes:
    """``path`` leads to the comparison, ``marks`` are by clause."""

    earlier: str
    path: str
    said: str
    marks: dict[str, Mark]


def changes(renderer: Renderer, notice: PublishedNotice, language: str) -> Changes | None:
    """What changed to ``notice``; None where it is the first that anybody reads."""
    comparison = renderer.comparisons.step(notice.id)
    if comparison is None:
        return None
    wording = renderer.comparisons.wording(comparison, language)
    return Changes(
        wording.names[0],
        f"compare/{comparison.a['id']}/{comparison.b['id']}/",
        wording.space.join(_said(comparison, wording)),
        _marks(comparison, wording),
    )


def _said(comparison: Comparison, wording: Wording) -> Iterator[str]:
    """The conditions that differ, then the papers that one of the notices alone asks for."""
    t = wording.t
    asked = {requirement["topic"] for notice in (comparison.a, comparison.b) for requirement in notice["requirements"]}
    differing = [row for row in comparison.rows if row.topic in asked and row.change in ("value", "added", "absent")]
    if differing:
        topics = _named(differing, wording)
        yield t("rounds.changed.conditions", earlier=wording.names[0], count=len(differing), topics=topics)
    else:
        yield t("rounds.changed.no_condition", earlier=wording.names[0])
    for change in ("added", "absent"):
        papers = [row for row in comparison.rows if row.change == change and row.topic.startswith(PAPER)]
        if papers:
            yield t(f"rounds.changed.papers_{change}", papers=_named(papers, wording))


def _named(rows: list[Row], wording: Wording) -> str:
    """The topics of the rows; of many, the first."""
    named = wording.comma.join(wording.topic(row) for row in rows[:SHOWN])
    return wording.t("rounds.changed.more", named=named) if rows[SHOWN:] else named


def _marks(comparison: Comparison, wording: Wording) -> dict[str, Mark]:
    found: dict[str, list[Row]] = {}
    for change in MARKED:
        for row in comparison.rows:
            if row.change == change:
                for clause in row.b.ids:
                    found.setdefault(clause, []).append(row)
    return {clause: _mark(rows, wording) for clause, rows in found.items()}


def _mark(rows: list[Row], wording: Wording) -> Mark:
    told = (
        wording.t("compare.fact_of_one", fact=wording.topic(row), value=wording.t(f"rounds.marks.{row.change}"))
        for row in rows
    )
    return Mark(rows[0].change, SIGNS[rows[0].change], rows[0].topic, wording.semicolon.join(told))

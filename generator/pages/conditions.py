"""What a notice asks of applicants beside their education, topic by topic, in the words of its facts."""

from dataclasses import dataclass

from generator.comparison.wording import Wording
from generator.languages import capital
from generator.published.notice import PublishedNotice


@dataclass(frozen=True, slots=True)
class Condition:
    """A topic with what the notice states on it, and the clauses that state it."""

    name: str
    stated: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """``who`` may apply: what the kinds before the level table's ask; ``further`` what those after it ask."""

    who: tuple[Condition, ...]
    further: tuple[Condition, ...]


def conditions(notice: PublishedNotice, wording: Wording) -> Conditions:
    """The conditions of ``notice``, which is the later one of the comparison that ``wording`` words."""
    kinds = [kind.id for kind in notice.kinds]
    rows = {kind.id for kind in notice.kinds if kind.table or kind.row}
    table = next((kinds.index(kind.id) for kind in notice.kinds if kind.table), len(kinds))
    placed = {kind: kinds.index(kind) < table for kind in kinds}
    of_rows = {requirement.topic for requirement in notice.requirements if requirement.kind in rows}
    first: dict[str, bool] = {}
    for requirement in sorted(notice.requirements, key=lambda requirement: kinds.index(requirement.kind)):
        if requirement.topic not in of_rows:
            first.setdefault(requirement.topic, placed[requirement.kind])
    marked = [(item.topic, item.mark) for item in notice.requirements if item.mark]
    either = [topic for topic, mark in marked if marked.count((topic, mark)) > 1]
    said = [wording.t("notice.conditions.either")]
    stated = {
        row.topic: Condition(
            wording.topic(row),
            (*map(capital, wording.stated(row.b, row.topic)), *(said if row.topic in either else ())),
            row.b.ids,
        )
        for row in wording.comparison.rows
        if row.topic in first
    }
    who, further = (tuple(stated[topic] for topic in stated if first[topic] is wanted) for wanted in (True, False))
    return Conditions(who, further)

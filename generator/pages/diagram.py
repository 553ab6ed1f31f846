"""What a notice's rules decide, as a path: one step for each rule, exits on the way, the titles at the end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.decisions.tables import Table
from generator.decisions.wording import DecisionWords, LineInWords

EXITS = ("refer", "not_yet", "unmet")


@dataclass(frozen=True, slots=True)
class End:
    """An exit: a status, in words or by its title, and the answers that lead there."""

    status: str
    name: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A rule: its question, its clauses, its exits, and when the path continues."""

    name: str
    asked: str
    clauses: tuple[str, ...]
    exits: tuple[End, ...]
    on: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """The steps in the notice's order, and the titles that the path leads to."""

    title: str
    steps: tuple[Step, ...]
    ends: tuple[End, ...]


def diagram(name: str, tables: Sequence[Table], titles: Table | None, words: DecisionWords) -> Diagram:
    """The diagram of a notice called ``name``."""
    steps = tuple(_step(table, words) for table in tables)
    return Diagram(words.t("decision.diagram.title", notice=name), steps, tuple(_ends(titles, words)))


def _step(table: Table, words: DecisionWords) -> Step:
    view = words.table(table)
    applies = all(line.status != "not_applicable" for line in table.lines)
    return Step(
        name=view.name,
        asked=view.question or words.t("decision.and").join(_labels(table, words)),
        clauses=tuple(view.quotes),
        exits=tuple(_exits(table, words)),
        on=words.t("decision.diagram.on" if applies else "decision.diagram.on_either"),
    )


def _labels(table: Table, words: DecisionWords) -> Iterable[str]:
    return dict.fromkeys(said.label for line in table.lines for said in words.conditions(line.conditions, ()))


def _exits(table: Table, words: DecisionWords) -> Iterator[End]:
    lines = [line for line in table.lines if line.status in EXITS]
    rows = words.rows(lines, words.is_single(table))
    for status, alike in groupby(rows, key=lambda row: row.status):
        yield End(status, words.t(f"status.{status}"), tuple(_answers(row, words) for row in alike))


def _ends(titles: Table | None, words: DecisionWords) -> Iterator[End]:
    rows = words.table(titles).rows if titles else ()
    for (status, title), alike in groupby(rows, key=lambda row: (row.status, row.title)):
        name = title or words.t(f"no_title.{status}")
        yield End(status, name, tuple(_answers(row, words) for row in alike))


def _answers(row: LineInWords, words: DecisionWords) -> str:
    conditions = (
        words.t("decision.said", label=said.label, words=said.words) if said.label else said.words
        for said in row.conditions
    )
    return row.otherwise or words.t("decision.both").join(conditions)

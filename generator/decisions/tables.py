"""What a notice's rules decide: one table for each rule, made by running the rule on every class of answers.

A line says which answers, each a set of values, lead to which result; an applicant is on exactly one line of a table.
"""

from collections import namedtuple
from collections.abc import Callable
from functools import partial

from generator.decisions.branches import ROW, Sample, lay_out
from selfcheck.answers import Answers
from selfcheck.forms import MET, REFER, UNMET
from selfcheck.notice import Notice, read_notice
from selfcheck.rules import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:  # in the browser there is no typing
    from typing import Any

type Published = dict[str, Any]
"""A notice as ``/notices/<id>.json`` has it."""

MOST_LINES = 8
"""A table with more lines than this separates results by status alone, not also by clause."""

ORDER = ("met", "refer", "not_yet", "unmet", "not_applicable")
"""The order of a table's lines."""

STATES = {"known": MET, "open": REFER, "none": UNMET}
"""The status of a level: there is a title, the notice leaves it open, there is none."""


class Ground(namedtuple("Ground", "clause quote")):
    """Words of the notice on which a result stands; both None where the result is that the notice is silent."""

    __slots__ = ()


type Titles = tuple[str, ...] | None
type Found = tuple[str, Titles, Ground]
"""A status, in the table of titles the titles, and what they stand on."""


class TableLine(namedtuple("TableLine", "conditions status titles grounds")):
    """All ``conditions`` together lead to the status and, in the table of titles, to the titles."""

    __slots__ = ()

    def holds(self, answers: Answers) -> bool:
        return all(condition.holds(answers) for condition in self.conditions)


class Table(namedtuple("Table", "rule keys lines")):
    """All that one rule can come to; ``keys`` are the answers on which that depends."""

    __slots__ = ()


def decision_tables(published: Published) -> list[Table]:
    """A table for each rule that the published notice contains, in the order in which the notice comes to them."""
    notice = read_notice(published)
    order = [clause["id"] for clause in (*published["clauses"], *published["annexes"])]
    rules = sorted(notice.rules, key=lambda rule: order.index(rule.requirements[0]["clause"]))
    return [_table(notice, rule.id, rule.reads, partial(find_status, notice, rule), rule.by_row) for rule in rules]


def title_table(published: Published) -> Table | None:
    """The titles to which education and completion lead; None where the notice determines none by education."""
    notice = read_notice(published)
    if notice.table is None:
        return None
    return _table(notice, "title", notice.table.reads, partial(find_title, notice))


def find_status(notice: Notice, rule: Rule, answers: Answers) -> Found:
    """What the rule finds, on the row of the sample or the applicant's first."""
    complete = {**dict.fromkeys(notice.questions), **answers}
    level = answers.get(ROW) or notice.levels(complete)[0]
    finding = notice.find(rule, complete, level)
    return finding.status, None, Ground(finding.clause, finding.quote)


def find_title(notice: Notice, answers: Answers) -> Found:
    """The titles that the rows open, lowest first, and the first row."""
    levels = notice.levels({**dict.fromkeys(notice.questions), **answers})
    titles = tuple(dict.fromkeys(level.title for level in levels if level.title))
    row = levels[0].row
    assert row is not None, "asked of notices that have levels"
    return STATES[levels[0].state], titles or None, Ground(row["clause"], row["quote"])


def _table(
    notice: Notice, rule: str, keys: tuple[str, ...], find: Callable[[Answers], Found], by_row: bool = False
) -> Table:
    def exactly(sample: Sample) -> tuple[Found, Ground]:
        return find(sample[0]), find(sample[0])[2]

    def roughly(sample: Sample) -> tuple[tuple[str, Titles], Ground]:
        status, title, ground = find(sample[0])
        return (status, title), ground

    branches = lay_out((notice,), keys, exactly, by_row)
    if len(branches) > MOST_LINES:
        branches = lay_out((notice,), keys, roughly, by_row)
    lines = [TableLine(b.conditions, b.result[0], b.result[1], b.grounds) for b in branches]
    heights = list(notice.titles)

    def place(line: TableLine) -> tuple[int, list[int]]:
        return ORDER.index(line.status), [heights.index(title) for title in line.titles or ()]

    return Table(rule, keys, tuple(sorted(lines, key=place)))

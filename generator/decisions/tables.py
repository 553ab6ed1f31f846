"""What a notice's rules decide: one table for each rule, made by running the rule on every class of answers.

A line says which answers, each a set of values, lead to which result; an applicant is on exactly one line of a table.
"""

from collections import namedtuple
from collections.abc import Callable
from functools import partial

from generator.decisions.classes import Sample, lay_out
from selfcheck.answers import ANSWERS, TITLES, Answers
from selfcheck.levels import LEVEL, level_of
from selfcheck.notice import Notice, read_notice
from selfcheck.rules import MET, REFER, RULES, UNMET, Finding, left_open

TYPE_CHECKING = False
if TYPE_CHECKING:  # in the browser there is no typing
    from typing import Any

type Published = dict[str, Any]
"""A notice as ``/notices/<id>.json`` has it."""
type Rule = Callable[[Notice, Answers], Finding | None]

MOST_LINES = 8
"""A table with more lines than this separates results by status alone, not also by clause."""

ORDER = ("met", "refer", "not_yet", "unmet", "not_applicable")
"""The order of a table's lines."""

STATES = {"known": MET, "open": REFER, "none": UNMET}
"""The status of a level: there is a title, the notice leaves it open, there is none."""


class Ground(namedtuple("Ground", "clause quote")):
    """Words of the notice on which a result stands; both None where the result is that the notice is silent."""

    __slots__ = ()


type Found = tuple[str, str | None, Ground]
"""A status, in the table of titles the title, and what they stand on."""


class TableLine(namedtuple("TableLine", "conditions status title grounds")):
    """All ``conditions`` together lead to the status and, in the table of titles, to the title."""

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
    found = [(rule, finding) for rule in RULES if (finding := stated(notice, rule))]
    found.sort(key=lambda pair: order.index(pair[1].clause))
    return [_table(notice, rule.__name__, rule.reads, partial(find_status, notice, rule)) for rule, _ in found]


def title_table(published: Published) -> Table | None:
    """The titles to which education and completion lead; None where the notice determines none by education."""
    notice = read_notice(published)
    if notice.first("education") is None:
        return None
    return _table(notice, "title", LEVEL, partial(find_title, notice))


def stated(notice: Notice, rule: Rule) -> Finding | None:
    """What the rule finds before anything is answered; None where the notice does not contain it."""
    return rule(notice, dict.fromkeys(ANSWERS))


def find_status(notice: Notice, rule: Rule, answers: Answers) -> Found:
    found = rule(notice, {**dict.fromkeys(ANSWERS), **answers})
    assert found is not None, "asked of rules that the notice contains"
    finding = left_open(notice, found)
    return finding.status, None, Ground(finding.clause, finding.quote)


def find_title(notice: Notice, answers: Answers) -> Found:
    level = level_of(notice, answers)
    assert level.requirement is not None, "asked of notices that have levels"
    return STATES[level.state], level.title, Ground(level.requirement["clause"], level.requirement["quote"])


def _table(notice: Notice, rule: str, keys: tuple[str, ...], find: Callable[[Answers], Found]) -> Table:
    def exactly(sample: Sample) -> tuple[Found, Ground]:
        return find(sample[0]), find(sample[0])[2]

    def roughly(sample: Sample) -> tuple[tuple[str, str | None], Ground]:
        status, title, ground = find(sample[0])
        return (status, title), ground

    branches = lay_out((notice,), keys, exactly)
    if len(branches) > MOST_LINES:
        branches = lay_out((notice,), keys, roughly)
    lines = [TableLine(b.conditions, b.result[0], b.result[1], b.grounds) for b in branches]
    return Table(rule, keys, tuple(sorted(lines, key=_place)))


def _place(line: TableLine) -> tuple[int, int]:
    return ORDER.index(line.status), TITLES.index(line.title) if line.title else -1

"""Finds how two notices' rules differ, by running both on every class of answers that either distinguishes.

Time counts to each notice's own cut-off, so that rules that differ in their dates alone do not differ line by line.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import partial

from generator.decisions.classes import Sample, first_year, lay_out
from generator.decisions.tables import Found, Ground, Published, find_status, find_title, stated
from selfcheck.answers import Answers
from selfcheck.levels import LEVEL
from selfcheck.notice import Notice, read_notice
from selfcheck.rules import RANKS, RULES, Finding

type RuleResult = tuple[str, str | None]
"""A status and, of what education leads to, the title."""


class Difference(namedtuple("Difference", "rule conditions a b grounds_a grounds_b")):
    """What all ``conditions`` together lead to under each notice, and the words on which it stands there.

    Without conditions the rule stands in one notice alone, and the other's side is None.
    """

    __slots__ = ()


class Shift(namedtuple("Shift", "what a b clause_a clause_b")):
    """A day or year that both notices count by: ``cutoff``, or ``first_year``, the first with a course asked."""

    __slots__ = ()


def rule_shifts(a: Published, b: Published) -> list[Shift]:
    """The days and years by which the notices count and that are not the same."""
    notices = read_notice(a), read_notice(b)
    shifts = [Shift("cutoff", *(n.cutoff for n in notices), *(n.opening.cutoff_clause for n in notices))]
    courses = [notice.first("continuing_education") for notice in notices]
    clauses = [course["clause"] for course in courses if course]
    if len(clauses) == len(notices):
        shifts.append(Shift("first_year", *map(first_year, notices), *clauses))
    return [shift for shift in shifts if shift.a != shift.b]


def rule_differences(a: Published, b: Published) -> list[Difference]:
    """Every difference between the published notices that can matter to an outcome or a title, by rule."""
    notices = read_notice(a), read_notice(b)
    found: list[Difference] = []
    for rule in RULES:
        sides = [stated(notice, rule) for notice in notices]
        if all(sides):
            finds = [partial(find_status, notice, rule) for notice in notices]
            found += _lines(notices, rule.__name__, rule.reads, finds)
        elif any(sides):
            found.append(_alone(rule.__name__, sides))
        if rule.__name__ == "education" and all(sides):
            titles = _lines(notices, "title", LEVEL, [partial(find_title, notice) for notice in notices])
            # Without a title on either side, the difference is in education or completion and is listed there.
            found += [line for line in titles if any(side[1] for side in (line.a, line.b) if side)]
    return found


def _alone(rule: str, sides: list[Finding | None]) -> Difference:
    grounds = tuple((Ground(side.clause, side.quote),) if side else () for side in sides)
    return Difference(rule, (), *(("stated", None) if side else None for side in sides), *grounds)


def _lines(
    notices: tuple[Notice, Notice], rule: str, keys: tuple[str, ...], finds: Sequence[Callable[[Answers], Found]]
) -> list[Difference]:
    def find(sample: Sample) -> tuple[tuple[RuleResult, RuleResult] | None, tuple[Ground, ...]]:
        found = [find(answers) for find, answers in zip(finds, sample, strict=True)]
        a, b = ((status, title) for status, title, _ in found)
        return (a, b) if _bearing(a) != _bearing(b) else None, tuple(ground for *_, ground in found)

    return [
        Difference(rule, branch.conditions, *branch.result, *map(_distinct, zip(*branch.grounds, strict=True)))
        for branch in lay_out(notices, keys, find)
        if branch.result
    ]


def _bearing(side: RuleResult) -> tuple[int, str | None]:
    """What the side means for outcome and title: that a rule is met, and that it does not apply, mean the same."""
    status, title = side
    return RANKS[status], title


def _distinct(grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    return tuple(dict.fromkeys(grounds))

"""Finds how two notices' rules differ, by running both on every class of answers that either distinguishes.

Time counts to each notice's own cut-off, so that rules that differ in their dates alone do not differ line by line.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import partial

from generator.decisions.branches import Sample, first_year, lay_out
from generator.decisions.tables import Found, Ground, Published, Titles, find_status, find_title
from selfcheck.answers import Answers
from selfcheck.notice import Notice, read_notice
from selfcheck.rules import RANKS, Rule

type RuleResult = tuple[str, Titles]
"""A status and, of what education leads to, the titles."""


class Difference(namedtuple("Difference", "rule conditions a b grounds_a grounds_b")):
    """What all ``conditions`` together lead to under each notice, and the words on which it stands there.

    Without conditions the rule stands in one notice alone, and the other's side is None.
    """

    __slots__ = ()


class Shift(namedtuple("Shift", "what a b clause_a clause_b")):
    """A day or year that both notices count by: ``cutoff``, or ``first_year``, the first with a course asked."""

    __slots__ = ()


def rule_shifts(a: Published | Notice, b: Published | Notice) -> list[Shift]:
    """The days and years by which the notices count and that are not the same."""
    notices = read_notice(a), read_notice(b)
    shifts = [Shift("cutoff", *(n.opening.cutoff for n in notices), *(n.opening.clause for n in notices))]
    courses = [next((rule.requirements[0] for rule in notice.rules if rule.joint), None) for notice in notices]
    stated = [course["clause"] for course in courses if course]
    if len(stated) == len(notices):
        shifts.append(Shift("first_year", *map(first_year, notices), *stated))
    return [shift for shift in shifts if shift.a != shift.b]


def rule_differences(a: Published | Notice, b: Published | Notice) -> list[Difference]:
    """Every difference between the published notices that can matter to an outcome or a title, by rule."""
    notices = read_notice(a), read_notice(b)
    found: list[Difference] = []
    rules = [{rule.id: rule for rule in notice.rules} for notice in notices]
    for name in in_order(rules):
        sides = [own.get(name) for own in rules]
        one, other = sides
        if one and other:
            finds = [partial(find_status, notice, rule) for notice, rule in zip(notices, (one, other), strict=True)]
            found += _lines(notices, name, _both(one.reads, other.reads), finds, one.by_row)
        else:
            found.append(_alone(name, sides))
        if one and one.table and other:
            keys = _both(*(notice.table.reads for notice in notices if notice.table))
            titles = _lines(notices, "title", keys, [partial(find_title, notice) for notice in notices])
            # Without a title on either side, the difference is in education or completion and is listed there.
            found += [line for line in titles if any(side[1] for side in (line.a, line.b) if side)]
    return found


def in_order(rules: list[dict[str, Rule]]) -> list[str]:
    """The rules of both notices, each where its own notice has it."""
    one, other = (list(own) for own in rules)
    merged = list(one)
    for place, name in enumerate(other):
        if name not in merged:
            before = next((known for known in reversed(other[:place]) if known in merged), None)
            merged.insert(merged.index(before) + 1 if before else 0, name)
    return merged


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*one, *other]))


def _alone(rule: str, sides: list[Rule | None]) -> Difference:
    stated = [side.requirements[0] if side else None for side in sides]
    grounds = tuple((Ground(first["clause"], first["quote"]),) if first else () for first in stated)
    return Difference(rule, (), *(("stated", None) if side else None for side in sides), *grounds)


def _lines(
    notices: tuple[Notice, Notice],
    rule: str,
    keys: tuple[str, ...],
    finds: Sequence[Callable[[Answers], Found]],
    by_row: bool = False,
) -> list[Difference]:
    def find(sample: Sample) -> tuple[tuple[RuleResult, RuleResult] | None, tuple[Ground, ...]]:
        found = [find(answers) for find, answers in zip(finds, sample, strict=True)]
        a, b = ((status, title) for status, title, _ in found)
        return (a, b) if _bearing(a) != _bearing(b) else None, tuple(ground for *_, ground in found)

    return [
        Difference(rule, branch.conditions, *branch.result, *map(_distinct, zip(*branch.grounds, strict=True)))
        for branch in lay_out(notices, keys, find, by_row)
        if branch.result
    ]


def _bearing(side: RuleResult) -> tuple[int, Titles]:
    """What the side means for outcome and title: that a rule is met, and that it does not apply, mean the same."""
    status, titles = side
    return RANKS[status], titles


def _distinct(grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    return tuple(dict.fromkeys(grounds))

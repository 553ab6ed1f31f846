"""How two notices' rules differ, in words: rows for a comparison's page."""

from collections import namedtuple
from datetime import date
from functools import lru_cache

from generator.comparison.rows import Comparison
from generator.comparison.wording import Wording
from generator.decisions.differences import Difference, RuleResult, Shift, rule_differences, rule_shifts
from generator.decisions.tables import Ground
from generator.decisions.wording import DecisionWords
from selfcheck.words import day


class RuleCell(namedtuple("RuleCell", "words clauses")):
    """The result of a notice's rule, and the ids of the clauses that support it."""

    __slots__ = ()


class RuleRow(namedtuple("RuleRow", "name of conditions a b")):
    """A difference between the rules, a cell for each notice; without conditions, ``of`` says what the row compares."""

    __slots__ = ()


def rule_rows(comparison: Comparison, wording: Wording) -> tuple[RuleRow, ...] | None:
    """The differences between the rules; None where a notice opens no round and so has no rules to run."""
    if not (comparison.a["openings"] and comparison.b["openings"]):
        return None
    shifts, differences = _differences(comparison)
    words = DecisionWords(wording.t, wording.language, {}, wording.affiliations)
    return (
        *(_shift_row(shift, wording) for shift in shifts),
        *(_rule_row(difference, words, wording) for difference in differences),
    )


@lru_cache(maxsize=4)
def _differences(comparison: Comparison) -> tuple[list[Shift], list[Difference]]:
    """The part that is the same in every language, cached while a comparison is drawn in each."""
    return rule_shifts(*comparison.notices), rule_differences(*comparison.notices)


def _shift_row(shift: Shift, wording: Wording) -> RuleRow:
    t = wording.t
    return RuleRow(
        t(f"decision.differences.{shift.what}"),
        t("decision.differences.count"),
        (),
        RuleCell(_shift_words(shift.what, shift.a, wording), (shift.clause_a,) if shift.clause_a else ()),
        RuleCell(_shift_words(shift.what, shift.b, wording), (shift.clause_b,) if shift.clause_b else ()),
    )


def _shift_words(what: str, value: date | int | None, wording: Wording) -> str:
    if value is None:
        return wording.t(f"decision.differences.no_{what}")
    return day(value, wording.language) if isinstance(value, date) else wording.t("decision.year", year=value)


def _rule_row(difference: Difference, words: DecisionWords, wording: Wording) -> RuleRow:
    t, rule = wording.t, difference.rule
    return RuleRow(
        t("decision.title" if rule == "title" else f"rule.{rule}"),
        t("decision.differences.whole"),
        words.conditions(difference.conditions, ()),
        _rule_cell(difference.a, difference.grounds_a, wording),
        _rule_cell(difference.b, difference.grounds_b, wording),
    )


def _rule_cell(result: RuleResult | None, grounds: tuple[Ground, ...], wording: Wording) -> RuleCell:
    clauses = dict.fromkeys(ground.clause for ground in grounds if ground.clause)
    return RuleCell(_result_words(result, wording), tuple(clauses))


def _result_words(result: RuleResult | None, wording: Wording) -> str:
    match result:
        case None:
            return wording.t("decision.differences.not_stated")
        case ("stated", _):
            return wording.t("decision.differences.stated")
        case (_, tuple(titles)):
            return wording.t("decision.or").join(wording.t(f"title.{title}") for title in titles)
        case (status, _):
            return wording.t(f"status.{status}")

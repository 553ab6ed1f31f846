"""The rows in which a comparison's page tells how two notices' rules differ, in words."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.comparison.rows import Comparison
from generator.comparison.wording import Wording
from generator.decisions.differences import Difference, Shift, rule_differences, rule_shifts
from generator.decisions.differences import Side as RuleSide
from generator.decisions.tables import Ground
from generator.decisions.wording import DecisionWords, Said
from generator.words.typography import shown_day
from selfcheck.words import WORDS


@dataclass(frozen=True, slots=True)
class RuleCell:
    """What a notice's rule comes to, with the clauses on which that stands and how a reader cites them."""

    words: str
    clauses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A difference between the rules; without conditions ``of`` says of what it is."""

    name: str
    of: str
    conditions: tuple[Said, ...]
    a: RuleCell
    b: RuleCell


def rule_rows(comparison: Comparison, wording: Wording) -> tuple[RuleRow, ...] | None:
    """The differences between the rules; None where a notice opens no round and so has no rules to be run."""
    if not (comparison.a["openings"] and comparison.b["openings"]):
        return None
    known = wording.cites
    shifts_found, differences = _found(comparison)
    t, language = wording.t, wording.language
    words = DecisionWords(t, language, {}, wording.affiliations)
    shifts = (
        RuleRow(
            t(f"decision.differences.{shift.what}"),
            t("decision.differences.count"),
            (),
            _shift_cell(shift.a, shift.clause_a, known[0], wording),
            _shift_cell(shift.b, shift.clause_b, known[1], wording),
        )
        for shift in shifts_found
    )
    return (
        *shifts,
        *(
            RuleRow(
                t("decision.title" if line.rule == "title" else f"comparison.rules.{line.rule}"),
                t("decision.differences.whole"),
                words.conditions(line.conditions, ()),
                _rule_cell(line.a, line.grounds_a, known[0], wording),
                _rule_cell(line.b, line.grounds_b, known[1], wording),
            )
            for line in differences
        ),
    )


@lru_cache(maxsize=4)
def _found(comparison: Comparison) -> tuple[list[Shift], list[Difference]]:
    """What no language changes, kept for the comparisons that are being told."""
    return rule_shifts(comparison.a, comparison.b), rule_differences(comparison.a, comparison.b)


def _shift_cell(value: date | int | None, clause: str, cites: dict[str, str], wording: Wording) -> RuleCell:
    if value is None:
        said = wording.t("decision.differences.no_first_year")
    else:
        said = shown_day(value, wording.language) if isinstance(value, date) else wording.t("decision.year", year=value)
    return RuleCell(said, ((clause, cites[clause]),))


def _rule_cell(side: RuleSide | None, grounds: tuple[Ground, ...], cites: dict[str, str], wording: Wording) -> RuleCell:
    clauses = dict.fromkeys(ground.clause for ground in grounds if ground.clause)
    cited = tuple((clause, cites[clause]) for clause in clauses)
    match side:
        case None:
            return RuleCell(wording.t("decision.differences.not_stated"), cited)
        case ("stated", _):
            return RuleCell(wording.t("decision.differences.stated"), cited)
        case (_, str(title)):
            return RuleCell(WORDS["titles"][title][wording.language], cited)
        case (status, _):
            return RuleCell(WORDS["statuses"][status][wording.language], cited)

"""What the page of a comparison shows: rows with both texts, and whom the differences affect."""

from dataclasses import dataclass
from datetime import date

from generator.compare import Change, Comparison, Row, Side
from generator.compare_words import Wording
from generator.comparison.impact_words import ImpactWords, answers_fragment
from generator.decision_words import DecisionWords, Said
from generator.decisions import Ground
from generator.publish import notice_json
from generator.register import Notice, Register
from generator.rule_difference import Side as RuleSide
from generator.rule_difference import rule_differences, rule_shifts
from generator.typography import cites, short_name, shown_day, shown_label
from generator.words import Words
from selfcheck.words import WORDS

SIGNS: dict[Change, str] = {"value": "≠", "wording": "≈", "added": "+", "absent": "−", "same": "="}
"""A sign beside each colour, in the order in which the summary counts."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause's text in both languages; ``cite`` is its id as a reader cites it."""

    clause: str
    cite: str
    label: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class RowView:
    topic: str
    name: str
    change: Change
    sign: str
    word: str
    a: tuple[Passage, ...]
    b: tuple[Passage, ...]
    remarks: tuple[str, ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class ImpactView:
    circumstances: tuple[tuple[str, str], ...]
    """Question and answer."""
    effect: str
    word: str
    a: str
    b: str
    because: str
    check: str
    """What the self-check's address needs to open with these answers."""


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


@dataclass(frozen=True, slots=True)
class ComparisonView:
    names: tuple[str, ...]
    """Of A and of B."""
    confounded: bool
    summary: tuple[tuple[Change, str, str, int], ...]
    """Change, sign, word and number of rows."""
    differing: tuple[RowView, ...]
    same: tuple[RowView, ...]
    rules: tuple[RuleRow, ...] | None
    """None where a notice opens no round and so has no rules to be run."""
    impact: tuple[ImpactView, ...]


def comparison_view(register: Register, words: Words, comparison: Comparison, language: str) -> ComparisonView:
    """The page of ``comparison`` in ``language``."""
    wording, t = Wording(register, words, comparison, language), words.of(language)
    known = tuple(cites(notice, t, language) for notice in (comparison.a, comparison.b))
    rows = [_row_view(wording, comparison, row, known) for row in comparison.rows]
    counts = {change: sum(row.change == change for row in rows) for change in SIGNS}
    names = tuple(short_name(register, notice, t, language) for notice in (comparison.a, comparison.b))
    return ComparisonView(
        names=names,
        confounded=comparison.confounded,
        summary=tuple((c, SIGNS[c], t(f"compare.changes.{c}"), count) for c, count in counts.items()),
        differing=tuple(row for row in rows if row.change != "same"),
        same=tuple(row for row in rows if row.change == "same"),
        rules=_rule_rows(register, comparison, wording, known)
        if comparison.a.openings and comparison.b.openings
        else None,
        impact=tuple(_impact_views(comparison, wording, names)),
    )


def _row_view(wording: Wording, comparison: Comparison, row: Row, known: tuple[dict[str, str], ...]) -> RowView:
    facts = tuple(wording.fact(fact, row.topic) for fact in row.facts)
    return RowView(
        topic=row.topic,
        name=wording.topic(row),
        change=row.change,
        sign=SIGNS[row.change],
        word=wording.t(f"compare.changes.{row.change}"),
        a=_passages(comparison.a, row.a, known[0]),
        b=_passages(comparison.b, row.b, known[1]),
        remarks=facts if row.change == "value" else (wording.t(f"compare.{row.change}"),),
        moved=row.moved,
    )


def _passages(notice: Notice, side: Side | None, known: dict[str, str]) -> tuple[Passage, ...]:
    chosen = side.clauses if side else ()
    return tuple(Passage(c.id, known[c.id], shown_label(c.label), c.zh, c.en) for c in notice.clauses if c.id in chosen)


def _rule_rows(
    register: Register, comparison: Comparison, wording: Wording, known: tuple[dict[str, str], ...]
) -> tuple[RuleRow, ...]:
    published = [notice_json(register, notice) for notice in (comparison.a, comparison.b)]
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
        for shift in rule_shifts(*published)
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
            for line in rule_differences(*published)
        ),
    )


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


def _impact_views(comparison: Comparison, wording: Wording, names: tuple[str, ...]) -> list[ImpactView]:
    words = ImpactWords(wording.t, wording.language, wording.affiliations, names)
    return [
        ImpactView(
            circumstances=words.circumstances(effect),
            effect=effect.effect,
            word=wording.t(f"comparison.effects.{effect.effect}"),
            a=words.side(effect, 0),
            b=words.side(effect, 1),
            because=words.because(effect),
            check=f"?notice={comparison.b.id}#{answers_fragment(effect.answers)}",
        )
        for effect in comparison.impact
    ]

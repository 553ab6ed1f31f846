"""What differs between two notices: a stream of typed rows, aligned by topic, in the order of ``topics.yaml``.

Source: the contract, section 4. The sentences for rows are in ``compare_words``, the effect on applicants in
``comparison.impact``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.comparison.impact import Impact, impact
from generator.publish import notice_json
from generator.register import Notice, Register
from generator.values import canonical

type Change = Literal["same", "wording", "value", "added", "absent"]
type Value = str | int | bool | list | None


@dataclass(frozen=True, slots=True)
class Side:
    """What one notice says on a topic: its clauses, their Chinese text, and the facts by name."""

    clauses: tuple[str, ...]
    text: str
    facts: dict[str, Value]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact whose values differ; None is "not stated"."""

    fact: str
    a: Value
    b: Value


@dataclass(frozen=True, slots=True)
class Row:
    """One topic in both notices; a side is None where the notice does not treat the topic."""

    topic: str
    change: Change
    a: Side | None
    b: Side | None
    facts: tuple[FactChange, ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two notices compared; ``confounded`` where year and jurisdiction both differ, so that neither is the cause."""

    a: Notice
    b: Notice
    confounded: bool
    rows: tuple[Row, ...]
    impact: tuple[Impact, ...]


def compare(register: Register, a: Notice, b: Notice) -> Comparison:
    """What changes from ``a`` to ``b``."""
    published = notice_json(register, a), notice_json(register, b)
    sides = [_sides(notice) for notice in published]
    rows = tuple(_rows([topic.id for topic in sorted(register.topics, key=lambda topic: topic.order)], *sides))
    confounded = a.jurisdiction != b.jurisdiction and a.round[:4] != b.round[:4]
    return Comparison(a, b, confounded, rows, tuple(impact(*published)) if a.openings and b.openings else ())


def _rows(topics: list[str], a: dict[str, Side], b: dict[str, Side]) -> Iterator[Row]:
    for topic in topics:
        if topic in a or topic in b:
            yield _row(topic, a.get(topic), b.get(topic))


def _row(topic: str, a: Side | None, b: Side | None) -> Row:
    names = dict.fromkeys([*(a.facts if a else ()), *(b.facts if b else ())])
    values = [(name, a.facts.get(name) if a else None, b.facts.get(name) if b else None) for name in names]
    facts = tuple(FactChange(name, old, new) for name, old, new in values if old != new)
    moved = a is not None and b is not None and a.clauses != b.clauses
    return Row(topic, _change(a, b, facts), a, b, facts, moved)


def _change(a: Side | None, b: Side | None, facts: tuple[FactChange, ...]) -> Change:
    if a is None:
        return "added"
    if b is None:
        return "absent"
    if facts:
        return "value"
    return "same" if canonical(a.text) == canonical(b.text) else "wording"


def _sides(notice: dict) -> dict[str, Side]:
    """What a published notice says, by topic."""
    facts: dict[str, dict[str, list]] = {}
    for topic, name, value in _facts(notice):
        values = facts.setdefault(topic, {}).setdefault(name, [])
        values += value if isinstance(value, list) else [value]
    sides = {}
    for topic in dict.fromkeys(topic for clause in notice["clauses"] for topic in clause["topics"]):
        clauses = [clause for clause in notice["clauses"] if topic in clause["topics"]]
        known = {name: _merged(values) for name, values in facts.get(topic, {}).items()}
        sides[topic] = Side(tuple(c["id"] for c in clauses), "\n".join(c["zh"] for c in clauses), known)
    return sides


def _merged(values: list) -> Value:
    """One value as it is; several as a list without repetition, whose order says nothing."""
    return values[0] if len(values) == 1 else sorted(set(values))


def _facts(notice: dict) -> Iterator[tuple[str, str, Value]]:
    """Topic, name and value of every fact, those that materials and requirements state included."""
    for fact in notice["facts"]:
        yield (
            fact["topic"],
            fact["fact"],
            canonical(fact["value"]) if fact["type"] == "address" else fact["value"],
        )
    for item in notice["materials"]:
        topic = f"material.{item['key']}"
        if item["copies"] is not None:
            yield topic, "copies", item["copies"]
        if item["waived"]:
            yield topic, "waivable", True
        for key, values in item["when"].items():
            yield topic, f"asked_{key}", values
    for requirement in notice["requirements"]:
        for name, field in REQUIREMENT_FACTS[requirement["kind"]].items():
            value = field(requirement)
            if value is not None:
                yield requirement["topic"], name, value


def _pairs(pairs: dict[str, str]) -> list[str] | None:
    return [f"{held}={counted}" for held, counted in pairs.items()] or None


REQUIREMENT_FACTS = {
    "affiliation": {"admits": lambda r: r["admits"], "admits_origins": lambda r: r.get("origins")},
    "contract": {"contract_required": lambda r: True},
    "status": {"excluded_status": lambda r: r["excludes"]},
    "sanction": {"sanction_excludes": lambda r: True},
    "foreign_document": {"accepted_documents": lambda r: r["accepts"]},
    "series": {
        "excluded_series": lambda r: r["excludes"],
        "excluded_titles": lambda r: r["titles"],
        "open_series": lambda r: r.get("open", {}).get("series"),
    },
    "education": {
        "admitted_education": lambda r: r["admits"],
        "title": lambda r: r["title"],
        "open_education": lambda r: r.get("open", {}).get("education"),
    },
    "advancement": {
        "advancement_months": lambda r: r["months"],
        "advancement_education": lambda r: r["admits"],
        "title": lambda r: r["title"],
    },
    "equivalence": {"counts_as": lambda r: _pairs(r["of"])},
    "probation": {"probation_months": lambda r: r["months"]},
    "social_insurance": {
        "social_insurance_months": lambda r: r["months"],
        "social_insurance_consecutive": lambda r: r["consecutive"] or None,
    },
    "school": {"recognised_schools": lambda r: r["recognises"], "rejected_schools": lambda r: r["rejects"]},
    "completion": {
        "lowered_education": lambda r: _pairs(r.get("lowers", {})),
        "rejected_completion": lambda r: r.get("rejects") or None,
    },
    "cohort": {"from_year": lambda r: r["from_year"], "own_conditions": lambda r: r["own_conditions"]},
    "transition": {"transition_rules": lambda r: True},
    "assessment": {"assessment_required": lambda r: True},
    "continuing_education": {
        "courses_per_year": lambda r: r.get("courses_per_year"),
        "hours_per_year": lambda r: r.get("hours_per_year"),
        "courses_not_before": lambda r: r.get("not_before"),
    },
    "access": {"access_series": lambda r: r["series"]},
}
"""The facts that a requirement of each kind states, so that nothing need be written twice in YAML."""

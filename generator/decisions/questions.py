"""Finds which questions a notice asks, and on which of its clauses each rests: its conditions say what they read."""

from generator.decisions.tables import Published
from selfcheck.notice import read_notice
from selfcheck.rules import Rule


def find_questions(published: Published) -> dict[str, list[str]]:
    """Every question that a condition of the published notice reads, with clause ids in document order.

    A question that no condition reads and only materials depend on rests on the materials' clauses.
    """
    notice = read_notice(published)
    asked: dict[str, set[str]] = {}
    for rule in notice.rules:
        for key, clauses in _clauses(rule).items():
            asked.setdefault(key, set()).update(clauses)
    for item in published["materials"]:
        for key in item["when"]:
            if key in notice.questions and key not in asked:
                asked.setdefault(key, set()).add(item["clause"])
    order = [clause["id"] for clause in (*published["clauses"], *published["annexes"])]
    return {key: sorted(asked[key], key=order.index) for key in notice.questions if key in asked}


def _clauses(rule: Rule) -> dict[str, set[str]]:
    """The clauses of one rule by the answers that its cases read; its level table's are those of its rows."""
    found: dict[str, set[str]] = {}
    for case in (case for cases in rule.cases for case in cases):
        stated = [case.requirement] if case.requirement else rule.requirements
        for key in case.reads:
            found.setdefault(key, set()).update(requirement["clause"] for requirement in stated)
    if rule.table:
        rows = {row["clause"] for row in rule.table.rows}
        counting = {requirement["clause"] for requirement, *_ in rule.table.counts}
        found |= {key: rows | (counting if key == rule.table.key else set()) for key in rule.table.reads[:1]}
    return found

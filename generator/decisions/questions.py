"""Finds which questions a notice can ask, and on which of its clauses each rests, by running its rules."""

from collections.abc import Iterable, Iterator, Mapping

from generator.decisions.tables import Published, Rule
from selfcheck.answers import ANSWERS, Answers
from selfcheck.cuts import cut_answers
from selfcheck.notice import Notice, read_notice
from selfcheck.rules import NOT_APPLICABLE, RULES, Finding


def find_questions(published: Published) -> dict[str, list[str]]:
    """Every answer key that can matter to the published notice, with clause ids in document order.

    The clauses are those of the rules that ask the question from the start or, where none does, of every rule
    that comes to ask it; a question that only materials depend on rests on the materials' clauses.
    """
    notice = read_notice(published)
    values = {key: cut.values for key, cut in cut_answers(notice).items()}
    from_start: dict[str, set[str]] = {}
    later: dict[str, set[str]] = {}
    for rule in RULES:
        findings = list(_explore(rule, notice, values, dict.fromkeys(ANSWERS)))
        clauses = {f.clause for f in findings if f.clause and f.status != NOT_APPLICABLE}
        for finding in findings:
            first = finding is findings[0]
            for key in finding.needs:
                (from_start if first else later).setdefault(key, set()).update(clauses)
    for item in published["materials"]:
        for key in item["when"]:
            later.setdefault(key, set()).add(item["clause"])
    order = [clause["id"] for clause in (*published["clauses"], *published["annexes"])]
    asked = later | from_start
    return {key: sorted(asked[key], key=order.index) for key in ANSWERS if key in asked}


def _explore(rule: Rule, notice: Notice, values: Mapping[str, Iterable[object]], answers: Answers) -> Iterator[Finding]:
    """Every finding of ``rule`` on the way from ``answers`` to where it needs no further answer of ``values``."""
    finding = rule(notice, answers)
    if finding is None:
        return
    yield finding
    if finding.needs:
        key = finding.needs[0]
        for value in values[key]:
            yield from _explore(rule, notice, values, {**answers, key: value})

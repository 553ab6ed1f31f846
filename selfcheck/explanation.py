"""Answers what a reader asks after a verdict: what decides it, who else may admit me, what could change, what is odd.

The contract defines the verdict itself; this is what the page shows around it.
"""

from .answers import Answers, Json, JsonObject
from .application import application
from .completions import findings_of
from .forms import NOT_YET, REFER, UNKNOWN, UNMET
from .judgement import Judgement
from .notes import contradictions
from .notice import Notice
from .rules import Finding
from .verdict import read_question, verdict_on
from .what_if import what_if

DECIDING = {"ineligible": UNMET, "incomplete": UNKNOWN, "refer": REFER, "not_yet": NOT_YET, "eligible": None}
"""The status of the findings that decide an outcome; no single finding decides that everything is met."""


def explain(notice: Json | Notice, answers: Json, today: Json) -> JsonObject:
    """The ``verdict`` for the arguments of ``evaluate``, with what explains it. Raises ``InputError``.

    ``quotes`` has the findings' clauses in both languages; ``decisive`` names the rules that decide the outcome;
    ``elsewhere`` is the id of a notice that admits the applicant instead, or None; modules of the same names define
    ``application``, ``what_if`` and ``notes``.
    """
    read, given, day = read_question(notice, answers, today)
    verdict, judged = verdict_on(read, given, day)
    elsewhere = next((f.elsewhere["notice"] for f in judged.findings if f.elsewhere), None)
    changes = what_if(read, given, judged, day)
    return {
        "verdict": verdict,
        "application": application(read, verdict, day, elsewhere, bool(changes)),
        "quotes": {f.clause: read.clauses[f.clause] for f in judged.findings if f.clause in read.clauses},
        "decisive": [finding.rule.id for finding in _decisive(read, given, judged)],
        "elsewhere": elsewhere,
        "what_if": changes,
        "notes": contradictions(read, given, day),
    }


def _decisive(notice: Notice, given: Answers, judged: Judgement) -> list[Finding]:
    """The findings that decide the outcome; if none does alone, the open ones that do so whatever the answers."""
    status = DECIDING[judged.outcome]
    if status is None or judged.with_status(status):
        return judged.with_status(status)
    return [
        finding
        for finding in judged.with_status(UNKNOWN)
        if any(found.status == status for found in findings_of(notice, given, finding.rule, finding.level))
    ]

"""The smallest changes by which an applicant could still come to a better outcome, and which one each leads to.

Offered is what a person can bring about: waiting, courses, a qualification, a contract, a document. Never offered:
what lies in the past (an education, its year, its school and how it was completed, when work began, an assessment),
who somebody is (origin, status), and where or at what somebody works, since nobody changes that for a notice.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from .answers import Answers, Json, JsonObject
from .judgement import Judgement
from .notice import Notice
from .rules import NOT_YET, REFER, UNMET, Finding
from .words import in_both

BEST_FIRST = ("eligible", "not_yet", "refer", "incomplete", "ineligible")

DEEDS = {"contract": ("contract", True), "access": ("access_qualification", True), "sanction": ("sanctioned", False)}
"""Rules that one deed, or one sanction's end, satisfies: the answer, and what it then is."""

ORDER = ("wait", "sanctioned", "contract", "foreign_document", "access_qualification", "courses")
"""The changes in the order in which they are told."""


class Change:
    """``to``: the answer's new value; the documents one of which is needed; the years to add; or until when to wait."""

    __slots__ = ("clause", "key", "to")

    def __init__(self, key: str, to: Json, clause: str | None) -> None:
        self.key = key
        self.to = to
        self.clause = clause


type Changes = dict[str, Change]
type Reached = tuple[Changes, Judgement]


def what_if(notice: Notice, given: Answers, now: Judgement, day: date) -> list[JsonObject]:
    """Sets of changes, each with the outcome that it leads to and without a change that could be left out.

    ``notice`` is a ``Notice``, ``given`` come from ``read_answers``, ``now`` is the ``Judgement`` on them, ``day`` is
    today as a date. The fewest changes come first; nothing is offered while the outcome is open or where it could not
    be better. Waiting is judged by this very notice with a later cut-off, that of the round to apply in where one is
    known.
    """
    if now.outcome in ("incomplete", "eligible"):
        return []
    reached = _reach(notice, given, now)
    better = [(changes, judged) for changes, judged in reached if _place(judged) < _place(now)]
    kept = [each for each in better if not any(_needs_less(other, each) for other in better)]
    kept.sort(key=lambda each: (len(each[0]), _place(each[1]), [ORDER.index(key) for key in each[0]]))
    return [_told(notice, changes, judged, day) for changes, judged in kept]


def _reach(notice: Notice, given: Answers, now: Judgement) -> list[Reached]:
    """Everything that changes can lead to: pairs of changes by key and the judgement after them."""
    reached: list[Reached] = []
    pending: list[Reached] = [({}, now)]
    known = set()
    while pending:
        changes, judged = pending.pop()
        for change in _offers(judged.findings):
            further = _with(changes, change)
            mark = frozenset((key, made.to) for key, made in further.items())
            if mark not in known:
                known.add(mark)
                after = Judgement(*_suppose(notice, given, further))
                reached.append((further, after))
                pending.append((further, after))
    return reached


def _offers(findings: Iterable[Finding]) -> Iterator[Change]:
    """The changes that would turn one finding, each made only where that finding stands in the way."""
    for finding in findings:
        if finding.status not in (UNMET, REFER, NOT_YET):
            continue
        rule, values, clause = finding.rule, finding.values, finding.clause
        if rule == "probation" and "complete" in values:
            yield Change("wait", values["complete"], clause)
        elif rule == "continuing_education" and "years" in values:
            yield Change("courses", frozenset(values["years"]), clause)
        elif rule == "continuing_education" and "year" in values:
            yield Change("courses", frozenset([values["year"]]), clause)
        elif rule == "foreign_document" and "accepts" in values:
            yield Change("foreign_document", tuple(values["accepts"]), clause)
        elif rule in DEEDS and finding.reason in ("unmet", "either"):
            yield Change(*DEEDS[rule], clause)


def _with(changes: Changes, change: Change) -> Changes:
    """``changes`` and one more, in the order of telling; courses add up."""
    if change.key == "courses" and "courses" in changes:
        change = Change("courses", change.to | changes["courses"].to, change.clause)
    further = {**changes, change.key: change}
    return {key: further[key] for key in ORDER if key in further}


def _suppose(notice: Notice, given: Answers, changes: Changes) -> tuple[Notice, Answers]:
    """Notice and answers as they would be after ``changes``."""
    answers = dict(given)
    for key, change in changes.items():
        if key == "wait":
            notice = notice.until(notice.cutoff_from(change.to))
        elif key == "courses":
            answers[key] = (answers[key] or frozenset()) | change.to
        elif key == "foreign_document":
            answers[key] = change.to[0]
        else:
            answers[key] = change.to
    return notice, answers


def _place(judged: Judgement) -> int:
    return BEST_FIRST.index(judged.outcome)


def _needs_less(one: Reached, other: Reached) -> bool:
    """Whether ``one`` leads as far as ``other`` with changes that are only a part of its."""
    (fewer, near), (more, far) = one, other
    if one is other or _place(near) > _place(far) or not fewer.keys() <= more.keys():
        return False
    # All but days and years have one value to change to, which is no less than itself.
    return all(change.to <= more[key].to for key, change in fewer.items())


def _told(notice: Notice, changes: Changes, judged: Judgement, day: date) -> JsonObject:
    waits = changes.get("wait")
    done = [_change_told(change, day) for change in changes.values()]
    return {
        "changes": done,
        "outcome": judged.outcome,
        "title": judged.title,
        "round": notice.round_from(waits.to) if waits else None,
        **in_both("what_if", judged.outcome, changes=done),
    }


def _change_told(change: Change, day: date) -> JsonObject:
    to, words = change.to, change.key
    values: JsonObject = {}
    if change.key == "wait":
        to, values = to.isoformat(), {"until": to}
    elif change.key == "courses":
        to = sorted(to)
        # Whether a year that is over can still be made good, notices do not say.
        words, values = "courses" if to[0] >= day.year else "courses_past", {"years": to}
    elif change.key == "foreign_document":
        to = list(to)
        values = {"foreign_document": to}
    return {"key": change.key, "to": to, "clause": change.clause, **in_both("changes", words, **values)}

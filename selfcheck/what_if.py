"""Finds the smallest changes that would give an applicant a better outcome, and the outcome of each.

It offers what a person can do: wait, pass courses, get a qualification, a contract or a document. It never offers to
change the past (an education, its year, school and completion, the start of work, an assessment), who somebody is
(origin, status), or where and in what field somebody works, which nobody changes for a notice.
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
"""Rules satisfied by one step or by the end of a sanction: the answer and its new value."""

ORDER = ("wait", "sanctioned", "contract", "foreign_document", "access_qualification", "courses")
"""The order in which changes are listed."""


class Change:
    """A change to the answer ``key``, or ``wait``.

    ``to`` is the new value, the documents of which one is needed, the years to add, or the day to wait for.
    """

    __slots__ = ("clause", "key", "to")

    def __init__(self, key: str, to: Json, clause: str | None) -> None:
        self.key = key
        self.to = to
        self.clause = clause


type Changes = dict[str, Change]
type Reached = tuple[Changes, Judgement]


def what_if(notice: Notice, given: Answers, now: Judgement, day: date) -> list[JsonObject]:
    """Sets of changes and the outcome of each; no set contains a change it does not need.

    ``given`` is from ``read_answers``, ``now`` the judgement on it, ``day`` today. The fewest changes come first.
    Offers nothing while the outcome is open or could not be better. Waiting is judged by this notice with a later
    cut-off: that of the round to apply in, if one has been published.
    """
    if now.outcome in ("incomplete", "eligible"):
        return []
    reached = _reach(notice, given, now)
    better = [(changes, judged) for changes, judged in reached if _place(judged) < _place(now)]
    kept = [more for more in better if not any(_needs_less(fewer, more) for fewer in better)]
    kept.sort(key=lambda option: (len(option[0]), _place(option[1]), [ORDER.index(key) for key in option[0]]))
    return [_option(notice, changes, judged, day) for changes, judged in kept]


def _reach(notice: Notice, given: Answers, now: Judgement) -> list[Reached]:
    """Everything changes can lead to: pairs of changes by key and the judgement after them."""
    reached: list[Reached] = []
    pending: list[Reached] = [({}, now)]
    seen = set()
    while pending:
        changes, judged = pending.pop()
        for change in _offers(judged.findings):
            further = _with(changes, change)
            mark = frozenset((key, made.to) for key, made in further.items())
            if mark not in seen:
                seen.add(mark)
                after = Judgement(*_suppose(notice, given, further))
                reached.append((further, after))
                pending.append((further, after))
    return reached


def _offers(findings: Iterable[Finding]) -> Iterator[Change]:
    """A change for each finding that stands in the way and can be changed."""
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
    """``changes`` and one more, in ``ORDER``; courses add up."""
    if change.key == "courses" and "courses" in changes:
        change = Change("courses", change.to | changes["courses"].to, change.clause)
    further = {**changes, change.key: change}
    return {key: further[key] for key in ORDER if key in further}


def _suppose(notice: Notice, given: Answers, changes: Changes) -> tuple[Notice, Answers]:
    """Notice and answers after ``changes``."""
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


def _needs_less(small: Reached, large: Reached) -> bool:
    """Whether ``small`` leads at least as far as ``large`` with only some of its changes."""
    (fewer, near), (more, far) = small, large
    if small is large or _place(near) > _place(far) or not fewer.keys() <= more.keys():
        return False
    # Days and years compare by amount; every other change has a single possible value.
    return all(change.to <= more[key].to for key, change in fewer.items())


def _option(notice: Notice, changes: Changes, judged: Judgement, day: date) -> JsonObject:
    waits = changes.get("wait")
    done = [_worded(change, day) for change in changes.values()]
    return {
        "changes": done,
        "outcome": judged.outcome,
        "title": judged.title,
        "round": notice.round_from(waits.to) if waits else None,
        **in_both("what_if", judged.outcome, changes=done),
    }


def _worded(change: Change, day: date) -> JsonObject:
    to, words = change.to, change.key
    values: JsonObject = {}
    if change.key == "wait":
        to, values = to.isoformat(), {"until": to}
    elif change.key == "courses":
        to = sorted(to)
        # Notices do not say whether a past year can still be made up.
        words, values = "courses" if to[0] >= day.year else "courses_past", {"years": to}
    elif change.key == "foreign_document":
        to = list(to)
        values = {"foreign_document": to}
    return {"key": change.key, "to": to, "clause": change.clause, **in_both("changes", words, **values)}

"""Finds the smallest changes that would give an applicant a better outcome, and the outcome of each.

It offers what a person can do: wait, and what a question says can still be changed. It never offers to change the past,
who somebody is, or where and in what field somebody works, which nobody changes for a notice.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from .answers import TYPE_CHECKING, Answers, Json, JsonObject
from .forms import MET, NOT_YET, REFER, UNMET
from .judgement import Judgement
from .words import WORDS, in_both, joined

if TYPE_CHECKING:
    from .notice import Notice
    from .rules import Finding

BEST_FIRST = ("eligible", "not_yet", "refer", "incomplete", "ineligible")

WAIT = "wait"


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


def what_if(notice: "Notice", given: Answers, now: Judgement, day: date) -> list[JsonObject]:
    """Sets of changes and the outcome of each; no set contains a change it does not need.

    ``given`` is from ``read_answers``, ``now`` the judgement on it, ``day`` today. The fewest changes come first.
    Offers nothing while the outcome is open or could not be better. Waiting is judged by this notice with a later
    cut-off: that of the round to apply in, if one has been published.
    """
    if now.outcome in ("incomplete", "eligible"):
        return []
    order = _order(notice)
    reached = _reach(notice, given, now, order)
    better = [(changes, judged) for changes, judged in reached if _place(judged) < _place(now)]
    kept = [more for more in better if not any(_needs_less(fewer, more) for fewer in better)]
    kept.sort(key=lambda option: (len(option[0]), _place(option[1]), [order.index(key) for key in option[0]]))
    return [_option(notice, changes, judged, day) for changes, judged in kept]


def _order(notice: "Notice") -> list[str]:
    """The order in which changes are listed: waiting first, then as the questions say."""
    changes = {key: question.change for key, question in notice.questions.items() if question.change}
    return [WAIT, *sorted(changes, key=lambda key: int(changes[key].get("order", 0)))]


def _reach(notice: "Notice", given: Answers, now: Judgement, order: list[str]) -> list[Reached]:
    """Everything changes can lead to: pairs of changes by key and the judgement after them."""
    reached: list[Reached] = []
    pending: list[tuple[Changes, Judgement, Notice, Answers]] = [({}, now, notice, given)]
    seen = set()
    while pending:
        changes, judged, there, answers = pending.pop()
        for change in _offers(there, answers, judged.findings):
            further = _with(changes, change, order)
            mark = frozenset((key, made.to) for key, made in further.items())
            if mark not in seen:
                seen.add(mark)
                supposed = _suppose(notice, given, further)
                after = Judgement(*supposed)
                reached.append((further, after))
                pending.append((further, after, *supposed))
    return reached


def _offers(notice: "Notice", answers: Answers, findings: "Iterable[Finding]") -> Iterator[Change]:
    """A change for each finding that stands in the way and can be changed."""
    for finding in findings:
        if finding.status not in (UNMET, REFER, NOT_YET):
            continue
        if "by" in finding.values:
            yield Change(WAIT, finding.values["by"], finding.clause)
        for key in finding.rule.reads:
            to = _better_values(notice, answers, finding, key) if notice.questions[key].change else None
            if to is not None:
                yield Change(key, to, finding.clause)


def _better_values(notice: "Notice", answers: Answers, finding: "Finding", key: str) -> Json:
    """What the answer must become for the finding to be met: a truth value, values of which one is needed, or years."""
    question, rule = notice.questions[key], finding.rule
    if question.kind == "years":
        return frozenset(finding.values["years"]) if "years" in finding.values else None
    found = tuple(
        value
        for value in question.all_values
        if value != answers[key] and notice.find(rule, {**answers, key: value}, finding.level).status == MET
    )
    return (found[0] if question.kind == "yes_no" else found) if found else None


def _with(changes: Changes, change: Change, order: list[str]) -> Changes:
    """``changes`` and one more, in ``order``; years add up."""
    before = changes.get(change.key)
    if before and isinstance(change.to, frozenset):
        change = Change(change.key, change.to | before.to, change.clause)
    further = {**changes, change.key: change}
    return {key: further[key] for key in order if key in further}


def _suppose(notice: "Notice", given: Answers, changes: Changes) -> "tuple[Notice, Answers]":
    """Notice and answers after ``changes``."""
    answers = dict(given)
    for key, change in changes.items():
        if key == WAIT:
            notice = notice.until(notice.cutoff_from(change.to))
        elif isinstance(change.to, frozenset):
            answers[key] = (answers[key] or frozenset()) | change.to
        else:
            answers[key] = change.to[0] if isinstance(change.to, tuple) else change.to
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


def _option(notice: "Notice", changes: Changes, judged: Judgement, day: date) -> JsonObject:
    waits = changes.get(WAIT)
    done = [_worded(notice, change, day) for change in changes.values()]
    return {
        "changes": done,
        "outcome": judged.outcome,
        "title": judged.title,
        "round": notice.round_from(waits.to) if waits else None,
        **in_both(notice, WORDS["what_if"][judged.outcome], changes=joined(done)),
    }


def _worded(notice: "Notice", change: Change, day: date) -> JsonObject:
    to, clause = change.to, change.clause
    if change.key == WAIT:
        until = in_both(notice, WORDS["changes"][WAIT], until=to)
        return {"key": WAIT, "to": to.isoformat(), "clause": clause, **until}
    words: JsonObject = notice.questions[change.key].change or {}
    if isinstance(to, frozenset):
        years = sorted(to)
        # Notices do not say whether a past year can still be made up.
        said: JsonObject = words if years[0] >= day.year else words.get("past", words)
        return {"key": change.key, "to": years, "clause": clause, **in_both(notice, said, years=years)}
    written = list(to) if isinstance(to, tuple) else to
    return {"key": change.key, "to": written, "clause": clause, **in_both(notice, words, {change.key: to})}

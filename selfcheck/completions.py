"""Works out exactly what all completions of partial answers lead to. A completion gives every open answer a value.

The notice's diagram holds all completions; partial answers rule out some of its edges. An open answer can change
outcome or title exactly where its edges from a reachable node lead to nodes that differ in what can follow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from .answers import TYPE_CHECKING, Answers, Json
from .cuts import Cut
from .dates import Month
from .diagram import End, Space, Step, space_of
from .forms import NOT_YET, UNKNOWN
from .rules import RANKS, Finding

if TYPE_CHECKING:
    from .levels import Level
    from .notice import Notice
    from .rules import Rule

NOT_YET_BY = "not_yet_by"
"""The sentence on a time that is complete at the latest by a day, whatever the open answers are."""

type Places = Sequence[int]
"""Places in what a choice leaves, or classes by their numbers."""
type Settles = Sequence[tuple[int, Places]]
type Row = tuple[int, ...]
"""What follows a node, by its name, for each class that a choice leaves."""


class Choice:
    """What partial answers leave open in a step.

    ``classes`` are those still possible. For each open answer of the step, ``moves`` has the sets of them among which
    it chooses once all others are given; ``settles`` has, for each class of its own, the size and those then left.
    """

    __slots__ = ("classes", "moves", "settles")

    def __init__(
        self,
        classes: Places,
        moves: Mapping[str, Sequence[Places]] | None = None,
        settles: Mapping[str, Settles] | None = None,
    ) -> None:
        self.classes = classes
        self.moves = moves or {}
        self.settles = settles or {}


class Ahead:
    """What all completions lead to: the ``ends`` they reach, and ``shares``, the open answers that can change outcome
    or title, each with the share of its values that leave a single outcome, whatever the other open answers.
    """

    __slots__ = ("ends", "shares")

    def __init__(self, ends: list[End], shares: dict[str, float]) -> None:
        self.ends = ends
        self.shares = shares


def look_ahead(notice: "Notice", answers: Answers) -> Ahead:
    """What all completions of the answers lead to."""
    space = space_of(notice)
    diagram = space.diagram
    choices = [_choose(notice, space, answers, step) for step in diagram.steps]
    reached = [{0}]
    for layer, choice in zip(diagram.layers, choices, strict=True):
        reached.append({layer[node][at] for node in reached[-1] for at in choice.classes})
    # Nodes from which the same can follow share a name, a place in ``bits``: the outcomes that can follow, a bit each.
    ends = {at: diagram.ends[at][0] for at in reached.pop()}
    told = list(dict.fromkeys((end.rank, end.title, end.clause) for end in ends.values()))
    names = {at: told.index((end.rank, end.title, end.clause)) for at, end in ends.items()}
    bits = [1 << rank for rank, *_ in told]
    shares: dict[str, float] = {}
    while choices:
        layer, choice, nodes = diagram.layers[len(choices) - 1], choices.pop(), reached.pop()
        rows = {node: tuple([names[layer[node][at]] for at in choice.classes]) for node in nodes}
        named = {row: _name(row, bits) for row in set(rows.values())}
        for key, moves in choice.moves.items():
            if any(len({row[at] for at in move}) > 1 for move in moves for row in named):
                shares[key] = _share(choice.settles[key], named, bits)
        names = {node: named[row] for node, row in rows.items()}
    return Ahead(list(ends.values()), shares)


def _name(row: Row, bits: list[int]) -> int:
    """The name of nodes that lead to the row: that of what follows, where that is one whatever the step's answer."""
    if len(set(row)) > 1:
        bits.append(_unite(row, bits))
        return len(bits) - 1
    return row[0]


def _share(settles: Settles, rows: Iterable[Row], bits: list[int]) -> float:
    settled = total = 0
    for size, places in settles:
        outcomes = _unite({row[at] for row in rows for at in places}, bits)
        total += size
        settled += size * (outcomes & (outcomes - 1) == 0)
    return settled / total


def _unite(names: Iterable[int], bits: list[int]) -> int:
    united = 0
    for name in names:
        united |= bits[name]
    return united


def _choose(notice: "Notice", space: Space, answers: Answers, step: Step) -> Choice:
    if len(step) > 1:
        return _choose_joint(notice, space.cuts, answers, step)
    [key] = step
    cut = space.cuts[key]
    classes = cut.places(answers[key])
    if len(classes) == 1:
        return Choice(classes)
    return Choice(classes, {key: [range(len(classes))]}, {key: [(cut.sizes[c], (at,)) for at, c in enumerate(classes)]})


def _choose_joint(notice: "Notice", cuts: dict[str, Cut], answers: Answers, step: Step) -> Choice:
    """The choice in a step of two answers, whose classes are ranks: a table of the one by the other."""
    [rule] = (rule for rule in notice.rules if rule.joint == step)
    since, every = step
    values = [cuts[key].values if answers[key] is None else (answers[key],) for key in step]
    blank = dict.fromkeys(answers)
    level = notice.levels(blank)[0]
    ways = ({**blank, since: start, every: years} for start, years in product(*values))
    ranks = [RANKS[decide(notice, way, rule, level).status] for way in ways]
    classes = sorted(set(ranks))
    places, width = [classes.index(rank) for rank in ranks], len(values[1])
    rows = [places[at : at + width] for at in range(0, len(places), width)]
    columns = [places[at::width] for at in range(width)]
    # A start of work leaves its row; when it alone is open, it chooses within a column. Courses the other way round.
    moves = {since: columns, every: rows}
    settles = {since: [(1, row) for row in rows], every: [(1, column) for column in columns]}
    return Choice(classes, moves, settles)


def _is_open(value: Json) -> bool:
    return value is None or isinstance(value, Month)


def decide(notice: "Notice", answers: Answers, rule: "Rule", level: "Level") -> Finding:
    """The rule's finding: while answers are open, the one whose status all completions agree on, else ``unknown``."""
    found = notice.find(rule, answers, level)
    if found.status != UNKNOWN:
        return found
    if found.agreed is None:
        found.agreed = _agreed(notice, answers, found)
    return found.agreed


def _agreed(notice: "Notice", answers: Answers, waiting: Finding) -> Finding:
    rule = waiting.rule
    found: list[Finding] = []
    for finding in findings_of(notice, answers, rule, waiting.level):
        if found and finding.status != found[0].status:
            return waiting
        found.append(finding)
    if not found:
        return waiting
    if found[0].status == NOT_YET and len({finding.values.get("by") for finding in found}) > 1:
        # Of the days on which a missing time may be complete, the last alone is sure; none where one may have no day.
        if undated := next((finding for finding in found if "by" not in finding.values), None):
            return undated
        last = max(found, key=lambda finding: finding.values["by"])
        return Finding(rule, last.status, NOT_YET_BY, last.requirement, last.answers, last.level, last.values)
    open_keys = {key for key in rule.reads if answers[key] is None}
    # Prefer a sentence that quotes no answer the applicant has not given.
    return next((finding for finding in found if not open_keys & finding.named), found[0])


def findings_of(notice: "Notice", answers: Answers, rule: "Rule", level: "Level") -> Iterator[Finding]:
    """The rule's finding for each completion that matters to it, and for each row where the row is open."""
    cuts = space_of(notice).cuts
    open_keys = [key for key in rule.reads if _is_open(answers[key])]
    ways = [[cuts[key].values[at] for at in cuts[key].places(answers[key])] for key in open_keys]
    for values in product(*ways):
        completed = {**answers, **dict(zip(open_keys, values, strict=True))}
        for row in notice.levels(completed) if rule.by_row and level.state == "unknown" else [level]:
            yield notice.find(rule, completed, row)


def holds(notice: "Notice", answers: Answers, key: str, values: Sequence[Json]) -> bool | None:
    """Whether the answer to ``key`` is one of ``values``; None while that is open."""
    if answers[key] is not None:
        return answers[key] in values
    taken = {value in values for value in space_of(notice).cuts[key].values}
    return None if len(taken) > 1 else taken.pop()

"""Works out exactly what all completions of partial answers lead to. A completion gives every open answer a value.

The notice's diagram holds all completions; partial answers rule out some of its edges. An open answer can change
outcome or title exactly where its edges from a reachable node lead to nodes that differ in what can follow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from .answers import TYPE_CHECKING, Answers, Json
from .cuts import Cut
from .dates import Month
from .diagram import End, Node, Space, Step, space_of
from .forms import UNKNOWN
from .rules import OUTCOMES, RANKS, Finding, left_open

if TYPE_CHECKING:
    from .levels import Level
    from .notice import Notice
    from .rules import Rule

type Classes = Sequence[int]
type Settles = Sequence[tuple[int, Classes]]


class Choice:
    """What partial answers leave open in a step.

    ``classes`` are those still possible. For each open answer of the step, ``moves`` has the sets of classes it chooses
    among once all others are given; ``settles`` has, for each class of its own, the size and the classes then left.
    """

    __slots__ = ("classes", "moves", "settles")

    def __init__(
        self,
        classes: Classes,
        moves: Mapping[str, Sequence[Classes]] | None = None,
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
    # For each node: a name, shared by nodes from which the same can follow, and its possible outcomes, one bit each.
    ends = {at: diagram.ends[at][0] for at in reached[-1]}
    named: dict[tuple[object, ...], int] = {}
    names = {at: named.setdefault((end.result, end.clause), at) for at, end in ends.items()}
    bits = {at: 1 << end.rank for at, end in ends.items()}
    shares: dict[str, float] = {}
    for layer, choice, nodes in zip(reversed(diagram.layers), reversed(choices), reversed(reached[:-1]), strict=True):
        for key, moves in choice.moves.items():
            if any(len({names[layer[node][at]] for at in move}) > 1 for move in moves for node in nodes):
                shares[key] = _share(choice.settles[key], layer, nodes, bits)
        names, bits = _step_back(choice.classes, layer, nodes, names, bits)
    return Ahead(list(ends.values()), shares)


def outcomes_of(ends: Iterable[End]) -> set[str]:
    """The outcomes of the ends."""
    return {OUTCOMES[end.rank] for end in ends}


def _step_back(
    classes: Classes, layer: list[Node], nodes: Iterable[int], names: dict[int, int], bits: dict[int, int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Names and bits of ``nodes``, from those of the next layer."""
    numbers: dict[Node, int] = {}
    named, united = {}, {}
    for node in nodes:
        following = tuple(names[layer[node][at]] for at in classes)
        named[node] = numbers.setdefault(following, len(numbers))
        united[node] = _unite(bits[layer[node][at]] for at in classes)
    return named, united


def _share(settles: Settles, layer: list[Node], nodes: Iterable[int], bits: dict[int, int]) -> float:
    settled = total = 0
    for size, classes in settles:
        outcomes = _unite(bits[layer[node][at]] for node in nodes for at in classes)
        total += size
        settled += size * (outcomes & (outcomes - 1) == 0)
    return settled / total


def _unite(sets: Iterable[int]) -> int:
    united = 0
    for bits in sets:
        united |= bits
    return united


def _choose(notice: "Notice", space: Space, answers: Answers, step: Step) -> Choice:
    if len(step) > 1:
        return _choose_joint(notice, space.cuts, answers, step)
    [key] = step
    cut = space.cuts[key]
    classes = cut.places(answers[key])
    if not _is_open(answers[key]):
        return Choice(classes)
    return Choice(classes, {key: [classes]}, {key: [(cut.sizes[at], (at,)) for at in classes]})


def _choose_joint(notice: "Notice", cuts: dict[str, Cut], answers: Answers, step: Step) -> Choice:
    """The choice in a step of two answers, whose classes are ranks: a table of the one by the other."""
    [rule] = (rule for rule in notice.rules if rule.joint == step)
    since, every = step
    values = [cuts[key].values if answers[key] is None else (answers[key],) for key in step]
    blank = dict.fromkeys(answers)
    ranks = [_rank(notice, rule, {**blank, since: start, every: years}) for start, years in product(*values)]
    width = len(values[1])
    rows = [ranks[at : at + width] for at in range(0, len(ranks), width)]
    columns = [ranks[at::width] for at in range(width)]
    # A start of work leaves its row; when it alone is open, it chooses within a column. Courses the other way round.
    moves = {since: columns, every: rows}
    settles = {since: [(1, row) for row in rows], every: [(1, column) for column in columns]}
    return Choice(sorted(set(ranks)), moves, settles)


def _rank(notice: "Notice", rule: "Rule", answers: Answers) -> int:
    return RANKS[left_open(rule(answers, notice.levels(answers)[0], notice.opening), notice.amended).status]


def _is_open(value: Json) -> bool:
    return value is None or isinstance(value, Month)


def decide(notice: "Notice", answers: Answers, rule: "Rule", level: "Level") -> Finding:
    """The rule's finding: while answers are open, the one whose status all completions agree on, else ``unknown``."""
    waiting = rule(answers, level, notice.opening)
    if waiting.status != UNKNOWN:
        return left_open(waiting, notice.amended)
    found: list[Finding] = []
    for finding in findings_of(notice, answers, rule, level):
        if found and finding.status != found[0].status:
            return waiting
        found.append(finding)
    open_keys = {key for key in rule.reads if answers[key] is None}
    # Prefer a sentence that quotes no answer the applicant has not given.
    return next((finding for finding in found if not open_keys & finding.named), found[0]) if found else waiting


def findings_of(notice: "Notice", answers: Answers, rule: "Rule", level: "Level") -> Iterator[Finding]:
    """The rule's finding for each completion that matters to it, and for each row where the row is open."""
    cuts = space_of(notice).cuts
    open_keys = [key for key in rule.reads if _is_open(answers[key])]
    ways = [[cuts[key].values[at] for at in cuts[key].places(answers[key])] for key in open_keys]
    for values in product(*ways):
        completed = {**answers, **dict(zip(open_keys, values, strict=True))}
        for row in notice.levels(completed) if rule.by_row and level.state == "unknown" else [level]:
            yield left_open(rule(completed, row, notice.opening), notice.amended)


def holds(notice: "Notice", answers: Answers, key: str, values: Sequence[Json]) -> bool | None:
    """Whether the answer to ``key`` is one of ``values``; None while that is open."""
    if answers[key] is not None:
        return answers[key] in values
    taken = {value in values for value in space_of(notice).cuts[key].values}
    return None if len(taken) > 1 else taken.pop()

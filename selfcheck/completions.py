"""Works out exactly what all completions of partial answers lead to. A completion gives every open answer a value.

The notice's diagram holds all completions; partial answers rule out some of its edges. An open answer can change
outcome or title exactly where its edges from a reachable node lead to nodes that differ in what can follow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from .answers import TYPE_CHECKING, Answers, Json
from .cuts import Cut
from .diagram import COURSES, STEPS, Node, Step, diagram_of
from .notice import Notice
from .rules import OUTCOMES, RANKS, Finding, continuing_education, left_open

if TYPE_CHECKING:
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


def look_ahead(notice: Notice, answers: Answers) -> tuple[set[str], dict[str, float]]:
    """The outcomes of all completions, and the open answers that can change outcome or title.

    Each answer comes with the share of its values that leave a single outcome, whatever the other open answers.
    """
    diagram = diagram_of(notice)
    choices = [_choose(notice, diagram.cuts, answers, step) for step in STEPS]
    reached = [{0}]
    for layer, choice in zip(diagram.layers, choices, strict=True):
        reached.append({layer[node][at] for node in reached[-1] for at in choice.classes})
    # For each node: a name, shared by nodes from which the same can follow, and its possible outcomes, one bit each.
    names = {end: end for end in reached[-1]}
    bits = {end: 1 << diagram.ends[end][0] for end in reached[-1]}
    shares: dict[str, float] = {}
    for layer, choice, nodes in zip(reversed(diagram.layers), reversed(choices), reversed(reached[:-1]), strict=True):
        for key, moves in choice.moves.items():
            if any(len({names[layer[node][at]] for at in move}) > 1 for move in moves for node in nodes):
                shares[key] = _share(choice.settles[key], layer, nodes, bits)
        names, bits = _step_back(choice.classes, layer, nodes, names, bits)
    return {outcome for rank, outcome in enumerate(OUTCOMES) if bits[0] >> rank & 1}, shares


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


def _choose(notice: Notice, cuts: dict[str, Cut], answers: Answers, step: Step) -> Choice:
    if isinstance(step, tuple):
        return _choose_courses(notice, cuts, answers)
    if answers[step] is not None:
        return Choice((cuts[step].place(answers[step]),))
    classes = range(len(cuts[step].values))
    return Choice(classes, {step: [classes]}, {step: [(size, (at,)) for at, size in enumerate(cuts[step].sizes)]})


def _choose_courses(notice: Notice, cuts: dict[str, Cut], answers: Answers) -> Choice:
    """The choice in the step of courses, whose classes are ranks: a table of starts of work by sets of courses."""
    rule, (since, courses) = continuing_education, COURSES
    values = [cuts[key].values if answers[key] is None else (answers[key],) for key in COURSES]
    ranks = [_rank(notice, rule(notice, {since: start, courses: years})) for start, years in product(*values)]
    width = len(values[1])
    rows = [ranks[at : at + width] for at in range(0, len(ranks), width)]
    columns = [ranks[at::width] for at in range(width)]
    # A start of work leaves its row; when it alone is open, it chooses within a column. Courses the other way round.
    moves = {since: columns, courses: rows}
    settles = {since: [(1, row) for row in rows], courses: [(1, column) for column in columns]}
    return Choice(sorted(set(ranks)), moves, settles)


def _rank(notice: Notice, finding: Finding | None) -> int:
    return 0 if finding is None else RANKS[left_open(notice, finding).status]


def decide(notice: Notice, answers: Answers, rule: "Rule", waiting: Finding) -> Finding:
    """The finding all completions agree on in status, else ``waiting``, the rule's finding while answers are open."""
    open_keys = [key for key in rule.reads if answers[key] is None]
    found: list[Finding] = []
    for finding in findings_of(notice, answers, rule):
        if found and finding.status != found[0].status:
            return waiting
        found.append(finding)
    # Prefer a sentence that quotes no answer the applicant has not given.
    return next((finding for finding in found if not finding.values.keys() & set(open_keys)), found[0])


def findings_of(notice: Notice, answers: Answers, rule: "Rule") -> Iterator[Finding]:
    """The rule's finding for each completion that matters to it."""
    cuts = diagram_of(notice).cuts
    open_keys = [key for key in rule.reads if answers[key] is None]
    for values in product(*(cuts[key].values for key in open_keys)):
        finding = rule(notice, {**answers, **dict(zip(open_keys, values, strict=True))})
        if finding is not None:
            yield left_open(notice, finding)


def holds(notice: Notice, answers: Answers, key: str, values: Sequence[Json]) -> bool | None:
    """Whether the answer to ``key`` is one of ``values``; None while that is open."""
    if answers[key] is not None:
        return answers[key] in values
    taken = {value in values for value in diagram_of(notice).cuts[key].values}
    return None if len(taken) > 1 else taken.pop()

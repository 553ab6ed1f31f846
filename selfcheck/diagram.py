"""Lays out everything a notice's rules can lead to as one small decision diagram for all applicants.

The diagram has a layer for each step (an answer or two), in a layer a node for each state the earlier steps can leave,
and at a node an edge for each class of the step's values. Nodes from which the same follows are merged.
"""

from collections.abc import Sequence

from .answers import ANSWERS, TYPE_CHECKING, Answers, Json
from .cuts import Cut, cut_answers
from .levels import LEVEL, level_of
from .notice import Notice
from .rules import MET, OUTCOMES, RANKS, RULES, TITLE_RULES, UNMET, continuing_education, left_open

if TYPE_CHECKING:
    from .rules import Rule

type Step = str | tuple[str, ...]
type State = tuple[int, str | None, tuple[Json, ...]]
type Node = tuple[int, ...]

COURSES = continuing_education.reads

STEPS: tuple[Step, ...] = (
    "affiliation", "origin", "contract", "foreign_document", "series", "access_qualification", "education_year",
    "field_matches", "education", "completion", "post_since", "school", COURSES, "status", "sanctioned", "assessments",
)  # fmt: skip
"""The steps, ordered to keep states few: no answer is kept longer than rules need it; independent answers come last.

Start of work and courses are one step, whose classes are the ranks their rule can find.
"""

START: State = (0, "", ())
"""A state: the rank so far; the title, ``""`` while undecided and None where there is none; the answers kept."""

ENDED: State = (RANKS[UNMET], None, ())


KEPT = 16
"""How many diagrams of one notice are kept: for its rounds and for cut-offs recently supposed."""


class Diagram:
    """``layers``: for each step its nodes; a node is a tuple of the next layer's node numbers, by class.

    The last layer's nodes hold indices into ``ends``, pairs of rank and title. The first layer has one node. ``cuts``
    gives the classes.
    """

    __slots__ = ("cuts", "ends", "layers")

    def __init__(self, notice: Notice) -> None:
        self.cuts = cut_answers(notice)
        layers, states = _unfold(notice, self.cuts)
        ends: dict[tuple[int, str | None], int] = {}
        names = [ends.setdefault((rank, title), len(ends)) for rank, title, _ in states]
        self.ends = list(ends)
        self.layers: list[list[Node]] = []
        for layer in reversed(layers):
            nodes: dict[Node, int] = {}
            names = [nodes.setdefault(tuple(names[after] for after in node), len(nodes)) for node in layer]
            self.layers.insert(0, list(nodes))


def diagram_of(notice: Notice) -> Diagram:
    """The diagram for the notice and its cut-off, laid out on first use; up to ``KEPT`` are kept."""
    key = notice.cutoff, notice.opening.cutoff_clause
    if key not in notice.diagrams:
        if len(notice.diagrams) >= KEPT:
            notice.diagrams.clear()
        notice.diagrams[key] = Diagram(notice)
    return notice.diagrams[key]


def _unfold(notice: Notice, cuts: dict[str, Cut]) -> tuple[list[list[list[int]]], list[State]]:
    """The layers in step order, with nodes not yet merged, and the states after the last."""
    ripe = {rule: max(map(STEPS.index, rule.reads)) for rule in RULES if rule is not continuing_education}
    needed = {key: max((at for rule, at in ripe.items() if key in rule.reads), default=0) for key in STEPS}
    layers, states = [], [START]
    kept: tuple[str, ...] = ()
    for at, step in enumerate(STEPS):
        rules = [rule for rule in ripe if ripe[rule] == at]
        keeps = tuple(key for key in (*kept, step) if isinstance(key, str) and needed[key] > at)
        classes = range(len(OUTCOMES)) if isinstance(step, tuple) else cuts[step].values
        after: dict[State, int] = {}
        layer = []
        for state in states:
            reached = (_next_state(notice, state, kept, step, value, rules, keeps) for value in classes)
            layer.append([after.setdefault(following, len(after)) for following in reached])
        layers.append(layer)
        states, kept = list(after), keeps
    return layers, states


def _next_state(
    notice: Notice,
    state: State,
    kept: tuple[str, ...],
    step: Step,
    value: Json,
    rules: "Sequence[Rule]",
    keeps: tuple[str, ...],
) -> State:
    """The state after ``step`` takes ``value``; ``rules`` are those that then have every answer they read."""
    rank, title, values = state
    if state is ENDED or (step is COURSES and value == RANKS[UNMET]):
        return ENDED
    if isinstance(step, tuple):
        return max(rank, value), title, values
    answers: Answers = dict.fromkeys(ANSWERS)
    answers.update(zip(kept, values, strict=True))
    answers[step] = value
    for finding in (rule(notice, answers) for rule in rules):
        status = MET if finding is None else left_open(notice, finding).status
        rank = max(rank, RANKS[status])
        if finding is not None and status != MET and finding.rule in TITLE_RULES:
            title = None
    if rank == RANKS[UNMET]:
        return ENDED
    if step == LEVEL[-1] and title is not None:
        title = level_of(notice, answers).title
    return rank, title, tuple(answers[key] for key in keeps)

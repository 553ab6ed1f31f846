"""Lays out everything that rules can lead to as one small decision diagram for all applicants.

The diagram has a layer for each step (an answer or two), in a layer a node for each state the earlier steps can leave,
and at a node an edge for each class of the step's values. Nodes from which the same follows are merged. It is of one
notice, or of two that judge the same answers.
"""

from collections.abc import Mapping, Sequence

from .answers import TYPE_CHECKING, Answers, Json
from .cuts import Cut, cut_answers
from .forms import NOT_YET, UNMET
from .rules import OUTCOMES, RANKS

if TYPE_CHECKING:
    from .levels import Level
    from .notice import Notice
    from .rules import Finding, Rule

    type Row = tuple[str | None, int, tuple[int, ...], bool, str | None]
    """Of a row of the level table its title, rank, the months that it waits for, whether it gives a title, and its
    clause where a paper depends on that."""
    type Part = tuple[int, bool, tuple[Row, ...] | None]
    type State = tuple[tuple[Part, ...], tuple[Json, ...]]

type Step = tuple[str, ...]
type Node = tuple[int, ...]

WORST = RANKS[UNMET]
WAITING = RANKS[NOT_YET]

ENDED: "Part" = (WORST, False, ())


class End:
    """What some applicants come to under one notice: the outcome's rank, the title, and the rank of each open title.

    ``title`` is None where there is none. Where only time is missing for several, it is the one that comes first,
    the shortest time first. ``clause`` is that of its row, where a paper depends on the row.
    """

    __slots__ = ("clause", "rank", "ranks", "title")

    def __init__(self, rank: int, title: str | None, ranks: dict[str, int], clause: str | None = None) -> None:
        self.rank = rank
        self.title = title
        self.ranks = ranks
        self.clause = clause

    @property
    def result(self) -> tuple[int, str | None]:
        """Outcome and title."""
        return self.rank, self.title


class Diagram:
    """``layers``: for each of ``steps`` its nodes; a node is a tuple of the next layer's node numbers, by class.

    The last layer's nodes hold indices into ``ends``, which have an ``End`` for each notice. The first layer has one
    node. ``values`` has a value of each class of every answer; a step of two answers has the ranks that its rule can
    find for classes. ``first`` are answers to begin with.
    """

    __slots__ = ("ends", "layers", "steps")

    def __init__(
        self,
        notices: "tuple[Notice, ...]",
        values: Mapping[str, Sequence[Json]],
        joint: Sequence[Step] = (),
        first: Sequence[str] = (),
    ) -> None:
        self.steps = _steps(notices, joint, first)
        layers, states = _unfold(notices, values, self.steps)
        found: dict[tuple[object, ...], int] = {}
        self.ends: list[tuple[End, ...]] = []
        names: list[int] = []
        for parts, _ in states:
            ends = tuple(_end(notice, part) for notice, part in zip(notices, parts, strict=True))
            name = found.setdefault(tuple((end.result, end.clause, *end.ranks.items()) for end in ends), len(found))
            if name == len(self.ends):
                self.ends.append(ends)
            names.append(name)
        self.layers: list[list[Node]] = []
        for layer in reversed(layers):
            nodes: dict[Node, int] = {}
            names = [nodes.setdefault(tuple(names[after] for after in node), len(nodes)) for node in layer]
            self.layers.insert(0, list(nodes))


class Space:
    """Everything one notice can lead to on its days: the ``cuts`` of all answers and the ``diagram`` over them."""

    __slots__ = ("cuts", "diagram")

    def __init__(self, notice: "Notice") -> None:
        self.cuts: dict[str, Cut] = cut_answers(notice)
        joint = [rule.joint for rule in notice.rules if rule.joint]
        self.diagram = Diagram((notice,), {key: cut.values for key, cut in self.cuts.items()}, joint)


def space_of(notice: "Notice") -> Space:
    """The space of the notice in its round, laid out on first use."""
    if notice.space is None:
        notice.space = Space(notice)
    return notice.space


def _steps(notices: "tuple[Notice, ...]", joint: Sequence[Step], first: Sequence[str]) -> list[Step]:
    """The steps, ordered to keep states few: rules that share answers together, those that share none last."""
    reads: dict[tuple[int, str], tuple[str, ...]] = {}
    together = {key for step in joint for key in step}
    for at, notice in enumerate(notices):
        for rule in notice.rules:
            reads[at, rule.id] = tuple(key for key in rule.reads if key not in together)
        reads[at, ""] = notice.table.reads if notice.table else ()
    shared = [{name: keys for name, keys in reads.items() if name[0] == at} for at in range(len(notices))]
    alone = [
        name
        for name, keys in reads.items()
        if not any(set(keys) & set(own[other]) for own in shared for other in own if other[1] != name[1])
    ]
    order: dict[Step, None] = {(key,): None for key in first}
    waiting = [name for name in reads if name not in alone]
    while waiting:
        seen = {key for step in order for key in step}
        # The rule that needs the fewest further answers; of those, one that shares an answer already taken.
        chosen = min(waiting, key=lambda name: (len(set(reads[name]) - seen), not set(reads[name]) & seen))
        waiting.remove(chosen)
        order |= dict.fromkeys((key,) for key in reads[chosen])
    order |= dict.fromkeys((key,) for name in alone for key in reads[name])
    return [*order, *joint]


def _unfold(
    notices: "tuple[Notice, ...]", values: Mapping[str, Sequence[Json]], steps: list[Step]
) -> "tuple[list[list[list[int]]], list[State]]":
    """The layers in step order, with nodes not yet merged, and the states after the last."""
    sides = [_Side(notice, steps) for notice in notices]
    layers: list[list[list[int]]] = []
    states: list[State] = [(tuple(side.start for side in sides), ())]
    kept: tuple[str, ...] = ()
    for at, step in enumerate(steps):
        own = step if len(step) == 1 else ()
        keeps = tuple(key for key in (*kept, *own) if any(side.needed.get(key, 0) > at for side in sides))
        classes = values[step[0]] if own else range(len(OUTCOMES))
        after: dict[State, int] = {}
        layer = []
        for parts, held in states:
            answers: Answers = dict.fromkeys(notices[0].questions)
            answers.update(zip(kept, held, strict=True))
            node = []
            for value in classes:
                if own:
                    answers[step[0]] = value
                reached = tuple(
                    side.next_part(part, at, answers) if own else _worse(part, int(value))
                    for side, part in zip(sides, parts, strict=True)
                )
                ended = all(part[0] == WORST for part in reached)
                following = reached, () if ended else tuple(answers[key] for key in keeps)
                node.append(after.setdefault(following, len(after)))
            layer.append(node)
        layers.append(layer)
        # What ends keeps nothing: give it values again, which nothing reads.
        states = [(parts, held or (None,) * len(keeps)) for parts, held in after]
        kept = keeps
    return layers, states


def _worse(part: "Part", rank: int) -> "Part":
    return ENDED if WORST in (part[0], rank) else (max(part[0], rank), *part[1:])


class _Side:
    """One notice in the diagram: which rules have every answer they read after which step."""

    __slots__ = ("needed", "notice", "ripe", "start", "table_at")

    def __init__(self, notice: "Notice", steps: list[Step]) -> None:
        self.notice = notice
        at_step = {step[0]: at for at, step in enumerate(steps) if len(step) == 1}
        together = {key for step in steps if len(step) > 1 for key in step}
        table = notice.table.reads if notice.table else ()
        self.table_at = max((at_step[key] for key in table), default=-1)
        self.start: Part = (0, True, None if notice.table else ())
        self.ripe: dict[int, list[Rule]] = {}
        self.needed: dict[str, int] = {}
        for rule in notice.rules:
            if together.isdisjoint(rule.reads):
                at = max([at_step[key] for key in rule.reads], default=0)
                self.ripe.setdefault(at, []).append(rule)
                self._need(rule.reads, at)
        self._need(table, self.table_at)

    def _need(self, keys: Sequence[str], at: int) -> None:
        for key in keys:
            self.needed[key] = max(self.needed.get(key, 0), at)

    def _paper_row(self, level: "Level") -> str | None:
        papers = any("row" in item.when for item in self.notice.materials)
        return level.row["clause"] if papers and level.row else None

    def next_part(self, part: "Part", at: int, answers: Answers) -> "Part":
        """The part after a step; ``answers`` has what the rules that are then ripe read."""
        rank, titled, rows = part
        ripe = self.ripe.get(at, ())
        if rank == WORST or (not ripe and at != self.table_at):
            return part
        levels: list[Level] = []
        if at == self.table_at:
            levels = self.notice.levels(answers)
            rows = tuple((level.title, 0, (), True, self._paper_row(level)) for level in levels)
        elif any(rule.by_row for rule in ripe):
            levels = self.notice.levels(answers)
        for rule in ripe:
            if rule.by_row and rows:
                found = [self.notice.find(rule, answers, level) for level in levels]
                rows = tuple(_moved(row, finding) for row, finding in zip(rows, found, strict=True))
            else:
                finding = self.notice.find(rule, answers, self.notice.levels(answers)[0])
                rank = max(rank, RANKS[finding.status])
                titled = titled and finding.leaves_title
        if rank == WORST or (rows and all(row[1] == WORST for row in rows)):
            return ENDED
        return rank, titled, rows


def _moved(row: "Row", finding: "Finding") -> "Row":
    title, rank, waits, titled, clause = row
    if finding.status == NOT_YET:
        waits = (*waits, finding.values.get("months", 0))
    titled = titled and finding.leaves_title
    return title, max(rank, RANKS[finding.status]), waits, titled, clause


def _end(notice: "Notice", part: "Part") -> End:
    """The best row decides: of equal ones the higher title, of those that wait the one that waits least."""
    rank, titled, rows = part
    if rank == WORST or not rows:
        return End(rank, None, {})
    order = list(notice.titles)
    ranked = [(max(rank, own), title, max(waits, default=0), row) for row in rows for title, own, waits, *_ in [row]]
    best = min(own for own, *_ in ranked)

    def place(entry: "tuple[int, str | None, int, Row]") -> tuple[int, int]:
        _, title, wait, _ = entry
        return (wait if best == WAITING else 0, -order.index(title) if title else 1)

    _, title, _, (*_, given, clause) = min((entry for entry in ranked if entry[0] == best), key=place)
    ranks = {
        name: min(own for own, title, *_ in ranked if title == name)
        for name in reversed(order)
        if any(title == name for _, title, *_ in ranked)
    }
    return End(best, title if best < WORST and titled and given else None, ranks, clause)

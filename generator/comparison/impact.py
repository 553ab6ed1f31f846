"""Whom the step from one notice to another affects: the smallest sets of answers for which the rules differ.

The base is a favourable applicant, of whom both notices ask the least. A row names the fewest answers that, changed
from the base, make outcome or title differ. One diagram of both notices holds all applicants; for each of its nodes,
from the last layer back, the smallest sets of later answers that lead to a difference are those of the nodes that
follow, with the answer added where it is not the base's. So the rows are complete, and none names more than it needs.

Loads in the browser: the standard library and ``selfcheck`` alone.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import product

from generator.comparison.rows import Comparison
from generator.decisions.classes import Axis, Condition, Stood, axes_of
from generator.decisions.differences import in_order
from selfcheck.answers import Answers, JsonObject
from selfcheck.diagram import Diagram, End
from selfcheck.forms import MET, UNMET
from selfcheck.notice import Notice, read_notice
from selfcheck.rules import OUTCOMES, RANKS, Rule

type Places = dict[str, int]
"""The class of each answer, by its number."""
type Items = frozenset[tuple[str, int]]
type Ranks = tuple[int, int]
type Cell = tuple[int, ...]
"""A class of each answer of a table."""
type Classes = dict[str, Cell]
"""The classes of each answer that one row covers, by their numbers."""
type Effect = tuple[str, str, str, tuple[str | None, ...] | None, tuple[str, ...]]
"""Effect, outcomes under A and B, titles and reasons, as ``Impact`` has them."""
type Row = tuple[Effect, Classes]
type Goal = Callable[[End, End], bool]

SCOPE = ("affiliation", "origin")
"""Workplace and origin are nobody's advantage: a row that depends on one of them names both."""


class Impact:
    """A smallest set of answers for which outcome or title differs, all other answers favourable.

    ``effect`` is ``gained``, ``lost`` or, where only the title differs, ``changed``; ``answers`` an example, a JSON
    object; ``conditions`` describe all applicants whom the row covers; ``a`` and ``b`` are the outcomes; ``titles`` is
    a pair, or None where they agree or differ only with the outcome; ``because`` the rules that make the difference.
    """

    __slots__ = ("a", "answers", "b", "because", "conditions", "effect", "titles")

    def __init__(self, effect: Effect, answers: JsonObject, conditions: tuple[Condition, ...]) -> None:
        self.effect, self.a, self.b, self.titles, self.because = effect
        self.answers = answers
        self.conditions = conditions

    def holds(self, answers: Answers) -> bool:
        """Whether the row covers an applicant; ``answers`` are complete, as ``read_answers`` gives them."""
        return all(condition.holds(answers) for condition in self.conditions if not isinstance(condition, Stood))


def impact(a: JsonObject | Notice, b: JsonObject | Notice) -> list[Impact]:
    """The effects of going from published notice ``a`` to ``b``: those on whole scopes first, then the simplest."""
    space = Space((read_notice(a), read_notice(b)))
    if not all(axis.values for axis in space.axes.values()):
        return []  # nobody can apply under both
    merged = _merge(space, {items: space.effect(items) for items in _rows(space)})
    return [_impact(space, effect, places) for effect, places in sorted(merged, key=partial(_order, space))]


@lru_cache(maxsize=4)
def effects_of(comparison: Comparison) -> list[Impact] | None:
    """The effects of a comparison's step; None where a notice opens no round and so judges nobody.

    Cached, since every language and form of a comparison asks again.
    """
    rounds = comparison.a["openings"] and comparison.b["openings"]
    return impact(*comparison.notices) if rounds else None


def shares_nobody(comparison: Comparison) -> bool:
    """Whether nobody can answer a question of both notices alike: they are of areas without a common affiliation."""
    a, b = ({question["id"]: question for question in notice["questions"]} for notice in (comparison.a, comparison.b))
    values = [
        [{value["id"] for value in question.get("values", ())} for question in (a[key], b[key])]
        for key in a
        if key in b
    ]
    return any(one and other and not one & other for one, other in values)


def favourable_answers(a: JsonObject | Notice, b: JsonObject | Notice) -> JsonObject:
    """The applicant from whom rows differ, a JSON object."""
    space = Space((read_notice(a), read_notice(b)))
    return _written(space.axes, {key: space.base[key] for key in space.axes})


class Space:
    """Both notices' rules over the classes of answers, and the favourable class of each.

    ``tables``: by rule the answers it reads and, by their classes, its ranks under both notices. ``named``: the answers
    that rows always name where they depend on them, since none of their values is favourable: the scope, and what
    rules read that nobody meets under both.
    """

    __slots__ = ("axes", "base", "diagram", "named", "notices", "rules", "tables")

    def __init__(self, notices: tuple[Notice, Notice]) -> None:
        self.notices = notices
        self.axes = axes_of(notices)
        self.rules = [{rule.id: rule for rule in notice.rules} for notice in notices]
        self.tables: dict[str, tuple[tuple[str, ...], dict[Cell, Ranks]]] = {}
        for name in in_order(self.rules):
            keys = tuple(dict.fromkeys(key for own in self.rules if name in own for key in own[name].reads))
            cells = {
                cell: self._ranks(name, self.answers(dict(zip(keys, cell, strict=True)))) for cell in self._cells(keys)
            }
            if any(map(any, cells.values())):
                self.tables[name] = keys, cells
        self.base = _favourable(self)
        barred = [keys for keys, cells in self.tables.values() if RANKS[UNMET] in cells[self._cell(keys, self.base)]]
        self.named = tuple(key for key in self.axes if key in SCOPE or any(key in keys for keys in barred))
        values = {key: axis.values for key, axis in self.axes.items()}
        self.diagram = Diagram(notices, values, first=self.named)

    def _cells(self, keys: tuple[str, ...]) -> Iterator[Cell]:
        return product(*(range(len(self.axes[key].values)) for key in keys))

    def _cell(self, keys: tuple[str, ...], places: Places) -> Cell:
        return tuple(places[key] for key in keys)

    def answers(self, places: Places) -> Answers:
        """A value of each class; None for all other answers."""
        return {
            **dict.fromkeys(self.notices[0].questions),
            **{key: self.axes[key].values[place] for key, place in places.items()},
        }

    def _ranks(self, name: str, answers: Answers) -> Ranks:
        """A rule's ranks under both notices, the best of the rows of the level table."""
        one, other = (
            _rank(notice, own.get(name), answers) for notice, own in zip(self.notices, self.rules, strict=True)
        )
        return one, other

    def ranks(self, rule: str, places: Places) -> Ranks:
        """The rule's ranks under both notices; ``places`` has every answer that it reads."""
        keys, cells = self.tables[rule]
        return cells[self._cell(keys, places)]

    def ends(self, places: Places) -> tuple[End, ...]:
        """What applicants of these classes come to under both notices."""
        node = 0
        for step, layer in zip(self.diagram.steps, self.diagram.layers, strict=True):
            node = layer[node][places[step[0]]]
        return self.diagram.ends[node]

    def effect(self, items: Items) -> Effect:
        """What changes for the favourable applicant with ``items`` in place of the base's answers."""
        places = self.base | dict(items)
        a, b = self.ends(places)
        effect = "gained" if a.rank > b.rank else "lost" if a.rank < b.rank else "changed"
        titles = a.title, b.title
        matters = a.title != b.title and (effect == "changed" or None not in titles)
        because = [rule for rule in self.tables if len(set(self.ranks(rule, places))) > 1]
        leading = [rule.id for own in self.rules for rule in own.values() if rule.table]
        if not because or (matters and None not in titles and not set(because) & set(leading)):
            because += leading[:1]
        return effect, OUTCOMES[a.rank], OUTCOMES[b.rank], titles if matters else None, tuple(because)


def _rank(notice: Notice, rule: Rule | None, answers: Answers) -> int:
    if rule is None:
        return RANKS[MET]
    return min(RANKS[notice.find(rule, answers, level).status] for level in notice.levels(answers))


# The favourable applicant


def _favourable(space: Space) -> Places:
    """For each answer a class that meets all rules of both notices, if there is one, and that ranks best elsewhere.

    Among such educations, the one beside which the notices differ least: a doctorate needs no probation, so a row on
    the time in the post then names the education for which it is asked.
    """
    ranks: dict[tuple[str, int], int] = {}
    for keys, cells in space.tables.values():
        for cell, pair in cells.items():
            for item in zip(keys, cell, strict=True):
                ranks[item] = ranks.get(item, 0) + sum(pair)
    base = dict.fromkeys(space.axes, 0)
    for rules in _connected(space):
        settled = next(_settle(space, rules, ranks, strict=True), None) or next(_settle(space, rules, ranks))
        base |= settled
    key = next((notice.table.key for notice in space.notices if notice.table), None)
    if key is None:
        return base
    rules = [rule for rule, (keys, _) in space.tables.items() if key in keys]
    now = [space.ranks(rule, base) for rule in rules]
    tried = [base, *({**base, key: place} for place in range(len(space.axes[key].values)))]
    alike = [places for places in tried if [space.ranks(rule, places) for rule in rules] == now]
    return min(alike, key=lambda places: _differing(space, rules, places))


def _differing(space: Space, rules: list[str], places: Places) -> int:
    """The number of the rules' cells, one answer away from ``places``, in which the notices differ."""
    return sum(
        one != other
        for rule in rules
        for key in space.tables[rule][0]
        for one, other in (space.ranks(rule, {**places, key: at}) for at in range(len(space.axes[key].values)))
    )


def _connected(space: Space) -> Iterable[list[str]]:
    """The rules in groups that have no answer in common."""
    groups: list[list[str]] = []
    for rule in space.tables:
        joined: list[list[str]] = []
        apart: list[list[str]] = []
        for group in groups:
            (joined if any(_share(space, rule, other) for other in group) else apart).append(group)
        groups = [*apart, [*(each for group in joined for each in group), rule]]
    return groups


def _share(space: Space, one: str, other: str) -> bool:
    return not set(space.tables[one][0]).isdisjoint(space.tables[other][0])


def _settle(
    space: Space, rules: list[str], ranks: dict[tuple[str, int], int], strict: bool = False, fixed: Places | None = None
) -> Iterator[Places]:
    """Classes for all answers that ``rules`` read, the best first; ``strict``: only where each rule is at its best."""
    fixed = fixed or {}
    if not rules:
        yield fixed
        return
    keys, cells = space.tables[rules[0]]
    best = min(map(max, cells.values()))

    def order(cell: Cell) -> tuple[int, int, int]:
        return max(cells[cell]), sum(cells[cell]), sum(ranks[item] for item in zip(keys, cell, strict=True))

    for cell in sorted(_agreeing(keys, cells, fixed), key=order):
        if strict and max(cells[cell]) > best:
            return
        yield from _settle(space, rules[1:], ranks, strict, fixed | dict(zip(keys, cell, strict=True)))


def _agreeing(keys: tuple[str, ...], cells: Iterable[Cell], fixed: Places) -> Iterator[Cell]:
    return (
        cell for cell in cells if all(fixed.get(key, place) == place for key, place in zip(keys, cell, strict=True))
    )


# The smallest sets


def _rows(space: Space) -> Iterator[Items]:
    """The smallest sets that gain or lose, then the smallest that change the title alone."""
    goals: list[Goal] = [
        lambda a, b: a.rank > b.rank,
        lambda a, b: a.rank < b.rank,
        lambda a, b: a.result != b.result,
    ]
    for goal in goals[:2]:
        yield from _sets(space, goal)
    for items in _sets(space, goals[2]):
        if space.effect(items)[0] == "changed":
            yield items


def _sets(space: Space, goal: Goal) -> Iterator[Items]:
    """The smallest sets that reach the goal; with other named answers than the base's only where they add to those."""
    smallest = _Smallest(space, goal)
    usual = tuple(space.base[key] for key in space.named)
    beside = smallest.of(dict(zip(space.named, usual, strict=True)))
    everywhere: list[Items] = []
    for items in beside:
        named = frozenset((key, space.base[key]) for key in space.named)
        reads = {key for rule in space.effect(items)[4] if rule in space.tables for key in space.tables[rule][0]}
        if reads & set(space.named):
            yield items | named
        else:
            everywhere.append(items)
            yield items
    for cell in product(*(range(len(space.axes[key].values)) for key in space.named)):
        if cell != usual:
            places = dict(zip(space.named, cell, strict=True))
            for items in smallest.of(places):
                if not any(fewer <= items for fewer in everywhere):
                    yield items | frozenset(places.items())


class _Smallest:
    """The smallest sets of answers, changed from the base's, that reach a goal: by step and node, the later ones."""

    def __init__(self, space: Space, goal: Goal) -> None:
        self.space = space
        self.goal = goal
        self.found: dict[tuple[int, int], list[Items]] = {}

    def of(self, named: Places) -> list[Items]:
        """The sets for applicants with these named answers, which the first steps of the diagram take."""
        node = 0
        for step, layer in zip(self.space.diagram.steps, self.space.diagram.layers, strict=False):
            if step[0] not in named:
                break
            node = layer[node][named[step[0]]]
        return self._from(len(named), node)

    def _from(self, at: int, node: int) -> list[Items]:
        if (at, node) not in self.found:
            self.found[at, node] = self._find(at, node)
        return self.found[at, node]

    def _find(self, at: int, node: int) -> list[Items]:
        diagram = self.space.diagram
        if at == len(diagram.steps):
            a, b = diagram.ends[node]
            return [frozenset()] if self.goal(a, b) else []
        [key] = diagram.steps[at]
        sets: list[Items] = []
        for place, following in enumerate(diagram.layers[at][node]):
            further = self._from(at + 1, following)
            sets += further if place == self.space.base[key] else [items | {(key, place)} for items in further]
        return _smallest(sets)


def _smallest(sets: Iterable[Items]) -> list[Items]:
    kept: list[Items] = []
    for items in sorted(set(sets), key=lambda items: (len(items), sorted(items))):
        if not any(smaller <= items for smaller in kept):
            kept.append(items)
    return kept


# Rows


def _merge(space: Space, effects: dict[Items, Effect]) -> list[Row]:
    """Joins rows that differ in one answer alone, and drops an answer whose every class a row covers."""
    rows: list[Row] = [(effect, {key: (place,) for key, place in items}) for items, effect in effects.items()]
    # A year that is missing counts only from a start on: rows keep that start beside it, so it comes first.
    starts = [rule.joint[0] for own in space.rules for rule in own.values() if rule.joint]
    for key in (*starts, *reversed(space.axes)):
        groups: dict[tuple[Effect, tuple[tuple[str, Cell], ...], bool], set[int]] = {}
        for effect, places in rows:
            others = tuple(sorted((other, held) for other, held in places.items() if other != key))
            groups.setdefault((effect, others, key in places), set()).update(places.get(key, ()))
        rows = []
        for (effect, others, named), held in groups.items():
            whole = len(held) == len(space.axes[key].values) if named else True
            rows.append((effect, dict(others) if whole else {**dict(others), key: tuple(sorted(held))}))
    return rows


def _order(space: Space, row: Row) -> tuple[bool, int, list[int], str, list[Cell]]:
    (effect, *_), places = row
    order = list(space.axes)
    keys = [key for key in order if key in places]
    scope = not any(key in SCOPE for key in keys)
    return scope, len(keys), [order.index(key) for key in keys], effect, [places[key] for key in keys]


def _impact(space: Space, effect: Effect, places: Classes) -> Impact:
    keys = [key for key in space.axes if key in places]
    joint = next((rule.joint for own in space.rules for rule in own.values() if rule.joint), ())
    # The latest start leaves the fewest years to name.
    example = {key: places[key][-1 if key in joint[:1] else 0] for key in keys}
    answers = _written(space.axes, example)
    if joint and joint[1] in answers:
        began = space.axes[joint[0]].values[{**space.base, **example}[joint[0]]]
        answers[joint[1]] = [year for year in answers[joint[1]] if year >= began.year]
    return Impact(effect, answers, tuple(space.axes[key].condition(places[key]) for key in keys))


def _written(axes: dict[str, Axis], places: Places) -> JsonObject:
    """A value of each class, as JSON has it."""
    answers: JsonObject = {}
    for key, place in places.items():
        value = axes[key].values[place]
        days = hasattr(value, "isoformat")
        answers[key] = value.isoformat() if days else sorted(value) if isinstance(value, frozenset) else value
    return answers

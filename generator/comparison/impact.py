"""Whom the step from one notice to another affects: the smallest sets of answers for which the rules differ.

The base is a favourable applicant, of whom both notices ask the least. A row names the fewest answers that, changed
from the base, make outcome or title differ. The rows are complete by construction. Suppose an applicant x fares worse
under A. Some rule then reaches A's rank, and no rule of B does. Take x's answers to that rule, and favourable ones to
all others: under A the rank stays. If a rule of B now reaches it too, the cause is a favourable answer that the rule
reads and x does not give: take x's answers to that rule as well, and so on. Once no rule of B reaches the rank, the
answers taken from x are a part of x with the same effect. ``_closed`` follows every x at once, cell by cell of each
rule's table, so the smallest of its sets are all the rows. Titles work the same way: there the rules to keep away are
those that leave no title.

Loads in the browser: the standard library and ``selfcheck`` alone.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import product

from generator.comparison.answer_classes import Axis, Condition, axes_of
from generator.comparison.rows import Comparison
from selfcheck.answers import ANSWERS, TYPE_CHECKING, Answers, JsonObject
from selfcheck.levels import LEVEL, level_of
from selfcheck.notice import Notice, read_notice
from selfcheck.rules import MET, OUTCOMES, RANKS, RULES, TITLE_RULES, UNMET, affiliation, left_open

if TYPE_CHECKING:
    from selfcheck.rules import Rule

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
type Breaks = Callable[[str, Ranks], bool]

SCOPE = affiliation.reads
"""Workplace and origin are nobody's advantage: a row that depends on one of them names it."""


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
        return all(condition.holds(answers) for condition in self.conditions)


def impact(a: JsonObject | Notice, b: JsonObject | Notice) -> list[Impact]:
    """The effects of going from published notice ``a`` to ``b``: those on whole scopes first, then the simplest."""
    space = Space((read_notice(a), read_notice(b)))
    if not space.axes["affiliation"].values:
        return []  # nobody can apply under both
    merged = _merge(space, {items: space.effect(items) for items in _rows(space)})
    return [_impact(space, effect, places) for effect, places in sorted(merged, key=_order)]


@lru_cache(maxsize=4)
def effects_of(comparison: Comparison) -> list[Impact] | None:
    """The effects of a comparison's step; None where a notice opens no round and so judges nobody.

    Cached, since every language and form of a comparison asks again.
    """
    a, b = comparison.a, comparison.b
    return impact(a, b) if a["openings"] and b["openings"] else None


def favourable_answers(a: JsonObject | Notice, b: JsonObject | Notice) -> JsonObject:
    """The applicant from whom rows differ, a JSON object."""
    space = Space((read_notice(a), read_notice(b)))
    return _written(space.axes, {key: space.base[key] for key in ANSWERS})


class Space:
    """Both notices' rules as tables over the classes of answers, and the favourable class of each.

    ``tables``: by rule the answers it reads and, by their classes, its ranks under both notices. ``barred``: the rules
    that nobody meets under both. ``named``: the answers that rows always name, since none of their values is
    favourable: the scope, and what barred rules read.
    """

    __slots__ = ("axes", "barred", "base", "named", "tables", "titles")

    def __init__(self, notices: tuple[Notice, Notice]) -> None:
        self.axes = axes_of(notices)
        self.tables: dict[str, tuple[tuple[str, ...], dict[Cell, Ranks]]] = {}
        for rule in RULES:
            cells = self._tabulate(notices, rule.reads, partial(_rank, rule))
            if any(map(any, cells.values())):
                self.tables[rule.__name__] = rule.reads, cells
        self.titles = self._tabulate(notices, LEVEL, _title)
        self.base = _favourable(self)
        self.barred = {rule for rule in self.tables if RANKS[UNMET] in self.ranks(rule, self.base)}
        self.named = {*SCOPE, *(key for rule in self.barred for key in self.tables[rule][0])}

    def _tabulate[Value](
        self, notices: tuple[Notice, Notice], keys: tuple[str, ...], find: Callable[[Notice, Answers], Value]
    ) -> dict[Cell, tuple[Value, Value]]:
        values = [list(enumerate(self.axes[key].values)) for key in keys]
        cells = {}
        for cell in product(*values):
            answers = {key: value for key, (_, value) in zip(keys, cell, strict=True)}
            cells[tuple(place for place, _ in cell)] = find(notices[0], answers), find(notices[1], answers)
        return cells

    def ranks(self, rule: str, places: Places) -> Ranks:
        """The rule's ranks under both notices; ``places`` has every answer that it reads."""
        keys, cells = self.tables[rule]
        return cells[tuple(map(places.__getitem__, keys))]

    def effect(self, items: Items) -> Effect:
        """What changes for the favourable applicant with ``items`` in place of the base's answers."""
        places = self.base | dict(items)
        found = {rule: self.ranks(rule, places) for rule in self.tables}
        ranks = [max((pair[side] for pair in found.values()), default=0) for side in (0, 1)]
        titles = self._titles(places, found, ranks)
        effect = "gained" if ranks[0] > ranks[1] else "lost" if ranks[0] < ranks[1] else "changed"
        matters = titles[0] != titles[1] and (effect == "changed" or None not in titles)
        because = [rule for rule, pair in found.items() if pair[0] != pair[1]]
        if not because or (matters and None not in titles and "education" not in because):
            because.append("education")
        a, b = (OUTCOMES[rank] for rank in ranks)
        return effect, a, b, titles if matters else None, tuple(because)

    def _titles(self, places: Places, found: dict[str, Ranks], ranks: list[int]) -> tuple[str | None, ...]:
        titles = self.titles[tuple(places[key] for key in LEVEL)]
        return tuple(
            title
            if ranks[side] < RANKS[UNMET] and not any(found[rule][side] for rule in TITLE_RULES if rule in found)
            else None
            for side, title in enumerate(titles)
        )


def _rank(rule: "Rule", notice: Notice, answers: Answers) -> int:
    finding = rule(notice, answers)
    return RANKS[MET if finding is None else left_open(notice, finding).status]


def _title(notice: Notice, answers: Answers) -> str | None:
    level = level_of(notice, answers)
    return level.title if level.state == "known" else None


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
    rules = [rule for rule, (keys, _) in space.tables.items() if "education" in keys]
    now = [space.ranks(rule, base) for rule in rules]
    tried = [base, *({**base, "education": place} for place in range(len(space.axes["education"].values)))]
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
    better, worse = (set(_outcomes_differ(space, side)) for side in (0, 1))
    yield from dict.fromkeys([*_smallest(better), *_smallest(worse)])
    for items in _smallest(better | worse | set(_titles_differ(space))):
        if space.effect(items)[0] == "changed":
            yield items


def _outcomes_differ(space: Space, side: int) -> Iterator[Items]:
    """Sets for which this side's notice gives the worse outcome, the smallest such sets among them."""
    for keys, cells in space.tables.values():
        for cell, ranks in cells.items():
            if ranks[side] > ranks[1 - side]:
                yield from _closed(space, dict(zip(keys, cell, strict=True)), _reaches(1 - side, ranks[side]))


def _titles_differ(space: Space) -> Iterator[Items]:
    """Sets for which the titles differ, or one notice gives none, the smallest such sets among them."""
    for cell, titles in space.titles.items():
        if titles[0] != titles[1]:
            having = [side for side, title in enumerate(titles) if title]
            yield from _closed(space, dict(zip(LEVEL, cell, strict=True)), _bars_title(having))
    for rule in TITLE_RULES:
        keys, cells = space.tables.get(rule, ((), {}))
        for cell, ranks in cells.items():
            if bool(ranks[0]) != bool(ranks[1]):
                yield from _closed(space, dict(zip(keys, cell, strict=True)), _bars_title([ranks.index(0)]))


def _reaches(side: int, rank: int) -> Breaks:
    return lambda _, ranks: ranks[side] >= rank


def _bars_title(sides: list[int]) -> Breaks:
    def breaks(rule: str, ranks: Ranks) -> bool:
        least = 1 if rule in TITLE_RULES else RANKS[UNMET]
        return any(ranks[side] >= least for side in sides)

    return breaks


def _closed(space: Space, fixed: Places, breaks: Breaks) -> Iterator[Items]:
    """``fixed`` with as many further answers as it takes until no rule ``breaks``."""
    places = space.base | fixed

    def is_open(rule: str) -> bool:
        return rule in space.barred and not fixed.keys() >= set(space.tables[rule][0])

    broken = next((rule for rule in space.tables if is_open(rule) or breaks(rule, space.ranks(rule, places))), None)
    if broken is None:
        yield frozenset(item for item in fixed.items() if item[0] in space.named or space.base[item[0]] != item[1])
        return
    keys, cells = space.tables[broken]
    if fixed.keys() >= set(keys):
        return
    for cell in _agreeing(keys, cells, fixed):
        if not breaks(broken, cells[cell]):
            yield from _closed(space, fixed | dict(zip(keys, cell, strict=True)), breaks)


def _smallest(sets: Iterable[Items]) -> list[Items]:
    kept: list[Items] = []
    for items in sorted(sets, key=lambda items: (len(items), sorted(items))):
        if not any(smaller <= items for smaller in kept):
            kept.append(items)
    return kept


# Rows


def _merge(space: Space, effects: dict[Items, Effect]) -> list[Row]:
    """Joins rows that differ in one answer alone, and drops an answer whose every class a row covers."""
    rows: list[Row] = [(effect, {key: (place,) for key, place in items}) for items, effect in effects.items()]
    # A year without a course counts only from the start of work on: rows keep that start beside it, so it comes first.
    for key in ("working_since", *reversed(ANSWERS)):
        groups: dict[tuple[Effect, tuple[tuple[str, Cell], ...], bool], set[int]] = {}
        for effect, places in rows:
            others = tuple(sorted((other, held) for other, held in places.items() if other != key))
            groups.setdefault((effect, others, key in places), set()).update(places.get(key, ()))
        rows = []
        for (effect, others, named), held in groups.items():
            whole = len(held) == len(space.axes[key].values) if named else True
            rows.append((effect, dict(others) if whole else {**dict(others), key: tuple(sorted(held))}))
    return rows


def _order(row: Row) -> tuple[bool, int, list[int], str, list[Cell]]:
    (effect, *_), places = row
    keys = [key for key in ANSWERS if key in places]
    scope = not any(key in SCOPE for key in keys)
    return scope, len(keys), [list(ANSWERS).index(key) for key in keys], effect, [places[key] for key in keys]


def _impact(space: Space, effect: Effect, places: Classes) -> Impact:
    keys = [key for key in ANSWERS if key in places]
    # The latest start of work leaves the fewest years of courses to name.
    example = {key: places[key][-1 if key == "working_since" else 0] for key in keys}
    answers = _written(space.axes, example)
    if "courses" in answers:
        began = space.axes["working_since"].values[{**space.base, **example}["working_since"]]
        answers["courses"] = [year for year in answers["courses"] if year >= began.year]
    return Impact(effect, answers, tuple(space.axes[key].condition(places[key]) for key in keys))


def _written(axes: dict[str, Axis], places: Places) -> JsonObject:
    """A value of each class, as JSON has it."""
    answers: JsonObject = {}
    for key, place in places.items():
        value = axes[key].values[place]
        match ANSWERS[key].kind:
            case "date":
                answers[key] = value.isoformat()
            case "years":
                answers[key] = sorted(value)
            case _:
                answers[key] = value
    return answers

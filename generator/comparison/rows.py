"""What differs between two published notices: typed rows, aligned by topic, in the vocabulary's order.

Notices are in the form of ``/notices/<id>.json``, the vocabulary in that of ``/compare/vocabulary.json``. Source: the
contract, section 4. ``wording`` has the sentences for rows, ``impact`` the effect on applicants.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator
from datetime import date

from generator.comparison.written import fold
from selfcheck.answers import Json, JsonObject
from selfcheck.notice import Notice, read_notice

CHANGES = ("value", "wording", "added", "absent", "same")
"""In the order of a summary."""


class Side(namedtuple("Side", "clauses facts")):
    """What one notice says on a topic: its published clauses in the order of their ids, and its facts by name.

    A fact's value is a truth value, a number or a text; where the type is a set or the notice states several values, it
    is a sorted list without repetition.
    """

    __slots__ = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(clause["id"] for clause in self.clauses)

    def text(self, language: str) -> str:
        return "\n".join(clause[language] for clause in self.clauses)


class FactChange(namedtuple("FactChange", "fact a b")):
    """A fact whose values differ; None means "not stated"."""

    __slots__ = ()


class Row(namedtuple("Row", "topic change a b facts moved")):
    """One topic in both notices; a side is None where the notice does not treat the topic."""

    __slots__ = ()


class Comparison:
    """Two published notices compared, and their rows.

    ``confounded`` where year and jurisdiction both differ, so that neither is the cause. ``read`` gives a notice's
    rules.
    """

    __slots__ = ("_notices", "a", "b", "confounded", "read", "rows")

    def __init__(
        self, a: JsonObject, b: JsonObject, rows: tuple[Row, ...], read: Callable[[JsonObject], Notice] = read_notice
    ) -> None:
        self.a = a
        self.b = b
        self.read = read
        self._notices: tuple[Notice, Notice] | None = None
        self.confounded = a["jurisdiction"] != b["jurisdiction"] and a["round"][:4] != b["round"][:4]
        self.rows = rows

    @property
    def notices(self) -> tuple[Notice, Notice]:
        """Both notices' rules, read once."""
        if self._notices is None:
            self._notices = self.read(self.a), self.read(self.b)
        return self._notices

    def count(self, change: str) -> int:
        """How many topics have this change."""
        return sum(row.change == change for row in self.rows)


def compare(
    a: JsonObject, b: JsonObject, vocabulary: JsonObject, read: Callable[[JsonObject], Notice] = read_notice
) -> Comparison:
    """What changes from notice ``a`` to notice ``b``; ``read`` where many comparisons share notices."""
    return Comparison(a, b, tuple(_rows(vocabulary, sides_of(a, vocabulary), sides_of(b, vocabulary))), read)


def _rows(vocabulary: JsonObject, a: dict[str, Side], b: dict[str, Side]) -> Iterator[Row]:
    order = list(vocabulary["facts"])
    for topic in (entry["id"] for entry in vocabulary["topics"]):
        if topic in a or topic in b:
            row = row_between(topic, a.get(topic), b.get(topic))
            yield row._replace(facts=tuple(sorted(row.facts, key=lambda change: order.index(change.fact))))


def row_between(topic: str, a: Side | None, b: Side | None) -> Row:
    """The row of a topic that one side at least treats."""
    names = dict.fromkeys([*(a.facts if a else ()), *(b.facts if b else ())])
    values = [(name, a.facts.get(name) if a else None, b.facts.get(name) if b else None) for name in names]
    facts = tuple(FactChange(name, old, new) for name, old, new in values if old != new)
    moved = a is not None and b is not None and a.ids != b.ids
    return Row(topic, _change(a, b, facts), a, b, facts, moved)


def _change(a: Side | None, b: Side | None, facts: tuple[FactChange, ...]) -> str:
    if a is None:
        return "added"
    if b is None:
        return "absent"
    if facts:
        return "value"
    return "same" if folded(a.text("zh")) == folded(b.text("zh")) else "wording"


def days_to_opening(notice: JsonObject) -> int | None:
    """Days from the latest round's cut-off to the opening of its first window, negative where that comes first.

    None where the notice has no round, no cut-off or no window.
    """
    for opening in notice["openings"][-1:]:
        for opens in sorted(window["opens"] for window in opening["windows"] if "opens" in window)[:1]:
            if "cutoff" in opening:
                return (date.fromisoformat(opens) - date.fromisoformat(opening["cutoff"]["date"])).days
    return None


def sides_of(notice: JsonObject, vocabulary: JsonObject) -> dict[str, Side]:
    """What a published notice says, by topic."""
    clauses: dict[str, list[JsonObject]] = {}
    for clause in (*notice["clauses"], *notice["annexes"]):
        for topic in clause["topics"]:
            clauses.setdefault(topic, []).append(clause)
    facts: dict[str, dict[str, list[Json]]] = {}
    for topic, name, value in _facts(notice):
        values = facts.setdefault(topic, {}).setdefault(name, [])
        values += value if isinstance(value, list) else [value]
    # Sorted, since their order in the file says nothing about the topic.
    return {
        topic: Side(
            tuple(sorted(treating, key=place_of)),
            {
                name: _merged(entry["type"], facts[topic][name])
                for name, entry in vocabulary["facts"].items()
                if name in facts.get(topic, {})
            },
        )
        for topic, treating in clauses.items()
    }


def place_of(clause: JsonObject) -> list[tuple[int, int, str]]:
    """A sort key: 2.9 before 2.10, numbered clauses before lettered ones, annexes last."""
    parts = (part.removeprefix("annex") for part in clause["id"].split("."))
    annex = clause["id"].startswith("annex")
    return [(annex, 0, ""), *((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)]


def folded(text: str) -> str:
    """``text`` in the form in which spellings compare: half width, one sign for each bracket, no white space."""
    return "".join(fold(text).replace("。", ".").split())


def _merged(kind: str, values: list[Json]) -> Json:
    return values[0] if len(values) == 1 and kind != "set" else sorted(set(values))


def _facts(notice: JsonObject) -> Iterator[tuple[str, str, Json]]:
    """Topic, name and value of every fact, including those that materials and requirements state."""
    for fact in notice["facts"]:
        yield fact["topic"], fact["fact"], folded(fact["value"]) if fact["type"] == "address" else fact["value"]
    access = {series for r in notice["requirements"] if r["kind"] == "access" for series in r["series"]}
    for item in notice["materials"]:
        topic = f"material.{item['key']}"
        if "copies" in item:
            yield topic, "copies", item["copies"]
        if "waived" in item:
            yield topic, "waivable", True
        for key, values in item["when"].items():
            # These series come from the access requirement, whose list the notice may leave open.
            if key == "series" and set(values) == access:
                yield topic, "asked_of_access", True
            else:
                yield topic, f"asked_{key}", values
    kinds = {kind["id"]: kind for kind in notice["kinds"]}
    for requirement in notice["requirements"]:
        for name, path in kinds[requirement["kind"]]["facts"].items():
            value = True if path is True else _stated(requirement, path)
            if value is not None:
                yield requirement["topic"], name, value


def _stated(requirement: JsonObject, path: str) -> Json:
    """A parameter as a fact's value, None where it is not stated: pairs as ``held=counted``, no empty list."""
    name, _, inner = path.partition(".")
    value = requirement.get(name)
    value = value.get(inner) if inner and value else value
    if isinstance(value, dict):
        value = [f"{held}={counted}" for held, counted in value.items()]
    return None if value in ([], False) else value


def members_of(*notices: JsonObject) -> dict[str, str]:
    """What the members of facts are: values of a question, by its key, or ``title``; by the facts' names."""
    found: dict[str, str] = {}
    for notice in notices:
        for kind in notice["kinds"]:
            for name, path in kind["facts"].items():
                parameter = kind["parameters"][path.partition(".")[0]] if path is not True else {"type": ""}
                if parameter["type"] in ("title", "titles"):
                    found[name] = "title"
                elif "of" in parameter:
                    found[name] = parameter["of"]
        found |= {f"asked_{key}": key for item in notice["materials"] for key in item["when"] if key != "row"}
    return found

"""Turns a comparison's typed changes into sentences that claim no more than the facts."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from generator.comparison.citing import cites
from generator.comparison.rows import (
    Comparison,
    FactChange,
    Row,
    Side,
    days_to_opening,
    folded,
    members_of,
    place_of,
)
from generator.comparison.translated import translated
from generator.languages import Words, capital
from selfcheck.answers import Json, JsonObject
from selfcheck.words import day

AFFILIATION = "affiliation"
"""The question whose values comparisons call persons."""

OPEN = "open_"
"""Begins the names of facts whose members a notice does not name: it leaves open whether they are included."""

KINDS = ("exclusion", "material")
"""First parts of the ids of topics whose one-sided rows have words of their own."""


class Wording:
    """Words for a comparison's rows in one language, ``zh`` or ``en``."""

    def __init__(self, comparison: Comparison, vocabulary: JsonObject, words: Words, language: str) -> None:
        self.facts: dict[str, JsonObject] = vocabulary["facts"]
        self.affiliations: dict[str, str] = {key: text[language] for key, text in vocabulary["affiliations"].items()}
        self.topics: dict[str, str] = {topic["id"]: topic[language] for topic in vocabulary["topics"]}
        self.comparison = comparison
        self.notices = vocabulary["notices"]
        self.language = language
        self.t = words.of(language)
        self.comma, self.semicolon, self.stop, self.space = (
            ("、", "；", "。", "") if language == "zh" else (", ", "; ", ".", " ")
        )
        notices = comparison.a, comparison.b
        self.members = members_of(*notices)
        self.order = {
            **{question["id"]: [v["id"] for v in question.get("values", ())] for question in comparison.b["questions"]},
            "title": [title["id"] for title in comparison.b["titles"]],
        }
        self.clauses = [sorted((*notice["clauses"], *notice["annexes"]), key=place_of) for notice in notices]
        self.cites = [cites(((c["id"], c["label"]) for c in each), self.t, language) for each in self.clauses]
        self.together = [_together(each) for each in self.clauses]
        # In Chinese an address is its own words.
        self.addresses = {} if language == "zh" else _addresses(notices)
        self.heads = [{c["id"].rpartition(".")[0] for c in each} for each in self.clauses]

    @cached_property
    def names(self) -> tuple[str, str]:
        """Both notices by their short names."""
        return tuple(self.notices[notice["id"]][self.language] for notice in (self.comparison.a, self.comparison.b))

    def topic(self, row: Row) -> str:
        return self.topics[row.topic]

    def row(self, row: Row) -> str:
        """The row's change and, if they differ, the topic's places, in a sentence or two."""
        said = capital(self.semicolon.join(self.remarks(row))) + self.stop
        return self.space.join([said, *self.moved(row)])

    def remarks(self, row: Row) -> list[str]:
        """What differs on the topic, each as part of a sentence."""
        match row.change:
            case "value":
                return [*(self.fact(fact, row) for fact in row.facts), *self._relation(row)]
            case "added" | "absent" if self.is_heading(row):
                return [self.t(f"compare.{row.change}_heading", topic=self.topic(row))]
            case "added" | "absent":
                return [*self._one_sided(row), self.t(f"compare.{row.change}")]
            case "wording" if not row.a.facts:
                return [self.t("compare.wording_alone")]
            case change:
                return [self.t(f"compare.{change}")]

    def told(self, row: Row) -> list[str]:
        """What differs, for a table that already shows topic, change and both notices' words."""
        if row.change == "value":
            return self.remarks(row)
        side = row.b or row.a
        return self.stated(side, row.topic) if row.change in ("added", "absent") else []

    def is_heading(self, row: Row) -> bool:
        """Whether a topic in one notice alone is only a heading above other provisions."""
        side, heads = (row.a, self.heads[0]) if row.a else (row.b, self.heads[1])
        return not side.facts and heads.issuperset(side.ids)

    def _one_sided(self, row: Row) -> list[str]:
        kind = row.topic.partition(".")[0]
        side = row.a or row.b
        name = self.t(f"compare.{row.change}_{kind if kind in KINDS else 'topic'}", topic=self.topic(row))
        return [name, *self.stated(side, row.topic)]

    def stated(self, side: Side, topic: str) -> list[str]:
        """Each fact that a notice states on a topic: its name and, unless the name says all, its value."""
        return [
            self.name(fact, topic)
            if _is_condition(value)
            else self.t("compare.fact_of_one", fact=self.name(fact, topic), value=self.value(fact, value))
            for fact, value in side.facts.items()
        ]

    def _relation(self, row: Row) -> list[str]:
        """Where the cut-off lies before or after the first window, if that differs: a date alone does not show it."""
        if not any(fact.fact == "cutoff" for fact in row.facts):
            return []
        days_a, days_b = (days_to_opening(notice) for notice in (self.comparison.a, self.comparison.b))
        if days_a is None or days_b is None or days_a == days_b:
            return []
        a, b = (
            self.t(f"compare.cutoff_{'before' if days > 0 else 'after' if days else 'on'}", days=abs(days))
            for days in (days_a, days_b)
        )
        return [self.t("compare.cutoff_relation", a=a, b=b)]

    def moved(self, row: Row) -> list[str]:
        """A sentence on the clauses, where both notices have the topic in different ones: moved, split or merged."""
        if not row.moved:
            return []
        counts = min(len(row.a.clauses), 2), min(len(row.b.clauses), 2)
        how = {(1, 2): "split", (2, 1): "merged"}.get(counts, "moved")
        return [self.t(f"compare.{how}", a=self._cited(0, row.a), b=self._cited(1, row.b))]

    def apart(self, row: Row) -> list[str]:
        """Sentences on topics that share this one's clauses in one notice and not in the other."""
        if not row.a or not row.b:
            return []
        said = []
        for here, there, key in ((0, 1, "apart_b"), (1, 0, "apart_a")):
            beside = [topic for topic in self._beside(here, row) if topic not in self._beside(there, row)]
            elsewhere = set((row.a, row.b)[there].ids)
            others = self.together[there]
            both = [self.topics[topic] for topic in beside if topic in others and elsewhere.isdisjoint(others[topic])]
            if both:
                named = self.comma.join(self.t("compare.quoted", words=topic) for topic in both)
                said.append(self.t(f"compare.{key}", topics=named, clauses=self._cited(here, (row.a, row.b)[here])))
        return said

    def _beside(self, which: int, row: Row) -> list[str]:
        """The other topics in exactly the same clauses of a notice."""
        own = (row.a, row.b)[which].ids
        return [topic for topic, ids in self.together[which].items() if ids == own and topic != row.topic]

    def _cited(self, which: int, side: Side) -> str:
        return self.comma.join(self.cites[which][clause] for clause in side.ids)

    def name(self, fact: str, topic: str) -> str:
        # All windows are the same fact; the topic says which one it is.
        entry = self.facts[fact]
        name: str = entry[self.language]
        return self.topics[topic] if entry["type"] == "interval" else name

    def fact(self, change: FactChange, row: Row) -> str:
        """One fact's change: its name with both values, or with what a set gained and lost."""
        label = self.name(change.fact, row.topic)
        origins = [side and side.facts.get("admits_origins") for side in (row.a, row.b)]
        if change.fact == "admits" and origins[0] and origins[0] == origins[1]:
            label = self.t("compare.admits_of", fact=label, origins=self.value("admits_origins", origins[0]))
        kind = self.facts[change.fact]["type"]
        if kind == "condition":
            return self.t("compare.condition_added" if change.b else "compare.condition_absent", fact=label)
        if change.fact.startswith(OPEN):
            return self._open(change)
        if isinstance(change.a, list) and isinstance(change.b, list):
            return self._set(change, label)
        a, b = (self.value(change.fact, value) for value in (change.a, change.b))
        return self.t("compare.fact", fact=label, a=a, b=b)

    def _set(self, change: FactChange, label: str) -> str:
        told = {
            "added": [member for member in change.b if member not in change.a],
            "absent": [member for member in change.a if member not in change.b],
        }
        named = {name: self.value(change.fact, members) for name, members in told.items() if members}
        # A notice may admit people without naming them, so these words do not speak of naming.
        kind = "admits" if self.members.get(change.fact) == AFFILIATION else "set"
        return self.t(f"compare.{kind}_{'_'.join(named)}", fact=label, **named)

    def _open(self, change: FactChange) -> str:
        """What one notice alone leaves open; the words never call it named."""
        a, b = ({*(members or ())} for members in (change.a, change.b))
        left = {"open_a": a - b, "open_b": b - a}
        said = [self.t(f"compare.{key}", members=self.value(change.fact, [*m])) for key, m in left.items() if m]
        return self.semicolon.join(said)

    def value(self, fact: str, value: Json) -> str:
        """A fact's value as a reader writes it."""
        if value is None:
            return self.t("compare.not_stated")
        if isinstance(value, list):
            return self.comma.join(self.value(fact, member) for member in self._ordered(fact, value))
        kind = self.facts[fact]["type"]
        if kind == "condition":
            return self.t("compare.stated")
        if kind == "date":
            return self._day(value)
        if kind == "interval":
            return self._interval(value)
        return self._member(fact, value)

    def _interval(self, written: str) -> str:
        opens, slash, closes = written.partition("/")
        if not slash:
            return self.t(f"site.days.{written}")
        if not closes:
            return self.t("site.days.from", opens=self._day(opens))
        if not opens:
            return self.t("site.days.until", closes=self._day(closes))
        return self.t("compare.interval", opens=self._day(opens), closes=self._day(closes))

    def _ordered(self, fact: str, members: list[Json]) -> list[Json]:
        """The members in the order of their vocabulary."""
        about = self.members.get(fact, "")
        order = list(self.affiliations) if about == AFFILIATION else self.order.get(about, [])
        return sorted(members, key=lambda member: order.index(member) if member in order else len(order))

    def _day(self, written: str) -> str:
        return day(date.fromisoformat(written), self.language)

    def _member(self, fact: str, value: Json) -> str:
        about = self.members.get(fact)
        if about == AFFILIATION:
            return self.affiliations[value]
        if isinstance(value, bool):
            return self.t(f"yes_no.{str(value).lower()}")
        if about and isinstance(value, str):
            named = (f"title.{part}" if about == "title" else f"value.{about}.{part}" for part in value.split("="))
            return " → ".join(self.t(name) for name in named)
        if isinstance(value, int):
            return self._counted(fact, value)
        return self.addresses.get(value, str(value)) if self.facts[fact]["type"] == "address" else str(value)

    def _counted(self, fact: str, count: int) -> str:
        """A number with its unit, unless the fact's name contains the unit."""
        entry = self.facts[fact]
        unit = entry["unit"][self.language] if entry["unit"] else ""
        if unit.lower() in entry[self.language].lower():
            return str(count)
        return f"{count}{self.space}{(self.language == 'en' and count == 1 and entry['unit']['one']) or unit}"


def _addresses(notices: Iterable[JsonObject]) -> dict[str, str]:
    """The English of both notices' addresses, by the address as a fact has it."""
    found: dict[str, str] = {}
    for notice in notices:
        clauses = {clause["id"]: clause for clause in (*notice["clauses"], *notice["annexes"])}
        for fact in notice["facts"]:
            if fact["type"] == "address":
                clause = clauses[fact["clause"]]
                found[folded(fact["value"])] = translated(clause["zh"], clause["en"], fact["value"])
    return {address: english for address, english in found.items() if english}


def _is_condition(value: Json) -> bool:
    # By identity: a count of 1 equals True, but its value must be shown.
    return value is True or (isinstance(value, list) and all(member is True for member in value))


def _together(clauses: Iterable[JsonObject]) -> dict[str, tuple[str, ...]]:
    """The clauses of each topic."""
    found: dict[str, tuple[str, ...]] = {}
    for clause in clauses:
        for topic in clause["topics"]:
            found[topic] = (*found.get(topic, ()), clause["id"])
    return found

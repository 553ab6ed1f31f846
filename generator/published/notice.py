"""A notice as published: the JSON at ``/notices/<id>.json``, its schema, and what pages need.

Source of the shape: the contract, section 1. An entry has the fields of its model, and its clause.
"""

import json
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Self, cast

from pydantic import ConfigDict, Field, field_serializer

from generator.decisions.questions import find_questions
from generator.decisions.tables import Table as DecisionTable
from generator.decisions.tables import decision_tables, title_table
from generator.register.model import (
    Case,
    Condition,
    Correction,
    Entry,
    Fact,
    Id,
    Material,
    Named,
    NotModelled,
    Residual,
    Table,
    Text,
)
from generator.register.values import FactType, FactValue, Interval
from selfcheck.notice import read_notice

SENTENCE_ENDS = "。；：;:.！？"


class Placed(Entry):
    """An entry of a clause."""

    clause: str
    """The clause that states it."""

    @classmethod
    def placed(cls, entry: Entry, clause: str, **more: object) -> Self:
        """The model's ``entry``, already checked, with its clause and whatever ``more`` is published with it."""
        stated: dict[str, Any] = {**dict(entry), "clause": clause, **more}
        return cast(Self, cls.model_construct(None, **stated))


class Numbered(Entry):
    """A paragraph by its number."""

    id: str
    label: str
    """The printed ordinal as received; empty where there is none."""


class PublishedClause(Text, Numbered):
    """A clause, headings included, in document order."""

    topics: tuple[Id, ...]
    table: Table | None = Field(None, exclude=True)
    """Its table; the text contains the cells."""


class PublishedCorrection(Correction, Placed):
    """A difference from the text as received; each form occurs once in the clause's label and text."""


class AmendedBy(Entry):
    """Where a later notice changed a value."""

    notice: Id
    """The later notice."""
    clause: str
    """Its clause."""


class PublishedFact(Fact, Placed):
    """A typed value, with the clause that states it, its topic and its quote."""

    topic: Id
    type: FactType
    amended_by: AmendedBy | None = None
    """Where a later notice gave it this value; where that leaves it open, an interval is not clear."""
    words: str | None = Field(None, exclude=True)
    """Of an interval that is not clear, the words that leave it so."""

    @field_serializer("value")
    def written(self, value: FactValue) -> str | int | bool | list[str]:
        """The value as JSON has it: an interval is ``opens/closes``."""
        if isinstance(value, Interval):
            return str(value)
        if isinstance(value, tuple):
            return [str(member) for member in value]
        return value.isoformat() if isinstance(value, date) else value


class Cutoff(Placed):
    """The last day that counts as time in the post."""

    date: date
    quote: str
    who: Text | None = None
    """Whom it applies to, if the clause names several."""
    amended_by: AmendedBy | None = None
    """Where a later notice moved it here."""


class Window(Placed):
    """A window for handing in; both days are included, and either is absent where the notice does not state it."""

    key: str
    """``online`` or ``paper``: its topic without ``window.``."""
    opens: date | None
    closes: date | None
    quote: str
    words: str | None = None
    """The notice's words, where they give no day."""
    who: Text | None = None
    """Whom it applies to, if the clause names several."""

    round: str | None = None
    """The round it belongs to, in a notice that announces several."""
    amended_by: AmendedBy | None = None
    """Where a later notice moved it, or left it open."""

    @property
    def days(self) -> Interval:
        return Interval(self.opens, self.closes, self.words is None)


class Opening(Entry):
    """A round the notice opens."""

    round: str
    name: Text | None = None
    """What the document calls it: 第一批次."""
    cutoff: Cutoff | None
    """None where the notice states none: time then counts up to the days of application."""
    windows: tuple[Window, ...]


class PublishedMaterial(Material, Placed):
    """An item to hand in."""

    amended_by: AmendedBy | None = None
    """Where a later notice changed the copies."""


class PublishedRequirement(Placed):
    """A requirement: its kind, clause, topic, quote and the parameters of its kind."""

    model_config = ConfigDict(extra="allow")

    kind: Id
    topic: Id
    quote: str

    @property
    def mark(self) -> str | None:
        """The mark of conditions of which one is enough, if it has one."""
        return (self.model_extra or {}).get("either")


class PublishedResidual(Residual, Placed):
    """What only the employer or the authority can judge, or what no question asks."""


class PublishedNotModelled(NotModelled, Placed):
    """A condition the self-check does not judge: the text is the reason, ``quote`` the condition itself."""


class PublishedAmendment(Entry):
    """A change by a clause of a later notice to a clause of an earlier one."""

    notice: Id
    """The earlier notice."""
    clause: str
    """The amended clause."""
    by_notice: Id
    """The later notice."""
    by_clause: str
    """The amending clause."""
    by_title: Text
    """The later notice's title."""
    issued: date
    """The day on which the later notice was issued."""
    quote: str
    """The amending words."""


class Elsewhere(Entry):
    """What the latest notice of another jurisdiction of the area states by a kind that sends applicants there."""

    model_config = ConfigDict(extra="allow")

    notice: Id
    title: Text
    kind: Id


class PublishedValue(Text):
    """A value of a choice, in words."""

    id: Id


class PublishedQuestion(Text):
    """A question of the register, as the check needs it."""

    id: Id
    kind: str
    group: Id
    depth: int
    """How many questions of its group must be answered before it."""
    values: tuple[PublishedValue, ...] = ()
    change: dict[str, Any] | None = None
    doubts: tuple[dict[str, Any], ...] = ()


class PublishedParameter(Entry):
    """A parameter of a kind: its type, the question whose values it holds, and whether it may be absent."""

    type: str
    of: Id | None = None
    optional: bool = False


class PublishedKind(Text):
    """A kind of requirement that the notice states, as the check needs it: its cases and its sentences."""

    id: Id
    for_title: bool
    row: bool
    parameters: dict[Id, PublishedParameter]
    facts: dict[Id, str | bool]
    table: dict[str, str | Condition] | None = None
    counts: dict[str, str | Condition] | None = None
    cases: tuple[Case, ...]
    sentences: dict[Id, Text]

    @field_serializer("cases")
    def stated(self, cases: tuple[Case, ...]) -> list[dict[str, Any]]:
        """Each case without what it does not state."""
        return [case.model_dump(exclude_defaults=True) for case in cases]


class Round(Entry):
    """A notice of the same jurisdiction and its cut-off, if it states one."""

    notice: Id
    cutoff: date | None


class PublishedNotice(Entry):
    """A notice on the initial determination of professional titles, as data."""

    id: Id
    jurisdiction: Id
    round: str
    title: Text
    addressees: Text
    issuer: Text
    issued: date
    head: str
    """The received lines before the clauses."""
    clauses: tuple[PublishedClause, ...]
    signature: str
    """The received lines after the clauses and before the annexes."""
    annexes: tuple[PublishedClause, ...]
    corrections: tuple[PublishedCorrection, ...]
    openings: tuple[Opening, ...]
    """The rounds the notice opens, earliest cut-off first; none if it only amends another."""
    amends: tuple[PublishedAmendment, ...]
    amended_by: tuple[PublishedAmendment, ...]
    facts: tuple[PublishedFact, ...]
    materials: tuple[PublishedMaterial, ...]
    requirements: tuple[PublishedRequirement, ...]
    residual: tuple[PublishedResidual, ...]
    not_modelled: tuple[PublishedNotModelled, ...]
    affiliations: tuple[Named, ...]
    """The values of the answer ``affiliation`` in this notice's area."""
    questions: tuple[PublishedQuestion, ...]
    """Every question of the register, with the affiliations of this notice's area."""
    titles: tuple[PublishedValue, ...]
    """The register's titles, from low to high."""
    kinds: tuple[PublishedKind, ...]
    """The kinds of requirements that the notice states, in the order of their findings."""
    elsewhere: tuple[Elsewhere, ...]
    """Whom the latest notices of other jurisdictions admit."""
    rounds: tuple[Round, ...]
    """The published notices of this jurisdiction, including this one."""
    windows: tuple[Window, ...] = Field(exclude=True)
    """Every window in document order; the JSON has them under their rounds."""
    round_names: dict[str, Text] = Field(exclude=True)
    """What the document calls its rounds."""
    file: str = Field(exclude=True)
    """The file it is made from, as the register names it."""

    @cached_property
    def data(self) -> dict[str, Any]:
        """The notice as a JSON object, without what it does not state."""
        return self.model_dump(mode="json", exclude_none=True)

    @cached_property
    def asked(self) -> dict[str, list[str]]:
        """The questions that it asks, each with its clauses; like the tables, the same in every language and page."""
        return find_questions(self.data)

    @cached_property
    def years(self) -> list[tuple[str, str, int | None]]:
        """Its questions that ask for years, each as the question since when, its own key, and the first year named."""
        rules = read_notice(self.data).rules
        return [(rule.joint[0], rule.joint[1], rule.joint_from) for rule in rules if rule.joint]

    @cached_property
    def tables(self) -> list[DecisionTable]:
        """What each of its rules decides."""
        return decision_tables(self.data)

    @cached_property
    def titles_table(self) -> DecisionTable | None:
        """The titles to which education leads; None where it determines none by education."""
        return title_table(self.data)

    @cached_property
    def fingerprint(self) -> str:
        """The hash of all that it says, also of what its JSON leaves out."""
        return sha256(repr(self).encode()).hexdigest()

    @cached_property
    def text(self) -> str:
        """The text of the notice's file, without space that programs do not need: it is much of a large site."""
        return json.dumps(self.data, ensure_ascii=False, separators=(",", ":")) + "\n"

    @cached_property
    def all_clauses(self) -> tuple[PublishedClause, ...]:
        """Every clause in document order, annexes last."""
        return (*self.clauses, *self.annexes)

    @cached_property
    def by_id(self) -> dict[str, PublishedClause]:
        """Every clause by its id."""
        return {clause.id: clause for clause in self.all_clauses}

    @cached_property
    def levels(self) -> dict[str, int]:
        """The level of each heading, 2 to 4, by clause id; a heading has clauses below it and is not a sentence."""
        parents = {parent for clause in self.all_clauses for parent in _above(clause.id)}
        return {
            clause.id: min(clause.id.count(".") + 2, 4)
            for clause in self.all_clauses
            if clause.id in parents and clause.label and not clause.table and clause.zh[-1] not in SENTENCE_ENDS
        }

    @property
    def changed(self) -> date:
        """The day on which it was last changed: that of the latest amendment, else its day of issue."""
        return max([self.issued, *(change.issued for change in self.amended_by)])

    @property
    def cutoff_day(self) -> date:
        """The last day that counts as time in the post, or the day of issue where the notice states none."""
        cutoff = self.openings[-1].cutoff if self.openings else None
        return cutoff.date if cutoff else self.issued


def _above(clause_id: str) -> list[str]:
    """The ids of all clauses above a clause."""
    parts = clause_id.split(".")
    return [".".join(parts[:size]) for size in range(1, len(parts))]


def json_text(value: object) -> str:
    """The text of a published object's file."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def notice_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a published notice."""
    schema = PublishedNotice.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}

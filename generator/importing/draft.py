"""A draft notice and its YAML, where every open decision is a ``TODO`` for a clerk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.importing.finding.statements import TODO, Plain, Statement
from generator.importing.notes import NONE, Note
from generator.importing.traced import Change
from generator.register.scalars import flow, scalar
from generator.register.values import mark_of

GROUPS = ("materials", "requirements", "facts", "residual", "not_modelled")
SCHEMA = "# yaml-language-server: $schema=../schema.json"


@dataclass(frozen=True, slots=True)
class Words:
    """Words in both languages; the YAML has ``comment`` above the English."""

    zh: str
    en: str = TODO
    comment: str = ""


@dataclass(frozen=True, slots=True)
class DraftClause:
    """A drafted clause; ``open``: a clerk must still decide what it states."""

    id: str
    label: str
    zh: str
    topics: tuple[str, ...]
    en: str = TODO
    changes: tuple[Change, ...] = ()
    statements: tuple[Statement, ...] = ()
    suggestions: tuple[Statement, ...] = ()
    """Conditions as comments, which only a person makes requirements."""
    offered: tuple[Statement, ...] = ()
    """Facts as comments, which only a person makes facts."""
    table: tuple[tuple[str, ...], ...] = ()
    """The cells of its table, in Chinese."""
    informative: Plain | None = None
    open: bool = False
    notes: tuple[Note, ...] = ()
    """Comments above the clause."""
    english: str = ""
    """A comment above the English."""
    suggested: Note = NONE
    """A comment above whatever the earlier notice supplied."""
    further: tuple[tuple[str, Plain], ...] = ()
    """Fields only the earlier notice has."""

    @property
    def annexed(self) -> bool:
        return self.id.startswith("annex")

    @property
    def text(self) -> str:
        return self.label + self.zh

    @property
    def mark(self) -> str:
        """The mark of the Chinese, as in the model's ``Clause.mark``: English written now translates these words."""
        return mark_of(self.zh)

    @property
    def corrections(self) -> tuple[Change, ...]:
        """The changes, under the name ``generator.register.received`` reads."""
        return self.changes


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice drafted from a document; None: not found with certainty."""

    source: str
    received: str
    title: Words | None
    addressees: Words | None
    issuer: Words | None
    issued: date | None
    clauses: tuple[DraftClause, ...]

    @property
    def yaml(self) -> str:
        """The draft in the register's format."""
        lines = [
            SCHEMA,
            *_words("title", self.title),
            *_words("addressees", self.addressees),
            *_words("issuer", self.issuer),
        ]
        lines += [f"issued: {self.issued or TODO}", "", "clauses:"]
        for before, clause in zip((None, *self.clauses), self.clauses, strict=False):
            if clause.annexed and not (before and before.annexed):
                lines += ["annexes:"]
            lines += ["  " + line if line else "" for line in [*_clause(clause), ""]]
        return "\n".join(lines).rstrip() + "\n"

    @property
    def todos(self) -> int:
        """The number of open decisions."""
        return len(re.findall(rf"(?m)^(?!\s*#).*?\b{TODO}\b", self.yaml))


def _words(name: str, words: Words | None) -> Iterator[str]:
    if words is None:
        yield f"{name}: {TODO}"
        return
    yield f"{name}:"
    yield f"  zh: {scalar(words.zh)}"
    yield from _comment(words.comment, "  ")
    yield f"  en: {scalar(words.en)}"


def _clause(clause: DraftClause) -> Iterator[str]:
    for note in clause.notes:
        yield from _comment(note)
    yield f"- id: {scalar(clause.id) if '.' in clause.id else repr(clause.id)}"
    yield f"  label: {scalar(clause.label)}"
    yield f"  zh: {scalar(clause.zh)}"
    yield from _comment(clause.english, "  ")
    yield f"  en: {scalar(clause.en)}"
    yield f"  translated_from: {clause.mark}"
    yield from _comment(clause.suggested, "  ")
    yield f"  topics: {flow([*clause.topics])}"
    if clause.changes:
        yield "  corrections:"
        for change in clause.changes:
            yield f"    - {flow({'received': change.received, 'published': change.published})}"
    if clause.table:
        yield "  table:"
        yield from field("zh", [[*cells] for cells in clause.table], "    ")
        yield f"    en: {TODO}"
    if clause.informative is not None:
        yield f"  informative: {flow(clause.informative)}"
    for group in GROUPS:
        yield from _group(group, [found for found in clause.statements if found.group == group])
    if clause.open:
        yield from _suggested(clause)
    if clause.offered:
        yield from _comment(OFFERED, "  ")
        yield from (f"  # {line}" for offer in clause.offered for line in _entry(offer))
    for name, value in clause.further:
        yield from field(name, value, "  ")


SUGGESTED = "suggested by the quoted words; nobody has confirmed it: take TODO away, and # before what is right"
OFFERED = "the quoted words may state these facts; nobody has confirmed it: take # away before what is right"


def _suggested(clause: DraftClause) -> Iterator[str]:
    """The open decision on the clause's conditions, with what its words suggest as comments below it."""
    if clause.suggestions:
        yield from _comment(SUGGESTED, "  ")
    if not any(statement.group == "requirements" for statement in clause.statements):
        yield f"  requirements: {TODO}"
    else:
        yield f"  # {TODO}: these are new"
    for suggestion in clause.suggestions:
        for line in _entry(suggestion):
            yield f"  # {line}"


def _group(name: str, statements: list[Statement]) -> Iterator[str]:
    if statements:
        yield f"  {name}:"
    for statement in statements:
        yield from (f"    {line}" for line in _entry(statement))


def _entry(statement: Statement) -> Iterator[str]:
    """A member of a list, its comment above it."""
    yield from _comment(statement.comment)
    lines = [line for key, value in statement.fields.items() for line in field(key, value, "")]
    yield f"- {lines[0]}"
    yield from (f"  {line}" for line in lines[1:])


def field(name: str, value: Plain, indent: str) -> Iterator[str]:
    """A field on its lines: short words and plain lists in brackets on one."""
    if isinstance(value, dict) and not all(isinstance(inner, str) and len(inner) < 12 for inner in value.values()):
        yield f"{indent}{name}:"
        for key, inner in value.items():
            yield from field(key, inner, indent + "  ")
    elif isinstance(value, list) and any(isinstance(member, dict | list) for member in value):
        yield f"{indent}{name}:"
        yield from (f"{indent}  - {flow(member)}" for member in value)
    else:
        yield f"{indent}{name}: {flow(value) if isinstance(value, dict | list) else scalar(value)}"


def _comment(text: str, indent: str = "") -> Iterator[str]:
    if text:
        printable = "".join(c if c.isprintable() else " " for c in text)
        yield f"{indent}# {' '.join(printable.split())}"

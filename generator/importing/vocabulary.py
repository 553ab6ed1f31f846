"""What the importer takes from a register: its names of topics, facts, kinds and values, and one earlier notice."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from generator.importing.finding.statements import TODO, Found, Statement
from generator.importing.finding.statements import Plain as Value
from generator.importing.notes import Note, note, notes_of
from generator.importing.suggest import Earlier
from generator.register.load import notice_files
from generator.register.places import Plain, read_yaml
from generator.register.problems import BadInput
from generator.register.values import canonical


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind's Chinese name, and of each parameter its type and the question or "" whose values it holds."""

    zh: str
    parameters: dict[str, tuple[str, str]]

    def of_type(self, wanted: str) -> str:
        """The name of its first parameter of a type; ``wanted`` itself where it has none."""
        return next((name for name, (kind, _) in self.parameters.items() if kind == wanted), wanted)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a register can say. Empty: no register was given, and the names of the contract stand."""

    topics: dict[str, str] = field(default_factory=dict)
    """Topics by the canonical form of their Chinese names."""
    facts: dict[str, str] = field(default_factory=dict)
    """The type of each fact."""
    kinds: dict[str, Kind] = field(default_factory=dict)
    values: dict[str, frozenset[str]] = field(default_factory=dict)
    """The values of each question; of ``title`` the titles."""

    def spoken(self, found: Found) -> Found:
        """``found`` in the register's own names, with a ``TODO`` and the reason where it has none."""
        statements = tuple(self._fact(statement) for statement in found.statements) if self.topics else found.statements
        known = {*self.topics.values()}
        offered = tuple(self._fact(offer) for offer in found.offered if offer.topic in known)
        notes = (*found.notes, *(offer.comment for offer in found.offered if offer.topic not in known))
        return Found(statements, tuple(self._condition(s) for s in found.suggestions), notes, offered)

    def topic_named(self, zh: str) -> str | None:
        """The topic of that Chinese name."""
        return self.topics.get(canonical(zh))

    def _fact(self, statement: Statement) -> Statement:
        fields, comment = self._topic(statement), statement.comment
        if fields.get("key") == TODO:
            named = self.topic_named(NAME_ALONE.sub("", str(fields["zh"]))) or ""
            fields = fields | {"key": named.removeprefix(PAPER) if named.startswith(PAPER) else TODO}
        name = str(fields.get("fact", ""))
        if name and name not in self.facts:
            same = [fact for fact, kind in self.facts.items() if kind == TYPES.get(name, name)]
            fields["fact"] = same[0] if len(same) == 1 else name
            comment = comment if len(same) == 1 else notes_of(comment, note("no_fact", name=name))
        return Statement(statement.group, fields, comment)

    def _topic(self, statement: Statement) -> dict[str, Value]:
        known = not self.topics or statement.fields.get("topic") in (None, TODO, *self.topics.values())
        return statement.fields if known else statement.fields | {"topic": TODO}

    def _condition(self, statement: Statement) -> Statement:
        """A condition in a kind that the register has, or with the reason why there is none."""
        fields = self._topic(statement)
        named, comments = str(fields["kind"]), [statement.comment] if statement.comment else []
        kind = next((kind for kind, its in self.kinds.items() if kind == named or named in its.zh), None)
        if kind is None and (self.kinds or not named.isascii()):
            comments.append(note("no_kind", named=named))
            shown = TODO if not named.isascii() else named
            return Statement(statement.group, fields | {"kind": shown}, notes_of(*comments))
        if kind is None:
            return statement
        its = self.kinds[kind]
        kept: dict[str, Value] = {}
        for name, value in fields.items():
            own = its.of_type(name)
            if name in ("kind", "topic", "quote"):
                kept[name] = kind if name == "kind" else value
            elif own not in its.parameters:
                comments.append(note("no_parameter", name=name, value=value))
            else:
                kept[own] = self._known(value, its.parameters[own][1], comments)
        return Statement(statement.group, kept, notes_of(*comments))

    def _known(self, value: Value, question: str, comments: list[Note]) -> Value:
        """``value`` with a ``TODO`` for each answer that the question does not have."""
        answers = self.values.get(question)
        if not answers or isinstance(value, dict):
            return value
        if isinstance(value, list):
            strange = [str(member) for member in value if member not in (*answers, TODO)]
            comments += [note("no_value", question=question, values=", ".join(strange))] if strange else []
            return [member if member in answers else TODO for member in value]
        return value if value in answers else TODO


PAPER = "material."
"""How the topic of a paper begins."""
NAME_ALONE = re.compile("[《》]|(?:原件)?[及和、]?(?:复印件|原件)$")
"""What does not belong to a paper's name."""
TYPES = {"contact_person": "person"}
"""The types of facts that are not named like their type."""


def vocabulary_of(folder: Path) -> Vocabulary:
    """What the register in ``folder`` can say; what of it is missing or broken is left out."""
    topics, facts, questions, titles = (
        _entries(folder / f"{n}.yaml") for n in ("topics", "facts", "questions", "titles")
    )
    values = {_text(question, "id"): _ids(question.get("values", [])) for question in questions}
    return Vocabulary(
        {canonical(_text(entry, "zh")): _text(entry, "id") for entry in topics},
        {_text(entry, "id"): _text(entry, "type") for entry in facts},
        {file.stem: _kind(file) for file in sorted((folder / "kinds").glob("*.yaml"))},
        values | {"title": frozenset(_text(entry, "id") for entry in titles)},
    )


def _entries(file: Path) -> list[dict[str, Plain]]:
    if not file.is_file():
        return []
    entries, _ = read_yaml(file, str(file))
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _text(entry: dict[str, Plain], key: str) -> str:
    return str(entry.get(key, ""))


def _ids(values: Plain) -> frozenset[str]:
    listed = values if isinstance(values, list) else []
    return frozenset(_text(value, "id") for value in listed if isinstance(value, dict))


def _kind(file: Path) -> Kind:
    content, _ = read_yaml(file, str(file))
    entry = content if isinstance(content, dict) else {}
    parameters = entry.get("parameters", {})
    named = parameters if isinstance(parameters, dict) else {}
    return Kind(_text(entry, "zh"), {name: _parameter(its) for name, its in named.items() if isinstance(its, dict)})


def _parameter(parameter: dict[str, Plain]) -> tuple[str, str]:
    """A parameter's type, and the question whose values it holds; "" where it holds none."""
    kind = _text(parameter, "type")
    return kind, "title" if kind in ("title", "titles") else _text(parameter, "of")


def earlier_notice(folder: Path, notice_id: str) -> Earlier:
    """The notice ``notice_id`` of the register, read alone, so that drafts beside it do no harm."""
    files = {f"{file.parent.name}-{file.stem}": file for file in notice_files(folder)}
    if notice_id not in files:
        choices = ", ".join(files) or f"none in {folder}"
        raise BadInput([f"{notice_id}: expected a notice, one of {choices}"])
    content, places = read_yaml(files[notice_id], str(files[notice_id]))
    clauses = content.get("clauses") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(clauses, list) or not all(map(_is_clause, clauses)):
        raise BadInput([places.problem(("clauses",), "a notice without problems", "something else")])
    annexes = content.get("annexes", [])
    both = [*clauses, *(annexes if isinstance(annexes, list) else [])]
    whole = [clause for clause in both if isinstance(clause, dict) and _is_clause(clause)]
    return Earlier(notice_id, {key: content[key] for key in content if key not in ("clauses", "annexes")}, tuple(whole))


def _is_clause(clause: Plain) -> bool:
    needed = ("id", "zh", "en")
    return isinstance(clause, dict) and all(isinstance(clause.get(key), str) for key in needed)

"""Forms for what a notice states, made from the schema of its file: a new kind has its form without a line of code."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from starlette.datastructures import FormData

from generator.desk.source import ordered
from generator.importing.finding.statements import TODO
from generator.languages import LANGUAGES, Translate
from generator.register.model import ROW, FactName, Kind, Named, Parameter
from generator.register.places import Plain
from generator.register.values import ALL_YEAR, TYPES, UNCLEAR
from generator.register.vocabularies import Vocabularies

type Schema = dict[str, Any]
type Entry = Named | FactName | Kind
type Control = Literal[
    "text", "long", "number", "date", "interval", "flag", "choice", "choices", "pairs", "lines", "rows", "group",
    "said",
]  # fmt: skip
"""How a field is filled in; ``said`` is not, since its value follows from what the form is for."""

MORE_ROUNDS = 4
"""So many rounds can be added at a time."""
TAGS = {"facts": "fact", "requirements": "kind"}
"""The field by which the entries of a list differ in their form."""
PLAIN = ("zh", "en", "key", "quote", "when")
"""Fields whose name says all."""
QUOTES = ("quote", "words", "received", "published")
"""Fields that repeat words of the clause."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose, and what it is called."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; ``name`` is its path in the entry, joined by dots."""

    name: str
    label: str
    hint: str
    control: Control
    required: bool = False
    value: Plain | None = None
    choices: tuple[Choice, ...] = ()
    inner: tuple["Field", ...] = ()
    folds: bool = False
    """Whether it is one of many, of which few are filled in."""

    @property
    def quotes(self) -> bool:
        """Whether it repeats words of the clause."""
        return self.name.rpartition(".")[2] in QUOTES

    @property
    def key(self) -> str:
        """The last part of its name."""
        return self.name.rpartition(".")[2]

    @property
    def text(self) -> str:
        """Its value as a text field has it."""
        return self.value if isinstance(self.value, str) and self.value != TODO else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """Its values as boxes have them."""
        listed = self.value if isinstance(self.value, list) else [self.value] if isinstance(self.value, str) else []
        return tuple(str(member) for member in listed)

    @property
    def filled(self) -> bool:
        return self.value not in (None, "", [], {}) or any(field.filled for field in self.inner)


_kept: list[tuple[object, Schema]] = []
"""The last schema, and the vocabularies that it was made from: to make one takes longer than to fill in a form."""


def file_schema(shared: Vocabularies) -> Schema:
    """The schema of a notice's file in these vocabularies."""
    made_from = shared.kinds, shared.questions, shared.titles
    for known, schema in _kept:
        if known == made_from:
            return schema
    made: Schema = shared.notice_format.model_json_schema()
    _kept[:] = [(made_from, made)]
    return made


class Forms:
    """The forms of one register, in one language; ``jurisdiction`` says which affiliations there are."""

    def __init__(
        self, shared: Vocabularies, jurisdiction: str, t: Translate, language: str, rounds: tuple[Choice, ...] = ()
    ) -> None:
        self.rounds = rounds
        """The rounds that the notice names."""
        self.shared, self.jurisdiction, self.t, self.language = shared, jurisdiction, t, language
        schema = file_schema(shared)
        self._defs: dict[str, Schema] = schema["$defs"]
        self._clause = self._resolved(schema["properties"]["clauses"]["items"])
        self._file = schema

    # What can be stated

    def tags(self, group: str) -> tuple[Choice, ...]:
        """What an entry of a list can be: facts by name, requirements by kind; nothing where all are alike."""
        if group == "facts":
            return self._named(self.shared.facts)
        if group == "requirements":
            return self._named(self.shared.kinds)
        return ()

    def about(self, group: str, tag: str) -> str:
        """What the entry is for, in the register's or the model's own words."""
        if group == "requirements" and tag in self.shared.kind_of:
            return self.shared.kind_of[tag].about.of(self.language)
        return self._said(self._entry_schema(group, tag))

    def entry(
        self, group: str, tag: str, clause: Mapping[str, Plain], value: Mapping[str, Plain] | None = None
    ) -> tuple[Field, ...]:
        """The fields of an entry of a clause's list, with what ``value`` states."""
        return self._fields(self._entry_schema(group, tag), "", value or {}, Around(group, tag, clause))

    def text(self, name: str, value: Plain | None) -> Field:
        """The field of the file's head called ``name``."""
        schema = self._file["properties"][name]
        return self._field(name, schema, value, True, Around("", "", {}))

    def round_fields(self, value: Plain | None) -> tuple[tuple[Field, ...], ...]:
        """A few fields for each round that the notice names, and for as many more."""
        listed = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
        schema = self._resolved(self._file["properties"]["rounds"]["items"])
        return tuple(
            self._fields(schema, f"rounds.{number}.", held, Around("", "", {}))
            for number, held in enumerate([*listed, *({} for _ in range(MORE_ROUNDS))])
        )

    def reason(self, value: Mapping[str, Plain]) -> tuple[Field, ...]:
        """The fields for why a condition is asked no more."""
        schema = self._resolved(self._file["properties"]["dropped"]["additionalProperties"])
        return self._fields(schema, "", value, Around("", "", {}))

    def name_of(self, tag: str, name: str) -> str:
        """What a field is called where somebody asks for it; ``tag`` is the kind of a requirement."""
        kind = self.shared.kind_of.get(tag)
        if kind and name in kind.parameters:
            return kind.parameters[name].of(self.language).rstrip("。.")
        try:
            return field_name(name, self.t)
        except KeyError:
            return name

    def words(self, name: str, clause: Mapping[str, Plain]) -> Field:
        """A field of a clause itself."""
        return self._field(name, self._clause["properties"][name], clause.get(name), True, Around("", "", clause))

    # Fields

    def _entry_schema(self, group: str, tag: str) -> Schema:
        items = self._clause["properties"][group]["items"]
        mapping = items.get("discriminator", {}).get("mapping", {})
        if tag in mapping:
            return self._resolved({"$ref": mapping[tag]})
        return self._resolved(items)

    def _fields(self, schema: Schema, prefix: str, value: Mapping[str, Plain], around: "Around") -> tuple[Field, ...]:
        required = schema.get("required", ())
        properties: dict[str, Any] = ordered(schema["properties"])
        return tuple(
            self._field(prefix + name, inner, value.get(name), name in required, around)
            for name, inner in properties.items()
        )

    def _field(self, name: str, schema: Schema, value: Plain | None, required: bool, around: "Around") -> Field:
        resolved, last = self._resolved(schema), name.rpartition(".")[2]
        parameter = self._parameter(name, around)
        label, hint = self._label(last, schema, parameter)
        given = {"value": value, "required": required}
        if "const" in resolved or (last == "fact" and around.group == "facts"):
            return Field(name, label, hint, "said", required, around.tag)
        if last == "value" and around.group == "facts":
            return self._value(name, label, value, around.tag)
        if choices := self._choices(last, resolved, parameter, around):
            control: Control = "choices" if resolved.get("type") == "array" else "choice"
            return Field(name, label, hint, control, required, value, choices)
        match resolved.get("type"):
            case "object" if "properties" in resolved:
                held = value if isinstance(value, dict) else {}
                inner = self._fields(resolved, name + ".", held, around)
                return Field(name, label, hint, "group", required, value, inner=inner)
            case "object" if last == "when":
                held = value if isinstance(value, dict) else {}
                return Field(name, label, hint, "group", False, value, inner=tuple(self._when(name, held, around)))
            case "object":
                held = value if isinstance(value, dict) else {}
                keys = self._values_of(parameter)
                inner = tuple(
                    Field(f"{name}.{key.value}", key.words, "", "choice", False, held.get(key.value), keys)
                    for key in keys
                )
                return Field(name, label, hint, "pairs", required, value, inner=inner)
            case "array" if self._resolved(resolved["items"]).get("type") == "array":
                return Field(name, label, hint, "rows", **given)  # type: ignore[arg-type]
            case "array":
                return Field(name, label, hint, "lines", **given)  # type: ignore[arg-type]
            case "integer":
                return Field(name, label, hint, "number", **given)  # type: ignore[arg-type]
            case "boolean":
                return Field(name, label, hint, "flag", **given)  # type: ignore[arg-type]
        control = "date" if resolved.get("format") == "date" else "long" if last in ("zh", "en", *QUOTES) else "text"
        return Field(name, label, hint, control, required, value)

    def _value(self, name: str, label: str, value: Plain | None, fact: str) -> Field:
        """The value of a fact, by the fact's type."""
        named = next((entry for entry in self.shared.facts if entry.id == fact), None)
        kind = named.type if named else "text"
        hint = self.t(f"desk.type.{kind}") if kind in TYPES else ""
        if kind == "condition":
            return Field(name, label, hint, "said", True, "true")
        if kind == "interval":
            opens, _, closes = str(value or "").partition("/")
            ways = (ALL_YEAR, UNCLEAR)
            inner = (
                Field(
                    f"{name}.opens", self.t("desk.interval.opens"), "", "date", False, "" if value in ways else opens
                ),
                Field(f"{name}.closes", self.t("desk.interval.closes"), "", "date", False, closes),
                Field(
                    f"{name}.without",
                    self.t("desk.interval.without"),
                    "",
                    "choice",
                    False,
                    value if value in ways else None,
                    tuple(Choice(way, self.t(f"desk.interval.{way}")) for way in ways),
                ),
            )
            return Field(name, label, hint, "interval", True, value, inner=inner)
        control: dict[str, Control] = {"date": "date", "count": "number", "set": "lines"}
        return Field(name, label, hint, control.get(kind, "text"), True, value)

    def _when(self, name: str, held: Mapping[str, Plain], around: "Around") -> Iterator[Field]:
        """Each question by which it can depend who hands an item in."""
        for question in self.shared.questions:
            choices = self._values(question.id)
            if question.kind == "yes_no":
                choices = tuple(Choice(value, self.t(f"yes_no.{value}")) for value in ("true", "false"))
            if choices and question.kind in ("yes_no", "choice"):
                yield Field(
                    f"{name}.{question.id}", question.short.of(self.language), "", "choices", False,
                    held.get(question.id), choices, folds=True,
                )  # fmt: skip
        yield Field(f"{name}.{ROW}", self.t("desk.row"), self.t("desk.row_hint"), "lines", False, held.get(ROW))

    # Words

    def _label(self, name: str, schema: Schema, parameter: Parameter | None) -> tuple[str, str]:
        """What a field is called, and what is to be known of it."""
        said = self._said(schema) or self._said(self._resolved(schema))
        if parameter and name not in QUOTES:
            return parameter.of(self.language).rstrip("。."), ""
        try:
            label = field_name(name, self.t)
            return label, "" if name in PLAIN or said.rstrip("。.") == label else said
        except KeyError:
            return said.rstrip("。."), ""

    def _said(self, schema: Schema) -> str:
        """The description in the form's language: of the two paragraphs the English is the first."""
        paragraphs = str(schema.get("description", "")).replace("``", "").split("\n")
        chinese = [line for line in paragraphs if not line.isascii() and any("一" <= c <= "鿿" for c in line)]
        english = [line for line in paragraphs if line not in chinese]
        return ("" if self.language == "zh" else " ").join(chinese if self.language == "zh" else english)

    # Choices

    def _choices(self, name: str, schema: Schema, parameter: Parameter | None, around: "Around") -> tuple[Choice, ...]:
        if parameter and parameter.type in ("values", "left_open") and name not in QUOTES:
            return self._values_of(parameter)
        if parameter and parameter.type in ("title", "titles"):
            return self._named(self.shared.titles)
        if name == "round" and self.rounds:
            return self.rounds
        if name == "topic":
            return self._topics(_listed(around.clause.get("topics")))
        if name == "key" and around.group == "materials":
            start = "material."
            return tuple(
                Choice(topic.id.removeprefix(start), topic.of(self.language))
                for topic in self.shared.topics
                if topic.id.startswith(start)
            )
        listed = schema.get("enum") or self._resolved(schema.get("items", {})).get("enum") or ()
        return tuple(Choice(value, value) for value in listed)

    def _topics(self, ids: tuple[str, ...]) -> tuple[Choice, ...]:
        """The topics of the clause, then all others: which are its own is often known by what it states."""
        names = self.shared.topic_names(self.language)
        ranked = sorted(self.shared.topics, key=lambda topic: topic.order)
        every = dict.fromkeys((*ids, *(topic.id for topic in ranked)))
        return tuple(Choice(topic, names[topic]) for topic in every if topic in names)

    def _parameter(self, name: str, around: "Around") -> Parameter | None:
        kind = self.shared.kind_of.get(around.tag) if around.group == "requirements" else None
        return kind.parameters.get(name.partition(".")[0]) if kind else None

    def _values_of(self, parameter: Parameter | None) -> tuple[Choice, ...]:
        return self._values(parameter.of_ or "") if parameter else ()

    def _values(self, question_id: str) -> tuple[Choice, ...]:
        question = self.shared.question_of.get(question_id)
        if question is None:
            return ()
        return self._named(question.values or self.shared.affiliations(self.jurisdiction))

    def _named(self, entries: Iterable[Entry]) -> tuple[Choice, ...]:
        return tuple(Choice(entry.id, entry.of(self.language)) for entry in entries)

    def _resolved(self, schema: Schema) -> Schema:
        """The schema itself behind references and beside nothing."""
        while True:
            if "$ref" in schema:
                schema = self._defs[schema["$ref"].rpartition("/")[2]]
            elif "anyOf" in schema:
                schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
            else:
                return schema


@dataclass(frozen=True, slots=True)
class Around:
    """What a field's choices depend on: its list, what its entry is, and the clause."""

    group: str
    tag: str
    clause: Mapping[str, Plain]


def _listed(value: Plain | None) -> tuple[str, ...]:
    return tuple(str(member) for member in value) if isinstance(value, list) else ()


def field_name(name: str, t: Translate) -> str:
    """What a field of the format is called; raises ``KeyError`` for one that has no words of its own."""
    return t(f"desk.field.{f'in_{name}' if name in LANGUAGES else name}")


# What is sent back


def filled(fields: tuple[Field, ...], sent: FormData) -> dict[str, Plain]:
    """What a person has filled in, in the order of a new entry; a field left empty is left out."""
    values = {field.key: value for field in fields if (value := _sent(field, sent)) not in ("", [], {}, None)}
    return ordered({name: value for name, value in values.items() if value is not None})


def _sent(field: Field, sent: FormData) -> Plain | None:
    match field.control:
        case "said":
            return field.value
        case "choices":
            return [str(value) for value in sent.getlist(field.name)]
        case "group" | "pairs":
            return filled(field.inner, sent)
        case "interval":
            opens, closes, without = (_line(sent.get(each.name, "")) for each in field.inner)
            return without or (f"{opens}/{closes}" if opens or closes else "")
        case "lines":
            return [line.strip() for line in _lines(sent.get(field.name, "")) if line.strip()]
        case "rows":
            rows = [[cell.strip() for cell in line.split("|")] for line in _lines(sent.get(field.name, ""))]
            return [[*row] for row in rows if any(row)]
    if field.key == "received":
        # A line break may be the very difference.
        return str(sent.get(field.name, "")).replace("\r\n", "\n")
    return _line(sent.get(field.name, ""))


def _lines(text: object) -> list[str]:
    return str(text).replace("\r\n", "\n").split("\n")


def _line(text: object) -> str:
    """Words on one line, as the register has them."""
    lines = [line.strip() for line in _lines(text) if line.strip()]
    joined = ""
    for line in lines:
        joined += (" " if joined and joined[-1].isascii() and line[0].isascii() else "") + line
    return joined

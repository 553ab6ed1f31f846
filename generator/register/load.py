"""Reads a register of notices from its folder: every file, every problem of a run together.

A register is a folder with ``topics.yaml``, ``facts.yaml``, ``jurisdictions.yaml``, ``glossary.yaml`` and, for each
notice, ``<jurisdiction>/<round>.yaml`` beside the text as received, ``<jurisdiction>/<round>.txt``.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.register.model import FactName, Jurisdictions, NoticeFile, Term, Topic
from generator.register.notices import Notice, Register
from generator.register.places import Marks, Place, Plain, read_text, read_yaml
from generator.register.problems import BadInput, Problem, shown
from generator.register.validate import notice_problems, register_problems, unused_topics

ROUND = re.compile(r"^\d{4}(?:-(?:h[12]|q[1-4]|\d{2}))?$")

TODO = "TODO"

TOPICS = TypeAdapter(tuple[Topic, ...])
FACTS = TypeAdapter(tuple[FactName, ...])
JURISDICTIONS = TypeAdapter(Jurisdictions)
GLOSSARY = TypeAdapter(tuple[Term, ...])
NOTICE = TypeAdapter(NoticeFile)


def load(folder: Path, copy: Path | None = None) -> Register:
    """The register in ``folder``; raises ``BadInput`` with every problem found in it.

    ``copy`` is a notice somewhere else, read in the place of the registered one that it is a copy of.
    """
    if not folder.is_dir():
        raise BadInput([Problem(str(folder), 1, 1, "a folder of notices", "none")])
    collector = _Collector()
    vocabulary = {
        "topics": collector.read(folder / "topics.yaml", TOPICS),
        "facts": collector.read(folder / "facts.yaml", FACTS),
        "jurisdictions": collector.read(folder / "jurisdictions.yaml", JURISDICTIONS),
        "glossary": collector.read(folder / "glossary.yaml", GLOSSARY),
    }
    if collector.problems:
        raise BadInput(collector.problems)
    types = {fact.id: fact.type for fact in vocabulary["facts"]}
    files = [file for file in sorted(folder.glob("*/*.yaml")) if not file.name.startswith(".")]
    copied = _copied(copy, files) if copy else None
    notices = [
        notice for file in files if (notice := _read_notice(collector, file, types, copy if file == copied else file))
    ]
    register = Register(folder, tuple(notices), **vocabulary)
    collector.problems += register_problems(register, collector.marks)
    for notice in register.notices:
        collector.problems += notice_problems(notice, register, collector.marks[notice.file])
    if not files:
        collector.problems.append(Problem(str(folder), 1, 1, "a notice, <jurisdiction>/<round>.yaml", "none"))
    if not any(problem.level == "error" for problem in collector.problems):
        # With a notice missing for its own faults, its topics would seem to be used by nothing.
        collector.problems += unused_topics(register, collector.marks)
    if any(problem.level == "error" for problem in collector.problems):
        raise BadInput(collector.problems)
    return replace(register, warnings=tuple(sorted(collector.problems)))


def _copied(copy: Path, files: list[Path]) -> Path:
    """The registered notice that ``copy`` is a copy of: of the same round and, where several are, folder."""
    same_round = [file for file in files if file.stem == copy.stem]
    same = [file for file in same_round if file.parent.name == copy.resolve().parent.name] or same_round
    if len(same) != 1:
        expected = f"a notice at {files[0].parent.parent}/<jurisdiction>/<round>.yaml, or a copy of one under its name"
        raise BadInput([Problem(str(copy), 1, 1, expected, shown(copy.name))])
    return same[0]


def _read_notice(collector: "_Collector", file: Path, types: dict[str, str], source: Path) -> Notice | None:
    """The notice registered as ``file``, read from ``source``."""
    if not ROUND.match(file.stem):
        expected = "a round as the file's name, 2026-h1, 2026-q2 or 2026-03"
        collector.problems.append(Problem(str(file), 1, 1, expected, shown(file.stem)))
        return None
    document = collector.read(source, NOTICE, types)
    if document is None:
        return None
    try:
        received = read_text(file.with_suffix(".txt"), str(file.with_suffix(".txt")))
    except BadInput as bad:
        collector.problems += bad.problems
        return None
    return Notice(file.parent.name, file.stem, str(source), received, document)


class _Collector:
    """Reads files and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.marks: dict[str, Marks] = {}

    def read(self, file: Path, adapter: TypeAdapter, context: dict | None = None):
        """The content of ``file`` as ``adapter`` has it, or None with the problems noted."""
        try:
            plain, marks = read_yaml(file, str(file))
        except BadInput as bad:
            self.problems += bad.problems
            return None
        self.marks[str(file)] = marks
        undecided = list(_undecided(plain, ()))
        todo = [marks.problem(place, _wanted(plain, place), TODO) for place in undecided]
        self.problems += todo
        try:
            read = adapter.validate_python(plain, context=context)
        except ValidationError as error:
            lists = [marks.problem(place[:-1], "", "") for place in undecided if place and isinstance(place[-1], int)]
            told = {(problem.line, problem.column) for problem in (*todo, *lists)}
            faults = [_worded(fault, marks) for fault in error.errors(include_url=False)]
            self.problems += [fault for fault in faults if (fault.line, fault.column) not in told]
            return None
        return None if todo else read


def _wanted(plain: Plain, place: Place) -> str:
    """What a person has to put in the place of a ``TODO``: which field, and of which clause."""
    field = ".".join(part for part in place if isinstance(part, str) and part not in ("clauses", "annexes"))
    clause: Plain = plain
    for part in place[:2]:
        clause = clause[part] if isinstance(clause, dict | list) else clause
    known = clause.get("id") if isinstance(clause, dict) and isinstance(place[1:2] and place[1], int) else None
    decision = f"a decision on {field or 'what stands here'}"
    return f"{decision} of clause {known}" if isinstance(known, str) else decision


def _undecided(plain: Plain, place: Place) -> Iterator[Place]:
    """Where ``TODO`` stands, as the importer writes it and a person resolves it."""
    if plain == TODO:
        yield place
    elif isinstance(plain, dict):
        for key, value in plain.items():
            yield from _undecided(value, (*place, key))
    elif isinstance(plain, list):
        for number, value in enumerate(plain):
            yield from _undecided(value, (*place, number))


EXPECTED = {
    "missing": "a value",
    "string_type": "text",
    "string_too_short": "text",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "too_short": "one at least",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
}


def _worded(fault: dict, marks: Marks) -> Problem:
    """A fault as pydantic tells it, as a problem at its place."""
    place, kind, context = fault["loc"], fault["type"], fault.get("ctx", {})
    found = fault["input"] if isinstance(fault["input"], str | int) else _kind_of(fault["input"])
    if kind == "extra_forbidden":
        return marks.key_problem(place, "a field of the format", place[-1])
    if kind == "missing":
        return marks.problem(place[:-1], f"the field {shown(place[-1])}", "")
    if kind == "value_error" and len(context["error"].args) == 2:
        expected, found = context["error"].args
        return marks.problem(place, expected, found)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        tags = context.get("expected_tags", "a kind of requirement")
        return marks.problem((*place, "kind"), f"a kind of requirement, one of {tags}", context.get("tag", ""))
    if kind == "literal_error":
        return marks.problem(place, f"one of {context['expected']}", found)
    if kind == "string_pattern_mismatch":
        return marks.problem(place, f"an identifier like {context['pattern']}", found)
    if kind.startswith("date"):
        return marks.problem(place, "a date as YYYY-MM-DD", found)
    return marks.problem(place, EXPECTED.get(kind, fault["msg"]), found)


def _kind_of(value: object) -> str:
    return {dict: "a mapping", list: "a list", type(None): "nothing"}.get(type(value), str(value))

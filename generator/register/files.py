"""Reads YAML files into the model and collects every problem with its place."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.register.places import Place, Places, Plain, read_yaml
from generator.register.problems import BadInput, Problem, shown
from generator.register.undecided import TODO, Open, decided, open_in, undecided
from generator.store import NOTHING, Store


class Files:
    """The files read so far: their problems, and each file's places by its path."""

    def __init__(self, store: Store = NOTHING) -> None:
        """``store`` has what earlier runs have read."""
        self.store = store
        self.problems: list[Problem] = []
        self.places: dict[Path, Places] = {}
        self.open: Open | None = None
        """What is open in the notice that was read; None where all is decided."""

    def read[T](
        self, file: Path, adapter: TypeAdapter[T], context: Mapping[str, Any] | None = None, *, notice: bool = False
    ) -> T | None:
        """The content of ``file`` validated by ``adapter``; None where it has errors, which join ``problems``.

        Of an unfinished ``notice``, what is decided.
        """
        try:
            plain, places = read_yaml(file, str(file), store=self.store)
        except BadInput as bad:
            self.problems += bad.problems
            return None
        self.places[file] = places
        self.problems += places.warnings
        open_places = list(undecided(plain))
        open_questions = [places.problem(place, _wanted(plain, place), TODO) for place in open_places]
        lists = [places.problem(place[:-1], "", "") for place in open_places if place and isinstance(place[-1], int)]
        self.problems += open_questions
        if open_places and notice:
            self.open = open_in(plain)
            plain, kept = decided(plain)
            places = self.places[file] = places.thinned(kept)
        try:
            read = adapter.validate_python(plain, context=dict(context or {}))
        except ValidationError as error:
            reported = {(problem.line, problem.column) for problem in (*open_questions, *lists)}
            faults = [worded(dict(fault), places) for fault in error.errors(include_url=False)]
            self.problems += [fault for fault in faults if (fault.line, fault.column) not in reported]
            return None
        return read if notice or not open_questions else None


def _wanted(plain: Plain, place: Place) -> str:
    """The decision a ``TODO`` calls for: its field and clause."""
    field = ".".join(part for part in place if isinstance(part, str) and part not in ("clauses", "annexes"))
    decision = f"a decision on {field or 'what stands here'}"
    clause_id = _clause_id(plain, place[:2])
    return f"{decision} of clause {clause_id}" if clause_id else decision


def _clause_id(plain: Plain, place: Place) -> str | None:
    """The id of the clause at ``place``: ``clauses`` or ``annexes``, then its index; None anywhere else."""
    match plain, place:
        case dict(), (str() as group, int() as number):
            entries = plain[group]
            entry = entries[number] if isinstance(entries, list) else None
            clause_id = entry.get("id") if isinstance(entry, dict) else None
            return clause_id if isinstance(clause_id, str) else None
    return None


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


def worded(fault: dict[str, Any], places: Places) -> Problem:
    """Pydantic's error as a problem at its place."""
    place, kind, context = fault["loc"], fault["type"], fault.get("ctx", {})
    found = fault["input"] if isinstance(fault["input"], str | int) else _kind_of(fault["input"])
    if kind == "extra_forbidden":
        return places.key_problem(place, "a field of the format", place[-1])
    if kind == "missing":
        return places.problem(place[:-1], f"the field {shown(place[-1])}", "")
    if kind == "value_error" and len(context["error"].args) == 2:
        expected, found = context["error"].args
        return places.problem(place, expected, found)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        tags = context.get("expected_tags", "a kind of requirement")
        return places.problem((*place, "kind"), f"a kind of requirement, one of {tags}", context.get("tag", ""))
    if kind == "literal_error":
        return places.problem(place, f"one of {context['expected']}", found)
    if kind == "string_pattern_mismatch":
        return places.problem(place, f"an identifier like {context['pattern']}", found)
    if kind.startswith("date"):
        return places.problem(place, "a date as YYYY-MM-DD", found)
    return places.problem(place, EXPECTED.get(kind, fault["msg"]), found)


def _kind_of(value: object) -> str:
    return {dict: "a mapping", list: "a list", type(None): "nothing"}.get(type(value), str(value))

"""A notice's YAML, changed at one place: every other byte stays, with its comments, its order and its quoting.

New lines are written as the importer writes a draft. Whatever a change makes is read again and held against what was
meant, so that no change can say more, less or something else than the form did.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import yaml

from generator.importing.draft import OFFERED, SUGGESTED, field
from generator.importing.finding.statements import TODO
from generator.register.places import Place, Plain, parsed
from generator.register.problems import BadInput, Problem
from generator.register.scalars import flow, scalar

BODY = ("clauses", "annexes")
"""The lists that a notice's clauses stand in."""
IN_FLOW = ("corrections",)
"""Lists whose entries stand on a line each."""
SUGGESTION = re.compile(r"\s*# ?(?P<dash>- (?:kind|fact):)?")
OF_SUGGESTIONS = (f"# {SUGGESTED}", f"# {TODO}: these are new", f"# {OFFERED}")
"""What the importer says above its suggestions."""


class ChangeError(Exception):
    """A change that the file would not take as it was meant."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A condition or a fact that the importer read in a clause and nobody has confirmed; it stands in comments."""

    lines: tuple[int, int]
    """Its first line and the line after its last, from 0."""
    fields: dict[str, Plain]
    note: str
    """What the importer says of it."""

    @property
    def group(self) -> str:
        """The list that it belongs to once it is confirmed."""
        return "facts" if "fact" in self.fields else "requirements"


class Source:
    """The text of one notice's file, which messages call ``name``. Raises ``BadInput`` where it is no notice's YAML."""

    def __init__(self, text: str, name: str = "the notice's file") -> None:
        self.text = text
        plain, root = parsed(text, name)
        if not isinstance(plain, dict) or not isinstance(root, yaml.MappingNode):
            raise BadInput([Problem(name, 1, 1, "a mapping", "something else")])
        self._root = root
        self.plain = plain

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    # Places

    @cached_property
    def clauses(self) -> dict[str, Place]:
        """The place of each clause by its id, in document order."""
        found: dict[str, Place] = {}
        for group in BODY:
            entries = self.plain.get(group)
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                    found.setdefault(str(entry["id"]), (group, index))
        return found

    def at(self, place: Place) -> Plain | None:
        """What stands at ``place``; None where nothing does."""
        found: Plain | None = self.plain
        for part in place:
            if isinstance(found, dict) and isinstance(part, str):
                found = found.get(part)
            elif isinstance(found, list) and isinstance(part, int) and part < len(found):
                found = found[part]
            else:
                return None
        return found

    def place_of(self, line: int, column: int) -> Place:
        """The place that begins at a line and a column, from 1; the root's where none does."""
        return self._starts.get((line - 1, column - 1), ())

    @cached_property
    def _starts(self) -> dict[tuple[int, int], Place]:
        starts: dict[tuple[int, int], Place] = {}
        for place, node in _nodes(self._root, ()):
            starts.setdefault((node.start_mark.line, node.start_mark.column), place)
        return starts

    def open_places(self, within: Place = ()) -> list[Place]:
        """Where a ``TODO`` stands."""
        return [
            place
            for place, node in _nodes(self._root, ())
            if place[: len(within)] == within and isinstance(node, yaml.ScalarNode) and node.value == TODO
        ]

    def mark(self, place: Place) -> str:
        """A mark of the lines at ``place``, comments included: it changes with them, and with nothing else."""
        first, last = self._span(place)
        return sha256("\n".join(self.lines[first:last]).encode()).hexdigest()[:16]

    @property
    def head_mark(self) -> str:
        """The mark of what stands before the clauses."""
        end = self._key(self._root, BODY[0])
        lines = self.lines[: end.start_mark.line] if end else self.lines
        return sha256("\n".join(lines).encode()).hexdigest()[:16]

    def _span(self, place: Place) -> tuple[int, int]:
        """The lines of what stands at ``place``, with the comments above it and below it."""
        node = self._node(place)
        first = self._above(node.start_mark.line)
        last = self.text.count("\n", 0, self._end(node)) + 1
        while last < len(self.lines) and self.lines[last].lstrip().startswith("#"):
            last += 1
        return first, last

    def _above(self, line: int) -> int:
        """The first of the comment lines directly above ``line``; the file's first, which names its schema, is none."""
        while line > 1 and self.lines[line - 1].lstrip().startswith("#"):
            line -= 1
        return line

    # Suggestions

    def suggestions(self, clause: Place) -> list[Suggestion]:
        """The conditions and facts that the importer suggests for a clause, in order."""
        first, last = self._span(clause)
        found: list[Suggestion] = []
        at = first
        while at < last:
            match = SUGGESTION.match(self.lines[at])
            if not match or not match["dash"]:
                at += 1
                continue
            end = at + 1
            while end < last and re.match(r"\s*#   \S", self.lines[end]):
                end += 1
            text = "\n".join(re.sub(r"^\s*# ?", "", line) for line in self.lines[at:end])
            fields = _read(text)
            note, start = self._note_above(at)
            if isinstance(fields, list) and len(fields) == 1 and isinstance(fields[0], dict):
                found.append(Suggestion((start, end), fields[0], note))
            at = end
        return found

    def _note_above(self, line: int) -> tuple[str, int]:
        """What a comment line of its own above a suggestion says of it, and where it begins."""
        above = self.lines[line - 1].strip()
        if above.startswith("# # "):
            return above.removeprefix("# # "), line - 1
        return "", line

    def without(self, clause_id: str, number: int) -> "Source":
        """The file without one suggestion, and without what announces them once none is left."""
        clause = self.clauses[clause_id]
        (first, last) = self.suggestions(clause)[number].lines
        left = Source("\n".join([*self.lines[:first], *self.lines[last:]]))
        if left.suggestions(left.clauses[clause_id]):
            return left
        first, last = left._span(left.clauses[clause_id])
        kept = [line for line in left.lines[first:last] if line.strip() not in OF_SUGGESTIONS]
        return Source("\n".join([*left.lines[:first], *kept, *left.lines[last:]]))

    def comments_above(self, place: Place) -> tuple[str, ...]:
        """The comment lines directly above a field, without their signs."""
        node = self._key_at(place) or self._node(place)
        line = node.start_mark.line
        return tuple(text.strip().removeprefix("#").strip() for text in self.lines[self._above(line) : line])

    def uncommented(self, place: Place) -> "Source":
        """The file without the comment lines directly above an entry."""
        line = self._node(place).start_mark.line
        return Source("\n".join([*self.lines[: self._above(line)], *self.lines[line:]]))

    # Changes

    def put(self, place: Place, value: Plain) -> "Source":
        """The file with ``value`` at ``place``. Where a decision was open there, its comment goes with it."""
        if self.at(place) == value:
            return self
        settles = any(self.at(place[:depth]) == TODO for depth in range(1, len(place) + 1))
        depth = self._block_depth(place)
        parent, part = self._node(place[: depth - 1]), place[depth - 1]
        content = _with(self.at(place[:depth]), place[depth:], value)
        if isinstance(parent, yaml.MappingNode):
            text = self._with_field(parent, str(part), content)
        else:
            text = self._with_entry(parent, int(part), content)
        changed = self._checked(text, place, value)
        return changed._uncommented(place) if settles else changed

    def add(self, place: Place, entry: dict[str, Plain]) -> "Source":
        """The file with ``entry`` at the end of the list at ``place``, which begins with it if there is none."""
        before = self.at(place)
        if not isinstance(before, list) or not before:
            return self.put(place, [entry])
        listed = self._node(place)
        assert isinstance(listed, yaml.SequenceNode), "a list is one in the file as well"
        if listed.flow_style:
            return self.put(place, [*before, entry])
        last = listed.value[-1]
        indent = " " * (last.start_mark.column - 2)
        name = place[-1] if isinstance(place[-1], str) else ""
        lines = [f"{indent}{line}" for line in _entry(entry, flat=name in IN_FLOW)]
        return self._checked(self._inserted(self._end(last), lines), (*place, len(before)), entry)

    def drop(self, place: Place) -> "Source":
        """The file without the field or the entry at ``place``; a list that would be empty goes with its last."""
        parent = self.at(place[:-1])
        if isinstance(parent, list) and len(parent) == 1:
            return self.drop(place[:-1])
        holder = self._node(place[:-1])
        if isinstance(holder, yaml.CollectionNode) and holder.flow_style:
            rest: Any = copy.deepcopy(parent)
            del rest[place[-1]]
            return self.put(place[:-1], rest)
        start = self._key_at(place) or self._node(place)
        first = self._above(start.start_mark.line) if isinstance(place[-1], int) else start.start_mark.line
        last = self.text.count("\n", 0, self._end(self._node(place))) + 1
        expected = copy.deepcopy(self.plain)
        del _reached(expected, place[:-1])[place[-1]]
        changed = Source("\n".join([*self.lines[:first], *self.lines[last:]]))
        if changed.plain != expected:
            raise ChangeError(".".join(map(str, place)))
        return changed

    def _with_field(self, mapping: yaml.MappingNode, name: str, content: Plain) -> str:
        """The text with a field of a mapping in block style, in the place of the one that was there or as its last."""
        column = mapping.start_mark.column
        lines = list(_field(name, content, " " * column, flat=self._is_flow(mapping, name)))
        key = self._key(mapping, name)
        if key is None:
            return self._inserted(self._end(self._before(mapping, name)), lines)
        value = dict(_pairs(mapping))[name]
        start = key.start_mark.index
        return (
            self.text[:start] + "\n".join(lines).lstrip() + self.text[max(self._end(value), key.end_mark.index + 1) :]
        )

    def _with_entry(self, listed: yaml.Node, number: int, content: Plain) -> str:
        entry = listed.value[number]
        flat = not isinstance(content, dict) or bool(getattr(entry, "flow_style", False))
        indent = " " * (entry.start_mark.column - 2)
        lines = [f"{indent}{line}" for line in _entry(content, flat)]
        return self.text[: entry.start_mark.index] + "\n".join(lines).lstrip()[2:] + self.text[self._end(entry) :]

    def _is_flow(self, mapping: yaml.MappingNode, name: str) -> bool:
        """Whether the field stands in brackets on one line."""
        return bool(getattr(dict(_pairs(mapping)).get(name), "flow_style", False))

    def _before(self, mapping: yaml.MappingNode, name: str) -> yaml.Node:
        """The value after which a new field stands: the last of those that a person would write before it."""
        order = {field: place for place, field in enumerate(ORDER)}
        ranked = [(order.get(key, order[""]), value) for key, value in _pairs(mapping)]
        earlier = [value for rank, value in ranked if rank <= order.get(name, order[""])]
        return (earlier or [value for _, value in ranked])[-1]

    def _inserted(self, end: int, lines: Iterable[str]) -> str:
        """The text with ``lines`` below the one that ``end`` lies in."""
        line_end = self.text.find("\n", end)
        at = len(self.text) if line_end < 0 else line_end
        return self.text[:at] + "".join(f"\n{line}" for line in lines) + self.text[at:]

    def _uncommented(self, place: Place) -> "Source":
        """Without the comment above a field that is decided."""
        node = self._key_at(place)
        if node is None:
            return self
        above = self._above(node.start_mark.line)
        lines = [line for line in self.lines[above : node.start_mark.line] if line.strip() in OF_SUGGESTIONS]
        return Source("\n".join([*self.lines[:above], *lines, *self.lines[node.start_mark.line :]]))

    def _checked(self, text: str, place: Place, value: Plain) -> "Source":
        """The changed file, if it says what was meant and nothing else has changed."""
        expected = _with(self.plain, place, value)
        try:
            changed = Source(text)
        except BadInput:
            raise ChangeError(".".join(map(str, place))) from None
        if changed.plain != expected:
            raise ChangeError(".".join(map(str, place)))
        return changed

    # Nodes

    def _block_depth(self, place: Place) -> int:
        """So many parts of ``place`` lead to what can be written on lines of its own."""
        for depth in range(len(place), 0, -1):
            holder = self._find(place[: depth - 1])
            if isinstance(holder, yaml.CollectionNode) and not holder.flow_style:
                return depth
        return 1

    def _find(self, place: Place) -> yaml.Node | None:
        node: yaml.Node | None = self._root
        for part in place:
            if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            elif isinstance(node, yaml.MappingNode):
                node = dict(_pairs(node)).get(str(part))
            else:
                return None
        return node

    def _node(self, place: Place) -> yaml.Node:
        node = self._find(place)
        if node is None:
            raise ChangeError(".".join(map(str, place)))
        return node

    def _key(self, mapping: yaml.Node, name: str) -> yaml.Node | None:
        pairs = mapping.value if isinstance(mapping, yaml.MappingNode) else ()
        return next((key for key, _ in pairs if key.value == name), None)

    def _key_at(self, place: Place) -> yaml.Node | None:
        holder = self._find(place[:-1])
        return self._key(holder, str(place[-1])) if holder and place and isinstance(place[-1], str) else None

    def _end(self, node: yaml.Node) -> int:
        """The index after the last character of a node, comments and blank lines after it apart."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            key, value = last if isinstance(last, tuple) else (None, last)
            end = self._end(value)
            return max(end, key.end_mark.index + 1) if key else end
        return len(self.text[: node.end_mark.index].rstrip()) if node.end_mark.index > node.start_mark.index else 0


ORDER = (
    *("title", "addressees", "issuer", "issued", "rounds", "dropped"),
    *("id", "label", "kind", "fact", "key", "value", "round", "who", "notice", "clause", "", "either"),
    *("zh", "en", "translated_from", "topics", "corrections", "table", "informative"),
    *("copies", "topic", "quote", "when", "waived", "note"),
    *("materials", "requirements", "facts", "residual", "not_modelled", "amends", "clauses", "annexes"),
)
"""The fields as a person writes them one after another; a kind's parameters stand where the empty name is."""


def ordered[Content](entry: dict[str, Content]) -> dict[str, Content]:
    """A new entry's fields in the order in which a person would write them."""
    order = {field: place for place, field in enumerate(ORDER)}
    return dict(sorted(entry.items(), key=lambda each: order.get(each[0], order[""])))


def _read(comment: str) -> Plain:
    """What a comment says as YAML; nothing where a person has made something else of it."""
    try:
        return parsed(comment, "a comment")[0]
    except BadInput:
        return ""


def _pairs(mapping: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    """Each key with its value."""
    return ((str(key.value), value) for key, value in mapping.value)


def _nodes(node: yaml.Node, place: Place) -> Iterator[tuple[Place, yaml.Node]]:
    yield place, node
    if isinstance(node, yaml.MappingNode):
        for name, value in _pairs(node):
            yield from _nodes(value, (*place, name))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _nodes(value, (*place, number))


def _with(plain: Plain | None, place: Place, value: Plain) -> Plain:
    """A copy of ``plain`` with ``value`` at ``place``; what is missing or undecided on the way is made."""
    if not place:
        return copy.deepcopy(value)
    part, rest = place[0], place[1:]
    if isinstance(part, int):
        entries = list(plain) if isinstance(plain, list) else []
        inner = entries[part] if part < len(entries) else None
        return [*entries[:part], _with(inner, rest, value), *entries[part + 1 :]]
    fields = dict(plain) if isinstance(plain, dict) else {}
    return {**fields, part: _with(fields.get(part), rest, value)}


def _reached(plain: Any, place: Place) -> Any:
    """What stands at a place that is there."""
    for part in place:
        plain = plain[part]
    return plain


# Lines


def _field(name: str, value: Plain, indent: str, flat: bool = False) -> Iterator[str]:
    """A field on its lines: in brackets where it stood so, else as the importer writes it."""
    if flat and isinstance(value, dict | list) and value:
        yield f"{indent}{name}: {flow(value)}"
    elif isinstance(value, list) and any(isinstance(member, dict) for member in value):
        yield f"{indent}{name}:"
        for member in value:
            yield from (f"{indent}  {line}" for line in _entry(member, flat=name in IN_FLOW))
    else:
        yield from field(name, value, indent)


def _entry(entry: Plain, flat: bool) -> Iterator[str]:
    """A member of a list on its lines, the first with the dash."""
    if flat or not isinstance(entry, dict):
        yield f"- {flow(entry) if isinstance(entry, dict | list) else scalar(entry)}"
        return
    lines = [line for name, value in entry.items() for line in _field(name, value, "")]
    yield f"- {lines[0]}"
    yield from (f"  {line}" for line in lines[1:])

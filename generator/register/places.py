"""Reads YAML as text, lists and mappings, and remembers the place of each.

Every scalar stays text: ``2.10`` is not a number here, nor ``no`` a boolean. Anchors and tags are refused: a clerk
needs neither, and both can make a small file huge.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator.reading import read_bytes
from generator.register.characters import CONTROL, UNSEEN, first_of_each_line, named
from generator.register.problems import BadInput, Problem, shown
from generator.store import NOTHING, Store

MAX_DEPTH = 20
MAX_BYTES = 4_000_000

type Plain = str | list[Plain] | dict[str, Plain]
type Place = tuple[str | int, ...]


class Places:
    """The places of keys and values in one YAML file."""

    def __init__(self, name: str, text: str, read: Callable[[], yaml.Node], warnings: tuple[Problem, ...] = ()):
        """``read`` gives the file's content with its places, which are needed where something is wrong with it."""
        self.name, self.text = name, text
        self.warnings = warnings
        """For the invisible characters in the file."""
        self._read = read
        self._pairs: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = {}
        """Of each mapping that was looked into, by its identity: key → the key's node and the value's."""
        self._kept: dict[Place, list[int]] = {}
        """Of each list of which only some entries are looked at, by its place: their indices in the file."""

    def thinned(self, kept: dict[Place, list[int]]) -> "Places":
        """The places of the content without the entries that ``kept`` leaves out."""
        thinned = Places(self.name, self.text, lambda: self._root, self.warnings)
        thinned._kept = kept
        return thinned

    @cached_property
    def _root(self) -> yaml.Node:
        return self._read()

    def _in_file(self, place: Place) -> Place:
        found: Place = ()
        for part in place:
            kept = self._kept.get(found, [])
            found = (*found, kept[part] if isinstance(part, int) and part < len(kept) else part)
        return found

    def problem(self, place: Place, expected: str, found: object) -> Problem:
        """A problem at ``place``: keys and indices from the top; parts the file does not have are skipped."""
        return self._at(self._node(place).start_mark, place, expected, found)

    def _at(self, mark: yaml.Mark, place: Place, expected: str, found: object) -> Problem:
        clause = self._clause(place)
        fields = tuple(part for part in place[2 if clause else 0 :] if isinstance(part, str))
        line, column = mark.line + 1, mark.column + 1
        return Problem(self.name, line, column, expected, shown(found), clause=clause, fields=fields)

    def _clause(self, place: Place) -> str:
        """The id of the clause that the place is in; empty elsewhere."""
        match place:
            case ("clauses" | "annexes", int(), *_):
                node = self._node(place[:2])
                pair = self._keys(node).get("id") if isinstance(node, yaml.MappingNode) else None
                return str(pair[1].value) if pair and isinstance(pair[1], yaml.ScalarNode) else ""
        return ""

    def _node(self, place: Place) -> yaml.Node:
        node = self._root
        for part in self._in_file(place):
            if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            elif isinstance(node, yaml.MappingNode) and isinstance(part, str) and part in self._keys(node):
                node = self._keys(node)[part][1]
        return node

    def _keys(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Each key of a mapping, where it stands first."""
        if id(node) not in self._pairs:
            # Backwards, so that the first stays.
            self._pairs[id(node)] = {
                key.value: (key, value) for key, value in reversed(node.value) if isinstance(key, yaml.ScalarNode)
            }
        return self._pairs[id(node)]

    def key_problem(self, place: Place, expected: str, found: object) -> Problem:
        """A problem at the last key of ``place``."""
        parent, last = self._node(place[:-1]), place[-1]
        keys = self._keys(parent) if isinstance(parent, yaml.MappingNode) else {}
        mark = keys[last][0].start_mark if isinstance(last, str) and last in keys else parent.start_mark
        return self._at(mark, place, expected, found)


def read_yaml(file: Path, name: str, *, tags: bool = False, store: Store = NOTHING) -> tuple[Plain, Places]:
    """The content of ``file`` and its places; messages call it ``name``; raises ``BadInput``.

    ``tags``: whether a value may have one, as in MkDocs' configuration; it then counts for nothing. ``store`` has what
    earlier runs have read, where nothing was wrong with it.
    """
    text = read_text(file, name)
    if known := store.get("yaml", str(tags), text):
        return json.loads(known), Places(name, text, lambda: _composed(text))
    plain, root = parsed(text, name, tags=tags)
    escaped = list(_escaped(root, text, [found.end() for found in re.finditer("\n", text)]))
    if controls := [_control(name, *found) for found in escaped if CONTROL.match(found[-1])]:
        raise BadInput(controls)
    unseen = (_unseen(name, *found) for found in escaped if UNSEEN.match(found[-1]))
    warnings = (*unseen_characters(text, name), *unseen)
    if not warnings:
        store.put(json.dumps(plain).encode(), "yaml", str(tags), text)
    return plain, Places(name, text, lambda: root, warnings)


def parsed(text: str, name: str, *, tags: bool = False) -> tuple[Plain, yaml.Node]:
    """The content of a YAML text and its nodes; messages call it ``name``. Raises ``BadInput``.

    Whatever reads a register's YAML comes this way: the composer alone would be ended, with the whole process, by lists
    within lists.
    """
    try:
        _check_events(text, name, tags)
        root = _composed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        found = (error.problem or "something else").removeprefix("found ")
        raise BadInput([Problem(name, line, column, "YAML", found)]) from None
    except yaml.YAMLError as error:
        raise BadInput([Problem(name, 1, 1, "YAML", str(error))]) from None
    if root is None:
        raise BadInput([Problem(name, 1, 1, "content", "an empty file")])
    problems: list[Problem] = []
    plain = _plain(root, name, problems)
    if problems:
        raise BadInput(problems)
    return plain, root


def _composed(text: str) -> Any:
    """The text's root node; None where it has no content."""
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def read_text(file: Path, name: str) -> str:
    """The text of ``file``, decoded as UTF-8, with uniform line ends.

    Raises ``BadInput`` at the first byte that is not UTF-8, or at each line's first control character.
    """
    try:
        raw = read_bytes(file, MAX_BYTES)
    except OSError as error:
        raise BadInput([Problem(name, 1, 1, "a readable file", error.strerror or "none")]) from None
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        raise BadInput([Problem(name, line, column, "UTF-8", f"byte 0x{raw[error.start]:02x}")]) from None
    if controls := [_control(name, *found) for found in first_of_each_line(CONTROL, text)]:
        raise BadInput(controls)
    return text


def unseen_characters(text: str, name: str) -> list[Problem]:
    """A warning for each line of file ``name`` that has an invisible character."""
    return [_unseen(name, *found) for found in first_of_each_line(UNSEEN, text)]


def _control(name: str, line: int, column: int, character: str) -> Problem:
    return Problem(name, line, column, "text without control characters", named(character))


def _unseen(name: str, line: int, column: int, character: str) -> Problem:
    expected = "text without characters that change its direction or that nobody sees"
    return Problem(name, line, column, expected, named(character), "warning")


ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
"""An escape in a double-quoted scalar, by number or letter (YAML 1.1, 5.6)."""
LETTERS = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "r": "\r", "v": "\v"} | {
    "N": "\x85", "L": "\u2028", "P": "\u2029"
}  # fmt: skip
"""Letters that stand for control characters."""


def _escaped(node: yaml.Node, text: str, starts: list[int]) -> Iterator[tuple[int, int, str]]:
    """Line, column and character of every escape in ``text``; ``starts`` is where its lines begin, but the first."""
    if isinstance(node, yaml.ScalarNode):
        if node.style == '"':
            for escape in ESCAPE.finditer(text, node.start_mark.index, node.end_mark.index):
                *numbers, letter = escape.groups()
                number = next(filter(None, numbers), None)
                if character := chr(int(number, 16)) if number else LETTERS.get(letter):
                    line = bisect_right(starts, escape.start())
                    yield line + 1, escape.start() - (starts[line - 1] if line else 0) + 1, character
    else:
        for child in node.value:
            for inner in child if isinstance(child, tuple) else (child,):
                yield from _escaped(inner, text, starts)


def _check_events(text: str, name: str, tags: bool) -> None:
    """Refuses what the composer must not meet: anchors, tags, a second document, deep nesting."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        fault = (
            ("no anchors or aliases", anchor) if (anchor := getattr(event, "anchor", None))
            else ("no tags", tag) if not tags and (tag := getattr(event, "tag", None))
            else (f"at most {MAX_DEPTH} levels", "more") if depth > MAX_DEPTH
            else ("one document", "a second") if documents > 1
            else None
        )  # fmt: skip
        if fault:
            mark = event.start_mark
            assert mark is not None, "an event parsed from text has a place"
            raise BadInput([Problem(name, mark.line + 1, mark.column + 1, *fault)])


def _plain(node: yaml.Node, name: str, problems: list[Problem]) -> Plain:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, name, problems) for child in node.value]
    content: dict[str, Plain] = {}
    for key, value in node.value:
        mark = key.start_mark
        if not isinstance(key, yaml.ScalarNode):
            problems.append(Problem(name, mark.line + 1, mark.column + 1, "text as a key", "a collection"))
        elif key.value in content:
            problems.append(Problem(name, mark.line + 1, mark.column + 1, "each key once", f"{key.value} again"))
        else:
            content[key.value] = _plain(value, name, problems)
    return content

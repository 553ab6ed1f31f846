"""Reads YAML as text, lists and mappings, and remembers the place of each.

Every scalar stays text: ``2.10`` is not a number here, nor ``no`` a boolean. Anchors and tags are refused: a clerk
needs neither, and both can make a small file huge.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from generator.register.characters import CONTROL, UNSEEN, first_of_each_line, named
from generator.register.problems import BadInput, Problem, shown

MAX_DEPTH = 20
MAX_BYTES = 4_000_000

type Plain = str | list[Plain] | dict[str, Plain]
type Place = tuple[str | int, ...]


class Places:
    """The places of keys and values in one YAML file."""

    def __init__(self, name: str, root: yaml.Node, warnings: tuple[Problem, ...] = ()):
        self.name = name
        self.warnings = warnings
        """For the invisible characters in the file."""
        self._root = root

    def problem(self, place: Place, expected: str, found: object) -> Problem:
        """A problem at ``place``: keys and indices from the top; parts the file does not have are skipped."""
        mark = self._node(place).start_mark
        return Problem(self.name, mark.line + 1, mark.column + 1, expected, shown(found))

    def _node(self, place: Place) -> yaml.Node:
        node = self._root
        for part in place:
            if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            elif isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == part), node)
        return node

    def key_problem(self, place: Place, expected: str, found: object) -> Problem:
        """A problem at the last key of ``place``."""
        parent = self._node(place[:-1])
        pairs = parent.value if isinstance(parent, yaml.MappingNode) else []
        mark = next((key.start_mark for key, _ in pairs if key.value == place[-1]), parent.start_mark)
        return Problem(self.name, mark.line + 1, mark.column + 1, expected, shown(found))


def read_yaml(file: Path, name: str) -> tuple[Plain, Places]:
    """The content of ``file`` and its places; messages call it ``name``; raises ``BadInput``."""
    text = read_text(file, name)
    try:
        _check_events(text, name)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
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
    escaped = list(_escaped(root, text))
    problems += [_control(name, *found) for found in escaped if CONTROL.match(found[-1])]
    if problems:
        raise BadInput(problems)
    unseen = (_unseen(name, *found) for found in escaped if UNSEEN.match(found[-1]))
    return plain, Places(name, root, (*unseen_characters(text, name), *unseen))


def read_text(file: Path, name: str) -> str:
    """The text of ``file``, decoded as UTF-8, with uniform line ends.

    Raises ``BadInput`` at the first byte that is not UTF-8, or at each line's first control character.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise BadInput([Problem(name, 1, 1, "a readable file", error.strerror or "none")]) from None
    if len(raw) > MAX_BYTES:
        raise BadInput([Problem(name, 1, 1, f"at most {MAX_BYTES:,} bytes", f"{len(raw):,}")])
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


def _escaped(node: yaml.Node, text: str) -> Iterator[tuple[int, int, str]]:
    """Line, column and character of every escape in ``text``."""
    if isinstance(node, yaml.ScalarNode):
        if node.style == '"':
            for escape in ESCAPE.finditer(text, node.start_mark.index, node.end_mark.index):
                *numbers, letter = escape.groups()
                number = next(filter(None, numbers), None)
                if character := chr(int(number, 16)) if number else LETTERS.get(letter):
                    before = text[: escape.start()]
                    yield before.count("\n") + 1, escape.start() - before.rfind("\n"), character
    else:
        for child in node.value:
            for inner in child if isinstance(child, tuple) else (child,):
                yield from _escaped(inner, text)


def _check_events(text: str, name: str) -> None:
    """Refuses what the composer must not meet: anchors, tags, a second document, deep nesting."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        fault = (
            ("no anchors or aliases", anchor) if (anchor := getattr(event, "anchor", None))
            else ("no tags", tag) if (tag := getattr(event, "tag", None))
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

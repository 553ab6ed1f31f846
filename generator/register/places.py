"""Reads YAML text as plain text, lists and mappings, and remembers where each stood.

Every scalar stays text: ``2.10`` is no number here, and ``no`` no boolean. Anchors and tags are refused, since a
clerk needs none of them and each can make a small file large.
"""

from pathlib import Path

import yaml

from generator.register.problems import BadInput, Problem, shown

MAX_DEPTH = 20
MAX_BYTES = 4_000_000

type Plain = str | list[Plain] | dict[str, Plain]
type Place = tuple[str | int, ...]


class Places:
    """Places in one YAML file."""

    def __init__(self, name: str, root: yaml.Node):
        self.name = name
        self._root = root

    def problem(self, place: Place, expected: str, found: object) -> Problem:
        """A problem at ``place``, keys and indices from the top; parts that the file does not have are passed over."""
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
        """A problem at the key that ``place`` ends in."""
        parent = self._node(place[:-1])
        pairs = parent.value if isinstance(parent, yaml.MappingNode) else []
        mark = next((key.start_mark for key, _ in pairs if key.value == place[-1]), parent.start_mark)
        return Problem(self.name, mark.line + 1, mark.column + 1, expected, shown(found))


def read_yaml(file: Path, name: str) -> tuple[Plain, Places]:
    """The content of ``file``, which messages call ``name``, and where it stood; raises ``BadInput``."""
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
    if problems:
        raise BadInput(problems)
    return plain, Places(name, root)


def read_text(file: Path, name: str) -> str:
    """The text of ``file`` as UTF-8; raises ``BadInput`` with the place of the first byte that is not."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise BadInput([Problem(name, 1, 1, "a readable file", error.strerror or "none")]) from None
    if len(raw) > MAX_BYTES:
        raise BadInput([Problem(name, 1, 1, f"at most {MAX_BYTES:,} bytes", f"{len(raw):,}")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
        raise BadInput([Problem(name, line, column, "UTF-8", f"byte 0x{raw[error.start]:02x}")]) from None


def _check_events(text: str, name: str) -> None:
    """Refuses what the composer must not meet: anchors, tags, a second document, nesting without end."""
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
            assert mark is not None, "what was parsed from a text has a place"
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

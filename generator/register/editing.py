"""Changes single values of a YAML file and leaves every other character as it is.

A library that loads and writes the whole file anew would also keep comments and quoting, but not where a person broke
lines, how far they are indented or how a list is spaced out: here nothing is written anew but the values that change.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

import yaml

from generator.register.places import Place, Plain
from generator.register.scalars import flow, scalar


class UneditableError(Exception):
    """The file is laid out in a way in which a value cannot be put in its place."""


def edited(text: str, values: Mapping[Place, Plain], comment: str) -> str:
    """``text`` with a value at each place: a key that may be missing in a mapping that is there.

    A comment above a changed value goes if it begins with ``comment``. Raises ``UneditableError`` where anything
    else would change.
    """
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    changes = [change for place, value in values.items() for change in _changes(text, root, place, value, comment)]
    made = text
    for start, end, instead in sorted(changes, reverse=True):
        made = made[:start] + instead + made[end:]
    before, after = _plain(text), _plain(made)
    for place, value in values.items():
        _set(before, place, value)
    if before != after:
        raise UneditableError
    return made


def _plain(text: str) -> Plain:
    try:
        content: Plain = yaml.load(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        raise UneditableError from None
    return content


def _set(content: Plain, place: Place, value: Plain) -> None:
    for part in place[:-1]:
        content = content[part]  # type: ignore[index]
    content[place[-1]] = value  # type: ignore[index]


type Change = tuple[int, int, str]
"""From where to where, and what stands there then."""


def _changes(text: str, root: yaml.Node | None, place: Place, value: Plain, comment: str) -> Iterator[Change]:
    parent = _node(root, place[:-1])
    if isinstance(parent, yaml.SequenceNode):
        node = parent.value[int(place[-1])]
        yield _instead(text, node, value, bool(parent.flow_style), node.start_mark.column)
        return
    if not isinstance(parent, yaml.MappingNode) or not parent.value:
        raise UneditableError
    keys = {key.value: (key, inner) for key, inner in parent.value}
    if place[-1] in keys:
        key, node = keys[place[-1]]
        yield from _comments(text, key, comment)
        yield _instead(text, node, value, bool(parent.flow_style), key.start_mark.column)
    else:
        key, node = keys.get("zh", parent.value[-1])
        end = _end(text, node)
        column = key.start_mark.column
        written = f"{place[-1]}:{_written(value, bool(parent.flow_style), column)}"
        if parent.flow_style:
            yield end, end, f", {written}"
        else:
            # After a comment that stands beside the value.
            end += len(text[end:].partition(_line_end(text))[0])
            yield end, end, f"{_line_end(text)}{' ' * column}{written}"


def _node(root: yaml.Node | None, place: Place) -> yaml.Node | None:
    node = root
    for part in place:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            raise UneditableError
    return node


def _instead(text: str, node: yaml.Node, value: Plain, in_line: bool, column: int) -> Change:
    start, end = node.start_mark.index, _end(text, node)
    written = _written(value, in_line, column).replace("\n", _line_end(text))
    # A value that follows its key without a space is none yet.
    return start, end, written if text[start - 1 : start] == ":" else written.removeprefix(" ")


def _end(text: str, node: yaml.Node) -> int:
    """Where a value ends, without the lines after it that are taken for a part of a block of text."""
    start = node.start_mark.index
    return start + len(text[start : node.end_mark.index].rstrip())


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _written(value: Plain, in_line: bool, column: int) -> str:
    """``value`` behind a key at ``column``: on its line, and a list of lists with a line each."""
    if isinstance(value, list) and not in_line and any(isinstance(member, list) for member in value):
        return "".join(f"\n{' ' * (column + 2)}- {flow(member)}" for member in value)
    return f" {scalar(value) if isinstance(value, str) and not in_line else flow(value)}"


def _comments(text: str, key: yaml.Node, comment: str) -> Iterator[Change]:
    """The comment in the lines right above a key, if it begins with ``comment``, gone."""
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    line = bisect_right(starts, key.start_mark.index) - 1
    if line and text[starts[line - 1] : starts[line]].lstrip().startswith(f"# {comment}"):
        yield starts[line - 1], starts[line], ""

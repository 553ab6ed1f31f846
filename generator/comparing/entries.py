"""Finds the fields that differ between two states of an entry, down to the smallest that has a name."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.register.places import Plain


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, by its entry and path, with its old and new value; None where a state lacks it."""

    entry: str
    field: str
    a: Plain | None
    b: Plain | None


def compare_entries(entry: str, old: Plain | None, new: Plain | None, *path: str) -> Iterator[FieldChange]:
    """Every smallest part that differs; a part in one state alone is one change, and so is a new order."""
    before, after = _parts(old), _parts(new)
    if before is None or after is None:
        if old != new:
            yield FieldChange(entry, ".".join(path), old, new)
        return
    for name in dict.fromkeys([*before, *after]):
        yield from compare_entries(entry, before.get(name), after.get(name), *path, name)
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield FieldChange(entry, ".".join(path), list(before), list(after))


def _parts(value: Plain | None) -> dict[str, Plain] | None:
    """The named parts of a value, fields or entries by id; None where it has none."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value:
        named = [each for each in value if isinstance(each, dict) and "id" in each]
        return {str(each["id"]): each for each in named} if len(named) == len(value) else None
    return None

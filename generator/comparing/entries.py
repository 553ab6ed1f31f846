"""Which fields differ between two states of an entry, as plain values, down to the smallest that can be named."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.register.places import Plain


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, named by the entry and the way to it, with what it was and is; None where there is nothing."""

    entry: str
    field: str
    a: Plain | None
    b: Plain | None


def compare_entries(entry: str, old: Plain | None, new: Plain | None, *path: str) -> Iterator[FieldChange]:
    """Every smallest part that differs; a part that only one state has is one change, and so is an order."""
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
    """The parts of a value that has parts with names: fields, or entries by their identifiers."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value:
        named = [each for each in value if isinstance(each, dict) and "id" in each]
        return {str(each["id"]): each for each in named} if len(named) == len(value) else None
    return None

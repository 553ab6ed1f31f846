"""An unfinished notice as far as it is decided: what is open is set aside, so that the rest can be checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.register.places import Place, Plain
from generator.register.problems import Problem

TODO = "TODO"
CLAUSES = ("clauses", "annexes")
AS_TEXT = ("id", "label", "zh", "en")
"""What a clause must have, and where any words will do until it is decided."""
NAMES = ("title", "addressees", "issuer")
"""The same of a notice: each in both languages."""
STAND_INS: dict[str, Plain] = {"topics": ["todo"], "translated_from": "0" * 8, "issued": "1000-01-01"}
"""What stands in for other fields that must be there."""


@dataclass(frozen=True, slots=True)
class Open:
    """Which fields are open, by clause id and, beside the clauses, in the notice itself."""

    clauses: Mapping[str, frozenset[str]]
    notice: frozenset[str]

    def explains(self, problem: Problem, fields: frozenset[str], everywhere: bool) -> bool:
        """Whether the problem of a check that rests on ``fields`` may only follow from what is open.

        ``everywhere``: the check looks at all clauses for what it says of one.
        """
        if everywhere or not problem.clause:
            found = self.notice.union(*self.clauses.values())
        else:
            found = self.notice | self.clauses.get(problem.clause, frozenset())
        return bool(found & fields)


NOTHING_OPEN = Open({}, frozenset())


def undecided(plain: Plain, place: Place = ()) -> Iterator[Place]:
    """The place of every ``TODO``: the importer writes them, a person resolves them."""
    if plain == TODO:
        yield place
    elif isinstance(plain, dict):
        for key, value in plain.items():
            yield from undecided(value, (*place, key))
    elif isinstance(plain, list):
        for number, value in enumerate(plain):
            yield from undecided(value, (*place, number))


def open_in(plain: Plain) -> Open:
    """What is open in a notice."""
    clauses: dict[str, set[str]] = {}
    notice: set[str] = set()
    for place in undecided(plain):
        match place:
            case (str() as group, int(), str() as name, *_) if group in CLAUSES:
                clauses.setdefault(_id_at(plain, place), set()).add(name)
            # What is open in English alone leaves nothing open that a check reads.
            case (str() as name, *inner) if inner != ["en"]:
                notice.add(name)
    return Open({clause: frozenset(names) for clause, names in clauses.items()}, frozenset(notice))


def _id_at(plain: Plain, place: Place) -> str:
    """The id of the clause in which ``place`` lies; empty where it has none."""
    found = plain
    for part in place[:2]:
        found = found[part]  # type: ignore[index]  # where a TODO is, all above it is
    return str(found.get("id", "")) if isinstance(found, dict) else ""


def decided(plain: Plain) -> tuple[Plain, dict[Place, list[int]]]:
    """The notice without what is open, and of each list that lost entries, by its place, the indices of those left."""
    kept: dict[Place, list[int]] = {}
    if not isinstance(plain, dict):
        return plain, kept
    notice = {key: value for key, value in plain.items() if key in (*CLAUSES, *NAMES) or not _open(value)}
    notice |= {key: STAND_INS[key] for key in STAND_INS if plain.get(key) == TODO}
    for group in CLAUSES:
        listed = plain.get(group)
        if isinstance(listed, list):
            notice[group] = [
                _clause(clause, (group, at), kept) if isinstance(clause, dict) else clause
                for at, clause in enumerate(listed)
            ]
    return notice, kept


def _clause(clause: dict[str, Plain], place: Place, kept: dict[Place, list[int]]) -> dict[str, Plain]:
    left: dict[str, Plain] = {}
    for name, value in clause.items():
        if name in AS_TEXT or not _open(value):
            left[name] = value
        elif isinstance(value, list) and (indices := [at for at, entry in enumerate(value) if not _open(entry)]):
            left[name] = [value[at] for at in indices]
            kept[(*place, name)] = indices
        elif name in STAND_INS:
            left[name] = STAND_INS[name]
    return left


def _open(value: Plain) -> bool:
    return next(undecided(value), None) is not None

"""The texts of a notice's file that have a Chinese and an English side: settled, or open for a translator."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.register.places import Place, Plain
from generator.register.undecided import TODO
from generator.register.values import mark_of

HEAD = ("title", "addressees", "issuer")
CLAUSES = ("clauses", "annexes")
EXPLAINED = frozenset(("informative", "not_modelled", "note"))
"""What is said about a notice: it has the site's own words, not the notice's."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text at ``place``, the mapping with ``zh`` and ``en``, or the English cell of a table."""

    id: str
    """What a translator's file calls it: ``title``, ``2.1.3``, ``4.1:materials:1``, ``2.1:table:2:3``."""
    clause: str
    """The clause that it belongs to, else the part of the head."""
    place: Place
    zh: str
    en: str
    """Empty where nobody has written it."""
    stale: bool = False
    """Whether the Chinese has changed since the English was written."""

    @property
    def open(self) -> bool:
        return self.stale or not self.en

    @property
    def of_notice(self) -> bool:
        """Whether these are words of the notice, to which the glossary applies."""
        return not EXPLAINED.intersection(self.place)

    @property
    def cell(self) -> bool:
        return self.place[-4:-2] == ("table", "en")


def texts_of(notice: Plain) -> Iterator[Text]:
    """All texts of a notice's file, however unfinished, in document order; what has no Chinese is none."""
    content = notice if isinstance(notice, dict) else {}
    for name in HEAD:
        yield from _texts(content.get(name), (name,), name, name)
    for number, entry in enumerate(_listed(content.get("rounds"))):
        yield from _texts(entry, ("rounds", number), f"rounds:{number + 1}", f"rounds:{number + 1}")
    for group in CLAUSES:
        for number, clause in enumerate(_listed(content.get(group))):
            clause_id = clause.get("id") if isinstance(clause, dict) else None
            if isinstance(clause_id, str):
                yield from _texts(clause, (group, number), clause_id, clause_id)


def _listed(value: Plain | None) -> list[Plain]:
    return value if isinstance(value, list) else []


def _texts(value: Plain | None, place: Place, name: str, clause: str) -> Iterator[Text]:
    """The text of a mapping and those inside it; names count from 1."""
    if isinstance(value, list):
        for number, member in enumerate(value):
            yield from _texts(member, (*place, number), f"{name}:{number + 1}", clause)
    if not isinstance(value, dict):
        return
    chinese = value.get("zh")
    if isinstance(chinese, str) and _written(chinese):
        stale = value.get("translated_from", mark_of(chinese)) != mark_of(chinese)
        yield Text(name, clause, place, chinese, _written(value.get("en")), stale)
    elif place[-1] == "table":
        yield from _cells(value, place, name, clause)
    for key, inner in value.items():
        if key not in ("zh", "en"):
            yield from _texts(inner, (*place, key), f"{name}:{key}", clause)


def _cells(table: dict[str, Plain], place: Place, name: str, clause: str) -> Iterator[Text]:
    english = [_listed(row) for row in _listed(table.get("en"))]
    for row, cells in enumerate(_listed(table.get("zh"))):
        for column, cell in enumerate(_listed(cells)):
            there = row < len(english) and column < len(english[row])
            if isinstance(cell, str) and _written(cell):
                at = (*place, "en", row, column)
                name_here = f"{name}:{row + 1}:{column + 1}"
                yield Text(name_here, clause, at, cell, _written(english[row][column]) if there else "")


def _written(value: Plain | None) -> str:
    """A text that somebody has written; empty where it is still to be."""
    return value if isinstance(value, str) and value.strip() and value != TODO else ""

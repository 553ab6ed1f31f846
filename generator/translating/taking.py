"""Takes a translator's English into a notice's file: each row alone, and nothing that was settled before."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.register.characters import CONTROL, UNSEEN
from generator.register.editing import UneditableError, edited
from generator.register.files import Files
from generator.register.load import GLOSSARY
from generator.register.model import Term
from generator.register.places import Place, Plain, read_yaml
from generator.register.problems import BadInput, Problem, shown
from generator.register.translation import faults
from generator.register.undecided import TODO
from generator.register.values import mark_of
from generator.translating.job import notice_file
from generator.translating.returned import Returned, ReturnedRow, refused
from generator.translating.suggesting import COMMENT
from generator.translating.texts import Text, texts_of
from generator.writing import replace_file


@dataclass(frozen=True, slots=True)
class Taken:
    """How many texts were taken, what each refused row lacks, and how many texts are open still."""

    count: int
    problems: tuple[Problem, ...]
    left: int


def take(returned: Returned, name: str, folder: Path, notice_id: str) -> Taken:
    """Writes what is right of a returned file into the notice's file, whole; a row that is not leaves it as it is.

    Raises ``BadInput``, one line, where the file is another notice's or the notice's file cannot be written.
    """
    if returned.notice != notice_id:
        raise refused(name, f"a file of {notice_id}", shown(returned.notice))
    file = notice_file(folder, notice_id)
    notice, _ = read_yaml(file, str(file))
    glossary = Files().read(folder / "glossary.yaml", GLOSSARY) or ()
    judge = _Judge(list(texts_of(notice)), glossary)
    problems = tuple(
        Problem(name, row.line, row.column, *fault) for row in returned.rows for fault in judge.faults(row)
    )
    if judge.taken:
        _write(file, notice, judge.taken)
    return Taken(len(judge.taken), problems, sum(text.open for text in judge.texts) - len(judge.taken))


class _Judge:
    """Says of each row whether its English can be taken, and collects what can."""

    def __init__(self, texts: list[Text], glossary: tuple[Term, ...]) -> None:
        self.texts = texts
        self.taken: dict[Text, str] = {}
        self._glossary = glossary
        self._by_id = {text.id: text for text in texts}
        self._by_mark: dict[str, list[Text]] = {}
        for text in texts:
            self._by_mark.setdefault(mark_of(text.zh), []).append(text)

    def faults(self, row: ReturnedRow) -> list[tuple[str, str]]:
        """What was expected of a row and what was found; nothing where it is taken, empty or says what is settled."""
        english = " ".join(UNSEEN.sub("", CONTROL.sub(" ", row.en)).split())
        if not english:
            return []
        text = self._meant(row)
        found = list(self._of_place(row, text, english)) or list(self._of_words(row, text, english))
        if not found and text and text.open:
            self.taken[text] = english
        return found

    def _meant(self, row: ReturnedRow) -> Text | None:
        """The text of a row; by its Chinese where a program took the id for a number or a date."""
        text, same = self._by_id.get(row.id), self._by_mark.get(mark_of(row.zh), [])
        return text or (same[0] if len(same) == 1 else None)

    def _of_place(self, row: ReturnedRow, text: Text | None, english: str) -> Iterator[tuple[str, str]]:
        if text is None:
            yield "a text of this notice", shown(row.id)
        elif mark_of(row.zh) != mark_of(text.zh):
            yield f"the Chinese of {text.id} as it is now, {shown(text.zh)}", shown(row.zh)
        elif not text.open and " ".join(text.en.split()) != english:
            yield f"no other English for {text.id}, which is settled: {shown(text.en)}", shown(english)
        elif text in self.taken:
            yield f"{text.id} once", "a second row of it"

    def _of_words(self, row: ReturnedRow, text: Text | None, english: str) -> Iterator[tuple[str, str]]:
        if text is None or not text.open:
            return
        if row.fault:
            yield f"{row.fault[0]} for {text.id}", row.fault[1]
            return
        glossary = self._glossary if text.of_notice else ()
        for expected in faults(text.zh, english, glossary, text.id):
            yield expected, shown(english)


def _write(file: Path, notice: Plain, taken: dict[Text, str]) -> None:
    raw = file.read_bytes()
    mark = raw[: len(BOM)] if raw.startswith(BOM) else b""
    try:
        made = edited(raw.removeprefix(BOM).decode("utf-8"), dict(_values(notice, taken)), COMMENT)
    except UneditableError:
        raise BadInput([Problem(str(file), 1, 1, "a file with each value in its place", "another layout")]) from None
    replace_file(file, mark + made.encode("utf-8"))


BOM = b"\xef\xbb\xbf"


def _values(notice: Plain, taken: dict[Text, str]) -> Iterator[tuple[Place, Plain]]:
    """What stands in the file then, by place: the English, and the mark of the Chinese that it was made from."""
    cells: dict[Place, dict[tuple[int, int], str]] = {}
    for text, english in taken.items():
        if text.cell:
            row, column = text.place[-2:]
            cells.setdefault(text.place[:-2], {})[int(row), int(column)] = english
        else:
            yield (*text.place, "en"), english
            if text.stale:
                yield (*text.place, "translated_from"), mark_of(text.zh)
    for place, english_cells in cells.items():
        yield place, _table(_at(notice, place[:-1]), english_cells)


def _at(notice: Plain, place: Place) -> Plain:
    for part in place:
        notice = notice[part]  # type: ignore[index]
    return notice


def _table(table: Plain, english: dict[tuple[int, int], str]) -> Plain:
    """The rows of a table's English, as long as the Chinese ones; a cell that nobody has translated is open."""
    assert isinstance(table, dict), "cells stand in a table"
    chinese, before = _rows(table["zh"]), _rows(table.get("en", []))

    def cell(row: int, column: int, zh: str) -> Plain:
        there = row < len(before) and column < len(before[row])
        return english.get((row, column)) or (before[row][column] if there else TODO if zh.strip() else "")

    return [[cell(r, c, str(zh)) for c, zh in enumerate(cells)] for r, cells in enumerate(chinese)]


def _rows(value: Plain) -> list[list[Plain]]:
    return [row if isinstance(row, list) else [] for row in value] if isinstance(value, list) else []

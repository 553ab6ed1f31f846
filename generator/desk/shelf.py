"""The register as it stands on the disk: each notice's file, what is open in it, and what ``check`` says of it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from generator.desk.source import BODY, Source
from generator.importing.finding.statements import TODO
from generator.preview.edition import State, state_of
from generator.register.load import Memory, Reading, notice_files, read_register
from generator.register.places import Place, read_text
from generator.register.problems import BadInput, Problem, shown
from generator.register.undecided import TODO as UNDECIDED
from generator.register.vocabularies import Vocabularies

HEAD = "head"
"""What stands before the clauses, where a clause's id is asked for."""


@dataclass(frozen=True)
class Placed:
    """A problem with the place in the file that it stands at."""

    place: Place
    problem: Problem

    @property
    def is_question(self) -> bool:
        """Whether a decision is open there."""
        return self.problem.found == shown(UNDECIDED)


@dataclass(frozen=True)
class Filed:
    """One notice as its file has it; ``source`` is None where the file is no YAML."""

    id: str
    file: Path
    source: Source | None
    problems: tuple[Problem, ...]

    @property
    def jurisdiction(self) -> str:
        return self.file.parent.name

    @property
    def round(self) -> str:
        return self.file.stem

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Its problems with their places; at the top of the file those that are of no place in it."""
        source = self.source
        return tuple(
            Placed(source.place_of(each.line, each.column) if source and each.path == str(self.file) else (), each)
            for each in self.problems
        )

    def title(self, language: str) -> str:
        """Its title, else its id."""
        for place in (("title", language), ("title", "zh")):
            words = self.source.at(place) if self.source else None
            if isinstance(words, str) and words != TODO:
                return words
        return self.id

    @cached_property
    def suggested(self) -> int:
        """How many suggestions nobody has decided on."""
        source = self.source
        return sum(len(source.suggestions(place)) for place in source.clauses.values()) if source else 0

    @cached_property
    def questions(self) -> int:
        """How many decisions are open."""
        return (len(self.source.open_places()) if self.source else 0) + self.suggested

    @cached_property
    def faults(self) -> tuple[Placed, ...]:
        """The problems that are no open question."""
        return tuple(each for each in self.placed if not each.is_question)

    @property
    def finished(self) -> bool:
        """Whether it can be published as it stands."""
        return self.source is not None and not any(problem.level == "error" for problem in self.problems)

    @property
    def clean(self) -> bool:
        """Whether neither a question nor a problem is left."""
        return self.source is not None and not self.problems and not self.questions

    def at(self, part: str) -> tuple[Placed, ...]:
        """The problems of one part: a clause, or the head with whatever is of no clause."""
        return tuple(each for each in self.placed if self._part(each.place) == part)

    def _part(self, place: Place) -> str:
        if self.source and len(place) > 1 and place[0] in BODY:
            clause = self.source.at((*place[:2], "id"))
            return clause if isinstance(clause, str) else HEAD
        return HEAD

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The head and the clauses, in the order of the document."""
        return (HEAD, *self.source.clauses) if self.source else (HEAD,)

    @cached_property
    def left(self) -> tuple[str, ...]:
        """The parts in which something is left to do."""
        source = self.source
        if source is None:
            return (HEAD,)
        left = {self._part(place) for place in source.open_places()} | {self._part(p.place) for p in self.placed}
        left |= {clause for clause, place in source.clauses.items() if source.suggestions(place)}
        return tuple(part for part in self.parts if part in left)

    def next_left(self, part: str | None) -> str | None:
        """The next part with something left after ``part``, from the top again after the last; None where none is."""
        if not self.left:
            return None
        here = self.parts.index(part) if part in self.parts else -1
        return next((each for each in self.left if self.parts.index(each) > here), self.left[0])


class Shelf:
    """The register in a folder, read anew whenever one of its files has changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._memory = Memory()
        self._kept: tuple[object, Reading] | None = None

    @property
    def state(self) -> State:
        """What changes whenever a file of the register does."""
        return state_of(self.folder)

    @property
    def reading(self) -> Reading:
        """All that can be read of the register; raises ``BadInput`` where its vocabularies cannot."""
        with self._lock:
            state = self.state
            if self._kept is None or self._kept[0] != state:
                self._kept = state, read_register(self.folder, memory=self._memory)
            return self._kept[1]

    @property
    def vocabularies(self) -> Vocabularies:
        return self.reading.register

    @property
    def notices(self) -> list[Filed]:
        """Every notice, the latest round of each jurisdiction first."""
        reading = self.reading
        filed = [filed_in(file, tuple(reading.own.get(file, ()))) for file in notice_files(self.folder)]
        return sorted(filed, key=lambda notice: (notice.round, notice.jurisdiction), reverse=True)

    def notice(self, notice_id: str) -> Filed | None:
        reading = self.reading
        files = {f"{file.parent.name}-{file.stem}": file for file in notice_files(self.folder)}
        file = files.get(notice_id)
        return filed_in(file, tuple(reading.own.get(file, ()))) if file else None


def filed_in(file: Path, problems: tuple[Problem, ...]) -> Filed:
    """The notice in ``file``, of which ``problems`` are known."""
    try:
        source: Source | None = Source(read_text(file, str(file)), str(file))
    except BadInput:
        source = None
    return Filed(f"{file.parent.name}-{file.stem}", file, source, tuple(sorted(problems)))

"""Reads a register of notices from its folder and reports all problems together.

A register is a folder with ``topics.yaml``, ``facts.yaml``, ``jurisdictions.yaml``, ``glossary.yaml``,
``questions.yaml``, ``titles.yaml``, a file for each kind of requirement in ``kinds/`` and, for each notice,
``<jurisdiction>/<round>.yaml`` and the text as received, ``<jurisdiction>/<round>.txt``.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from generator.register.checks.kinds import kind_problems, unused_kinds
from generator.register.checks.vocabularies import register_problems, unused_topics
from generator.register.files import Files
from generator.register.model import (
    ROUND_ID,
    FactName,
    Jurisdictions,
    Kind,
    KindFile,
    Named,
    QuestionEntry,
    Term,
    Topic,
)
from generator.register.notices import Notice, Register
from generator.register.places import Places, read_text, unseen_characters
from generator.register.problems import BadInput, Problem, shown
from generator.register.strays import links_out, strays
from generator.register.undecided import NOTHING_OPEN, TODO, Open
from generator.register.validate import notice_problems, problems_among_others
from generator.store import NOTHING, Store

TOPICS = TypeAdapter(tuple[Topic, ...])
FACTS = TypeAdapter(tuple[FactName, ...])
JURISDICTIONS = TypeAdapter(Jurisdictions)
GLOSSARY = TypeAdapter(tuple[Term, ...])
QUESTIONS = TypeAdapter(tuple[QuestionEntry, ...])
TITLES = TypeAdapter(tuple[Named, ...])
KIND = TypeAdapter(KindFile)

VOCABULARIES = ("topics", "facts", "jurisdictions", "glossary", "questions", "titles")
"""The files in the register's own folder, without their ending."""
KINDS = "kinds"
"""The folder of the kinds, which has no notices."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A notice with errors, mostly decisions nobody has made yet."""

    id: str
    file: str
    problems: tuple[Problem, ...]

    @property
    def state(self) -> str:
        """``a draft with 3 open questions and 1 error``."""
        errors = [problem for problem in self.problems if problem.level == "error"]
        questions = sum(problem.found == shown(TODO) for problem in errors)
        counts = ((questions, "open question"), (len(errors) - questions, "error"))
        return "a draft with " + " and ".join(
            f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in counts if count
        )


@dataclass(slots=True)
class Reading:
    """As much of a register as can be read, with the problems of its shared files and of each notice."""

    register: Register
    places: dict[Path, Places]
    shared: list[Problem]
    own: dict[Path, list[Problem]]
    """By the file the notice is registered as, in file order."""
    copied: Path | None = None
    """The file for which a copy was read instead."""

    @property
    def problems(self) -> list[Problem]:
        return [*self.shared, *(problem for problems in self.own.values() for problem in problems)]


def load(folder: Path, memory: "Memory | None" = None) -> Register:
    """The register in ``folder``; raises ``BadInput`` with all its problems where any is an error.

    ``memory``: as for ``read_register``.
    """
    reading = read_register(folder, memory=memory)
    if _refused(reading.problems):
        raise BadInput(reading.problems)
    return replace(reading.register, warnings=tuple(sorted(reading.problems)))


def problems_of_copy(copy: Path, folder: Path) -> list[Problem]:
    """The problems of ``copy``, a copied notice outside the register, checked in place of its original in ``folder``.

    Includes the problems of the register's vocabularies; raises ``BadInput`` where they cannot be read.
    """
    reading = read_register(folder, copy)
    own = reading.own[reading.copied] if reading.copied else []
    return [*reading.shared, *own]


def load_finished(folder: Path) -> tuple[Register, tuple[Unfinished, ...]]:
    """The finished notices in ``folder`` as a register, and the unfinished ones.

    Raises ``BadInput`` where a vocabulary has an error or there is no notice at all.
    """
    return finished(read_register(folder))


def finished(reading: Reading) -> tuple[Register, tuple[Unfinished, ...]]:
    """The finished notices of what was read, and the unfinished ones.

    Raises ``BadInput`` where a vocabulary has an error or there is no notice at all.
    """
    if _refused(reading.shared):
        raise BadInput(reading.shared)
    left_out = {file: problems for file, problems in reading.own.items() if _refused(problems)}
    register = reading.register
    kept = tuple(notice for notice in register.notices if Path(notice.file) not in left_out)
    unfinished = tuple(Unfinished(_id_of(file), str(file), tuple(problems)) for file, problems in left_out.items())
    return replace(register, notices=kept), unfinished


def _refused(problems: list[Problem]) -> bool:
    return any(problem.level == "error" for problem in problems)


type State = tuple[tuple[int, int] | None, ...]
"""When files were changed, and how long they are; None for one that is not there."""


@dataclass(slots=True)
class _Known:
    """A notice as it was read, and what its checks said."""

    state: State
    notice: Notice | None
    reader: Files
    checked: tuple[Problem, ...] | None = None


@dataclass(slots=True)
class Memory:
    """What an earlier reading of the same folder has found: what has not changed since is not read again."""

    state: State = ()
    """Of the vocabularies."""
    register: Register | None = None
    reader: Files = field(default_factory=Files)
    notices: dict[Path, _Known] = field(default_factory=dict)
    store: Store = NOTHING
    """What earlier runs have found."""

    def vocabularies(self, folder: Path) -> tuple[Register, Files]:
        """The register without its notices; raises ``BadInput`` where a vocabulary cannot be read."""
        state = _state(*(folder / f"{name}.yaml" for name in VOCABULARIES), *sorted((folder / KINDS).glob("*")))
        if self.register is None or self.state != state:
            self.state, self.register, self.reader, self.notices = state, None, Files(self.store), {}
            self.register = _read_vocabularies(folder, self.reader)
        return self.register, self.reader

    def notice(self, file: Path, register: Register, source: Path) -> _Known:
        """The notice registered as ``file``, read from ``source``."""
        state = _state(source, source.with_suffix(".txt"))
        known = self.notices.get(file)
        if known is None or known.state != state:
            reader = Files(self.store)
            known = self.notices[file] = _Known(state, _read_notice(reader, file, register, source), reader)
        return known

    def checked(self, notice: Notice, register: Register, own: Places, undecided: Open) -> tuple[Problem, ...]:
        """What the checks say that look at the notice alone; an earlier run knows where they said nothing."""
        shared = (places.text for places in self.reader.places.values())
        made_of = ("checked", notice.file, own.text, notice.received, *shared)
        if undecided is NOTHING_OPEN and self.store.get(*made_of) is not None:
            return ()
        found = tuple(notice_problems(notice, register, own, undecided))
        if not found:
            self.store.put(b"", *made_of)
        return found


def _state(*files: Path) -> State:
    return tuple((found.st_mtime_ns, found.st_size) if (found := _stat(file)) else None for file in files)


def _stat(file: Path) -> os.stat_result | None:
    try:
        return file.stat()
    except OSError:
        return None


def read_register(folder: Path, copy: Path | None = None, memory: Memory | None = None) -> Reading:
    """Reads every file of the register; raises ``BadInput`` where the vocabularies cannot be read.

    What ``memory`` has of an earlier reading, and the files still say, is taken from there.
    """
    if not folder.is_dir():
        raise BadInput([Problem(str(folder), 1, 1, "a folder of notices", "a file" if folder.exists() else "none")])
    if leading := list(links_out(folder)):
        # Nothing is read of what nobody can see in the register.
        raise BadInput(leading)
    memory = memory or Memory()
    vocabularies, reader = memory.vocabularies(folder)
    shared = [*reader.problems, *strays(folder, VOCABULARIES)]
    files = list(_notice_files(folder, shared))
    if not files:
        shared.append(Problem(str(folder), 1, 1, "a notice, <jurisdiction>/<round>.yaml", "none"))
    copied = _copied(copy, folder, files) if copy else None
    places = dict(reader.places)
    read: dict[Path, _Known] = {}
    for file in files:
        read[file] = memory.notice(file, vocabularies, copy if copy and file == copied else file)
        places |= read[file].reader.places
    # What is unfinished is checked, but nothing else is held against it.
    decided = (known.notice for known in read.values() if known.notice and known.reader.open is None)
    register = replace(vocabularies, notices=tuple(decided))
    shared += register_problems(register, places)
    shared += kind_problems(register, places)
    own = {file: [*known.reader.problems, *_checked(known, register, places, memory)] for file, known in read.items()}
    reading = Reading(register, places, shared, own, copied)
    if not _refused(reading.problems):
        # If a faulty notice is missing, its topics and kinds only seem unused.
        shared += unused_topics(register, places)
        shared += unused_kinds(register, places)
    return reading


def _checked(known: _Known, register: Register, places: dict[Path, Places], memory: Memory) -> tuple[Problem, ...]:
    """What the checks of a notice say; those that look at other notices as well are made each time."""
    notice, undecided = known.notice, known.reader.open or NOTHING_OPEN
    if notice is None:
        return ()
    own = places[Path(notice.file)]
    if known.checked is None:
        known.checked = memory.checked(notice, register, own, undecided)
    return (*known.checked, *problems_among_others(notice, register, own, undecided))


def _read_vocabularies(folder: Path, files: Files) -> Register:
    """The register without its notices; raises ``BadInput`` where a vocabulary cannot be read."""
    topics = files.read(folder / "topics.yaml", TOPICS)
    facts = files.read(folder / "facts.yaml", FACTS)
    jurisdictions = files.read(folder / "jurisdictions.yaml", JURISDICTIONS)
    glossary = files.read(folder / "glossary.yaml", GLOSSARY)
    questions = files.read(folder / "questions.yaml", QUESTIONS)
    titles = files.read(folder / "titles.yaml", TITLES)
    kinds: list[Kind] = []
    for file in _listed(folder / KINDS, files.problems):
        if file.suffix == ".yaml":
            read = files.read(file, KIND)
            kinds += [Kind(id=file.stem, **dict(read))] if read else []
    if topics is None or facts is None or jurisdictions is None or glossary is None or questions is None or not titles:
        raise BadInput(files.problems)
    if any(problem.level == "error" for problem in files.problems):
        raise BadInput(files.problems)
    kinds.sort(key=lambda kind: (kind.order, kind.id))
    return Register(folder, topics, facts, jurisdictions, glossary, questions, titles, tuple(kinds), notices=())


def notice_files(folder: Path) -> list[Path]:
    """The file of every notice of a register that can be listed."""
    return list(_notice_files(folder, []))


def _notice_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The file of every notice; a folder that cannot be listed is a problem."""
    for inner in _listed(folder, problems):
        if inner.is_dir() and inner.name != KINDS and not inner.name.startswith("."):
            for file in _listed(inner, problems):
                if file.suffix == ".yaml" and not file.name.startswith("."):
                    yield file


def _listed(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        problems.append(Problem(str(folder), 1, 1, "a readable folder", error.strerror or "none"))
        return []


def _copied(copy: Path, folder: Path, files: list[Path]) -> Path:
    """The file ``copy`` was copied from: same round and, where several share it, same folder name."""
    same_round = [file for file in files if file.stem == copy.stem]
    same = [file for file in same_round if file.parent.name == copy.resolve().parent.name] or same_round
    if len(same) != 1:
        expected = f"a notice at {folder}/<jurisdiction>/<round>.yaml, or a copy of one under its name"
        raise BadInput([Problem(str(copy), 1, 1, expected, shown(copy.name))])
    return same[0]


def _read_notice(reader: Files, file: Path, register: Register, source: Path) -> Notice | None:
    """The notice registered as ``file``, read from ``source``."""
    # In a name a line may end as well.
    if not re.fullmatch(ROUND_ID.strip("^$"), file.stem):
        expected = "a round as the file's name, 2026-h1, 2026-q2 or 2026-03"
        reader.problems.append(Problem(str(file), 1, 1, expected, shown(file.stem)))
        return None
    types = {fact.id: fact.type for fact in register.facts}
    document = reader.read(source, TypeAdapter(register.notice_format), types, notice=True)
    if document is None:
        return None
    text = str(file.with_suffix(".txt"))
    try:
        received = read_text(Path(text), text)
    except BadInput as bad:
        reader.problems += bad.problems
        return None
    reader.problems += unseen_characters(received, text)
    return Notice(file.parent.name, file.stem, str(source), received, document)


def _id_of(file: Path) -> str:
    """The id of the notice registered as ``file``."""
    return f"{file.parent.name}-{file.stem}"

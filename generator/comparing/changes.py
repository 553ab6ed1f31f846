"""What differs between two states of a register: its notices, part by part, and its vocabularies, entry by entry."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from generator.comparing.comparisons import Comparisons
from generator.comparing.entries import FieldChange, compare_entries
from generator.comparison.rows import Comparison, compare
from generator.published.notice import PublishedNotice
from generator.published.publish import publish
from generator.register.model import Clause, Correction
from generator.register.notices import Notice, Register
from generator.words.load import Words
from selfcheck.answers import JsonObject

VOCABULARIES: dict[str, Callable[[Register], Mapping[str, BaseModel]]] = {
    "topics.yaml": lambda register: {topic.id: topic for topic in register.topics},
    "facts.yaml": lambda register: {fact.id: fact for fact in register.facts},
    "questions.yaml": lambda register: {question.id: question for question in register.questions},
    "titles.yaml": lambda register: {title.id: title for title in register.titles},
    "kinds/": lambda register: {kind.id: kind for kind in register.kinds},
    "glossary.yaml": lambda register: {term.zh: term for term in register.glossary},
    "jurisdictions.yaml": lambda register: {
        f"{part}.{entry.id}": entry
        for part in ("areas", "jurisdictions")
        for entry in getattr(register.jurisdictions, part)
    },
}
"""The entries of each file that all notices share, by their ids."""
BODY = ("clauses", "annexes")
OF_OTHERS = ("amended_by", "affiliations", "elsewhere", "rounds", "questions", "titles", "kinds")
"""Parts of a published notice that come from other files than its own."""


@dataclass(frozen=True, slots=True)
class VocabularyChange:
    """A vocabulary file and the entries that differ; where none does, only their order changed."""

    file: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    fields: tuple[FieldChange, ...]
    """What differs in the entries that changed."""


@dataclass(frozen=True, slots=True)
class NoticeAdded:
    """A new notice, compared with the round before it in its jurisdiction, if there is one."""

    notice: PublishedNotice
    before: PublishedNotice | None
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What differs in a notice's own two files."""

    corrections: tuple[tuple[str, str, Correction], ...]
    """``added`` or ``removed``, the clause, the correction."""
    parts: tuple[str, ...]
    """Which of title, addressees, issuer, date of issue, received text and order of the clauses differ."""
    clauses: dict[str, tuple[str, ...]]
    """Clause id → the fields that differ, as the format names them, or ``added`` or ``removed``."""

    @property
    def any(self) -> bool:
        return bool(self.parts or self.clauses)


@dataclass(frozen=True, slots=True)
class NoticeChange:
    """A notice in both states that differs in its files or in its published form."""

    old: PublishedNotice
    new: PublishedNotice
    comparison: Comparison
    files: FileChanges
    published: tuple[str, ...]
    """The parts of the published notice that differ because of other files of the register."""


@dataclass(frozen=True, slots=True)
class RegisterChanges:
    """All that differs in a published or checked part of the register."""

    added: tuple[NoticeAdded, ...]
    removed: tuple[PublishedNotice, ...]
    changed: tuple[NoticeChange, ...]
    vocabularies: tuple[VocabularyChange, ...]
    comparisons: tuple[Comparisons, Comparisons] = field(repr=False)
    """Of the old and the new state."""
    vocabulary: JsonObject = field(repr=False)
    """The vocabulary for comparing notices of both states."""

    @property
    def any(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.vocabularies)


def register_changes(old: Register, new: Register, words: Words) -> RegisterChanges:
    """What changes from ``old`` to ``new``."""
    filed = {notice.id: notice for notice in old.notices}
    files = {notice.id: _file_changes(filed[notice.id], notice) for notice in new.notices if notice.id in filed}
    comparisons = Comparisons(publish(old), words), Comparisons(publish(new), words)
    before, after = (each.publication.by_id for each in comparisons)
    vocabulary = _united(*(each.vocabulary for each in comparisons))
    return RegisterChanges(
        added=tuple(_notice_added(notice, comparisons[1]) for notice in after.values() if notice.id not in before),
        removed=tuple(notice for notice in before.values() if notice.id not in after),
        changed=tuple(
            _notice_change(before[notice.id], notice, files[notice.id], vocabulary)
            for notice in after.values()
            if notice.id in before and (files[notice.id].any or before[notice.id].data != notice.data)
        ),
        vocabularies=tuple(_vocabulary_changes(old, new)),
        comparisons=comparisons,
        vocabulary=vocabulary,
    )


def _united(old: JsonObject, new: JsonObject) -> JsonObject:
    """The new vocabulary, followed by the entries that only the old one has."""
    kept = {topic["id"] for topic in new["topics"]}
    entries = {key: old[key] | new[key] for key in ("facts", "affiliations", "notices")}
    return {**new, **entries, "topics": [*new["topics"], *(t for t in old["topics"] if t["id"] not in kept)]}


def _notice_added(notice: PublishedNotice, comparisons: Comparisons) -> NoticeAdded:
    before = comparisons.before.get(notice.id)
    return NoticeAdded(notice, before, comparisons.since(notice) if before else None)


def _notice_change(
    old: PublishedNotice, new: PublishedNotice, files: FileChanges, vocabulary: JsonObject
) -> NoticeChange:
    return NoticeChange(
        old,
        new,
        compare(old.data, new.data, vocabulary),
        files,
        tuple(name for name in _unequal(old.data, new.data) if not files.any or name in OF_OTHERS),
    )


def _file_changes(old: Notice, new: Notice) -> FileChanges:
    parts = [name for name in _differing(old.document, new.document) if name not in BODY]
    parts += ["received"] if old.received != new.received else []
    parts += ["order"] if _order(old, new) != _order(new, old) else []
    return FileChanges(tuple(_corrections(old, new)), tuple(parts), dict(_clauses(old, new)))


def _unequal(old: JsonObject, new: JsonObject) -> list[str]:
    return [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]


def _differing(old: BaseModel, new: BaseModel) -> list[str]:
    # As data: the class of a requirement is made anew with each register's kinds.
    before, after = old.model_dump(), new.model_dump()
    return [name for name in type(new).model_fields if before.get(name) != after.get(name)]


def _order(notice: Notice, other: Notice) -> list[str]:
    """The ids of a notice's clauses that the other notice has too, in order."""
    there = {clause.id for clause in other.clauses}
    return [clause.id for clause in notice.clauses if clause.id in there]


def _corrections(old: Notice, new: Notice) -> Iterator[tuple[str, str, Correction]]:
    before, after = ([(c.id, fix) for c in notice.clauses for fix in c.corrections] for notice in (old, new))
    yield from (("removed", *each) for each in before if each not in after)
    yield from (("added", *each) for each in after if each not in before)


def _clauses(old: Notice, new: Notice) -> Iterator[tuple[str, tuple[str, ...]]]:
    before, after = ({clause.id: clause for clause in notice.clauses} for notice in (old, new))
    for clause_id in dict.fromkeys([*before, *after]):
        fields = _fields(before.get(clause_id), after.get(clause_id))
        if fields:
            yield clause_id, tuple(fields)


def _fields(old: Clause | None, new: Clause | None) -> Iterable[str]:
    if old is None:
        return ["added"]
    return ["removed"] if new is None else _differing(old, new)


def _vocabulary_changes(old: Register, new: Register) -> Iterator[VocabularyChange]:
    for file, entries in VOCABULARIES.items():
        before, after = entries(old), entries(new)
        if list(before.items()) != list(after.items()):
            changed = [entry for entry in after if entry in before and before[entry] != after[entry]]
            yield VocabularyChange(
                file,
                tuple(entry for entry in after if entry not in before),
                tuple(entry for entry in before if entry not in after),
                tuple(changed),
                tuple(field for entry in changed for field in _fields_between(entry, before[entry], after[entry])),
            )


def _fields_between(entry: str, old: BaseModel, new: BaseModel) -> Iterable[FieldChange]:
    return compare_entries(entry, old.model_dump(mode="json"), new.model_dump(mode="json"))

"""What changes in a register, for staff to review before it is published: as text, and as JSON for other programs."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date

from rich.console import RenderableType

from generator.comparing.changes import NoticeAdded, NoticeChange, RegisterChanges, VocabularyChange
from generator.comparing.layout import impact_laid_out, rows_laid_out
from generator.comparing.terminal import Prose, indented, prose
from generator.comparing.text import comparison_lines
from generator.comparison.drawing import Drawing
from generator.comparison.impact import effects_of
from generator.comparison.rows import Comparison
from generator.comparison.tables import comparison_json
from generator.comparison.wording import Wording
from generator.published.notice import PublishedNotice
from generator.register.places import Plain
from generator.words.load import Translate, Words
from selfcheck.answers import JsonObject
from selfcheck.words import day

VALUES = ("title", "addressees", "issuer", "issued")
"""Parts of a notice short enough to show in full, old and new."""
REGISTER_SIGNS = {"added": "+", "removed": "−", "changed": "≠"}
"""The sign beside each kind of change in the register; topics have signs of their own."""
REGISTER_STYLES = {"added": "added", "removed": "absent", "changed": "value"}
LONGEST = 48
"""The most characters of a field's value to show."""
CONTEXT = 8
"""How many of them come before the first that differs."""


class Review:
    """A register's changes in one language."""

    def __init__(self, changes: RegisterChanges, words: Words, language: str, revision: str) -> None:
        # What a question, a value or a rule is called may have gone with the old state.
        old, new = (comparisons.publication.words for comparisons in changes.comparisons)
        words = words.and_of(old).and_of(new)
        self.changes, self.words, self.language, self.revision = changes, words, language, revision
        self.t: Translate = words.of(language)

    def _wording(self, comparison: Comparison) -> Wording:
        return Wording(comparison, self.changes.vocabulary, self.words, self.language)

    # A line a change

    def lines(self, every: bool) -> Iterator[str]:
        """One line per change, its subject first."""
        if not self.changes.any:
            yield self.t("review.none", revision=self.revision)
            return
        yield self.t("review.title", revision=self.revision)
        for added in self.changes.added:
            lines = [f"[{self.t('review.added')}] {self._title(added.notice)}", *self._added(added, every)]
            yield from (f"{added.notice.id} {line}" for line in lines)
        for notice in self.changes.removed:
            yield f"{notice.id} [{self.t('review.removed')}] {self._title(notice)}"
        for change in self.changes.changed:
            yield from (f"{change.new.id} {line}" for line in self._changed(change, every))
        for file in self.changes.vocabularies:
            yield from (f"{file.file} [{self.t('review.vocabulary')}] {entry}" for entry in self._entries(file))

    def _added(self, added: NoticeAdded, every: bool) -> Iterator[str]:
        yield f"[{self.t('review.compared')}] {self._since(added)}"
        if added.comparison:
            yield from comparison_lines(self._wording(added.comparison), every)

    def _since(self, added: NoticeAdded) -> str:
        """The round to which a new notice is compared, or why there is none."""
        if added.before:
            return self.t("review.since", before=added.before.id)
        return self.t("review.first" if added.notice.openings else "review.no_round")

    def _changed(self, change: NoticeChange, every: bool) -> Iterator[str]:
        wording = self._wording(change.comparison)
        yield from comparison_lines(wording, every)
        yield from (f"[{label}] {words}" for label, words in self._details(change, wording))

    def _title(self, notice: PublishedNotice) -> str:
        return notice.title.of(self.language)

    def _details(self, change: NoticeChange, wording: Wording) -> Iterator[tuple[str, str]]:
        """Changes outside the topics: title and signature, corrections, and the data of clauses."""
        for part in change.files.parts:
            values = [self._part(notice, part) for notice in (change.old, change.new)] if part in VALUES else []
            yield self.t(f"review.parts.{part}"), self._from_to(*values) if values else change.new.id
        for kind, clause, correction in change.files.corrections:
            cited = wording.cites[kind == "added"][clause]
            words = self._from_to(json.dumps(correction.received, ensure_ascii=False),
                                  json.dumps(correction.published, ensure_ascii=False))  # fmt: skip
            yield self.t("review.correction"), f"{REGISTER_SIGNS[kind]} {self._named(cited, words)}"
        for clause, fields in change.files.clauses.items():
            yield self.t("review.clause"), self._named(clause, self._listed(fields))
        if change.published:
            yield self.t("review.published"), self._listed(change.published)

    def _part(self, notice: PublishedNotice, part: str) -> str:
        value = getattr(notice, part)
        return day(value, self.language) if isinstance(value, date) else f"{value.zh} / {value.en}"

    def _named(self, name: str, said: str) -> str:
        return self.t("compare.fact_of_one", fact=name, value=said)

    def _from_to(self, a: str, b: str) -> str:
        return self.t("review.from_to", a=a, b=b)

    def _entries(self, change: VocabularyChange) -> Iterator[str]:
        """Added and removed entries in one line, then one line per field that differs."""
        whole = {kind: entries for kind in ("added", "removed") if (entries := getattr(change, kind))}
        if whole:
            named = [f"{REGISTER_SIGNS[kind]} {self._listed(entries)}" for kind, entries in whole.items()]
            yield "  ".join(named)
        for field in change.fields:
            values = _shortened(self._value(field.a), self._value(field.b))
            yield f"{REGISTER_SIGNS['changed']} {self._named(f'{field.entry}.{field.field}', self._from_to(*values))}"
        if not whole and not change.fields:
            yield self.t("review.reordered")

    def _value(self, value: Plain | None) -> str:
        """A field's value in one line; of a text in both languages, the review's."""
        match value:
            case None:
                return self.t("review.nothing")
            case dict() if self.language in value:
                return self._value(value[self.language])
            case list():
                return self._listed(map(self._value, value))
            case _:
                return " ".join(str(value).split())

    def _listed(self, said: Iterable[str]) -> str:
        return self.t("decision.and").join(said)

    # Laid out

    def laid_out(self, every: bool) -> Iterator[RenderableType]:
        """The same for a terminal, every changed notice as a comparison of its two states."""
        yield prose((self.t("review.title" if self.changes.any else "review.none", revision=self.revision), "bold"))
        for added in self.changes.added:
            yield ""
            yield from self._added_laid_out(added, every)
        for notice in self.changes.removed:
            yield ""
            yield self._head("removed", notice)
        alike: dict[tuple[str, ...], list[str]] = {}
        for change in self.changes.changed:
            if not every and self._is_derived(change):
                alike.setdefault(change.published, []).append(change.new.id)
            else:
                yield ""
                yield from self._changed_laid_out(change, every)
        for published, notices in alike.items():
            yield ""
            yield self._alike_laid_out(published, notices)
        for vocabulary in self.changes.vocabularies:
            yield ""
            yield prose(
                (f"{REGISTER_SIGNS['changed']} {self.t('review.vocabulary')}  ", "value"), (vocabulary.file, "bold")
            )
            yield from indented(*(prose((entry, "")) for entry in self._entries(vocabulary)))

    def _head(self, kind: str, notice: PublishedNotice) -> Prose:
        label = f"{REGISTER_SIGNS[kind]} {self.t(f'review.{kind}')}  "
        return prose((label, REGISTER_STYLES[kind]), (notice.id, "bold"), ("  " + self._title(notice), ""))

    def _added_laid_out(self, added: NoticeAdded, every: bool) -> Iterator[RenderableType]:
        yield self._head("added", added.notice)
        yield from indented(prose((self._since(added), "")))
        if added.comparison:
            drawing = self.changes.comparisons[1].drawing(added.comparison)
            wording = self._wording(added.comparison)
            yield from rows_laid_out(wording, drawing, every)
            yield from impact_laid_out(wording)

    def _changed_laid_out(self, change: NoticeChange, every: bool) -> Iterator[RenderableType]:
        yield self._head("changed", change.new)
        wording = self._wording(change.comparison)
        old, new = (comparisons.cut(change.new.id) for comparisons in self.changes.comparisons)
        yield from rows_laid_out(wording, Drawing((old, new)), every)
        details = list(self._details(change, wording))
        if details:
            yield ""
        yield from indented(*(prose((label, "bold"), ("  ", ""), (words, "")) for label, words in details))
        yield from impact_laid_out(wording)

    def _is_derived(self, change: NoticeChange) -> bool:
        """Whether only data from other files of the register differs, and no outcome."""
        differs = any(row.change != "same" for row in change.comparison.rows) or effects_of(change.comparison)
        return bool(change.published) and not (differs or change.files.any)

    def _alike_laid_out(self, published: tuple[str, ...], notices: list[str]) -> Prose:
        """One line for all, since a new notice changes the published form of every other in its area."""
        label = f"{REGISTER_SIGNS['changed']} {self.t('review.published')}  "
        return prose((label, "value"), (self._listed(published), "bold"), ("  ", ""), (self._listed(notices), ""))

    # As data

    def json(self) -> str:
        """All changes as JSON; a changed notice has the comparison of its two states in the contract's form."""
        changes = self.changes
        review = {
            "revision": self.revision,
            "notices": {
                "added": [self._added_json(added) for added in changes.added],
                "removed": [notice.id for notice in changes.removed],
                "changed": [self._changed_json(change) for change in changes.changed],
            },
            "vocabularies": [asdict(change) for change in changes.vocabularies],
        }
        return json.dumps(review, ensure_ascii=False, indent=2) + "\n"

    def _added_json(self, added: NoticeAdded) -> JsonObject:
        return {
            "notice": added.notice.id,
            "before": added.before and added.before.id,
            "comparison": added.comparison and self._comparison_json(added.comparison),
        }

    def _comparison_json(self, comparison: Comparison) -> JsonObject:
        return comparison_json(comparison, self.changes.vocabulary, self.words)

    def _changed_json(self, change: NoticeChange) -> JsonObject:
        return {
            "notice": change.new.id,
            "comparison": self._comparison_json(change.comparison),
            "corrections": [
                {"change": kind, "clause": clause, "received": fix.received, "published": fix.published}
                for kind, clause, fix in change.files.corrections
            ],
            "parts": list(change.files.parts),
            "clauses": {clause: list(fields) for clause, fields in change.files.clauses.items()},
            "published": list(change.published),
        }


def _shortened(a: str, b: str) -> tuple[str, str]:
    """Excerpts of both values, from a little before the first character that differs."""
    if max(len(a), len(b)) <= LONGEST:
        return a, b
    alike = next((at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))
    start = max(alike - CONTEXT, 0)
    return _excerpt(a, start), _excerpt(b, start)


def _excerpt(text: str, start: int) -> str:
    before, after = "…" if start else "", "…" if len(text) > start + LONGEST else ""
    return f"{before}{text[start : start + LONGEST]}{after}"

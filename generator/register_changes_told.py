"""What changes in a register, told to staff before it is published: as text, and as JSON for other programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from generator.comparison.drawing import Drawing
from generator.comparison.tables import comparison_json
from generator.comparison.wording import Wording
from generator.comparison_text import impact_laid_out, impact_told, rows_laid_out, rows_told
from generator.register import Notice
from generator.register_changes import NoticeChange, RegisterChanges, VocabularyChange
from generator.terminal import Line, indented, wrapped
from generator.words import Translate, Words

VALUES = ("title", "addressees", "issuer", "issued")
"""The parts of a notice that are short enough to be told as they were and are."""
SIGNS = {"added": "+", "removed": "−", "changed": "≠"}
STYLES = {"added": "added", "removed": "absent", "changed": "value"}


class Told:
    """Tells a register's changes in one language."""

    def __init__(self, changes: RegisterChanges, words: Words, language: str, revision: str):
        self.changes, self.words, self.language, self.revision = changes, words, language, revision
        self.t: Translate = words.of(language)

    def _wording(self, change: NoticeChange) -> Wording:
        return Wording(change.comparison, self.changes.vocabulary, self.words, self.language)

    # A line a change

    def lines(self, every: bool) -> Iterator[str]:
        """A line a change, each with what it is about first."""
        if not self.changes.any:
            yield self.t("review.none", revision=self.revision)
            return
        yield self.t("review.title", revision=self.revision)
        for kind, notice in self._whole():
            yield f"{notice.id} [{self.t(f'review.{kind}')}] {self._title(notice)}"
        for change in self.changes.changed:
            wording = self._wording(change)
            told = [
                *rows_told(change.comparison, wording, every),
                *(f"[{label}] {words}" for label, words in self._details(change, wording)),
                *(f"[{self.t(f'comparison.effects.{effect}')}] {words}" for effect, words in self._impact(wording)),
            ]
            yield from (f"{change.new.id} {line}" for line in told)
        for change in self.changes.vocabularies:
            yield f"{change.file} [{self.t('review.vocabulary')}] {self._entries(change)}"

    def _whole(self) -> Iterator[tuple[str, Notice]]:
        yield from (("added", notice) for notice in self.changes.added)
        yield from (("removed", notice) for notice in self.changes.removed)

    def _title(self, notice: Notice) -> str:
        return getattr(notice.document.title, self.language)

    def _impact(self, wording: Wording) -> Iterator[tuple[str, str]]:
        return impact_told(wording.comparison, wording)

    def _details(self, change: NoticeChange, wording: Wording) -> Iterator[tuple[str, str]]:
        """What topics do not show: title and signature, corrections, and which data of which clause."""
        for part in change.parts:
            values = [self._part(notice, part) for notice in (change.old, change.new)] if part in VALUES else []
            yield self.t(f"review.parts.{part}"), self._from_to(*values) if values else change.new.id
        for kind, clause, correction in change.corrections:
            cited = wording.cites[kind == "added"][clause]
            words = self._from_to(json.dumps(correction.received, ensure_ascii=False),
                                  json.dumps(correction.published, ensure_ascii=False))  # fmt: skip
            yield self.t("review.correction"), f"{SIGNS[kind]} {cited}: {words}"
        for clause, fields in change.clauses.items():
            yield self.t("review.clause"), f"{clause}: {', '.join(fields)}"

    def _part(self, notice: Notice, part: str) -> str:
        value = getattr(notice.document, part)
        return value.isoformat() if isinstance(value, date) else f"{value.zh} / {value.en}"

    def _from_to(self, a: str, b: str) -> str:
        return self.t("review.from_to", a=a, b=b)

    def _entries(self, change: VocabularyChange) -> str:
        told = [
            f"{SIGNS[kind]} {self.t('decision.and').join(entries)}"
            for kind in ("added", "removed", "changed")
            if (entries := getattr(change, kind))
        ]
        return "  ".join(told) or self.t("review.reordered")

    # Laid out

    def laid_out(self, room: int, every: bool) -> Iterator[Line]:
        """The same for a terminal, every changed notice as a comparison of its two states."""
        if not self.changes.any:
            yield from wrapped([(self.t("review.none", revision=self.revision), "bold")], room)
            return
        yield from wrapped([(self.t("review.title", revision=self.revision), "bold")], room)
        for kind, notice in self._whole():
            yield []
            yield from self._headed(kind, notice, room)
        for change in self.changes.changed:
            yield []
            yield from self._headed("changed", change.new, room)
            wording = self._wording(change)
            cuts = tuple(of.cut(change.new.id) for of in self.changes.comparisons)
            yield from rows_laid_out(wording, Drawing(cuts), room, every)
            details = list(self._details(change, wording))
            yield from [[]] if details else []
            for label, words in details:
                yield from indented(wrapped([(label, "bold"), ("  ", ""), (words, "")], room - 3), 3)
            yield from impact_laid_out(wording, room)
        for change in self.changes.vocabularies:
            yield []
            label = f"≠ {self.t('review.vocabulary')}  "
            yield from wrapped([(label, "value"), (change.file, "bold"), ("  " + self._entries(change), "")], room)

    def _headed(self, kind: str, notice: Notice, room: int) -> Iterator[Line]:
        label = f"{SIGNS[kind]} {self.t(f'review.{kind}')}  "
        return wrapped([(label, STYLES[kind]), (notice.id, "bold"), ("  " + self._title(notice), "")], room)

    # As data

    def json(self) -> str:
        """Everything, a changed notice with the comparison of its states in the contract's form."""
        changes = self.changes
        told = {
            "revision": self.revision,
            "notices": {
                "added": [notice.id for notice in changes.added],
                "removed": [notice.id for notice in changes.removed],
                "changed": [self._changed(change) for change in changes.changed],
            },
            "vocabularies": [asdict(change) for change in changes.vocabularies],
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

    def _changed(self, change: NoticeChange) -> dict:
        return {
            "notice": change.new.id,
            "comparison": comparison_json(change.comparison, self.changes.vocabulary, self.words),
            "corrections": [
                {"change": kind, "clause": clause, "received": fix.received, "published": fix.published}
                for kind, clause, fix in change.corrections
            ],
            "parts": list(change.parts),
            "clauses": {clause: list(fields) for clause, fields in change.clauses.items()},
        }

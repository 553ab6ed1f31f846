"""Puts suggested English into a draft, as comments: the English itself stays a ``TODO``."""

from dataclasses import replace

from generator.importing.draft import Draft, DraftClause, Words
from generator.importing.finding.statements import TODO
from generator.translating.suggesting import Suggesting


def with_english(draft: Draft, suggesting: Suggesting) -> Draft:
    """``draft`` with what the register knows above each ``TODO`` in place of English."""
    return replace(
        draft,
        title=_words(draft.title, suggesting),
        addressees=_words(draft.addressees, suggesting),
        issuer=_words(draft.issuer, suggesting),
        clauses=tuple(_clause(clause, suggesting) for clause in draft.clauses),
    )


def _words(words: Words | None, suggesting: Suggesting) -> Words | None:
    if words is None or words.en != TODO:
        return words
    return replace(words, comment=_comment(words.zh, suggesting))


def _clause(clause: DraftClause, suggesting: Suggesting) -> DraftClause:
    return clause if clause.en != TODO else replace(clause, english=_comment(clause.zh, suggesting))


def _comment(chinese: str, suggesting: Suggesting) -> str:
    suggestion = suggesting.suggestion(chinese)
    return suggestion.comment if suggestion else ""

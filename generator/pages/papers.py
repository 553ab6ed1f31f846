"""The papers that an applicant brings, as a list to tick."""

from dataclasses import dataclass

from generator.comparison.citing import in_sentence
from generator.decisions.answer_words import value_words
from generator.published.notice import PublishedMaterial, PublishedNotice
from generator.register.model import ROW
from generator.words.load import Translate


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: how many copies, whom it is asked of if not of everybody, and what else to know of it."""

    name: str
    copies: str
    asked_of: tuple[str, ...]
    notes: tuple[str, ...]
    clause: str


def papers(notice: PublishedNotice, cited: dict[str, str], t: Translate, language: str) -> list[Paper]:
    """The papers in the notice's order; ``t`` knows the register's words, too."""
    return [
        Paper(
            item.of(language),
            t("notice.papers.copies", count=item.copies) if item.copies else "",
            tuple(_asked_of(item, cited, t)),
            tuple(text.of(language) for text in (item.note, item.waived) if text),
            item.clause,
        )
        for item in notice.materials
    ]


def _asked_of(item: PublishedMaterial, cited: dict[str, str], t: Translate) -> list[str]:
    said = []
    for key, values in item.when.items():
        if key == ROW:
            clauses = t("decision.and").join(in_sentence(cited[str(value)], t) for value in values)
            said.append(t("notice.papers.by_row", clauses=clauses))
        else:
            words = t("decision.and").join(value_words(t, key, value) for value in values)
            label = t(f"asked.{key}")
            # A question whose answer is yes says by its label whom it is about.
            of_all = values == (True,)
            said.append(t("notice.papers.only", who=label if of_all else t("decision.said", label=label, words=words)))
    return said

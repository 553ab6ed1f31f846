"""The page of a notice: key facts, clauses in document order, corrections."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.comparison.citing import shown_label
from generator.languages import LANGUAGES
from generator.pages.key_facts import KeyFact, key_facts
from generator.pages.page import Heading, Page, Pages
from generator.pages.renderer import Renderer
from generator.pages.rounds import RoundView, round_view
from generator.published.notice import PublishedClause, PublishedNotice
from generator.published.publication import Publication
from generator.words.load import Translate
from generator.words.typography import cites, with_breaks_shown
from selfcheck.words import day


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with the text before and after it."""

    before: str
    rows: tuple[tuple[str, ...], ...]
    after: str


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """A change to this clause (``by``) or made by it: the other notice's clause, and its words."""

    by: bool
    notice: str
    title: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause as it is set: ``level`` is 2, 3 or 4 for a heading, 0 for a paragraph."""

    id: str
    level: int
    label: str
    zh: str
    en: str
    title: str
    topics: tuple[str, ...]
    table: tuple[TableView, ...]
    """Its table in Chinese and in English, where it has one."""
    amendments: tuple[AmendmentView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    clause: str
    received: str
    published: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    round: RoundView
    title: str
    other_title: str
    addressees: str
    facts: tuple[KeyFact, ...]
    clauses: tuple[ClauseView, ...]
    corrections: tuple[CorrectionView, ...]
    signature: tuple[str, ...]
    cites: dict[str, str]
    """Clause ids as a reader of the page's language cites them."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another notice to compare with."""

    notice: PublishedNotice
    name: str


def _notices(renderer: Renderer) -> Iterator[Page]:
    others: dict[str, list[PublishedNotice]] = {}
    for a, b in renderer.pairs:
        others.setdefault(a.id, []).append(b)
    for language in LANGUAGES:
        for notice in renderer.notices:
            compared = [Other(b, renderer.short_name(b, language)) for b in others.get(notice.id, ())]
            yield _notice(renderer, language, notice, compared)


def _notice(renderer: Renderer, language: str, notice: PublishedNotice, others: list[Other]) -> Page:
    t, path = renderer.words.of(language), f"notices/{notice.id}/"
    view = notice_view(renderer.publication, notice, t, language)
    issued = day(notice.issued, language)
    description = t("notice.description", issuer=notice.issuer.of(language), issued=issued)
    headings = (
        Heading(2, "facts", t("notice.facts")),
        *(Heading(c.level, f"c-{c.id}", c.title) for c in view.clauses if c.level in (2, 3)),
        Heading(2, "corrections", t("notice.corrections")),
        Heading(2, "data", t("notice.data")),
    )
    body = renderer.body("notice.html", language, path, view=view, others=others, headings=headings)
    return Page(language, path, view.title, description, body, notice.file, "notice", headings)


PAGES = Pages(_notices)


def notice_view(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> NoticeView:
    """The page of ``notice`` in ``language``."""
    topics = publication.topic_names(language)
    sign = t("notice.line_break")
    summary = round_view(publication, notice, t, language)
    return NoticeView(
        round=summary,
        title=summary.title,
        other_title=summary.other_title,
        addressees=notice.addressees.of(language),
        facts=tuple(key_facts(publication, notice, t, language)),
        clauses=tuple(_clause_view(publication, notice, clause, topics, language) for clause in notice.all_clauses),
        corrections=tuple(
            CorrectionView(fix.clause, with_breaks_shown(fix.received, sign), with_breaks_shown(fix.published, sign))
            for fix in notice.corrections
        ),
        signature=tuple(line.strip() for line in notice.signature.splitlines() if line.strip()),
        cites=cites(notice, t, language),
    )


def _clause_view(
    publication: Publication, notice: PublishedNotice, clause: PublishedClause, topics: dict[str, str], language: str
) -> ClauseView:
    level, label = notice.levels.get(clause.id, 0), shown_label(clause.label)
    title = label + clause.zh if language == "zh" else f"{clause.id} {clause.en}"
    named = () if level else tuple(topics[topic] for topic in clause.topics)
    tables = tuple(_table(clause.of(each), clause.table.of(each)) for each in ("zh", "en") if clause.table)
    amendments = tuple(_amendments(publication, notice, clause.id, language))
    return ClauseView(clause.id, level, label, clause.zh, clause.en, title, named, tables, amendments)


def _table(text: str, rows: tuple[tuple[str, ...], ...]) -> TableView:
    """The table within its clause's text: the text before the first cell and after the last."""
    reached = text.index(rows[0][0])
    before = text[:reached]
    for cell in (cell for row in rows for cell in row):
        reached = text.index(cell, reached) + len(cell)
    return TableView(before.strip(), rows, text[reached:].strip())


def _amendments(
    publication: Publication, notice: PublishedNotice, clause: str, language: str
) -> Iterator[AmendmentView]:
    for change in notice.amends:
        if change.by_clause == clause:
            title = publication.by_id[change.notice].title.of(language)
            yield AmendmentView(False, change.notice, title, change.clause, change.quote)
    for change in notice.amended_by:
        if change.clause == clause:
            title = change.by_title.of(language)
            yield AmendmentView(True, change.by_notice, title, change.by_clause, change.quote)

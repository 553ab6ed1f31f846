"""The page of a notice: how it stands, what an applicant needs to know, then the document itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.comparison.citing import in_sentence, ordinal
from generator.languages import LANGUAGES
from generator.pages.announcement import announcement
from generator.pages.changes import Changes, Mark, changes
from generator.pages.conditions import Conditions, conditions
from generator.pages.drawn import Drawn, Heading
from generator.pages.key_facts import KeyFact, key_facts
from generator.pages.levels import Level, levels
from generator.pages.page import Page, Pages
from generator.pages.papers import Paper, papers
from generator.pages.renderer import Renderer
from generator.pages.rounds import RoundView, round_view, state_words
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
    cite: str
    quote: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause as it is set: ``level`` is 2, 3 or 4 for a heading, 0 for a paragraph; ``ordinals`` by language."""

    id: str
    level: int
    ordinals: dict[str, str]
    zh: str
    en: str
    title: str
    table: tuple[TableView, ...]
    """Its table in Chinese and in English, where it has one."""
    amendments: tuple[AmendmentView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    clause: str
    received: str
    published: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """What an applicant needs to know, each with its clauses."""

    conditions: Conditions
    levels: list[Level]
    judged: dict[str, list[str]]
    """What only the employer or the authority can judge, with its clauses."""
    papers: list[Paper]


@dataclass(frozen=True, slots=True)
class NoticeView:
    round: RoundView
    title: str
    other_title: str
    titles: dict[str, str]
    addressees: dict[str, str]
    issued: dict[str, str]
    """As the document has them, by language."""
    facts: tuple[KeyFact, ...]
    applicant: Applicant
    clauses: tuple[ClauseView, ...]
    corrections: tuple[CorrectionView, ...]
    signature: tuple[str, ...]
    cites: dict[str, str]
    """Clause ids as a reader of the page's language cites them."""
    changes: Changes | None
    marks: dict[str, Mark]


@dataclass(frozen=True, slots=True)
class Other:
    """Another notice that this one is compared with, and where."""

    path: str
    name: str


def _notices(renderer: Renderer) -> Iterator[Page]:
    for notice in renderer.notices:
        own = renderer.only(_beside(renderer, notice))
        for language in renderer.languages:
            yield notice_page(own, language, notice)


def _beside(renderer: Renderer, notice: PublishedNotice) -> set[str]:
    """The notice and those that its page names: what it is compared with, what it amends and what amends it."""
    comparisons = renderer.comparisons
    earlier = [known[notice.id].id for known in (comparisons.before, comparisons.earlier) if notice.id in known]
    amended = [change.notice for change in notice.amends] + [change.by_notice for change in notice.amended_by]
    return {notice.id, *renderer.compared.get(notice.id, ()), *earlier, *amended}


def notice_page(renderer: Renderer, language: str, notice: PublishedNotice) -> Page:
    """The page of one notice."""
    t = renderer.words.of(language)
    issued = day(notice.issued, language)
    return Page(
        language=language,
        path=f"notices/{notice.id}/",
        title=notice.title.of(language),
        description=t("notice.description", issuer=notice.issuer.of(language), issued=issued),
        draw=partial(_draw, renderer, language, notice),
        source=notice.file,
        style="notice",
        plain_scripts=("notice.js",),
        announcement=announcement(renderer.publication, notice, t, language),
        scope=renderer,
    )


def _draw(renderer: Renderer, language: str, notice: PublishedNotice) -> Drawn:
    view = notice_view(renderer, notice, language)
    return renderer.draw(
        "notice.html",
        language,
        f"notices/{notice.id}/",
        tuple(_headings(view, renderer.words.of(language))),
        view=view,
        others=tuple(_others(renderer, notice, language)),
        state_words=state_words(renderer.words, language),
    )


def _others(renderer: Renderer, notice: PublishedNotice, language: str) -> Iterator[Other]:
    """From this notice to another where that is to be read, else from the other to this one."""
    compared = renderer.compared.get(notice.id, {})
    for other, (a, b) in compared.items():
        yield Other(f"compare/{a.id}/{b.id}/", renderer.short_name(renderer.publication.by_id[other], language))


PAGES = Pages(_notices)


def _headings(view: NoticeView, t: Translate) -> Iterator[Heading]:
    applicant = view.applicant
    parts = {
        "who": applicant.conditions.who,
        "levels": applicant.levels,
        "conditions": applicant.conditions.further or applicant.judged,
        "materials": applicant.papers,
        "facts": view.facts,
    }
    for name, content in parts.items():
        if content:
            yield Heading(2, name, t(f"notice.{name}.title"))
    yield Heading(2, "text", t("notice.text"))
    for clause in view.clauses:
        if clause.level in (2, 3):
            yield Heading(clause.level + 1, f"c-{clause.id}", clause.title)
    yield Heading(2, "corrections", t("notice.corrections"))
    yield Heading(2, "data", t("notice.data"))


def notice_view(renderer: Renderer, notice: PublishedNotice, language: str) -> NoticeView:
    """The page of ``notice`` in ``language``."""
    publication, t = renderer.publication, renderer.words.of(language)
    sign, cited = t("notice.line_break"), cites(notice, t, language)
    summary, changed = round_view(publication, notice, t, language), changes(renderer, notice, language)
    return NoticeView(
        round=summary,
        title=summary.title,
        other_title=summary.other_title,
        titles={each: notice.title.of(each) for each in LANGUAGES},
        addressees={each: notice.addressees.of(each) for each in LANGUAGES},
        issued={each: day(notice.issued, each) for each in LANGUAGES},
        facts=tuple(key_facts(publication, notice, t, language)),
        applicant=_applicant(renderer, notice, cited, language),
        clauses=tuple(_clause_view(renderer, notice, clause, language) for clause in notice.all_clauses),
        corrections=tuple(
            CorrectionView(fix.clause, with_breaks_shown(fix.received, sign), with_breaks_shown(fix.published, sign))
            for fix in notice.corrections
        ),
        signature=tuple(line.strip() for line in notice.signature.splitlines() if line.strip()),
        cites=cited,
        changes=changed,
        marks=changed.marks if changed else {},
    )


def _applicant(renderer: Renderer, notice: PublishedNotice, cited: dict[str, str], language: str) -> Applicant:
    t, comparisons = renderer.words.of(language), renderer.comparisons
    wording = comparisons.wording(comparisons.step(notice.id) or comparisons.since(notice), language)
    judged: dict[str, list[str]] = {}
    for item in notice.residual:
        judged.setdefault(item.of(language), []).append(item.clause)
    return Applicant(conditions(notice, wording), levels(notice, t), judged, papers(notice, cited, t, language))


def _clause_view(renderer: Renderer, notice: PublishedNotice, clause: PublishedClause, language: str) -> ClauseView:
    t = renderer.words.of(language)
    ordinals = {each: ordinal(clause.id, clause.label, t, each) for each in LANGUAGES}
    space = "" if language == "zh" else " "
    return ClauseView(
        clause.id,
        notice.levels.get(clause.id, 0),
        ordinals,
        clause.zh,
        clause.en,
        space.join(filter(None, (ordinals[language], clause.of(language)))),
        tuple(_table(clause.of(each), clause.table.of(each)) for each in LANGUAGES if clause.table),
        tuple(_amendments(renderer.publication, notice, clause.id, t, language)),
    )


def _table(text: str, rows: tuple[tuple[str, ...], ...]) -> TableView:
    """The table within its clause's text: the text before the first cell and after the last."""
    reached = text.index(rows[0][0])
    before = text[:reached]
    for cell in (cell for row in rows for cell in row):
        reached = text.index(cell, reached) + len(cell)
    return TableView(before.strip(), rows, text[reached:].strip())


def _amendments(
    publication: Publication, notice: PublishedNotice, clause: str, t: Translate, language: str
) -> Iterator[AmendmentView]:
    for change in (change for change in notice.amends if change.by_clause == clause):
        yield _amendment(False, publication.by_id[change.notice], change.clause, change.quote, t, language)
    for change in (change for change in notice.amended_by if change.clause == clause):
        yield _amendment(True, publication.by_id[change.by_notice], change.by_clause, change.quote, t, language)


def _amendment(by: bool, other: PublishedNotice, clause: str, quote: str, t: Translate, language: str) -> AmendmentView:
    cite = in_sentence(cites(other, t, language)[clause], t)
    return AmendmentView(by, other.id, other.title.of(language), clause, cite, quote)

"""Each jurisdiction's latest notice to be read without the self-check: conditions, materials and whom to ask.

They have a page of their own, stand in the self-check's page for readers without scripts, and in the one file. Those of
many jurisdictions would be megabytes on a phone: then each has a page, and the others have the list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.comparison.citing import in_sentence
from generator.decisions.wording import DecisionWords, TableView
from generator.folders import TEMPLATES
from generator.pages.contacts import contact
from generator.pages.diagram import diagram
from generator.pages.drawn import Drawn
from generator.pages.page import Page, Pages
from generator.pages.papers import papers
from generator.pages.renderer import Renderer, relative
from generator.pages.templates import environment
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.published.rounds import latest_rounds
from generator.words.load import Translate, Words
from generator.words.typography import cites, days, linked, short_name
from selfcheck.words import day

type Json = dict[str, Any]

PATH = "check/rules/"


@dataclass(frozen=True, slots=True)
class Links:
    """Where the page's links lead, with {notice} and {clause}; `inside`: to the notices' text in the page itself."""

    notice: str
    clause: str
    inside: bool
    path: str = "check/"
    """The page's own place in the site."""


IN_PLACE = 3
"""As many notices stand on one page together."""


def _rules(renderer: Renderer) -> Iterator[Page]:
    latest = latest_rounds(renderer.publication)
    for language in renderer.languages:
        t, source = renderer.words.of(language), str(renderer.publication.folder)
        draw = partial(_draw, renderer, language)
        yield Page(language, PATH, t("check.rules.heading"), t("check.rules.lead"), draw, source, "rules")
        for notice in latest if len(latest) > IN_PLACE else ():
            title = t("check.rules.of", notice=renderer.short_name(notice, language))
            own = renderer.only([notice.id])
            draw = partial(_draw, own, language, notice)
            yield Page(language, _path(notice), title, t("check.rules.lead"), draw, notice.file, "rules", scope=own)


def _path(notice: PublishedNotice) -> str:
    return f"{PATH}{notice.id}/"


def _draw(renderer: Renderer, language: str, notice: PublishedNotice | None = None) -> Drawn:
    words = renderer.words.and_of(renderer.publication.words)
    path = _path(notice) if notice else PATH
    to_notice = relative(path, "notices/{notice}/")
    links = Links(to_notice, to_notice + "#c-{clause}", inside=False, path=path)
    view = rules_view(renderer.publication, words, language, links, notice)
    return Drawn(
        environment(TEMPLATES)
        .get_template("rules.html")
        .render(t=words.of(language), language=language, links=links, **view)
    )


PAGES = Pages(_rules, PATH, search="check.rules.heading")


def rules_view(
    publication: Publication, words: Words, language: str, links: Links, alone: PublishedNotice | None = None
) -> Json:
    """What ``check/rules.html`` shows on the page of ``links``; ``words`` have those of the publication.

    ``alone``: the one notice of that page.
    """
    t = words.of(language)
    latest = sorted(latest_rounds(publication), key=lambda notice: notice.cutoff_day, reverse=True)
    last = {notice.id for notice in latest}
    older = sorted(publication.rounds, key=lambda notice: (notice.cutoff_day, notice.id), reverse=True)
    apart = not alone and not links.inside and len(latest) > IN_PLACE
    shown = [alone] if alone else [] if apart else latest
    return {
        "briefs": [_brief(publication, notice, t, language) for notice in shown],
        "apart": [
            {"name": short_name(publication, notice, t, language), "link": relative(links.path, _path(notice))}
            for notice in (latest if apart else ())
        ],
        "contacts": {notice.id: contact(publication, notice, t, language) for notice in publication.rounds},
        "older": [{"id": n.id, "title": n.title.of(language)} for n in older if n.id not in last and not alone],
    }


# Words


def cited(notice: PublishedNotice, t: Translate, language: str) -> dict[str, str]:
    """Every clause as a sentence names it: 二（一）3., clause 2.1.3."""
    return {clause: in_sentence(cite, t) for clause, cite in cites(notice, t, language).items()}


def _brief(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> Json:
    """The notice's conditions, materials and windows, readable without the self-check."""
    shown = cited(notice, t, language)
    places = {choice.id: t("decision.place", place=choice.of(language)) for choice in notice.affiliations}
    words = DecisionWords(t, language, shown, places)
    tables, titles = notice.tables, notice.titles_table
    name = short_name(publication, notice, t, language)
    topics = publication.topic_names(language)
    days_of = [
        *((topics[f"window.{each.key}"], days(each.days, t, language), each) for each in notice.windows),
        *((topics["cutoff"], day(each.cutoff.date, language), each.cutoff) for each in notice.openings if each.cutoff),
    ]
    return {
        "id": notice.id,
        "name": name,
        "conditions": _conditions(notice, [words.table(table) for table in tables], language),
        "titles": words.table(titles) if titles else None,
        "cited": shown,
        "cutoff": day(notice.cutoff_day, language) if any(each.cutoff for each in notice.openings) else None,
        "diagram": diagram(name, tables, titles, words),
        "materials": papers(notice, cites(notice, t, language), t, language),
        "not_modelled": [
            {"words": item.of(language), "clause": item.clause, "cited": shown[item.clause]}
            for item in notice.not_modelled
        ],
        "windows": [
            {"name": name, "days": when, "clause": stated.clause, "cited": shown[stated.clause]}
            for name, when, stated in days_of
        ],
    }


def _conditions(notice: PublishedNotice, tables: list[TableView], language: str) -> list[Json]:
    """Each table with the notice's text: the quoted words in Chinese, each clause once in English."""
    english = {clause.id: clause.en for clause in notice.all_clauses} if language == "en" else {}
    seen: set[str] = set()
    shown = []
    for table in tables:
        said = {clause: "" if clause in seen else english.get(clause, quote) for clause, quote in table.quotes.items()}
        seen |= english.keys() & table.quotes.keys()
        shown.append({"table": table, "said": {clause: linked(text) for clause, text in said.items()}})
    return shown

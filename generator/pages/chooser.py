"""The page that compares any two notices in the reader's browser, and lists the pairs that have pages of their own."""

from collections.abc import Iterator
from functools import partial

from generator.comparing.comparisons import VOCABULARY
from generator.languages import address
from generator.pages.drawn import Drawn
from generator.pages.page import Page, Pages
from generator.pages.renderer import TIME_LIMIT, Renderer, relative
from generator.published.rounds import has_workbook

PATH = "compare/"


def _chooser(renderer: Renderer) -> Iterator[Page]:
    for language in renderer.languages:
        t = renderer.words.of(language)
        yield Page(
            language,
            PATH,
            t("comparison.index.title"),
            t("comparison.index.description"),
            partial(_draw, renderer, language),
            str(renderer.publication.folder),
            "chooser",
            scripts=("chooser.js",),
            plain_scripts=("table.js",),
        )


def _draw(renderer: Renderer, language: str) -> Drawn:
    short = {notice.id: renderer.short_name(notice, language) for notice in renderer.notices}
    groups = [
        (known.of(language), [(n.id, short[n.id]) for n in renderer.notices if n.jurisdiction == known.id])
        for known in renderer.publication.jurisdictions.jurisdictions
    ]
    newest = [notice.id for notice in renderer.notices]
    data = {
        "language": language,
        "root": relative(address(language, PATH), ""),
        "timeLimit": TIME_LIMIT,
        "vocabulary": VOCABULARY,
        "words": renderer.words.under("comparison.index.live", language),
    }
    return renderer.draw(
        "chooser.html",
        language,
        PATH,
        rows=[(f"compare/{a.id}/{b.id}/", short[a.id], short[b.id], has_workbook(a, b)) for a, b in renderer.pairs],
        groups=[(name, notices) for name, notices in groups if notices],
        first=newest[min(1, len(newest) - 1)],
        second=newest[0],
        data=data,
    )


PAGES = Pages(_chooser, PATH, menu="site.nav.compare", search="comparison.index.title")

"""The comparison of two notices as a page: those of neighbouring rounds, and of the latest in two places."""

from collections.abc import Iterator
from functools import partial

from generator.comparing.formats import DOWNLOADS, download_files, download_path
from generator.comparison.page import Setting, comparison_page
from generator.languages import address
from generator.pages.drawn import Drawn
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer, relative
from generator.published.notice import PublishedNotice
from generator.published.rounds import has_workbook


def _pairs(renderer: Renderer) -> Iterator[Page]:
    for a, b in renderer.pairs:
        for language in renderer.languages:
            yield pair_page(renderer, language, a, b)


def pair_page(renderer: Renderer, language: str, a: PublishedNotice, b: PublishedNotice) -> Page:
    """The page of one comparison."""
    own, t = renderer.only((a.id, b.id)), renderer.words.of(language)
    names = {"a": renderer.short_name(a, language), "b": renderer.short_name(b, language)}
    return Page(
        language=language,
        path=f"compare/{a.id}/{b.id}/",
        title=t("comparison.title", **names),
        description=t("comparison.description", a=a.title.of(language), b=b.title.of(language)),
        draw=partial(_draw, own, language, a, b),
        beside=partial(_files, own, language, a, b),
        source=b.file,
        style="pair",
        plain_scripts=("table.js",),
        kept=not renderer.latest.isdisjoint((a.id, b.id)),
        scope=own,
    )


def _draw(renderer: Renderer, language: str, a: PublishedNotice, b: PublishedNotice) -> Drawn:
    comparison = renderer.comparisons.between(a, b)
    start = address(language, f"compare/{a.id}/{b.id}/")
    read, _ = renderer.compared.get(b.id, {}).get(a.id, (a, b))
    setting = Setting(
        renderer.comparisons.vocabulary,
        renderer.words,
        language,
        renderer.comparisons.drawing(comparison),
        root="../../../",
        # Where nobody has drawn the reverse, the reader's browser does.
        swap=f"../../{b.id}/{a.id}/" if read is b else f"../../?a={b.id}&b={a.id}",
        files=[(form, relative(start, download_path(form, language, a.id, b.id))) for form in _forms(a, b)],
    )
    return Drawn(comparison_page(comparison, setting))


def _files(renderer: Renderer, language: str, a: PublishedNotice, b: PublishedNotice) -> list[tuple[str, bytes]]:
    comparisons = renderer.comparisons
    return download_files(comparisons, comparisons.between(a, b), _forms(a, b), language, renderer.languages[0])


def _forms(a: PublishedNotice, b: PublishedNotice) -> list[str]:
    return [form for form in DOWNLOADS if form != "xlsx" or has_workbook(a, b)]


PAGES = Pages(_pairs)

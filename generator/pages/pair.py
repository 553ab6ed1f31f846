"""The comparison of two notices as a page: those of neighbouring rounds, and of one round in two jurisdictions."""

from collections.abc import Iterator

from generator.comparing.formats import DOWNLOADS, download_path
from generator.comparison.drawing import Drawing
from generator.comparison.page import Setting, comparison_page
from generator.comparison.rows import Comparison
from generator.languages import address
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer, relative


def _pairs(renderer: Renderer) -> Iterator[Page]:
    for a, b in renderer.pairs:
        comparison = renderer.comparisons.between(a, b)
        drawing = renderer.comparisons.drawing(comparison)
        for language in renderer.languages:
            yield pair_page(renderer, language, comparison, drawing)


def pair_page(renderer: Renderer, language: str, comparison: Comparison, drawing: Drawing) -> Page:
    """The page of one comparison."""
    a, b = comparison.a["id"], comparison.b["id"]
    t, path = renderer.words.of(language), f"compare/{a}/{b}/"
    start = address(language, path)
    setting = Setting(
        renderer.comparisons.vocabulary,
        renderer.words,
        language,
        drawing,
        root="../../../",
        swap=f"../../{b}/{a}/",
        files=[(form, relative(start, download_path(form, language, a, b))) for form in DOWNLOADS],
    )
    wording = renderer.comparisons.wording(comparison, language)
    title = t("comparison.title", a=wording.names[0], b=wording.names[1])
    description = t("comparison.description", a=comparison.a["title"][language], b=comparison.b["title"][language])
    source = renderer.publication.by_id[b].file
    body, kept = comparison_page(comparison, setting), not renderer.latest.isdisjoint((a, b))
    return Page(language, path, title, description, body, source, "pair", plain_scripts=("table.js",), kept=kept)


PAGES = Pages(_pairs)

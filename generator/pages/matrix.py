"""The matrix: every topic by every notice."""

from collections.abc import Iterator
from functools import partial

from generator.comparison.row_tables import SIGNS
from generator.pages.drawn import Drawn
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer

PATH = "compare/matrix/"


def _matrix(renderer: Renderer) -> Iterator[Page]:
    for language in renderer.languages:
        t = renderer.words.of(language)
        yield Page(
            language,
            PATH,
            t("matrix.title"),
            t("matrix.description"),
            partial(_draw, renderer, language),
            str(renderer.publication.folder),
            "matrix",
            plain_scripts=("matrix.js",),
        )


def _draw(renderer: Renderer, language: str) -> Drawn:
    years = sorted({notice.round[:4] for notice in renderer.notices}, reverse=True)
    return renderer.draw(
        "matrix.html", language, PATH, histories=renderer.histories(language), years=years, signs=SIGNS
    )


PAGES = Pages(_matrix, PATH, search="matrix.title")

"""The matrix: every topic by every notice."""

from collections.abc import Iterator

from generator.comparison.row_tables import SIGNS
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer

PATH = "compare/matrix/"


def _matrix(renderer: Renderer) -> Iterator[Page]:
    years = sorted({notice.round[:4] for notice in renderer.notices}, reverse=True)
    for language in renderer.languages:
        t = renderer.words.of(language)
        view = {"histories": renderer.histories(language), "years": years, "signs": SIGNS}
        body = renderer.body("matrix.html", language, PATH, **view)
        yield Page(
            language,
            PATH,
            t("matrix.title"),
            t("matrix.description"),
            body,
            str(renderer.publication.folder),
            "matrix",
            plain_scripts=("matrix.js",),
        )


PAGES = Pages(_matrix, PATH, search="matrix.title")

"""The list of topics; each links to its history."""

from collections.abc import Iterator
from functools import partial

from generator.pages.drawn import Drawn
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer

PATH = "compare/topics/"


def _topics(renderer: Renderer) -> Iterator[Page]:
    source = str(renderer.publication.folder / "topics.yaml")
    for language in renderer.languages:
        t = renderer.words.of(language)
        draw = partial(_draw, renderer, language)
        title, description = t("history.index.title"), t("history.index.description")
        yield Page(language, PATH, title, description, draw, source, "topics", kept=False)


def _draw(renderer: Renderer, language: str) -> Drawn:
    return renderer.draw("topics.html", language, PATH, histories=renderer.histories(language))


PAGES = Pages(_topics, PATH, search="history.index.title")

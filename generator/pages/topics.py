"""The list of topics; each links to its history."""

from collections.abc import Iterator

from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer

PATH = "compare/topics/"


def _topics(renderer: Renderer) -> Iterator[Page]:
    source = str(renderer.publication.folder / "topics.yaml")
    for language in renderer.languages:
        t = renderer.words.of(language)
        body = renderer.body("topics.html", language, PATH, histories=renderer.histories(language))
        title, description = t("history.index.title"), t("history.index.description")
        yield Page(language, PATH, title, description, body, source, "topics", kept=False)


PAGES = Pages(_topics, PATH, search="history.index.title")

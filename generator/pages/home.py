"""The home page: where to begin, and every round."""

from collections.abc import Iterator
from functools import partial

from generator.pages.drawn import Drawn
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer
from generator.pages.rounds import states


def _home(renderer: Renderer) -> Iterator[Page]:
    for language in renderer.languages:
        t = renderer.words.of(language)
        draw = partial(_draw, renderer, language)
        title, description, source = t("home.title"), t("home.description"), str(renderer.publication.folder)
        yield Page(language, "", title, description, draw, source, "home", plain_scripts=("rounds.js",))


def _draw(renderer: Renderer, language: str) -> Drawn:
    return renderer.draw("home.html", language, "", **states(renderer, language))


PAGES = Pages(_home)

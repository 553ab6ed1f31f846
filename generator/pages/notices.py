"""The list of all notices, with the timeline of their rounds."""

from collections.abc import Iterator
from functools import partial

from generator.pages.drawn import Drawn
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer
from generator.pages.rounds import states
from generator.pages.timeline import timeline

PATH = "notices/"


def _notices(renderer: Renderer) -> Iterator[Page]:
    for language in renderer.languages:
        t = renderer.words.of(language)
        draw = partial(_draw, renderer, language)
        title, description, source = (
            t("home.notices.title"),
            t("home.notices.description"),
            str(renderer.publication.folder),
        )
        yield Page(language, PATH, title, description, draw, source, "notices", plain_scripts=("rounds.js",))


def _draw(renderer: Renderer, language: str) -> Drawn:
    times = timeline(renderer.publication, renderer.words.of(language), language)
    return renderer.draw("notices.html", language, PATH, timeline=times, **states(renderer, language))


PAGES = Pages(_notices, PATH, menu="site.nav.notices", search="home.notices.title")

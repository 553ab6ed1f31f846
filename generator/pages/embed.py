"""The self-check without the site's frame, for a page of others to show in a frame of its own."""

from collections.abc import Iterator
from functools import partial

from generator.pages.check import check_page
from generator.pages.drawn import Drawn
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer
from generator.pages.rules import Links

PATH = "embed/check/"

EMBEDDED = Links("../../notices/{notice}/", "../../notices/{notice}/#c-{clause}", inside=False, path=PATH)


def _embedded(renderer: Renderer) -> Iterator[Page]:
    for language in renderer.languages:
        t = renderer.words.of(language)
        yield Page(
            language=language,
            path=PATH,
            title=t("check.title"),
            description=t("check.lead"),
            draw=partial(_draw, renderer, language),
            source=str(renderer.publication.folder),
            style="embed",
            scripts=("check.js",),
            plain_scripts=("embed.js",),
            kept=False,
            template="embed.html",
            listed=False,
        )


def _draw(renderer: Renderer, language: str) -> Drawn:
    return Drawn(check_page(renderer.publication, renderer.words, language, EMBEDDED))


PAGES = Pages(_embedded, PATH)

"""The version for elders: whom to call, then one thing in each line. National guidelines ask for it (GB/T 37668)."""

from collections.abc import Iterator
from functools import partial

from generator.pages.drawn import Drawn
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer
from generator.pages.rounds import RoundView, round_views

PATH = "easy/"


def _easy(renderer: Renderer) -> Iterator[Page]:
    source = str(renderer.publication.folder)
    for language in renderer.languages:
        t = renderer.words.of(language)
        draw = partial(_draw, renderer, language)
        yield Page(language, PATH, t("easy.title"), t("easy.description"), draw, source, "easy")


def _draw(renderer: Renderer, language: str) -> Drawn:
    latest = [view for view in round_views(renderer, language) if view.notice.id in renderer.latest]
    return renderer.draw("easy.html", language, PATH, rounds=latest, phones=_phones)


def _phones(view: RoundView) -> list[str]:
    """The numbers to call, each as a link."""
    return [contact.value for contact in view.contacts if "tel:" in contact.value]


PAGES = Pages(_easy, PATH, search="easy.title")

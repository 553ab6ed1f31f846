"""All generated pages of the site."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.comparing.comparisons import Comparisons
from generator.languages import LANGUAGES
from generator.pages import (
    check,
    chooser,
    components,
    easy,
    embed,
    format,
    history,
    home,
    matrix,
    notice,
    notices,
    pair,
    rules,
    topics,
)
from generator.pages.page import Page
from generator.pages.renderer import Renderer

PAGES = (
    home.PAGES,
    notices.PAGES,
    notice.PAGES,
    check.PAGES,
    rules.PAGES,
    embed.PAGES,
    chooser.PAGES,
    matrix.PAGES,
    topics.PAGES,
    history.PAGES,
    format.PAGES,
    components.PAGES,
    easy.PAGES,
    pair.PAGES,
)
"""In the order of the main navigation and of what search finds."""


def pages(
    comparisons: Comparisons,
    templates: Path,
    offline_size: Callable[[], int] | None = None,
    languages: tuple[str, ...] = LANGUAGES,
) -> Iterator[Page]:
    """Yields every generated page, the comparisons of two notices last.

    `comparisons` have the notices and the words; `offline_size`: tells the bytes of the self-check in one file;
    `languages`: those that the site has pages in.
    """
    renderer = Renderer(comparisons, templates, offline_size, languages)
    for one in PAGES:
        for page in one.make(renderer):
            yield page if page.scope else replace(page, scope=renderer)

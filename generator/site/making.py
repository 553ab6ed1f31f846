"""Makes the generated pages and the files beside them, ahead of whoever writes them."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from generator.pages.drawn import Drawn
from generator.pages.page import Page
from generator.site.ahead import ahead

type Made = tuple[Drawn, list[tuple[str, bytes]]]
"""What a page says, and the files beside it."""


def make(page: Page) -> Made:
    return page.draw(), page.beside()


def made_ahead(pages: Sequence[Page]) -> Iterator[tuple[Page, Made]]:
    """Each page with what is made of it, in their order.

    The languages of a page that follow each other are made in one process, since they share what is worked out.
    """
    twins = [list(group) for _, group in groupby(pages, key=lambda page: page.path)]
    made = ahead([partial(_make_all, group) for group in twins])
    for group, results in zip(twins, made, strict=True):
        yield from zip(group, results, strict=True)


def _make_all(pages: Sequence[Page]) -> list[Made]:
    return [make(page) for page in pages]

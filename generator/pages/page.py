"""A generated page as it goes into the site, and the entry by which the site has the pages of a module.

Nothing here knows the engine that puts the frame around the pages.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.languages import address
from generator.pages.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents; ``level`` is 2 for ``h2``."""

    level: int
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language: ``path`` ends in ``/`` (``""`` is the home page), ``body`` is HTML."""

    language: str
    path: str
    title: str
    description: str
    body: str
    source: str
    """The file that the page is made from, as the register names it."""
    style: str
    """The sheet that such pages load beside the site's: its name in ``styles/pages/``."""
    headings: tuple[Heading, ...] = ()
    scripts: tuple[str, ...] = ()
    """Modules, which run Python, by their names in ``assets/browser/``."""
    plain_scripts: tuple[str, ...] = ()
    """Scripts that also run from a file, and no Python."""
    kept: bool = True
    """Whether devices keep it for use without the network."""

    @property
    def address(self) -> str:
        return address(self.language, self.path)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one module, and how a reader comes to the page at ``path`` other than by links."""

    make: Callable[[Renderer], Iterator[Page]]
    """All of them, in both languages, each when it is asked for."""
    path: str = ""
    menu: str = ""
    """The key of its words in the main navigation, where it stands there."""
    search: str = ""
    """The key of the title by which search finds it, where it does."""

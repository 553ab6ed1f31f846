"""A generated page, and the entry that adds a module's pages to the site.

Nothing here knows the engine that puts the frame around the pages.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.languages import address
from generator.pages.drawn import Drawn
from generator.pages.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language: ``path`` ends in ``/`` (``""`` is the home page).

    It is drawn only where somebody asks, and nothing of that is kept: a site's pages together outgrow the memory.
    """

    language: str
    path: str
    title: str
    description: str
    draw: Callable[[], Drawn]
    source: str
    """The file that the page is made from, as the register names it."""
    style: str
    """The sheet loaded beside the site's: its name in ``styles/pages/``."""
    scripts: tuple[str, ...] = ()
    """Modules that run Python: names in ``assets/browser/``."""
    plain_scripts: tuple[str, ...] = ()
    """Scripts that run no Python and also work from a file."""
    kept: bool = True
    """Whether devices keep it for use without the network."""
    template: str = "main.html"
    """The document around it, in ``site_src/overrides``."""
    listed: bool = True
    """Whether the sitemap has it, and search engines may."""
    beside: Callable[[], list[tuple[str, bytes]]] = list
    """Makes the files that lie beside it and are of it alone: site path and content."""
    announcement: Mapping[str, Any] | None = None
    """What it announces, as JSON-LD."""
    scope: Renderer | None = None
    """What it is made from; where nothing is said, of all that there is."""

    @property
    def address(self) -> str:
        return address(self.language, self.path)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one module, and how a reader reaches the page at ``path`` other than by links."""

    make: Callable[[Renderer], Iterator[Page]]
    """Yields all of them, in both languages."""
    path: str = ""
    menu: str = ""
    """The key of its words in the main navigation, if it is there."""
    search: str = ""
    """The key of its title in search, if search finds it."""

"""What surrounds every page: navigation, the link to its twin, and links to the site's files."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.languages import LANGUAGE_TAGS, OTHER, Words, address
from generator.pages.renderer import relative
from generator.pages.site import PAGES

ABOUT, STAFF = "about/", "staff/"
"""Pages in Markdown that the navigation leads to."""
SECTIONS = {pages.path: pages.menu for pages in PAGES if pages.menu} | {ABOUT: "site.nav.about"}
"""The main navigation: its pages, and the keys of its words."""


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page: its language, its twin, the navigation, and how it reaches the site's own files."""

    language: str
    tag: str
    home: Link
    sections: tuple[Link, ...]
    about: Link
    staff: Link
    twin: Link
    twin_tag: str
    t: Callable[..., str]
    file: Callable[[str], str]
    """The link to a file of the site."""
    own: Callable[[str], str]
    """The link to a file that each language has at its root."""


def frame(words: Words, language: str, path: str) -> Frame:
    """The frame of the page at ``path``."""
    t, start, other = words.of(language), address(language, path), OTHER[language]

    def link(target: str, key: str) -> Link:
        current = path == target or (bool(target) and path.startswith(target))
        return Link(t(key), relative(start, address(language, target)), current)

    return Frame(
        language=language,
        tag=LANGUAGE_TAGS[language],
        home=link("", "site.nav.home"),
        sections=tuple(link(target, key) for target, key in SECTIONS.items()),
        about=link(ABOUT, "site.nav.about"),
        staff=link(STAFF, "site.nav.staff"),
        twin=Link(t("site.twin"), relative(start, address(other, path))),
        twin_tag=LANGUAGE_TAGS[other],
        t=t,
        file=lambda target: relative(start, target),
        own=lambda target: relative(start, address(language, target)),
    )

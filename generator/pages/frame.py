"""What surrounds every page: navigation, the link to its twin, and links to the site's files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.centre.centre import Centre
from generator.centre.colours import shades
from generator.languages import LANGUAGE_TAGS, LOCALES, OTHER, Words, address
from generator.pages import easy
from generator.pages.imprint import Line, footer_lines, imprint_lines
from generator.pages.renderer import relative
from generator.pages.site import PAGES

ABOUT, ACCESSIBILITY, STAFF = "about/", "accessibility/", "staff/"
"""Pages in Markdown that the frame leads to."""
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
    easy: Link
    """The version for elders."""
    about: Link
    accessibility: Link
    staff: Link
    twin: Link | None
    """The same page in the other language, where the site has it."""
    twin_tag: str
    locale: str
    """The language and country, as share tags have them; ``twin_locale`` is the twin's."""
    twin_locale: str
    t: Callable[..., str]
    file: Callable[[str], str]
    """The link to a file of the site; an asset is named as the project names it, ``assets/styles/site.css``."""
    own: Callable[[str], str]
    """The link to a file that each language has at its root."""
    imprint: tuple[Line, ...]
    """Who runs the site."""
    footer: tuple[Line, ...]
    """What the centre says there besides."""
    logo: str
    """The link to the centre's own; empty where it has none."""
    brand: Callable[[str], str]
    """The colour of the header, in ``light`` and ``dark``."""


def frame(words: Words, centre: Centre, assets: Mapping[str, str], language: str, path: str) -> Frame:
    """The frame of the page at ``path``; ``assets``: where each asset lies, by its name."""
    return _frame(words, centre, assets, language, path, relative)


def frame_anywhere(words: Words, centre: Centre, assets: Mapping[str, str], language: str, root: str) -> Frame:
    """The frame of a page that is shown at any address: its links begin at the site's ``root``."""
    return _frame(words, centre, assets, language, "", lambda start, target: root + target)


def _frame(
    words: Words,
    centre: Centre,
    assets: Mapping[str, str],
    language: str,
    path: str,
    relative: Callable[[str, str], str],
) -> Frame:
    t, start, other = words.of(language), address(language, path), OTHER[language]
    own = centre.settings.extra
    has = shades(own.centre.colours)

    def link(target: str, key: str) -> Link:
        current = path == target or (bool(target) and path.startswith(target))
        return Link(t(key), relative(start, address(language, target)), current)

    return Frame(
        language=language,
        tag=LANGUAGE_TAGS[language],
        home=link("", "site.nav.home"),
        sections=tuple(link(target, key) for target, key in SECTIONS.items()),
        easy=link(easy.PATH, "easy.link"),
        about=link(ABOUT, "site.nav.about"),
        accessibility=link(ACCESSIBILITY, "site.nav.accessibility"),
        staff=link(STAFF, "site.nav.staff"),
        twin=Link(t("site.twin"), relative(start, address(other, path))) if other in centre.languages else None,
        twin_tag=LANGUAGE_TAGS[other],
        locale=LOCALES[language],
        twin_locale=LOCALES[other],
        t=t,
        file=lambda target: relative(start, assets.get(target, target)),
        own=lambda target: relative(start, address(language, target)),
        imprint=imprint_lines(own.imprint, t, language),
        footer=footer_lines(own.centre.footer, language),
        logo=relative(start, assets[centre.logo_path]) if centre.logo_path else "",
        brand=lambda scheme: has[scheme]["brand"],
    )

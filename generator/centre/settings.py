"""What a centre sets in its ``mkdocs.yml``: the site's address, and under ``extra`` who runs it and how it looks."""

import re
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator

from generator.register.model import Entry, Id, Words

APART = re.compile(r"[\s\"'<>\\^`{|}@]")
"""What no address has: it would end there, or be another's than it seems."""
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

type Language = Literal["zh", "en"]


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        # A port that is no number is found only when it is asked for.
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or APART.search(text) or not text.isprintable():
        raise ValueError("an address, https://…", text)
    return text


def _root(text: str) -> str:
    if set("?#") & set(text):
        raise ValueError("an address, https://…", text)
    return text


def _mail(text: str) -> str:
    if not MAIL.fullmatch(text):
        raise ValueError("a mail address as office@example.com", text)
    return text


def _colour(text: str) -> str:
    digits = text.removeprefix("#")
    if not text.startswith("#") or len(digits) != 6 or not set(digits.lower()) <= set("0123456789abcdef"):
        raise ValueError("a colour as #123a63", text)
    return text.lower()


type Address = Annotated[str, AfterValidator(_address)]
type Root = Annotated[Address, AfterValidator(_root)]
"""What addresses begin with: with nothing of one page."""
type Mail = Annotated[str, AfterValidator(_mail)]
type Colour = Annotated[str, AfterValidator(_colour)]


class Said(Entry):
    """Words in the site's languages; English is needed where the site has English pages."""

    zh: Words
    en: Words | None = None

    def of(self, language: str) -> str:
        return (self.en if language == "en" else None) or self.zh


class FooterLine(Said):
    """A line of every page's footer, and where it leads, if anywhere."""

    href: Address | None = None


class Shades(Entry):
    """Colours, each as ``#123a63``; what is not set stays as it is."""

    brand: Colour | None = None
    """Behind the header and buttons."""
    on_brand: Colour | None = None
    """Words on it."""
    link: Colour | None = None


class Colours(Shades):
    """In light; ``dark`` where a reader's device asks for it."""

    dark: Shades = Shades()


class Imprint(Entry):
    """Who runs the site: nothing of it is ever made up."""

    organiser: Said | None = None
    telephone: str = ""
    mail: Mail = ""
    address: Said | None = None
    feedback: Address = ""
    identifier: str = ""
    icp: str = ""
    police: str = ""
    checked: date | None = None


class Site(Entry):
    """How the site is named and looks, and what of the register it shows."""

    name: Said | None = None
    tagline: Said | None = None
    languages: tuple[Language, ...] = ("zh", "en")
    jurisdictions: tuple[Id, ...] = ()
    """Those whose notices the site shows, else all."""
    colours: Colours = Colours()
    logo: str | None = None
    style: str | None = None
    """Files of the centre's own folder, by their paths from its ``mkdocs.yml``."""
    footer: tuple[FooterLine, ...] = ()


class Extra(Entry):
    """What is set under ``extra``."""

    imprint: Imprint = Imprint()
    centre: Site = Site()


class Settings(Entry):
    """A centre's ``mkdocs.yml``."""

    site_url: Root | None = None
    """The site's address; links in feed, sitemap and for sharing are then whole."""
    extra: Extra = Extra()

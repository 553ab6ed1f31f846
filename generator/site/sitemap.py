"""The sitemap: every page with its twin; where the site's address is not known, links in it are relative."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from generator.languages import LANGUAGE_TAGS, LANGUAGES, address, path_of
from generator.site.names import absolute

NAME = "sitemap.xml"


def sitemap(addresses: Iterable[str], site_url: str | None) -> str:
    """Every page with its twin; ``addresses`` are from the site's root."""
    pages = sorted({page.removeprefix("./") for page in addresses})
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for page in pages:
        twins = {language: address(language, path_of(page)) for language in LANGUAGES}
        lines += ["  <url>", f"    <loc>{_location(site_url, page)}</loc>"]
        lines += [
            f'    <xhtml:link rel="alternate" hreflang="{LANGUAGE_TAGS[language]}" href="{_location(site_url, twin)}"/>'
            for language, twin in twins.items()
            if twin in pages
        ]
        lines.append("  </url>")
    return "\n".join([*lines, "</urlset>", ""])


def _location(site_url: str | None, page: str) -> str:
    return escape(absolute(site_url, page) if site_url else page or "./")

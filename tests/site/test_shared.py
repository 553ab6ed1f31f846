"""What other programs read at the head of a page: share tags, links to feeds, and a notice as structured data."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from pyld import jsonld

from generator.folders import ROOT
from generator.published.publish import publish
from generator.register.load import load

HOME = "https://site.test/"
SCHEMA = "https://schema.org/"
CONTEXT = {"@context": {"@vocab": SCHEMA, "url": {"@type": "@id"}}}
"""The part of schema.org's own context that notices need: every name is a term of the vocabulary."""
LOCALES = {"zh-CN": "zh_CN", "en": "en_GB"}


@dataclass
class Head(HTMLParser):
    """A page's language, title, share tags, links and structured data."""

    html: str
    language: str = ""
    title: str = ""
    tags: list[tuple[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside = given.get("type", tag) if tag == "script" else tag
        if tag == "html":
            self.language = given["lang"]
        if tag == "meta" and given.get("property", "").startswith("og:"):
            self.tags.append((given["property"], given["content"]))
        if tag == "link":
            self.links.append(given)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "application/ld+json":
            self.data.append(data)
        if self.inside == "title":
            self.title += data


@pytest.fixture(scope="module")
def heads(site: Path) -> dict[str, Head]:
    """The head of every page, by its address."""
    files = [file for file in site.rglob("index.html") if "assets" not in file.parts]
    return {file.relative_to(site).parent.as_posix(): Head(file.read_text(encoding="utf-8")) for file in files}


def test_every_page_says_what_is_shown_where_somebody_shares_it(heads: dict[str, Head]) -> None:
    for address, head in heads.items():
        tags = dict(head.tags)
        assert len(tags) == len(head.tags), address
        assert tags["og:title"] and head.title.startswith(tags["og:title"]), address
        assert tags["og:description"] and tags["og:site_name"] and tags["og:type"] in ("website", "article"), address
        other = next(locale for language, locale in LOCALES.items() if language != head.language)
        assert (tags["og:locale"], tags["og:locale:alternate"]) == (LOCALES[head.language], other), address


def test_every_page_leads_to_the_feed_and_the_calendar_of_its_language(site: Path, heads: dict[str, Head]) -> None:
    for address, head in heads.items():
        found = {link["type"]: link["href"] for link in head.links if link["rel"] == "alternate"}
        assert set(found) == {"application/atom+xml", "text/calendar"}
        base = HOME if address == "." else f"{HOME}{address}/"
        paths = {kind: urljoin(base, href).removeprefix(HOME) for kind, href in found.items()}
        folder = "en/" if head.language == "en" else ""
        assert paths == {"application/atom+xml": f"{folder}feed.xml", "text/calendar": f"{folder}calendar.ics"}, address
    for folder in ("", "en/"):
        assert ElementTree.parse(site / folder / "feed.xml").getroot().tag.endswith("feed")
        assert Calendar.from_ical((site / folder / "calendar.ics").read_bytes()).walk("VEVENT")


def expanded(text: str, address: str) -> Any:
    """The statements of a JSON-LD text in the page at an address."""

    def known(url: str, _: object) -> JsonDocument:
        assert url in ("https://schema.org", "https://schema.org/")
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXT}

    [stated] = jsonld.expand(json.loads(text), {"documentLoader": known, "base": address})
    return stated


type JsonDocument = dict[str, Any]


def said(stated: Any, name: str) -> Any:
    """The one value of a term, as it is written."""
    [value] = stated[SCHEMA + name]
    return value.get("@value", value.get("@id", value))


def test_a_notice_is_an_announcement_that_says_when_it_was_posted_and_when_it_expires(heads: dict[str, Head]) -> None:
    for notice in publish(load(ROOT / "notices")).notices:
        for folder, language in (("", "zh"), ("en/", "en")):
            address = f"{folder}notices/{notice.id}"
            stated = expanded(heads[address].data[0], f"{HOME}{address}/")
            assert stated["@type"] == [SCHEMA + "SpecialAnnouncement"]
            assert said(stated, "name") == notice.title.of(language)
            assert said(stated, "url") == f"{HOME}{address}/"
            assert said(stated, "datePosted") == notice.issued.isoformat()
            last = max(window.closes for window in notice.windows if window.closes)
            assert said(stated, "expires") == last.isoformat()
            publisher = said(stated, "publisher")
            assert publisher["@type"] == [SCHEMA + "GovernmentOrganization"]
            assert said(publisher, "name") == notice.issuer.of(language)
    assert {address for address, head in heads.items() if head.data} == {
        f"{folder}notices/{notice.id}" for notice in publish(load(ROOT / "notices")).notices for folder in ("", "en/")
    }

"""A notice as structured data for search engines: JSON-LD in the terms of schema.org.

Of its types `SpecialAnnouncement` fits best: a dated announcement by an authority, for a place, that expires.
"""

from typing import Any

from generator.languages import LANGUAGE_TAGS
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.words.load import Translate


def announcement(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> dict[str, Any]:
    """``notice`` as JSON-LD; the address is relative to the page that it stands in."""
    place = {"@type": "AdministrativeArea", "name": publication.places[notice.jurisdiction].of(language)}
    authority = {"@type": "GovernmentOrganization", "name": notice.issuer.of(language), "areaServed": place}
    stated = {
        "@context": "https://schema.org",
        "@type": "SpecialAnnouncement",
        "name": notice.title.of(language),
        "category": t("site.tagline"),
        "url": "./",
        "inLanguage": LANGUAGE_TAGS[language],
        "datePosted": notice.issued.isoformat(),
        "dateModified": notice.changed.isoformat(),
        "publisher": authority,
        "spatialCoverage": place,
    }
    opens = [window.opens for window in notice.windows]
    closes = [window.closes for window in notice.windows]
    # Of a notice that leaves a last day open nobody can say when it expires.
    last = max((day for day in closes if day), default=None) if all(closes) else None
    if last:
        stated["expires"] = last.isoformat()
        first = min((day for day in opens if day), default=None) if all(opens) else None
        stated["temporalCoverage"] = f"{first.isoformat() if first else '..'}/{last.isoformat()}"
    return stated

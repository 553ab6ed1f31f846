"""What the files beside the pages have in common: their order of notices, absolute addresses and lasting names."""

import uuid
from urllib.parse import urljoin

from generator.published.notice import PublishedNotice
from generator.published.publication import Publication


def newest_first(publication: Publication) -> list[PublishedNotice]:
    return sorted(publication.notices, key=lambda notice: (notice.issued, notice.id), reverse=True)


def absolute(site_url: str | None, path: str) -> str:
    return urljoin(site_url.rstrip("/") + "/", path) if site_url else path


def identifier(name: str) -> str:
    """A name that stays the same wherever the site is published."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"chuding:{name}").urn

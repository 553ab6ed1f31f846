"""What the files beside the pages have in common: their order of notices, absolute addresses and lasting names."""

import uuid
from urllib.parse import urljoin

from generator.register.notices import Notice, Register


def newest_first(register: Register) -> list[Notice]:
    return sorted(register.notices, key=lambda notice: (notice.document.issued, notice.id), reverse=True)


def absolute(site_url: str | None, path: str) -> str:
    return urljoin(site_url.rstrip("/") + "/", path) if site_url else path


def identifier(name: str) -> str:
    """A name that stays the same wherever the site is published."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"chuding:{name}").urn

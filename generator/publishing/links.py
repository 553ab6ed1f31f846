"""What a release's pages lead to: every link and anchor within it, each page's twin and its policy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from generator.languages import LANGUAGES, address, path_of
from generator.register.characters import harmless
from generator.register.problems import shown
from generator.site.release import RELEASE, Release

INDEX = "index.html"
LINKING = {"a": "href", "link": "href", "script": "src", "img": "src", "iframe": "src"}
POLICY = "content-security-policy"
ALONE = ("404.html", "offline/selfcheck.html")
"""Pages that stand for themselves, in both languages."""


@dataclass(slots=True)
class Page:
    """What matters of a page: its anchors, where its links lead, whether it has a policy."""

    anchors: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    policy: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.page.anchors |= {value for value in (given.get("id"), given.get("name")) if value}
        # A canonical address is absolute, and no link that anybody follows.
        if (link := given.get(LINKING.get(tag, ""))) and given.get("rel") != "canonical":
            self.page.links.add(link)
        if tag == "meta" and (given.get("http-equiv") or "").lower() == POLICY:
            self.page.policy = True


def read_page(text: str) -> Page:
    reader = _Reader()
    reader.feed(text)
    return reader.page


def folder_faults(folder: Path, release: Release) -> Iterator[str]:
    """What is wrong in the pages of the release in ``folder``, which is whole: each fault in one line."""
    pages = {path: (folder / path).read_bytes() for path in release.files if path.endswith(".html")}
    read = {path: read_page(content.decode("utf-8", "replace")) for path, content in pages.items()}
    for path, fault in page_faults(read, frozenset({*release.files, RELEASE})):
        yield harmless(f"{folder / path}: {fault}")


def page_faults(pages: Mapping[str, Page], files: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each page's site path and what is wrong with it."""
    languages = [language for language in LANGUAGES if address(language, INDEX) in files]
    for path, page in sorted(pages.items()):
        if path in ALONE:
            continue
        if not page.policy:
            yield path, "expected a Content-Security-Policy, found none"
        for language in languages:
            if (twin := address(language, path_of(path))) not in files:
                yield path, f"expected its twin {twin}, found none"
        for link in sorted(page.links):
            if fault := _fault(path, link, pages, files):
                yield path, fault


def _fault(path: str, link: str, pages: Mapping[str, Page], files: frozenset[str]) -> str | None:
    try:
        parts = urlsplit(link)
    except ValueError:
        return f"expected an address, found {shown(link)}"
    if parts.scheme or parts.netloc:
        return None
    joined = unquote(join(path.rpartition("/")[0], parts.path)) if parts.path else path
    # What a normal path no longer shows: that a folder is meant.
    is_folder = joined == "" or joined.endswith(("/", "/.", "/..")) or joined in (".", "..")
    target = normpath(joined).removeprefix("./") if joined else "."
    if is_folder:
        target = INDEX if target == "." else f"{target}/{INDEX}"
    if target not in files:
        return f"expected a file of the release behind {link}, found none"
    anchor = unquote(parts.fragment)
    # With one of these signs it carries answers to a script.
    is_anchor = anchor and not {"&", "="} & set(anchor)
    if is_anchor and target in pages and anchor not in pages[target].anchors:
        return f"expected the anchor of {link}, found none"
    return None

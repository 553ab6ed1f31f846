"""What search finds: pages by their titles, notices clause by clause, topics."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

import yaml

from generator.comparison.citing import ordinal
from generator.folders import ASKED
from generator.languages import Translate, Words, language_of, path_of
from generator.pages import topics
from generator.pages.site import PAGES
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.site.names import newest_first
from generator.words.typography import cites

HEADING = re.compile(r'<h[2-6] id="([^"]*)">(.*?)</h[2-6]>', re.DOTALL)
TAG = re.compile("<[^>]*>")
INDEX = "search/search_index"
"""Where each language has its own index, without an ending."""
PART = 200_000
"""Bytes of a part of the index, as JSON: what a reader waits for before the first answer."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A page written by hand, as HTML."""

    address: str
    title: str
    html: str


def search_files(
    publication: Publication, words: Words, prose: Iterable[Prose], language: str
) -> Iterator[tuple[str, str]]:
    """The index in parts, by their paths from the language's root.

    Each is a script, since from ``file://`` nothing else is read, and JSON between the first bracket and the last.
    """
    parts = search_parts(publication, words, prose, language)
    first = {"asked": asked(language)} | ({"parts": len(parts)} if len(parts) > 1 else {})
    for number, docs in enumerate(parts):
        path = f"{INDEX}_{number + 1}" if number else INDEX
        yield f"{path}.js", f"searchIndex({_json({'docs': docs} | ({} if number else first))});\n"


def asked(language: str) -> dict[str, list[str]]:
    """How readers ask, and what notices call it."""
    said: dict[str, dict[str, list[str]]] = yaml.safe_load(ASKED.read_text(encoding="utf-8"))
    return said[language]


def is_search(path: str) -> bool:
    """Whether a site path is one of ``search_files``."""
    return re.fullmatch(rf"{INDEX}(_\d+)?\.js", path_of(path)) is not None


def search_parts(
    publication: Publication, words: Words, prose: Iterable[Prose], language: str
) -> list[list[dict[str, str]]]:
    """What search finds in ``language``: notices clause by clause, the latest first, and pages by their titles.

    The first part has all pages but those of older notices. ``location`` is the address from the language's root;
    ``text`` is empty where the title alone is searched.
    """
    others = [*_page_entries(publication, words.of(language), language), *_prose_entries(prose, language)]
    parts: list[list[dict[str, str]]] = [[]]
    filled = _size(others)
    for notice in newest_first(publication):
        own = _notice_entries(notice, words.of(language), language)
        if parts[-1] and filled + _size(own) > PART:
            parts.append([])
            filled = 0
        parts[-1] += own
        filled += _size(own)
    parts[0] += others
    return parts


def _size(entries: list[dict[str, str]]) -> int:
    return len(_json(entries).encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _notice_entries(notice: PublishedNotice, t: Translate, language: str) -> list[dict[str, str]]:
    page = f"notices/{notice.id}/"
    clauses = [_found(f"{page}#c-{clause}", *named) for clause, *named in _clauses(notice, t, language)]
    return [_found(page, notice.title.of(language)), *clauses]


def _page_entries(publication: Publication, t: Translate, language: str) -> list[dict[str, str]]:
    entries = [_found(page.path, t(page.search)) for page in PAGES if page.search]
    treated = {topic for notice in publication.notices for clause in notice.all_clauses for topic in clause.topics}
    listed = [topic for topic in sorted(publication.topics, key=lambda topic: topic.order) if topic.id in treated]
    # As parts of the page that lists them: one result, and after the clauses themselves.
    return entries + [_found(f"{topics.PATH}#t-{topic.id}", topic.of(language)) for topic in listed]


def _prose_entries(prose: Iterable[Prose], language: str) -> list[dict[str, str]]:
    """What search finds of the pages written by hand in ``language``: their titles, and their sections."""
    entries = []
    for page in prose:
        if language_of(page.address) == language:
            location = path_of(page.address)
            entries.append(_found(location, page.title))
            _, *sections = HEADING.split(page.html)
            for id, heading, text in zip(*[iter(sections)] * 3, strict=True):
                entries.append(_found(f"{location}#{id}", _plain(heading), _plain(text)))
    return entries


def _plain(html: str) -> str:
    return " ".join(unescape(TAG.sub("", html)).split())


def _found(location: str, title: str, text: str = "") -> dict[str, str]:
    return {"location": location, "title": title, "text": text}


def _clauses(notice: PublishedNotice, t: Translate, language: str) -> Iterator[tuple[str, str, str]]:
    """Each clause's id, title and text: a heading has itself as its title, another what it stands under."""
    cited, under = cites(notice, t, language), {"": ""}
    for clause in notice.all_clauses:
        number = ordinal(clause.id, clause.label, t, language)
        words = f"{number}{clause.zh}" if language == "zh" else f"{number} {clause.en}".lstrip()
        above = under.get(clause.id.rpartition(".")[0], "")
        if clause.id in notice.levels:
            under[clause.id] = words
            yield clause.id, words, ""
        else:
            under[clause.id] = above
            yield clause.id, " · ".join(filter(None, (cited[clause.id], above))), words

"""What search finds: pages by their titles, notices clause by clause, topics."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from generator.comparison.citing import ordinal
from generator.languages import Translate, Words, language_of, path_of
from generator.pages import topics
from generator.pages.site import PAGES
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.site.names import newest_first
from generator.words.typography import cites

HEADING = re.compile(r'<h[2-6] id="([^"]*)">(.*?)</h[2-6]>', re.DOTALL)
TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class Prose:
    """A page written by hand, as HTML."""

    address: str
    title: str
    html: str


def search_entries(publication: Publication, words: Words, language: str) -> list[dict[str, str]]:
    """What search finds in ``language``: pages by their titles, notices clause by clause, the latest first.

    ``location`` is the address from the language's root; ``text`` is empty where the title alone is searched.
    """
    t = words.of(language)
    entries = []
    for notice in newest_first(publication):
        page = f"notices/{notice.id}/"
        entries.append(_found(page, notice.title.of(language)))
        entries += [_found(f"{page}#c-{clause}", *named) for clause, *named in _clauses(notice, t, language)]
    entries += [_found(page.path, t(page.search)) for page in PAGES if page.search]
    treated = {topic for notice in publication.notices for clause in notice.all_clauses for topic in clause.topics}
    listed = [topic for topic in sorted(publication.topics, key=lambda topic: topic.order) if topic.id in treated]
    # As parts of the page that lists them: one result, and after the clauses themselves.
    return entries + [_found(f"{topics.PATH}#t-{topic.id}", topic.of(language)) for topic in listed]


def prose_entries(prose: Iterable[Prose], language: str) -> list[dict[str, str]]:
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

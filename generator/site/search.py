"""What search finds: pages by their titles, notices clause by clause, topics."""

import re
from collections.abc import Iterator
from html import unescape

from generator.comparison.citing import shown_label
from generator.languages import Translate, Words, language_of, path_of
from generator.pages import topics
from generator.pages.notice import heading_level
from generator.pages.site import PAGES
from generator.register.notices import Notice, Register
from generator.site.names import newest_first
from generator.words.typography import cites

MARKUP = re.compile("<[^>]*>|\u200b")
"""What the theme puts into its index around and between words."""


def search_entries(register: Register, words: Words, language: str) -> list[dict[str, str]]:
    """What search finds in ``language``: pages by their titles, notices clause by clause, the latest first.

    ``location`` is the address from the language's root; ``text`` is empty where the title alone is searched.
    """
    t = words.of(language)
    entries = []
    for notice in newest_first(register):
        page = f"notices/{notice.id}/"
        entries.append(_found(page, notice.document.title.of(language)))
        entries += [_found(f"{page}#c-{known}", *named) for known, *named in _clauses(notice, t, language)]
    entries += [_found(page.path, t(page.search)) for page in PAGES if page.search]
    treated = {topic for notice in register.notices for clause in notice.clauses for topic in clause.topics}
    listed = [topic for topic in sorted(register.topics, key=lambda topic: topic.order) if topic.id in treated]
    # As parts of the page that lists them: one result, and after the clauses themselves.
    return entries + [_found(f"{topics.PATH}#t-{topic.id}", topic.of(language)) for topic in listed]


def _found(location: str, title: str, text: str = "") -> dict[str, str]:
    return {"location": location, "title": title, "text": text}


def _clauses(notice: Notice, t: Translate, language: str) -> Iterator[tuple[str, str, str]]:
    """Each clause's id, title and text: a heading has itself as its title, another what it stands under."""
    cited, under = cites(notice, t, language), {"": ""}
    for clause in notice.clauses:
        words = f"{shown_label(clause.label)}{clause.zh}" if language == "zh" else clause.en
        above = under.get(clause.id.rpartition(".")[0], "")
        if heading_level(notice, clause):
            under[clause.id] = words
            yield clause.id, words if language == "zh" else f"{clause.id} {words}", ""
        else:
            under[clause.id] = above
            yield clause.id, " · ".join(filter(None, (cited[clause.id], above))), words


def own_entries(indexed: list[dict[str, str]], language: str) -> list[dict[str, str]]:
    """What the theme has indexed of the pages in Markdown, as plain text."""
    return [
        _found(path_of(entry["location"]), *(unescape(MARKUP.sub("", entry[key])).strip() for key in ("title", "text")))
        for entry in indexed
        if language_of(entry["location"]) == language
    ]

"""A topic's page: what each round says on it, and what changed from the round before."""

from collections.abc import Iterator

from generator.comparing.histories import Histories
from generator.comparison.row_tables import SIGNS
from generator.languages import capital
from generator.pages.page import Heading, Page, Pages
from generator.pages.renderer import Renderer


def _histories(renderer: Renderer) -> Iterator[Page]:
    for language in renderer.languages:
        histories = renderer.histories(language)
        for topic in histories.topics:
            yield _history(renderer, language, histories, topic)


def _history(renderer: Renderer, language: str, histories: Histories, topic: str) -> Page:
    t, path, name = renderer.words.of(language), f"compare/topics/{topic}/", histories.topics[topic]
    headings = []
    for place in histories.places:
        headings.append(Heading(2, place.id, place.name))
        headings += [Heading(3, record.notice.id, capital(record.round)) for record in place.notices]
    view = {"histories": histories, "topic": topic, "name": name, "signs": SIGNS}
    body = renderer.body("history.html", language, path, **view)
    source = str(renderer.publication.folder / "topics.yaml")
    title, description = t("history.title", topic=name), t("history.description", topic=name)
    return Page(language, path, title, description, body, source, "history", tuple(headings), kept=False)


PAGES = Pages(_histories)

"""A topic's page: what each round says on it, and what changed from the round before."""

from collections.abc import Iterator
from functools import partial

from generator.comparison.row_tables import SIGNS
from generator.languages import capital
from generator.pages.drawn import Drawn, Heading
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer


def _histories(renderer: Renderer) -> Iterator[Page]:
    for language in renderer.languages:
        for topic, name in renderer.comparisons.treated(language).items():
            t, path = renderer.words.of(language), f"compare/topics/{topic}/"
            title, description = t("history.title", topic=name), t("history.description", topic=name)
            source = str(renderer.publication.folder / "topics.yaml")
            draw = partial(_draw, renderer, language, topic)
            yield Page(language, path, title, description, draw, source, "history", kept=False)


def _draw(renderer: Renderer, language: str, topic: str) -> Drawn:
    histories = renderer.histories(language)
    headings = []
    for place in histories.places:
        headings.append(Heading(2, place.id, place.name))
        headings += [Heading(3, record.notice.id, capital(record.round)) for record in place.notices]
    view = {"histories": histories, "topic": topic, "name": histories.topics[topic], "signs": SIGNS}
    return renderer.draw("history.html", language, f"compare/topics/{topic}/", tuple(headings), **view)


PAGES = Pages(_histories)

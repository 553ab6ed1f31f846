"""Renders the site's templates, from the published notices, their comparisons and the words."""

import posixpath
from collections.abc import Callable, Collection
from copy import copy
from functools import cache, cached_property
from pathlib import Path

from generator.comparing.comparisons import Comparisons
from generator.comparing.histories import Histories
from generator.languages import LANGUAGE_TAGS, LANGUAGES, address
from generator.pages.drawn import Drawn, Heading
from generator.pages.templates import environment
from generator.published.notice import PublishedNotice
from generator.published.rounds import Pair, age, latest_rounds, pairs

TIME_LIMIT = 90_000
"""Milliseconds without any progress after which a page says that Python did not start."""


def relative(start: str, target: str) -> str:
    """The link from the page at ``start`` to ``target``, both from the site's root; a fragment may follow."""
    path, mark, fragment = target.partition("#")
    link = posixpath.relpath("/" + path, "/" + start)
    slash = "/" if path.endswith("/") or not path else ""
    return f"./{mark}{fragment}" if link == "." else f"{link}{slash}{mark}{fragment}"


class Renderer:
    """What pages are made from.

    ``notices`` are the latest first, ``latest`` the ids of each jurisdiction's last round, ``pairs`` what is compared;
    ``compared`` has for a notice's id each other one that it is compared with, by id, and the pair to be read.
    """

    def __init__(
        self,
        comparisons: Comparisons,
        templates: Path,
        offline_size: Callable[[], int] | None = None,
        languages: tuple[str, ...] = LANGUAGES,
    ):
        """`offline_size`: tells the bytes of the self-check in one file, if there is one; `languages`: of the site."""
        self.comparisons, self.offline_size, self.languages = comparisons, offline_size, languages
        self.publication, self.words = comparisons.publication, comparisons.words
        self.notices = sorted(self.publication.notices, key=age, reverse=True)
        self.latest = {notice.id for notice in latest_rounds(self.publication)}
        self.pairs = pairs(self.publication)
        self.compared: dict[str, dict[str, Pair]] = {}
        for a, b in self.pairs:
            self.compared.setdefault(a.id, {})[b.id] = a, b
            self.compared.setdefault(b.id, {}).setdefault(a.id, (a, b))
        self.histories = _histories(comparisons)
        self.templates = environment(templates, keep_trailing_newline=True)
        self._parts: dict[frozenset[str], Renderer] = {}

    def only(self, ids: Collection[str]) -> "Renderer":
        """What can be made from some notices alone: of the others it has nothing, not even their names."""
        own = frozenset(ids)
        if own not in self._parts:
            part = self._parts[own] = copy(self)
            part.__dict__.pop("made_of", None)
            part.comparisons = self.comparisons.only(own)
            part.publication, part.offline_size, part._parts = part.comparisons.publication, None, {}
            part.notices = [notice for notice in self.notices if notice.id in own]
            part.latest = self.latest & own
            part.pairs = [(a, b) for a, b in self.pairs if {a.id, b.id} <= own]
            part.compared = {
                each: {other: self.compared[each][other] for other in self.compared[each] if other in own}
                for each in self.compared
                if each in own
            }
            part.histories = _histories(part.comparisons)
        return self._parts[own]

    @cached_property
    def made_of(self) -> tuple[object, ...]:
        """All that tells it from another made by the same programs from the same vocabularies and words."""
        before, earlier = self.comparisons.before, self.comparisons.earlier
        return (
            *(notice.fingerprint for notice in self.publication.notices),
            [notice.id for notice in self.notices],
            sorted(self.latest),
            [(a.id, b.id) for a, b in self.pairs],
            [(each, other, a.id) for each, others in self.compared.items() for other, (a, _) in others.items()],
            *(sorted((later, notice.id) for later, notice in known.items()) for known in (before, earlier)),
            self.comparisons.vocabulary["notices"],
        )

    def draw(
        self, template: str, language: str, path: str, headings: tuple[Heading, ...] = (), **view: object
    ) -> Drawn:
        """The page at ``path``, which has ``view`` beside the words, the links and its headings."""
        start = address(language, path)
        body = self.templates.get_template(template).render(
            t=self.words.of(language),
            language=language,
            languages=self.languages,
            tag=LANGUAGE_TAGS[language],
            url=lambda target: relative(start, address(language, target)),
            file=lambda target: relative(start, target),
            headings=headings,
            **view,
        )
        return Drawn(body, headings)

    def short_name(self, notice: PublishedNotice, language: str) -> str:
        """The jurisdiction and the round of ``notice``."""
        name: str = self.comparisons.vocabulary["notices"][notice.id][language]
        return name


def _histories(comparisons: Comparisons) -> Callable[[str], Histories]:
    return cache(lambda language: Histories(comparisons, comparisons.words, language))

"""A notice as lists of notices show it, on the home page, in the list of all and in the feed."""

from dataclasses import dataclass
from typing import Any

from generator.languages import OTHER, Words
from generator.pages.changes import Changes, changes
from generator.pages.key_facts import KeyFact, stated_facts
from generator.pages.renderer import Renderer
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.words.load import Translate
from generator.words.typography import short_name
from selfcheck.words import day


@dataclass(frozen=True, slots=True)
class RoundView:
    """A notice as lists of notices show it."""

    notice: PublishedNotice
    name: str
    """Jurisdiction and round."""
    title: str
    other_title: str
    issuer: str
    issued: str
    windows: tuple[KeyFact, ...]
    cutoffs: tuple[KeyFact, ...]
    contacts: tuple[KeyFact, ...]


@dataclass(frozen=True, slots=True)
class Latest:
    """A jurisdiction's latest round, and what changed in it."""

    round: RoundView
    changes: Changes | None


def states(renderer: Renderer, language: str) -> dict[str, Any]:
    """What a page that leads with the state of rounds shows: the latest of each place, all, and the script's words."""
    rounds = round_views(renderer, language)
    return {
        "rounds": rounds,
        "latest": [
            Latest(round, changes(renderer, round.notice, language))
            for round in rounds
            if round.notice.id in renderer.latest
        ],
        "state_words": state_words(renderer.words, language),
    }


def state_words(words: Words, language: str) -> dict[str, str]:
    """How a script words the state of windows and rounds, with {days} and {round}."""
    return words.under("rounds.live", language)


def round_views(renderer: Renderer, language: str) -> list[RoundView]:
    """All notices, the latest first."""
    t = renderer.words.of(language)
    return [round_view(renderer.publication, notice, t, language) for notice in renderer.notices]


def round_view(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> RoundView:
    """``notice`` as lists show it in ``language``."""
    facts: dict[str, list[KeyFact]] = {}
    for entry in stated_facts(publication, notice, t, language):
        facts.setdefault(entry.type, []).append(entry.fact)
    return RoundView(
        notice=notice,
        name=short_name(publication, notice, t, language),
        title=notice.title.of(language),
        other_title=notice.title.of(OTHER[language]),
        issuer=notice.issuer.of(language),
        issued=day(notice.issued, language),
        windows=tuple(facts.get("interval", ())),
        cutoffs=tuple(facts.get("date", ())),
        contacts=tuple([*facts.get("address", ()), *facts.get("phone", ())]),
    )

"""A notice as lists of notices show it, on the home page, in the list of all and in the feed."""

from dataclasses import dataclass

from generator.languages import OTHER
from generator.pages.key_facts import KeyFact, stated_facts
from generator.pages.renderer import Renderer
from generator.register.notices import Notice, Register
from generator.words.load import Translate
from generator.words.typography import short_name, shown_day


@dataclass(frozen=True, slots=True)
class RoundView:
    """A notice as lists of notices show it."""

    notice: Notice
    name: str
    """Jurisdiction and round."""
    title: str
    other_title: str
    issuer: str
    issued: str
    windows: tuple[KeyFact, ...]
    cutoffs: tuple[KeyFact, ...]
    contacts: tuple[KeyFact, ...]


def round_views(renderer: Renderer, language: str) -> list[RoundView]:
    """All notices, the latest first."""
    t = renderer.words.of(language)
    return [round_view(renderer.register, notice, t, language) for notice in renderer.notices]


def round_view(register: Register, notice: Notice, t: Translate, language: str) -> RoundView:
    """``notice`` as lists show it in ``language``."""
    facts: dict[str, list[KeyFact]] = {}
    for entry in stated_facts(register, notice, t, language):
        facts.setdefault(entry.type, []).append(entry.fact)
    document = notice.document
    return RoundView(
        notice=notice,
        name=short_name(register, notice, t, language),
        title=document.title.of(language),
        other_title=getattr(document.title, OTHER[language]),
        issuer=document.issuer.of(language),
        issued=shown_day(document.issued, language),
        windows=tuple(facts.get("interval", ())),
        cutoffs=tuple(facts.get("date", ())),
        contacts=tuple([*facts.get("address", ()), *facts.get("phone", ())]),
    )

"""Where an applicant goes and whom they ask, as a notice's facts state it."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.pages.key_facts import KeyFact, stated_facts
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.words.load import Translate
from generator.words.typography import telephone_link

PLACES = ("address", "url", "phone", "fax", "email", "person", "post_code")
"""The types of facts that say where and whom, in the order in which a reader needs them."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number, and for whom it is where the notice says so."""

    number: str
    link: str
    who: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Who issued a notice, and each fact on where and whom by its name; ``phones`` are to be called."""

    issuer: str
    facts: tuple[KeyFact, ...]
    phones: tuple[Phone, ...]


def contact(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> Contact:
    """The contact of ``notice``: facts of one name stand together, each value once."""
    order = {kind: at for at, kind in enumerate(PLACES)}
    stated = [entry for entry in stated_facts(publication, notice, t, language) if entry.type in order]
    by_label: dict[str, list[KeyFact]] = {}
    for entry in sorted(stated, key=lambda entry: order[entry.type]):
        by_label.setdefault(entry.fact.label, []).append(entry.fact)
    return Contact(
        issuer=notice.issuer.of(language),
        facts=tuple(_joined(label, facts) for label, facts in by_label.items()),
        phones=tuple(
            Phone(str(fact.value), telephone_link(str(fact.value)), fact.who.of(language) if fact.who else "")
            for fact in notice.facts
            if fact.type == "phone"
        ),
    )


def _joined(label: str, facts: list[KeyFact]) -> KeyFact:
    """Facts with the same name as one, a line for each value."""
    values = dict.fromkeys(fact.value for fact in facts)
    return KeyFact(label, Markup("<br>").join(values), tuple(clause for fact in facts for clause in fact.clauses))

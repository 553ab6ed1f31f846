"""Publishes a register: turns each notice, as its file has it, into the one object everything else reads."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from generator.published.notice import (
    Cutoff,
    Elsewhere,
    Opening,
    PublishedAmendment,
    PublishedClause,
    PublishedCorrection,
    PublishedFact,
    PublishedMaterial,
    PublishedNotice,
    PublishedNotModelled,
    PublishedRequirement,
    PublishedResidual,
    Round,
    Window,
)
from generator.published.publication import Publication
from generator.register.model import Affiliation, Amendment, Clause
from generator.register.notices import Notice, Register, topic_of
from generator.register.received import locate
from generator.register.values import Interval
from generator.register.vocabularies import Vocabularies
from selfcheck.answers import ANSWERS


def publish(register: Register) -> Publication:
    """The register with every notice published; the register must come from ``load``."""
    others = _Others(register)
    shared = {field.name: getattr(register, field.name) for field in fields(Vocabularies)}
    return Publication(**shared, notices=tuple(_published(notice, others) for notice in register.notices))


class _Others:
    """What one notice needs from the others."""

    def __init__(self, register: Register):
        self.register = register
        self.types = {fact.id: fact.type for fact in register.facts}
        self.openings = {notice.id: _openings(notice) for notice in register.notices}
        self.amendments = [
            _amendment(later, clause, change)
            for later in register.notices
            for clause in later.clauses
            for change in clause.amends
        ]

    def rounds(self, jurisdiction: str) -> list[Notice]:
        """A jurisdiction's notices that open a round, earliest cut-off first."""
        own = [n for n in self.register.notices if n.jurisdiction == jurisdiction and self.openings[n.id]]
        return sorted(own, key=lambda notice: self.openings[notice.id][-1].cutoff.date)

    def elsewhere(self, notice: Notice) -> Iterator[Elsewhere]:
        """The routes of each other jurisdiction's latest notice, in the order of ``jurisdictions.yaml``.

        Only jurisdictions of the same area count: each area has its own affiliations.
        """
        places = self.register.places
        for place in places.values():
            if place.area == places[notice.jurisdiction].area and place.id != notice.jurisdiction:
                for latest in self.rounds(place.id)[-1:]:
                    for route in (r for c in latest.clauses for r in c.requirements if isinstance(r, Affiliation)):
                        yield Elsewhere(
                            notice=latest.id, title=latest.document.title, admits=route.admits, origins=route.origins
                        )


def _published(notice: Notice, others: _Others) -> PublishedNotice:
    document = notice.document
    head, signature = locate(notice)
    return PublishedNotice(
        id=notice.id,
        jurisdiction=notice.jurisdiction,
        round=notice.round,
        title=document.title,
        addressees=document.addressees,
        issuer=document.issuer,
        issued=document.issued,
        head=head,
        signature=signature,
        clauses=tuple(map(_clause, document.clauses)),
        annexes=tuple(map(_clause, document.annexes)),
        corrections=tuple(PublishedCorrection.placed(fix, c.id) for c in notice.clauses for fix in c.corrections),
        openings=others.openings[notice.id],
        windows=tuple(_windows(notice)),
        amends=tuple(change for change in others.amendments if change.by_notice == notice.id),
        amended_by=tuple(change for change in others.amendments if change.notice == notice.id),
        facts=tuple(
            PublishedFact.placed(fact, clause.id, topic=topic_of(clause, fact), type=others.types[fact.fact])
            for clause, fact in notice.facts
        ),
        materials=tuple(
            PublishedMaterial.placed(item, clause.id, when={key: _values(key, item.when[key]) for key in item.when})
            for clause in notice.clauses
            for item in clause.materials
        ),
        requirements=tuple(
            PublishedRequirement.placed(requirement, clause.id, topic=topic_of(clause, requirement))
            for clause in notice.clauses
            for requirement in clause.requirements
        ),
        residual=tuple(PublishedResidual.placed(item, c.id) for c in notice.clauses for item in c.residual),
        not_modelled=tuple(PublishedNotModelled.placed(item, c.id) for c in notice.clauses for item in c.not_modelled),
        affiliations=others.register.affiliations(notice.jurisdiction),
        elsewhere=tuple(others.elsewhere(notice)),
        rounds=tuple(
            Round(notice=own.id, cutoff=opening.cutoff.date)
            for own in others.rounds(notice.jurisdiction)
            for opening in others.openings[own.id]
        ),
        file=notice.file,
    )


def _values(key: str, values: tuple[str | bool, ...]) -> tuple[str | bool, ...]:
    """The values of an answer, which YAML holds as text, in their own type."""
    return tuple(value == "true" for value in values) if ANSWERS[key].kind == "bool" else values


def _clause(clause: Clause) -> PublishedClause:
    return PublishedClause(
        id=clause.id, label=clause.label, zh=clause.zh, en=clause.en, topics=clause.topics, table=clause.table
    )


def _openings(notice: Notice) -> tuple[Opening, ...]:
    """The rounds the notice opens, earliest cut-off first."""
    openings = [
        Opening(
            round=fact.round or notice.round,
            cutoff=Cutoff(clause=clause.id, date=fact.value, quote=fact.quote, who=fact.who),
            windows=tuple(_windows(notice, fact.round, None)),
        )
        for clause, fact in notice.facts
        if fact.fact == "cutoff" and isinstance(fact.value, date)
    ]
    return tuple(sorted(openings, key=lambda opening: opening.cutoff.date))


def _windows(notice: Notice, *rounds: str | None) -> Iterator[Window]:
    """The windows of these rounds, named as in facts; without any, the windows of all rounds."""
    for clause, fact in notice.facts:
        if fact.fact == "window" and isinstance(fact.value, Interval) and (not rounds or fact.round in rounds):
            key, days = topic_of(clause, fact).removeprefix("window."), fact.value
            yield Window(
                clause=clause.id, key=key, opens=days.opens, closes=days.closes, quote=fact.quote, who=fact.who
            )


def _amendment(later: Notice, clause: Clause, change: Amendment) -> PublishedAmendment:
    return PublishedAmendment(
        notice=change.notice,
        clause=change.clause,
        by_notice=later.id,
        by_clause=clause.id,
        by_title=later.document.title,
        quote=change.quote,
    )

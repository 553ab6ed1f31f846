"""Publishes a register: turns each notice, as its file has it, into the one object everything else reads."""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from generator.published.memory import Memory
from generator.published.notice import (
    AmendedBy,
    Cutoff,
    Elsewhere,
    Opening,
    PublishedAmendment,
    PublishedClause,
    PublishedCorrection,
    PublishedFact,
    PublishedKind,
    PublishedMaterial,
    PublishedNotice,
    PublishedNotModelled,
    PublishedParameter,
    PublishedQuestion,
    PublishedRequirement,
    PublishedResidual,
    PublishedValue,
    Round,
    Window,
)
from generator.published.publication import Publication
from generator.register.model import Amendment, Clause, Kind, QuestionEntry, Requirement, Text
from generator.register.notices import Notice, Register, topic_of
from generator.register.received import locate
from generator.register.values import FactValue, Interval
from generator.register.vocabularies import Vocabularies

AFFILIATION = "affiliation"
"""The question whose values are the affiliations of an area."""


def publish(register: Register, memory: Memory | None = None) -> Publication:
    """The register with every notice published; the register must come from ``load``.

    A notice of which nothing has changed is taken from ``memory``, as the object that it was.
    """
    others = _Others(register, memory or Memory())
    return Publication(**others.shared, notices=tuple(others.published(notice) for notice in register.notices))


class _Others:
    """What one notice needs from the others."""

    def __init__(self, register: Register, memory: Memory):
        self.register = register
        self.shared = {field.name: getattr(register, field.name) for field in fields(Vocabularies)}
        self.types = {fact.id: fact.type for fact in register.facts}
        self._sending = {kind.id for kind in register.kinds if any(_sends_elsewhere(case.when) for case in kind.cases)}
        self._memory = memory
        self._changes: dict[str, list[tuple[Notice, Clause, Amendment]]] = {}
        for later in sorted(register.notices, key=lambda notice: notice.document.issued):
            for clause in later.clauses:
                for change in clause.amends:
                    self._changes.setdefault(change.notice, []).append((later, clause, change))
        stated = {notice.id: self._made("facts", notice, self._stated) for notice in register.notices}
        self.facts = {notice: facts for notice, (facts, _) in stated.items()}
        self.openings = {notice: openings for notice, (_, openings) in stated.items()}
        self.rounds = {place: self._rounds(place) for place in register.places}
        self.amendments = [
            _amendment(later, clause, change)
            for later in register.notices
            for clause in later.clauses
            for change in clause.amends
        ]

    def published(self, notice: Notice) -> PublishedNotice:
        rounds, elsewhere = tuple(self._rounds_beside(notice)), tuple(self._elsewhere(notice))
        return self._made("notice", notice, lambda it: _published(it, self, rounds, elsewhere), rounds, elsewhere)

    def _made[T](self, what: str, notice: Notice, make: Callable[[Notice], T], *sources: object) -> T:
        """What is made of a notice, the changes to it, the vocabularies and ``sources``."""
        every = (notice, *self.shared.values(), self._changes.get(notice.id), *sources)
        return self._memory.made(what, notice.id, every, lambda: make(notice))

    def _stated(self, notice: Notice) -> tuple[tuple[PublishedFact, ...], tuple[Opening, ...]]:
        facts = tuple(self._facts(notice))
        return facts, _openings(notice, facts)

    def _facts(self, notice: Notice) -> Iterator[PublishedFact]:
        """The notice's facts as they hold after every amendment."""
        for clause, fact in notice.facts:
            topic, value, by, words = topic_of(clause, fact), fact.value, None, fact.quote
            for later, amending, change in self._changes_of(notice, clause):
                stated = [own for own in amending.facts if own.fact == fact.fact]
                own = [new for new in stated if topic_of(amending, new) == topic and new.round in (None, fact.round)]
                if own or (not stated and isinstance(value, Interval)):
                    value, words = _amended(value, own[-1].value if own else None), change.quote
                    by = AmendedBy(notice=later.id, clause=amending.id)
            yield PublishedFact.placed(
                fact, clause.id, topic=topic, type=self.types[fact.fact], value=value, amended_by=by, words=words
            )

    def materials(self, notice: Notice) -> Iterator[PublishedMaterial]:
        """The notice's materials as they hold after every amendment."""
        for clause in notice.clauses:
            for item in clause.materials:
                when = {key: _values(self.register, key, item.when[key]) for key in item.when}
                copies, by = item.copies, None
                for later, amending, _ in self._changes_of(notice, clause):
                    stated = [new.copies for new in amending.materials if new.key == item.key and new.copies]
                    if stated:
                        copies, by = stated[-1], AmendedBy(notice=later.id, clause=amending.id)
                yield PublishedMaterial.placed(item, clause.id, when=when, copies=copies, amended_by=by)

    def _changes_of(self, notice: Notice, clause: Clause) -> list[tuple[Notice, Clause, Amendment]]:
        return [each for each in self._changes.get(notice.id, ()) if each[2].clause == clause.id]

    def _rounds(self, jurisdiction: str) -> list[Notice]:
        """A jurisdiction's notices that open a round, earliest cut-off first."""
        own = [n for n in self.register.notices if n.jurisdiction == jurisdiction and self.openings[n.id]]
        return sorted(own, key=self._age)

    def _age(self, notice: Notice) -> tuple[date, date]:
        cutoff = self.openings[notice.id][-1].cutoff
        return cutoff.date if cutoff else notice.document.issued, notice.document.issued

    def _neighbours(self, notice: Notice) -> list[Notice]:
        """Each other jurisdiction's latest notice, in the order of ``jurisdictions.yaml``.

        Only jurisdictions of the same area count: each area has its own affiliations.
        """
        places, own = self.register.places, notice.jurisdiction
        others = [place.id for place in places.values() if place.area == places[own].area and place.id != own]
        return [latest for place in others for latest in self.rounds[place][-1:]]

    def _rounds_beside(self, notice: Notice) -> Iterator[Round]:
        """The rounds of its jurisdiction, its own among them."""
        for own in self.rounds[notice.jurisdiction]:
            for opening in self.openings[own.id]:
                yield Round(notice=own.id, cutoff=opening.cutoff and opening.cutoff.date)

    def _elsewhere(self, notice: Notice) -> Iterator[Elsewhere]:
        """The routes of each other jurisdiction's latest notice."""
        for latest in self._neighbours(notice):
            for stated in (r for c in latest.clauses for r in c.requirements if r.kind in self._sending):
                yield Elsewhere.model_construct(
                    None, notice=latest.id, title=latest.document.title, **_parameters(stated)
                )


def _sends_elsewhere(condition: object) -> bool:
    return isinstance(condition, dict) and "elsewhere" in condition


def _parameters(stated: Requirement) -> dict[str, Any]:
    """The kind of a requirement and what it states by that kind."""
    own = {name: value for name, value in stated if name not in Requirement.model_fields and value is not None}
    return {"kind": stated.kind, **own}


def _published(
    notice: Notice, others: _Others, rounds: tuple[Round, ...], elsewhere: tuple[Elsewhere, ...]
) -> PublishedNotice:
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
        windows=tuple(_windows(others.facts[notice.id])),
        amends=tuple(change for change in others.amendments if change.by_notice == notice.id),
        amended_by=tuple(change for change in others.amendments if change.notice == notice.id),
        facts=others.facts[notice.id],
        materials=tuple(others.materials(notice)),
        requirements=tuple(
            PublishedRequirement.placed(requirement, clause.id, topic=topic_of(clause, requirement))
            for clause in notice.clauses
            for requirement in clause.requirements
        ),
        residual=tuple(PublishedResidual.placed(item, c.id) for c in notice.clauses for item in c.residual),
        not_modelled=tuple(PublishedNotModelled.placed(item, c.id) for c in notice.clauses for item in c.not_modelled),
        affiliations=others.register.affiliations(notice.jurisdiction),
        questions=tuple(_question(question, notice, others.register) for question in others.register.questions),
        titles=tuple(PublishedValue(id=title.id, zh=title.zh, en=title.en) for title in others.register.titles),
        kinds=tuple(
            _kind(kind)
            for kind in others.register.kinds
            if any(requirement.kind == kind.id for clause in notice.clauses for requirement in clause.requirements)
        ),
        elsewhere=elsewhere,
        rounds=rounds,
        round_names=_round_names(notice),
        file=notice.file,
    )


def _round_names(notice: Notice) -> dict[str, Text]:
    return {label.id: Text(zh=label.zh, en=label.en) for label in notice.document.rounds}


def _values(register: Register, key: str, values: tuple[str | bool, ...]) -> tuple[str | bool, ...]:
    """The values of an answer, which YAML holds as text, in their own type."""
    question = register.question_of.get(key)
    return tuple(value == "true" for value in values) if question and question.kind == "yes_no" else values


def _question(question: QuestionEntry, notice: Notice, register: Register) -> PublishedQuestion:
    values = register.affiliations(notice.jurisdiction) if question.id == AFFILIATION else question.values
    return PublishedQuestion(
        id=question.id,
        kind=question.kind,
        group=question.group,
        depth=_depth(question, register),
        zh=question.zh,
        en=question.en,
        values=tuple(PublishedValue(id=value.id, zh=value.zh, en=value.en) for value in values),
        change=question.change.model_dump(exclude_none=True) if question.change else None,
        doubts=tuple(doubt.model_dump(exclude_none=True) for doubt in question.doubts),
    )


def _depth(question: QuestionEntry, register: Register) -> int:
    """How many questions of its group must be answered one after another before it."""
    before = [register.question_of[key] for key in question.after]
    return max((1 + _depth(other, register) for other in before if other.group == question.group), default=0)


def _kind(kind: Kind) -> PublishedKind:
    return PublishedKind(
        id=kind.id,
        zh=kind.zh,
        en=kind.en,
        for_title=kind.for_title,
        row=kind.row,
        parameters={
            name: PublishedParameter(type=parameter.type, of=parameter.of_, optional=parameter.optional)
            for name, parameter in kind.parameters.items()
        },
        facts=dict(kind.facts),
        table=kind.table and kind.table.model_dump(by_alias=True, exclude_none=True),
        counts=kind.counts and kind.counts.model_dump(by_alias=True, exclude_none=True),
        cases=kind.cases,
        sentences={name: Text(zh=words.zh, en=words.en) for name, words in kind.sentences.items()},
    )


def _clause(clause: Clause) -> PublishedClause:
    return PublishedClause(
        id=clause.id, label=clause.label, zh=clause.zh, en=clause.en, topics=clause.topics, table=clause.table
    )


def _openings(notice: Notice, facts: tuple[PublishedFact, ...]) -> tuple[Opening, ...]:
    """The rounds the notice opens, earliest cut-off first; a notice that asks nothing of applicants opens none."""
    if not any(clause.requirements for clause in notice.clauses):
        return ()
    stated = [fact.round for fact in facts if fact.fact in ("cutoff", "window")]
    # Days without a round are common to all rounds that are named.
    named: list[str | None] = [name for name in stated if name]
    openings = [
        Opening(
            round=name or notice.round,
            name=_round_names(notice).get(name or ""),
            cutoff=_cutoff(facts, name),
            windows=tuple(_windows(facts, name, None)),
        )
        for name in dict.fromkeys(named or stated)
    ]
    return tuple(sorted(openings, key=lambda opening: opening.cutoff.date if opening.cutoff else date.max))


def _cutoff(facts: tuple[PublishedFact, ...], name: str | None) -> Cutoff | None:
    for fact in facts:
        if fact.fact == "cutoff" and isinstance(fact.value, date) and fact.round in (name, None):
            return Cutoff(
                clause=fact.clause, date=fact.value, quote=fact.quote, who=fact.who, amended_by=fact.amended_by
            )
    return None


def _windows(facts: tuple[PublishedFact, ...], *rounds: str | None) -> Iterator[Window]:
    """The windows of these rounds, named as in facts; without any, the windows of all rounds."""
    for fact in facts:
        if fact.fact == "window" and isinstance(fact.value, Interval) and (not rounds or fact.round in rounds):
            yield Window(
                clause=fact.clause,
                key=fact.topic.removeprefix("window."),
                opens=fact.value.opens,
                closes=fact.value.closes,
                quote=fact.quote,
                who=fact.who,
                words=None if fact.value.clear else fact.words,
                round=fact.round,
                amended_by=fact.amended_by,
            )


def _amended(value: FactValue, stated: FactValue | None) -> FactValue:
    """The value after an amendment, which may state one side of an interval alone; None: it states none."""
    if not isinstance(value, Interval):
        return value if stated is None else stated
    if not isinstance(stated, Interval):
        return Interval(None, None, clear=False)
    if not stated.days:
        return stated
    return Interval(stated.opens or value.opens, stated.closes or value.closes)


def _amendment(later: Notice, clause: Clause, change: Amendment) -> PublishedAmendment:
    return PublishedAmendment(
        notice=change.notice,
        clause=change.clause,
        by_notice=later.id,
        by_clause=clause.id,
        by_title=later.document.title,
        issued=later.document.issued,
        quote=change.quote,
    )

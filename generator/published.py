"""A notice as the data that is published: the JSON at ``/notices/<id>.json`` and the schema that describes it.

Source of the shape: the contract, section 1. The self-check and comparisons read this form and no other.
"""

import json
from datetime import date
from typing import Literal

from pydantic import ConfigDict

from generator.register import schema
from generator.register.model import Amendment, Clause, Entry, Id, Text, Title
from generator.register.notices import Notice, Opening, Register, topic_of, window_key
from generator.register.received import locate
from generator.register.values import FactType, FactValue, Interval
from selfcheck.answers import ANSWERS

SCHEMA_PATH = "schema/notice.json"


class PublishedClause(Entry):
    """A clause, headings included, in document order."""

    id: str
    label: str
    """The printed ordinal as received; empty where there is none."""
    zh: str
    en: str
    topics: list[Id]


class PublishedCorrection(Entry):
    """A difference from the text as received: both forms occur once in the clause's label and text."""

    clause: str
    received: str
    published: str


class PublishedFact(Entry):
    """A typed value, the clause that states it, its topic and the words it stands on."""

    clause: str
    topic: Id
    fact: Id
    type: FactType
    value: str | int | bool | list[str]
    """An interval is ``opens/closes``."""
    quote: str
    round: str | None = None
    """The round it is about, where the notice opens several."""
    who: Text | None = None
    """Whom or what it is about, where a clause names several."""


class PublishedCutoff(Entry):
    """The day up to which time in the post counts."""

    date: date
    clause: str
    quote: str


class PublishedWindow(Entry):
    """A window for handing in; both days are included."""

    key: str
    clause: str
    opens: date
    closes: date
    quote: str


class PublishedOpening(Entry):
    """A round that the notice opens."""

    round: str
    cutoff: PublishedCutoff
    windows: list[PublishedWindow]


class PublishedMaterial(Text):
    """An item to hand in, with its note and waiver in brackets."""

    key: Id
    clause: str
    copies: int | None
    quote: str
    when: dict[str, list[str | bool]]
    """Answer keys with the values for which the item is asked; everyone where empty."""
    waived: str | None
    """The words by which it need not be handed in under a condition, where there are any."""


class PublishedAmendment(Entry):
    """A change that a clause of a later notice makes to a clause of an earlier one."""

    notice: Id
    """The earlier notice."""
    clause: str
    """Its clause."""
    by_notice: Id
    """The later notice."""
    by_clause: str
    """The clause of it that makes the change."""
    by_title: Text
    """The later notice's title."""
    quote: str
    """The words that make the change."""


class PublishedResidual(Text):
    """What only the employer or the authority can judge, or what no question asks."""

    clause: str
    quote: str


class PublishedNotModelled(Text):
    """A condition that the self-check does not judge: the words are the reason, ``quote`` the condition's own."""

    clause: str
    quote: str


class PublishedRequirement(Entry):
    """A requirement: its kind, clause, quote and the parameters of its kind."""

    model_config = ConfigDict(extra="allow")

    kind: Literal[
        "affiliation", "contract", "status", "sanction", "foreign_document", "series", "education", "advancement",
        "equivalence", "probation", "social_insurance", "school", "completion", "cohort", "transition", "assessment",
        "continuing_education", "access",
    ]  # fmt: skip
    clause: str
    topic: Id
    quote: str
    title: Title | None = None


class Choice(Text):
    """A value of the answer ``affiliation``."""

    id: Id


class Elsewhere(Entry):
    """A notice of another jurisdiction that admits these affiliations, for these origins or for any."""

    model_config = ConfigDict(extra="allow")

    notice: str
    title: Text
    admits: list[Id]


class Round(Entry):
    """A notice of the same jurisdiction with its cut-off."""

    notice: str
    cutoff: date


class PublishedNotice(Entry):
    """A notice on the initial determination of professional titles, as data."""

    id: str
    jurisdiction: Id
    round: str
    title: Text
    addressees: Text
    issuer: Text
    issued: date
    head: str
    """The received lines before the clauses."""
    clauses: list[PublishedClause]
    signature: str
    """The received lines after the clauses and before the annexes."""
    annexes: list[PublishedClause]
    corrections: list[PublishedCorrection]
    openings: list[PublishedOpening]
    """The rounds that the notice opens, earliest cut-off first; none where it only amends another."""
    amends: list[PublishedAmendment]
    amended_by: list[PublishedAmendment]
    facts: list[PublishedFact]
    materials: list[PublishedMaterial]
    requirements: list[PublishedRequirement]
    residual: list[PublishedResidual]
    not_modelled: list[PublishedNotModelled]
    affiliations: list[Choice]
    """The values that the answer ``affiliation`` takes in this notice's area."""
    elsewhere: list[Elsewhere]
    """Who is admitted by the latest notices of other jurisdictions."""
    rounds: list[Round]
    """The known notices of this jurisdiction, this one included."""


def site_files(register: Register) -> dict[str, str]:
    """Every file of published data: site path to text."""
    files = {SCHEMA_PATH: text_of(notice_schema()), schema.SITE_PATH: schema.file_schema()}
    for notice in register.notices:
        files[f"notices/{notice.id}.json"] = text_of(notice_json(register, notice))
    return files


def text_of(value: dict) -> str:
    """A published object as the text of its file."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def notice_schema() -> dict:
    """The JSON Schema (2020-12) of a published notice."""
    schema = PublishedNotice.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def notice_json(register: Register, notice: Notice) -> dict:
    """The published form of ``notice``, a JSON object."""
    document = notice.document
    head, signature = locate(notice)
    published = PublishedNotice(
        id=notice.id,
        jurisdiction=notice.jurisdiction,
        round=notice.round,
        title=document.title,
        addressees=document.addressees,
        issuer=document.issuer,
        issued=document.issued,
        head=head,
        signature=signature,
        clauses=_clauses(document.clauses),
        annexes=_clauses(document.annexes),
        corrections=[
            PublishedCorrection(clause=c.id, received=fix.received, published=fix.published)
            for c in notice.clauses
            for fix in c.corrections
        ],
        openings=[_opening(opening) for opening in notice.openings],
        amends=[_amendment(notice, clause, change) for clause in notice.clauses for change in clause.amends],
        amended_by=[_amendment(*amendment) for amendment in register.amendments(notice)],
        facts=_facts(register, notice),
        materials=_materials(notice),
        requirements=_requirements(notice),
        residual=[
            PublishedResidual(clause=c.id, zh=r.zh, en=r.en, quote=r.quote) for c in notice.clauses for r in c.residual
        ],
        not_modelled=[
            PublishedNotModelled(clause=c.id, zh=left.zh, en=left.en, quote=left.quote)
            for c in notice.clauses
            for left in c.not_modelled
        ],
        affiliations=[Choice(id=known.id, zh=known.zh, en=known.en) for known in register.affiliations(notice)],
        elsewhere=_elsewhere(register, notice),
        rounds=[
            Round(notice=known.id, cutoff=opening.cutoff.value)
            for known in register.of_jurisdiction(notice.jurisdiction)
            for opening in known.openings
        ],
    )
    return published.model_dump(mode="json", exclude_unset=True)


def _clauses(clauses: tuple[Clause, ...]) -> list[PublishedClause]:
    return [PublishedClause(id=c.id, label=c.label, zh=c.zh, en=c.en, topics=list(c.topics)) for c in clauses]


def _opening(opening: Opening) -> PublishedOpening:
    cutoff = opening.cutoff
    return PublishedOpening(
        round=opening.round,
        cutoff=PublishedCutoff(date=cutoff.value, clause=opening.clause.id, quote=cutoff.quote),
        windows=[
            PublishedWindow(
                key=window_key(clause, window),
                clause=clause.id,
                opens=window.value.opens,
                closes=window.value.closes,
                quote=window.quote,
            )
            for clause, window in opening.windows
        ],
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


def _facts(register: Register, notice: Notice) -> list[PublishedFact]:
    types = {known.id: known.type for known in register.facts}
    return [
        PublishedFact(
            clause=clause.id,
            topic=topic_of(clause, fact),
            fact=fact.fact,
            type=types[fact.fact],
            value=written(fact.value),
            quote=fact.quote,
            **{name: given for name in ("round", "who") if (given := getattr(fact, name))},
        )
        for clause, fact in notice.facts
    ]


def written(value: FactValue) -> str | int | bool | list[str]:
    """A fact's value as JSON has it."""
    match value:
        case Interval(opens, closes):
            return f"{opens}/{closes}"
        case tuple():
            return list(value)
        case date():
            return value.isoformat()
        case _:
            return value


def _materials(notice: Notice) -> list[PublishedMaterial]:
    return [
        PublishedMaterial(
            key=item.key,
            clause=clause.id,
            copies=item.copies,
            zh=item.zh + _aside("（", "；", "）", [more.zh for more in (item.note, item.waived) if more]),
            en=item.en + _aside(" (", "; ", ")", [more.en for more in (item.note, item.waived) if more]),
            quote=item.quote,
            when={key: _condition(key, values) for key, values in item.when.items()},
            waived=item.waived.quote if item.waived else None,
        )
        for clause in notice.clauses
        for item in clause.materials
    ]


def _aside(opens: str, joint: str, closes: str, sentences: list[str]) -> str:
    return opens + joint.join(sentence.rstrip("。.") for sentence in sentences) + closes if sentences else ""


def _condition(key: str, values: tuple[str, ...]) -> list[str | bool]:
    return [value == "true" for value in values] if ANSWERS[key].kind == "bool" else list(values)


def _requirements(notice: Notice) -> list[PublishedRequirement]:
    return [
        PublishedRequirement(
            **requirement.model_dump(mode="json", exclude_none=True, exclude={"topic"}),
            clause=clause.id,
            topic=topic_of(clause, requirement),
        )
        for clause in notice.clauses
        for requirement in clause.requirements
    ]


def _elsewhere(register: Register, notice: Notice) -> list[Elsewhere]:
    """The routes of each other jurisdiction's latest notice, in the order of ``jurisdictions.yaml``.

    Only jurisdictions of the same area count, since affiliations are the area's own.
    """
    area = register.jurisdiction(notice).area
    routes = []
    for jurisdiction in register.jurisdictions.jurisdictions:
        if jurisdiction.area != area or jurisdiction.id == notice.jurisdiction:
            continue
        opening = [known for known in register.of_jurisdiction(jurisdiction.id) if known.openings]
        for latest in opening[-1:]:
            for requirement in _requirements(latest):
                if requirement.kind == "affiliation":
                    more = {"origins": requirement.origins} if "origins" in requirement.model_extra else {}
                    title = latest.document.title
                    routes.append(Elsewhere(notice=latest.id, title=title, admits=requirement.admits, **more))
    return routes

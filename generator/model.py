"""The shape of a notice and of the register around it: what each YAML field means.

Every class is frozen and refuses unknown fields. The field docstrings are published as the format's description.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from generator.values import FactType, FactValue, read_value
from selfcheck.answers import EDUCATION, FOREIGN_DOCUMENT, ORIGIN, SERIES, STATUS, TITLES

type Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that must not be empty."""

type Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")]
"""An identifier: lower-case letters and digits joined by ``-``, ``_`` or ``.``."""

type ClauseId = Annotated[str, StringConstraints(pattern=r"^(?:0|[1-9]\d*)(?:\.(?:[1-9]\d*|[a-z]))*$")]
"""Printed ordinals in digits joined by dots; a letter where a paragraph has no ordinal: ``2.1.3``, ``1.a``."""

type Title = Literal[*TITLES]
type Education = Literal[*EDUCATION]
type Series = Literal[*SERIES]
type Origin = Literal[*ORIGIN]
type Status = Literal[*STATUS]
type ForeignDocument = Literal[*FOREIGN_DOCUMENT]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Text(Entry):
    """The same words in both languages."""

    zh: Words
    """Chinese, authoritative."""
    en: Words
    """English."""


class Correction(Entry):
    """One difference between the text as received and as published."""

    received: Words
    """As received: enough of the text to occur once in the clause's label and text."""
    published: Words
    """As published, likewise occurring once."""


class Statement(Entry):
    """Something that a clause lays down, with the words it stands on."""

    quote: Words
    """The words of the clause it stands on, letter by letter."""
    topic: Id | None = None
    """Which of the clause's topics it belongs to; needed where the clause has several."""


class Fact(Statement):
    """A typed value that comparisons compare: its type is that of its name in ``facts.yaml``."""

    fact: Id
    """The fact's name in ``facts.yaml``."""
    value: FactValue
    """Date ``2026-04-30``; interval ``2026-05-11/2026-05-29``; count in digits; set as a list; condition ``true``."""

    @field_validator("value", mode="before")
    @classmethod
    def read(cls, raw: object, info: ValidationInfo) -> FactValue:
        """The value as the type of its name has it; ``info.context`` maps names to types."""
        kind = (info.context or {}).get(info.data.get("fact"))
        if kind is None:
            raise ValueError("a fact named in facts.yaml", info.data.get("fact", ""))
        return read_value(kind, raw)


class Waiver(Text):
    """When an item need not be handed in."""

    quote: Words
    """The words of the clause it stands on."""


class Material(Text):
    """One item to hand in; its topic is ``material.<key>``."""

    key: Id
    """Which item: the self-check's key."""
    quote: Words
    """The words of the clause it stands on."""
    copies: Annotated[int, Field(ge=1)] | None = None
    """How many copies, where the notice says so."""
    when: dict[str, tuple[str, ...]] = {}
    """Who hands it in: answer keys with the values for which it is asked; everyone where absent."""
    waived: Waiver | None = None
    """When the item need not be handed in."""
    note: Text | None = None
    """What else an applicant should know of it."""


class Residual(Text):
    """What only the employer or the authority can judge: shown, never asked."""

    quote: Words
    """The words of the clause it stands on."""


class Affiliation(Statement):
    """Who may apply here, by where they work or who keeps their file."""

    kind: Literal["affiliation"]
    admits: tuple[Id, ...]
    """Affiliations that the clause admits."""
    origins: tuple[Origin, ...] | None = None
    """The origins for which it does; whatever the origin where absent."""


class Contract(Statement):
    """A labour or appointment contract is required."""

    kind: Literal["contract"]
    of: tuple[Id, ...]
    """Affiliations of which the clause requires it."""
    origins: tuple[Origin, ...]
    """Origins of which the clause requires it."""


class StatusExclusion(Statement):
    """Persons who may not apply, by status."""

    kind: Literal["status"]
    excludes: tuple[Status, ...]


class Sanction(Statement):
    """Nobody may apply within the effect of a sanction."""

    kind: Literal["sanction"]


class ForeignDocumentNeeded(Statement):
    """Foreigners need one of these documents."""

    kind: Literal["foreign_document"]
    accepts: tuple[ForeignDocument, ...]


class OpenSeries(Entry):
    """Series that the list may or may not include, since it ends in 等."""

    series: tuple[Series, ...]
    words: Words
    """The open words, letter by letter."""


class SeriesExclusion(Statement):
    """Series in which an examination, or another procedure, replaces the initial determination."""

    kind: Literal["series"]
    excludes: tuple[Series, ...]
    titles: tuple[Title, ...]
    """The titles that can then not be determined."""
    open: OpenSeries | None = None


class OpenEducation(Entry):
    """Education that the clause's words may or may not include."""

    education: tuple[Education, ...]
    words: Words
    """The open words, letter by letter."""


class EducationLevel(Statement):
    """Which education leads to which title."""

    kind: Literal["education"]
    admits: tuple[Education, ...]
    title: Title
    open: OpenEducation | None = None


class Equivalence(Statement):
    """Education that counts as another."""

    kind: Literal["equivalence"]
    of: dict[Education, Education]


class Probation(Statement):
    """Time in the post, for whoever is determined by this same clause."""

    kind: Literal["probation"]
    months: Annotated[int, Field(ge=1)]


class School(Statement):
    """Which kinds of school are recognised; any other is one the notice is silent on."""

    kind: Literal["school"]
    recognises: tuple[Literal["regular", "military", "party_long", "party_other", "overseas"], ...]
    rejects: tuple[Literal["regular", "military", "party_long", "party_other", "overseas"], ...]


class Completion(Statement):
    """What finishing without diploma or degree is worth."""

    kind: Literal["completion"]
    lowers: dict[Education, Education] = {}
    """Education finished without diploma, and the one it then counts as."""
    words: Words | None = None
    """The words that name whose education is lowered: open for all other education."""
    rejects: tuple[Literal["completed", "certificate"], ...] = ()
    """Completions that are no education at all."""


class Cohort(Statement):
    """Education obtained from a year on, or in another field, falls under this notice's conditions."""

    kind: Literal["cohort"]
    from_year: int
    own_conditions: tuple[Series, ...]
    """Series that have qualification conditions of their own."""
    own_conditions_words: Words
    """The words that say so."""
    access_series_too: bool
    """Whether the series with an access requirement are among them."""


class Transition(Statement):
    """Everyone else goes through the transition under provincial rules."""

    kind: Literal["transition"]


class Assessment(Statement):
    """Every annual assessment must be qualified or better."""

    kind: Literal["assessment"]


class ContinuingEducation(Statement):
    """Public courses of continuing education to pass, every year since starting work."""

    kind: Literal["continuing_education"]
    courses_per_year: Annotated[int, Field(ge=1, le=1)]
    not_before: int | None = None
    """The first year for which it is asked, where the notice names one."""


class Access(Statement):
    """Series whose occupation requires a qualification."""

    kind: Literal["access"]
    series: tuple[Series, ...]


type Requirement = Annotated[
    Affiliation | Contract | StatusExclusion | Sanction | ForeignDocumentNeeded | SeriesExclusion
    | EducationLevel | Equivalence | Probation | School | Completion | Cohort | Transition
    | Assessment | ContinuingEducation | Access,
    Field(discriminator="kind"),
]  # fmt: skip


class Clause(Text):
    """The smallest numbered or standalone paragraph, a heading included."""

    id: ClauseId
    """The path of printed ordinals, in digits; an unnumbered paragraph takes the next letter within its parent."""
    label: str
    """The printed ordinal exactly as received; empty for an unnumbered paragraph."""
    topics: Annotated[tuple[Id, ...], Field(min_length=1)]
    """What it is about: topics of ``topics.yaml``."""
    corrections: tuple[Correction, ...] = ()
    """Differences from the text as received, one by one."""
    facts: tuple[Fact, ...] = ()
    materials: tuple[Material, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    residual: tuple[Residual, ...] = ()
    informative: Text | None = None
    """Why the clause carries no fact, requirement, material or residual."""

    @property
    def statements(self) -> tuple[Fact | Material | Requirement | Residual, ...]:
        return (*self.facts, *self.materials, *self.requirements, *self.residual)

    @property
    def text(self) -> str:
        """The paragraph as published, ordinal and all."""
        return self.label + self.zh


class NoticeFile(Entry):
    """One published document, as its YAML file says it."""

    title: Text
    addressees: Text
    issuer: Text
    issued: date
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1)]


class Topic(Text):
    """What clauses of different notices have in common."""

    id: Id
    order: int
    """Where the topic stands in a comparison."""


class FactName(Text):
    """The name of a fact, with its type."""

    id: Id
    type: FactType
    unit: Text | None = None
    """What a count counts."""


class Named(Text):
    """An identifier with its words."""

    id: Id


class Area(Named):
    """Jurisdictions whose applicants answer the same question of affiliation."""

    affiliations: Annotated[tuple[Named, ...], Field(min_length=1)]


class Jurisdiction(Named):
    """The area whose authority issues notices."""

    area: Id


class Jurisdictions(Entry):
    """``jurisdictions.yaml``."""

    areas: tuple[Area, ...]
    jurisdictions: tuple[Jurisdiction, ...]


class Term(Entry):
    """A term with the English from which translations do not stray."""

    zh: Words
    en: Annotated[tuple[Words, ...], Field(min_length=1)]
    """The English; further forms that a sentence may need after it."""

    @field_validator("en", mode="before")
    @classmethod
    def one_or_more(cls, raw: object) -> object:
        return [raw] if isinstance(raw, str) else raw

    source: Words
    """Where the English is attested, or ``unofficial``."""
    note: Words | None = None

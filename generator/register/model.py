"""The shape of a notice and its register: what each YAML field means.

Every class is frozen and refuses unknown fields. Docstrings are English first, then Chinese: editors show both while a
clerk types, and the page on the format is made from them.
"""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, WithJsonSchema, field_validator

from generator.register.values import FactType, FactValue, mark_of, read_value
from selfcheck.answers import COMPLETION, EDUCATION, FOREIGN_DOCUMENT, ORIGIN, SCHOOL, SERIES, STATUS, TITLES

type Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text, not empty."""

type Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")]
"""An identifier: lower-case letters and digits joined by ``-``, ``_`` or ``.``."""

CLAUSE_ID = r"^(?:annex[1-9]\d*|0|[1-9]\d*)(?:\.(?:[1-9]\d*|[a-z]))*$"

type ClauseId = Annotated[
    str,
    StringConstraints(pattern=CLAUSE_ID),
    # Until an editor has read this schema it takes 2.1 for a number.
    WithJsonSchema({"type": ["string", "number"], "pattern": CLAUSE_ID}),
]
"""Printed ordinals in digits, joined by dots; a letter for a paragraph without an ordinal: ``2.1.3``, ``1.a``."""

type RoundId = Annotated[str, StringConstraints(pattern=r"^\d{4}(?:-(?:h[12]|q[1-4]|\d{2}))?$")]
"""A round: ``2026``, ``2026-h1``, ``2026-q2`` or ``2026-03``."""

type Months = Annotated[int, Field(ge=1)]
# The values are listed in the rules alone; mypy cannot read a type from a list.
type Title = Literal[*TITLES]  # type: ignore[valid-type]
type Education = Literal[*EDUCATION]  # type: ignore[valid-type]
type Series = Literal[*SERIES]  # type: ignore[valid-type]
type Origin = Literal[*ORIGIN]  # type: ignore[valid-type]
type Status = Literal[*STATUS]  # type: ignore[valid-type]
type School = Literal[*SCHOOL]  # type: ignore[valid-type]
type ForeignDocument = Literal[*FOREIGN_DOCUMENT]  # type: ignore[valid-type]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Text(Entry):
    """The same words in both languages.
    同一内容的中英文。"""

    zh: Words
    """Chinese, authoritative.
    中文，以此为准。"""
    en: Words
    """English.
    英文译文。"""

    def of(self, language: str) -> str:
        """The words in one language."""
        return self.zh if language == "zh" else self.en


class Correction(Entry):
    """One difference between the text as received and as published.
    收到的文本与发布的文本之间的一处差别。"""

    received: Words
    """As received: enough of the text to occur once in the clause's label and text.
    收到时的写法：取足够的字，使其在本条中只出现一次。"""
    published: Words
    """As published, likewise occurring once.
    发布时的写法，同样只出现一次。"""


class Statement(Entry):
    """Something a clause states, with the words that state it.
    条款所规定的一项内容及其依据的原文。"""

    quote: Words
    """The clause's own words for it, copied exactly.
    所依据的原文，一字不差。"""
    topic: Id | None = None
    """Which of the clause's topics it belongs to; required if the clause has several.
    属于本条的哪个主题；本条有几个主题时必填。"""


class Fact(Statement):
    """A typed value for comparisons; ``facts.yaml`` gives the type by the fact's name.
    供比较的数据，类型由 facts.yaml 中的名称决定。"""

    fact: Id
    """The fact's name in ``facts.yaml``.
    facts.yaml 中的名称。"""
    value: Annotated[
        FactValue,
        WithJsonSchema({"type": ["string", "integer", "boolean", "array"], "items": {"type": "string"}}),
    ]
    """Date ``2026-04-30``; interval ``2026-05-11/2026-05-29``; count in digits (0 is "none", not "not stated"); set
    as a list; condition ``true``.
    日期、起止日期、数字（0 表示“不收取”等，与没有写明不同）、列表，或 true。"""
    round: RoundId | None = None
    """The round it applies to, in a notice that announces several.
    一份通知公布几个批次时，属于哪一批次。"""
    who: Text | None = None
    """Whom or what it applies to, if the clause names several: a district's office, employers, individuals.
    涉及的对象，例如某区窗口、用人单位、个人。"""

    @field_validator("value", mode="before")
    @classmethod
    def read(cls, raw: object, info: ValidationInfo) -> FactValue:
        """The value, read by the fact's type; ``info.context`` maps names to types."""
        kind: FactType | None = (info.context or {}).get(info.data.get("fact"))
        if kind is None:
            raise ValueError("a fact named in facts.yaml", info.data.get("fact", ""))
        return read_value(kind, raw)


class Waiver(Text):
    """When an item need not be handed in.
    何时可以不提供。"""

    quote: Words
    """The clause's own words for it.
    所依据的原文。"""


class Material(Text):
    """One item to hand in; its topic is ``material.<key>``.
    一项申报材料，主题为 material.<key>。"""

    key: Id
    """Which item: the self-check's key.
    材料代号。"""
    quote: Words
    """The clause's own words for it.
    所依据的原文。"""
    copies: Annotated[int, Field(ge=1)] | None = None
    """How many copies, if the notice says.
    份数，通知写明时填写。"""
    when: dict[str, tuple[str | bool, ...]] = {}
    """Who hands it in: answer keys and the values that require it; everyone if absent.
    由谁提供：答案代号及其取值；不写表示所有人。"""
    waived: Waiver | None = None
    """When the item need not be handed in.
    何时可以不提供。"""
    note: Text | None = None
    """What else an applicant should know about it.
    申报人还应知道的内容。"""


class Residual(Text):
    """What the result depends on but only the employer or authority can judge, or no question asks: shown with the
    verdict, never asked.
    结果取决于此、但只能由单位或主管部门判断或自查不提问的内容：随结果提示，不提问。"""

    quote: Words
    """The clause's own words for it.
    所依据的原文。"""


class NotModelled(Text):
    """A condition no rule judges, and why. It is listed beside the rules; a residual is shown with the verdict. Words
    inside a requirement's quote are the part its rule leaves out.
    规则不核对的条件及其原因：与规则列在一起，而 residual 随结果提示。
    引文是某项 requirement 引文的一部分时，指规则没有核对的那一部分。"""

    quote: Words
    """The words of the condition, copied exactly.
    该条件的原文，一字不差。"""


class Requirement(Statement):
    """A condition of a known kind, with its parameters.
    一项条件，种类固定，带有参数。"""

    either: Id | None = None
    """A notice's requirements with the same mark are alternatives: one is enough.
    标记相同的条件任选其一即可。"""


class Affiliation(Requirement):
    """Who may apply here, by employer or by the agency that keeps their file.
    按工作单位或人事代理确定的申报范围。"""

    kind: Literal["affiliation"]
    admits: tuple[Id, ...]
    """The affiliations the clause admits.
    本条受理的单位情况。"""
    origins: tuple[Origin, ...] | None = None
    """The origins it admits them for; any origin if absent.
    限于哪些人员；不写表示不限。"""


class Contract(Requirement):
    """A labour or appointment contract is required.
    须有劳动（聘用）合同。"""

    kind: Literal["contract"]
    of: tuple[Id, ...]
    """The affiliations that need one.
    适用的单位情况。"""
    origins: tuple[Origin, ...]
    """The origins that need one.
    适用的人员。"""


class StatusExclusion(Requirement):
    """People who may not apply, by status.
    不得申报的身份。"""

    kind: Literal["status"]
    excludes: tuple[Status, ...]
    """The statuses that exclude.
    不得申报的身份。"""


class Sanction(Requirement):
    """Nobody may apply while a sanction is in effect.
    处分影响期内不得申报。"""

    kind: Literal["sanction"]


class ForeignDocumentNeeded(Requirement):
    """Foreign nationals need one of these documents.
    外籍人员须持有的证件之一。"""

    kind: Literal["foreign_document"]
    accepts: tuple[ForeignDocument, ...]
    """The documents; one is enough.
    可用的证件。"""


class OpenSeries(Entry):
    """Series the list may or may not include, because it ends in 等.
    列举以“等”结尾，是否包括没有写明的系列。"""

    series: tuple[Series, ...]
    """The series.
    系列。"""
    words: Words
    """The open words, copied exactly.
    没有写明的原文。"""


class SeriesExclusion(Requirement):
    """Series in which an examination, or another procedure, replaces the initial determination.
    以考代评等不再初定的系列。"""

    kind: Literal["series"]
    excludes: tuple[Series, ...]
    """The series.
    系列。"""
    titles: tuple[Title, ...]
    """The titles initial determination no longer covers.
    不再初定的层级。"""
    open: OpenSeries | None = None
    """Series the words leave open.
    没有写明的系列。"""


class OpenEducation(Entry):
    """Education the clause's words may or may not include.
    是否包括没有写明的学历。"""

    education: tuple[Education, ...]
    """The education.
    学历。"""
    words: Words
    """The open words, copied exactly.
    没有写明的原文。"""


class EducationLevel(Requirement):
    """Which education leads to which title.
    何种学历可初定何种职称。"""

    kind: Literal["education"]
    admits: tuple[Education, ...]
    """The education.
    学历。"""
    title: Title
    """The title it leads to.
    可初定的层级。"""
    open: OpenEducation | None = None
    """Education the words leave open.
    没有写明的学历。"""


class Advancement(Requirement):
    """A route to a title through a lower one held for some months. No question asks about it: a residual must cover it.
    先取得较低层级职称、满若干月后可取得较高层级。自查不提问，须另写提示。"""

    kind: Literal["advancement"]
    admits: tuple[Education, ...]
    """The education that opens the route.
    适用的学历。"""
    from_title: Title
    """The title to hold.
    须先取得的层级。"""
    months: Months
    """How long to hold it.
    取得后满几个月。"""
    title: Title
    """The title it leads to.
    可初定的层级。"""


class Equivalence(Requirement):
    """Education that counts as other education.
    视同的学历。"""

    kind: Literal["equivalence"]
    of: dict[Education, Education]
    """Education, and what it counts as.
    学历及其视同的学历。"""


class Probation(Requirement):
    """Time in the post for applicants under this clause.
    由本条初定的人员须满的见习时间。"""

    kind: Literal["probation"]
    months: Months
    """How many months.
    月数。"""
    of: tuple[Education, ...] | None = None
    """The education it applies to; all education of the clause if absent.
    适用的学历；不写表示本条所有学历。"""


class SocialInsurance(Requirement):
    """Months of social insurance. No question asks about it: a residual must cover it.
    社会保险缴纳月数。自查不提问，须另写提示。"""

    kind: Literal["social_insurance"]
    months: Months
    """How many months.
    月数。"""
    consecutive: bool
    """Whether the months must be consecutive.
    是否须连续。"""


class SchoolRecognition(Requirement):
    """Which kinds of school are recognised; the notice is silent on all others.
    认可哪些院校的学历；其他院校视为没有写明。"""

    kind: Literal["school"]
    recognises: tuple[School, ...]
    """Recognised.
    认可的院校。"""
    rejects: tuple[School, ...]
    """Not recognised.
    不认可的院校。"""


class Completion(Requirement):
    """What studies finished without a diploma or degree are worth.
    结业、修业的效力。"""

    kind: Literal["completion"]
    lowers: dict[Education, Education] = {}
    """Education finished without a diploma, and what it then counts as.
    结业后降为的学历。"""
    words: Words | None = None
    """The words that name which education is lowered; all other education is open.
    写明哪些学历降低等级的原文；其他学历视为没有写明。"""
    rejects: tuple[Literal[*COMPLETION[1:]], ...] = ()  # type: ignore[valid-type]
    """Completions that do not count as education.
    不能作为学历依据的情况。"""


class Cohort(Requirement):
    """Education obtained from a given year on, or in another field, falls under this notice's conditions.
    某年及以后取得的学历、或专业不符的，适用本通知的条件。"""

    kind: Literal["cohort"]
    from_year: int
    """The first such year.
    起始年份。"""
    own_conditions: tuple[Series, ...]
    """Series with qualification conditions of their own.
    以资格条件为准的系列。"""
    own_conditions_words: Words
    """The words that say so.
    所依据的原文。"""
    access_series_too: bool
    """Whether these include the series with an access requirement.
    是否包括有职业准入要求的系列。"""


class Transition(Requirement):
    """Everyone else follows the province's transition rules.
    其余人员按省有关规定过渡。"""

    kind: Literal["transition"]


class Assessment(Requirement):
    """Every annual assessment must be "qualified" or better.
    年度考核均须合格以上。"""

    kind: Literal["assessment"]


class ContinuingEducation(Requirement):
    """Continuing education in every year since starting work: public courses, hours or both.
    自参加工作以来每年的继续教育：公共科目或学时。"""

    kind: Literal["continuing_education"]
    courses_per_year: Annotated[int, Field(ge=1, le=1)] | None = None
    """Public courses to pass each year.
    每年须合格的公共科目门数。"""
    hours_per_year: Annotated[int, Field(ge=1)] | None = None
    """Hours each year. No question asks about them: a residual must cover them.
    每年学时。自查不提问，须另写提示。"""
    not_before: int | None = None
    """The first year that counts, if the notice names one.
    起算年份，通知写明时填写。"""


class Access(Requirement):
    """Series whose occupation requires a qualification.
    实行职业准入的系列。"""

    kind: Literal["access"]
    series: tuple[Series, ...]
    """The series.
    系列。"""


type AnyRequirement = Annotated[
    Affiliation
    | Contract
    | StatusExclusion
    | Sanction
    | ForeignDocumentNeeded
    | SeriesExclusion
    | EducationLevel
    | Advancement
    | Equivalence
    | Probation
    | SocialInsurance
    | SchoolRecognition
    | Completion
    | Cohort
    | Transition
    | Assessment
    | ContinuingEducation
    | Access,
    Field(discriminator="kind"),
]

KINDS = tuple(get_args(known.model_fields["kind"].annotation)[0] for known in Requirement.__subclasses__())
"""The kinds of requirements."""

UNASKED = ("advancement", "social_insurance")
"""Kinds no question of the self-check asks about: a residual must cover them."""


class Table(Entry):
    """A table inside a clause, row by row; its cells occur in this order in the clause's text.
    条款中的表格，逐行列出；各单元格按此顺序出现在条款文本中。"""

    zh: Annotated[tuple[tuple[str, ...], ...], Field(min_length=1)]
    """Chinese cells.
    中文单元格。"""
    en: Annotated[tuple[tuple[str, ...], ...], Field(min_length=1)]
    """English cells, in the same rows and columns.
    英文单元格，数量相同。"""

    def of(self, language: str) -> tuple[tuple[str, ...], ...]:
        """The rows in one language."""
        return self.zh if language == "zh" else self.en


class Amendment(Statement):
    """A change to a clause of an earlier notice; both notices show it.
    对以前通知某一条的修改；两份通知都会显示。"""

    notice: Id
    """The earlier notice.
    被修改的通知。"""
    clause: ClauseId
    """The amended clause.
    被修改的条款。"""


class Clause(Text):
    """The smallest numbered or standalone paragraph; headings count.
    最小的有序号或独立的段落，包括标题。"""

    id: ClauseId
    """The path of printed ordinals in digits; an unnumbered paragraph takes its parent's next letter.
    由各级序号组成的编号；没有序号的段落取上级之下的下一个字母。"""
    label: str
    """The printed ordinal, exactly as received; empty if unnumbered.
    原文序号，一字不改；没有序号的留空。"""
    translated_from: Annotated[
        str,
        StringConstraints(pattern=r"^[0-9a-f]{8}$"),
        WithJsonSchema({"type": ["string", "number"]}),
    ]
    """The mark of the Chinese the English was made from: when the Chinese changes, ``chuding check`` gives the new one.
    译文所依据的中文的校验码：中文改动后，chuding check 会给出新的校验码。"""
    topics: Annotated[tuple[Id, ...], Field(min_length=1)]
    """What it is about: topics from ``topics.yaml``.
    主题，见 topics.yaml。"""
    corrections: tuple[Correction, ...] = ()
    """Each difference from the text as received.
    与收到的文本的差别，逐处列出。"""
    table: Table | None = None
    """Its table.
    其中的表格。"""
    facts: tuple[Fact, ...] = ()
    """The values it states.
    所写明的数据。"""
    materials: tuple[Material, ...] = ()
    """What it tells applicants to hand in.
    要求提供的材料。"""
    requirements: tuple[AnyRequirement, ...] = ()
    """The conditions it sets for applicants.
    对申报人的条件。"""
    residual: tuple[Residual, ...] = ()
    """What only the employer or authority can judge: shown with the verdict.
    只能由单位或主管部门判断的内容：随结果提示。"""
    not_modelled: tuple[NotModelled, ...] = ()
    """Conditions no rule judges, and why: listed beside the rules for the reader to check.
    规则不核对的条件及其原因：与规则列在一起，供自行对照。"""
    amends: tuple[Amendment, ...] = ()
    """The clauses of earlier notices it changes.
    所修改的以前通知的条款。"""
    informative: Text | None = None
    """Why it has none of the above.
    没有以上任何内容的原因。"""

    @property
    def statements(self) -> tuple[Fact | Material | AnyRequirement | Residual | NotModelled | Amendment, ...]:
        return (
            *self.facts,
            *self.materials,
            *self.requirements,
            *self.residual,
            *self.not_modelled,
            *self.amends,
        )

    @property
    def text(self) -> str:
        """The paragraph as published, with its ordinal."""
        return self.label + self.zh

    @property
    def mark(self) -> str:
        """The mark of the current Chinese."""
        return mark_of(self.zh)


class NoticeFile(Entry):
    """One published document: the content of its YAML file.
    一份通知。"""

    title: Text
    """The document's title.
    标题。"""
    addressees: Text
    """Whom it is addressed to.
    主送单位。"""
    issuer: Text
    """Who signs it.
    落款单位。"""
    issued: date
    """The date beside the signature.
    落款日期。"""
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1)]
    """Every paragraph between head and signature, in document order.
    从正文开头到落款之前的全部段落，按原文顺序。"""
    annexes: tuple[Clause, ...] = ()
    """Every paragraph after the signature, with ids ``annex1``, ``annex1.1`` and so on.
    落款之后的附件，编号为 annex1、annex1.1 等。"""


class Topic(Text):
    """A subject that clauses of different notices share.
    不同通知的条款共同涉及的事项。"""

    id: Id
    """Its identifier.
    代号。"""
    order: int
    """Its position in a comparison.
    在对照表中的次序。"""


class FactName(Text):
    """A fact's name and type.
    数据的名称和类型。"""

    id: Id
    """Its identifier.
    代号。"""
    type: FactType
    """The type of its values.
    类型。"""
    unit: Text | None = None
    """What a count counts.
    计数单位。"""


class Named(Text):
    """An identifier and its name.
    代号及其名称。"""

    id: Id
    """Its identifier.
    代号。"""


class Affiliated(Named):
    """A value of the answer ``affiliation``, in the applicant's own words.
    单位情况的一个选项，按申报人的口吻写。"""

    persons: Text | None = None
    """What comparisons call these people; if absent, comparisons quote the applicant's words.
    对照表中对这些人员的称呼；不写时引用选项原文。"""


class Area(Named):
    """Jurisdictions whose applicants choose from the same affiliations.
    单位情况选项相同的地区。"""

    affiliations: Annotated[tuple[Affiliated, ...], Field(min_length=1)]
    """The values of the answer ``affiliation``.
    单位情况的选项。"""


class Jurisdiction(Named):
    """A place whose authority issues notices; its identifier is the name of its notices' folder.
    发布通知的地区；代号即其通知所在的文件夹。"""

    area: Id
    """The area it belongs to, whose affiliations it uses.
    所属地区。"""


class Jurisdictions(Entry):
    """``jurisdictions.yaml``.
    jurisdictions.yaml 的内容。"""

    areas: tuple[Area, ...]
    """All areas.
    全部地区。"""
    jurisdictions: tuple[Jurisdiction, ...]
    """All jurisdictions.
    全部发布地区。"""


class Term(Entry):
    """A term and the English every translation must use.
    术语及译文必须使用的英文。"""

    zh: Words
    """The term.
    术语。"""
    en: Annotated[tuple[Words, ...], Field(min_length=1)]
    """The English, then other forms a sentence may need.
    英文；其后可列句子中需要的其他形式。"""
    source: Words
    """Where the English comes from, or ``unofficial``.
    英文的出处；没有官方出处的写 unofficial。"""
    note: Words | None = None
    """What to know about it.
    说明。"""

    @field_validator("en", mode="before")
    @classmethod
    def one_or_more(cls, raw: object) -> object:
        return [raw] if isinstance(raw, str) else raw

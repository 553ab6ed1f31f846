"""The shape of a notice and its register: what each YAML field means.

Every class is frozen and refuses unknown fields. Docstrings are English first, then Chinese: editors show both while a
clerk types, and the page on the format is made from them.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from generator.register.values import FactType, FactValue, mark_of, read_value

type Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text, not empty."""

type Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$")]
"""An identifier: lower-case letters and digits joined by ``-``, ``_`` or ``.``."""

CLAUSE_ID = r"^(?:annex[1-9][0-9]?|0|[1-9][0-9]?)(?:\.(?:[1-9][0-9]?|[a-z]))*$"

type ClauseId = Annotated[
    str,
    StringConstraints(pattern=CLAUSE_ID),
    # Until an editor has read this schema it takes 2.1 for a number.
    WithJsonSchema({"type": ["string", "number"], "pattern": CLAUSE_ID}),
]
"""Printed ordinals in digits, joined by dots; a letter for a paragraph without an ordinal: ``2.1.3``, ``1.a``."""

ROUND_ID = r"^[12][0-9]{3}(?:-(?:h[12]|q[1-4]|0[1-9]|1[0-2]))?$"

type RoundId = Annotated[str, StringConstraints(pattern=ROUND_ID)]
"""A round: ``2026``, ``2026-h1``, ``2026-q2`` or ``2026-03``."""


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


ROW = "row"
"""Where it stands for an answer: the clause of the level table by which somebody applies."""


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
    """A condition of a kind that ``kinds/`` declares, with that kind's parameters.
    一项条件；种类及其参数由 kinds/ 中的文件规定。"""

    kind: Id
    """The kind: the name of its file in ``kinds/``.
    种类，即 kinds/ 中的文件名。"""
    either: Id | None = None
    """A notice's requirements with the same mark are alternatives: one is enough.
    标记相同的条件任选其一即可。"""


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
    requirements: tuple[Requirement, ...] = ()
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
    def statements(self) -> tuple[Fact | Material | Requirement | Residual | NotModelled | Amendment, ...]:
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


class RoundLabel(Text):
    """A round as the document calls it: 第一批次.
    批次及其在通知中的叫法，如“第一批次”。"""

    id: RoundId
    """The round.
    批次代号。"""


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
    """Who signs it; several are joined by 、.
    落款单位；几个单位用顿号隔开。"""
    issued: date
    """The date beside the signature.
    落款日期。"""
    rounds: tuple[RoundLabel, ...] = ()
    """What the document calls its rounds, where it announces several.
    通知公布几个批次时，各批次的叫法。"""
    dropped: dict[Id, Text] = {}
    """Kinds of requirement that the round before had and this one asks no more, and why.
    上一批次有、本次不再要求的条件种类及其原因。"""
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
    reserve: bool = False
    """Whether it is kept ready for notices to come: then nobody is reminded that none uses it.
    是否备用：为今后的通知预备，没有通知用到也不提醒。"""


class Unit(Text):
    """What a count counts.
    计数单位。"""

    one: str | None = None
    """Its English for one, where that is another word.
    只有一个时的英文，写法不同时才填。"""


class FactName(Text):
    """A fact's name and type.
    数据的名称和类型。"""

    id: Id
    """Its identifier.
    代号。"""
    type: FactType
    """The type of its values.
    类型。"""
    unit: Unit | None = None
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
    why: Text | None = None
    """Why it is asked, in the terms of this area's notices; as the question says if absent.
    为什么问，用本地通知的用语；不写时与问题相同。"""
    find_out: Text | None = None
    """How to find out which affiliation applies here; as the question says if absent.
    在本地怎样弄清自己属于哪一项；不写时与问题相同。"""


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


def _typed(written: Any) -> Any:
    """Truth values and numbers of a condition, which YAML holds as text, in their own type."""
    if isinstance(written, dict):
        return {key: _typed(value) for key, value in written.items()}
    if isinstance(written, list):
        return [_typed(value) for value in written]
    if written in ("true", "false"):
        return written == "true"
    return int(written) if isinstance(written, str) and written.isdecimal() else written


type Condition = Annotated[
    dict[str, Any], BeforeValidator(_typed), WithJsonSchema({"type": "object", "description": "a form of condition"})
]
"""A condition in one of the closed forms of ``selfcheck.forms``."""

type QuestionKind = Literal["choice", "yes_no", "date", "year", "years", "number"]
type ParameterType = Literal["values", "map", "left_open", "count", "year", "flag", "words", "title", "titles"]
type Status = Literal["met", "unmet", "not_yet", "refer", "not_applicable"]


class Change(Text):
    """What a person can do to change an answer.
    申报人可以怎样改变这一回答。"""

    order: int = 0
    """Its place among several changes.
    几项改变并列时的次序。"""
    past: Text | None = None
    """What is said instead of years that are over.
    涉及以往年份时改用的说法。"""


class Doubt(Text):
    """Answers that cannot all be true: one of them must be a slip.
    不可能同时成立的回答：其中一项可能填错了。"""

    when: Condition
    """When it is said.
    何时提示。"""
    key: Id | None = None
    """The question beside which it stands, if not this one.
    提示在哪个问题旁边；不写即本问题。"""


class QuestionEntry(Named):
    """A question of the self-check: the words as a person would ask it.
    自查的一个问题：按口语提问。"""

    reserve: bool = False
    """Whether it is kept ready for notices to come: then nobody is reminded that none uses it.
    是否备用：为今后的通知预备，没有通知用到也不提醒。"""
    kind: QuestionKind
    """What it accepts: one of its values, yes or no, a day, a year, several years, or a number.
    回答的形式：选项、是否、日期、年份、若干年份或数字。"""
    group: Id
    """The heading under which it stands; the questions of one group follow each other.
    所属的标题；同一标题下的问题前后相连。"""
    heading: Text | None = None
    """The heading of its group, at the group's first question; the question's label if absent.
    所属一组的标题，写在该组第一个问题处；不写时用该问题的简称。"""
    after: tuple[Id, ...] = ()
    """Questions that must be answered before it.
    须先回答的问题。"""
    short: Text
    """Its label in tables.
    表格中的简称。"""
    why: Text
    """Why it is asked, with an example.
    为什么问，并举一例。"""
    find_out: Text | None = None
    """How whoever is not sure finds the answer out.
    不确定的人怎样弄清。"""
    usual: str | None = None
    """The answer that most give, which a reader can confirm together with others: a value, true, false, or all years.
    多数人的回答，可与其他问题一并确认：一个选项的代号、true、false，或表示各年都有的 all。"""
    values: tuple[Named, ...] = ()
    """What a choice accepts; the affiliations of the area where it is ``affiliation``.
    可选的值；affiliation 的选项是本地区的单位情况。"""
    change: Change | None = None
    """What a person can do to change the answer; nothing if absent.
    申报人还能怎样改变回答；不写表示不能。"""
    doubts: tuple[Doubt, ...] = ()
    """Answers that contradict this one.
    与本问题矛盾的回答。"""


class Parameter(Text):
    """A parameter of a kind: what a notice states with it, in both languages.
    种类的一个参数：通知在其中写明什么。"""

    type: ParameterType
    """What it holds.
    内容的类型。"""
    of_: Id | None = Field(None, alias="of")
    """The question whose values it holds.
    取哪个问题的值。"""
    optional: bool = False
    """Whether a requirement may leave it out.
    是否可以不写。"""


class Case(Entry):
    """One case of a kind; the first that holds decides.
    种类的一种情形；依次判断，先成立者为准。"""

    when: Condition | None = None
    """When it holds; always if absent.
    何时成立；不写表示总是成立。"""
    given: tuple[str, ...] = ()
    """Parameters that a requirement must state for the case to be tried.
    条款写明这些参数时才判断。"""
    without: tuple[str, ...] = ()
    """Parameters that it must not state.
    条款没有写明这些参数时才判断。"""
    status: Status | None = None
    """What the finding is.
    结论。"""
    time: Condition | None = None
    """In place of a status: time since an answer.
    代替结论：自某日起的时间。"""
    within: Condition | None = None
    """In place of a status: no more time than this since an answer.
    代替结论：某日以来不超过若干时间。"""
    every_year: Condition | None = None
    """In place of a status: something in every year.
    代替结论：每年都有。"""
    say: Id | None = None
    """The sentence, if it is not named like the status.
    所用的句子；不写时与结论同名。"""
    unsure: Id | None = None
    """The sentence while it is open whether the case holds: the status is the same either way.
    还不能确定是否成立时的句子：结论不受影响。"""
    anyway: bool = False
    """Whether it decides although an earlier case is still open.
    前面的情形未定时是否也据此判断。"""
    cite: Annotated[dict[str, Any] | str | None, BeforeValidator(_typed)] = None
    """Which clause is cited, if not the requirement's: another kind's, ``none``, or the first for which a condition
    holds.
    引用哪一条；不写即本项条件所在的条款。"""


class LevelRows(Entry):
    """The level table that a kind's requirements make: which education opens which title.
    学历与职称层级的对应表。"""

    answer: Id
    """The question on education.
    学历问题的代号。"""
    in_: str = Field(alias="in")
    """The parameter with the education that the row admits.
    哪个参数写明学历。"""
    title: str
    """The parameter with the title.
    哪个参数写明层级。"""
    open: str | None = None
    """The parameter with the education that the words leave open.
    哪个参数写明是否包括未定的学历。"""
    leaves_out: str | None = None
    """The parameter with education that the rows do not name, on purpose.
    哪个参数写明各项有意没有列出的学历。"""
    void: Condition | None = None
    """For whom no row opens.
    对哪些人没有对应的层级。"""
    unclear: Condition | None = None
    """For whom the notice leaves it open, unless a requirement says what their education counts as.
    对哪些人通知没有写明，除非另有条款写明如何对待。"""


class CountsAs(Entry):
    """A requirement says what one education counts as.
    写明某种学历按什么对待。"""

    answer: Id
    """The question.
    问题的代号。"""
    as_: str = Field(alias="as")
    """The parameter with the pairs.
    哪个参数写明对应关系。"""
    when: Condition | None = None
    """For whom.
    对哪些人。"""


class KindFile(Text):
    """A kind of requirement: the content of its file in ``kinds/``. The name is that of the rule in results.
    一种条件：kinds/ 中一个文件的内容。名称用于显示结果。"""

    order: int
    """Its place among the findings.
    在结果中的次序。"""
    about: Text
    """What it is, for those who write notices.
    说明，供录入通知的人阅读。"""
    for_title: bool = False
    """Whether there is no title unless it is met.
    不符合时是否没有对应的职称。"""
    row: bool = False
    """Whether it is a condition of the rows of the level table in its clause.
    是否为本条中各层级的条件。"""
    parameters: dict[Id, Parameter] = {}
    """What a requirement of the kind states.
    条款中写明的参数。"""
    facts: dict[Id, Annotated[str | bool, BeforeValidator(_typed)]] = {}
    """The facts that it states for comparisons, by their names: a parameter each, or true.
    供比较的数据：各取一个参数，或 true。"""
    table: LevelRows | None = None
    """The level table, where the kind makes it.
    层级对应表，由本种类构成时填写。"""
    counts: CountsAs | None = None
    """What an education counts as, where the kind says so.
    视同关系，由本种类写明时填写。"""
    cases: tuple[Case, ...] = ()
    """When it is met, in the order in which the cases are tried.
    何时符合，依次判断。"""
    instead: Text | None = None
    """What can be done where it is not met.
    不符合时还能做什么。"""
    sentences: dict[Id, Text] = {}
    """What is said of each finding, with names in braces for answers, parameters and the quote.
    每种结论的句子；花括号中是回答、参数或引文。"""
    unused: Text | None = None
    """Why no notice of the register uses it.
    本库中没有通知使用它的原因。"""
    reserve: bool = False
    """Whether it is kept ready for notices to come: then nobody is reminded that none uses it.
    是否备用：为今后的通知预备，没有通知用到也不提醒。"""


class Kind(KindFile):
    """A kind with the name of its file.
    种类及其代号。"""

    id: Id
    """The name of its file.
    代号，即文件名。"""

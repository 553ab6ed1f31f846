"""Suggests the conditions beside the level table: equivalence, completion, assessment, courses, access, age, score."""

import re
from collections.abc import Iterator

from generator.importing.finding.statements import PHRASE, SENTENCE, TODO, Plain, Statement, condition, quoted, sentence
from generator.importing.finding.terms import LOWER, NUMBER, education_in, series_in, times_in
from generator.importing.notes import NONE, note
from generator.register.ordinals import number_of

# Each pattern is bounded, and searched for from its own first words: a text may come from anywhere.
NEAR = r"[^。；;，\n]{0,40}?"
FAR = r"[^。；;\n]{0,80}?"
DEEMED = re.compile(rf"分别视同|视同|等同于?|相当于|(?:按照?)(?={NEAR}(?:对待|执行|认定))")
LOWERED = re.compile(rf"结业{FAR}(?:降低?|下调|低)[一1]?个?(?:等级|级|层次|档)")
NO_EDUCATION = re.compile(
    rf"(?:修业|结业|专业证书){FAR}(?:不能|不得|不予|不可)(?:作为)?{NEAR}(?:依据|认可|申报|初定|认定|受理|办理)"
)
ASSESSED = re.compile(rf"年度考核{NEAR}(?:合格|称职)")
HOURS = re.compile(r"(?P<hours>\d{1,3})\s*(?:个)?(?:学时|课时|学分)")
COURSES = re.compile(rf"(?:每年|年度|逐年){NEAR}(?P<count>{NUMBER})\s*门")
YEARLY = re.compile("每年|年均|年度|当年|逐年|一年")
LEARNT = re.compile("继续教育|公需|公共科目|专业课|专业科目|培训|学时|学习")
SINCE = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:度)?(?:以来|起|以后)")
ACCESS = re.compile(
    rf"(?:职业|执业|从业|行业)(?:资格)?准入|(?:须|应|需)(?:先|首先)?取得{NEAR}(?:职业|执业|从业|教师)资格"
    r"|(?:^|(?<=[。；：]))取得[^，。；\n]{0,12}资格证|(?:具有|具备|持有)(?:相应|相关)(?:层次|类别)?的?[^，。；、\n]{0,6}资格证"
)
UNDER = re.compile(r"(?:未满|不满|小于)\s*(?P<full>\d{2})\s*周?岁")
UP_TO = re.compile(
    r"(?:不超过|不得超过|不大于)\s*(?P<at_most>\d{2})\s*周?岁|(?P<below>\d{2})\s*周?岁(?:及以下|以下|以内)"
)
SCORE = re.compile(
    rf"(?:评分|积分|得分|总分|分数|成绩|量化){NEAR}(?:不低于|不少于|达到?|满|在)\s*(?P<least>\d{{1,3}})\s*分"
)
ONE_OF = re.compile("条件之一|其中之一|之一的|任一条件|符合其一")
EXCLUDED = re.compile("不得|不予|不能|不再|取消|撤销")
OTHER_FIELD = re.compile(rf"(?:不一致|不相符|不符|不对口|非本专业|不相近){FAR}(?:增加|延长|另加|增)\s*{NUMBER}\s*年")


def requirements(text: str) -> Iterator[Statement]:
    """Conditions that ``text`` sets, each with its words."""
    yield from _equivalence(text)
    yield from _completion(text)
    for quote, _ in quoted(text, ASSESSED, PHRASE):
        if not re.search("表|材料|证明", quote):
            yield condition("assessment", quote, topic="assessment")
    yield from _continuing_education(text)
    for quote, _ in quoted(text, ACCESS, SENTENCE):
        series: Plain = [*series_in(quote)] or TODO
        yield condition("access", quote, note("access"), "access", series=series)
    yield from _limits(text)
    for quote, _ in quoted(text, ONE_OF, SENTENCE):
        if not EXCLUDED.search(quote):
            yield condition("条件之一", quote.rstrip("：:"), note("one_of"))
    for quote, match in quoted(text, OTHER_FIELD, SENTENCE):
        yield condition("专业不一致", quote, count=str(times_in(match.group())[-1].months))


def _equivalence(text: str) -> Iterator[Statement]:
    for phrase, match in quoted(text, DEEMED, PHRASE):
        whole = text[slice(*sentence(text, *match.span()))].strip()
        sides = [[*map(education_in, words.split(match.group(), 1))] for words in (phrase, whole)]
        quote, (of, counts) = (phrase, sides[0]) if all(sides[0]) else (whole, sides[1])
        if not of or not counts:
            continue
        each = [[*map(education_in, words.split("按"))] for words in re.split("[、，,]", whole) if "按" in words]
        paired = len(of) == len(counts) and (len(of) == 1 or "分别" in quote)
        pairs: Plain = {**dict(zip(of, counts, strict=True))} if paired else TODO
        if len(each) > 1 and all(len(sides) == 2 and [*map(len, sides)] == [1, 1] for sides in each):
            quote, paired, pairs = whole, True, {side[0]: counted[0] for side, counted in each}
        comment = NONE if paired else note("which_counts", of=", ".join(of), counts=", ".join(counts))
        yield condition("equivalence", quote, comment, "recognition.technical", of=pairs)


def _completion(text: str) -> Iterator[Statement]:
    lowered = [*quoted(text, LOWERED, SENTENCE)]
    for quote, _ in lowered:
        named = [education for education in education_in(quote) if education in LOWER]
        lowers: Plain = {education: LOWER[education] for education in named} or TODO
        yield condition("completion", quote, note("lower"), "recognition.completion", lowers=lowers)
    for quote, _ in quoted(text, NO_EDUCATION, SENTENCE):
        if quote in [words for words, _ in lowered]:
            continue
        course = "培训" in quote or "证书" in quote
        yield condition(
            "completion", quote, NONE, "recognition.certificate", rejects=["certificate" if course else "completed"]
        )


def _continuing_education(text: str) -> Iterator[Statement]:
    if not LEARNT.search(text):
        return
    topic = "continuing_education"
    since = SINCE.search(text)
    year: dict[str, Plain] = {"not_before": since["year"]} if since else {}
    for quote, match in quoted(text, COURSES, PHRASE):
        # Public courses are counted; those of one's own profession are another matter.
        if "专业" not in match.group():
            count = str(number_of(match["count"]))
            yield condition("continuing_education", quote, NONE, topic, courses_per_year=count, **year)
    for match in HOURS.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；;，,、\n") + 1
        before, _ = sentence(text, *match.span())
        comment = NONE if YEARLY.search(text, before, match.end()) else note("yearly")
        words = text[start : match.end()].strip()
        yield condition("continuing_education", words, comment, topic, hours_per_year=match["hours"], **year)


def _limits(text: str) -> Iterator[Statement]:
    for quote, match in quoted(text, UNDER, PHRASE):
        yield condition("年龄", quote, count=match["full"])
    for quote, match in quoted(text, UP_TO, PHRASE):
        age = match["at_most"] or match["below"]
        comment = note("of_age", age=age, more=int(age) + 1)
        yield condition("年龄", quote, comment, count=TODO)
    for quote, match in quoted(text, SCORE, PHRASE):
        yield condition("评分", quote, count=match["least"])

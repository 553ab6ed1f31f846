"""What makes a found value uncertain: other words of its own sentence.

It is then left out, and a note quotes the words. A wrong value is worse than a missed one: these guards look at every
value, whichever pattern found it.
"""

import re
from dataclasses import dataclass

from generator.importing.finding.statements import Statement, sentence
from generator.importing.notes import Name, Note, note

DAYS = frozenset(("window", "cutoff"))
CONTACTS = frozenset(("phone", "fax", "address", "url", "email"))
ASKED = frozenset(("materials",))
LEVELS = frozenset(("education", "probation"))
OTHER_MATTER = re.compile("培训|会议|参会|宣讲|座谈|报到|研修|异议|投诉|申诉")
OWN_MATTER = re.compile("申报|初定|认定|确认|受理|材料|初聘|职称|报名|报送|提交")


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Found of some kinds of value by a pattern on their sentence, in which ⟦ and ⟧ stand around the quote."""

    name: Name
    of: frozenset[str]
    pattern: re.Pattern[str]


DOUBTS = (
    # 原定于9月1日至20日; 0774-5123300停用; 由8月31日调整为9月30日
    _Doubt(
        "former",
        DAYS | CONTACTS,
        re.compile(
            "(?:^|[，,（、⟦])原(?![件则因始籍料])[^，。；⟧为]*⟧"
            "|(?:^|[，,])原(?:通知|公告|定|计划|规定)(?:(?!现|调整|延|改|变更|推迟|提前)[^。；])*⟦"
            "|⟧[，,]?[^，。；]{0,10}?(?:停用|停止使用|作废|不再使用|(?:调整|变更|更改|修改|改|延长|延期|顺延|推迟|提前|迁|搬)[为至到])"
        ),
    ),
    # 4月1日至10日为集中审核时间，期间不再受理
    _Doubt(
        "not_taken",
        frozenset(("window",)),
        re.compile(
            "⟧[，,]?(?:(?![逾过超]期)[^，。；]){0,10}(?:不再|不予|停止|暂停|不)(?:受理|申报|接收|办理)"
            "|⟧[^，。；]{0,4}(?:为|是)[^，。；]{0,6}(?:审核|公示|复核|评审|整改|维护)"
        ),
    ),
    # 主管部门于5月6日至12日复核后报送; 局里受理主管部门集中报送的材料
    _Doubt(
        "others_act",
        frozenset(("window",)),
        re.compile(
            "⟧[^，。；]{0,12}(?<!现场)(?:审核|复核|审查|审定|汇总|推荐上报|公示)"
            "|⟧[^，。；]{0,6}(?:受理|接收)(?:各?主管部门|各?单位|各[县市区])"
        ),
    ),
    _Doubt(
        "of_some_fee",
        frozenset(("fee",)),
        re.compile("[^免]的[，,][^，。；]{0,8}⟦|⟧[^，。；]{0,4}由?[^，。；]{0,8}(?:承担|负担|支付|列支)"),
    ),
    # 我局留存《呈报表》一份; 退回《呈报表》
    _Doubt(
        "kept",
        ASKED,
        re.compile(
            "^(?:各|用人|所在|主管)?(?:单位|部门|学院)[^，。；：]{0,10}(?:审核|公示|推荐)[^，。；：]{0,6}：|(?:留存|存档|退回|退还|归档|装入|保管)[^，。；]{0,4}⟦|(?:发放|发给|换发|领取)[^，。；]*⟦"
        ),
    ),
    # 地点：携带证书到二楼核验
    _Doubt(
        "place",
        frozenset(("address",)),
        re.compile("⟦[^⟧]*(?:携带|核验|原件|复印件|登录)[^⟧]*⟧|(?:窗口|室|[楼层厅])（⟦"),
    ),
    # 2012年以前毕业的高级工班，视同中专
    _Doubt(
        "limited",
        LEVELS | {"equivalence"},
        re.compile("(?:以前|之前|以后|之后|年前|年后)(?:毕业|入学|取得|招收|招生|获得)"),
    ),
    # 2022年及以前，每年须学习公需课1门
    _Doubt("limited", frozenset(("continuing_education",)), re.compile("年度?(?:及|和)?(?:以前|之前)")),
    # 考核优秀的，见习期可缩短为6个月
    _Doubt(
        "exception",
        frozenset(("probation",)),
        re.compile("(?:缩短|放宽|提前|减少|延长|减免)[^，。；⟧]{0,8}(?:⟦|[^⟦⟧]*⟧)"),
    ),
)


def certain(text: str, above: tuple[str, ...], found: list[Statement], notes: list[Note]) -> list[Statement]:
    """Those of ``found`` that nothing in their sentence makes uncertain; ``notes`` takes what the others leave open."""
    kept: list[Statement] = []
    for statement in found:
        if doubt := _doubt(text, above, statement):
            notes.append(doubt)
        else:
            kept.append(statement)
    return kept


def _doubt(text: str, above: tuple[str, ...], statement: Statement) -> Note | None:
    start = text.find(statement.quote)
    kind = str(statement.fields.get("fact") or statement.fields.get("kind") or statement.group)
    end = start + len(statement.quote)
    before, after = sentence(text, start, end)
    marked = f"{text[before:start]}⟦{statement.quote}⟧{text[end:after]}"
    for doubt in DOUBTS:
        if kind in doubt.of and doubt.pattern.search(marked):
            return note(doubt.name, words=text[before:after].strip())
    if kind in {"window", "address", "fee", "late_not_accepted"} and _of_another_matter(
        text[before:start], statement.quote, *above[-1:]
    ):
        return note("another_matter", words=text[before:after].strip())
    return None


def _of_another_matter(*contexts: str) -> bool:
    """Whether the first of ``contexts`` (nearest first) that names a matter names an objection or a training alone."""
    for context in contexts:
        if OWN_MATTER.search(context):
            return False
        if OTHER_MATTER.search(context):
            return True
    return False

"""Finds what to hand in, how often, and whether everyone must."""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.importing.finding.statements import TODO, Plain, Statement
from generator.importing.notes import note
from generator.register.ordinals import number_of

KEYS = (
    (
        "chsi_record",
        re.compile("学历证书电子注册备案表|学历(?:在线)?验证报告|学信网[^，。；、]{0,12}(?:备案表|报告|证明|验证)"),
    ),
    ("assessment_forms", re.compile("年度考核(?:登记)?表|考核登记表")),
    (
        "course_transcript",
        re.compile(
            "《[^《》]{0,24}成绩汇总表》|继续教育[^，。；、《》（(]{0,14}(?:成绩汇总表|成绩单|学时证明|合格证书?|证书|证明|登记(?:表|证书|卡)|学时)"
        ),
    ),
    (
        "social_insurance",
        re.compile("(?:社会保险|社保|养老保险)[^，。；、《》和及]{0,10}?(?:证明|清单|明细|记录|凭证|缴费单)"),
    ),
    ("tripartite_agreement", re.compile("三方协议")),
    (
        "dispatch_proof",
        re.compile("(?<=提供)实际(?:工作|用工)单位的?(?:出具的)?工作证明|(?:派遣|用工)(?:单位|机构)?证明"),
    ),
    ("contract", re.compile("劳动合同|聘用合同|劳动（聘用）合同|聘书")),
    (
        "access_certificate",
        re.compile(
            "(?:相关|相应|职业|执业|从业)(?:专业)?(?:准入)?(?:职业|执业|从业)?资格证书?|教师资格(?:证书?|(?=、))|执业证书?"
        ),
    ),
    ("id_card", re.compile("(?:居民)?身份证(?!号)")),
    (
        "diploma",
        re.compile(
            "毕业证书?|学历(?=、[^，。；]{0,24}证书)|学历证书?(?!电子)|学位证书?|学历（学位）证书?|学历、学位证书?"
        ),
    ),
    (
        "application_form",
        re.compile(
            "《(?![^《》]*(?:岗位|汇总|花名册|公示|量化|一览))[^《》]*(?:初定|初聘|申请|认定|初次确定|确认|定职|申报|评审|呈报|审批)[^《》]*表》"
            "|(?:初定|初聘|认定|确认|资格|职称)(?:申报|审批|呈报|考核|认定|申请|登记)?表|(?<![\u4e00-\u9fff])申[报请]表"
        ),
    ),
)
NAMED = re.compile("《(?P<name>[^《》]{2,60})》")
PROVIDED = re.compile(
    r"(?<=提供|提交|出具|上传|报送|递交|另附)(?!虚假|伪造|不实)[^，。；、《》：\n]{2,24}?(?:原件(?:及|和|、)?(?:其)?(?:复印件)?|复印件|扫描件|证书|证明)"
)
"""What the words say to hand in, without a key of its own."""
COUNT = r"(?P<count>\d{1,2}|[一二两三四五六七八九十壹贰叁肆伍陆]{1,2})\s*份"
COPIES = re.compile(rf"(?:各?一式|各|共)?\s*{COUNT}")
ONE_COUNT = re.compile(rf"\s*(?:一式|各)?\s*{COUNT}")
AFTER_ITEM = re.compile(
    r"(?:[，,]另(?:附|交|提供)(?=复印件))?(?:（[^（）]{0,300}）|\([^()]{0,300}\)|[^。；;，,、《（(\n]){0,40}(?:[，,]\s*(?=各?一式|各?\s*[\d一二两三四五六七八九十壹贰叁肆伍陆]{1,2}\s*份)[^。；;，,、《（(\n]{2,12})?"
)
"""What may stand between an item and its number of copies: brackets, 原件, a comma before 一式."""
LED = "(?:[另还](?:须|需|应)?(?:提交|提供|附|交))?(?!均|各|全部|以上|上述)"
"""The verb before a paper's name; 均交复印件1份 names no paper."""
UNKEYED = re.compile(
    rf"{LED}(?P<name>[^，。；、：（）]{{2,30}}?)(?:（[^（）]{{0,20}}）)?(?:（(?:原件|复印件)|[（\s，]*)(?:一式|各)?\s*{COUNT}"
)
PAPER_NAME = "(?:表|证|书|证明|件|单|册|告|总结|意见|鉴定|协议|承诺|证明材料)(?:原件|复印件)?"
COUNTED_PAPER = re.compile(
    rf"(?<=[、，；：。附])(?!(?:[另还](?:提交|提供|附|交))?(?:复印件|原件)){LED}(?P<name>[^，。；、：（）《》\d]{{2,28}}?{PAPER_NAME})(?:（[^（）]{{0,20}}）)?\s*(?:一式|各)?\s*{COUNT}"
)
JOINED_PAPER = re.compile(
    r"(?<=[、和及])(?P<name>[^，。；、：（）《》\d和及]{2,24}?(?:证明|意见|报告|总结|承诺书))(?P<count>)(?=[，。；、等]|$)"
)
"""In a list whose other papers are known, one without a number of copies."""
PAPER_ALONE = re.compile(
    rf"(?:(?!附|注|备注|说明)[^，。；：]{{2,16}}：)?(?P<name>[^，。；、：（）《》\d]{{2,28}}{PAPER_NAME})(?P<count>)(?=(?:（[^（）]{{0,20}}）)?[。；;]?$)"
)
FOR_EACH = re.compile(rf"[^。；;，,\n]{{0,60}}?[，,]?\s*(?:各|均[^。；;，,\n\d]{{0,8}})(?:一式)?\s*{COUNT}")
HANDED = re.compile(
    "(?:提供|提交|报送|携带|上传|附|交|出具|递交|需|须|备齐|包括|如下|：|:|、|；|，|及|和|或|（\\d）|^)$"
)
LISTED = re.compile("带什么|交什么|材料|资料|提交|提供|上传[：:]?$|携带")
LABEL = re.compile("[^，。；：]{0,12}(?:材料|资料)[^，。；：]{0,6}[：:]")
ASKED = re.compile(
    "(?:(?:须|需|应|应当|请|另|还)(?:同时|一并|另行)?(?:提供|提交|携带|报送|出具)|上传)[^。；\\n]{0,60}$"
)
ASKED_BELOW = re.compile("(?:材料|资料|附)[^。；：\\n]{0,24}[：:]?[^。；\\n]{0,80}$")
MENTIONED = re.compile("^(?:中|内|上|的(?!原件|复印件)|及其|后|须|签字|签章|盖章|鉴定|一栏|栏)")
ORIGINALS = re.compile(r"^(?:（[^（）]{1,12}）)?(?:的)?(?:原件(?:[和及、](?:其)?复印件)?|复印件|扫描件)")


def materials(text: str, above: tuple[str, ...]) -> Iterator[Statement]:
    """Items of a list of materials, and anywhere in the text forms with a number of copies."""
    listed = _is_list(text, above)
    seen: set[str] = set()
    taken: list[range] = []
    for key, match in _items(text):
        copies = _copies(text, _together(text, key, match))
        asked = listed or ASKED.search(text[max(0, match.start() - 80) : match.start()])
        handed = bool(asked) and _is_handed_in(text, match, key)
        if any(match.start() in span for span in taken) or (key in seen and key != TODO) or not (handed or copies):
            continue
        taken.append(range(*match.span()))
        seen.add(key)
        yield _of_some(_material(text, key, match, copies), text, match.start(), above)
    for match in _unkeyed(text, above, bool(taken)):
        fields: dict[str, Plain] = {"key": TODO, "zh": match["name"].strip(), "en": TODO}
        if match["count"]:
            fields["copies"] = str(number_of(match["count"]))
        item = Statement("materials", fields | {"quote": match.group().strip()})
        yield _of_some(item, text, match.start("name"), above)


def _is_list(text: str, above: tuple[str, ...]) -> bool:
    """Whether ``text`` lists materials, by what stands above it or by its own first words: 报送材料：."""
    return any(LISTED.search(words) for words in above) or bool(LABEL.match(text))


def _unkeyed(text: str, above: tuple[str, ...], found: bool) -> Iterator[re.Match[str]]:
    """Items without a key: what is counted in a list of materials, and there also a paper's name that stands alone."""
    listed = _is_list(text, above)
    if listed and not found and text[:1] not in "本该以上":
        alone = PAPER_ALONE.match(text) if above and LISTED.search(above[-1]) else None
        if item := UNKEYED.match(text) or alone:
            yield item
            return
    known = [range(*match.span()) for _, match in _items(text)]
    for item in (*COUNTED_PAPER.finditer(text), *(JOINED_PAPER.finditer(text) if known else ())):
        asked = listed or ASKED.search(text[: item.start()]) or ASKED_BELOW.search(text[: item.start()])
        if asked and not any(item.start("name") < span.stop and span.start < item.end("name") for span in known):
            yield item


PAPER_COLUMN, COPIES_COLUMN = re.compile("材料|名称|证件|资料"), re.compile("份数|数量")
A_COUNT = re.compile(r"(?:一式)?(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})(?=\s*份|$)")


def listed_papers(rows: tuple[tuple[str, ...], ...], text: str) -> Iterator[Statement]:
    """The materials of a table with a column for papers and one for their copies; what else a row says limits them."""
    columns = [[n for n, cell in enumerate(rows[0]) if wanted.search(cell)] for wanted in (PAPER_COLUMN, COPIES_COLUMN)]
    if not all(columns):
        return
    (named, *_), (counted, *_) = columns
    last = max(named, counted)
    for cells in rows[1:]:
        copies = A_COUNT.match(cells[counted]) if len(cells) > last else None
        if copies and (name := cells[named].rstrip("。；;")):
            yield from _paper(name, copies, "，".join(cells[last + 1 :]), text)


def _paper(name: str, copies: re.Match[str], rest: str, text: str) -> Iterator[Statement]:
    """The paper of one row, by its key where it has one; the quote reaches from its name to its number of copies."""
    row = re.search(re.escape(name) + r"[^\n]*?" + copies.group(), text)
    unkeyed = Statement("materials", {"key": TODO, "zh": name, "en": TODO, "copies": str(number_of(copies["count"]))})
    for found in [*materials(f"{name}（{rest}）{copies['count']}份", ("材料：",))] or [unkeyed]:
        fields = {key: value for key, value in found.fields.items() if key != "quote"}
        yield replace(found, fields=fields | {"quote": row.group() if row else name})


def _items(text: str) -> list[tuple[str, re.Match[str]]]:
    """Items in text order; where two overlap, the one with a key."""
    keyed = [(key, match) for key, pattern in KEYS for match in pattern.finditer(text) if _names(text, match)]
    named = [
        (TODO, match)
        for match in NAMED.finditer(text)
        if not any(match.start() < item.end() and item.start() < match.end() for _, item in keyed)
        and (re.search("[表书证单卡函册告明]$", match["name"]) or ONE_COUNT.match(text, match.end()))
    ]
    taken = [match.span() for _, match in keyed + named]
    named += [
        (TODO, match)
        for match in PROVIDED.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    order = [key for key, _ in KEYS]
    return sorted(keyed + named, key=lambda item: (item[1].start(), order.index(item[0]) if item[0] in order else 99))


def _names(text: str, match: re.Match[str]) -> bool:
    """Whether a match names its paper: inside 《》 only what the title ends with, 《毕业证书查询结果》 is another."""
    start, end = _titled(text, *match.span())
    return (start, end) == match.span() or bool(re.match(r"[^《》]{0,3}》", text[match.end() : end]))


def _is_handed_in(text: str, match: re.Match[str], key: str) -> bool:
    # A title's 《 is part of the name.
    before = re.sub("（[^（）]*）$", "", text[: _titled(text, *match.span())[0]].rstrip("《 "))
    if MENTIONED.match(text[match.end() :]) or re.search("(?:在|按(?!要求)|从|持|凭|与)[^，。；、]{0,4}$", before):
        return False
    if re.search("不(?:再)?(?:需|必|用|须)?提供[^。；]*$|可不提供[^。；]*$", before):
        return False
    lead = re.search(r"[^，。；：、（(]*$", before)
    words = lead.group() if lead else ""
    return (
        len(words) <= 4
        or (before == words and before.endswith("的"))
        or bool(
            HANDED.search(before) or re.search("提供|提交|报送|携带|上传|出具|递交|[及和]近[^，。；、]{1,6}$", words)
        )
    )


def _together(text: str, key: str, match: re.Match[str]) -> int:
    """Where ``match`` ends, with what else of its key is joined to it: 毕业证、学位证."""
    end = match.end()
    for again in dict(KEYS)[key].finditer(text, end) if key != TODO else ():
        if not re.fullmatch("书?[、及和]", text[end : again.start()]):
            break
        end = again.end()
    return end


def _copies(text: str, end: int) -> re.Match[str] | None:
    """The number of copies after an item, before the next item or sentence."""
    end += text[end : end + 1] == "》"
    tail = ORIGINALS.match(text[end:])
    end += tail.end() if tail else 0
    between = AFTER_ITEM.match(text, end)
    match = COPIES.search(text, end, between.end() if between else end)
    return match or FOR_EACH.match(text, end)


def _material(text: str, key: str, match: re.Match[str], copies: re.Match[str] | None) -> Statement:
    start, end = _titled(text, *match.span())
    tail = ORIGINALS.match(text[end:])
    name_end = end + (tail.end() if tail else 0)
    quote_end = _closed(text, start, max(name_end, copies.end() if copies else 0))
    fields: dict[str, Plain] = {"key": key, "zh": text[start:name_end], "en": TODO}
    count = number_of(copies["count"]) if copies else None
    if count:
        fields["copies"] = str(count)
    return Statement("materials", fields | {"quote": text[start:quote_end]})


def _closed(text: str, start: int, end: int) -> int:
    """The end after the bracket that closes one opened between ``start`` and ``end``."""
    opened = text.count("（", start, end) - text.count("）", start, end)
    at = text.find("）", end)
    return at + 1 if opened > 0 and at >= 0 else end


def _titled(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, extended to 《》 where the words stand inside a title."""
    before, after = text.rfind("《", 0, start), text.find("》", end)
    inside = before >= 0 and after >= 0 and not re.search("[《》]", text[before + 1 : start] + text[end:after])
    return (before, after + 1) if inside else (start, end)


# Who must hand it in

EVERYONE = re.compile(
    "^(?:所有|全体|各|每位|本次|凡|拟)?(?:申报|参评|初定|认定|评审|推荐|考核)?(?:专业技术)?(?:人员|人|者|个人|对象|职称|材料|单位)?"
    "(?:本人|均|都|一律|统一|网上|现场|另|同时|还)*(?:须|需|应|要|必须|应当)?(?:如实|按要求|填写|另|同时|还|再)*$"
)
SOME = re.compile(
    r"(?P<who>[^，。；：、\n（(]{2,40}?)(?:还|另|应|并)*(?:须|需|应|要|必须|应当)?(?:同时|另行|另|再)?(?:提供|提交|出具|上传|报送|附|递交)"
)
SUCH = re.compile(
    "系列|专业的?人员|人员|国[（(]?境?[）)]?外|国内|留学|企业|院校|机关|事业|民营|非公|自由职业|派遣|代理|学历的?$|的$|者$|教师|医|岗位|港澳台|外籍|外省|转业|档案|破格|初次|已|未|无|有"
)
IN_BRACKETS = re.compile(
    r"^[^，。；、（\n]{0,10}（(?P<who>(?:仅|限|如有|若有)?[^（）]{2,20}?(?:(?:人员|的|者|系列|专业|学历)(?:须|需)?(?:提供|提交)?|(?:须|需)?(?:提供|提交))|(?:仅限?|只限|限于?)[^（）]{2,20}|[^（）]{2,12}岗位|如有|若有|有则提供)）"
)
IF = re.compile(r"(?:^|[。；，\n])(?P<who>[^，。；\n]{3,40}?(?:的|者|人员))[，,]")
NAMED_FIRST = re.compile("^(?P<who>[^，。；：]{2,16})：$")
HEADED = re.compile(
    r"(?P<who>[^，。；\n]{2,24}?(?:人员|的|者|系列|单位))\s*(?:还|另)?(?:须|需|应)?(?:提供|提交|报送)?(?:以下|下列)?(?:材料)?[：:]?$"
)


def _of_some(material: Statement, text: str, start: int, above: tuple[str, ...]) -> Statement:
    """``material`` with a TODO for whom it is asked of, where the words before or after it limit that."""
    who = asked_of(text, start, start + len(material.quote), above)
    if not who:
        return material
    fields = {key: value for key, value in material.fields.items() if key != "quote"}
    likely = note("of_some_perhaps", who=who, likely="{dispatched: [true]}")
    comment = likely if "派遣" in who else note("of_some", who=who)
    return Statement("materials", fields | {"when": TODO, "quote": material.quote}, comment)


def asked_of(text: str, start: int, end: int, above: tuple[str, ...]) -> str:
    """The words that limit an item from ``start`` to ``end`` to some applicants; empty where everyone hands it in."""
    begin = max(text.rfind(mark, 0, start) for mark in "。；;\n") + 1
    before = text[begin:start].lstrip("《 ")
    for at in (start, end):
        if bracketed := IN_BRACKETS.match(text[at:]):
            return bracketed["who"]
    for pattern in (SOME, IF, NAMED_FIRST):
        for match in reversed([*pattern.finditer(before)]):
            who = match["who"].strip()
            if SUCH.search(who) and not EVERYONE.match(who):
                return who
    for heading in reversed(above[-2:]):
        found = HEADED.search(heading)
        if found and SUCH.search(found["who"]) and not EVERYONE.match(found["who"]) and "材料" not in found["who"]:
            return found["who"]
    return ""

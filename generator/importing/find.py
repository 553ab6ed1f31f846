"""Finds what a clause certainly states: typed facts, materials and exclusions, each with its quote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.notation import AREA_CODE, DASHES, LINK, LOCAL_NUMBER, WHOLE_LINK
from generator.register.days import Written, Years, days, intervals, whole_day
from generator.register.ordinals import number_of

TODO = "TODO"
LONGEST = 2_000
"""Characters. No clause is longer."""
type Plain = str | list[Plain] | dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a clause in the fields of its YAML, with the ``comment`` above it."""

    group: str
    fields: dict[str, Plain]
    comment: str = ""

    @property
    def quote(self) -> str:
        return str(self.fields.get("quote", ""))

    @property
    def topic(self) -> str | None:
        """Its own topic; None where it takes the clause's."""
        if self.group == "materials":
            key = self.fields["key"]
            return TODO if key == TODO else f"material.{key}"
        topic = self.fields.get("topic")
        return str(topic) if topic else None


@dataclass(frozen=True, slots=True)
class Found:
    """A clause's statements in text order, and ``notes`` on what may be a fact but is not certain."""

    statements: tuple[Statement, ...]
    notes: tuple[str, ...]


def find(text: str, above: tuple[str, ...], years: Years) -> Found:
    """What the clause ``text``, under the clauses ``above``, certainly states."""
    if len(text) > LONGEST:
        return Found((), (f"more than {LONGEST:,} characters in one paragraph: nothing was looked for in it",))
    dated, notes = _dated(text, above, years)
    statements = [*dated, *_phones(text), *_addresses(text, notes), *_places(text), *_conditions(text)]
    statements += [*_materials(text, above), *_exclusions(text, above)]
    return Found(tuple(sorted(statements, key=lambda found: text.find(found.quote))), tuple(notes))


def _fact(name: str, value: str, quote: str, topic: str | None = None) -> Statement:
    fields: dict[str, Plain] = {"fact": name, "value": value}
    return Statement("facts", fields | ({"topic": topic} if topic else {}) | {"quote": quote})


# Days

HANDED_IN = re.compile("申报|报名|填报|受理|报送|提交|递交|办理|上传|申请|登录|录入")
NOT_HANDED_IN = re.compile(
    "毕业|取得|见习|放假|休假|任职|出生|参加工作|培训|有效期|公示|审核|初审|复审|考核|资历|评审|发证|领取|答辩|面试"
)
ONLINE = re.compile("登录|https?:|网站|网上|线上|网络|在线|系统|平台|网报|个人(?:申报|填报)")
PAPER = re.compile(
    "纸质|书面|材料(?:报送|提交|递交|受理|接收|送交)|报送材料|现场(?:受理|递交|提交|报送)|送交材料|提交材料"
)
CUT_OFF = re.compile("资历|任职|年限|见习|从事.{0,10}工作|工作时间|工作经历")
COUNTED_TO = re.compile("计算到|计算至|计算截止|截止|截至|截止到|统计到|计至|算至|为准")
ALIKE = re.compile("(?:线上|网上).{0,8}(?:与|和|及).{0,4}(?:纸质|材料).{0,10}(?:一致|相同|同步)")


def _dated(text: str, above: tuple[str, ...], years: Years) -> tuple[list[Statement], list[str]]:
    statements: list[Statement] = []
    notes: list[str] = []
    spans = [*intervals(text, years)]
    for span in spans:
        found = [*_window(text, span, above)]
        statements += found
        if not found:
            notes.append(f"{span.opens}/{span.closes} stands here, and no fact is certain")
    signed = whole_day(text)
    single = (
        [] if signed else [day for day in days(text, years) if not any(s.start <= day.start < s.end for s in spans)]
    )
    for day in single:
        cutoff = _cutoff(text, day)
        statements += [cutoff] if cutoff else []
        if cutoff is None:
            notes.append(f"{day.opens} stands here, and no fact is certain")
    return statements, notes


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around ``start`` to ``end``."""
    before = max(text.rfind(mark, 0, start) for mark in "。；;\n") + 1
    after = min((at for mark in "。；;\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return before, after


def _window(text: str, span: Written, above: tuple[str, ...]) -> Iterator[Statement]:
    before, after = _sentence(text, span.start, span.end)
    prefix = text[before : span.start]
    # Where a sentence has several windows, each owns the words since the previous one.
    nearest = re.split(r"\d\s*[日号]\s*[)）]?\s*[，,、]", prefix)[-1]
    words = (
        nearest
        if HANDED_IN.search(nearest) or NOT_HANDED_IN.search(nearest)
        else " ".join(above[-1:]) + text[before:after]
    )
    if NOT_HANDED_IN.search(nearest) or not HANDED_IN.search(words):
        return
    quote = text[before + len(prefix) - len(nearest) : span.end].strip()
    value = f"{span.opens}/{span.closes}"
    rest = text[span.end : after]
    if alike := ALIKE.search(rest):
        end = span.end + alike.end()
        yield _fact("window", value, quote, "window.online")
        yield _fact("window", value, text[span.start : end], "window.paper")
        return
    online, paper = _where(nearest, words, text[before:after])
    topic = "window.online" if online and not paper else "window.paper" if paper and not online else TODO
    yield _fact("window", value, quote, topic)


def _where(*contexts: str) -> tuple[bool, bool]:
    """Whether the window is online and on paper, by the first of ``contexts`` (nearest first) that says either."""
    for context in contexts:
        online, paper = bool(ONLINE.search(context)), bool(PAPER.search(context))
        if online or paper:
            return online, paper
    return False, False


def _cutoff(text: str, day: Written) -> Statement | None:
    before, after = _sentence(text, day.start, day.end)
    prefix, sentence = text[before : day.start], text[before:after]
    match = CUT_OFF.search(prefix) or CUT_OFF.search(sentence)
    counted = COUNTED_TO.search(prefix)
    this_year = re.search(r"(?:当|今|本)年度?\s*$", prefix)
    if not match or not counted or not (day.year or this_year) or HANDED_IN.search(prefix[counted.start() :]):
        return None
    start = before + min(m.start() for m in (CUT_OFF.search(prefix), counted) if m)
    return _fact("cutoff", str(day.opens), text[start : day.end], "cutoff")


# Where to turn

# Wider than a correctly written number: brackets around the area code, blanks, extensions, mobiles.
PHONE = re.compile(
    rf"(?<![\d-])(?:[（(]?(?P<area>{AREA_CODE})[）)]?\s*[{DASHES}~]{{0,2}}\s*"
    rf"(?P<number>{LOCAL_NUMBER}|\d{{4}}[- ]\d{{3,4}}|\d{{3}}[- ]\d{{4,5}})"
    rf"(?:\s*(?:[{DASHES}]|转)\s*(?P<inner>\d{{1,6}}))?"
    r"|(?P<mobile>1[3-9]\d{9}|1[3-9]\d[- ]\d{4}[- ]\d{4})|(?P<free>400[- ]?\d{3}[- ]?\d{4})"
    r"|(?P<local>\d{7,8})|(?P<short>1\d{4}|9\d{4}))(?!\d)"
)
CALLED = re.compile(r"电\s*话|联系|咨询|热线|手机|传真|致电|拨打|方式")


def _phones(text: str) -> Iterator[Statement]:
    for match in PHONE.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        sure = (match["area"] and re.search("[-—–－―（(]", match.group())) or match["free"]
        if not (CALLED.search(before) or sure) or re.search("[/=&?@a-zA-Z]$", before):
            continue
        quote = match.group().strip()
        if quote.startswith(("（", "(")) and not re.search("[）)]", quote):
            quote = quote[1:]
        yield _fact("phone", _phone(match), quote, "contact.phone")


def _phone(match: re.Match[str]) -> str:
    """The number as the register writes it."""
    if match["area"]:
        inner = f"-{match['inner']}" if match["inner"] else ""
        return f"{match['area']}-{re.sub('[^0-9]', '', match['number'])}{inner}"
    return re.sub("[^0-9]", "", match["mobile"] or match["local"] or match["short"] or "") or "-".join(
        re.findall(r"^400|\d{3}(?=\d{4}$)|\d{4}$", re.sub("[^0-9]", "", match["free"]))
    )


ANY_LINK = re.compile(LINK, re.IGNORECASE)
BARE_LINK = re.compile(
    r"(?<![\w./@-])(?:www\.[\w-]+|[a-z][a-z0-9-]*)(?:\.[a-z0-9-]+)*\.(?:gov\.cn|edu\.cn|org\.cn|com\.cn|com|cn|net|org)\b(?:/[\x21-\x7e]*)?"
)


def _addresses(text: str, notes: list[str]) -> Iterator[Statement]:
    spared: list[range] = []
    for match in ANY_LINK.finditer(text):
        link = match.group()
        spared.append(range(match.start(), match.end()))
        if re.fullmatch(WHOLE_LINK, link):
            yield _fact("url", link, link)
        else:
            notes.append(f"the link {link} is not of the form https://…")
    for match in BARE_LINK.finditer(text):
        if (
            not any(match.start() in span for span in spared)
            and "@" not in text[max(0, match.start() - 30) : match.start()]
        ):
            notes.append(f"the link {match.group()} stands here without https://")


PLACE = re.compile(
    r"(?:(?:联系|办公|单位|邮寄|报送|受理|通讯|通信|收件)?(?:地\s*址|地\s*点)(?:及[^：:，。；]{0,8})?|(?:报送|受理|审核|递交)地[点址]?)\s*(?:[：:]|为|是)\s*(?P<place>[^。；;\n]+)"
)


def _places(text: str) -> Iterator[Statement]:
    for match in PLACE.finditer(text):
        place = re.split(r"[，,、\s（(]*(?:联系|咨询|电话|邮编|邮政编码|联系人|邮箱|时间)", match["place"])[0]
        place = place.strip().rstrip("，,、 ")
        if re.search("[号楼室路街道厦层区镇村窗口栋座]", place) and len(place) >= 5 and not ANY_LINK.search(place):
            yield _fact("address", place, place, "contact.address")


CONDITIONS = (
    (
        "closed_on_rest_days",
        "rest_days",
        re.compile("(?:双休日|周末|周六、?周?日)、?(?:及|和)?法定节?假日(?:正常)?(?:休息|除外|不办公)"),
    ),
    ("late_not_accepted", "application.late", re.compile("逾期(?:将)?(?:一律)?不(?:予|再)受理")),
)
ANNOUNCED = re.compile(
    r"公示(?:时间|期|期限)?[^。；，]{0,10}?(?:不少于|不得少于|为期?|至少)?\s*(?P<days>\d{1,2}|[一二三四五六七八九十]{1,3})\s*个工作日"
)


def _conditions(text: str) -> Iterator[Statement]:
    for name, topic, pattern in CONDITIONS:
        for match in pattern.finditer(text):
            yield _fact(name, "true", match.group(), topic)
    for match in ANNOUNCED.finditer(text):
        if "少" in match.group():
            yield _fact("announcement_days", str(number_of(match["days"])), match.group(), "employer.announcement")


# What to hand in

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
    ("social_insurance", re.compile("(?:社会保险|社保|养老保险)[^，。；、《》]{0,10}(?:证明|清单|记录|凭证|缴费单)")),
    ("tripartite_agreement", re.compile("三方协议")),
    ("dispatch_proof", re.compile("(?<=提供)实际(?:工作|用工)单位的?(?:出具的)?工作证明|(?:派遣|用工)证明")),
    ("contract", re.compile("劳动合同|聘用合同|劳动（聘用）合同|聘书")),
    (
        "access_certificate",
        re.compile(
            "(?:相关|相应|职业|执业|从业)(?:专业)?(?:准入)?(?:职业|执业|从业)?资格证书?|教师资格证书?|执业证书?"
        ),
    ),
    ("id_card", re.compile("(?:居民)?身份证(?!号)")),
    ("diploma", re.compile("毕业证书?|学历证书?(?!电子)|学位证书?|学历（学位）证书?|学历、学位证书?")),
    (
        "application_form",
        re.compile(
            "《[^《》]*(?:初定|认定|考核|申报|评审|呈报|审批)[^《》]*表》|(?:初定|认定|资格)(?:申报|审批|呈报|考核|认定)表"
        ),
    ),
)
NAMED = re.compile("《(?P<name>[^《》]{2,60})》")
COPIES = re.compile(r"(?:一式|各|共)?\s*(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*份")
UNKEYED = re.compile(
    r"(?P<name>[^，。；、：（）]{2,30}?)[（\s]*(?:一式|各)?\s*(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*份"
)
FOR_EACH = re.compile(r"[^。；;，,]{0,60}?各\s*(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*份")
HANDED = re.compile(
    "(?:提供|提交|报送|携带|上传|附|交|出具|递交|需|须|备齐|包括|如下|：|:|、|；|，|及|和|或|（\\d）|^)$"
)
LISTED = re.compile("材料|资料|提交")
MENTIONED = re.compile("^(?:中|内|上|的(?!原件|复印件)|及其|后|须|签字|签章|盖章|鉴定|一栏|栏)")
ORIGINALS = re.compile(r"^(?:（[^（）]{1,12}）)?(?:的)?(?:原件(?:[和及、](?:其)?复印件)?|复印件|扫描件)")


def _materials(text: str, above: tuple[str, ...]) -> Iterator[Statement]:
    """Items of a list of materials, and anywhere in the text forms with a number of copies."""
    listed = any(LISTED.search(words) for words in above)
    seen: set[str] = set()
    taken: list[range] = []
    for key, match in _items(text):
        copies = _copies(text, match.end())
        handed = listed and _is_handed_in(text, match, key)
        if any(match.start() in span for span in taken) or (key in seen and key != TODO) or not (handed or copies):
            continue
        taken.append(range(*match.span()))
        seen.add(key)
        yield _material(text, key, match, copies)
    if listed and not seen and (counted := UNKEYED.match(text)) and text[0] not in "本该以上":
        name, count = counted["name"].strip(), number_of(counted["count"])
        fields: dict[str, Plain] = {"key": TODO, "zh": name, "en": TODO, "copies": str(count)}
        yield Statement("materials", fields | {"quote": counted.group().strip()})


def _items(text: str) -> list[tuple[str, re.Match[str]]]:
    """Items in text order; where two overlap, the one with a key."""
    keyed = [(key, match) for key, pattern in KEYS for match in pattern.finditer(text)]
    named = [
        (TODO, match)
        for match in NAMED.finditer(text)
        if not any(match.start() < item.end() and item.start() < match.end() for _, item in keyed)
        and re.search("[表书证单卡函册告]$", match["name"])
    ]
    order = [key for key, _ in KEYS]
    return sorted(keyed + named, key=lambda item: (item[1].start(), order.index(item[0]) if item[0] in order else 99))


def _is_handed_in(text: str, match: re.Match[str], key: str) -> bool:
    start = match.start()
    # A title's 《 is part of the name.
    before = text[:start].rstrip("《 ")
    if MENTIONED.match(text[match.end() :]) or re.search("(?:在|按|从|持|凭|与)[^，。；、]{0,4}$", before):
        return False
    if re.search("不(?:再)?(?:需|必|用|须)?提供[^。；]*$|可不提供[^。；]*$", before):
        return False
    lead = re.search(r"[^，。；：、（(]*$", before)
    words = lead.group() if lead else ""
    return (
        len(words) <= 4 or bool(HANDED.search(before)) or bool(re.search("提供|提交|报送|携带|上传|出具|递交", words))
    )


def _copies(text: str, end: int) -> re.Match[str] | None:
    """The number of copies after an item, before the next item or sentence."""
    rest = re.match(r"[^。；;，,、《]{0,12}", text[end:])
    window = text[end : end + (rest.end() if rest else 0)]
    match = COPIES.search(window)
    if match is None:
        return FOR_EACH.match(text, end)
    return re.compile(COPIES.pattern).search(text, end, end + match.end()) if match else None


def _material(text: str, key: str, match: re.Match[str], copies: re.Match[str] | None) -> Statement:
    start, end = _titled(text, *match.span())
    tail = ORIGINALS.match(text[end:])
    name_end = end + (tail.end() if tail else 0)
    quote_end = max(name_end, copies.end() if copies else 0)
    fields: dict[str, Plain] = {"key": key, "zh": text[start:name_end], "en": TODO}
    count = number_of(copies["count"]) if copies else None
    if count:
        fields["copies"] = str(count)
    return Statement("materials", fields | {"quote": text[start:quote_end]})


def _titled(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, extended to 《》 where the words stand inside a title."""
    before, after = text.rfind("《", 0, start), text.find("》", end)
    inside = before >= 0 and after >= 0 and not re.search("[《》]", text[before + 1 : start] + text[end:after])
    return (before, after + 1) if inside else (start, end)


# Who may not apply

SERIES = {
    "经济": "economics", "会计": "accounting", "统计": "statistics", "审计": "audit", "卫生": "health",
    "卫生技术": "health", "卫生专业": "health", "船舶": "shipping", "船舶专业技术": "shipping", "翻译": "translation",
    "出版": "publishing", "通信": "telecom", "通信专业技术": "telecom", "计算机": "software",
    "计算机技术与软件": "software", "计算机软件": "software", "计算机技术与软件专业": "software",
    "计算机与软件": "software", "软件": "software", "医疗卫生": "health", "卫生系列": "health",
}  # fmt: skip
EXAMINED = tuple(dict.fromkeys(SERIES.values()))
EXAMINED_BY = re.compile("统一考试|以考代评|全国考试|国家考试|考试制度|考试合格")
NAMES = "|".join(sorted(SERIES, key=len, reverse=True))
IN_BRACKETS = "(?:（[^（）]{1,40}）)?"
EXAMINED_LIST = re.compile(
    rf"(?P<list>(?:{NAMES}){IN_BRACKETS}(?:、[^、。；，（）等]{{2,14}}?{IN_BRACKETS})+?)"
    rf"(?=[等系专职，。；的实不和及]|$)(?!{IN_BRACKETS}、)(?P<open>等(?:职称)?(?:系列|专业|职业)?{IN_BRACKETS})?"
)
INTRODUCED = re.compile("(?:凡|已|对)?(?:经)?(?:实行|实施|开展|参加)[^。；]*$")
EXCLUDING = re.compile("不得|不能|不予|不在|不再|不可")
ONE_STATUS = (
    ("civil_servant", re.compile("公务员|参照公务员法")),
    ("retired", re.compile("退休")),
)
EXCLUDED = re.compile(
    r"(?P<who>[^。；]*?(?:公务员|退休)[^。；]*?)不(?:得|能|可|予|再)[^。；]{0,14}?(?:初定|申报|认定|评审|职称|范围)[^。；，]{0,8}"
)
KNOWN_STATUS = re.compile("公务员|退休|参公|参照|在职|人员$|机关")
SANCTIONED = re.compile(r"(?:受到?|因)[^。；，]{0,24}处分[^。；]{0,24}(?:影响|处分)期[^。；]{0,12}不得[^。；]{0,14}")


def _exclusions(text: str, above: tuple[str, ...]) -> Iterator[Statement]:
    for match in EXCLUDED.finditer(text):
        yield _status(match["who"], match.group().strip())
    for match in SANCTIONED.finditer(text):
        yield _sanction(match.group())
    if above and above[-1].endswith(("：", ":")) and EXCLUDING.search(above[-1]):
        quote = text.rstrip("。；; ")
        if "处分" in quote and "期" in quote:
            yield _sanction(quote)
        elif any(pattern.search(quote) for _, pattern in ONE_STATUS):
            yield _status(quote, quote)
    yield from _examined(text)


def _status(who: str, quote: str) -> Statement:
    """The exclusion by status in the words ``who``; a ``TODO`` for whoever else they name."""
    excluded = [status for status, pattern in ONE_STATUS if pattern.search(who)]
    members = re.split("[、和及，]", re.sub(r"（[^（）]*）", "", who))
    others = [member for member in members if member and not KNOWN_STATUS.search(member)]
    fields: dict[str, Plain] = {"kind": "status", "excludes": [*excluded, *([TODO] if others else [])]}
    return Statement("requirements", fields | {"topic": "exclusion.status", "quote": quote})


def _sanction(quote: str) -> Statement:
    return Statement("requirements", {"kind": "sanction", "topic": "exclusion.sanction", "quote": quote})


def _examined(text: str) -> Iterator[Statement]:
    """Lists of series where an examination replaces the determination."""
    for match in EXAMINED_LIST.finditer(text):
        before, after = _sentence(text, *match.span())
        names = [re.sub(r"（[^（）]*）", "", name) for name in _members(match["list"])]
        listed = [SERIES[name] for name in names if name in SERIES]
        if len(listed) < 3 or not EXAMINED_BY.search(text[before:after]) or not EXCLUDING.search(text[before:after]):
            continue
        introduced = INTRODUCED.search(text[before : match.start()])
        by = EXAMINED_BY.search(text[match.end() : after])
        start = before + introduced.start() if introduced else match.start()
        end = match.end() if introduced or not by else match.end() + by.end()
        levels = re.search("初、?中级|初级、中级|初级和中级", text[start:end])
        fields: dict[str, Plain] = {
            "kind": "series",
            "excludes": [*dict.fromkeys(listed), *([TODO] if len(listed) < len(names) else [])],
            "titles": ["technician", "assistant", "intermediate"] if levels else TODO,
        }
        if match["open"]:
            missing = [series for series in EXAMINED if series not in listed]
            words = re.sub("（.*", "", _members(match["list"])[-1]) + match["open"]
            fields["open"] = {"series": [*missing, "other"], "words": words if words in text else match["open"]}
        yield Statement("requirements", fields | {"topic": "exclusion.series", "quote": text[start:end]})


def _members(listed: str) -> list[str]:
    """The members of a list, each with its brackets."""
    return re.findall(r"[^、（）]+(?:（[^（）]*）)?", listed)

"""Finds what a clause lays down for everyone: lateness, rest days, announcements and fees."""

import re
from collections.abc import Iterator

from generator.importing.finding.statements import TODO, Statement, fact, sentence
from generator.importing.notes import Note, note
from generator.notation import chinese_number
from generator.register.ordinals import number_of

CONDITIONS = (
    (
        "closed_on_rest_days",
        "rest_days",
        re.compile(
            "(?:双休日|周末|周六、?周?日)、?(?:及|和)?法定节?假日(?:正常)?(?:休息|除外|不办公|不办理|不受理|不对外)"
        ),
    ),
    ("late_not_accepted", "application.late", re.compile("逾期(?:将)?(?:一律)?不(?:予|再)受理")),
)
ANNOUNCED = re.compile(
    r"公示(?:时间|期|期限)?[^。；，]{0,10}?(?:不少于|不得少于|为期?|至少)?\s*(?P<days>\d{1,2}|[一二三四五六七八九十]{1,3})\s*个工作日(?:以上)?"
    r"|不(?:得)?少于\s*(?P<before>\d{1,2}|[一二三四五六七八九十]{1,3})\s*个工作日的?公示"
)
EMPLOYER = re.compile("(?:所在|用人|工作|申报|本|各)单位|单位|学院|科室")
COMMITTEE = re.compile("评委会|评审委员会|评审(?:机构|组织)|主管部门|人社|人力资源|职改|职称办|考试机构|网站|官网|门户")


def stated(text: str, above: tuple[str, ...], notes: list[Note]) -> Iterator[Statement]:
    """Conditions and amounts; ``notes`` takes amounts of which it is not certain that they are fees."""
    for name, topic, pattern in CONDITIONS:
        for match in pattern.finditer(text):
            yield fact(name, "true", match.group(), topic)
    for match in ANNOUNCED.finditer(text):
        if re.search("少|以上", match.group()):
            yield _announcement(text, match, above)
    yield from _fees(text, notes)


def _announcement(text: str, match: re.Match[str], above: tuple[str, ...]) -> Statement:
    """Whose announcement it is, by the words nearest to it: the employer's, or a TODO that quotes who else's."""
    days = str(number_of(match["days"] or match["before"]))
    before, _ = sentence(text, match.start(), match.end())
    for words in (text[before : match.start()], text[: match.start()], *reversed(above)):
        named = [found for pattern in (EMPLOYER, COMMITTEE) for found in pattern.finditer(words)]
        if not named:
            continue
        others = sorted((found.group() for found in named if found.re is COMMITTEE), key=lambda name: "网" in name)
        if not others:
            return fact("announcement_days", days, match.group(), "employer.announcement")
        comment = note("announced_by", who=others[0])
        return fact("announcement_days", days, match.group(), TODO, comment)
    return fact("announcement_days", days, match.group(), TODO, note("announced"))


FEE = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）]{0,10}?(?:初定|认定|评审|考核|申报|报名|考试|审核|工本|证书|答辩|资料|鉴定|办证|评委|手续|服务)费"
    r"|收费标准|收费|缴费|收取)[^\d。；\n元]{0,20}?(?P<amount>\d+(?:\.\d+)?|[一二三四五六七八九十百]+)\s*元(?:\s*[/／]\s*[人本次份]|整)?"
)
FREE = re.compile(
    r"(?:一律|均|不|免)?(?:不(?:再|予)?收取?(?:任何|其他|一切)?[^，。；]{0,8}?费用?|不收费|免收[^，。；]{0,8}?费用?|免费"
    r"|是否收费\s*[：:】]?\s*否|收费(?:标准|情况|依据)?\s*[：:】]\s*(?:无|否)(?![\u4e00-\u9fff]))"
)
WHOSE = re.compile("[^，。；、\n]{0,16}$")
MONEY = re.compile(r"\d+(?:\.\d+)?\s*元")


def _fees(text: str, notes: list[Note]) -> Iterator[Statement]:
    """Amounts in yuan, and 0 where nothing is charged."""
    taken: list[range] = []
    for match in FEE.finditer(text):
        taken.append(range(*match.span()))
        if "." in match["amount"]:
            notes.append(note("whole_yuan", amount=match.group()))
            continue
        amount = match["amount"] if match["amount"].isdigit() else str(chinese_number(match["amount"]))
        yield fact("fee", amount, match.group().lstrip("，、"), "fee")
    for match in FREE.finditer(text):
        if any(match.start() in span for span in taken) or re.search("除.{0,12}外|的?[，,]?否则", match.group()):
            continue
        lead = WHOSE.search(text[: match.start()])
        at = lead.start() if lead and re.search("本次|初定|认定|申报|评审", lead.group()) else match.start()
        if re.search("培训|免费(?:师范|下载|咨询|热线|查询)", text[at : match.end() + 2]):
            continue
        yield fact("fee", "0", text[at : match.end()], "fee")
    for match in MONEY.finditer(text):
        if not any(match.start() in span for span in taken):
            notes.append(note("fee", amount=match.group()))

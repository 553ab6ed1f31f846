"""Finds where to turn: telephones, faxes, mail, post codes, persons, links and addresses, each for its counter."""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.importing.finding.statements import TODO, Statement, fact
from generator.importing.notes import Note, note
from generator.notation import AREA_CODE, DASHES, LINK, LOCAL_NUMBER, WHOLE_LINK

# Wider than a correctly written number: brackets around the area code, blanks, extensions, mobiles.
PHONE = re.compile(
    rf"(?<![\d-])(?:[（(]?(?P<area>{AREA_CODE})[）)]?\s*[{DASHES}~]{{0,2}}\s*"
    rf"(?P<number>{LOCAL_NUMBER}|12\d{{3}}|\d{{4}}[- ]\d{{3,4}}|\d{{3}}[- ]\d{{4,5}})"
    rf"(?:\s*(?:[{DASHES}]|转)\s*(?P<inner>\d{{1,6}}))?"
    r"|(?P<mobile>1[3-9]\d{9}|1[3-9]\d[- ]\d{4}[- ]\d{4})|(?P<free>400[- ]?\d{3}[- ]?\d{4})"
    r"|(?P<local>\d{7,8})|(?P<short>1\d{4}|9\d{4}))(?!\d)"
)
LABELS = re.compile(
    r"(?P<phone>电\s*话|联系|咨询|热线|手机|致电|拨打|方式)|(?P<fax>传\s*真)"
    r"|(?P<other>邮\s*编|邮政编码|QQ|微信|账号|帐号|代码|编号|群号|证号)"
)
BOTH = re.compile(r"(?:电\s*话|联系方式)[（(/、及和兼\s]{1,3}传\s*真|传\s*真[（(/、及和兼\s]{1,3}电\s*话")
SAME_FAX = re.compile(r"\s*[（(，,]?\s*(?:传真同号|同传真|兼传真|传真号码?相同)")
COMPLAINTS = re.compile("监督|举报|投诉|纪检")
SEPARATOR = re.compile(r"(?:[（(][^（()）\d]{1,8}[）)])?\s*[,，、/；;或和\s]{1,3}")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
POST_CODE = re.compile(r"(?:邮\s*编|邮政编码)\s*[：:]?\s*(?P<code>\d{6})(?!\d)")
PERSONS = re.compile(
    r"(?:联\s*系\s*人(?:员)?(?:及(?:联系)?(?:电话|方式))?|咨询人|经办人|收件人|负责人)(?:姓名)?\s*[：:]\s*(?P<names>[^。；;：:\n（()）\d]{2,40})"
)
ADDRESSED = re.compile(
    r"(?<=[：:，,。；;（(])\s*(?P<names>[\u4e00-\u9fff]{1,3}(?:老师|先生|女士|小姐|科长|主任|工)"
    r"(?:、[\u4e00-\u9fff]{1,3}(?:老师|先生|女士|小姐|科长|主任|工))*)(?=[，,：:\s]{0,3}\d{3})"
)
"""Persons addressed as such right before a number."""
NAME = re.compile(
    r"[\u4e00-\u9fff·]{1,4}?(?:老师|同志|女士|先生|小姐|科长|主任|工)|[\u4e00-\u9fff]\s?[\u4e00-\u9fff·]{1,2}[\u4e00-\u9fff]?"
)
BETWEEN = re.compile(r"(?<=[局心办处科厅委会部院股站组室])\s+(?P<names>[\u4e00-\u9fff]{2,3})(?=\s+[（(]?\d{3})")
"""A name between an office and its number."""
HEADED = re.compile("[\u4e00-\u9fff]{2,10}[科处室部办股](?P<names>[\u4e00-\u9fff]{2,3})(?=[，,（(\\s])")
"""Under a heading that asks for persons: the office and who is in it."""
OFFICE_OF = re.compile("^[\u4e00-\u9fff]{1,10}[科处室部办股局](?=[\u4e00-\u9fff]{2,3}$)")
"""The office before a person's name: 科技科杨帆."""
NO_NAME = re.compile(
    "^(?:内线|分机|转|工作日|[上下]午|周[一二三四五])|[处科室部局办组会院校]$|中心|窗口|电话|联系|地址|手机|传真|办公|邮箱|方式"
)


def contacts(text: str, above: tuple[str, ...], notes: list[Note]) -> Iterator[Statement]:
    """All that ``text`` says of where to turn; ``notes`` takes what looks like a link and is none."""
    found = [*_numbers(text, above), *_links(text, notes), *_places(text, above), *_post(text), *_persons(text, above)]
    found += _unlabelled_places(text, [statement.quote for statement in found if statement.fields["fact"] == "address"])
    yield from (_at_counter(statement, text) for statement in found)


# Numbers


def _numbers(text: str, above: tuple[str, ...]) -> Iterator[Statement]:
    before: re.Match[str] | None = None
    area = ""
    fields: tuple[str, ...] = ()
    for match in PHONE.finditer(text):
        run_on = before is not None and SEPARATOR.fullmatch(text[before.end() : match.start()])
        fields = fields if run_on else _called(text, match, above)
        before = match
        if not fields:
            continue
        area = match["area"] or (area if run_on else "")
        quote = _quote(text, match)
        value = _phone(match)
        if area and match["local"]:
            # An area code may stand once for several numbers; the quote then reaches back to it.
            at = max(found.start() for found in PHONE.finditer(text, 0, match.start()) if found["area"])
            value, quote = f"{area}-{value}", text[at : match.end()].lstrip("（(")
        topic = TODO if COMPLAINTS.search(_label_before(text, match)) else None
        for name in fields:
            yield fact(name, value, quote, topic or f"contact.{name}")


def _label_before(text: str, match: re.Match[str]) -> str:
    return re.split("[。；;，,\n]", text[max(0, match.start() - 30) : match.start()])[-1]


def _called(text: str, match: re.Match[str], above: tuple[str, ...]) -> tuple[str, ...]:
    """What the words before a number call it; empty where it may be no number to call."""
    before = text[max(0, match.start() - 30) : match.start()]
    if re.search("[/=&?@a-zA-Z]$", before):
        return ()
    nearest = [*LABELS.finditer(re.split("[。；;\\n]", before)[-1])]
    labels = nearest or [label for label in LABELS.finditer(before) if label.lastgroup != "other"]
    if labels and labels[-1].lastgroup == "other" and not match["area"]:
        return ()
    if BOTH.search(re.split("[。；;，,]", before)[-1]) or SAME_FAX.match(text, match.end()):
        return ("phone", "fax")
    if labels and labels[-1].lastgroup == "fax":
        return ("fax",)
    sure = (match["area"] and re.search("[-—–－―（(]", match.group())) or match["free"]
    headed = match["local"] and not labels and re.search("电\\s*话", "".join(above[-1:]))
    return ("phone",) if sure or headed or (labels and labels[-1].lastgroup == "phone") else ()


def _quote(text: str, match: re.Match[str]) -> str:
    quote = match.group().strip()
    return quote[1:] if quote.startswith(("（", "(")) and not re.search("[）)]", quote) else quote


def _phone(match: re.Match[str]) -> str:
    """The number as the register writes it."""
    if match["area"]:
        inner = f"-{match['inner']}" if match["inner"] else ""
        return f"{match['area']}-{re.sub('[^0-9]', '', match['number'])}{inner}"
    return re.sub("[^0-9]", "", match["mobile"] or match["local"] or match["short"] or "") or "-".join(
        re.findall(r"^400|\d{3}(?=\d{4}$)|\d{4}$", re.sub("[^0-9]", "", match["free"]))
    )


# Mail and persons


def _post(text: str) -> Iterator[Statement]:
    for match in MAIL.finditer(text):
        yield fact("email", match.group(), match.group(), "contact.email")
    for match in POST_CODE.finditer(text):
        yield fact("post_code", match["code"], match.group(), "contact.post_code")


def _persons(text: str, above: tuple[str, ...]) -> Iterator[Statement]:
    headed = HEADED.match(text) if above and "联系人" in above[-1] else None
    found = [match for pattern in (PERSONS, ADDRESSED, BETWEEN) for match in pattern.finditer(text)]
    for match in [*found, *([headed] if headed else [])]:
        for part in re.split(r"[、，,]|\s{1,3}(?=\S{2,})", match["names"]):
            name = OFFICE_OF.sub("", part.strip())
            if not NAME.fullmatch(name) or NO_NAME.search(name):
                break
            yield fact("contact_person", "".join(name.split()), name, "contact.person")


# Links

ANY_LINK = re.compile(LINK, re.IGNORECASE)
BARE_LINK = re.compile(
    r"(?<![\w./@-])(?:www\.[\w-]+|[a-z][a-z0-9-]*)(?:\.[a-z0-9-]+)*\.(?:gov\.cn|edu\.cn|org\.cn|com\.cn|com|cn|net|org)"
    r"\b(?::\d+)?(?:/[\x21-\x7e]*)?",
    re.ASCII,
)
CERTAIN = re.compile(r"www\.|[^/]*\.(?:gov|edu|org|com)\.cn")


def _links(text: str, notes: list[Note]) -> Iterator[Statement]:
    spared: list[range] = []
    for match in ANY_LINK.finditer(text):
        link = match.group()
        spared.append(range(match.start(), match.end()))
        if re.fullmatch(WHOLE_LINK, link):
            yield fact("url", link, link)
        else:
            notes.append(note("link_form", link=link))
    spared += [range(*match.span()) for match in MAIL.finditer(text)]
    for match in BARE_LINK.finditer(text):
        if any(match.start() in span for span in spared):
            continue
        link = match.group().rstrip(".,;:!?)")
        if CERTAIN.match(link):
            yield fact("url", f"http://{link}", link, comment=note("link_bare"))
        else:
            notes.append(note("link_here", link=link))


# Addresses

PLACE = re.compile(
    r"(?:^(?:受理|办理|咨询|服务)?窗口(?=[：:])|(?:联系|办公|单位|邮寄|报送|受理|通讯|通信|收件)?(?:地\s*址|地\s*点)(?:及[^：:，。；]{0,8})?|(?:报送|受理|审核|递交)地[点址]?|(?:邮寄|寄送|报送|送)至)\s*(?:(?:调整|变更|改)?为\s*[：:]?|[：:】]|是|设在|位于)\s*(?P<place>[^。；;\n]+)"
)
WHOLE = re.compile("(?P<place>[^。；;：\\n]{5,60})")
A_PLACE = re.compile("[号楼室路街道厦层区镇村窗口栋座]")
AFTER_PLACE = re.compile(r"[，,、\s（(]*(?:联系|咨询|电话|传真|邮编|邮政编码|联系人|邮箱|电子邮|时间|受理时间|收件)")

ROOM = re.compile(
    r"(?<=[至到在（(])(?:(?![至到在])[\u4e00-\u9fffA-Za-z\d]){1,30}?(?:\d{1,4}\s*(?:室|房间?|号?窗口)|楼[A-Z]?\d{3,4}(?!\d))(?=[）)，,。；、\s]|$)"
)
"""A room or a window, said right after 至, 在 or a bracket."""
BY_PHONE = re.compile("[，,、\\s]\\s*(?:联系)?电话")
HANDED_TO = re.compile("(?:报送?|送交?|送达|交|递交|提交|寄|办理)(?:材料)?(?:至|到|给|于|在)?[^。；，\n]{0,16}$")


WHERE = re.compile("地址|地点|到哪|在哪|哪里|何处")


def _places(text: str, above: tuple[str, ...]) -> Iterator[Statement]:
    for match in ROOM.finditer(text):
        if HANDED_TO.search(text[max(0, match.start() - 30) : match.start()]) or BY_PHONE.match(text, match.end()):
            yield fact("address", match.group(), match.group(), "contact.address")
    headed = (
        WHOLE.match(text)
        if above and WHERE.search(above[-1]) and ADDRESS.search(text) and not PHONE.search(text)
        else None
    )
    for match in (*PLACE.finditer(text), *([headed] if headed else [])):
        place = balanced(AFTER_PLACE.split(match["place"])[0].strip().rstrip("，,、 "))
        if A_PLACE.search(place) and len(place) >= 5 and not ANY_LINK.search(place):
            yield fact("address", place, place, "contact.address")


def balanced(words: str) -> str:
    """``words`` up to a closing bracket that they did not open, or an opening one that they do not close."""
    opened: list[int] = []
    for at, character in enumerate(words):
        if character in "（(":
            opened.append(at)
        elif character in "）)" and not opened:
            return words[:at].rstrip("，,、 ")
        elif character in "）)":
            opened.pop()
    return words[: opened[0]].rstrip("，,、 ") if opened else words


# Counters

OFFICE = "[局心办处科厅委会部院区县股站组室]"
COUNTER = re.compile(
    r"^(?:【[^【】]{2,20}】|\W|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|(?:联系|咨询)(?:电话|方式)?[：:])*"
    rf"(?P<who>[\u4e00-\u9fff（）()]{{2,24}}?)(?:[：:]|(?<={OFFICE})[，,\s]\s*(?:[\u4e00-\u9fff]{{2,4}}\s+)?(?=[\d（(-]*$))"
)
NO_COUNTER = re.compile(
    r"^(?:窗口|单位|机构)$|电\s*话|传真|邮|地\s*[址点]|联系|咨询|方式|时间|热线|手机|网址|监督|附件|如下|支持"
)
ADDRESS = re.compile(
    r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z\d]{1,20}(?:路|街|大道|巷|道)[\u4e00-\u9fffA-Za-z\d（）()-]{0,30}?(?:号|楼|室|层|厅|窗口)[\u4e00-\u9fffA-Za-z\d（）()-]{0,20}"
)
BEFORE_NUMBER = re.compile(
    r"(?<=：)[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z\d（）-]{3,30}?(?:室|号?窗口|[楼厅])(?=[，,]\s*(?:联系)?电话)"
)
"""A place without a road, between a counter's name and its telephone."""


def _at_counter(statement: Statement, text: str) -> Statement:
    """``statement`` with the counter that its sentence begins with."""
    if statement.fields["fact"] not in ("phone", "fax", "address"):
        return statement
    who = counter_of(text, text.find(statement.quote))
    if not who:
        return statement
    fields = {key: value for key, value in statement.fields.items() if key != "quote"}
    return replace(statement, fields=fields | {"who": {"zh": who, "en": TODO}, "quote": statement.quote})


def counter_of(text: str, at: int) -> str:
    """The name of the counter that the sentence at ``at`` is about; empty where it names none."""
    start = max(text.rfind(mark, 0, at) for mark in "。；;\n") + 1
    match = COUNTER.match(text[start:at])
    return match["who"] if match and not NO_COUNTER.search(match["who"]) else ""


def _unlabelled_places(text: str, taken: list[str]) -> Iterator[Statement]:
    """Addresses of counters, which stand beside a number without a word for them."""
    for match in (*ADDRESS.finditer(text), *BEFORE_NUMBER.finditer(text)):
        place = balanced(match.group())
        who = counter_of(text, match.start())
        if who and not any(place in words or words in place for words in taken):
            yield fact("address", place, place, "contact.address")

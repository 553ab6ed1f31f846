"""Divides a document into head, body, signature and annexes: who writes to whom, what and when."""

import re
from dataclasses import dataclass
from datetime import date

from generator.importing.chrome import is_at_the_end, is_way
from generator.importing.mending import closed_up
from generator.importing.paragraphs import Paragraph
from generator.register.days import SINGLE, whole_day
from generator.register.ordinals import ordinal_at

TITLE_END = re.compile(
    r"(?:通知|公告|通告|公示|意见|方案|办法|须知|指南|规定|函|启事|简章|细则|说明|安排|公报|程序|流程|规程|问答|答复|回复|复函|解答)\s*(?:[（(〔][^（(〔]*[）)〕])?[》\s]*$"
)
TITLE_START = re.compile("关于|印发|转发")
ADDRESSEE = re.compile(
    "各|全体|单位|局|学院|部门|企业|人员|同志|中心|老师|教职工|委员会|办公室|街道|乡镇|公司|学校|医院|网友|市民|您好|申报人|科室|处|协会|人才"
)
AUTHORITY = re.compile(
    r"(?:局|中心|办公室|办|委员会|委|政府|大学|学院|学校|厅|部|处|公司|集团|协会|学会|组|院|所|馆|科|会|站|社|市场)\s*(?:[（(][^（()）]{1,12}[）)])?$"
)
COMPLETE = re.compile(
    r"(?:局|中心|办公室|委员会|委|政府|大学|学院|学校|厅|处|公司|集团|协会|学会|研究院|医院|所|馆|领导小组|组织部|人事部)\s*(?:[（(][^（()）]{1,12}[）)])?$"
)
"""The end of an authority's whole name; a name broken between two lines seldom ends so."""
PASSED_ON = re.compile(r"^(?:转发?|FWD?|回复|答复)\s*[：:]\s*", re.IGNORECASE)
"""What a mail program puts before the title of what is passed on."""
META = re.compile(
    r"^(?:(?:通知|公告|公示|通告){2}$|发布|发文|成文|公开|生成|来源|信息|索引|文号|字号|时间|日期|浏览|阅读|作者|点击|字体|当前位置|您的位置|首页|主题分类|发文机关|有效性|【\s*(?:字|大|打印|关闭|收藏|分享|浏览|来源|发布|时间|日期|信息|索引|文号))"
)
PUBLISHED = re.compile(r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s+\d{1,2}[:：]\d{2}(?!.*[。；])")
"""The time at which a page went out, which no notice has."""
SIGNED = re.compile(
    r"^(?:发布|发文|制发|公告)(?:单位|机关|机构|部门|日期)\s*[：:]\s*|^(?:单位|日期)\s*[：:]\s*(?=[^，。]{4,30}$)"
)
"""What some put before the name and the day of a signature."""
MONTH = re.compile(r"20\d\d年\d{1,2}月|\d{1,2}月\d{1,2}日")
"""A signature without a day, or without a year, says nothing of the day of issue."""
ATTACHED = re.compile(r"^附\s*[件表]")
TAIL = re.compile(r"^(?:[（(【]?\s*(?:此件|本件|信息公开)|抄送|抄报|主送|.{0,40}印发$|[-—－\s\d]+$)")
"""Lines below a signature that are not an annex."""
CONTACT = re.compile(r"^[（(]?\s*(?:联\s*系\s*人|联系电话|联系方式|咨询电话|经办人|附\s*[：:])")
"""A paragraph on whom to ask, which some offices put below the day."""
ANNEX_ALONE = re.compile(r"^附\s*[件表]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:]?$")
MATTER = re.compile(
    "(?:职称|资格|职务)[^，。]{0,12}(?:初定|认定|确认|初聘|定职)|(?:初定|认定|确认|初聘)[^，。]{0,8}(?:职称|资格|职务)"
)
HEAD_LINES = 25


@dataclass(frozen=True, slots=True)
class Parts:
    """Title, addressees, issuer and day of issue, None where not certain, and the paragraphs of each part."""

    title: str | None
    addressees: str | None
    issuer: str | None
    issued: date | None
    body: tuple[Paragraph, ...]
    head: tuple[Paragraph, ...]
    signature: tuple[Paragraph, ...]
    annexes: tuple[Paragraph, ...]


def parts(paragraphs: tuple[Paragraph, ...], headline: str | None = None) -> Parts:
    """``paragraphs`` divided; between head and signature is the body. ``headline``: what is set as the heading."""
    texts = [str(paragraph) for paragraph in paragraphs]
    addressed, title, head = _head(texts, headline)
    end = len(texts)
    while end > head + 1 and is_at_the_end(texts[end - 1]):
        end -= 1
    issuer, issued, start = _signature(texts[:end], head)
    if start is None and MONTH.fullmatch("".join(texts[end - 1].split())):
        first = _first_of(texts, head, end - 1)
        issuer, start = _issuers(texts[first : end - 1]) or None, (first, end)
    first, last = start or _unsigned(texts[:end], head)
    while last < end and TAIL.match(texts[last]):
        last += 1
    if last == end:
        last = len(texts)
    stated = title, addressed, issuer or _issuer_in(title), issued
    return Parts(*stated, paragraphs[head:first], paragraphs[:head], paragraphs[first:last], paragraphs[last:])


def _head(texts: list[str], headline: str | None) -> tuple[str | None, str | None, int]:
    """Addressees, title and the number of paragraphs before the body."""
    limit = next((n for n, text in enumerate(texts[:HEAD_LINES]) if ordinal_at(text)), min(len(texts), HEAD_LINES))
    at = next((n for n in range(limit) if _is_addressees(texts[n]) and (n or not TITLE_END.search(texts[n]))), None)
    before = texts[: limit if at is None else at]
    lines, title = _title(before)
    if title is None:
        headline = headline or next((text for text in before[:3] if _names_the_matter(text)), None)
    if title is None and headline in before:
        lines, title = (before.index(headline), before.index(headline) + 1), headline
    if at is not None:
        return closed_up(texts[at]).rstrip("：: "), title, at + 1
    head = lines[1] if lines else 0
    while (
        lines
        and head < min(limit, len(texts) - 1)
        and (_about(texts[head]) or _of_the_title(texts[head]))
        and len(texts[head]) < 80
    ):
        head += 1
    return None, title, head


def _names_the_matter(text: str) -> bool:
    """Whether a line can be nothing but a title: 某区2026年职称初定受理点及咨询电话."""
    sentence = re.search("[，。；、？！;?!]|[：:]$", text)
    return bool(MATTER.search(text)) and len(text) <= 50 and not sentence and not _about(text)


def _of_the_title(text: str) -> bool:
    """Whether a line below the title belongs to it: a day, （2025年修订）."""
    return bool(whole_day(text) or (text.startswith(("（", "(")) and text.endswith(("）", ")")) and len(text) <= 24))


def _about(text: str) -> bool:
    """Whether a line is about the document or its page, not of it."""
    return bool(META.match(text) or (len(text) < 60 and PUBLISHED.search(text))) or is_way(text)


def _is_addressees(text: str) -> bool:
    ended = text.rstrip().endswith(("：", ":"))
    sentence = re.search(r"如下|下列|以下|登录|提[供交]|上传|通知[：:]|事项|[。；]|^附", text)
    return bool(ended and not sentence and len(text) <= 150 and ADDRESSEE.search(text) and not _about(text))


def _title(texts: list[str]) -> tuple[tuple[int, int] | None, str | None]:
    """The title's first line and the line after its last, and its text without spaces from line breaks."""
    texts = [re.sub(r"(?<=[\u3400-\u9fff）)])\s+(?=[\u3400-\u9fff（(])", "", text) for text in texts]
    ends = [n for n, text in enumerate(texts) if TITLE_END.search(text) and not _about(text) and len(text) <= 90]
    # A web page may show the title in a bar above as well; the document's own is last.
    for end in reversed(ends):
        start = end
        while not TITLE_START.search(texts[start]) and start > max(0, end - 3) and _goes_on(texts[start - 1]):
            start -= 1
        if not TITLE_START.search(texts[start]):
            start = end
        if TITLE_START.search(texts[start]) or len(ends) == 1:
            return (start, end + 1), PASSED_ON.sub("", "".join(text.strip() for text in texts[start : end + 1]))
    return None, None


def is_title_of_two(first: str, second: str) -> bool:
    """Whether two lines are a title that begins with whose document it is: 某局, 关于…的通知."""
    return bool(AUTHORITY.search(first) and TITLE_START.match(second) and TITLE_END.search(second))


def _goes_on(text: str) -> bool:
    return not (_about(text) or AUTHORITY.search(text) or re.search("[。；：〕]|号$", text)) or bool(
        TITLE_START.search(text)
    )


type Signature = tuple[str | None, date | None, tuple[int, int] | None]
"""Issuer, day of issue, and the signature's first paragraph and the one after its last."""


def _signature(texts: list[str], head: int) -> Signature:
    """The first signature with which a notice may end, else the last one; a document put in as an annex has its own."""
    texts = [SIGNED.sub("", text) for text in texts]
    found = [signature for at in range(head, len(texts)) if (signature := _signature_at(texts, head, at))]
    whole = [(issuer, day, span) for issuer, day, span in found if span and _ends(texts[span[1] :])]
    named = [signature for signature in found if signature[0]]
    return (whole or named[::-1] or [(None, None, None)])[0]


def _signature_at(texts: list[str], head: int, at: int) -> Signature | None:
    """The signature whose day stands in paragraph ``at``."""
    day = whole_day(re.sub("(?:印发|发布)$", "", texts[at].strip()))
    if day is None:
        found = _on_one_line(texts[at])
        return (*found, (at, at + 1)) if found else None
    first = _first_of(texts, head, at)
    if first < at:
        return _issuers(texts[first:at]), day, (first, at + 1)
    return (None, day, (at, at + 1)) if at > head else None


def _first_of(texts: list[str], head: int, at: int) -> int:
    """The first paragraph of the signature whose day stands in paragraph ``at``: above it stand its authorities."""
    first = at
    while first > max(head, at - 6) and _is_authority(texts[first - 1]):
        first -= 1
    return first


def _ends(after: list[str]) -> bool:
    """Whether ``after`` is what may stand below a notice's day: nothing, whom to ask, an annex."""
    rest = [text for text in after if not TAIL.match(text)]
    return not rest or bool(CONTACT.match(rest[0]) or ATTACHED.match(rest[0]))


def _unsigned(texts: list[str], head: int) -> tuple[int, int]:
    """Where a notice without a signature ends: before the first 附件 that stands alone above its own title."""
    for at in range(head + 1, len(texts) - 1):
        if ANNEX_ALONE.match(texts[at]) and ordinal_at(texts[at + 1]) is None:
            return at, at
    return len(texts), len(texts)


def _issuers(lines: list[str]) -> str:
    """The issuers of a signature: each line's own, and several on one line parted by spaces, joined by 、.

    A line that only together with the next is an authority's name goes on in it.
    """
    names: list[str] = []
    for line in lines:
        for name in re.split(r"\s+", line.strip()):
            whole = len(name) > 3 and AUTHORITY.search(name)
            if names and not (whole and _complete(names[-1])):
                names[-1] += name
            else:
                names.append(name)
    return "、".join(names)


def _complete(name: str) -> bool:
    return len(name) > 3 and bool(COMPLETE.search(name))


def _issuer_in(title: str | None) -> str | None:
    """The authority that a title begins with, where no signature names one: 某市文化局关于…的通知."""
    match = re.match("(?P<issuer>[^关于《》转发]{4,40})关于", title or "")
    return match["issuer"] if match and COMPLETE.search(match["issuer"]) else None


def _is_authority(text: str) -> bool:
    sentence = re.search("[。；：，、:,]", text)
    return bool(AUTHORITY.search(text)) and not sentence and len(text) <= 60 and ordinal_at(text) is None


def _on_one_line(text: str) -> tuple[str, date] | None:
    """Issuer and day of issue from a signature on one line."""
    matches = [*SINGLE.finditer(text)]
    if len(matches) != 1 or text[matches[0].end() :].strip("）) "):
        return None
    day, name = whole_day(matches[0].group()), text[: matches[0].start()].strip()
    return (_issuers([name]), day) if day and _is_authority(name) else None

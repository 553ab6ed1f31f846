"""Notes on words that look like a value and on which nothing rests that was found: a person says what they are."""

import re
from collections.abc import Iterable, Iterator

from generator.importing.finding.statements import PHRASE, SENTENCE, Statement, quoted
from generator.importing.finding.terms import TITLED
from generator.importing.notes import Name, Note, note

COUNT = "[0-9一二两三四五六七八九十壹贰叁肆伍陆]{1,2}"
LEFT: tuple[tuple[Name, re.Pattern[str], str], ...] = (
    # 详询12345; 服务热线400-8123-456
    (
        "number_left",
        re.compile(r"(?<![\d.-])(?:400[- ]?\d{3,4}[- ]?\d{3,4}|\d{7,8}|12\d{3}|0\d{2,3}[-—]\d{7,8})(?![\d年元.])"),
        PHRASE,
    ),
    # 送区行政中心1号楼315室; 县行政服务中心三楼17号窗口
    (
        "place_left",
        re.compile(r"\d{1,4}\s*(?:室|号?窗口)|(?:路|街|大道|巷)甲?\d{1,4}号|[\d一二三四五六七八九十]楼[\u4e00-\u9fff]{0,4}(?:科|厅)"),
        PHRASE,
    ),
    # 见习期满1年，即2025年7月以后，可以初定助理级职称
    (
        "level_left",
        re.compile(rf"(?:满|期)[^。；\n]{{0,40}}(?:初定|认定|确认|评审|定为?)[^。；\n]{{0,8}}(?:{TITLED.pattern})"),
        SENTENCE,
    ),
    # 本科毕业的，年限延长1年
    ("time_left", re.compile(r"(?:延长|增加|缩短|放宽)\s*[0-9一二两三半]{1,2}\s*(?:年|个月)"), PHRASE),
    ("assessment_left", re.compile("考核(?:(?!不)[^。；，\n]){0,16}(?:合格|称职)"), PHRASE),
    # 学历证书须附学信网备案表; 业务工作总结（1500字左右）贰份
    (
        "paper_left",
        re.compile(rf"(?:须|应|需|请)[^，。；\n]{{0,6}}(?:附(?!件)|提供|提交|携带)(?![^，。；\n]{{0,12}}(?:材料|资料|申报人))[^，。；\n]{{2,30}}|[表证书结件]\S{{0,14}}{COUNT}份"),
        PHRASE,
    ),
)  # fmt: skip
"""Each kind by its note: what it looks like, and what ends the words that are quoted."""


def leftover(text: str, found: Iterable[Statement], notes: Iterable[Note]) -> Iterator[Note]:
    """What in ``text`` neither ``found`` rests on nor ``notes`` quote."""
    taken: set[int] = set()
    for statement in found:
        for match in re.finditer(re.escape(statement.quote), text) if statement.quote else ():
            taken |= {*range(*match.span())}
    said = [*notes]
    for name, pattern, stops in LEFT:
        for words, match in quoted(text, pattern, stops):
            if not taken & {*range(*match.span())} and not any(match.group() in each for each in said):
                yield note(name, words=words)

"""Suggests who may not apply: by status, by sanction, by series. A person confirms each."""

import re
from collections.abc import Iterator

from generator.importing.finding.statements import (
    SENTENCE,
    TODO,
    Plain,
    Statement,
    condition,
    members,
    quoted,
    sentence,
)
from generator.importing.finding.terms import SERIES, series_in
from generator.importing.notes import NONE, note

EXAMINED = tuple(dict.fromkeys(SERIES.values()))
EXAMINED_BY = re.compile("统一考试|以考代评|全国考试|国家考试|考试制度|考试合格|实行[^，。；]{0,10}考试")
NAMES = "|".join(sorted(SERIES, key=len, reverse=True))
IN_BRACKETS = "(?:（[^（）]{1,40}）)?"
EXAMINED_LIST = re.compile(
    rf"(?P<list>(?:{NAMES}){IN_BRACKETS}(?:、[^、。；，（）等]{{2,14}}?{IN_BRACKETS})+?)"
    rf"(?=[等系专职，。；的实不和及]|$)(?!{IN_BRACKETS}、)(?P<open>等(?:职称)?(?:系列|专业|职业)?{IN_BRACKETS})?"
)
INTRODUCED = re.compile("(?:凡|已|对)?(?:经)?(?:实行|实施|开展|参加)[^。；]*$")
EXCLUDING = re.compile("不得|不能|不予|不在|不再|不可|不纳入|停止|取消")
ONE_STATUS = (
    ("civil_servant", re.compile("公务员|参照公务员法|参公")),
    ("retired", re.compile("退休")),
)
EXCLUDED = re.compile(
    "(?:公务员|退休|参公)[^。；;\\n]{0,80}?不(?:得|能|可|予|再|属于|在|纳入|列入)[^。；;，\\n]{0,20}?(?:办|受理|初定|申报|认定|确认|评审|职称|初聘|范围|对象|之列)"
    "|(?:公务员|退休|参公)[^。；;\\n]{0,40}?不适用"
)
_NAMED = "[^，。；;：\\n]{0,30}?(?:公务员|退休|参公)[^，。；;\\n]{0,20}?"
LEFT_OUT = re.compile(
    f"(?:不含|不包括)(?P<without>{_NAMED})(?=[，。；;）)\\n]|$)|(?P<except>{_NAMED})(?:除外|不(?:再)?[纳列]入(?=[，。；;]|$))"
)
"""不含公务员; 公务员、退休人员除外."""
KNOWN_STATUS = re.compile("公务员|退休|参公|参照|在职|人员$|机关")
SANCTIONED = re.compile(
    r"(?:(?:受到?|因|在|处于)[^。；，\n]{0,24})?处分[^。；\n]{0,24}?期[^。；\n]{0,30}?(?:不(?:得|能|予|可|在|纳入|列入)|暂缓|暂停)[^。；，\n]*"
)
LABEL = re.compile("^(?:【(?P<boxed>[^【】]{2,20})】|(?P<plain>[^，。；：]{2,20})：)")


def exclusions(text: str, above: tuple[str, ...]) -> Iterator[Statement]:
    """Who may not apply, in the words that say so."""
    for quote, match in quoted(text, EXCLUDED, SENTENCE):
        words = re.split("[，,]", quote[quote.find(match.group()) + len(match.group()) :])[0]
        whole = quote[: quote.find(match.group()) + len(match.group())] + words
        yield _status(re.split("不(?:得|能|可|予|再|属于|在|纳入|列入|适用)", whole)[0], whole)
    for match in LEFT_OUT.finditer(text):
        yield _status(match["without"] or match["except"], match.group())
    for match in SANCTIONED.finditer(text):
        yield _sanction(match.group())
    label = LABEL.match(text)
    if label and EXCLUDING.search(label.group()):
        yield from _listed(text[label.end() :])
    elif above and EXCLUDING.search(above[-1]) and (above[-1].endswith(("：", ":")) or len(above[-1]) <= 12):
        yield from _listed(text)
    found = [*_examined(text)]
    yield from found or _named(text)


def _listed(text: str) -> Iterator[Statement]:
    """Who is named in a list of those that may not apply."""
    for quote in (words.strip() for words in re.split("[。；;\n]", text)):
        if "处分" in quote and "期" in quote:
            yield _sanction(quote)
        elif any(pattern.search(quote) for _, pattern in ONE_STATUS):
            yield _status(quote, quote)


def _status(who: str, quote: str) -> Statement:
    """The exclusion by status in the words ``who``; a ``TODO`` for whoever else they name."""
    excluded: list[Plain] = [status for status, pattern in ONE_STATUS if pattern.search(who)]
    listed = re.split("[、和及，]", re.sub(r"（[^（）]*）", "", who))
    others = [member for member in listed if member and not KNOWN_STATUS.search(member)]
    comment = note("beside", others="、".join(others)) if others else NONE
    values: list[Plain] = [*excluded, *([TODO] if others else [])]
    return condition("status", quote, comment, "exclusion.status", excludes=values)


def _sanction(quote: str) -> Statement:
    return condition("sanction", quote, topic="exclusion.sanction")


def _examined(text: str) -> Iterator[Statement]:
    """Lists of series where an examination replaces the determination."""
    for match in EXAMINED_LIST.finditer(text):
        before, after = sentence(text, *match.span())
        names = [re.sub(r"（[^（）]*）", "", name) for name in members(match["list"])]
        listed = [SERIES[name] for name in names if name in SERIES]
        if len(listed) < 3 or not EXAMINED_BY.search(text[before:after]) or not EXCLUDING.search(text[before:after]):
            continue
        introduced = INTRODUCED.search(text[before : match.start()])
        by = EXAMINED_BY.search(text[match.end() : after])
        start = before + introduced.start() if introduced else match.start()
        end = match.end() if introduced or not by else match.end() + by.end()
        levels = re.search("初、?中级|初级、中级|初级和中级", text[start:end])
        unknown = [name for name in names if name not in SERIES]
        parameters: dict[str, Plain] = {
            "excludes": [*dict.fromkeys(listed), *([TODO] if unknown else [])],
            "titles": ["technician", "assistant", "intermediate"] if levels else TODO,
        }
        if match["open"]:
            missing = [series for series in EXAMINED if series not in listed]
            words = re.sub("（.*", "", members(match["list"])[-1]) + match["open"]
            parameters["open"] = {"series": [*missing, "other"], "words": words if words in text else match["open"]}
        comment = note("beside", others="、".join(unknown)) if unknown else NONE
        yield condition("series", text[start:end], comment, "exclusion.series", **parameters)


NOT_DETERMINED = re.compile(
    "(?:专业|系列)[^。；;\\n]{0,60}?(?:不再|不予|不得|不能|停止)[^。；;，\\n]{0,20}?(?:初定|认定|考核|申报)"
)


def _named(text: str) -> Iterator[Statement]:
    """Sentences that exclude series which they name one by one."""
    for quote, _ in quoted(text, NOT_DETERMINED, SENTENCE):
        listed: list[Plain] = [*series_in(quote)]
        if listed:
            yield condition(
                "series", quote, note("excluded"),
                "exclusion.series", excludes=listed, titles=TODO,
            )  # fmt: skip

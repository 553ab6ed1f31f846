"""Mends certain damage: half-width punctuation in Chinese, a stray English "and"."""

import re

from generator.importing.traced import Traced
from generator.notation import LINK

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
CHINESE = rf"[{HAN}，。；：！？、（）《》“”【】]"
WIDE = {"(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}
NARROW = re.compile(
    rf"(?<={CHINESE})[,;:!?](?!//)|(?<=[0-9A-Za-z）%％])[,;](?=[{HAN}《“（])|(?<={CHINESE})\s[,;:](?={CHINESE}|$)"
    rf"|(?<=[{HAN}）》”])\.(?=\s*$|[{HAN}《“（])"
)
STRAY = re.compile(rf"(?<=[{HAN}])\s+and\s+(?=[{HAN}])")
BRACKETS = re.compile(r"[()（）]")


def mended(text: Traced) -> Traced:
    """``text`` with full-width punctuation between Chinese characters and without stray words."""
    text = text.replaced(STRAY, lambda match: "和")
    spared = [range(*match.span()) for match in re.finditer(LINK, str(text))]
    inside = {index for span in spared for index in span}
    wide = _brackets(str(text), inside)
    text = text.replaced(BRACKETS, lambda match: wide.get(match.start(), match.group()))
    return text.replaced(NARROW, lambda match: match.group() if match.start() in inside else _widened(match.group()))


def _widened(mark: str) -> str:
    return mark[:-1] + WIDE[mark[-1]]


def _brackets(text: str, inside: set[int]) -> dict[int, str]:
    """Full-width forms by index for pairs of brackets that have Chinese beside or inside them."""
    wide: dict[int, str] = {}
    opened: list[int] = []
    for match in BRACKETS.finditer(text):
        index, bracket = match.start(), match.group()
        if bracket in "(（":
            opened.append(index)
        # A link ends before a bracket it did not open.
        elif opened and (index not in inside or opened[-1] not in inside):
            start = opened.pop()
            around = text[max(0, start - 1) : start] + text[start + 1 : index] + text[index + 1 : index + 2]
            if re.search(CHINESE, around) or text[start] == "（" or bracket == "）":
                wide |= {start: "（", index: "）"}
    return wide

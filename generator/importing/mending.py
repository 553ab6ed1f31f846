"""Mends certain damage: half-width punctuation in Chinese, a stray English "and", spaces inside words."""

import re

from generator.importing.traced import Traced
from generator.notation import LINK
from generator.words.segments import shared_tokenizer

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
CHINESE = rf"[{HAN}，。；：！？、（）《》“”【】]"
WIDE = {"(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}
NARROW = re.compile(
    rf"(?<={CHINESE})[,;:!?](?!//)|(?<=[0-9A-Za-z）%％])[,;](?=[{HAN}《“（])|(?<={CHINESE})\s[,;:](?={CHINESE}|$)"
    rf"|(?<=[{HAN}）》”])\.(?=\s*$|[{HAN}《“（])"
)
STRAY = re.compile(rf"(?<=[{HAN}])\s+and\s+(?=[{HAN}])")
BRACKETS = re.compile(r"[()（）]")
GAP = re.compile(rf"(?<=[{HAN}》”]) (?=[{HAN}《“])")
JOINED = "的了和与及或在对按将为由从于至可须应不并请"
"""Characters that hold words together: a space beside one parts nothing."""
NEAR = 8
"""So many characters on each side tell whether a space stands inside a word."""


def mended(text: Traced, *, whole_words: bool = True) -> Traced:
    """``text`` with full-width punctuation between Chinese characters and without stray words.

    ``whole_words`` closes up spaces inside words; between the cells of a table they part what belongs apart.
    """
    text = text.replaced(STRAY, lambda match: "和")
    if whole_words and GAP.search(str(text)):
        closed = _inside_words(str(text))
        text = text.replaced(GAP, lambda match: "" if match.start() in closed else match.group())
    spared = [range(*match.span()) for match in re.finditer(LINK, str(text))]
    inside = {index for span in spared for index in span}
    wide = _brackets(str(text), inside)
    text = text.replaced(BRACKETS, lambda match: wide.get(match.start(), match.group()))
    return text.replaced(NARROW, lambda match: match.group() if match.start() in inside else _widened(match.group()))


def _inside_words(text: str) -> set[int]:
    """The places of spaces that certainly stand inside a word, or beside a character that holds words together."""
    cut = shared_tokenizer(()).lcut
    closed: set[int] = set()
    for match in GAP.finditer(text):
        before = re.split(r"[^\u3400-\u9fff]", text[: match.start()])[-1][-NEAR:]
        after = re.split(r"[^\u3400-\u9fff]", text[match.end() :])[0][:NEAR]
        at, bounds = 0, set()
        for word in cut(before + after, HMM=False):
            at += len(word)
            bounds.add(at)
        within = bool(before and after) and len(before) not in bounds
        sentence = re.search("[，。；]", text) or len(text) > 20
        if within or (sentence and (before[-1:] in JOINED or after[:1] in JOINED) and before and after):
            closed.add(match.start())
    return closed


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

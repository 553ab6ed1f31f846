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
SPACED_OUT = re.compile(rf"(?:[{HAN}] ){{3,}}[{HAN}](?![{HAN}])")
"""Words with a space after each character, as a machine reads what is printed wide."""
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
    closed = {
        run.start() + at
        for run in SPACED_OUT.finditer(text)
        for at, character in enumerate(run.group())
        if character == " "
    }
    sentence = bool(re.search("[，。；]", text)) or len(text) > 20
    for match in (gap for gap in GAP.finditer(text) if gap.start() not in closed):
        before = re.split(r"[^\u3400-\u9fff]", text[max(0, match.start() - NEAR) : match.start()])[-1]
        after = re.split(r"[^\u3400-\u9fff]", text[match.end() : match.end() + NEAR])[0]
        at, bounds = 0, set()
        for word in cut(before + after, HMM=False):
            at += len(word)
            bounds.add(at)
        within = bool(before and after) and len(before) not in bounds
        if within or (sentence and (before[-1:] in JOINED or after[:1] in JOINED) and before and after):
            closed.add(match.start())
    return closed


def closed_up(text: str) -> str:
    """``text`` without the spaces between characters that stand one by one."""
    return SPACED_OUT.sub(lambda match: match.group().replace(" ", ""), text)


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

"""How notices write numbers, days and names, and the one form in which different spellings compare.

Patterns expect text from ``fold``, which keeps every character's place.
"""

import re
from functools import lru_cache

from generator.notation import AFTER_SCHEME, DIGITS, NUMERALS, chinese_number

CLOSING = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'"}
"""The closing sign of each bracket and quotation mark, folded."""
_VARIANTS = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("〔【［〖", "["),
    **dict.fromkeys("〕】］〗", "]"),
    **dict.fromkeys("“”„「」『』＂", '"'),
    **dict.fromkeys("‘’＇", "'"),
    **dict.fromkeys("‐‑‒–—―−－~～〜", "-"),
    **dict.fromkeys("〈＜", "《"),
    **dict.fromkeys("〉＞", "》"),
    **dict.fromkeys("○Ｏ", "〇"),
    **dict.fromkeys("•・", "·"),
    "\u3000": " ",
}
_FOLDED = str.maketrans(_VARIANTS)

NO_WEIGHT = "()[]{}\"'《》 \t\n\u200b\u2060\ufeff"
"""Folded brackets, quotation marks and white space, including that of no width."""
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MEASURES = "份门个项年月日天次名人届张寸楼级种元页层室条款周期小课学"
"""First characters of measure words."""

# Wider than the register's pattern: these take any numerals, both languages, and days that no calendar has.
_YEAR = rf"(?:\d{{4}}|[{DIGITS}零]{{4}})\s*年\s*"
_MONTH = rf"(?:\d{{1,2}}|[{DIGITS[1:]}十]{{1,3}})\s*月\s*"
_LAST = rf"(?:\d{{1,2}}|[{DIGITS[1:]}十]{{1,3}})\s*[日号]"
_DAY = rf"(?:{_YEAR})?{_MONTH}{_LAST}"
_NAMED = rf"(?:{'|'.join(month.capitalize() for month in MONTHS)})"
_ENGLISH = rf"\d{{1,2}}\s+{_NAMED}(?:\s+\d{{4}})?|{_NAMED}\s+\d{{1,2}}(?!\d)(?:,\s*\d{{4}})?"
_TO = r"(?:至|到|-+|\bto\b)"

WEB_OR_MAIL = rf"(?:https?://|www\.){AFTER_SCHEME}|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+[A-Za-z]"
"""A link, also without its scheme, or an address of mail."""
NAME = r"《(?:[^《》\n]|《[^《》\n]*》)*》"
_ISO = r"\d{4}(?P<sign>[-/.])\d{1,2}(?P=sign)\d{1,2}(?!\d)"
DAYS = (
    rf"(?<!\d)(?:{_ISO}|{_DAY}(?:\s*{_TO}\s*(?:{_DAY}|{_LAST}))?|{_YEAR}{_MONTH.removesuffix(r'\s*')}"
    rf"|(?:(?:{_ENGLISH}|\d{{1,2}})\s*{_TO}\s*)?(?:{_ENGLISH})|{_NAMED}\s+\d{{4}})"
)
NUMBER = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)%?|\d+(?:-+\d+)+|\d+(?:[.:]\d+)*[%万亿]?"
    rf"|(?=[{DIGITS}零两]*[十百千〇零])[{NUMERALS}]{{2,}}|[{DIGITS}零]{{4}}(?=\s*年)"
)
LATIN = r"[^\W\d_\u2e80-\uffff](?:[^\W_\u2e80-\uffff])*(?:['-][^\W_\u2e80-\uffff]+)*"
_ANY_DAY = re.compile(DAYS)
_NUMBER = re.compile(NUMBER)


def fold(text: str) -> str:
    """``text`` in half width, with one sign for each bracket, quotation mark and dash; its length stays."""
    return text.translate(_FOLDED)


def is_number(form: str) -> bool:
    """Whether a word in its one form is a number or a day."""
    return form[0].isdigit()


@lru_cache(maxsize=4096)
def one_form(word: str) -> str:
    """The form in which ``word`` compares; empty for brackets, quotation marks and white space alone."""
    folded = fold(word).strip().replace("。", ".")
    if not folded.strip(NO_WEIGHT):
        return ""
    if _ANY_DAY.fullmatch(folded):
        return _days(folded)
    if folded.startswith("《"):
        return "《" + re.sub(r"""[\s()\[\]《》"']+""", "", folded).lower()
    folded = folded.lower()
    if folded in COUNTED:
        return str(COUNTED.index(folded) + 1)
    number = chinese_number(folded)
    if number is not None:
        return str(number)
    if _NUMBER.fullmatch(folded):
        return re.sub("-+", "-", folded.replace(",", ""))
    return folded.rstrip("/") or folded


def _days(text: str) -> str:
    """A day or an interval as ``2026-5-11/2026-5-29``; a missing part comes from the other end, else it is 0."""
    iso = re.fullmatch(_ISO, text)
    ends = [_day(text.replace(iso["sign"], " "))] if iso else [_day(end) for end in re.split(_TO, text)]
    first, last = ends[0], ends[-1]
    whole = [[a or b or "0" for a, b in zip(one, other, strict=True)] for one, other in ((first, last), (last, first))]
    return "/".join("-".join(end) for end in whole[: len(ends)])


def _day(text: str) -> list[str]:
    """Year, month and day, empty where not written."""
    words = re.findall(rf"\d+|[{NUMERALS}]+|{_NAMED}", text)
    month = next((word for word in words if word.lower() in MONTHS), None)
    if month:
        words.remove(month)
        year = next((word for word in words if len(word) == 4), "")
        day = next((word for word in words if len(word) < 4), "")
        return [_number(year), str(MONTHS.index(month.lower()) + 1), _number(day)]
    numbers = [*map(_number, words), *([""] if text.rstrip().endswith("月") else [])]
    return [""] * (3 - len(numbers)) + numbers


def _number(written: str) -> str:
    number = int(written) if written.isdigit() else chinese_number(written)
    return "" if number is None else str(number)

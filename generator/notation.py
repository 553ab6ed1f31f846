"""How notices write links, telephone numbers and Chinese numbers.

Other modules build on these patterns; one that needs a wider or stricter pattern says why. Standard library only:
comparing needs them in the browser, too.
"""

import re

# Links

_LINKED = "A-Za-z0-9/_%#@&=+$"
# In notices, commas and semicolons separate links far more often than they occur in one.
_IN_LINK = rf"(?:[{_LINKED}]|[.:?!~-]+(?=[{_LINKED}]))"
AFTER_SCHEME = rf"(?:{_IN_LINK}|\({_IN_LINK}*\))+"
LINK = rf"https?://{AFTER_SCHEME}"
"""A link in running text, without the sentence's punctuation or brackets around it."""
WHOLE_LINK = r"https?://(?:[a-z0-9.-]+\.[a-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:[/?#][\x21-\x7e]*)?"
"""A link by itself, as in facts: anything after the host belongs to it."""

# Telephone numbers

DASHES = r"\-‐-―−－"
"""Characters used as a hyphen, for a character class."""
AREA_CODE = r"0\d{2,3}"
LOCAL_NUMBER = r"\d{7,8}"
TELEPHONE = rf"(?<!\d){AREA_CODE}[{DASHES}]\s?{LOCAL_NUMBER}(?!\d)"
"""A landline number with its area code, in running text."""

# Chinese numbers

DIGITS = "〇一二三四五六七八九"
_WRITTEN_OUT = "壹贰叁肆伍陆柒捌玖拾佰仟"
NUMERALS = DIGITS + "零两十百千" + _WRITTEN_OUT
"""The characters of Chinese numbers."""
_VARIANTS = str.maketrans("零○两" + _WRITTEN_OUT, "〇〇二一二三四五六七八九十百千")
_WITH_UNITS = re.compile("(?:([{0}]?)千)?〇?(?:([{0}]?)百)?〇?(?:([{0}]?)十)?〇?([{0}]?)".format(DIGITS[1:]))


def chinese_number(text: str) -> int | None:
    """The number in Chinese numerals: 二〇二六 is 2026, 十二 is 12, 两 is 2; None where ``text`` is not a number."""
    numerals = text.translate(_VARIANTS)
    if not numerals.strip(DIGITS):
        return int("".join(str(DIGITS.index(digit)) for digit in numerals)) if numerals else None
    match = _WITH_UNITS.fullmatch(numerals)
    if not match:
        return None
    *counted, ones = match.groups()
    units = zip(counted, (1000, 100, 10), strict=True)
    # A unit without a digit before it counts once: 十 is 10.
    total = sum(unit * (DIGITS.index(digit) if digit else 1) for digit, unit in units if digit is not None)
    return total + DIGITS.index(ones or "〇")

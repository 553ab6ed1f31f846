"""The types of facts: how YAML writes a value, and how a quote may write the same value."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from generator.notation import AREA_CODE, DASHES, LOCAL_NUMBER, NUMERALS, WHOLE_LINK, chinese_number
from generator.register.days import SINGLE, Years, intervals, number


class Interval(NamedTuple):
    """Days from ``opens`` to ``closes``, both included; a side is None where the notice does not state it.

    Both are None where applications are taken all year, or where the words give no day: then it is not ``clear``.
    """

    opens: date | None
    closes: date | None
    clear: bool = True

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are stated."""
        return tuple(day for day in (self.opens, self.closes) if day)

    def __str__(self) -> str:
        if self.days:
            return f"{self.opens or ''}/{self.closes or ''}"
        return ALL_YEAR if self.clear else UNCLEAR


ALL_YEAR, UNCLEAR = "all_year", "unclear"
"""How YAML and JSON write an interval without a day."""


type FactValue = Interval | date | bool | int | tuple[str, ...] | str

PHONE = re.compile(
    rf"(?:{AREA_CODE}-)?(?:{LOCAL_NUMBER}|12\d{{3}})(?:-\d{{1,6}})?|1\d{{10}}|\d{{5}}|400-?\d{{3}}-?\d{{4}}"
)
"""A fact's telephone number: landline with or without extension, mobile, short or toll-free."""


def _set(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw:
        raise ValueError("a list, one member at least", raw)
    return tuple(str(member) for member in raw)


def _date(raw: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
            raise ValueError
        return date.fromisoformat(raw)
    except ValueError:
        raise ValueError("a date as YYYY-MM-DD", raw) from None


def _interval(raw: str) -> Interval:
    if raw in (ALL_YEAR, UNCLEAR):
        return Interval(None, None, raw == ALL_YEAR)
    days = raw.split("/")
    if len(days) != 2 or not any(days):
        expected = f"two dates as YYYY-MM-DD/YYYY-MM-DD, one of them at least, or {ALL_YEAR} or {UNCLEAR}"
        raise ValueError(expected, raw)
    opens, closes = (_date(day) if day else None for day in days)
    if opens and closes and closes < opens:
        raise ValueError(f"a window that closes on or after the day it opens, {opens}", closes)
    return Interval(opens, closes)


def _count(raw: str) -> int:
    if not re.fullmatch(r"\d{1,9}", raw):
        raise ValueError("a count in digits", raw)
    return int(raw)


def _condition(raw: str) -> bool:
    if raw != "true":
        raise ValueError('"true" (leave the fact out where the notice does not state it)', raw)
    return True


def _phone(raw: str) -> str:
    if not PHONE.fullmatch(raw):
        raise ValueError("a telephone number as 0518-85812002", raw)
    return raw


def _address(raw: str) -> str:
    if len(raw) < 5 or not re.search(r"[路街道巷村镇号楼室厦层弄]", raw):
        raise ValueError("an address with its road, building or number", raw)
    return raw


def _email(raw: str) -> str:
    if not re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", raw, re.ASCII):
        raise ValueError("a mail address as office@example.com", raw)
    return raw


def _text(raw: str) -> str:
    return raw


def _post_code(raw: str) -> str:
    if not re.fullmatch(r"\d{6}", raw):
        raise ValueError("a post code of six digits", raw)
    return raw


def _url(raw: str) -> str:
    if not re.fullmatch(WHOLE_LINK, raw):
        raise ValueError("an address as https://…", raw)
    return raw


def canonical(text: str) -> str:
    """``text`` normalised for comparison: half width, no white space, one kind of dash."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(rf"[{DASHES}]+", "-", "".join(folded.split()))


def mark_of(text: str) -> str:
    """A mark that changes with the text, white space aside: eight hexadecimal digits of its SHA-256."""
    return sha256("".join(text.split()).encode()).hexdigest()[:8]


def _count_stands(count: int, quote: str) -> bool:
    """Whether ``quote`` writes ``count`` in digits or Chinese numerals; words for "free of charge" write 0."""
    text = canonical(quote)
    if not count:
        return bool(re.search(r"不收|免收|免费|不缴|收费.{0,4}[无否]|(?<!\d)0(?!\d)", text))
    written = re.findall(rf"\d+|[{NUMERALS}]+", text)
    return count in (int(number) if number.isdigit() else chinese_number(number) for number in written)


def _text_stands(value: str, quote: str) -> bool:
    """Whether ``quote`` contains ``value``; of a telephone number only the digits count."""
    if canonical(value) in canonical(quote):
        return True
    area, dash, local = value.partition("-")
    digits, written = re.sub(r"\D", "", value), re.sub(r"\D", "", canonical(quote))
    # An area code may stand once for several numbers.
    apart = bool(dash) and area.startswith("0") and len(local) > 4 and area in written
    return (len(digits) > 4 and digits in written) or (apart and re.sub(r"\D", "", local) in written)


def _url_stands(url: str, quote: str) -> bool:
    """Whether ``quote`` contains ``url``, with or without https://: notices print www.example.gov.cn alone."""
    return _text_stands(re.sub("^https?://", "", url), quote)


def _date_stands(day: date, quote: str) -> bool:
    return _writes_day(day, canonical(quote))


def _interval_stands(window: Interval, quote: str) -> bool:
    text = canonical(quote)
    if not window.days:
        return not window.clear or bool(re.search("全年|常年|随时|长期", text))
    each = all(_writes_day(day, text) for day in window.days)
    return each or bool(window.opens and window.closes and _writes_interval(window.opens, window.closes, quote))


def _paraphrased(value: object, quote: str) -> bool:
    """Always true: a quote paraphrases such values, and nothing here can check the wording."""
    return True


def _writes_interval(opens: date, closes: date, quote: str) -> bool:
    """Whether ``quote`` writes the interval; it may leave out the second month (5月11日至29日)."""
    return any(
        (found.opens.month, found.opens.day) == (opens.month, opens.day)
        and (found.closes.month, found.closes.day) == (closes.month, closes.day)
        and (not found.year or found.opens.year == opens.year)
        for found in intervals(quote, Years(titled=opens.year))
    )


def _writes_day(day: date, text: str) -> bool:
    """Whether ``text`` has the month and day of ``day``, without a year or with its own."""
    found = (match.group("ay", "am", "ad") for match in SINGLE.finditer(text))
    return any((number(m), number(d)) == (day.month, day.day) and (not y or number(y) == day.year) for y, m, d in found)


# The types of facts


@dataclass(frozen=True, slots=True)
class ValueType:
    """All that is particular to a type of facts. Pages and comparisons show a value they have no words for as text."""

    read: Callable[[Any], FactValue]
    """Reads the value from text or a list; raises ``ValueError(expected, found)``."""
    stands_in: Callable[[Any, str], bool]
    """Whether a quote writes the value, in any form."""
    place: int | None = None
    """The position of such facts in a notice's table of key facts; None: not in the table."""
    listed: bool = False
    """Whether YAML writes the value as a list."""
    named_by_topic: bool = False
    """Whether the topic labels such facts rather than their own name."""


TYPES = {
    "date": ValueType(_date, _date_stands, place=2),
    "interval": ValueType(_interval, _interval_stands, place=1, named_by_topic=True),
    "count": ValueType(_count, _count_stands, place=3),
    "set": ValueType(_set, _paraphrased, listed=True),
    "address": ValueType(_address, _text_stands, place=5, named_by_topic=True),
    "phone": ValueType(_phone, _text_stands, place=6, named_by_topic=True),
    "fax": ValueType(_phone, _text_stands, place=7),
    "email": ValueType(_email, _text_stands, place=8),
    "person": ValueType(_text, _text_stands, place=9),
    "post_code": ValueType(_post_code, _text_stands, place=10),
    "url": ValueType(_url, _url_stands, place=4, named_by_topic=True),
    "condition": ValueType(_condition, _paraphrased),
}

type FactType = Literal[*TYPES]  # type: ignore[valid-type]


def read_value(kind: FactType, raw: object) -> FactValue:
    """The typed value of ``raw``, text or a list of texts; raises ``ValueError(expected, found)``."""
    if TYPES[kind].listed:
        return TYPES[kind].read(raw)
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError(f"a value of type {kind}", raw)
    return TYPES[kind].read(raw.strip())


def stands_in(kind: FactType, value: FactValue, quote: str) -> bool:
    """Whether ``quote`` writes ``value``, in any form; always true for types that quotes paraphrase."""
    return TYPES[kind].stands_in(value, quote)

"""Finds days and intervals in a notice's text and supplies the years it leaves out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.notation import DIGITS, chinese_number

NUMERALS = DIGITS[1:] + "十"
YEAR = rf"(?P<{{p}}y>\d{{{{4}}}}|[{DIGITS}零○OＯ]{{{{4}}}})\s*(?:年|[./-](?=\s*\d{{{{1,2}}}}\s*[./-]\s*\d))\s*"
DAY = (
    r"(?:(?<![\d.])" + YEAR + r"(?:度\s*)?)?"
    rf"(?P<{{p}}m>(?<!\d)\d{{{{1,2}}}}|(?<![{NUMERALS}])[{NUMERALS}]{{{{1,2}}}})\s*(?P<{{p}}s>[月./-])"
    rf"\s*(?P<{{p}}d>\d{{{{1,2}}}}(?!\d)|[{NUMERALS}]{{{{1,3}}}}(?=\s*[日号]))\s*(?P<{{p}}e>[日号])?"
)
"""A day in digits or in Chinese numerals; scans and typists put the letter O for the zero."""
CLOCK = (
    r"\s*(?:[（(][^（()）]{1,8}[）)])?\s*(?:[上下]午|中午|凌晨)?"
    r"\s*(?:\d{1,2}\s*[:：时点]\s*(?:\d{2}(?!\d))?\s*分?(?:[:：]\d{2}(?!\d))?)?\s*(?:起|开始)?\s*"
)
INTERVAL = re.compile(
    DAY.format(p="a") + CLOCK + r"(?:至|到|[-—–－~～―]{1,2})\s*"
    r"(?:次年|翌年|第二年)?\s*(?:"
    + DAY.format(p="b")
    + r"|(?P<last>\d{1,2})\s*[日号])"
    + r"(?:\s*[（(](?:星期|周)[一二三四五六日天][）)])?"
)
SINGLE = re.compile(DAY.format(p="a"))


@dataclass(frozen=True, slots=True)
class Written:
    """A day (``opens`` = ``closes``) or interval and its place in a text; ``year``: whether the text gives it."""

    start: int
    end: int
    opens: date
    closes: date
    year: bool


@dataclass(frozen=True, slots=True)
class Years:
    """Supplies the year of a day written without one: from the day of issue, else from the year in the title."""

    issued: date | None = None
    titled: int | None = None

    def day(self, month: int, day: int) -> date | None:
        """The first such day from 45 days before the notice was issued."""
        if self.issued is None:
            return _date(self.titled, month, day)
        here = _date(self.issued.year, month, day)
        return here if here and here >= self.issued - timedelta(days=45) else _date(self.issued.year + 1, month, day)


def intervals(text: str, years: Years) -> Iterator[Written]:
    """Every interval in ``text``, both days included."""
    for match in INTERVAL.finditer(text):
        if not _is_day(match, "a") or not (match["last"] or _is_day(match, "b")):
            continue
        opens = _day(match["ay"], match["am"], match["ad"], years)
        if opens is None:
            continue
        month, day = match["bm"] or match["am"], match["bd"] or match["last"]
        closes = _day(match["by"] or str(opens.year), month, day, years)
        if closes and closes < opens and not match["by"]:
            closes = _date(opens.year + 1, number(month), number(day))
        if closes and closes >= opens:
            yield Written(match.start(), match.end(), opens, closes, bool(match["ay"]))


def days(text: str, years: Years) -> Iterator[Written]:
    """Every day in ``text`` written with month and day."""
    for match in SINGLE.finditer(text):
        found = _day(match["ay"], match["am"], match["ad"], years) if _is_day(match, "a") else None
        if found:
            yield Written(match.start(), match.end(), found, found, bool(match["ay"]))


def whole_day(text: str) -> date | None:
    """The day if ``text`` is one full date and nothing else, in digits or Chinese numerals."""
    bare = "".join(text.split()).strip("（()）【】")
    match = SINGLE.fullmatch(bare)
    return _day(match["ay"], match["am"], match["ad"], Years()) if match and match["ay"] else None


def _is_day(match: re.Match[str], prefix: str) -> bool:
    """Only 月 or a year before it makes a day: 19-5号 is an address."""
    return match[f"{prefix}s"] == "月" or bool(match["ay"])


def _day(year: str | None, month: str, day: str, years: Years) -> date | None:
    in_year = number(month), number(day)
    return _date(number(year), *in_year) if year else years.day(*in_year)


def number(written: str) -> int:
    """The year, month or day that ``written`` is in digits or Chinese numerals; 0, which is none, for anything else."""
    return int(written) if written.isdigit() else chinese_number(re.sub("[OＯ]", "〇", written)) or 0


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None

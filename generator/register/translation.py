"""Checks a clause's English against its Chinese: up to date, in the glossary's terms, nothing lost.

Only certain faults are errors; no program can judge whether a sentence is well translated.
"""

import re
from collections.abc import Iterator
from datetime import date

from generator.notation import LINK, TELEPHONE
from generator.register.model import Clause, Term
from generator.register.places import Place, Places
from generator.register.problems import Problem, shown
from generator.register.terms import is_word
from generator.register.values import canonical
from selfcheck.words import MONTHS

# Narrower than the importer's: only days written with 月 and 日, and the weekday after them.
DAY = re.compile(
    r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日(?:\s*[（(]?\s*(?:星期|周)([一二三四五六日天])[）)]?)?"
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def translation_problems(
    clause: Clause, at: Place, year: int, glossary: tuple[Term, ...], places: Places
) -> Iterator[Problem]:
    """The faults in the English of the clause at ``at``; ``year`` applies to days written without one."""
    place = (*at, "en")
    if clause.translated_from != clause.mark:
        expected = f"translated_from: {clause.mark} once the English says what clause {clause.id} now says in Chinese"
        yield places.problem((*at, "translated_from"), expected, clause.translated_from)
    for term in _strayed(clause, glossary):
        expected = f"the glossary's {shown(term.en[0])} for {term.zh} in clause {clause.id}"
        yield places.problem(place, expected, clause.en)
    for lost in _lost(clause.zh, clause.en):
        yield places.problem(place, f"{lost} of the Chinese in clause {clause.id}", clause.en)
    for expected, found in _weekdays(clause.zh, year):
        yield places.problem((*at, "zh"), expected, found)


def _strayed(clause: Clause, glossary: tuple[Term, ...]) -> Iterator[Term]:
    """The terms whose English is missing; where one term contains another, the longer counts."""
    english, chinese = clause.en.casefold(), clause.zh
    for term in sorted(glossary, key=lambda term: -len(term.zh)):
        if term.zh in chinese:
            before, chinese = chinese, chinese.replace(term.zh, "\0")
            if not any(word.casefold() in english for word in term.en) and is_word(term.zh, before):
                yield term


def _lost(chinese: str, english: str) -> Iterator[str]:
    """Links, telephone numbers, days and numbers missing from the English, worded for a message."""
    rest, flat = chinese, canonical(english)
    for pattern in (LINK, TELEPHONE):
        for found in re.findall(pattern, rest):
            if canonical(found) not in flat:
                yield shown(found)
        rest = re.sub(pattern, " ", rest)
    for year, month, day, _ in DAY.findall(rest):
        written = f"{int(day)} {MONTHS[int(month) - 1]}" if 1 <= int(month) <= 12 else f"{month}月{day}日"
        wanted = f"{written} {year}" if year else written
        # "20 November to 8 December 2023" gives the year once.
        if not re.search(rf"(?<!\d){written}", english) or year not in english:
            yield f"the day {wanted}"
    numbers = NUMBER.findall(english)
    for number in dict.fromkeys(NUMBER.findall(DAY.sub(" ", rest))):
        if number not in numbers:
            yield f"the number {number}"


def _weekdays(chinese: str, year: int) -> Iterator[tuple[str, str]]:
    """Days with the wrong weekday, and days no calendar has: expected, found."""
    for written, month, day, weekday in DAY.findall(chinese):
        try:
            there = date(int(written or year), int(month), int(day))
        except ValueError:
            yield "a day that the calendar has", f"{month}月{day}日"
            continue
        if weekday and there.weekday() != WEEKDAYS[weekday]:
            yield f"the weekday of {there}, {WEEKDAY_NAMES[there.weekday()]}", f"星期{weekday}"

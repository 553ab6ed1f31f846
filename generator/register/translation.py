"""Checks a clause's English against its Chinese: up to date, in the glossary's terms, nothing lost.

Only certain faults are errors; no program can judge whether a sentence is well translated.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.comparison.written import COUNTED, NAME, WEB_OR_MAIL
from generator.notation import LINK, NUMERALS, TELEPHONE, chinese_number
from generator.register.model import Clause, Term
from generator.register.places import Place, Places
from generator.register.problems import Problem, shown
from generator.register.terms import is_word, letters_in
from generator.register.values import canonical
from selfcheck.words import MONTHS

# Narrower than the importer's: only days written with 月 and 日, and the weekday after them.
DAY = re.compile(
    r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日(?:\s*[（(]?\s*(?:星期|周)([一二三四五六日天])[）)]?)?"
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
COUNT = re.compile(rf"(?<![\d第{NUMERALS}])(?!一[^{NUMERALS}])([{NUMERALS}]+)[份门个年天人张页次]")
"""A number in Chinese numerals with what it counts; 一 by itself is mostly an article, and 三月 is a month."""
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
ENGLISH_NUMBERS = (
    {word: number for words in (COUNTED, ORDINALS) for number, word in enumerate(words, 1)}
    | {"once": 1, "twice": 2, "both": 2}
)  # fmt: skip
WORD = re.compile("[a-z]+")
CHINESE = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3021-\u9fff\uf900-\ufaff]")
BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def translation_problems(
    clause: Clause, at: Place, year: int, glossary: tuple[Term, ...], places: Places
) -> Iterator[Problem]:
    """The faults in the English of the clause at ``at``; ``year`` applies to days written without one."""
    if clause.translated_from != clause.mark:
        expected = f"translated_from: {clause.mark} once the English says what clause {clause.id} now says in Chinese"
        yield places.problem((*at, "translated_from"), expected, clause.translated_from)
    for fault in faults(clause.zh, clause.en, glossary, f"clause {clause.id}"):
        yield places.problem((*at, "en"), fault, clause.en)
    for expected, found in _weekdays(clause.zh, year):
        yield places.problem((*at, "zh"), expected, found)


def faults(chinese: str, english: str, glossary: Iterable[Term], where: str) -> Iterator[str]:
    """What the English of ``where`` should have and has not, worded for a message."""
    written = english.casefold()
    for term, rest in letters_in(chinese, glossary):
        # Whether it is a word is asked last: it takes a dictionary.
        if not any(word.casefold() in written for word in term.en) and is_word(term.zh, rest):
            yield f"the glossary's {shown(term.en[0])} for {term.zh} in {where}"
    known = {term.zh for term in glossary}
    yield from (f"{lost.expected} of the Chinese in {where}" for lost in losses(chinese, english, known))
    if CHINESE.search(outside_brackets(english)):
        yield f"Chinese in brackets alone in {where}"


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that the English has not: the Chinese words for it, and how a message calls what is missing."""

    words: str
    expected: str


def losses(chinese: str, english: str, known: Container[str] = ()) -> Iterator[Lost]:
    """Links, addresses of mail, telephone numbers, names in 《》, days and numbers missing from the English.

    A name that is ``known``, a term of the glossary, may be translated; any other stands beside its translation.
    """
    rest, flat = chinese, canonical(english)
    for pattern in (LINK, WEB_OR_MAIL, TELEPHONE, NAME):
        for found in re.findall(pattern, rest):
            if canonical(found) not in flat and found not in known:
                yield Lost(found, shown(found))
        rest = re.sub(pattern, " ", rest)
    for found in DAY.finditer(rest):
        year, month, day, _ = found.groups()
        written = english_day(found) or f"{month}月{day}日"
        # "20 November to 8 December 2023" gives the year once.
        if not re.search(rf"(?<!\d){written.removesuffix(f' {year}')}", english) or (year or "") not in english:
            yield Lost(found[0], f"the day {written}")
    rest, numbers = DAY.sub(" ", rest), NUMBER.findall(english)
    for number in dict.fromkeys(NUMBER.findall(rest)):
        if number not in numbers:
            yield Lost(number, f"the number {number}")
    counted = {*numbers, *(str(ENGLISH_NUMBERS.get(word)) for word in WORD.findall(english.lower()))}
    for found in COUNT.finditer(rest):
        if (number := str(chinese_number(found[1]))) not in counted:
            yield Lost(found[0], f"the number {number} ({found[0]})")


def english_day(found: re.Match[str]) -> str | None:
    """The English of a match of ``DAY``: ``5 May 2026``, or without the year; None where the month is none."""
    year, month, day, _ = found.groups()
    if not 1 <= int(month) <= 12:
        return None
    return f"{int(day)} {MONTHS[int(month) - 1]}" + (f" {year}" if year else "")


def outside_brackets(english: str) -> str:
    """``english`` without what stands in brackets, those inside others included."""
    while (shorter := BRACKETED.sub("", english)) != english:
        english = shorter
    return english


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

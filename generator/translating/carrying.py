"""Carries the numbers, days, halves, links and weekdays of some Chinese into the English of Chinese that is like it.

Whatever is not certain stays as it is: a wrong value is worse than one that a person has to change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from rapidfuzz.distance import Levenshtein

from generator.comparison.written import COUNTED, MEASURES, is_number, one_form
from generator.notation import NUMERALS
from generator.register.translation import WEEKDAY_NAMES, WEEKDAYS
from generator.words.segments import english_words
from selfcheck.words import MONTHS

WEEKDAY_FORMS = {
    **{f"{name}{sign}": f"weekday {number}" for sign, number in WEEKDAYS.items() for name in ("星期", "周")},
    **{name: f"weekday {number}" for number, name in enumerate(WEEKDAY_NAMES)},
}
COUNT = re.compile(rf"([{NUMERALS}]+)(式|[{MEASURES}].*)")
"""A number with what it counts, also inside a set phrase: 一式, 两份."""
PERIODS = {
    "half": (("上半年", "first half"), ("下半年", "second half")),
    "quarter": (("一季度", "first quarter"), ("二季度", "second quarter"), ("三季度", "third quarter"),
                ("四季度", "fourth quarter")),
}  # fmt: skip
"""The parts of a year that rounds are named after, by what they are parts of."""
SINGULAR = {"copy": "copies", "course": "courses", "day": "days", "hour": "hours", "month": "months", "year": "years"}
"""What is counted, for one and for more."""
PLURAL = {more: one for one, more in SINGULAR.items()}


@dataclass(frozen=True, slots=True)
class Carried:
    """English with the values of the new Chinese, and the values in it that the new Chinese has not."""

    en: str
    strange: tuple[str, ...]


def carried(before: list[str], now: list[str], english: str) -> Carried:
    """``english``, made from the words ``before``, with the values of the words ``now``."""
    named, unnamed = _with_periods("".join(before), "".join(now), english)
    before, now = [*_counted(before)], [*_counted(now)]
    changes = _changes([*map(_form, before)], [*map(_form, now)])
    given = english_words(named)
    words = _in_number([_rewritten(word, changes) for word in given], given)
    known = {*map(_form, now), *(_form(word) for word in given if _form(word) not in changes)}
    strange = (word for word in words if _kind(_form(word)) and _form(word) not in known)
    return Carried("".join(words), tuple(dict.fromkeys((*strange, *unnamed))))


def _counted(words: list[str]) -> Iterator[str]:
    """The words, with a number apart from what it counts."""
    for word in words:
        found = COUNT.fullmatch(word)
        yield from found.groups() if found else (word,)


def _with_periods(before: str, now: str, english: str) -> tuple[str, tuple[str, ...]]:
    """The English with the part of a year that is meant now; and the parts that it names and the Chinese does not."""
    strange: list[str] = []
    for parts in PERIODS.values():
        old, new = ([words for zh, words in parts if zh in text] for text in (before, now))
        if len(old) == len(new) == 1:
            english = re.sub(rf"(?i)\b{old[0]}\b", partial(_cased, new[0]), english)
        named = [words for _, words in parts if words in english.lower() and words not in new]
        strange += named if old else []
    return english, tuple(strange)


def _cased(words: str, instead: re.Match[str]) -> str:
    return words.title() if instead[0].istitle() else words


def _in_number(words: list[str], given: list[str]) -> list[str]:
    """The words, with what is counted in the plural where one of it became several, and the other way round."""
    made = list(words)
    for at in range(len(words) - 2):
        was, became = _form(given[at]) == "1", _form(words[at]) == "1"
        if words[at] != given[at] and was != became and words[at + 1] == " ":
            other = SINGULAR if was else PLURAL
            made[at + 2] = other.get(words[at + 2], words[at + 2])
    return made


def _changes(before: list[str], now: list[str]) -> dict[str, str]:
    """What became of each value ``before``; those that became several things, or nothing, keep their form.

    A value that stays as it is maps to itself.
    """
    became: dict[str, set[str]] = {form: set() for form in before if _kind(form)}
    for step in Levenshtein.opcodes(before, now):
        old, new = before[step.src_start : step.src_end], now[step.dest_start : step.dest_end]
        # Both are as long where words are replaced or stay; else one of them is empty.
        for a, b in zip(old, new, strict=False):
            if a in became:
                became[a].add(b if _kind(a) == _kind(b) else "")
        for gone in old[len(new) :]:
            became.get(gone, set()).add("")
    return {form: next(iter(forms)) if len(forms) == 1 and "" not in forms else form for form, forms in became.items()}


def _kind(form: str) -> str:
    """What kind of value a form is: only one of the same kind takes its place. Empty for a form that is none."""
    if form.startswith("weekday "):
        return "weekday"
    if form.startswith(("http://", "https://", "www.")) or "@" in form:
        return "address"
    if not form or not is_number(form):
        return ""
    days = [bool(_day(part)) for part in form.split("/")]
    return f"{len(days)} days" if all(days) else "number"


def _form(word: str) -> str:
    return WEEKDAY_FORMS.get(word) or one_form(word)


def _day(form: str) -> list[int]:
    """Year, month and day of a day's form, 0 where not written; empty for any other form."""
    parts = form.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or int(parts[1]) > 12:
        return []
    return [int(part) for part in parts]


def _rewritten(word: str, changes: dict[str, str]) -> str:
    form = _form(word)
    new = changes.get(form, form)
    if new == form:
        return word
    if new.startswith("weekday"):
        return WEEKDAY_NAMES[int(new.split()[1])]
    days = [_day(part) for part in new.split("/")]
    if all(days):
        return " to ".join(_english_days(days))
    if word.lower() in COUNTED and new.isdecimal() and 1 <= int(new) <= len(COUNTED):
        return COUNTED[int(new) - 1]
    return new


def _english_days(days: list[list[int]]) -> Iterator[str]:
    """Each end of an interval, without what the last end says for both."""
    last_year, last_month, _ = days[-1]
    for number, (year, month, day) in enumerate(days):
        last = number == len(days) - 1
        same_year, same_month = not last and year == last_year, not last and (year, month) == (last_year, last_month)
        words = [str(day) if day else "", "" if same_month else MONTHS[month - 1] if month else ""]
        yield " ".join(filter(None, [*words, "" if same_year or not year else str(year)]))

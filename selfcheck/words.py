"""Sentences in both languages: a kind's own, and those of ``words.json`` that all kinds share."""

import json
import os
from collections.abc import Mapping
from datetime import date

from .answers import TYPE_CHECKING, Answers, InputError, Json, JsonObject
from .dates import Month

if TYPE_CHECKING:
    from .notice import Notice
    from .rules import Finding

with open(os.path.join(os.path.dirname(__file__), "words.json"), encoding="utf-8") as file:
    WORDS = json.load(file)

AND, OR = {"zh": "、", "en": ", "}, {"zh": "、", "en": " or "}
CHANGES = {"zh": "，并且", "en": ", and "}

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Filling(dict[str, str]):
    """What the names in a sentence stand for, looked up where they occur.

    ``given`` comes first, then the applicant's ``answers``.
    """

    def __init__(self, notice: "Notice", given: Mapping[str, Json], answers: Answers, language: str) -> None:
        self.notice = notice
        self.given = given
        self.answers = answers
        self.language = language

    def __missing__(self, name: str) -> str:
        if name in self.given:
            return self.worded(self.given[name])
        return self.answer(name, self.answers[name])

    def answer(self, key: str, value: Json) -> str:
        """An answer in words, as its question has them; of several values one is meant."""
        if isinstance(value, tuple):
            return OR[self.language].join(self.answer(key, member) for member in value)
        if isinstance(value, bool):
            return str(WORDS["yes_no"]["true" if value else "false"][self.language])
        values = self.notice.questions[key].values
        return str(values[value][self.language]) if value in values else self.worded(value)

    def worded(self, value: Json) -> str:
        """A day, a number, a text in one language or both, or a list of them."""
        if isinstance(value, str):
            return value
        if isinstance(value, date | Month):
            return day(value, self.language)
        if isinstance(value, dict):
            return str(value[self.language])
        if isinstance(value, list | frozenset):
            return AND[self.language].join(map(self.worded, value))
        return str(value)


class FindingWords(Filling):
    """What the names in a finding's sentence stand for: also the requirement's parameters, and the applicant's row."""

    def __init__(self, notice: "Notice", finding: "Finding", language: str) -> None:
        super().__init__(notice, finding.values, finding.answers, language)
        self.finding = finding

    def __missing__(self, name: str) -> str:
        finding, level = self.finding, self.finding.level
        stated = finding.requirement or {}
        if name in finding.values:
            return self.worded(finding.values[name])
        if name == "quote":
            return finding.quote or ""
        if name == "words" and "open" in stated:
            return str(stated["open"]["words"])
        if name == "title" and level.title:
            return str(self.notice.titles[level.title][self.language])
        if name == "counted" and self.notice.table:
            return self.answer(self.notice.table.key, level.counted)
        if name == "unsaid":
            return AND[self.language].join(self.answer(key, value) for key, value in finding.answers.items())
        if name == "other" and finding.elsewhere:
            return str(finding.elsewhere["title"][self.language])
        if name in self.answers:
            return self.answer(name, self.answers[name])
        if name not in finding.rule.parameters:
            return self.worded(self.notice.opening.day_words[name])
        parameter, value = finding.rule.parameters[name], stated[name]
        return self.answer(parameter["of"], tuple(value)) if parameter["type"] == "values" else self.worded(value)


def finding_words(notice: "Notice", finding: "Finding") -> dict[str, str]:
    """The finding's sentence in both languages; raises ``InputError`` where it has a hole."""
    words = finding.rule.sentences.get(finding.say) or WORDS["findings"].get(finding.say)
    try:
        zh, en = (words[language].format_map(FindingWords(notice, finding, language)) for language in ("zh", "en"))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise InputError(f"notice.kinds: expected a whole sentence {finding.say} of {finding.rule.id}") from None
    return {"zh": zh, "en": en[:1].upper() + en[1:]}


def item_words(item: JsonObject) -> dict[str, str]:
    """An item to hand in, in both languages: name and, in brackets, note and when it need not be handed in."""
    return {language: _item_words(item, language) for language in ("zh", "en")}


def _item_words(item: JsonObject, language: str) -> str:
    name: str = item[language]
    asides = [item[aside][language].rstrip("。.") for aside in ("note", "waived") if aside in item]
    opens, joint, closes = ("（", "；", "）") if language == "zh" else (" (", "; ", ")")
    return name + (opens + joint.join(asides) + closes if asides else "")


def in_both(notice: "Notice", words: JsonObject, answers: Answers | None = None, **values: object) -> dict[str, str]:
    """``{"zh", "en"}``: words in both languages, with their values."""
    return {key: words[key].format_map(Filling(notice, values, answers or {}, key)) for key in ("zh", "en")}


def joined(words: list[JsonObject]) -> dict[str, str]:
    """Several changes as one."""
    return {language: CHANGES[language].join(change[language] for change in words) for language in ("zh", "en")}


def day(value: date | Month, language: str) -> str:
    """A date as people write it, or a month: 2026年4月30日, 30 April 2026."""
    if isinstance(value, Month):
        return f"{value.year}年{value.month}月" if language == "zh" else f"{MONTHS[value.month - 1]} {value.year}"
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"

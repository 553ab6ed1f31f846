"""Sentences in both languages, from ``words.json``."""

import json
import os
from collections.abc import Mapping
from datetime import date

from .answers import TYPE_CHECKING, Json, JsonObject

if TYPE_CHECKING:
    from .rules import Finding

with open(os.path.join(os.path.dirname(__file__), "words.json"), encoding="utf-8") as file:
    WORDS = json.load(file)

VOCABULARIES = {
    "counted": WORDS["values"]["education"],
    "education": WORDS["values"]["education"],
    "foreign_document": WORDS["values"]["foreign_document"],
    "origin": WORDS["values"]["origin"],
    "school": WORDS["values"]["school"],
    "series": WORDS["values"]["series"],
    "status": WORDS["values"]["status"],
    "title": WORDS["title"],
}
"""The words of values that sentences name, by the value's name."""

JOINTS = {"changes": {"zh": "，并且", "en": ", and "}, "foreign_document": {"zh": "、", "en": " or "}}
"""What joins the members of a list, if not a comma."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def sentence(finding: "Finding", language: str) -> str:
    """The finding's sentence in ``zh`` or ``en``, with its values."""
    reasons = WORDS["findings"][finding.rule]
    words = reasons.get(finding.reason) or WORDS["findings"]["any"][finding.reason]
    text = _fill(words[language], language, finding.values, finding.quote)
    return text[0].upper() + text[1:] if text[0].islower() else text


def item_words(item: JsonObject, language: str) -> str:
    """An item to hand in: its name and, in brackets, its note and when it need not be handed in."""
    name: str = item[language]
    asides = [item[aside][language].rstrip("。.") for aside in ("note", "waived") if aside in item]
    opens, joint, closes = ("（", "；", "）") if language == "zh" else (" (", "; ", ")")
    return name + (opens + joint.join(asides) + closes if asides else "")


def in_both(part: str, name: str, **values: object) -> dict[str, str]:
    """``{"zh", "en"}``: the words ``name`` of ``part``, with their values."""
    return {language: _fill(WORDS[part][name][language], language, values) for language in ("zh", "en")}


def _fill(template: str, language: str, values: Mapping[str, object], quote: str | None = None) -> str:
    worded = {name: _worded(name, value, language) for name, value in values.items()}
    return template.format(quote=quote, **worded)


def _worded(name: str, value: Json, language: str) -> Json:
    kind = type(value)
    if kind is str:
        return VOCABULARIES[name][value][language] if name in VOCABULARIES else value
    if kind is int:
        return value
    if kind is date:
        return day(value, language)
    if kind is dict:
        return value[language]
    joint = JOINTS.get(name, {"zh": "、", "en": ", "})[language]
    return joint.join(str(_worded(name, member, language)) for member in value)


def day(value: date, language: str) -> str:
    """A date as people write it: 2026年4月30日, 30 April 2026."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"

"""Sentences in both languages, from ``words.json``."""

import json
import os
from datetime import date

with open(os.path.join(os.path.dirname(__file__), "words.json"), encoding="utf-8") as file:
    WORDS = json.load(file)

VOCABULARY = {
    "counted": "education",
    "education": "education",
    "foreign_documents": "foreign_document",
    "origin": "origin",
    "school": "school",
    "series": "series",
    "standing": "status",
}
"""The values in sentences that are answers' values, with the answer whose words they take."""

JOINTS = {"changes": {"zh": "，并且", "en": ", and "}, "foreign_documents": {"zh": "、", "en": " or "}}
"""What stands between the members of a list, where that is no comma."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def sentence(finding, language):
    """The finding's sentence in ``zh`` or ``en``, its values filled in."""
    known = WORDS["findings"]
    template = (known[finding.rule].get(finding.reason) or known["any"][finding.reason])[language]
    said = _fill(template, language, {**finding.values, "quote": finding.quote})
    return said[0].upper() + said[1:]


def in_both(part, name, **values):
    """``{"zh", "en"}``: the words ``name`` of a ``part``, their values filled in."""
    return {language: _fill(WORDS[part][name][language], language, values) for language in ("zh", "en")}


def _fill(template, language, values):
    return template.format(**{name: _worded(name, value, language) for name, value in values.items()})


def _worded(name, value, language):
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, dict):
        return value[language]
    if isinstance(value, (list, tuple)):
        joint = JOINTS.get(name, {"zh": "、", "en": ", "})[language]
        return joint.join(_worded(name, each, language) for each in value)
    if name == "title":
        return WORDS["titles"][value][language]
    if name in VOCABULARY:
        return WORDS["values"][VOCABULARY[name]][value][language]
    return str(value)


def day(value, language):
    """A date as a reader writes it: 2026年4月30日, 30 April 2026."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"

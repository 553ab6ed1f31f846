"""Sentences for findings in both languages, from ``words.json``."""

import json
import os
from datetime import date

with open(os.path.join(os.path.dirname(__file__), "words.json"), encoding="utf-8") as file:
    WORDS = json.load(file)

VOCABULARY = {"series": "series", "education": "education", "counted": "education", "school": "school"}
"""The values of a finding that are answers' values, with the answer whose words they take."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def sentence(finding, language):
    """The finding's sentence in ``zh`` or ``en``, its values filled in."""
    known = WORDS["findings"]
    template = (known[finding.rule].get(finding.reason) or known["any"][finding.reason])[language]
    values = {name: _worded(name, value, language) for name, value in finding.values.items()}
    said = template.format(quote=finding.quote, **values)
    return said[0].upper() + said[1:]


def _worded(name, value, language):
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, dict):
        return value[language]
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(map(str, value))
    if name == "title":
        return WORDS["titles"][value][language]
    if name in VOCABULARY:
        return WORDS["values"][VOCABULARY[name]][value][language]
    return value


def day(value, language):
    """A date as a reader writes it: 2026年4月30日, 30 April 2026."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"

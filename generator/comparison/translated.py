"""What a clause's English says where its Chinese states a value."""

import re

SENTENCES = {"zh": re.compile(r"[。；]"), "en": re.compile(r"[.;](?:\s|$)")}


def translated(zh: str, en: str, value: str) -> str:
    """The English of a ``value`` that a sentence of the clause gives after a colon; empty where it is unclear."""
    theirs, ours = _sentences(zh, "zh"), _sentences(en, "en")
    if len(theirs) != len(ours):
        return ""
    stated = (own for their, own in zip(theirs, ours, strict=True) if their.partition("：")[2] == value)
    return next(stated, "").partition(": ")[2]


def _sentences(text: str, language: str) -> list[str]:
    return [part.strip() for part in SENTENCES[language].split(text) if part.strip()]

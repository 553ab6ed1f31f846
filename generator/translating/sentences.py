"""Cuts texts into sentences, in both languages, and sets them beside each other where they agree in number."""

import re
from collections.abc import Iterator

CHINESE_END = re.compile("[。；;！？!?\\n]+")
ENGLISH_END = re.compile(r"(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)[.;!?]+(?=\s)")
OPENING, CLOSING = "（(《“", "）)》”"


def chinese_sentences(text: str) -> list[str]:
    """The sentences of a Chinese text, each with the sign that ends it."""
    return list(_cut(text, CHINESE_END))


def english_sentences(text: str) -> list[str]:
    """The sentences of an English text, each with the sign that ends it."""
    return list(_cut(text, ENGLISH_END))


def _cut(text: str, end: re.Pattern[str]) -> Iterator[str]:
    """The parts of ``text`` up to each ``end`` that stands in no bracket or quotation marks."""
    at = 0
    for found in end.finditer(text):
        before = text[at : found.start()]
        if sum(map(before.count, OPENING)) <= sum(map(before.count, CLOSING)):
            yield text[at : found.end()].strip()
            at = found.end()
    if rest := text[at:].strip():
        yield rest


def aligned(chinese: str, english: str) -> Iterator[tuple[str, str]]:
    """The sentences of a text beside those of its translation; the whole of both where their numbers differ."""
    both = chinese_sentences(chinese), english_sentences(english)
    if len(both[0]) == len(both[1]):
        yield from zip(*both, strict=True)
    else:
        yield chinese, english

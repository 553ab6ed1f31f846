"""How wide words are in the usual fonts, and how they fill lines, where words stand in a drawing."""

import re

SIZE = 14
"""Of the type, in pixels."""

WIDTHS = (
    dict.fromkeys(map(chr, range(0x21, 0x7F)), 0.65)
    | dict.fromkeys("ABCDEFGHKLMNOPQRSTUVXYZ&w", 0.83)
    | dict.fromkeys("MW@%m+<=>", 1.0)
    | dict.fromkeys("cfrstz()[]-*!?", 0.56)
    | dict.fromkeys(" .,:;'|/ijlI", 0.35)
)
"""Widths of characters in ems, those of the widest of the usual fonts (DejaVu Sans); all others are as wide as high."""

BOLD = 1.12
"""How much wider bold type is."""

TOKEN = re.compile(r"[“（《]*(?:[\x21-\x7e–’]+|\S)[，。、；：）”》]*\s*")
"""What a line is never broken inside: a word, or a Chinese character, with the punctuation that belongs to it."""


def wrap(words: str, width: float, bold: bool) -> list[str]:
    """``words`` in lines of at most ``width``."""
    lines, line = [], ""
    for token in TOKEN.findall(words):
        if line and measure((line + token).rstrip(), bold) > width:
            lines.append(line.rstrip())
            line = ""
        line += token
    return [*lines, line.rstrip()]


def measure(words: str, bold: bool) -> float:
    """The width of ``words`` on one line."""
    return sum(WIDTHS.get(character, 1.0) for character in words) * SIZE * (BOLD if bold else 1)

"""Characters no reader sees: control characters, which programs trip over, and marks of direction or zero width."""

import re
import unicodedata
from collections.abc import Iterator

CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(map(chr, (plane * 0x10000 + last for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))))
    + "]"
)
"""Characters refused in text: control codes (C0 and C1) except line feed and tab, other line separators, surrogates
and Unicode's noncharacters. XML allows most of them neither literally nor escaped."""

UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)
"""Characters that change the direction of text or have no width: two texts can look the same and differ."""


def named(character: str) -> str:
    """A character by number and name: ``U+200B ZERO WIDTH SPACE``. Control characters have no name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def first_of_each_line(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int, str]]:
    """The first match of ``pattern`` in each line of ``text``: line and column (from 1), and the character."""
    for number, line in enumerate(text.split("\n"), 1):
        if match := pattern.search(line):
            yield number, match.start() + 1, match.group()


def without_controls(text: str) -> str:
    """``text`` without control characters, as every output writes it."""
    return CONTROL.sub("", text)


def harmless(text: str) -> str:
    """``text`` on one line, with unseen characters as numbers, which a terminal shows and does not obey."""
    return re.sub(f"{CONTROL.pattern}|{UNSEEN.pattern}|[\n\t]", lambda found: f"<U+{ord(found.group()):04X}>", text)

"""Characters that no reader sees: control characters, which programs trip over, and signs of direction or no width."""

import re
import unicodedata
from collections.abc import Iterator

CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(map(chr, (plane * 0x10000 + last for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))))
    + "]"
)
"""What no text has but a line feed and a tab: control codes of both sets, other line ends, halves of pairs, and what
Unicode keeps from being a character. XML has most of them neither written nor escaped."""

UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)
"""What changes the direction of text or takes no room: two texts that look the same may differ by it."""


def named(character: str) -> str:
    """``U+200B ZERO WIDTH SPACE``; control characters have no name of their own."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def first_of_each_line(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int, str]]:
    """Line and column, from 1, of the first such character of each line of ``text``, and the character."""
    for number, line in enumerate(text.split("\n"), 1):
        if match := pattern.search(line):
            yield number, match.start() + 1, match.group()


def without_controls(text: str) -> str:
    """``text`` as outputs take it."""
    return CONTROL.sub("", text)


def harmless(text: str) -> str:
    """``text`` on one line with every such character by its number: what a terminal shows, and does not obey."""
    return re.sub(f"{CONTROL.pattern}|{UNSEEN.pattern}|[\n\t]", lambda found: f"<U+{ord(found.group()):04X}>", text)

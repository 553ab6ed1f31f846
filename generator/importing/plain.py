"""Plain text and Markdown as text: encodings decided by rules that cannot be wrong by much, never by guessing."""

import re
import unicodedata

from generator.importing.faults import Unreadable

INVISIBLE = re.compile(
    "[\ufeff\u200b-\u200f\u2060\u00ad\u202a-\u202e\u2066-\u2069]|[\x00-\x08\x0e-\x1b\x7f]|[\ud800-\udfff]"
)
"""Characters that no reader sees: marks of byte order and of width, control codes, halves of pairs."""

LIKE = {
    "⺟": "母", "⺠": "民", "⻁": "虎", "⻄": "西", "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车", "⻓": "长",
    "⻔": "门", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马", "⻣": "骨",
    "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙",
    "⻳": "龟",
}  # fmt: skip
RADICALS = str.maketrans({chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | LIKE)
"""Radicals, which some PDF writers put in the place of the characters that look the same."""


def text_of(raw: bytes) -> str:
    """The text of ``raw``; raises ``Unreadable`` where it is none."""
    return tidy(decoded(raw))


def decoded(raw: bytes, declared: str | None = None) -> str:
    """``raw`` as UTF-8, UTF-16 or GB18030, by its byte order mark or by what it can only be."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding)
    # Text of any other encoding has no zero bytes; Chinese text in UTF-16 has them in its line ends and digits.
    for encoding, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(raw) % 2 == 0 and raw[place::2].count(0) > raw[1 - place :: 2].count(0) + len(raw) // 200:
            return _strictly(raw, encoding)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        try:
            return _plausible(raw.decode("gb18030"))
        except (UnicodeDecodeError, Unreadable):
            raise _misread(raw, error, "UTF-8, UTF-16 or GB18030") from None


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _misread(raw, error, encoding.upper()) from None


def _misread(raw: bytes, error: UnicodeDecodeError, expected: str) -> Unreadable:
    before = raw[: error.start]
    column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
    return Unreadable(expected, f"byte 0x{raw[error.start]:02x}", before.count(b"\n") + 1, column)


def _plausible(text: str) -> str:
    """Refuses what decodes to characters that no notice is written in."""
    strange = sum(unicodedata.category(c) in ("Cc", "Co", "Cn") and not c.isspace() for c in text)
    if strange * 50 > len(text):
        raise Unreadable("text", "binary data")
    return text


def tidy(text: str) -> str:
    """``text`` without characters that nobody sees, its lines ended one way."""
    strange = sum(c in "\0\ufffd" or unicodedata.category(c) == "Cn" for c in text)
    if strange * 20 > len(text):
        raise Unreadable("text", "binary data")
    return INVISIBLE.sub("", re.sub("\r\n?|[\u2028\u2029\x85\x0b\x0c\x1c-\x1f]", "\n", text))

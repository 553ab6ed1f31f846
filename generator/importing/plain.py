"""Reads plain text and Markdown in any encoding."""

import re
import unicodedata

from charset_normalizer import from_bytes

from generator.importing.faults import Unreadable

ENCODINGS = ["utf_8", "utf_16_le", "utf_16_be", "gb18030", "big5"]

INVISIBLE = re.compile(
    "[\ufeff\u200b-\u200f\u2060\u00ad\u202a-\u202e\u2066-\u2069]|[\x00-\x08\x0e-\x1b\x7f]|[\ud800-\udfff]"
)
"""Invisible characters: byte order marks, zero-width characters, control codes, surrogates."""

LIKE = {
    "⺟": "母", "⺠": "民", "⻁": "虎", "⻄": "西", "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车", "⻓": "长",
    "⻔": "门", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马", "⻣": "骨",
    "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙",
    "⻳": "龟",
}  # fmt: skip
RADICALS = str.maketrans({chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | LIKE)
"""Radicals that some PDF writers put in place of the characters they look like."""


def text_of(raw: bytes) -> str:
    """The text of ``raw``; raises ``Unreadable`` where it is not text."""
    return tidy(decoded(raw))


def decoded(raw: bytes) -> str:
    """``raw`` decoded by its byte order mark, else as UTF-8, else in its most likely encoding."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding)
    try:
        text = raw.decode("utf-8")
        # UTF-16 may decode as UTF-8; a zero byte in every line end gives it away.
        return text if b"\0" not in raw else _likely(raw) or text
    except UnicodeDecodeError as error:
        likely = _likely(raw)
        if likely is None:
            raise _misread(raw, error, "UTF-8, UTF-16, GB18030 or Big5") from None
        return likely


def _likely(raw: bytes) -> str | None:
    """``raw`` decoded in the encoding of Chinese text that makes most sense; None where none does."""
    best = from_bytes(raw, cp_isolation=ENCODINGS).best()
    return str(best) if best else None


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _misread(raw, error, encoding.upper()) from None


def _misread(raw: bytes, error: UnicodeDecodeError, expected: str) -> Unreadable:
    before = raw[: error.start]
    column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
    return Unreadable(expected, f"byte 0x{raw[error.start]:02x}", before.count(b"\n") + 1, column)


def tidy(text: str) -> str:
    """``text`` without invisible characters, with uniform line ends; raises ``Unreadable`` for binary data."""
    strange = sum(c in "\0\ufffd" or unicodedata.category(c) == "Cn" for c in text)
    if strange * 20 > len(text):
        raise Unreadable("text", "binary data")
    return INVISIBLE.sub("", re.sub("\r\n?|[\u2028\u2029\x85\x0b\x0c\x1c-\x1f]", "\n", text))

"""Counts how often the importer reads a text correctly, by encoding and length: ``python bench/encodings.py``.

The texts are parts of the tests' documents and the register's received texts. Big5 has only traditional characters, so
it has a text of its own.
"""

from collections.abc import Iterator
from pathlib import Path

from generator.folders import NOTICES, ROOT
from generator.importing.faults import Unreadable
from generator.importing.plain import decoded

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5")
LENGTHS = (10, 20, 60, 200, 1000)
TRADITIONAL = (
    "連雲港市人才服務中心關於做好年度上半年專業技術資格初定工作的通知\n"
    "根據國家和省有關職稱政策精神及市人社局統一部署，現將有關事項通知如下：\n"
    "一、初定範圍。在市直各類企事業單位從事專業技術工作，與用人單位建立勞動關係的專業技術人才。\n"
) * 2


def parts(text: str, length: int) -> Iterator[str]:
    """A few parts of ``text`` that are neither blank nor plain ASCII."""
    for start in range(0, max(1, len(text) - length), max(length, len(text) // 6)):
        part = text[start : start + length].lstrip("\ufeff")
        if part.strip() and not part.isascii():
            yield part


def right(part: str, encoding: str) -> bool | None:
    """Whether the importer reads the part correctly; None where the encoding cannot write it."""
    try:
        return decoded(part.encode(encoding)).lstrip("\ufeff") == part
    except UnicodeEncodeError:
        return None
    except Unreadable:
        return False


def main() -> None:
    documents = [*Path(ROOT, "tests/cases/documents").iterdir(), *NOTICES.glob("*/*.txt")]
    texts = [decoded(file.read_bytes()) for file in sorted(documents) if file.suffix != ".yaml"]
    print("encoding  ", *(f"{length:>9}" for length in LENGTHS), " characters")
    for encoding in ENCODINGS:
        counts = []
        for length in LENGTHS:
            of = [TRADITIONAL] if encoding == "big5" else texts
            found = [right(part, encoding) for text in of for part in parts(text, length)]
            counts.append(f"{found.count(True)}/{len(found) - found.count(None)}")
        print(f"{encoding:10}", *(f"{count:>9}" for count in counts))


if __name__ == "__main__":
    main()

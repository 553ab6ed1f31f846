"""Writes zip files that are the same byte for byte, whenever and wherever they are made."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold."""
READABLE_BY_ALL = 0o100644 << 16
UNIX = 3


def write_zip(
    target: Path | IO[bytes],
    entries: Iterable[tuple[str, bytes]],
    compression: int = zipfile.ZIP_DEFLATED,
    level: int | None = None,
) -> None:
    """Writes the entries, pairs of name and content, in the order given."""
    with zipfile.ZipFile(target, "w", compression, compresslevel=level) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = UNIX
            entry.external_attr = READABLE_BY_ALL
            archive.writestr(entry, content, compression)

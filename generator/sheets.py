"""Bundles style sheets: replaces each `@import` with the sheet it names, so that a page loads few files."""

import re
from pathlib import Path

from generator.folders import STYLES

IMPORT = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)
PUBLISHED = ("site.css", "pages/*.css")
"""The sheets pages load."""


def sheet(name: str) -> str:
    """The style sheet ``name`` with each sheet it imports inserted once, where it is first named."""
    return _joined(STYLES / name, set())


def _joined(file: Path, seen: set[Path]) -> str:
    seen.add(file)

    def imported(line: re.Match[str]) -> str:
        named = (file.parent / line[1]).resolve()
        return "" if named in seen else _joined(named, seen)

    return IMPORT.sub(imported, file.read_text(encoding="utf-8"))


def published_sheets() -> dict[str, str]:
    """Site path → sheet."""
    names = [file.relative_to(STYLES).as_posix() for pattern in PUBLISHED for file in sorted(STYLES.glob(pattern))]
    return {f"assets/styles/{name}": sheet(name) for name in names}

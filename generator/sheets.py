"""Bundles style sheets: replaces each `@import` with the sheet it names, so that a page loads few files."""

import re
from pathlib import Path

from generator.folders import STYLES

IMPORT = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)
EVERYWHERE = "site.css"
PUBLISHED = (EVERYWHERE, "pages/*.css")
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


def published_sheets(own: str = "") -> dict[str, str]:
    """Site path → sheet; ``own`` follows the site's and is on every page."""
    names = [file.relative_to(STYLES).as_posix() for pattern in PUBLISHED for file in sorted(STYLES.glob(pattern))]
    return {f"assets/styles/{name}": sheet(name) + (own if name == EVERYWHERE else "") for name in names}

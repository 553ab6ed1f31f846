"""Packs the wheel: beside the packages what they read, and, made already, what takes Node.js to make."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelContents(BuildHookInterface):  # type: ignore[type-arg]  # hatchling says nothing of what it takes
    """Names each file of the wheel that is no module; an editable wheel needs none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        # The checkout that is packed, whatever else is installed.
        sys.path.insert(0, str(root))
        made = root / ".cache" / "wheel"
        shutil.rmtree(made, ignore_errors=True)
        files = {**dict(_beside(root)), **dict(_made(made))}
        build_data["force_include"] |= {str(path): place for place, path in files.items()}


def _beside(root: Path) -> Iterator[tuple[str, Path]]:
    """Place in the wheel → file, of all that lies beside the packages."""
    from generator.folders import BESIDE, NOTICES, SHIPPED, shared_of

    for name in BESIDE:
        path = root / name
        listed = shared_of(NOTICES) if path == NOTICES else sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in (file for file in listed if file.is_file()):
            yield (SHIPPED / file.relative_to(root)).relative_to(root).as_posix(), file


def _made(folder: Path) -> Iterator[tuple[str, Path]]:
    """Place in the wheel → file, of the scripts and the runtime, made in ``folder``."""
    from generator.folders import MADE, ROOT
    from generator.runtime import runtime_files
    from generator.site.bundling import every_script

    place = MADE.relative_to(ROOT)
    for path, file in runtime_files(ROOT).items():
        yield (place / "runtime" / path).as_posix(), file
    for name, text in every_script(ROOT).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        yield (place / "scripts" / name).as_posix(), file

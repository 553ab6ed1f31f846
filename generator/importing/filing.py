"""Files a draft in a register, the text as received beside it."""

import os
import tempfile
from pathlib import Path

from generator.importing.draft import Draft
from generator.writing import named


def write_draft(draft: Draft, out: Path) -> None:
    """Writes the draft, and the text as received beside it: both are written in full before either has its name."""
    out.parent.mkdir(parents=True, exist_ok=True)
    texts = {out.with_suffix(".txt"): draft.received, out: draft.yaml}
    written: list[tuple[str, Path]] = []
    try:
        for file, text in texts.items():
            handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=out.parent)
            written.append((name, file))
            with named(file), os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        for name, file in written:
            Path(name).chmod(0o644)
            Path(name).replace(file)
    finally:
        for name, _ in written:
            Path(name).unlink(missing_ok=True)

"""Jinja as all of the site's templates expect it."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.languages import capital


def environment(folder: Path, keep_trailing_newline: bool = False) -> Environment:
    """Reads templates from ``folder``; text is escaped, and an unknown name is an error."""
    reads = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=keep_trailing_newline,
    )
    reads.filters["capital"] = capital
    reads.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return reads

"""Jinja as all of the site's templates expect it."""

import sys
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import NoReturn

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from generator.languages import capital
from generator.register.problems import BadInput
from generator.words.typography import linked, unbroken


class Templates(Environment):
    """Tells a template's fault as a fault in data is told: by ``BadInput``, with file and line."""

    def handle_exception(self, source: str | None = None) -> NoReturn:
        try:
            super().handle_exception(source)
        except TemplateSyntaxError as error:
            raise BadInput([f"{error.filename or error.name}:{error.lineno}: {error.message}"]) from None
        except TemplateError as error:
            # Jinja gives each frame of a template its own file and line.
            inside = [frame for frame in extract_tb(sys.exc_info()[2]) if frame.filename.endswith(".html")]
            place = f"{inside[-1].filename}:{inside[-1].lineno}: " if inside else ""
            raise BadInput([f"{place}{error.message}"]) from None


@cache
def environment(folder: Path, keep_trailing_newline: bool = False) -> Environment:
    """Reads templates from ``folder``; text is escaped, and an unknown name is an error.

    Each is compiled once, and again where its file has changed.
    """
    reads = Templates(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=keep_trailing_newline,
    )
    reads.filters |= {"capital": capital, "linked": linked, "unbroken": unbroken}
    reads.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return reads

"""Problems as other programs read them: plain lines, GitHub's workflow commands, JSON."""

import json
import re
from collections.abc import Callable, Iterable

from generator.register.characters import CONTROL, UNSEEN, harmless
from generator.register.problems import Problem
from generator.words.problems import Phrases

UNWRITTEN = re.compile(f"{CONTROL.pattern}|{UNSEEN.pattern}")


def text(problems: Iterable[Problem], phrases: Phrases) -> str:
    """``file:line:column: expected …, found …``, a line each, in the language of ``phrases``."""
    return "".join(f"{phrases.line(problem)}\n" for problem in problems)


def github(problems: Iterable[Problem], phrases: Phrases) -> str:
    """Workflow commands, which a pull request shows beside the line."""
    return "".join(
        f"::{p.level} file={_property(p.path)},line={p.line},col={p.column}::{_data(phrases.message(p))}\n"
        for p in problems
    )


def as_json(problems: Iterable[Problem], phrases: Phrases) -> str:
    """A list of objects with path, line, column, level, expected and found; for programs, in English alone."""
    fields = ("path", "line", "column", "level", "expected", "found")
    listed = [{field: getattr(problem, field) for field in fields} for problem in problems]
    text = json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    # JSON escapes control characters of the first set alone.
    return UNWRITTEN.sub(lambda found: json.dumps(found.group())[1:-1], text)


def _data(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return harmless(_data(value).replace(":", "%3A").replace(",", "%2C"))


REPORTS: dict[str, Callable[[Iterable[Problem], Phrases], str]] = {"text": text, "github": github, "json": as_json}

"""The self-check from JSON text to JSON text, for pages, workers and shells."""

import json
import re

from .answers import InputError, Json, JsonObject, shown
from .every import for_every
from .explanation import explain
from .notice import Notice, read_notice
from .verdict import evaluate

MAX_DEPTH = 60
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
BRACKET = re.compile(r"[\[\]{}]")


def evaluate_json(notice: str, answers: str, today: str) -> str:
    """``evaluate`` for JSON texts; the verdict as canonical JSON, the same bytes on every platform."""
    return canonical_json(evaluate(_notice_of(notice), parse_json("answers", answers), today))


def explain_json(notice: str, answers: str, today: str) -> str:
    """``explain`` for JSON texts, likewise."""
    return canonical_json(explain(_notice_of(notice), parse_json("answers", answers), today))


def every_json(notices: str, answers: str, today: str) -> str:
    """The verdicts by every notice as canonical JSON; ``notices`` is a JSON list of the notices' JSON texts."""
    read = [_notice_of(text) for text in parse_json("notices", notices)]
    return canonical_json(for_every(evaluate, read, parse_json("answers", answers), today))


def canonical_json(verdict: Json) -> str:
    """JSON with sorted keys, no white space and no escaped characters."""
    return json.dumps(verdict, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parse_json(name: str, text: str) -> Json:
    """The value of a JSON text; raises ``InputError``. Limits the depth, since deep nesting crashes Pyodide."""
    depth = 0
    for bracket in BRACKET.findall(STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            raise InputError(f"{name}: expected at most {MAX_DEPTH} levels of nesting, found more")
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_once)
    except ValueError as error:
        raise InputError(f"{name}: expected JSON, found {' '.join(str(error).split())}") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Json]]) -> JsonObject:
    """The object of ``pairs``; refuses a repeated key, which would silently lose its first value."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{shown(next(name for name in names if names.count(name) > 1))} twice")
    return found


_READ: dict[str, Notice] = {}
MAX_READ = 64


def _notice_of(text: str) -> Notice:
    """The notice in ``text``; notices are kept, since a page asks about the same one after every answer."""
    if text not in _READ:
        if len(_READ) >= MAX_READ:
            _READ.clear()
        _READ[text] = read_notice(parse_json("notice", text))
    return _READ[text]

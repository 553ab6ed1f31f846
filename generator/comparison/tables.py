"""A comparison as data: JSON in the contract's form, and a table as CSV."""

import json

from generator.comparison.impact import Impact, effects_of
from generator.comparison.rows import Comparison, Row, Side
from generator.comparison.wording import Wording
from generator.languages import LANGUAGES, Words
from selfcheck.answers import JsonObject

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""Signs by which spreadsheet programs know a formula; those of East Asia also take the full-width ones."""
COLUMNS = ("topic", "change", "clauses_a", "text_a", "clauses_b", "text_b", "remark")


def comparison_json(comparison: Comparison, vocabulary: JsonObject, words: Words) -> JsonObject:
    """The comparison in the form of the contract, section 4."""
    wordings = {language: Wording(comparison, vocabulary, words, language) for language in LANGUAGES}
    return {
        "a": comparison.a["id"],
        "b": comparison.b["id"],
        "confounded": comparison.confounded,
        "rows": [_row_json(row, wordings) for row in comparison.rows],
        "impact": [_effect_json(effect) for effect in effects_of(comparison) or ()],
    }


def json_of(comparison: Comparison, vocabulary: JsonObject, words: Words) -> str:
    """The same as text, without space that programs do not need."""
    return json.dumps(comparison_json(comparison, vocabulary, words), ensure_ascii=False, separators=(",", ":")) + "\n"


def _effect_json(effect: Impact) -> JsonObject:
    named = {name: getattr(effect, name) for name in ("effect", "answers", "a", "b")}
    titles = {"titles": list(effect.titles)} if effect.titles else {}
    return {**named, "because": list(effect.because), **titles}


def _row_json(row: Row, wordings: dict[str, Wording]) -> JsonObject:
    return {
        "topic": row.topic,
        "change": row.change,
        "a": _side_json(row.a),
        "b": _side_json(row.b),
        "facts": [{"fact": fact.fact, "a": fact.a, "b": fact.b} for fact in row.facts],
        "moved": row.moved,
        **{language: wording.row(row) for language, wording in wordings.items()},
    }


def _side_json(side: Side | None) -> JsonObject | None:
    return side and {"clauses": list(side.ids), "text": side.text("zh")}


def table_of(comparison: Comparison, wording: Wording) -> list[list[str]]:
    """A header, then one line per row."""
    head = [wording.t(f"compare.{column}") for column in COLUMNS]
    return [head, *(_line(row, wording) for row in comparison.rows)]


def _line(row: Row, wording: Wording) -> list[str]:
    sides = [
        cell
        for side in (row.a, row.b)
        for cell in ((", ".join(side.ids), side.text(wording.language)) if side else ("", ""))
    ]
    return [wording.topic(row), wording.t(f"compare.changes.{row.change}"), *sides, wording.row(row)]


def csv_of(comparison: Comparison, wording: Wording) -> str:
    """The table as CSV, with a byte order mark: without it, a Chinese spreadsheet program reads the file as GBK.

    Effects on applicants are left out: they have other columns, and a CSV file holds one table.
    """
    lines = ([_quoted(plain(cell)) for cell in line] for line in table_of(comparison, wording))
    return "\ufeff" + "".join(",".join(line) + "\r\n" for line in lines)


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def plain(cell: str) -> str:
    """``cell``, escaped so that no spreadsheet program takes it for a formula; some skip white space before one."""
    return f"'{cell}" if cell.lstrip()[:1] in FORMULA else cell

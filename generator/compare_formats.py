"""A comparison in the forms that leave the site: JSON as the contract has it, CSV, a workbook, HTML, plain text."""

import csv
import html
import io
import json
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from generator.compare import Comparison, Row, Side
from generator.compare_words import Wording
from generator.register import Register
from generator.words import Words, load_words

WORDS = Path(__file__).resolve().parent.parent / "site_src" / "words"
COLUMNS = ("topic", "change", "clauses_a", "text_a", "clauses_b", "text_b", "remark")
WIDTHS = (18, 10, 10, 48, 10, 48, 40)
LANGUAGES = ("zh", "en")


def comparison_json(register: Register, words: Words, comparison: Comparison) -> dict:
    """The comparison as the contract's section 4 has it."""
    wordings = {language: Wording(register, words, comparison, language) for language in LANGUAGES}
    return {
        "a": comparison.a.id,
        "b": comparison.b.id,
        "confounded": comparison.confounded,
        "rows": [_row_json(row, wordings) for row in comparison.rows],
        "impact": [
            {
                "effect": effect.effect,
                "answers": effect.answers,
                "a": effect.a,
                "b": effect.b,
                "because": list(effect.because),
                **({"titles": list(effect.titles)} if effect.titles else {}),
            }
            for effect in comparison.impact
        ],
    }


def _row_json(row: Row, wordings: dict[str, Wording]) -> dict:
    return {
        "topic": row.topic,
        "change": row.change,
        "a": _side_json(row.a),
        "b": _side_json(row.b),
        "facts": [{"fact": fact.fact, "a": fact.a, "b": fact.b} for fact in row.facts],
        "moved": row.moved,
        **{language: wording.row(row) for language, wording in wordings.items()},
    }


def _side_json(side: Side | None) -> dict | None:
    return side and {"clauses": list(side.clauses), "text": side.text}


def _json(register: Register, comparison: Comparison, language: str) -> str:
    value = comparison_json(register, load_words(WORDS), comparison)
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _table(register: Register, words: Words, comparison: Comparison, language: str) -> list[list[str]]:
    """A head and a line a row."""
    wording = Wording(register, words, comparison, language)
    head = [wording.t(f"compare.{column}") for column in COLUMNS]
    return [head, *(_line(row, wording) for row in comparison.rows)]


def _line(row: Row, wording: Wording) -> list[str]:
    sides = [cell for side in (row.a, row.b) for cell in ((", ".join(side.clauses), side.text) if side else ("", ""))]
    return [wording.topic(row), wording.t(f"compare.changes.{row.change}"), *sides, wording.row(row)]


def _csv(register: Register, comparison: Comparison, language: str) -> str:
    """With a byte order mark, without which a Chinese spreadsheet program takes the file for GBK."""
    text = io.StringIO()
    lines = _table(register, load_words(WORDS), comparison, language)
    csv.writer(text).writerows([_plain(cell) for cell in line] for line in lines)
    return "\ufeff" + text.getvalue()


def _plain(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell


def _xlsx(register: Register, comparison: Comparison, language: str) -> bytes:
    """A sheet a language, the asked one first, with widths, wrapped text and a fixed head."""
    words = load_words(WORDS)
    book = Workbook()
    book.remove(book.active)
    for each in sorted(LANGUAGES, key=lambda known: known != language):
        sheet = book.create_sheet({"zh": "中文", "en": "English"}[each])
        for line in _table(register, words, comparison, each):
            sheet.append([_plain(cell) for cell in line])
        for column, width in zip("ABCDEFG", WIDTHS, strict=True):
            sheet.column_dimensions[column].width = width
        for row in sheet.iter_rows():
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "B2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _html(register: Register, comparison: Comparison, language: str) -> str:
    """One page that stands by itself."""
    words = load_words(WORDS)
    head, *lines = _table(register, words, comparison, language)
    titles = [getattr(notice.document.title, language) for notice in (comparison.a, comparison.b)]
    wording = Wording(register, words, comparison, language)
    names = "".join(
        f"<li>{wording.t(f'compare.notice_{side}')}: {html.escape(title)}</li>"
        for side, title in zip("ab", titles, strict=True)
    )
    banner = f"<p><strong>{wording.t('compare.confounded')}</strong></p>" if comparison.confounded else ""
    rows = "".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in line) + "</tr>\n" for line in lines)
    columns = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head)
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if language == "zh" else "en"}"><meta charset="utf-8">'
        f"<title>{html.escape(' / '.join(titles))}</title>\n<ul>{names}</ul>\n{banner}\n"
        f'<table border="1"><thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n</html>\n'
    )


def _cell(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _text(register: Register, comparison: Comparison, language: str) -> str:
    """What differs, a line a topic, for a terminal."""
    wording = Wording(register, load_words(WORDS), comparison, language)
    lines = [f"{comparison.a.id} → {comparison.b.id}"]
    lines += [wording.t("compare.confounded")] if comparison.confounded else []
    for row in comparison.rows:
        if row.change != "same":
            change = wording.t(f"compare.changes.{row.change}")
            lines.append(f"[{change}] {wording.topic(row)}: {wording.row(row)}")
    return "\n".join(lines) + "\n"


FORMATS: dict[str, Callable[[Register, Comparison, str], str | bytes]] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "html": _html,
    "text": _text,
}

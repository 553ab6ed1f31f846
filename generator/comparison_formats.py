"""A comparison in the forms that leave the site: JSON as the contract has it, CSV, a workbook, HTML, plain text."""

import html
import io
import json
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from generator.comparison.rows import Comparison
from generator.comparison.tables import comparison_json, csv_of, plain, table_of
from generator.comparison.wording import Wording
from generator.comparisons import Comparisons
from generator.words import LANGUAGES

WIDTHS = (18, 10, 10, 48, 10, 48, 40)


def _wording(comparisons: Comparisons, comparison: Comparison, language: str) -> Wording:
    return Wording(comparison, comparisons.vocabulary, comparisons.words, language)


def _json(comparisons: Comparisons, comparison: Comparison, language: str) -> str:
    value = comparison_json(comparison, comparisons.vocabulary, comparisons.words)
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _csv(comparisons: Comparisons, comparison: Comparison, language: str) -> str:
    return csv_of(comparison, _wording(comparisons, comparison, language))


def _xlsx(comparisons: Comparisons, comparison: Comparison, language: str) -> bytes:
    """A sheet a language, the asked one first, with widths, wrapped text and a fixed head."""
    book = Workbook()
    book.remove(book.active)
    for each in sorted(LANGUAGES, key=lambda known: known != language):
        sheet = book.create_sheet({"zh": "中文", "en": "English"}[each])
        for line in table_of(comparison, _wording(comparisons, comparison, each)):
            sheet.append([plain(cell) for cell in line])
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


def _html(comparisons: Comparisons, comparison: Comparison, language: str) -> str:
    """One page that stands by itself."""
    head, *lines = table_of(comparison, _wording(comparisons, comparison, language))
    titles = [notice["title"][language] for notice in (comparison.a, comparison.b)]
    wording = _wording(comparisons, comparison, language)
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


def _text(comparisons: Comparisons, comparison: Comparison, language: str) -> str:
    """What differs, a line a topic, for a terminal."""
    wording = _wording(comparisons, comparison, language)
    lines = [f"{comparison.a['id']} → {comparison.b['id']}"]
    lines += [wording.t("compare.confounded")] if comparison.confounded else []
    for row in comparison.rows:
        if row.change != "same":
            change = wording.t(f"compare.changes.{row.change}")
            lines.append(f"[{change}] {wording.topic(row)}: {wording.row(row)}")
    return "\n".join(lines) + "\n"


FORMATS: dict[str, Callable[[Comparisons, Comparison, str], str | bytes]] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "html": _html,
    "text": _text,
}

"""A comparison as a workbook: one sheet per language in the form of a 对照表, the same bytes each time."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time

# Before openpyxl, which it tells how to write.
from generator.workbooks import packed, write_text  # isort: skip
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.comparing.comparisons import Comparisons
from generator.comparing.text import EFFECT_SIGNS, EFFECT_STYLES
from generator.comparison.citing import shown_label
from generator.comparison.drawing import PLAIN, Drawing, Drawn
from generator.comparison.impact import Impact, effects_of
from generator.comparison.impact_words import EFFECTS, ImpactWords
from generator.comparison.row_tables import SIGNS
from generator.comparison.rows import Comparison, Row
from generator.comparison.rows import Side as Stated
from generator.comparison.wording import Wording
from generator.languages import capital
from generator.register.characters import without_controls
from generator.words.load import LANGUAGES

SHEETS = {"zh": "中文", "en": "English"}
WIDTHS = {"A": 26, "B": 50, "C": 50, "D": 36}
"""In characters; together about as much as A4 landscape holds in a readable size."""
A4 = 9
LINE = 15.0
"""The height of a line, in points."""
MARKS = InlineFont(strike=True, color=Color("00A01818")), InlineFont(u="single", color=Color("00106B31"))
"""The fonts of words that only one notice has, on side A and on side B."""
FILLS = {"value": "00FFF3DC", "wording": "00E6F0FA", "added": "00E2F3E6", "absent": "00FBE6E6", "same": "00FFFFFF"}
"""The remark's background; a sign and a word name the change too."""


def _styles() -> Iterator[NamedStyle]:
    """The cells' styles, named: each is written once, and editors of the workbook find them."""
    line = Side(style="thin", color="00808080")
    top, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    centre, ruled = Alignment(wrap_text=True, horizontal="center", vertical="center"), Border(line, line, line, line)
    yield NamedStyle("chuding title", font=Font(bold=True, size=16), alignment=centre)
    yield NamedStyle("chuding label", font=bold, alignment=top)
    yield NamedStyle("chuding notice", alignment=top)
    grey = PatternFill("solid", start_color="00EDEDED")
    yield NamedStyle("chuding head", font=bold, fill=grey, border=ruled, alignment=top)
    yield NamedStyle("chuding topic", font=bold, border=ruled, alignment=top)
    yield NamedStyle("chuding words", border=ruled, alignment=top)
    for change, colour in FILLS.items():
        fill = PatternFill("solid", start_color=colour)
        yield NamedStyle(f"chuding {change}", fill=fill, border=ruled, alignment=top)


def workbook(comparisons: Comparisons, comparison: Comparison, language: str) -> bytes:
    """The comparison in both languages, ``language`` first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    drawing = comparisons.drawing(comparison)
    for each in sorted(LANGUAGES, key=lambda other: other != language):
        _fill(book.create_sheet(SHEETS[each]), comparisons.wording(comparison, each), drawing)
    # The notice's day: the day of the build would change the bytes.
    day = datetime.combine(datetime.fromisoformat(comparison.b["issued"]), time())
    book.properties.creator = comparisons.words.of(language)("site.name")
    book.properties.created = book.properties.modified = day
    return packed(book)


def _fill(sheet: Worksheet, wording: Wording, drawing: Drawing) -> None:
    _write_titles(sheet, wording)
    t, head = wording.t, sheet.max_row + 1
    sides = [f"{t(f'compare.notice_{side}')} {name}" for side, name in zip("ab", wording.names, strict=True)]
    _write(sheet, head, "head head head head", [t("comparison.topic"), *sides, t("comparison.remark")])
    for number, row in enumerate(wording.comparison.rows, start=head + 1):
        contents = [wording.topic(row), *_sides(row, wording, drawing), _remark(row, wording, drawing)]
        _write(sheet, number, f"topic words words {row.change}", contents)
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = f"B{head + 1}"
    sheet.auto_filter.ref = f"A{head}:D{sheet.max_row}"
    _write_impact(sheet, wording)
    _set_print(sheet, head)


def _write_titles(sheet: Worksheet, wording: Wording) -> None:
    """Both notices by their full titles, and a warning where year and place both differ."""
    t, comparison = wording.t, wording.comparison
    lines = [
        (t(f"compare.notice_{side}"), notice["title"][wording.language])
        for side, notice in (("a", comparison.a), ("b", comparison.b))
    ]
    lines += [(t("comparison.confounded_label"), t("compare.confounded"))] if comparison.confounded else []
    _write_across(sheet, 1, "title", t("comparison.title", a=wording.names[0], b=wording.names[1]), 2)
    for number, line in enumerate(lines, start=2):
        _write(sheet, number, "label notice", line)
        sheet.merge_cells(start_row=number, start_column=2, end_row=number, end_column=4)
        # No program fits the height of merged cells by itself.
        sheet.row_dimensions[number].height = LINE * (1 + len(line[1]) // 70)


def _write_impact(sheet: Worksheet, wording: Wording) -> None:
    """Whom the change affects, below the table; A and B keep their columns, as each page repeats the table's head."""
    effects, t = effects_of(wording.comparison), wording.t
    if effects is None:
        return
    words = ImpactWords(t, wording.language, wording.affiliations, wording.names)
    _write_across(sheet, sheet.max_row + 2, "title", t("comparison.impact.title"), 2)
    lead = t(f"comparison.impact.{'lead' if effects else 'none'}")
    _write_across(sheet, sheet.max_row + 1, "notice", lead, 1 + len(lead) // 70)
    for name in EFFECTS:
        group = [effect for effect in effects if effect.effect == name]
        if group:
            label = f"{EFFECT_SIGNS[name]} {t(f'comparison.effects.{name}')}"
            _write_across(sheet, sheet.max_row + 1, EFFECT_STYLES[name], label, 1)
            heads = [t(f"comparison.impact.{head}") for head in ("circumstances", "from_a", "from_b", "because")]
            _write(sheet, sheet.max_row + 1, "head head head head", heads)
        for effect in group:
            _write(sheet, sheet.max_row + 1, "words words words words", _effect(effect, words))


def _effect(effect: Impact, words: ImpactWords) -> list[str]:
    who = "\n".join(words.t("decision.said", label=label, words=said) for label, said in words.circumstances(effect))
    return [who, words.side(effect, 0), words.side(effect, 1), words.because(effect)]


def _write_across(sheet: Worksheet, number: int, style: str, content: str, lines: int) -> None:
    """A merged cell across the table, ``lines`` high: no program fits the height of merged cells by itself."""
    _write(sheet, number, style, [content])
    sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=len(WIDTHS))
    sheet.row_dimensions[number].height = lines * LINE


def _write(sheet: Worksheet, number: int, styles: str, contents: Iterable[str | CellRichText]) -> None:
    """A row of cells, each in its style."""
    for column, (style, content) in enumerate(zip(styles.split(), contents, strict=True), start=1):
        write_text(sheet.cell(number, column), content, f"chuding {style}")


def _sides(row: Row, wording: Wording, drawing: Drawing) -> Iterator[str | CellRichText]:
    for which, side in enumerate((row.a, row.b)):
        if side is None:
            yield wording.t("comparison.not_stated")
        else:
            drawn = (drawing.of(row, wording.language) or PLAIN)[which]
            yield CellRichText(*_passages(side, drawn, which, wording))


def _passages(side: Stated, drawn: Drawn, which: int, wording: Wording) -> Iterator[str | TextBlock]:
    """Each clause's citation and below it its words; words that the other notice lacks are marked."""
    for number, clause in enumerate(side.clauses):
        label = shown_label(clause["label"]) if wording.language == "zh" else ""
        yield ("\n" if number else "") + f"{wording.cites[which][clause['id']]}\n{label}"
        for same, words in drawn.get(clause["id"], [(True, clause[wording.language])]):
            if text := without_controls(words):
                yield text if same else TextBlock(MARKS[which], text)


def _remark(row: Row, wording: Wording, drawing: Drawing) -> str:
    rewritten = drawing.of(row, wording.language) is None
    change = f"{SIGNS[row.change]} {wording.t(f'compare.changes.{row.change}')}"
    more = [capital(wording.t("comparison.rewritten")) + wording.stop] if rewritten else []
    return "\n".join([change, wording.row(row), *more])


def _set_print(sheet: Worksheet, head: int) -> None:
    """A4 landscape, as wide as the paper, with the head on every page and page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"
    footer = HeaderFooterItem()
    footer.center.text = "&P / &N"
    sheet.HeaderFooter.oddFooter = footer
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6

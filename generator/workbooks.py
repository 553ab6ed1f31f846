"""Writes workbooks that are the same byte for byte each time, and whose cells hold text alone."""

import io
import os
import zipfile

# openpyxl writes other bytes where lxml happens to be installed; it looks when it is first imported.
os.environ.setdefault("OPENPYXL_LXML", "False")
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.writer.excel import ExcelWriter

from generator.register.characters import without_controls
from generator.zips import write_zip


def packed(book: Workbook) -> bytes:
    """The book's parts without times: openpyxl's ``save`` would write the day of the build."""
    written, packed = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()
    with zipfile.ZipFile(written) as parts:
        write_zip(packed, ((name, parts.read(name)) for name in parts.namelist()))
    return packed.getvalue()


def write_text(cell: Cell | MergedCell, content: str | CellRichText, style: str) -> None:
    """Always text, even where it looks like a formula."""
    assert isinstance(cell, Cell), "what is merged into another cell has no content"
    cell.value = without_controls(content) if isinstance(content, str) else content
    cell.style = style
    if cell.data_type == "f":
        cell.data_type = "s"
        cell.quotePrefix = True

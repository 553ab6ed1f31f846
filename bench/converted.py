"""Turns a notice's text into .docx and .pdf files with real writers: python-docx and the machine's Chromium."""

import html
import io
import re

import docx
from playwright.sync_api import Browser

PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ font: 16px/1.8 serif }} p {{ text-indent: 2em; margin: 0 }} h1 {{ font-size: 22px; text-align: center }}
</style>{}"""
COLUMNS = """<!doctype html><meta charset="utf-8"><style>
body {{ font: 14px/1.7 serif; columns: 2; column-gap: 10mm; column-fill: auto; height: 110mm }} p {{ margin: 0 }}
</style>{}"""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]
FOOT = '<div style="font-size:9px;width:100%;text-align:center">- <span class="pageNumber"></span> -</div>'


def lines_of(received: str) -> list[str]:
    """The lines of a notice's text as received, without Markdown marks, which a Word file would not have."""
    text = re.sub(r"\*\*|<(?=http)|(?<=/)>|^#+ *|^---\s*$", "", received, flags=re.MULTILINE)
    return [line for line in text.splitlines() if line.strip()]


def docx_of(lines: list[str]) -> bytes:
    """A Word file with a paragraph per line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def pdf_of(lines: list[str], browser: Browser) -> bytes:
    """A PDF as printed: lines wrapped at the sheet's edge, page numbers at the foot."""
    page = browser.new_page()
    page.set_content(PAGE.format("".join(f"<p>{html.escape(line)}</p>" for line in lines)))
    margin = {"top": "20mm", "bottom": "20mm", "left": "25mm", "right": "25mm"}
    printed = page.pdf(
        format="A4", margin=margin, display_header_footer=True, header_template="<span></span>", footer_template=FOOT
    )
    page.close()
    return printed


def pdf_in_columns(lines: list[str], browser: Browser) -> bytes:
    """A PDF of one sheet in two columns."""
    page = browser.new_page()
    page.set_content(COLUMNS.format("".join(f"<p>{html.escape(line)}</p>" for line in lines)))
    printed = page.pdf(format="A4", margin={"top": "20mm", "bottom": "20mm", "left": "20mm", "right": "20mm"})
    page.close()
    return printed

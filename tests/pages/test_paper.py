"""Pages on paper: nothing to press or to unfold, light whatever the screen, no heading alone at the end of a sheet."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from browser import Visit
from partial_answers import CITY, ZONE
from playwright.sync_api import Page
from proof import LONG

pytestmark = LONG

PAGES = (
    "", "notices/", "easy/", "accessibility/", "check/rules/", "compare/", "compare/matrix/", "compare/topics/",
    "compare/topics/cutoff/", f"compare/{ZONE}/{CITY}/", f"notices/{CITY}/",
)  # fmt: skip
TO_PRESS = """
() => [...document.querySelectorAll("button, select, input, progress, summary")].filter((control) =>
  control.checkVisibility() && !(control.matches("summary") && getComputedStyle(control, "::after").display === "none")
).map(({ outerHTML }) => outerHTML.slice(0, 90))
"""
HEADINGS = """
() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, caption, summary)")]
  .filter((heading) => heading.checkVisibility()).map(({ innerText }) => innerText.trim())
"""


def printed(visit: Visit, address: str) -> tuple[Page, pypdfium2.PdfDocument]:
    """A page that is read in the dark, and its sheets."""
    page = visit(address, color_scheme="dark")
    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    page.emulate_media(media="print")
    return page, paper


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("path", PAGES)
def test_paper_has_nothing_to_press_and_no_heading_without_what_it_heads(
    site: Path, serve: Callable[..., str], visit: Visit, folder: str, path: str
) -> None:
    page, paper = printed(visit, serve(site) + folder + path)
    assert page.evaluate(TO_PRESS) == []
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(26, 35, 46)"
    headings = page.evaluate(HEADINGS)
    sheets = [sheet.get_textpage().get_text_range().split("\r\n") for sheet in paper]
    last = [next(line.strip() for line in reversed(lines) if line.strip()) for lines in sheets]
    assert headings and not set(last) & set(headings)


@pytest.mark.parametrize(("folder", "hidden", "shown"), [("", "en", "zh"), ("en/", "zh", "en")])
def test_a_comparison_on_paper_is_a_table_across_in_one_language(
    site: Path, serve: Callable[..., str], visit: Visit, folder: str, hidden: str, shown: str
) -> None:
    page, paper = printed(visit, f"{serve(site)}{folder}compare/{ZONE}/{CITY}/")
    assert {tuple(map(round, sheet.get_size())) for sheet in paper} == {(842, 595)}
    words = page.locator("[id='t-material.application_form'] .cd-words")
    assert words.locator(f".cd-{shown}:visible").count() == 2
    assert words.locator(f".cd-{hidden}:visible").count() == 0

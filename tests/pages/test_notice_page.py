"""A notice's page as an applicant and a clerk use it: what it says first, its text, citing it, and its paper."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from browser import Visit
from icalendar import Calendar
from playwright.sync_api import Page, expect
from proof import LONG

from generator.comparing.comparisons import Comparisons
from generator.folders import ROOT, TEMPLATES
from generator.languages import LANGUAGES
from generator.pages.levels import levels
from generator.pages.notice import NoticeView, notice_view
from generator.pages.renderer import Renderer
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import load_words

pytestmark = LONG

CITY, ZONE = "lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2"
EXAMPLE = ROOT / "tests" / "cases" / "registers" / "example"
LISTEN = """
() => addEventListener("copy", ({ clipboardData }) => (window.copied = clipboardData.getData("text/plain")))
"""
"""Keeps what the page copies, after the page has put it there."""


@pytest.fixture(scope="module", params=[ROOT / "notices", EXAMPLE], ids=["register", "example"])
def renderer(request: pytest.FixtureRequest) -> Renderer:
    words = load_words(ROOT / "site_src" / "words")
    return Renderer(Comparisons(publish(load(request.param)), words), TEMPLATES)


@pytest.fixture
def opened(site: Path, serve: Callable[..., str], visit: Visit) -> Callable[..., Page]:
    """opened(notice, folder="en/", width=360) → the notice's page."""
    address = serve(site)

    def open_page(notice: str = CITY, folder: str = "", width: int = 1280, **options: object) -> Page:
        return visit(f"{address}{folder}notices/{notice}/", viewport={"width": width, "height": 800}, **options)

    return open_page


def views(renderer: Renderer) -> list[NoticeView]:
    return [notice_view(renderer, notice, language) for notice in renderer.notices for language in LANGUAGES]


# What an applicant needs first


def test_every_notice_says_who_may_apply_which_title_when_and_with_what(renderer: Renderer) -> None:
    for view in views(renderer):
        applicant = view.applicant
        assert applicant.conditions.who and applicant.levels and applicant.papers and view.facts
        stated = {clause for condition in applicant.conditions.who for clause in condition.clauses}
        stated |= {way.clause for level in applicant.levels for way in level.ways}
        assert stated <= set(view.cites)


def test_an_education_has_each_of_its_titles_with_what_it_takes() -> None:
    words = load_words(ROOT / "site_src" / "words")
    comparisons = Comparisons(publish(load(EXAMPLE)), words)
    notices = {notice.id: levels(notice, comparisons.words.of("zh")) for notice in comparisons.publication.notices}
    told = {
        notice: {level.education: [(way.title, way.after) for way in level.ways] for level in found}
        for notice, found in notices.items()
    }
    assert told["example-north-2025"]["大学专科"] == [("技术员", ("从业时间：1年",)), ("助理级", ("从业时间：3年",))]
    assert told["example-south-2026"]["硕士学位"] == [("助理级", ()), ("中级", ("从业时间：3年",))]
    assert told["example-south-2026"]["大学专科"] == [
        ("助理级", ("从业时间：3年",)),
        ("助理级", ("已取得的职称：技术员，2年",)),
    ]


def test_the_calendar_of_a_notice_has_its_own_windows(site: Path) -> None:
    for folder in ("", "en/"):
        text = (site / folder / "notices" / f"{CITY}.ics").read_bytes()
        events = Calendar.from_ical(text).events
        assert [str(event.start) for event in events] == ["2026-05-11", "2026-05-11"]


def test_papers_are_ticked_and_kept_nowhere(opened: Callable[..., Page]) -> None:
    page = opened()
    boxes = page.locator("#materials ~ .cd-papers").get_by_role("checkbox")
    boxes.first.check()
    page.reload()
    expect(boxes.first).not_to_be_checked()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_an_address_is_copied_as_maps_know_it(opened: Callable[..., Page]) -> None:
    page = opened(folder="en/")
    page.evaluate(LISTEN)
    page.get_by_role("button", name="Copy the Chinese address").click()
    assert page.evaluate("copied").startswith("海州区花果山大道19-5号")


# The text


def shown(page: Page) -> list[bool]:
    """Whether the Chinese and the English of a clause can be seen."""
    return [page.locator(f"[id='c-2.1.1'] .cd-{language}").is_visible() for language in LANGUAGES]


def test_the_language_of_the_text_is_chosen_and_stays_chosen_on_the_device(opened: Callable[..., Page]) -> None:
    page = opened()
    assert shown(page) == [True, True]
    page.get_by_role("radio", name="英文").check()
    assert shown(page) == [False, True]
    page.reload()
    assert shown(page) == [False, True]
    page.get_by_role("radio", name="中文", exact=True).check()
    page.reload()
    assert shown(page) == [True, False]


@pytest.mark.parametrize(("folder", "both"), [("", [True, False]), ("en/", [True, True])])
def test_on_a_phone_a_chinese_page_begins_without_the_translation(
    opened: Callable[..., Page], folder: str, both: list[bool]
) -> None:
    assert shown(opened(folder=folder, width=360)) == both


@pytest.mark.parametrize("width", [360, 1280])
def test_without_scripts_the_text_stands_there_in_both_languages(opened: Callable[..., Page], width: int) -> None:
    page = opened(width=width, java_script_enabled=False)
    assert shown(page) == [True, True]
    expect(page.locator(".cd-languages")).to_be_hidden()


def test_a_page_whose_storage_is_refused_still_takes_the_choice(opened: Callable[..., Page]) -> None:
    page = opened()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
    page.reload()
    page.get_by_role("radio", name="英文").check()
    assert shown(page) == [False, True]


def test_a_clause_is_cited_and_its_link_copied_by_keyboard_alone(opened: Callable[..., Page]) -> None:
    page = opened()
    opener = page.locator("[id='c-6.a'] .cd-clause__cite")
    opener.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="复制引用")).to_be_focused()
    page.evaluate(LISTEN)
    page.keyboard.press("Enter")
    cited = page.evaluate("copied")
    assert cited.startswith("连云港市人才服务中心《") and cited.endswith("（2026年5月9日）第六部分第1段")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("copied").endswith(f"/notices/{CITY}/#c-6.a")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.locator(".cd-citing")).to_be_hidden()


def test_what_may_be_pressed_beside_a_clause_is_large_enough(opened: Callable[..., Page]) -> None:
    page = opened(width=360)
    for target in (page.locator(".cd-clause__cite").first, page.locator(".cd-mark").first):
        box = target.bounding_box()
        assert box and min(box["width"], box["height"]) >= 24


def test_a_change_since_the_earlier_notice_leads_to_its_row(site: Path, opened: Callable[..., Page]) -> None:
    page = opened()
    mark = page.locator("[id='c-4.1'] .cd-mark")
    assert mark.get_attribute("href") == f"../../compare/{ZONE}/{CITY}/#t-material.application_form"
    assert "申报表：事实不同" in (mark.get_attribute("aria-label") or "")
    mark.click()
    expect(page.locator("[id='t-material.application_form']")).to_be_in_viewport()
    # Before the first notice there is none to differ from.
    assert "cd-mark" not in (site / "notices" / ZONE / "index.html").read_text(encoding="utf-8")


def test_no_english_word_is_broken_on_a_phone(opened: Callable[..., Page]) -> None:
    page = opened(folder="en/", width=360)
    broken = page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
          const found = [];
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            for (const { 0: word, index } of (node.textContent || "").matchAll(/[A-Za-z]{2,}/g)) {
              if (node.data.includes("http") || node.parentElement.closest(".cd-hidden, thead")) continue;
              const range = document.createRange();
              range.setStart(node, index);
              range.setEnd(node, index + word.length);
              const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
              if (tops.size > 1) found.push(word);
            }
          }
          return found;
        }"""
    )
    assert broken == []


# Paper


def printed(page: Page, file: Path) -> list[str]:
    page.pdf(path=file, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(file) as document:
        sizes = [tuple(round(side * 25.4 / 72) for side in sheet.get_size()) for sheet in document]
        assert set(sizes) == {(210, 297)}
        return [sheet.get_textpage().get_text_bounded() for sheet in document]


@pytest.mark.parametrize(
    ("folder", "choice", "has", "lacks"),
    [
        ("", None, "连云港市人才服务中心关于做好", "Notice of the"),
        ("en/", None, "Notice of the Lianyungang", "关于做好"),
        ("", "英文", "Notice of the Lianyungang", "关于做好"),
    ],
)
def test_on_paper_a_notice_is_the_document_in_one_language_on_four_sheets_at_most(
    opened: Callable[..., Page], tmp_path: Path, folder: str, choice: str | None, has: str, lacks: str
) -> None:
    page = opened(folder=folder)
    if choice:
        page.get_by_role("radio", name=choice).check()
    sheets = printed(page, tmp_path / "notice.pdf")
    assert 1 < len(sheets) <= 4
    text = "".join("".join(sheets).split())
    assert has.replace(" ", "") in text and lacks.replace(" ", "") not in text
    assert [f"— {number} —" in sheet for number, sheet in enumerate(sheets, start=1)] == [True] * len(sheets)
    for chrome in ("自查", "Self-check", "JSON", "复制"):
        assert chrome not in text

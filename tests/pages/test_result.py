"""The result of the self-check: the truth of the day first, and the record on one sheet of paper with its code."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from applicants import ELIGIBLE
from browser import Visit
from check_form import expect_outcome, fill_in, open_check, wait_until_ready
from partial_answers import CITY, ZONE
from playwright.sync_api import Page, expect
from proof import LONG

from selfcheck.answers import JsonObject

pytestmark = LONG

OF_THE_ZONE = {
    **{key: value for key, value in ELIGIBLE.items() if key != "sanctioned"},
    **{"affiliation": "etdz-unit", "education_year": 2022, "field_matches": True, "dispatched": True},
    **{"post_since": "2022-07-01", "working_since": "2022-07-01", "courses": [2022, 2023], "public_post": True},
}
"""An applicant to the zone's notice with every item to hand in."""
APPLICANTS = {CITY: ELIGIBLE | {"dispatched": True}, ZONE: OF_THE_ZONE}

CODE_IS_THERE = """
async () => {
  const arrived = ({ name, responseEnd }) => name.endsWith("/code.js") && responseEnd;
  while (!performance.getEntriesByType("resource").some(arrived)) await new Promise(requestAnimationFrame);
}
"""
"""What draws the code follows Python. The page's own policy lets no test wait for it by a text of script."""


def result(visit: Visit, address: str, today: str, language: str = "zh", **options: object) -> Page:
    """The result of whoever meets the city's conditions, on a day."""
    folder = "" if language == "zh" else "en/"
    page = visit(f"{address}{folder}check/?today={today}", **options)
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    page.evaluate("location.hash = 'verdict'")
    expect(page.locator("#verdict")).to_be_visible()
    return page


# The truth of the day


def test_whoever_meets_the_conditions_of_a_closed_round_reads_that_it_is_closed_before_any_green(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(site)
    page = result(visit, address, "2026-06-06")
    heading = page.locator("#verdict-heading")
    expect(heading).to_have_text("经自查，您符合条件，但这一批已于2026年6月5日截止")
    expect(page.locator("#check-summary[role=status]")).to_have_text("经自查，您符合条件，但这一批已于2026年6月5日截止")
    closed = heading.evaluate("heading => getComputedStyle(heading).color")
    open_page = result(visit, address, "2026-05-20")
    expect(open_page.locator("#verdict-said")).to_have_text("请最晚在2026年5月29日申报，还有9天。")
    assert open_page.locator("#verdict-heading").evaluate("heading => getComputedStyle(heading).color") != closed


def test_the_result_is_told_in_the_order_in_which_it_is_needed(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = result(visit, serve(site), "2026-05-20")
    fill_in(page, {"series": "software"})
    expect_outcome(page, "refer")
    shown = page.locator("#verdict > :visible[id^=verdict-]").evaluate_all("parts => parts.map(({id}) => id)")
    order = ["decisive", "findings", "materials", "windows", "contact", "residual", "every"]
    assert shown == [f"verdict-{part}" for part in order]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_phone_what_to_do_next_is_on_the_first_screen_of_the_result(
    site: Path, serve: Callable[..., str], visit: Visit, language: str
) -> None:
    phone = {"width": 360, "height": 720}
    page = result(visit, serve(site), "2026-06-06", language, viewport=phone)
    box = page.locator("#verdict-steps").bounding_box()
    top = page.locator("#verdict").bounding_box()
    header = page.locator(".cd-header").bounding_box()
    assert box and top and header
    assert box["y"] + box["height"] - top["y"] + header["height"] < phone["height"], (box, top, header)
    steps = page.locator("#verdict-steps li:visible").evaluate_all("steps => steps.map(({dataset}) => dataset.do)")
    assert steps == ["watch", "prepare", "ask"]
    phones = page.locator("#verdict-steps [data-do=ask] a:visible")
    assert [link.get_attribute("href") for link in phones.all()] == ["tel:+86-518-85812002"]


def test_every_condition_is_folded_behind_one_line(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = result(visit, serve(site), "2026-05-20", "en")
    fold = page.locator("#verdict-findings")
    expect(fold.locator("summary").first).to_have_text("All 13 conditions, one by one")
    expect(fold.locator(".check-finding").first).to_be_hidden()
    fold.locator("summary").first.click()
    expect(fold.locator(".check-finding:visible")).to_have_count(13)


def test_an_english_finding_shows_its_clause_in_english_with_the_chinese_behind_it(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = result(visit, serve(site), "2026-05-20", "en")
    fill_in(page, {"series": "accounting"})
    expect_outcome(page, "ineligible")
    finding = page.locator("#verdict-decisive .check-finding")
    expect(finding.locator("blockquote")).to_contain_text("a pass in the examination confers the professional title")
    original = finding.locator("[lang=zh-CN][data-slot=original]")
    expect(original).to_be_hidden()
    finding.locator("summary").click()
    expect(original).to_contain_text("考试成绩合格即取得相应层级职称")


def test_what_to_bring_is_ticked_off_and_the_ticks_stay_while_answers_change(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = result(visit, serve(site), "2026-05-20")
    box = page.get_by_role("checkbox", name=re.compile("成绩汇总表"))
    box.check()
    fill_in(page, {"dispatched": True})
    expect(page.locator("#verdict-materials li")).to_have_count(5)
    expect(box).to_be_checked()
    page.reload()
    expect_outcome(page, "eligible")
    expect(page.locator("#verdict-materials input:checked")).to_have_count(0)


def test_a_window_says_its_days_and_its_state(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = result(visit, serve(site), "2026-06-01")
    windows = page.locator("#verdict-windows li")
    found = windows.evaluate_all(
        "all => all.map(({dataset: {opens, closes, windowState}}) => [opens, closes, windowState])"
    )
    assert found == [["2026-05-11", "2026-05-29", "closed"], ["2026-05-11", "2026-06-05", "open"]]


# Paper


def printed(page: Page) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))


def code_on(sheet: pypdfium2.PdfPage) -> str:
    """What a reader's telephone reads from the sheet."""
    picture = sheet.render(scale=4, grayscale=True)
    [code] = zxingcpp.read_barcodes(memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride)))
    text: str = code.text
    return text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("notice", [CITY, ZONE])
def test_the_record_of_a_whole_case_is_one_sheet_whose_code_opens_the_answers(
    site: Path, serve: Callable[..., str], visit: Visit, notice: str, language: str
) -> None:
    page = open_check(visit, serve(site), language, f"&notice={notice}")
    wait_until_ready(page)
    page.evaluate(CODE_IS_THERE)
    given: JsonObject = APPLICANTS[notice]
    fill_in(page, given)
    expect_outcome(page, "eligible")
    paper = printed(page)
    assert len(paper) == 1
    text = paper[0].get_textpage().get_text_range()
    assert page.locator("#verdict-outcome").inner_text() in text.replace("\r\n", "") or language == "en"
    for key in given:
        legend = page.locator(f"#q-{key} legend").inner_text()
        assert "".join(legend.split()) in "".join(text.split()), key
    again = visit(code_on(paper[0]))
    expect_outcome(again, "eligible")
    assert "answers" not in again.url
    expect(again.locator("#record-answers > div")).to_have_count(page.locator("#record-answers > div").count())


def test_paper_says_why_and_which_questions_did_not_matter(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = result(visit, serve(site), "2026-05-20")
    fill_in(page, {"series": "accounting"})
    expect_outcome(page, "ineligible")
    assert len(printed(page)) == 1
    page.emulate_media(media="print")
    expect(page.locator("#record-decisive li")).to_contain_text(["“会计”在通知所列不进行初定的系列（专业）中"])
    not_asked = page.locator("#record-answers > div", has_text="您持有下面哪一种证件？")
    expect(not_asked.locator("dd")).to_have_text("不必回答")
    fill_in(page, {"series": "engineering"})
    expect_outcome(page, "eligible")
    expect(page.locator("#record-judged")).to_have_text("须经考察合格；是否合格只能由用人单位或主管部门判断。")
    expect(page.locator("#record-decisive")).to_be_hidden()


def test_paper_has_address_date_every_question_and_the_verdict(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = result(visit, serve(site), "2026-05-20")
    page.emulate_media(media="print")
    record = page.locator("#check-record")
    expect(record).to_contain_text("经自查，您符合条件，现在可以申报")
    expect(record).to_contain_text("2026年5月20日")
    expect(record).to_contain_text(page.url.partition("#")[0])
    answers = record.locator("#record-answers > div")
    expect(answers).to_have_count(16)
    expect(answers.filter(has_text="公共科目")).to_contain_text("2024、2025、2026")
    expect(record.locator("#record-answers")).to_contain_text("不必回答")
    for part in ("#check-form", "#verdict", "#check-rules", ".cd-footer"):
        expect(page.locator(part)).to_be_hidden()

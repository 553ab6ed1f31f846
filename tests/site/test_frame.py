"""The frame around every page: how a reader has the site shown, and who runs it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from browser import Visit, wait_until
from playwright.sync_api import expect
from proof import LONG

from generator.centre.settings import Imprint
from generator.folders import ROOT
from generator.pages.imprint import imprint_lines
from generator.words.load import load_words

pytestmark = LONG

CITY = "lianyungang-city-2026-h1"

type Serve = Callable[..., str]

ROOT_SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
FIRST_SIZE = """
new PerformanceObserver((list) => {
  window.painted ||= list.getEntries().length && getComputedStyle(document.documentElement).fontSize;
}).observe({ type: "paint", buffered: true });
"""


def test_larger_text_is_kept_on_the_device_and_is_there_from_the_first_paint_on_other_pages(
    site: Path, serve: Serve, visit: Visit
) -> None:
    home = serve(site)
    page = visit(home)
    before = page.evaluate(ROOT_SIZE)
    button = page.get_by_role("button", name="大字")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(ROOT_SIZE) > before
    page.context.add_init_script(FIRST_SIZE)
    page.goto(f"{home}en/notices/{CITY}/")
    wait_until(page, "window.painted")
    assert page.evaluate("parseFloat(window.painted)") > before
    pressed = page.get_by_role("button", name="Larger text")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    pressed.click()
    page.reload()
    assert page.evaluate(ROOT_SIZE) == before


def test_more_contrast_is_black_on_white(site: Path, serve: Serve, visit: Visit) -> None:
    page = visit(serve(site))
    page.get_by_role("button", name="高对比").click()
    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_the_version_for_elders_has_the_telephone_first_and_leads_back(site: Path, serve: Serve, visit: Visit) -> None:
    page = visit(serve(site), viewport={"width": 360, "height": 800})
    page.get_by_role("link", name="长者版", exact=True).click()
    expect(page).to_have_url(re.compile("/easy/$"))
    # 18 pt, as the guideline asks.
    expect(page.locator(".cd-easy li").first).to_have_css("font-size", "24.48px")
    expect(page.locator("main a").first).to_have_attribute("href", "tel:+86-518-85812002")
    expect(page.get_by_role("navigation", name="主导航")).to_be_hidden()
    page.get_by_role("heading", name="看通知").locator("xpath=following-sibling::ul[1]").get_by_role(
        "link"
    ).first.click()
    page.get_by_role("link", name="打电话问").click()
    expect(page).to_have_url(re.compile("/easy/#call$"))
    page.get_by_role("button", name="退出长者版").click()
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()


def test_without_scripts_the_version_for_elders_is_a_link_away_and_large(
    site: Path, serve: Serve, visit: Visit
) -> None:
    page = visit(serve(site), java_script_enabled=False)
    expect(page.get_by_role("button", name="大字")).to_be_hidden()
    page.get_by_role("link", name="长者版", exact=True).click()
    expect(page.locator("main h1")).to_have_text("长者版")


def test_where_a_browser_keeps_nothing_the_page_still_changes(site: Path, serve: Serve, visit: Visit) -> None:
    home = serve(site)
    page = visit.open(home)
    page.context.add_init_script("Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error() };")
    page.goto(home)
    before = page.evaluate(ROOT_SIZE)
    page.get_by_role("button", name="大字").click()
    assert page.evaluate(ROOT_SIZE) > before


LARGE = (
    "", "en/", "en/about/", "en/easy/", "en/compare/topics/window.paper/", "en/check/", "en/staff/new-condition/",
)  # fmt: skip


@pytest.mark.parametrize("address", LARGE)
def test_with_text_at_twice_its_size_nothing_is_cut_on_a_phone_and_the_navigation_is_whole(
    site: Path, serve: Serve, visit: Visit, address: str
) -> None:
    home = serve(site)
    page = visit.open(home, viewport={"width": 360, "height": 800})
    # What is open says how long it still is.
    page.clock.set_fixed_time("2026-05-20T09:00:00+08:00")
    page.goto(home + address)
    if address.endswith("check/"):
        expect(page.locator(".check-windows b:visible").first).not_to_be_empty()
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    links = page.locator(".cd-nav a").evaluate_all("links => links.map((link) => link.getBoundingClientRect().right)")
    assert len(links) == 4 and max(links) <= 360


def test_chinese_has_at_most_forty_characters_a_line(site: Path, serve: Serve, visit: Visit) -> None:
    page = visit(f"{serve(site)}about/", viewport={"width": 1920, "height": 1080})
    widest = page.locator("main p").evaluate_all(
        "all => Math.max(...all.map((p) => p.getBoundingClientRect().width / parseFloat(getComputedStyle(p).fontSize)))"
    )
    assert 30 < widest <= 40.01


def test_code_for_staff_is_monospaced(site: Path, serve: Serve, visit: Visit) -> None:
    page = visit(f"{serve(site)}staff/")
    assert "monospace" in page.locator("main code").first.evaluate("code => getComputedStyle(code).fontFamily")


# Who runs it


def test_who_runs_the_site_is_said_where_it_is_set_and_nowhere_else() -> None:
    t = load_words(ROOT / "site_src" / "words").of("zh")
    set_all = Imprint.model_validate(
        {
            "organiser": {"zh": "连云港市人才服务中心", "en": "Lianyungang Municipal Talent Service Centre"},
            "telephone": "0518-85812002",
            "icp": "苏ICP备00000000号-1",
            "police": "苏公网安备00000000000000号",
            "identifier": "3207000000",
            "checked": date(2026, 11, 27),
        }
    )
    lines = {line.name: (line.value, line.href) for line in imprint_lines(set_all, t, "zh")}
    assert lines["主办单位"] == ("连云港市人才服务中心", "")
    assert lines["联系电话"] == ("0518-85812002", "tel:+86-518-85812002")
    assert lines["ICP备案号"] == ("苏ICP备00000000号-1", "https://beian.miit.gov.cn/")
    assert list(lines)[-1] == "内容核对日期" and lines["内容核对日期"][0] == "2026年11月27日"
    assert imprint_lines(Imprint(), t, "zh") == ()


SIZES = """
() => [...new Set([...document.querySelectorAll("body *:not(svg *, .cd-hidden)")]
  .filter((element) => element.checkVisibility())
  .filter(({ childNodes }) => [...childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((element) => parseFloat(getComputedStyle(element).fontSize)))]
"""
READ = ("", "notices/", f"notices/{CITY}/", "compare/", "compare/matrix/", "about/", "accessibility/", "staff/")


def test_on_a_phone_a_page_is_set_in_at_most_seven_sizes_and_none_is_under_fourteen_pixels(
    site: Path, serve: Serve, visit: Visit
) -> None:
    home = serve(site)
    page = visit.open(home, viewport={"width": 360, "height": 800})
    found: dict[str, list[float]] = {}
    for address in [folder + path for folder in ("", "en/") for path in READ]:
        page.goto(home + address)
        found[address] = sorted(page.evaluate(SIZES))
    assert {address: sizes for address, sizes in found.items() if len(sizes) > 7 or sizes[0] < 14} == {}

"""The page that compares any two notices, as a reader uses it: in the browser, by the modules that render the pairs."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Visit
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ZONE, CITY = "lianyungang-etdz-2023-h2", "lianyungang-city-2026-h1"
BOTH = f"a={ZONE}&b={CITY}"

type Serve = Callable[..., str]


def open_comparison(visit: Visit, home: str, folder: str = "", address: str = BOTH, **context: object) -> Page:
    page = visit.open(home, service_workers="block", **context)
    page.goto(f"{home}{folder}compare/?{address}")
    return page


def shown(page: Page) -> str:
    """The comparison that stands on the page, as HTML."""
    expect(page.locator("#compare-result article")).to_be_visible(timeout=60_000)
    return page.locator("#compare-result").inner_html()


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("pair", [(ZONE, CITY), (CITY, ZONE)])
def test_the_browser_compares_as_the_generator_does(site: Path, serve: Serve, visit: Visit, folder: str, pair) -> None:
    a, b = pair
    page = open_comparison(visit, serve(site), folder, f"a={a}&b={b}")
    in_browser = shown(page)
    page.goto(page.url.split("?")[0] + f"{a}/{b}/")
    rendered = page.locator(".cd-comparison").evaluate("article => article.outerHTML")
    links = (r'href="(?:\.\./)+(notices|compare/topics)/', r'href="\1/'), (r'href="[^"]*" data-swap', "data-swap")
    for pattern, same in links:
        in_browser, rendered = (re.sub(pattern, same, text) for text in (in_browser, rendered))
    assert in_browser == rendered


def test_the_choice_stands_in_the_address_and_comes_back_from_it(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_comparison(visit, serve(site), address="")
    page.locator("#compare-a").select_option(ZONE)
    page.locator("#compare-b").select_option(CITY)
    page.locator("#compare-form button").click()
    first = shown(page)
    assert page.url.endswith(f"?a={ZONE}&b={CITY}")
    page.locator("[data-swap]").click()
    expect(page).to_have_url(re.compile(f"a={CITY}&b={ZONE}"))
    expect(page.locator("#compare-a")).to_have_value(CITY)
    page.go_back()
    expect(page.locator("#compare-a")).to_have_value(ZONE)
    page.reload()
    assert shown(page) == first


def test_a_notice_that_the_site_does_not_have_is_told(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_comparison(visit, serve(site), address=f"a=nowhere-2020-h1&b={CITY}")
    expect(page.locator("#compare-status")).to_contain_text("不在本站")
    expect(page.locator("#compare-b")).to_have_value(CITY)


def test_a_notice_against_itself_is_not_compared(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_comparison(visit, serve(site), address=f"a={CITY}&b={CITY}")
    expect(page.locator("#compare-status")).to_contain_text("两份不同")
    expect(page.locator("#compare-result article")).to_have_count(0)


def test_when_a_notice_cannot_be_read_the_page_says_so_and_tries_again(site: Path, serve: Serve, visit: Visit) -> None:
    home = serve(site)
    page = visit.open(home, service_workers="block")
    page.route(f"**/notices/{ZONE}.json", lambda route: route.abort())
    page.goto(f"{home}compare/?{BOTH}")
    expect(page.locator("#compare-retry")).to_be_visible(timeout=60_000)
    page.unroute(f"**/notices/{ZONE}.json")
    page.locator("#compare-retry").click()
    shown(page)
    visit.errors.clear()


def test_rows_and_content_are_chosen_by_keyboard(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_comparison(visit, serve(site))
    shown(page)
    same = page.locator(".cd-row--same").first
    expect(same).to_be_hidden()
    page.locator("[name=rows]:checked").focus()
    page.keyboard.press("ArrowRight")
    expect(same).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    copies = page.locator("#t-material\\.application_form")
    expect(copies.locator(".cd-facts").first).to_contain_text("份数")
    expect(copies.locator(".cd-words").first).to_be_hidden()


def test_a_link_to_a_topic_that_is_the_same_shows_it(site: Path, serve: Serve, visit: Visit) -> None:
    home = serve(site)
    page = visit.open(home, service_workers="block")
    page.goto(f"{home}compare/{ZONE}/{CITY}/")
    topic = page.locator(".cd-row--same").first.get_attribute("id")
    page.goto(f"{home}compare/{ZONE}/{CITY}/#{topic}")
    expect(page.locator(f"[id='{topic}']")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_and_the_page_is_not_wider(
    site: Path, serve: Serve, visit: Visit, width: int, scheme: str
) -> None:
    page = open_comparison(visit, serve(site), viewport={"width": width, "height": 800}, color_scheme=scheme)
    shown(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = page.evaluate("rules => axe.run(document, rules).then(r => r.violations)", rules)
    assert [(fault["id"], [node["html"][:90] for node in fault["nodes"]][:3]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_the_vocabulary_is_published_beside(site: Path) -> None:
    vocabulary = json.loads((site / "compare" / "vocabulary.json").read_text(encoding="utf-8"))
    assert set(vocabulary) == {"topics", "facts", "affiliations", "notices", "words"}
    assert set(vocabulary["notices"]) == {ZONE, CITY}

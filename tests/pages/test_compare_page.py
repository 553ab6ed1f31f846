"""The page that compares any two notices, as a reader uses it: in the browser, by the modules that render the pairs."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browser import SCREENS, Screen, Visit, faults
from command import run_chuding
from playwright.sync_api import Page, expect
from proof import LONG, sizes

pytestmark = LONG

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
def test_the_browser_compares_as_the_generator_does(
    site: Path, serve: Serve, visit: Visit, folder: str, pair: tuple[str, str]
) -> None:
    a, b = pair
    page = open_comparison(visit, serve(site), folder, f"a={a}&b={b}")
    in_browser = shown(page)
    page.goto(page.url.split("?")[0] + f"{a}/{b}/")
    rendered = page.locator(".cd-comparison").evaluate("article => article.outerHTML")
    # Only the site's files have addresses.
    links = [(r'href="(?:\.\./)+', 'href="'), (r'href="[^"]*" (data-swap|download)', r"\1")]
    for pattern, same in links:
        in_browser, rendered = (re.sub(pattern, same, text) for text in (in_browser, rendered))
    assert in_browser == rendered
    # Whom it affects and how the rules differ, too.
    assert 'id="impact"' in in_browser and 'class="cd-impact cd-rules"' in in_browser


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


def test_of_a_rendered_pair_the_workbook_is_at_hand(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_comparison(visit, serve(site), "en/")
    shown(page)
    with page.expect_download() as download:
        page.locator("[data-form=xlsx]").click()
    assert download.value.path().read_bytes() == (site / "compare" / ZONE / CITY / "comparison.xlsx").read_bytes()


def test_an_address_with_one_notice_waits_for_the_other(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_comparison(visit, serve(site), address=f"b={CITY}")
    expect(page.locator("#compare-b")).to_have_value(CITY)
    expect(page.locator("#compare-status")).to_have_text("")
    page.locator("#compare-form button").click()
    shown(page)
    page.go_back()
    expect(page.locator("#compare-result article")).to_have_count(0)
    expect(page.locator("#compare-status")).to_have_text("")


def test_swapping_keeps_the_place_of_the_keyboard_and_names_the_page(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_comparison(visit, serve(site), "en/")
    shown(page)
    expect(page).to_have_title(re.compile("^Lianyungang Economic.*2023 compared with City.*2026 · "))
    page.locator("[data-swap]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^City.*2026 compared with Lianyungang Economic.*2023 · "), timeout=60_000)
    expect(page.locator("[data-swap]")).to_be_focused()


def test_a_topic_in_the_address_is_shown_once_python_has_drawn_it(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_comparison(visit, serve(site), address=f"{BOTH}#t-assessment")
    expect(page.locator("[id='t-assessment']")).to_be_in_viewport(timeout=60_000)


def test_back_from_the_self_check_is_the_row_that_led_there(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_comparison(visit, serve(site))
    shown(page)
    row = page.locator(".cd-effects tbody tr:visible").last
    name = row.get_attribute("id")
    row.locator(".cd-impact__check a").click()
    page.wait_for_url("**/check/**")
    page.go_back()
    expect(page.locator(f"[id='{name}']")).to_be_in_viewport(timeout=60_000)


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


def test_on_a_phone_a_rows_words_are_shown_where_the_keyboard_asks_for_them(
    site: Path, serve: Serve, visit: Visit
) -> None:
    page = visit(f"{serve(site)}compare/{ZONE}/{CITY}/", viewport={"width": 360, "height": 800})
    row = page.locator("#t-material\\.application_form")
    expect(row.locator(".cd-words").first).to_be_hidden()
    row.locator("input").focus()
    page.keyboard.press("Space")
    expect(row.locator(".cd-words").first).to_contain_text("一式2份")


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("pair", [(ZONE, CITY), (CITY, ZONE)])
def test_a_comparison_begins_with_five_to_eight_sentences_and_whom_it_affects_comes_before_the_table(
    site: Path, visit: Visit, folder: str, pair: tuple[str, str]
) -> None:
    page = visit((site / folder / "compare" / "/".join(pair) / "index.html").as_uri())
    assert 5 <= page.locator(".cd-first li").count() <= 8
    places = [page.locator(f"#{name}").bounding_box() for name in ("first", "impact", "differences")]
    tops = [place["y"] for place in places if place]
    assert len(tops) == 3 and tops == sorted(tops)


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("pair", [(ZONE, CITY), (CITY, ZONE)])
def test_on_a_phone_a_comparison_has_at_most_twelve_screens_before_one_opens_more(
    site: Path, visit: Visit, folder: str, pair: tuple[str, str]
) -> None:
    page = visit.open(site.as_uri(), viewport={"width": 360, "height": 800})
    page.goto((site / folder / "compare" / "/".join(pair) / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= 12 * 800


@pytest.mark.parametrize("folder", ["", "en/"])
def test_no_row_says_a_thing_twice(site: Path, visit: Visit, folder: str) -> None:
    page = visit((site / folder / "compare" / ZONE / CITY / "index.html").as_uri())
    alone = "仅乙有" if not folder else "only in B"
    rows = page.locator(".cd-row").evaluate_all("rows => rows.map((row) => row.textContent)")
    assert [row for row in rows if row.count(alone) > 1] == []


def test_an_english_comparison_names_addresses_in_english(site: Path, visit: Visit) -> None:
    page = visit((site / "en" / "compare" / ZONE / CITY / "index.html").as_uri())
    remark = page.locator("#t-contact\\.address .cd-remark").inner_text()
    assert "Huaguoshan Avenue" in remark and not re.search(r"[\u4e00-\u9fff]", remark)


def test_a_link_to_a_topic_that_is_the_same_shows_it(site: Path, serve: Serve, visit: Visit) -> None:
    home = serve(site)
    page = visit.open(home, service_workers="block")
    page.goto(f"{home}compare/{ZONE}/{CITY}/")
    topic = page.locator(".cd-row--same").first.get_attribute("id")
    page.goto(f"{home}compare/{ZONE}/{CITY}/#{topic}")
    expect(page.locator(f"[id='{topic}']")).to_be_visible()


@pytest.mark.parametrize("screens", sizes(sample=SCREENS[:1], whole=SCREENS))
def test_axe_finds_no_fault_and_the_page_is_not_wider(
    site: Path, serve: Serve, visit: Visit, screens: list[Screen]
) -> None:
    home = serve(site)
    for screen in screens:
        page = open_comparison(visit, home, **screen.options)
        shown(page)
        assert faults(page) == [], screen
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, screen


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_comparison_lies_beside_its_page_in_other_forms(
    site: Path, serve: Serve, visit: Visit, folder: str
) -> None:
    page = visit(f"{serve(site, '/a/b/')}{folder}compare/{ZONE}/{CITY}/")
    language = "en" if folder else "zh"
    for form in ("xlsx", "csv", "json"):
        with page.expect_download() as waiting:
            page.locator(f"[data-form={form}]").click()
        assert waiting.value.suggested_filename == f"{ZONE}_{CITY}.{form}"
        arguments = ("compare", ZONE, CITY, "--format", form)
        wanted = run_chuding(*arguments, "--lang", language if form == "csv" else "zh", "-o", site.parent / "wanted")
        assert wanted.returncode == 0
        assert Path(waiting.value.path()).read_bytes() == (site.parent / "wanted").read_bytes()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_files_are_linked_so_that_they_are_found_on_disk(site: Path, visit: Visit, folder: str) -> None:
    page = visit((site / folder / "compare" / ZONE / CITY / "index.html").as_uri())
    links = page.locator("[data-form]").evaluate_all("links => links.map(link => link.href)")
    assert [Path(unquote(urlsplit(link).path)).is_file() for link in links] == [True] * 3


def test_the_browser_saves_what_it_compared_itself(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_comparison(visit, serve(site))
    shown(page)
    for form in ("csv", "json"):
        with page.expect_download() as waiting:
            page.locator(f"#compare-result [data-form={form}]").click()
        assert waiting.value.suggested_filename == f"{ZONE}_{CITY}.{form}"
        saved = Path(waiting.value.path()).read_bytes()
        assert saved == (site / "compare" / ZONE / CITY / f"comparison.{form}").read_bytes()


def test_the_table_is_copied_as_it_is_shown(site: Path, serve: Serve, visit: Visit) -> None:
    home = serve(site)
    page = visit(f"{home}compare/{ZONE}/{CITY}/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text("已复制")
    expect(page.locator("[data-copy]")).to_have_text("复制表格", timeout=10_000)
    read = "type => navigator.clipboard.read().then(([item]) => item.getType(type)).then(blob => blob.text())"
    html, text = (page.evaluate(read, kind) for kind in ("text/html", "text/plain"))
    rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    assert [cell.split()[0] for cell in rows[0]] == ["事项", "说明", "甲", "乙"]
    form = next(row for row in rows if row[0].startswith("申报表 "))
    assert form[0].split() == ["申报表", "事实不同"] and form[1].startswith("份数：2 → 3\n")
    assert "一式2份" in form[2] and "一式三份" in form[3]
    assert len(rows) == 1 + page.locator(".cd-row:visible").count()
    assert "一式<del>2</del>份" in html and "class=" not in html


def test_what_is_copied_is_no_formula_and_has_every_row_that_is_shown(site: Path, serve: Serve, visit: Visit) -> None:
    home = serve(site)
    page = visit(f"{home}compare/{ZONE}/{CITY}/", permissions=["clipboard-read", "clipboard-write"])
    for folded in page.locator(".cd-rest summary").all():
        folded.click()
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text("已复制")
    rows = list(csv.reader(io.StringIO(page.evaluate("() => navigator.clipboard.readText()")), delimiter="\t"))
    assert len(rows) == 1 + page.locator(".cd-row").count()
    assert [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")] == []


def test_without_scripts_no_button_pretends_to_copy(site: Path, serve: Serve, visit: Visit) -> None:
    page = visit(f"{serve(site)}compare/{ZONE}/{CITY}/", java_script_enabled=False)
    expect(page.locator(".cd-copy")).to_be_hidden()
    expect(page.locator("[data-form=csv]")).to_be_visible()


def test_the_vocabulary_is_published_beside(site: Path) -> None:
    vocabulary = json.loads((site / "compare" / "vocabulary.json").read_text(encoding="utf-8"))
    assert set(vocabulary) == {"topics", "facts", "affiliations", "notices", "words"}
    assert set(vocabulary["notices"]) == {ZONE, CITY}

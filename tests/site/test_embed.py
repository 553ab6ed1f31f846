"""The self-check in a frame of another site's page: it tells its height, and nothing else leaves it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from applicants import ELIGIBLE
from check_form import FILL, expect_outcome
from playwright.sync_api import Browser, Frame, Page, expect
from proof import LONG

from generator.folders import ROOT

pytestmark = LONG

LANGUAGES = {"zh": ("", "site_src/pages/staff.md"), "en": ("en/", "site_src/pages/en/staff.md")}
HEARD = "addEventListener('message', (event) => (window.heard ??= []).push([event.origin, event.data]), true);"


def example_page(staff: str) -> str:
    """The example on the staff's page, as it is to be copied."""
    example: str
    [example] = re.findall(r"```html\n(<iframe.*?)```", (ROOT / staff).read_text(encoding="utf-8"), re.DOTALL)
    return example


@pytest.fixture
def host(
    site: Path, serve: Callable[..., str], tmp_path: Path, chromium: Browser, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page of another origin that holds the example; the test's parameter is its language."""
    folder, staff = LANGUAGES[request.param]
    address = serve(site, prefix="/rsj/chuding/")
    example = example_page(staff).replace("https://example.com/chuding/", address)
    assert f"{address}{folder}embed/check/?notice=" in example
    head = f'<!doctype html><meta charset="utf-8"><title>host</title><script>{HEARD}</script>'
    (tmp_path / "host.html").write_text(head + example, encoding="utf-8")
    context = chromium.new_context(viewport={"width": 700, "height": 800})
    page = context.new_page()
    page.goto(f"{serve(tmp_path)}host.html")
    yield page
    context.close()


def frame_of(page: Page) -> Frame:
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame
    expect(frame.locator("#check-bar[data-engine=ready]")).to_be_attached()
    return frame


@pytest.mark.parametrize("host", LANGUAGES, indirect=True)
def test_the_example_of_the_staffs_page_grows_with_the_self_check_and_hears_its_height_alone(host: Page) -> None:
    frame = frame_of(host)
    frame.evaluate(FILL, ELIGIBLE)
    expect(frame.locator("#verdict")).to_have_attribute("data-outcome", "eligible")
    whole = "document.querySelector('[data-embed]').getBoundingClientRect().bottom + scrollY"
    inside = frame.evaluate(whole)
    host.wait_for_function(f"Math.abs(document.querySelector('iframe').offsetHeight - {inside}) < 8")
    heard = host.evaluate("window.heard")
    assert {tuple(sorted(data)) for _, data in heard} == {("height", "type")}
    assert {(type(data["height"]), data["type"]) for _, data in heard} == {(int, "chuding:height")}
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("host", ["zh"], indirect=True)
def test_a_link_to_the_notice_opens_beside_the_page_that_holds_the_frame(host: Page) -> None:
    frame = frame_of(host)
    with host.context.expect_page() as opened:
        frame.locator("#check-notice-link").click()
    assert "/notices/lianyungang-city-2026-h1/" in opened.value.url
    assert host.url.endswith("host.html")


@pytest.mark.parametrize("host", ["en"], indirect=True)
def test_a_link_with_answers_made_in_a_frame_opens_the_site_itself(host: Page) -> None:
    frame = frame_of(host)
    frame.evaluate(FILL, ELIGIBLE)
    frame.evaluate("location.hash = 'verdict'")
    frame.locator("#check-link").click()
    made = frame.locator("#check-link-address").input_value()
    assert re.search(r"/rsj/chuding/en/check/\?notice=[\w-]+#answers&", made)
    page = host.context.new_page()
    page.goto(made)
    expect_outcome(page, "eligible")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_a_frame_has_no_frame_of_its_own_and_is_not_to_be_found(site: Path, language: str) -> None:
    folder, _ = LANGUAGES[language]
    html = (site / folder / "embed" / "check" / "index.html").read_text(encoding="utf-8")
    assert 'name="robots" content="noindex"' in html
    assert "cd-header" not in html and "cd-footer" not in html
    assert "embed/" not in (site / "sitemap.xml").read_text(encoding="utf-8")

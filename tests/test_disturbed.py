"""Slow and broken: the page says what is going on, loses nothing that was answered, and recovers."""

from collections.abc import Callable
from pathlib import Path

from conftest import Visit
from playwright.sync_api import expect
from test_check_page import ELIGIBLE, answer, expect_outcome, open_check, wait_until_ready

type Serve = Callable[..., str]


def test_two_tabs_judge_each_its_own_answers(site: Path, serve: Serve, visit: Visit) -> None:
    home = serve(site)
    one = open_check(visit, home)
    other = one.context.new_page()
    other.goto(one.url)
    answer(one, ELIGIBLE)
    answer(other, ELIGIBLE | {"status": "retired"})
    expect_outcome(other, "ineligible")
    expect_outcome(one, "eligible")


def test_back_and_forward_bring_the_answers_and_their_verdict_back(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    answer(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    page.locator("#check-notice-link").click()
    page.wait_for_url("**/notices/**")
    page.go_back()
    expect_outcome(page, "eligible")
    expect(page.locator("#q-affiliation input:checked")).to_have_value("city-unit")
    page.go_forward()
    page.wait_for_url("**/notices/**")


def test_a_reload_in_mid_form_keeps_what_was_answered(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    answer(page, {"affiliation": "city-unit", "series": "lawyer", "access_qualification": "false"})
    expect_outcome(page, "ineligible")
    page.evaluate("location.reload()")
    page.wait_for_load_state("load")
    expect_outcome(page, "ineligible")
    expect(page.locator("#q-series select")).to_have_value("lawyer")


def test_offline_in_mid_load_the_page_says_so_and_goes_on_once_there_is_a_connection(
    site: Path, serve: Serve, visit: Visit
) -> None:
    home = serve(site)
    page = visit.open(home)
    cut = []

    def cut_off(route) -> None:
        cut.append(route.request.url)
        page.context.set_offline(True)
        route.abort("internetdisconnected")

    page.context.route("**/assets/runtime/*.wasm", cut_off)
    page.goto(f"{home}check/?today=2026-05-20")
    expect(page.locator("#check-retry")).to_be_visible()
    assert cut
    answer(page, ELIGIBLE)
    page.context.unroute("**/assets/runtime/*.wasm")
    page.context.set_offline(False)
    page.locator("#check-retry").click()
    expect_outcome(page, "eligible")
    visit.errors.clear()

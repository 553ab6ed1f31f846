"""The self-check's form, a step at a time: how far it is, what it takes, what is read, what is changed."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from applicants import ELIGIBLE
from browser import Visit
from check_form import answer, expect_outcome, fill_in, open_check, show_step_of, wait_until_ready
from partial_answers import CITY, QUESTIONS, ZONE
from playwright.sync_api import Page, expect
from proof import LONG

from generator.folders import ROOT
from generator.pages.check import check_page
from generator.pages.questions import area_views, groups
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import load_words

pytestmark = LONG


@pytest.fixture(scope="module")
def publication() -> Publication:
    return publish(load(ROOT / "notices"))


# From step to step

MOST_TAPS, MOST_SCREENS, MOST_STEPS = 15, 8, 8
PHONE = {"width": 360, "height": 800}
END = "document.querySelector('[data-step-id]:not([hidden]) .check-go').getBoundingClientRect().bottom + scrollY"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_eligible_bachelor_is_done_on_a_phone_in_15_taps_and_8_screens(
    site: Path, serve: Callable[..., str], visit: Visit, language: str
) -> None:
    page = open_check(visit, serve(site), language, viewport=PHONE)
    wait_until_ready(page)
    taps, height, steps = 0, 0.0, ["start"]

    def tap(selector: str, taken: int = 1) -> None:
        nonlocal taps
        taps += taken
        page.locator(selector).click()

    def go_on(button: str) -> None:
        nonlocal height
        expect(page.locator("#verdict")).to_have_attribute("aria-busy", "false")
        height += page.evaluate(END)
        tap(f"[data-step-id={steps[-1]}] {button}")
        expect(page.locator(".check")).not_to_have_attribute("data-step", steps[-1])
        steps.append(str(page.locator(".check").get_attribute("data-step")))

    def choose(key: str, value: str) -> None:
        tap(f"select[name={key}]", 2)  # opened, and one chosen
        page.locator(f"select[name={key}]").select_option(value)

    def write(key: str, text: str) -> None:
        tap(f"#q-{key} [data-part=year]")
        page.keyboard.type(text)

    usual, on = "[data-action=usual]", ".check-on"
    go_on(on)
    tap("input[value=city-unit]")
    go_on(usual)
    go_on(usual)
    choose("series", "engineering")
    go_on(on)
    choose("education", "bachelor")
    go_on(usual)
    write("post_since", "2024/7/1")
    write("working_since", "2024年7月1日")
    go_on(usual)
    tap("[name=dispatched][value=false]")
    go_on(on)
    expect_outcome(page, "eligible")
    assert steps == ["start", *dict.fromkeys(question.group for question in QUESTIONS.values()), "verdict"]
    assert taps <= MOST_TAPS and len(steps) <= MOST_STEPS
    assert height <= MOST_SCREENS * PHONE["height"]


def test_nothing_is_preselected(publication: Publication) -> None:
    form = (
        check_page(publication, load_words(ROOT / "site_src" / "words"), "zh")
        .partition('id="step-scope"')[2]
        .partition("</form>")[0]
    )
    assert not re.findall(r"\s(?:checked|selected)\b", form)


def test_the_way_is_counted_to_its_end_and_the_browsers_back_goes_a_step_back(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    page.locator("#step-start .check-on").click()
    expect(page.locator("#count-scope")).to_have_text("第1步，最多7步")
    expect(page.locator("#step-scope h2")).to_be_focused()
    expect(page.locator("#step-scope h2")).to_have_accessible_description("第1步，最多7步")
    page.locator("#step-scope .check-on").click()
    expect(page.locator("#count-exclusion")).to_have_text("第2步，最多7步")
    page.locator("#q-status input[value=retired]").check()
    # The result is settled: nothing else is asked.
    expect(page.locator("#count-exclusion")).to_have_text("第1步，最多2步")
    page.locator("#step-exclusion .check-on").click()
    expect(page.locator("#verdict")).to_be_focused()
    page.go_back()
    expect(page.locator("#step-exclusion h2")).to_be_focused()
    page.go_back()
    expect(page.locator("#step-scope h2")).to_be_focused()
    page.go_back()
    expect(page.locator("#check-start-heading")).to_be_focused()
    page.go_forward()
    page.locator("#step-scope [data-action=back]").click()
    expect(page.locator("#check-start-heading")).to_be_focused()


def test_a_verdict_asked_for_while_the_browser_goes_back_does_not_keep_the_step_that_is_left(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    page.locator("#step-start .check-on").click()
    expect(page.locator("#step-scope h2")).to_be_focused()
    # The browser tells of another entry of its history before it tells of another address.
    page.evaluate("""addEventListener("popstate", () =>
        document.getElementById("check-notice").dispatchEvent(new Event("change")))""")
    page.go_back()
    expect(page.locator("#step-start")).to_be_visible()
    expect(page.locator("#step-scope")).to_be_hidden()


def test_what_no_longer_matters_is_folded_to_a_line_that_says_why(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    answer(page, {"affiliation": "city-unit", "origin": "mainland"})
    expect(page.locator("#step-scope .check-idle")).to_have_text("不必回答：证件（来自：内地）。")
    expect(page.locator("#q-foreign_document")).to_be_hidden()
    expect(page.locator("#q-contract")).to_be_visible()
    page.locator("#q-origin input[value=foreign]").check()
    expect(page.locator("#q-foreign_document")).to_be_visible()
    expect(page.locator("#step-scope .check-idle")).to_have_text(re.compile("劳动（聘用）合同"))


def test_an_answer_is_changed_from_the_list_and_no_other_is_lost(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    page.goto(f"{page.url}#verdict")
    rows = page.locator(".check-answer")
    before = rows.all_text_contents()
    assert len(before) == len(ELIGIBLE)
    rows.filter(has_text="年度考核").get_by_role("link").click()
    expect(page.locator("#q-assessments input[value=true]")).to_be_focused()
    page.locator("#q-assessments input[value=false]").check()
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_be_focused()
    expect_outcome(page, "ineligible")
    after = rows.all_text_contents()
    assert [b for a, b in zip(before, after, strict=True) if a != b] == [
        row.replace("是", "否", 1) for row in before if "年度考核" in row
    ]


def test_whoever_is_not_sure_reads_how_to_find_out_and_the_question_stays_open(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    for key, control in (("assessments", "radio"), ("series", "select"), ("post_since", "date"), ("courses", "years")):
        show_step_of(page, key)
        question = page.locator(f"#q-{key}")
        if control == "select":
            question.locator("select").select_option(label="不确定")
        else:
            question.get_by_label("不确定", exact=True).check()
        expect(page.locator(f"#find-{key}")).to_be_visible()
        expect_outcome(page, "incomplete")
        page.reload()
        expect(page.locator(f"#find-{key}")).to_be_visible()
        fill_in(page, {key: ELIGIBLE[key]})
        expect(page.locator(f"#find-{key}")).to_be_hidden()
        expect_outcome(page, "eligible")


def test_a_day_that_is_left_out_is_open_within_its_month(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE)
    answer(page, {"post_since": "2024-07"})
    expect_outcome(page, "eligible")
    page.locator("#q-post_since [data-part=day]").fill("")
    answer(page, {"post_since": "2025-05-"})
    expect_outcome(page, "incomplete")


def test_all_answers_are_cleared_and_can_be_had_back(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    page.goto(f"{page.url}#verdict")
    page.locator("#check-clear").click()
    expect_outcome(page, "incomplete")
    expect(page.locator("#check-cleared")).to_be_visible()
    expect(page.locator("[data-key] :checked:not(option)")).to_have_count(0)
    written = page.locator("[data-key] [type=text], [data-key] select").evaluate_all(
        "all => all.map((one) => one.value)"
    )
    assert not any(written)
    page.locator("#check-undo").click()
    expect_outcome(page, "eligible")
    expect(page.locator("#check-cleared")).to_be_hidden()


def test_a_link_with_answers_pasted_into_the_same_tab_is_taken_and_leaves_the_address(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    page.goto(f"{page.url.partition('#')[0]}#answers&status=retired&courses=2024&series=%3F")
    expect_outcome(page, "ineligible")
    expect(page.locator("#verdict")).to_be_focused()
    assert "answers" not in page.url
    answers = page.locator(".check-answer").evaluate_all("rows => rows.map((row) => row.dataset.state)")
    assert answers.count("answered") == 2
    unsure = page.locator("select[name=series]").evaluate("select => 'unsure' in select.selectedOptions[0].dataset")
    assert unsure


@pytest.mark.parametrize("day", ["2026-02-30", "soon", "2026-5-1"])
def test_a_day_in_the_address_that_is_none_is_ignored_with_a_word(
    site: Path, serve: Callable[..., str], visit: Visit, day: str
) -> None:
    page = visit(f"{serve(site)}check/?today={day}")
    expect(page.locator("#check-today")).to_contain_text(day)
    wait_until_ready(page)
    expect(page.locator("#verdict-date")).to_contain_text("本设备的日期")


def test_the_notice_that_is_chosen_stands_there_with_its_state_on_the_day(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    windows = page.locator(f"[data-windows={CITY}] li")
    expect(windows.first).to_have_attribute("data-window-state", "open")
    expect(windows.first).to_contain_text("2026年5月11日至5月29日")
    expect(windows.first).to_contain_text("还有9天")
    page.locator("#check-notice").select_option(ZONE)
    expect(windows.first).to_be_hidden()
    expect(page.locator(f"[data-windows={ZONE}] li").first).to_have_attribute("data-window-state", "closed")


# What is asked


def test_an_area_has_its_own_affiliations_and_words_also_where_another_area_has_the_same_id(
    publication: Publication,
) -> None:
    [own] = publication.jurisdictions.areas
    elsewhere = own.affiliations[-1].model_copy(update={"zh": "不在邻市工作", "en": "I work outside the next city"})
    words = {"id": "next-city", "affiliations": (elsewhere,), "why": None, "find_out": None}
    places = publication.jurisdictions.model_copy(update={"areas": (own, own.model_copy(update=words))})
    views = area_views(replace(publication, jurisdictions=places), "zh")
    assert views["next-city"]["affiliation"]["values"] == [[elsewhere.id, "不在邻市工作"]]
    assert [elsewhere.id, "不在连云港市工作"] in views[own.id]["affiliation"]["values"]
    assert "市直（市属）" in views[own.id]["affiliation"]["why"]
    assert "市直（市属）" not in views["next-city"]["affiliation"]["why"]


def test_a_topic_without_a_heading_is_headed_by_its_first_question(publication: Publication) -> None:
    bare = tuple(
        question.model_copy(update={"heading": None, "group": "new"}) for question in publication.questions[:2]
    )
    words = load_words(ROOT / "site_src" / "words").and_of(publication.words)
    [group] = groups(replace(publication, questions=bare), words.of("en"), "en")
    assert (group.id, group.heading) == ("new", bare[0].short.en)


# What is read


WRITTEN = {
    "2022/2/3": "2022-02-03",
    "2022年2月3日": "2022-02-03",
    "２０２２．２．３": "2022-02-03",
    "20220203": "2022-02-03",
    "2022.2": "2022-02",
    "2022年2月": "2022-02",
}


def test_a_date_is_read_as_people_write_it_and_the_day_may_be_left_out(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    show_step_of(page, "post_since")
    year, value = page.locator("#q-post_since [data-part=year]"), page.locator("input[name=post_since]")
    for written, read in WRITTEN.items():
        answer(page, {"post_since": "--"})
        year.fill(written)
        expect(value).to_have_value(read)
        year.blur()
        parts = page.locator("#q-post_since [data-part]").evaluate_all(
            "parts => parts.map((part) => Number(part.value))"
        )
        assert parts == [2022, 2, 3 if len(read) > 7 else 0]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["22", "2", "3"], "“22”"),
        (["2022", "13", ""], "“13”"),
        (["2022", "2", "30"], "没有“30”日"),
        (["soon", "", ""], "“soon”"),
    ],
)
def test_an_impossible_date_is_said_at_its_question_once_and_stops_nobody(
    site: Path, serve: Callable[..., str], visit: Visit, parts: list[str], words: str
) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    show_step_of(page, "post_since")
    for part, text in zip(("year", "month", "day"), parts, strict=True):
        page.locator(f"#q-post_since [data-part={part}]").fill(text)
    fault, on = page.locator("#fault-post_since"), page.locator("#step-experience .check-on")
    expect(fault).to_be_hidden()
    page.keyboard.press("Enter")
    expect(fault).to_contain_text(words)
    expect(page.locator("#q-post_since [data-part=year]")).to_be_focused()
    expect(page.locator("input[name=post_since]")).to_have_value("")
    expect_outcome(page, "incomplete")
    on.click()
    expect(page.locator("#step-materials h2")).to_be_focused()


def test_no_wheel_and_no_single_key_does_what_the_reader_does_not_see(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    answer(page, {"series": "engineering"})
    page.locator("select[name=series]").focus()
    page.mouse.move(*middle(page, "select[name=series]"))
    page.mouse.wheel(0, 200)
    expect(page.locator("select[name=series]")).to_have_value("engineering")
    show_step_of(page, "post_since")
    year = page.locator("#q-post_since [data-part=year]")
    year.click()
    page.keyboard.type("s/f?.2024")
    expect(year).to_be_focused()
    expect(year).to_have_value("s/f?.2024")


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# Without a mouse


def press_until(page: Page, key: str, script: str, most: int = 120) -> None:
    for _ in range(most):
        if page.evaluate(script):
            return
        page.keyboard.press(key)
    raise AssertionError(f"never: {script}")


MOST_TAB_STOPS = 25


def test_the_keyboard_alone_completes_a_case_within_25_tab_stops(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    stops = 0

    def tab_to(script: str) -> None:
        nonlocal stops
        while not page.evaluate(script):
            assert stops < MOST_TAB_STOPS, script
            page.keyboard.press("Tab")
            stops += 1

    def go_on(to: str) -> None:
        # A list takes the key for itself.
        if page.evaluate("document.activeElement.tagName") == "SELECT":
            tab_to("document.activeElement.matches('.check-on')")
        page.keyboard.press("Enter")
        expect(page.locator(to)).to_be_focused()

    # The frame's own link leads past its navigation.
    tab_to("document.activeElement.hash === '#content'")
    page.keyboard.press("Enter")
    tab_to("document.activeElement.matches('.check-on')")
    go_on("#step-scope h2")
    for key, value in ELIGIBLE.items():
        step = QUESTIONS[key].group
        if page.locator(f"#step-{step}").is_hidden():
            go_on(f"#step-{step} h2")
        expect(page.locator(f"#q-{key}")).to_be_visible()
        if isinstance(value, list):
            tab_to("'every' in document.activeElement.dataset")
            page.keyboard.press("Space")
        elif key.endswith("_since"):
            for part, text in zip(("year", "month", "day"), str(value).split("-"), strict=True):
                tab_to(f"document.activeElement.matches('#q-{key} [data-part={part}]')")
                page.keyboard.type(text)
        else:
            tab_to(f"document.activeElement.name === '{key}'")
            wanted = str(value).lower() if isinstance(value, bool) else value
            press_until(page, "ArrowDown", f"document.activeElement.value === '{wanted}'")
            if page.evaluate("document.activeElement.checked === false"):
                page.keyboard.press("Space")
    go_on("#verdict")
    expect_outcome(page, "eligible")

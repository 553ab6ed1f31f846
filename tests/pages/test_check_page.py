"""The self-check page, driven as an applicant drives it: with clicks, with the keyboard, and when things fail."""

import json
import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from applicants import ELIGIBLE, draw_applicants
from browser import Visit, serious_faults
from check_form import answer, expect_outcome, fill_in, open_check, show_step_of, wait_until_ready
from partial_answers import CITY, QUESTIONS, ZONE
from playwright.sync_api import Page, Route, expect
from proof import LONG, sizes

from generator.decisions.questions import find_questions
from generator.folders import ROOT
from generator.pages.check import check_page
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import LANGUAGES, load_words
from selfcheck import evaluate, explain
from selfcheck.answers import JsonObject

pytestmark = LONG

WORDS = ROOT / "site_src" / "words"
CHINESE = re.compile(r"[㐀-鿿]")

CASES = {
    # outcome: (answers that differ from ELIGIBLE, the clause that decides, as it is cited in Chinese and in English)
    "eligible": ({}, None, None, None),
    "not_yet": ({"post_since": "2025-07-01"}, "2.1.2", "二（一）2.", "clause 2.1.2"),
    "ineligible": ({"series": "accounting"}, "1.b", "第一部分第2段", "Part 1, para. 2"),
    "refer": ({"series": "software"}, "1.b", "第一部分第2段", "Part 1, para. 2"),
}

HEADLINES = {
    "eligible": {
        "zh": "经自查，您符合条件，现在可以申报",
        "en": "By this self-check you meet the conditions and can apply now",
    },
    "not_yet": {
        "zh": "经自查，您只差时间，2026年7月1日满期",
        "en": "By this self-check only time is missing, complete on 1 July 2026",
    },
    "ineligible": {"zh": "您不符合这份通知的条件", "en": "You do not meet this notice's conditions"},
    "refer": {
        "zh": "通知有的地方没有写明，请先咨询",
        "en": "The notice leaves something open: please ask first",
    },
}


@pytest.fixture(scope="module")
def publication() -> Publication:
    return publish(load(ROOT / "notices"))


@pytest.fixture(scope="module")
def fragments(publication: Publication) -> dict[str, str]:
    """The page's content by language."""
    words = load_words(WORDS)
    return {language: check_page(publication, words, language) for language in LANGUAGES}


# What stands in the page


class Controls(HTMLParser):
    """The form's controls by name, with the values that they offer."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "input" and "name" not in known:
            return  # the link that the reader makes is no answer
        if tag in ("input", "select"):
            self.select = str(known["name"])
            self.found.setdefault(self.select, [])
        if tag in ("input", "option"):
            self.found[self.select].append(known.get("value") or "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_stands_in_the_page_with_the_values_that_it_accepts(
    fragments: dict[str, str], publication: Publication, language: str
) -> None:
    controls = Controls(fragments[language]).found
    assert [name for name in controls if name != "notice"] == list(QUESTIONS)
    affiliations = [choice.id for choice in publication.notices[0].affiliations]
    for key, question in QUESTIONS.items():
        offered = [value for value in controls[key] if value]
        match question.kind:
            case "yes_no":
                assert offered == ["true", "false"]
            case "choice":
                assert offered == (affiliations if key == "affiliation" else list(question.values))
            case "years":
                assert offered[:2] + offered[-1:] == ["2026", "2025", "none"]
            case _:
                assert offered == []


def test_every_question_stands_under_the_heading_of_its_group(fragments: dict[str, str]) -> None:
    sections = re.findall(r'aria-labelledby="check-group-(\w+)"', fragments["zh"])
    assert sections == list(dict.fromkeys(question.group for question in QUESTIONS.values()))


def test_both_languages_have_the_same_structure(fragments: dict[str, str]) -> None:
    tags = {language: re.findall(r"<(\w+)(?: id=\"([^\"]*)\")?", html) for language, html in fragments.items()}
    without = {
        language: [tag for tag in found if tag[0] not in ("br", "tspan", "a")] for language, found in tags.items()
    }
    assert without["zh"] == without["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_no_inline_style_handler_script_or_absolute_link(fragments: dict[str, str], language: str) -> None:
    html = fragments[language]
    assert not re.findall(r"<style|\sstyle=|\son\w+=", html)
    assert re.findall(r"<script[^>]*>", html) == ['<script type="application/json" id="check-data">']
    assert not [link for link in re.findall(r"(?:href|src)=\"([^\"]*)", html) if link.startswith("/")]


def test_scripts_and_templates_hold_no_words_for_people() -> None:
    templates = ROOT / "site_src" / "templates"
    sources = [
        *(ROOT / "site_src" / "browser").rglob("*.js"),
        templates / "check.html",
        *templates.glob("check/*.html"),
    ]
    comments = re.compile(r"/\*.*?\*/|//[^\n]*|\{#.*?#\}", re.DOTALL)
    found = {
        path.name: [word for word in CHINESE.findall(comments.sub("", path.read_text("utf-8"))) if not is_number(word)]
        for path in sources
    }
    assert {name: words for name, words in found.items() if words} == {}


def is_number(word: str) -> bool:
    """Search reads numbers in Chinese as it reads digits."""
    return not word.strip("〇零一二两三四五六七八九十百千")


@pytest.mark.parametrize("language", LANGUAGES)
def test_conditions_materials_and_telephone_stand_in_the_page_for_whoever_has_no_scripts(
    fragments: dict[str, str], publication: Publication, language: str
) -> None:
    briefs = fragments[language].partition('id="check-rules"')[2]
    for notice in publication.notices:
        published = notice.data
        [opening] = published["openings"]
        stated = [*published["requirements"], *published["materials"], *opening["windows"], opening["cutoff"]]
        assert {s["clause"] for s in stated} <= set(re.findall(rf"{notice.id}/#c-([\w.]+)\"", briefs))
        for item in published["not_modelled"]:
            link = f'<a class="check-clause" href="../notices/{notice.id}/#c-{item["clause"]}"'
            assert f"<li>{item[language]} {link}" in unescape(briefs)
        for fact in published["facts"]:
            assert fact["fact"] not in ("phone", "address") or fact["value"] in briefs


# Which questions a notice asks


def test_a_notice_asks_what_its_rules_and_materials_use(publication: Publication) -> None:
    asked = {n.id: set(find_questions(n.data)) for n in publication.notices}
    assert set(QUESTIONS) - asked[CITY] == {"education_year", "field_matches", "public_post"}
    assert set(QUESTIONS) - asked[ZONE] == {"sanctioned"}


@pytest.mark.parametrize("count", sizes(sample=600, whole=3_000))
def test_the_questions_asked_are_those_that_verdicts_ever_leave_open(publication: Publication, count: int) -> None:
    published = {n.id: n.data for n in publication.notices}
    seen: dict[str, set[str]] = {known: set() for known in published}
    for applicant in draw_applicants(list(published.values()), count, seed=5):
        verdict = evaluate(published[applicant.notice], applicant.answers, applicant.today)
        seen[applicant.notice] |= set(verdict["next"])
    assert seen == {known: set(find_questions(notice)) for known, notice in published.items()}


# Answering


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", CASES)
def test_an_applicant_reads_outcome_reasons_and_clauses(
    site: Path, serve: Callable[..., str], visit: Visit, outcome: str, language: str
) -> None:
    changed, clause, zh, en = CASES[outcome]
    page = open_check(visit, serve(site, prefix="/sub/path/"), language)
    wait_until_ready(page)
    expect_outcome(page, "incomplete")
    fill_in(page, ELIGIBLE | changed)
    expect_outcome(page, outcome)
    expect(page.locator("#verdict-heading")).to_have_text(HEADLINES[outcome][language])
    expect(page.locator("#verdict-materials")).to_be_visible(visible=outcome != "ineligible")
    decisive = page.locator("#verdict-decisive")
    if clause is None:
        expect(decisive).to_be_hidden()
    else:
        link = decisive.get_by_role("link", name=zh if language == "zh" else en, exact=True)
        assert link.get_attribute("href") == f"../notices/{CITY}/#c-{clause}"
        link.click()
        expect(page).to_have_url(re.compile(rf"{language if language == 'en' else 'path'}/notices/{CITY}/#c-{clause}$"))
        expect(page.locator(f"[id='c-{clause}']")).to_be_visible()


def test_every_link_of_a_verdict_leads_somewhere(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = open_check(visit, serve(site), query=f"&notice={ZONE}")
    wait_until_ready(page)
    fill_in(page, {"affiliation": "city-unit", "working_since": "2020-01-01", "courses": ["none"]})
    expect_outcome(page, "ineligible")
    for link in page.locator("#verdict a:visible, details a").evaluate_all("links => links.map((link) => link.href)"):
        target, anchor = urldefrag(link)
        if urlsplit(link).netloc != urlsplit(page.url).netloc or "?" in link or not anchor:
            continue
        text = (site / urlsplit(target).path.lstrip("/") / "index.html").read_text(encoding="utf-8")
        assert f'id="{anchor}"' in text or f"id={anchor}" in text, link


def test_who_is_too_early_reads_from_when_and_that_no_later_round_is_known(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE | {"post_since": "2025-07-01"})
    expect_outcome(page, "not_yet")
    expect(page.locator("#verdict-outcome")).to_contain_text("2026年7月1日")
    expect(page.locator("#verdict-titles")).to_have_text("助理级 2026年7月1日起")
    expect(page.locator("#verdict-steps [data-do=watch]")).to_be_visible()
    expect(page.locator("#verdict-steps [data-do=round]")).to_be_hidden()


def test_what_could_still_change_the_outcome_is_told_with_its_clauses(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site), "en")
    fill_in(page, ELIGIBLE | {"series": "lawyer", "access_qualification": "false", "post_since": "2025-07-01"})
    expect_outcome(page, "ineligible")
    ways = page.locator("#verdict-what-if li")
    expect(ways).to_have_count(2)
    expect(ways.last).to_contain_text("1 July 2026")
    links = ways.last.locator("a").evaluate_all("links => links.map((link) => link.hash)")
    assert links == ["#c-2.1.2", "#c-2.5"]
    expect(page.locator("#verdict-titles")).to_be_hidden()


def test_whoever_another_notice_admits_opens_it_with_the_same_answers(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE | {"affiliation": "etdz-unit"})
    expect_outcome(page, "ineligible")
    page.locator("#verdict-decisive .check-instead a").click()
    expect(page.locator("#check-notice")).to_have_value(ZONE)
    expect(page.locator("[name=affiliation]:checked")).to_have_value("etdz-unit")
    expect(page.locator("[data-rule=affiliation] [data-slot=status]").first).to_have_text("符合")


def test_answers_that_cannot_all_be_true_are_noted_at_the_question(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE | {"post_since": "2020-01-01"})
    expect_outcome(page, "eligible")
    show_step_of(page, "post_since")
    note = page.locator("#note-post_since")
    expect(note).to_contain_text("早于参加工作的日期")
    answer(page, {"working_since": "2020-01-01"})
    expect(note).to_be_hidden()


def test_the_same_answers_are_held_against_every_notice(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    page.locator("#every-check").click()
    found = page.locator("#every-notices > li")
    expect(found).to_have_count(2)
    assert sorted(found.evaluate_all("items => items.map((item) => item.dataset.outcome)")) == [
        "eligible",
        "ineligible",
    ]
    found.locator(f"a[data-other={ZONE}]").click()
    expect_outcome(page, "ineligible")
    # What was found belongs to answers and notice of that moment.
    expect(found).to_have_count(0)


def test_whoever_must_ask_reads_what_is_open_and_whom_to_call(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE | {"series": "software"})
    expect_outcome(page, "refer")
    expect(page.locator("#verdict-decisive")).to_contain_text("通信等职称系列（专业）")
    phone = page.locator("#verdict-contact").get_by_role("link", name="0518-85812002")
    assert (phone.get_attribute("href") or "").startswith("tel:")
    expect(page.locator("#verdict-contact")).to_contain_text("花果山大道19-5号")


def test_a_link_to_an_open_question_moves_the_focus_there(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    page.locator("#verdict-next a[data-question=series]").click()
    expect(page.locator("select[name=series]")).to_be_focused()


def test_an_answer_given_before_python_is_ready_is_kept_and_counts(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    held: list[Route] = []
    address = serve(site)
    page = visit.open(address)
    page.context.route("**/runtime/*", lambda route: held.append(route))
    page.goto(f"{address}check/?today=2026-05-20")
    fill_in(page, ELIGIBLE)
    expect(page.locator("#check-progress")).to_be_visible()
    expect_outcome(page, "incomplete")
    page.context.unroute("**/runtime/*")
    for route in held:
        route.continue_()
    expect_outcome(page, "eligible")
    assert page.locator("select[name=series]").input_value() == "engineering"


def test_an_answer_neither_moves_the_focus_nor_the_question(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site), viewport={"width": 360, "height": 700})
    wait_until_ready(page)
    show_step_of(page, "status")
    radio = page.locator("#q-status input[value=retired]")
    radio.scroll_into_view_if_needed()
    before = radio.bounding_box()
    radio.check()
    expect_outcome(page, "ineligible")
    assert radio.bounding_box() == before
    expect(radio).to_be_focused()


def test_bad_input_shows_at_its_field_and_never_makes_ineligible(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site), query=f"&notice={ZONE}")
    wait_until_ready(page)
    answer(page, {"education": "bachelor", "completion": "graduated"})
    year, fault = page.locator("input[name=education_year]"), page.locator("#fault-education_year")
    year.fill("22")
    expect(fault).to_be_hidden()
    year.blur()
    expect(fault).to_be_visible()
    assert year.get_attribute("aria-invalid") == "true"
    expect_outcome(page, "incomplete")
    year.fill("２０２２年")
    year.blur()
    expect(fault).to_be_hidden()
    expect(year).to_have_value("2022")


def test_only_the_questions_of_the_chosen_notice_show_and_answers_survive_a_switch(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    expect(page.locator("#check-notice")).to_have_value(CITY)
    expect(page.locator("#q-education_year")).to_have_attribute("hidden", "")
    answer(page, {"series": "engineering", "sanctioned": False})
    page.evaluate("location.hash = 'step-start'")
    page.locator("#check-notice").select_option(ZONE)
    expect(page).to_have_url(re.compile(f"notice={ZONE}"))
    expect(page.locator("#q-education_year")).not_to_have_attribute("hidden", "")
    expect(page.locator("#q-sanctioned")).to_have_attribute("hidden", "")
    assert page.locator("select[name=series]").input_value() == "engineering"
    expect(page.locator("#verdict-findings [data-rule=sanction]")).to_have_count(0)
    expect(page.locator("#verdict-contact")).to_contain_text("0518-85881181")


def test_each_topic_shows_the_clauses_that_it_rests_on(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = open_check(visit, serve(site))
    show_step_of(page, "school")
    basis = page.locator("#step-education .check-basis")
    basis.locator("summary").click()
    expect(basis).to_contain_text("中央党校和省、自治区、直辖市党校")
    links = basis.get_by_role("link").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert f"../notices/{CITY}/#c-2.2.1" in links


def test_an_unknown_notice_in_the_address_is_told(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = open_check(visit, serve(site), query="&notice=nowhere-1999-h1")
    expect(page.locator("#check-notice-unknown")).to_be_visible()
    expect(page.locator("#check-notice")).to_have_value(CITY)


def test_courses_are_offered_from_the_year_in_which_work_began_all_of_them_first(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    answer(page, {"working_since": "2022-03-01"})
    offered = page.locator("#q-courses label:visible input").evaluate_all("all => all.map((box) => box.value)")
    assert offered == ["on", "2026", "2025", "2024", "2023", "2022", "none", "on"]
    page.locator("#q-courses [data-every]").check()
    ticked = page.locator("#q-courses [name]:checked")
    expect(ticked).to_have_count(5)
    page.locator("#q-courses input[value=none]").check()
    assert ticked.evaluate_all("all => all.map((box) => box.value)") == ["none"]
    expect(page.locator("#q-courses [data-every]")).not_to_be_checked()


# Without a mouse, for everyone


LOOKS = [(language, scheme) for language in LANGUAGES for scheme in ("light", "dark")]


@pytest.mark.parametrize("looks", sizes(sample=LOOKS[-1:], whole=LOOKS))
def test_axe_finds_no_serious_violation_before_and_after_a_verdict(
    site: Path, serve: Callable[..., str], visit: Visit, looks: list[tuple[str, str]]
) -> None:
    home = serve(site)
    for language, scheme in looks:
        page = open_check(visit, home, language, color_scheme=scheme)
        wait_until_ready(page)
        assert serious_faults(page, ".check") == []
        fill_in(page, ELIGIBLE | {"post_since": "2025-07-01"})
        answer(page, {"working_since": "1899-01-01"})
        page.locator("#step-experience .check-on").focus()
        expect(page.locator("#fault-working_since")).to_be_visible()
        assert serious_faults(page, ".check") == []
        answer(page, {"working_since": "2024-07-01"})
        expect_outcome(page, "not_yet")
        page.goto(f"{page.url.partition('#')[0]}#verdict")
        expect(page.locator("#check-answers")).to_be_visible()
        assert serious_faults(page, ".check") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_a_small_phone(
    site: Path, serve: Callable[..., str], visit: Visit, language: str
) -> None:
    page = open_check(visit, serve(site), language, viewport={"width": 320, "height": 640})
    fill_in(page, ELIGIBLE | {"series": "accounting"})
    expect_outcome(page, "ineligible")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_outcome_is_said_politely(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = open_check(visit, serve(site))
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    expect(page.get_by_role("status")).to_have_text("经自查，您符合条件，现在可以申报")


# When things fail


def shorten_time_limit(page: Page, milliseconds: int) -> None:
    def shorten(route: Route) -> None:
        response = route.fetch()
        body = response.text().replace('"timeLimit":90000', f'"timeLimit":{milliseconds}')
        route.fulfill(response=response, body=body)

    page.context.route("**/check/?*", shorten)


@pytest.mark.parametrize("missing", ["pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"])
def test_after_a_file_did_not_arrive_a_button_starts_again(
    site: Path, serve: Callable[..., str], visit: Visit, missing: str
) -> None:
    address = serve(site)
    page = visit.open(address)
    page.context.route(f"**/{missing}", lambda route: route.abort())
    page.goto(f"{address}check/?today=2026-05-20")
    fill_in(page, ELIGIBLE)
    retry = page.locator("#check-retry")
    expect(retry).to_be_visible()
    page.context.unroute(f"**/{missing}")
    retry.click()
    expect_outcome(page, "eligible")
    expect(retry).to_be_hidden()
    visit.errors.clear()


def test_a_start_without_progress_fails_within_the_time_limit(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(site)
    page = visit.open(address)
    shorten_time_limit(page, 500)
    page.context.route("**/runtime/*", lambda _: None)
    page.goto(f"{address}check/?today=2026-05-20")
    expect(page.locator("#check-bar")).to_have_attribute("data-engine", "failed")
    assert page.evaluate("window.selfcheck.ready.then(() => '', (error) => error.message)")


def test_a_worker_that_is_lost_is_replaced_and_the_answers_count_again(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(site)
    page = visit.open(address)
    page.add_init_script(
        "const Plain = Worker; window.Worker = class extends Plain {"
        " constructor(...given) { super(...given); window.latestWorker = this; } };"
    )
    page.goto(f"{address}check/?today=2026-05-20")
    wait_until_ready(page)
    page.evaluate("latestWorker.dispatchEvent(new MessageEvent('message', { data: { failed: 'lost' } }))")
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")


TOO_OLD = [
    "delete window.WebAssembly",
    "delete window.Worker",
    # Chromium 92: it compiles no function that catches an exception, and has nothing that came after it.
    "WebAssembly.validate = () => false; delete window.structuredClone; delete Object.hasOwn; delete Array.fromAsync;"
    "for (const later of ['at', 'findLast', 'toSorted', 'with']) delete Array.prototype[later];",
]


@pytest.mark.parametrize("script", TOO_OLD)
def test_a_browser_that_is_too_old_is_told_once_with_the_conditions_and_the_telephone(
    site: Path, serve: Callable[..., str], visit: Visit, script: str
) -> None:
    address = serve(site)
    page = visit.open(address)
    page.add_init_script(script)
    page.goto(f"{address}check/")
    expect(page.get_by_text(load_words(WORDS).of("zh")("check.live.engine.unsupported"))).to_have_count(1)
    expect(page.locator("#check-retry")).to_be_hidden()
    told = page.locator("#check-unsupported")
    expect(told.get_by_role("link", name="0518-85812002")).to_be_visible()
    told.get_by_role("link", name="条件、材料和电话").click()
    expect(page.locator("#check-rules")).to_contain_text("见习1年期满")


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "自查在这个浏览器里没有启动"), ("en", "The self-check did not start in this browser")],
)
def test_without_scripts_one_sentence_says_why_and_the_conditions_can_be_read(
    site: Path, serve: Callable[..., str], visit: Visit, language: str, words: str
) -> None:
    page = open_check(visit, serve(site), language, java_script_enabled=False)
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator("#check-rules").get_by_text("0518-85812002").first).to_be_visible()


WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.40"


@pytest.mark.parametrize(("agent", "count"), [(WECHAT, 1), (WECHAT.partition(" MicroMessenger")[0], 0)])
def test_wechats_browser_is_told_how_to_save_files(
    site: Path, serve: Callable[..., str], visit: Visit, agent: str, count: int
) -> None:
    page = open_check(visit, serve(site), user_agent=agent)
    saving = page.locator("p:has(a[download])")
    expect(saving).to_be_visible()
    expect(saving.locator("xpath=following-sibling::*[1]").get_by_text("在浏览器打开")).to_have_count(count)


# What leaves the page, and what other programs can ask


def test_answers_stay_in_the_page(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    # The notice's own data may arrive after Python does.
    page.wait_for_load_state("networkidle")
    before = list(visit.requests)
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    assert visit.requests == before
    assert urlsplit(page.url).query == f"today=2026-05-20&notice={CITY}"
    kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, name])")
    assert not [value for value in ("city-unit", "engineering", "2024-07-01") if value in kept]
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_go_along_to_the_other_language_and_stay_in_no_address_or_storage(
    site: Path, serve: Callable[..., str], visit: Visit, language: str
) -> None:
    page = open_check(visit, serve(site), language)
    fill_in(page, ELIGIBLE)
    wait_until_ready(page)
    page.wait_for_load_state("networkidle")
    visit.requests.clear()
    page.locator("a[data-twin]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN" if language == "en" else "en")
    expect_outcome(page, "eligible")
    assert page.locator("[name=courses]:checked").count() == 3
    kept = page.evaluate(
        "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, name, location.href,"
        " document.querySelector('a[data-twin]').href])"
    )
    seen = kept + "".join(visit.requests)
    assert not [value for value in ("city-unit", "engineering", "2024-07-01") if value in seen]
    page.reload()
    wait_until_ready(page)
    assert page.evaluate("name") == ""


def test_where_a_browser_stores_nothing_answers_go_to_the_other_language_in_the_link(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(site)
    page = visit.open(address)
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error() } })")
    page.goto(f"{address}check/?today=2026-05-20")
    fill_in(page, ELIGIBLE)
    wait_until_ready(page)
    page.locator("a[data-twin]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect_outcome(page, "eligible")
    assert "city-unit" not in page.url


GIVEN = '[["affiliation", "city-unit"], ["status", "retired"]]'
KEPT_BY_OTHERS = [
    f"window.name = 'chuding-answers:{GIVEN}'",
    "window.name = 'chuding-answers:null'",
    *(
        f"sessionStorage.setItem('chuding-answers', '{kept}')"
        for kept in ("null", "{", "5", '{"length": 1}', "[null]", '[["affiliation"], [5, 5], ["constructor", "x"]]')
    ),
    *(f"history.replaceState({kept}, '')" for kept in ("5", "'x'", "{ answers: 5, step: 'x' }", "{ answers: [null] }")),
    "history.replaceState({ answers: { length: 1 }, step: { toString: null } }, '')",
    "localStorage.setItem('chuding-look', 'null')",
    "localStorage.setItem('chuding-text', '<script>alert(1)</script>')",
]
"""What is not this page's writing, where it keeps answers and choices."""


def test_what_others_left_where_answers_are_kept_neither_answers_nor_stops_the_form(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = open_check(visit, serve(site))
    for left in KEPT_BY_OTHERS:
        page.evaluate(left)
        page.reload()
        expect(page.locator("#step-start")).to_be_visible()
        expect(page.locator("[data-slot=state]").first).not_to_be_empty()
        assert page.locator("#check-form [name]:checked:not([data-unsure])").count() == 0, left
        page.evaluate("history.replaceState(null, ''); sessionStorage.clear(); localStorage.clear()")


def test_while_python_works_the_verdict_is_marked_as_not_yet_current(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(site)
    page = visit.open(address)
    page.add_init_script(
        "const Plain = Worker; window.Worker = class extends Plain {"
        " postMessage(sent) { (window.held ||= []).push(() => super.postMessage(sent));"
        " if (!window.holding) held.pop()(); } };"
    )
    page.goto(f"{address}check/?today=2026-05-20")
    wait_until_ready(page)
    verdict, sign = page.locator("#verdict"), page.locator("#check-working")
    expect(verdict).to_have_attribute("aria-busy", "false")
    page.evaluate("window.holding = true")
    fill_in(page, {"status": "retired"})
    expect(verdict).to_have_attribute("aria-busy", "true")
    expect(sign).to_be_visible()
    page.evaluate("held.splice(0).forEach((send) => send())")
    expect_outcome(page, "ineligible")
    expect(verdict).to_have_attribute("aria-busy", "false")
    expect(sign).to_be_hidden()


def test_the_bar_leaves_the_notice_and_the_way_on_in_sight_on_a_phone(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(site)
    page = visit.open(address, viewport={"width": 360, "height": 740})
    page.context.route("**/runtime/python_stdlib.zip", lambda _: None)
    page.goto(f"{address}check/?today=2026-05-20")
    expect(page.locator("#check-progress")).to_be_visible()
    start, bar = page.locator("#step-start .check-on").bounding_box(), page.locator("#check-bar").bounding_box()
    assert start and bar and start["y"] + start["height"] <= bar["y"]


def test_programs_get_the_verdict_of_an_id_and_of_a_notice(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = visit(serve(site, prefix="/a/b/") + "check/")
    notice = json.loads((site / "notices" / f"{ZONE}.json").read_text(encoding="utf-8"))
    ask = "request => window.selfcheck.evaluate(request)"
    expected = evaluate(notice, {"series": "economics"}, "2023-11-20")
    for named in (ZONE, notice):
        request = {"notice": named, "answers": {"series": "economics"}, "today": "2023-11-20"}
        assert page.evaluate(ask, request) == expected


def test_programs_get_the_explanation_and_the_verdicts_on_every_notice(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = visit(serve(site, prefix="/a/b/") + "check/")
    notices = {known: json.loads((site / "notices" / f"{known}.json").read_text()) for known in (CITY, ZONE)}
    request = {"notice": CITY, "answers": {"contract": False, "origin": "mainland"}, "today": "2026-05-20"}
    asked = page.evaluate("request => window.selfcheck.explain(request)", request)
    assert asked == explain(notices[CITY], request["answers"], "2026-05-20")
    request = {"notices": [CITY, ZONE], "answers": {"status": "retired"}, "today": "2026-05-20"}
    asked = page.evaluate("request => window.selfcheck.evaluateEvery(request)", request)
    assert asked == [evaluate(notices[known], {"status": "retired"}, "2026-05-20") for known in (CITY, ZONE)]


BAD_REQUESTS: list[tuple[JsonObject, str, str | None]] = [
    ({"answers": {"contract": "yes"}}, 'contract: expected true or false, found "yes"', "contract"),
    ({"answers": {}, "today": "soon"}, 'today: expected a date as YYYY-MM-DD, found "soon"', "today"),
    ({"notice": {}, "answers": {}}, "notice.id: expected text, found nothing", None),
    ({"notice": "a b", "answers": {}}, "notice: expected the id of a published notice", "notice"),
]


def test_programs_get_bad_input_as_one_line_with_its_key(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = visit(serve(site) + "check/")
    refuse = "r => window.selfcheck.evaluate(r).then(() => null, (e) => [e instanceof Error, e.message, e.key])"
    caught = [page.evaluate(refuse, request) for request, _, _ in BAD_REQUESTS]
    assert caught == [[True, message, key] for _, message, key in BAD_REQUESTS]


def test_the_page_is_reached_by_relative_links(fragments: dict[str, str]) -> None:
    for language, start in (("zh", "check/"), ("en", "en/check/")):
        root = json.loads(fragments[language].partition('id="check-data">')[2].partition("</script>")[0])["root"]
        assert urljoin(f"https://site.example/sub/{start}", root) == "https://site.example/sub/"

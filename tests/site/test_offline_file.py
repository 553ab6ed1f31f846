"""The self-check in one file, opened from disk; the site unpacked from its zip; the module that other pages import."""

import re
import socket
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from applicants import ELIGIBLE, draw_applicants
from browser import Visit, search_and_open, serious_faults
from check_form import expect_outcome, fill_in, wait_until_ready
from command import run_chuding
from parity import ASK, BATCH, DIGEST, digest_of, first_difference, in_json, tell
from partial_answers import CITY, ZONE
from playwright.sync_api import Browser, Page, expect
from proof import LONG, sizes

from generator.centre.centre import Centre
from generator.folders import ROOT
from generator.pages.check import OFFLINE
from generator.published.publish import publish
from generator.register.load import load
from generator.register.problems import BadInput
from generator.site.archive import zip_site
from generator.site.bundling import bundle_script
from generator.site.contents import site_contents
from generator.site.release import release_in, verified
from generator.words.load import LANGUAGES, load_words
from selfcheck import evaluate_json

pytestmark = LONG

LARGEST = 4_700_000
TAGS = {"zh": "zh-CN", "en": "en"}
WORDS = load_words(ROOT / "site_src" / "words")


@pytest.fixture(scope="module")
def file(site: Path) -> Path:
    return site / OFFLINE


@pytest.fixture
def alone(file: Path, tmp_path: Path) -> Path:
    """The file where somebody saved it: with nothing around it."""
    copy = tmp_path / "收到的文件" / "初定自查.html"
    copy.parent.mkdir()
    copy.write_bytes(file.read_bytes())
    return copy


def open_file(visit: Visit, file: Path, query: str = "?today=2026-05-20", script: str = "", **options: object) -> Page:
    page = visit.open(file.as_uri(), **options)
    if script:
        page.add_init_script(script)
    page.goto(file.as_uri() + query)
    return page


def switch(page: Page) -> None:
    page.locator("a[data-language]").click()


# By double click


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_judges_an_applicant_in_either_language(alone: Path, visit: Visit, language: str) -> None:
    page = open_file(visit, alone)
    if language == "en":
        switch(page)
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    expect(page.locator("#verdict-heading")).to_have_text(WORDS.of(language)("headline.eligible_open"))
    expect(page.locator("#verdict-materials")).to_be_visible()
    page.locator("#every-check").click()
    expect(page.locator("#every-notices > li")).to_have_count(len(publish(load(ROOT / "notices")).rounds))


def test_the_language_is_changed_without_losing_answers_notice_or_verdict(alone: Path, visit: Visit) -> None:
    page = open_file(visit, alone)
    page.locator("#check-notice").select_option(ZONE)
    answers = {"affiliation": "etdz-unit", "series": "lawyer", "courses": [2021, 2022], "education_year": 2020}
    fill_in(page, answers | {"status": "retired"})
    expect_outcome(page, "ineligible")
    for language in ("en", "zh"):
        switch(page)
        assert page.title() == WORDS.of(language)("offline.title")
        expect(page.locator("html")).to_have_attribute("lang", TAGS[language])
        expect(page.locator("a[data-language]")).to_be_focused()
        expect(page.locator("#check-notice")).to_have_value(ZONE)
        expect(page.locator("[name=affiliation]:checked")).to_have_value("etdz-unit")
        expect(page.locator("select[name=series]")).to_have_value("lawyer")
        expect(page.locator("[name=courses]:checked")).to_have_count(2)
        expect(page.locator("input[name=education_year]")).to_have_value("2020")
        expect_outcome(page, "ineligible")
    expect(page.locator("#verdict")).to_have_count(1)


def test_a_clause_of_a_verdict_is_read_in_the_file_itself(alone: Path, visit: Visit) -> None:
    page = open_file(visit, alone)
    fill_in(page, ELIGIBLE | {"series": "software"})
    expect_outcome(page, "refer")
    text = page.locator(f"[id='c-{CITY}-1.b']")
    expect(text).to_be_hidden()
    page.locator("#verdict-decisive a.check-clause").first.click()
    expect(text).to_be_in_viewport()
    expect(text).to_contain_text("通信等职称系列（专业）")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_file_leads_into_it_or_to_what_a_notice_names(
    alone: Path, visit: Visit, language: str
) -> None:
    page = open_file(visit, alone)
    if language == "en":
        switch(page)
    fill_in(page, ELIGIBLE | {"post_since": "2025-07-01", "series": "software"})
    expect_outcome(page, "refer")
    links = page.locator("a[href]").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    inside = {link for link in links if link.startswith("#")}
    missing = page.evaluate("links => links.filter((link) => !document.getElementById(link.slice(1)))", list(inside))
    assert [link for link in missing if not link.startswith("#file-")] == []
    notices = publish(load(ROOT / "notices")).notices
    named = {fact.value for notice in notices for fact in notice.facts if fact.fact == "url"}
    others = {link for link in links if link not in inside and not link.startswith(("tel:", "?notice="))}
    assert others <= named


def test_a_record_for_paper_does_not_tell_where_the_file_lay(alone: Path, visit: Visit) -> None:
    page = open_file(visit, alone)
    wait_until_ready(page)
    expect(page.locator("#record-address")).to_have_text(WORDS.of("zh")("offline.place"))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_file_is_never_wider_than_the_screen(alone: Path, visit: Visit, width: int) -> None:
    page = open_file(visit, alone, viewport={"width": width, "height": 700})
    for _ in LANGUAGES:
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert page.evaluate(wide) <= 0
        switch(page)


@pytest.mark.parametrize("languages", sizes(sample=LANGUAGES[:1], whole=LANGUAGES))
def test_axe_finds_no_serious_fault_in_the_file(alone: Path, visit: Visit, languages: tuple[str, ...]) -> None:
    page = open_file(visit, alone)
    fill_in(page, ELIGIBLE | {"series": "software"})
    for language in languages:
        expect(page.locator("html")).to_have_attribute("lang", TAGS[language])
        expect_outcome(page, "refer")
        assert serious_faults(page, "body") == []
        switch(page)


# What it holds, and what it asks for


def test_the_file_is_small_enough_to_be_passed_on_and_its_size_stands_beside_the_link(file: Path, site: Path) -> None:
    size = file.stat().st_size
    assert size <= LARGEST
    for language, page, root in (("zh", "check/", "../"), ("en", "en/check/", "../../")):
        html = (site / page / "index.html").read_text(encoding="utf-8")
        words = WORDS.of(language)("offline.save", size=f"{size / 1e6:.1f}")
        assert re.search(rf'<a href="{root}{OFFLINE}" download="[^"]+\.html">{re.escape(words)}</a>', html)


def test_the_file_asks_for_nothing_but_itself(alone: Path, visit: Visit) -> None:
    page = open_file(visit, alone)
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    page.locator("#every-check").click()
    expect(page.locator("#every-notices > li").first).to_be_visible()
    switch(page)
    expect_outcome(page, "eligible")
    assert [address for address in visit.requests if not address.startswith("blob:")] == [
        f"{alone.as_uri()}?today=2026-05-20"
    ]
    assert page.evaluate("[document.cookie, window.name, sessionStorage.length, localStorage.length]") == ["", "", 0, 0]


def test_the_files_own_policy_lets_nothing_out(alone: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(alone.as_uri())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        refused = page.evaluate(
            """async (address) => {
              const refused = [];
              addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
              await fetch(address).catch(() => {});
              navigator.sendBeacon(address, "answers");
              new Image().src = address;
              document.body.append(Object.assign(document.createElement("script"), { src: address }));
              await new Promise((resolve) => setTimeout(resolve, 200));
              return refused.sort();
            }""",
            f"http://127.0.0.1:{listener.getsockname()[1]}/",
        )
        page.close()
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert refused == ["connect-src", "connect-src", "img-src", "script-src-elem"]


@pytest.mark.parametrize("count", sizes(sample=200, whole=2_000))
def test_the_files_applicants_get_the_bytes_of_cpython(alone: Path, visit: Visit, count: int) -> None:
    rounds = publish(load(ROOT / "notices")).rounds
    notices = {notice.id: in_json(notice.data) for notice in rounds}
    some = draw_applicants([notice.data for notice in rounds], count, seed=17)
    assert min(len(a.answers) for a in some) <= 5 and max(len(a.answers) for a in some) > 15
    expected = [tell(evaluate_json, notices[a.notice], in_json(a.answers), a.today) for a in some]
    page = open_file(visit, alone, query="")
    for start in range(0, count, BATCH):
        asked = [{"notice": a.notice, "answers": in_json(a.answers), "today": a.today} for a in some[start:][:BATCH]]
        page.evaluate(ASK, [{}, asked])
    if page.evaluate(DIGEST) != digest_of(expected):
        pytest.fail(first_difference(some, page.evaluate("window.told"), expected), pytrace=False)


# Where something is missing


def expect_to_be_read(page: Page, language: str) -> None:
    """The conditions, materials and telephone number of each latest notice are there to be read."""
    content = page.locator(f"#file-{language}")
    for words in (WORDS.of(language)("check.rules.conditions"), WORDS.of(language)("check.rules.materials")):
        expect(content.get_by_role("heading", name=words, exact=True).first).to_be_visible()
    expect(content.locator(".check-decision table").first).to_be_visible()
    expect(content.locator(".check-brief").get_by_role("link", name="0518-85812002").first).to_be_visible()


def test_without_scripts_both_languages_are_read_and_say_why_nothing_is_judged(alone: Path, visit: Visit) -> None:
    page = open_file(visit, alone, java_script_enabled=False)
    for language in LANGUAGES:
        expect_to_be_read(page, language)
        expect(page.locator(f"#file-{language}").get_by_text(WORDS.of(language)("check.unstarted"))).to_be_visible()
    ids = re.findall(r'\sid="([^"]*)"', alone.read_text(encoding="utf-8"))
    assert sorted(ids) == sorted(set(ids))
    page.locator("#file-zh a[data-language]").click()
    expect(page.locator("#file-en > header")).to_be_in_viewport()


@pytest.mark.parametrize("missing", ["WebAssembly", "DecompressionStream", "Worker"])
def test_a_browser_that_lacks_what_python_needs_says_so_in_both_languages(
    alone: Path, visit: Visit, missing: str
) -> None:
    page = open_file(visit, alone, script=f"delete window.{missing}")
    for language in LANGUAGES:
        expect(page.locator("#check-summary")).to_have_text(WORDS.of(language)("check.live.engine.unsupported"))
        expect_to_be_read(page, language)
        switch(page)


def test_a_file_that_was_damaged_on_its_way_says_that_the_check_did_not_start(alone: Path, visit: Visit) -> None:
    text = alone.read_text(encoding="utf-8")
    middle = text.index('id="python_stdlib.zip"') + 20_000
    alone.write_text(text[:middle] + "!!!!!!!!!!" + text[middle + 10 :], encoding="utf-8")
    page = open_file(visit, alone)
    fill_in(page, {"status": "retired"})
    expect(page.locator("#check-summary")).to_have_text(WORDS.of("zh")("check.live.engine.failed"))
    expect(page.locator("#check-retry")).to_be_visible()
    expect_to_be_read(page, "zh")


def test_a_worker_that_is_lost_is_opened_again_from_the_file(alone: Path, visit: Visit) -> None:
    keep = "window.Worker = class extends Worker { constructor(script) { super(script); window.latestWorker = this; } }"
    page = open_file(visit, alone, script=keep)
    wait_until_ready(page)
    page.evaluate("latestWorker.dispatchEvent(new ErrorEvent('error', { message: 'lost' }))")
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")


def test_with_a_pyodide_that_cannot_be_trimmed_the_file_still_judges(
    tmp_path: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHUDING_RUNTIME_STEPS", "bytecode")
    untrimmed = tmp_path / "selfcheck.html"
    untrimmed.write_bytes(site_contents(publish(load(ROOT / "notices")), Centre(), None).files[OFFLINE]())
    page = open_file(visit, untrimmed)
    wait_until_ready(page)
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")


def test_without_esbuild_the_build_says_in_one_line_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        bundle_script(tmp_path, "file/check_file.js")
    assert caught.value.lines == ["check_file.js: node_modules/esbuild/bin/esbuild is missing: run `make site`"]


# The site as a zip


@pytest.fixture(scope="module")
def zipped(released: Path) -> Path:
    return released / "chuding.zip"


@pytest.fixture(scope="module")
def unpacked(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zip") / "解压 到这里"
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    return folder / "chuding"


def test_the_zip_holds_the_site_and_is_the_same_each_time(
    zipped: Path, site: Path, unpacked: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(zipped) as archive:
        names, dates = archive.namelist(), {entry.date_time for entry in archive.infolist()}
    assert names == sorted(names) and len(dates) == 1
    built = {path: (site / path).read_bytes() for path in release_in(site).shown}
    whole = verified(unpacked)
    # What servers send packed is no use to who unpacks it; it is the same release for all that.
    assert {path: (unpacked / path).read_bytes() for path in whole.files} == built
    assert whole.name == release_in(site).name
    assert zip_site(site, tmp_path / "chuding.zip").read_bytes() == zipped.read_bytes()


def test_from_the_zip_a_reader_searches_changes_the_language_and_checks_offline(unpacked: Path, visit: Visit) -> None:
    page = visit.open(unpacked.as_uri())
    page.goto((unpacked / "index.html").as_uri())
    search_and_open(page, "一式三份", f"notices/{CITY}/", "c-4.1")
    page.locator("a[data-twin]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".cd-nav a", has_text=WORDS.of("en")("site.nav.check")).click()
    expect(page.locator("#check-unstarted")).to_be_visible()
    page.get_by_role("link", name=WORDS.of("en")("offline.open")).click()
    expect(page).to_have_title(WORDS.of("zh")("offline.title"))
    fill_in(page, {"status": "retired"})
    expect_outcome(page, "ineligible")
    # On disk a browser refuses modules: that is why there is the one file.
    assert [error for error in visit.errors if "/check.js" not in error] == []
    visit.errors.clear()


def test_a_zip_inside_the_site_or_in_the_place_of_a_folder_is_refused_before_anything_is_built(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    inside = run_chuding("build", "--site", site, "--zip", site / "all.zip")
    assert (inside.returncode, inside.stderr) == (1, f"--zip: expected a file outside {site}, found {site}/all.zip\n")
    folder = run_chuding("build", "--site", site, "--zip", tmp_path)
    assert (folder.returncode, folder.stderr) == (1, f"--zip: expected a file, found the folder {tmp_path}\n")
    assert not site.exists()


# Other pages of the centre's


@pytest.mark.parametrize("page", ["staff.md", "en/staff.md"])
def test_the_example_for_staff_judges_from_another_page_of_the_same_site(
    site: Path, serve: Callable[..., str], visit: Visit, page: str
) -> None:
    text = (ROOT / "site_src" / "pages" / page).read_text(encoding="utf-8")
    [example] = [each for each in re.findall(r"```html\n(.*?)```", text, re.DOTALL) if "selfcheck.js" in each]
    built = (site / page.removesuffix(".md") / "index.html").read_text(encoding="utf-8")
    assert example.strip() in unescape(built)
    address = serve(site, prefix="/rsj/chuding/")
    other = visit.open(address)
    html = f'<!doctype html><meta charset="utf-8"><title>x</title>{example}'
    other.route("**/another/page.html", lambda route: route.fulfill(content_type="text/html", body=html))
    other.goto(f"{address}another/page.html")
    expect(other.locator("#result")).to_have_text("ineligible")


def test_another_page_is_given_the_same_object_as_the_self_check_page(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = visit(serve(site))
    told = page.evaluate(
        """async (notice) => {
          const { startSelfCheck } = await import(new URL("assets/browser/selfcheck.js", location.href).href);
          const states = [];
          const selfcheck = startSelfCheck({ root: ".", report: ({ state }) => states.push(state) });
          const refused = await selfcheck.evaluate({ answers: {} }).catch(({ message, key }) => [message, key]);
          const wrong = await selfcheck.evaluate({ notice, answers: { series: 1 } }).catch(({ key }) => key);
          const text = await selfcheck.evaluateText({ notice, answers: {}, today: "2026-05-20" });
          const { verdict } = await selfcheck.explain({ notice, answers: {}, today: "2026-05-20" });
          const [one] = await selfcheck.evaluateEvery({ notices: [notice], answers: {}, today: "2026-05-20" });
          const same = [verdict, one].every((found) => JSON.stringify(found) === text);
          return { refused, wrong, same, states: [states[0], states.at(-1)], members: Object.keys(selfcheck) };
        }""",
        CITY,
    )
    assert told == {
        "refused": ["notice: expected the id of a published notice", "notice"],
        "wrong": "series",
        "same": True,
        "states": ["starting", "ready"],
        "members": ["ready", "evaluateText", "evaluate", "explain", "evaluateEvery"],
    }

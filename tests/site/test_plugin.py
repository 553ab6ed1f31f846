"""The plugin, driven as a clerk drives it: `mkdocs build --strict` on the real register and on broken ones."""

import filecmp
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from browser import Visit, faults
from playwright.sync_api import Page, Route, expect
from proof import LONG

from generator.folders import ROOT
from selfcheck.verdict import window_state

pytestmark = LONG

CITY, ZONE = "lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2"


ANOTHER_DAY = """
import datetime, time_machine
time_machine.travel(datetime.datetime(2031, 2, 3, 4, 5), tick=True).start()
"""


def run_mkdocs(site: Path, umask: int = -1, **environment: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs build --strict` into ``site``, from the project's folder."""
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False, umask=umask)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A site that MkDocs alone made, on another day, of a register in another folder, in another time zone, under
    another locale and umask, by four processes and in another order of hashes, and what it said.
    """
    site, temporary = tmp_path_factory.mktemp("mkdocs") / "site", tmp_path_factory.mktemp("temporary")
    register = shutil.copytree(ROOT / "notices", temporary / "notices")
    # Python runs it by itself as it starts.
    (temporary / "sitecustomize.py").write_text(ANOTHER_DAY, encoding="utf-8")
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "TMPDIR": str(temporary)}
    # Nothing that the command has made is taken.
    elsewhere |= {"PYTHONPATH": str(temporary), "CHUDING_NOTICES": str(register), "CHUDING_PROCESSES": "4"}
    elsewhere |= {"CHUDING_MADE": ""}
    done = run_mkdocs(site, umask=0o077, PYTHONHASHSEED="7", **elsewhere)
    assert done.returncode == 0, done.stderr
    return site, done.stderr


@pytest.fixture
def notices(tmp_path: Path) -> Path:
    """A copy of the register, to be broken."""
    return Path(shutil.copytree(ROOT / "notices", tmp_path / "notices"))


def files_of(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def differing(a: Path, b: Path) -> list[str]:
    """The files that one of two sites lacks or has with other bytes."""
    common = files_of(a) & files_of(b)
    _, mismatched, failed = filecmp.cmpfiles(a, b, sorted(common), shallow=False)
    return sorted(files_of(a) ^ files_of(b)) + mismatched + failed


def test_a_strict_build_of_the_register_has_nothing_to_warn_of(built: tuple[Path, str]) -> None:
    said = [line for line in built[1].splitlines() if line and not line.startswith("INFO")]
    assert said == []


def test_mkdocs_alone_makes_the_same_site_as_the_command_byte_for_byte(built: tuple[Path, str], site: Path) -> None:
    assert differing(built[0], site) == []


def test_a_broken_notice_gives_its_line_and_leaves_the_site_as_it_was(notices: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("as it was")
    file = notices / "lianyungang-city" / "2026-h1.yaml"
    broken = file.read_text(encoding="utf-8").replace("value: 2026-04-30", "value: 2026-04-31")
    file.write_text(broken, encoding="utf-8")
    line = broken[: broken.index("2026-04-31")].count("\n") + 1

    done = run_mkdocs(site, CHUDING_NOTICES=str(notices))

    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if line and not line.startswith("INFO")]
    assert len(said) == 1 and said[0].startswith(f"{file}:{line}:"), done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert {path.name: path.read_text() for path in site.iterdir()} == {"index.html": "as it was"}


def test_each_language_searches_an_index_of_its_own(built: tuple[Path, str]) -> None:
    for folder, tongue, other in (
        ("search", "初定范围", "Scope of initial"),
        ("en/search", "Scope of initial", "初定范围"),
    ):
        script = (built[0] / folder / "search_index.js").read_text(encoding="utf-8")
        index = json.loads(script.removeprefix("searchIndex(").removesuffix(");\n"))
        titles = {entry["title"] for entry in index["docs"]}
        assert any(tongue in title for title in titles)
        assert not any(other in title for title in titles)
        assert not any(entry["location"].startswith("en/") for entry in index["docs"])


def found_by(page: Page, asked: str) -> list[str]:
    """The addresses that a search leads to, from the site's root."""
    field = page.locator(".cd-search input")
    field.fill("")
    field.press("End")
    expect(page.locator(".cd-found ol a")).to_have_count(0)
    said = page.locator(".cd-found [role=status]")
    before = said.inner_text()
    field.fill(asked)
    field.press("End")
    expect(said).not_to_have_text(before)
    # What is found is listed a moment after it is counted.
    if re.search(r"\d", said.inner_text()):
        expect(page.locator(".cd-found ol a").first).to_be_attached()
    links = page.locator(".cd-found ol a").evaluate_all("all => all.map((link) => link.href)")
    return [link.partition("/rsj/chuding/")[2] for link in links]


SEARCHES = {
    "": {
        "见习": "2.1.1",
        "见习1年": "2.1.2",
        "见习 1 年": "2.1.2",
        "一式三份": "4.1",
        "一式3份": "4.1",
        "一式３份": "4.1",
        "申报表 3 份": "4.1",
        "见习一年": "2.1.2",
        "劳务派遣": "4.6",
        "劳务派遣申报表": "4.6",
        "85812002": "6.c",
    },
    "en/": {
        "probation": "2.1.1",
        "dispatched": "4.6",
        "dispatching": "4.6",
        "doctoral": "2.1.4",
        "notary": "2.5",
        "Degrees": "2.1.2",
        "sanction": "1.a",
    },
}
"""By the folder of a language, what is searched for and the clause that has it."""


@pytest.mark.parametrize("folder", SEARCHES)
def test_a_search_leads_to_the_clause_of_the_notice(
    built: tuple[Path, str], serve: Callable[..., str], visit: Visit, folder: str
) -> None:
    page = visit(serve(built[0], prefix="/rsj/chuding/") + folder)
    found = {asked: found_by(page, asked) for asked in SEARCHES[folder]}
    clauses = {asked: f"{folder}notices/{CITY}/#c-{clause}" for asked, clause in SEARCHES[folder].items()}
    assert [(asked, found[asked]) for asked, clause in clauses.items() if clause not in found[asked]] == []


def test_a_search_finds_only_what_has_every_word(
    built: tuple[Path, str], serve: Callable[..., str], visit: Visit
) -> None:
    page = visit(serve(built[0], prefix="/rsj/chuding/"))
    topics = ["compare/topics/", "compare/topics/#t-material.tripartite_agreement"]
    assert found_by(page, "三方协议") == [f"notices/{ZONE}/", f"notices/{ZONE}/#c-4.6", *topics]
    found_by(page, "三方协议 见习")
    expect(page.locator(".cd-found [role=status]")).to_have_text("没有一处有全部的词，最接近的是：")
    assert found_by(page, "corrections") == []
    assert found_by(page, "自查")[0] == "check/"


@pytest.mark.parametrize(
    "told",
    [
        "field => { field.value = '一式三份'; field.dispatchEvent(new InputEvent('input')) }",
        "field => { field.value = '一式三份'; field.dispatchEvent(new CompositionEvent('compositionend')) }",
    ],
    ids=["pasted or dictated", "chosen from an input method"],
)
def test_a_search_is_answered_without_a_key(site: Path, serve: Callable[..., str], visit: Visit, told: str) -> None:
    page = visit(serve(site))
    page.locator(".cd-search input").evaluate(told)
    expect(page.locator(f".cd-found a[href$='notices/{CITY}/#c-4.1']")).to_be_visible()


def test_what_was_typed_before_the_search_was_there_is_answered(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    home = serve(site)
    page = visit.open(home)
    held: list[Route] = []
    page.route("**/frame.js", lambda route: held.append(route))
    page.goto(home, wait_until="commit")
    page.locator(".cd-search input").fill("一式三份")
    held[0].continue_()
    expect(page.locator(f".cd-found a[href$='notices/{CITY}/#c-4.1']")).to_be_visible()


def test_where_nothing_is_found_a_search_leads_on(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = visit(serve(site))
    page.locator(".cd-search input").fill("没有这个词")
    expect(page.locator(".cd-found__way a").last).to_be_visible()
    ways = page.locator(".cd-found__way a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert ways == ["notices/", "check/", "easy/#call"]
    page.locator(".cd-search input").fill("一式三份")
    expect(page.locator(".cd-found__way")).to_be_hidden()


def test_no_page_for_staff_is_searched(built: tuple[Path, str]) -> None:
    for folder in ("search", "en/search"):
        script = (built[0] / folder / "search_index.js").read_text(encoding="utf-8")
        index = json.loads(script.removeprefix("searchIndex(").removesuffix(");\n"))
        assert [entry for entry in index["docs"] if entry["location"].startswith("staff/")] == []


def test_a_search_works_from_a_folder_on_disk(site: Path, visit: Visit) -> None:
    page = visit.open(site.as_uri())
    page.goto((site / "index.html").as_uri())
    field = page.locator(".cd-search input")
    field.click()
    field.fill("一式三份")
    field.press("End")
    expect(page.locator(f".cd-found a[href$='notices/{CITY}/#c-4.1']")).to_have_count(1)


def test_an_address_that_leads_nowhere_leads_home(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    missing = (site / "404.html").read_text(encoding="utf-8")
    address = serve(site, prefix="/rsj/chuding/")
    page = visit.open(address)
    page.route("**/no/such/page/", lambda route: route.fulfill(status=404, content_type="text/html", body=missing))
    page.goto(f"{address}no/such/page/")
    expect(page.locator("section[lang=zh-CN] a")).to_have_attribute("href", re.compile("/rsj/chuding/$"))
    expect(page.locator("section[lang=en] a")).to_have_attribute("href", re.compile("/rsj/chuding/en/$"))
    # The site's own frame, styled, and with its search; the addresses tried above the site's are no fault.
    expect(page.get_by_role("navigation").get_by_role("link", name="自查")).to_have_attribute(
        "href", re.compile("/rsj/chuding/check/$")
    )
    expect(page.locator(".cd-header")).to_have_css("background-color", "rgb(18, 58, 99)")
    assert faults(page) == []
    visit.errors.clear()


def test_the_page_for_a_missing_address_has_no_code_of_its_own(site: Path) -> None:
    missing = (site / "404.html").read_text(encoding="utf-8")
    assert "<style" not in missing and " style=" not in missing
    assert re.findall(r"<script(?![^>]* src=)", missing) == []


def test_no_page_has_a_script_or_style_in_it(built: tuple[Path, str]) -> None:
    # The 404 page is shown at any address, and the one file anywhere: they can rely on no other file.
    for file in set(built[0].rglob("*.html")) - {built[0] / "404.html", built[0] / "offline" / "selfcheck.html"}:
        text = file.read_text(encoding="utf-8")
        scripts = [tag for tag in text.split("<script")[1:] if " src=" not in tag.split(">")[0]]
        data = ('type="application/json"', 'type="application/ld+json"')
        assert all(any(kind in tag.split(">")[0] for kind in data) for tag in scripts), file
        assert "<style" not in text and ' style="' not in text and " onclick=" not in text, file


def test_a_reader_changes_the_language_and_stays_at_the_clause(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = visit(serve(site) + f"notices/{CITY}/")
    page.locator("[id='c-3.2']").evaluate("clause => clause.scrollIntoView()")
    page.locator("a[data-twin]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith(f"/en/notices/{CITY}/#c-3.2")
    expect(page.locator("[id='c-3.2']")).to_be_in_viewport()


def test_without_scripts_the_language_is_still_a_link_away(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = visit(serve(site) + f"en/notices/{CITY}/", java_script_enabled=False)
    page.locator("a[data-twin]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert page.url.endswith(f"/notices/{CITY}/") and "/en/" not in page.url


def test_the_site_is_read_from_a_folder_on_disk(site: Path, visit: Visit) -> None:
    page = visit.open(site.as_uri())
    page.goto((site / "index.html").as_uri())
    page.locator(".cd-round__name a").first.click()
    expect(page.locator("[id='c-1.1']")).to_be_attached()
    assert page.url.endswith(f"/notices/{CITY}/index.html")


def test_on_a_phone_search_opens_by_keyboard_and_no_single_letter_opens_it(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    page = visit(serve(site), viewport={"width": 360, "height": 700})
    page.keyboard.press("s")
    page.keyboard.press("f")
    expect(page.locator(".cd-search[data-open]")).to_have_count(0)
    page.locator("button[data-search]").press("Enter")
    expect(page.locator(".cd-search input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".cd-search[data-open]")).to_have_count(0)


@pytest.mark.parametrize("path", ["", "notices/", f"notices/{CITY}/"])
def test_a_window_is_marked_by_the_date_of_the_device_as_the_self_check_decides_it(
    site: Path, serve: Callable[..., str], visit: Visit, path: str
) -> None:
    address = serve(site) + path
    page = visit.open(address, timezone_id="Asia/Shanghai")
    page.goto(address)
    marks = page.locator("[data-opens]")
    windows = marks.evaluate_all("marks => marks.map(({dataset: {opens, closes}}) => ({opens, closes}))")
    ends = {date.fromisoformat(day) for window in windows for day in window.values()}
    for day in sorted({(end + timedelta(days=off)).isoformat() for end in ends for off in (-1, 0, 1)}):
        page.clock.set_fixed_time(f"{day}T12:00:00+08:00")
        page.goto(address)
        states = [window_state(window, day) for window in windows]
        assert marks.evaluate_all("marks => marks.map(({dataset}) => dataset.windowState)") == states, day


STANDINGS = {
    "2026-05-09": ("upcoming", "还没有开始：2天后开始", "未开始，2天后开始", "未开始，2天后开始"),
    "2026-05-10": ("upcoming", "还没有开始：明天开始", "未开始，明天开始", "未开始，明天开始"),
    "2026-05-26": ("open", "可以申报：还剩3天", "进行中，还剩3天", "进行中，还剩10天"),
    "2026-05-29": ("open", "可以申报：今天截止", "进行中，今天截止", "进行中，还剩7天"),
    "2026-05-30": ("partly", "部分已截止：还剩6天", "已截止", "进行中，还剩6天"),
    "2026-06-06": ("closed", "这一批已经截止", "已截止", "已截止"),
}
"""By the day, how the city's round stands, and in words the round, its window online and that for papers."""


@pytest.mark.parametrize("path", ["", "notices/", f"notices/{CITY}/"])
def test_a_round_says_on_the_first_screen_of_a_phone_how_it_stands_and_how_many_days_are_left(
    site: Path, serve: Callable[..., str], visit: Visit, path: str
) -> None:
    address = serve(site) + path
    page = visit.open(address, timezone_id="Asia/Shanghai", viewport={"width": 360, "height": 720})
    whole = page.locator("[data-windows]").first
    for day, (state, said, *windows) in STANDINGS.items():
        page.clock.set_fixed_time(f"{day}T12:00:00+08:00")
        page.goto(address)
        round = whole.locator("[data-standing]")
        expect(round).to_have_attribute("data-standing", state)
        expect(round).to_have_text(said)
        expect(round).to_be_in_viewport(ratio=1)
        expect(whole.locator(".cd-window__state")).to_have_text(windows)


def test_open_and_not_yet_open_differ_in_more_than_their_words(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(site)
    page = visit.open(address, timezone_id="Asia/Shanghai")
    drawn = set()
    for day in ("2026-05-10", "2026-05-11", "2026-05-30", "2026-06-06"):
        page.clock.set_fixed_time(f"{day}T12:00:00+08:00")
        page.goto(address)
        look = "mark => [getComputedStyle(mark, '::before').content, getComputedStyle(mark).borderTopStyle]"
        drawn.add(tuple(page.locator("[data-standing]").first.evaluate(look)))
    assert len(drawn) == 4


def test_without_scripts_windows_have_their_days_alone(site: Path, serve: Callable[..., str], visit: Visit) -> None:
    page = visit(serve(site), java_script_enabled=False)
    expect(page.locator("[data-windows] .cd-window__days").first).to_have_text("2026年5月11日至5月29日")
    for mark in page.locator(".cd-window__state, [data-standing]").all():
        expect(mark).to_be_hidden()

"""The matrix and the histories of topics: what notices say, and what has changed since the round before."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from browser import SCREENS, Screen, Visit, faults, wait_until
from playwright.sync_api import Locator, Page, expect
from proof import LONG, sizes
from registers import PLACES, make_register

from generator.comparing.comparisons import Comparisons
from generator.comparing.histories import Histories, NoticeRecord
from generator.comparison.rows import compare, sides_of
from generator.comparison.wording import Wording
from generator.folders import ROOT
from generator.pages.site import pages
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import load_words
from selfcheck.answers import JsonObject

pytestmark = LONG

ZONE, CITY = "lianyungang-etdz-2023-h2", "lianyungang-city-2026-h1"
FOLDERS = {"zh": "", "en": "en/"}
WORDS = load_words(ROOT / "site_src" / "words")
HIDDEN = re.compile(r"<em.*?</em>|<[^>]*>")

type Serve = Callable[..., str]


@pytest.fixture(scope="module")
def comparisons(tmp_path_factory: pytest.TempPathFactory) -> Comparisons:
    """Those of a made-up register of forty notices."""
    return Comparisons(publish(load(make_register(tmp_path_factory.mktemp("forty") / "notices", 40))), WORDS)


@pytest.fixture(scope="module")
def records(comparisons: Comparisons) -> dict[str, NoticeRecord]:
    return Histories(comparisons, comparisons.words, "en").records


def published(site: Path, notice: str) -> JsonObject:
    data: JsonObject = json.loads((site / "notices" / f"{notice}.json").read_text(encoding="utf-8"))
    return data


def treating(notice: JsonObject) -> dict[str, list[JsonObject]]:
    """The clauses of each topic."""
    topics: dict[str, list[JsonObject]] = {}
    for clause in (*notice["clauses"], *notice["annexes"]):
        for topic in clause["topics"]:
            topics.setdefault(topic, []).append(clause)
    return topics


def plain(html: str) -> str:
    return "".join(unescape(HIDDEN.sub("", html)).split())


def cells_of(site: Path, language: str) -> dict[tuple[str, str], str]:
    """Every cell of the matrix as text, by topic and notice."""
    html = (site / FOLDERS[language] / "compare" / "matrix" / "index.html").read_text(encoding="utf-8")
    notices = re.findall(r'data-notice="([^"]+)"', html)
    rows = re.findall(r'<tr id="t-([^"]+)">(.*?)</tr>', html, re.DOTALL)
    return {
        (topic, notice): plain(cell)
        for topic, row in rows
        for notice, cell in zip(notices, re.findall(r"<td.*?</td>", row, re.DOTALL), strict=True)
    }


# What a cell says


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_fact_of_the_published_notices_stands_in_the_matrix_in_words(site: Path, language: str) -> None:
    vocabulary = json.loads((site / "compare" / "vocabulary.json").read_text(encoding="utf-8"))
    cells = cells_of(site, language)
    words = WORDS.and_of(publish(load(ROOT / "notices")).words)
    for known in (ZONE, CITY):
        notice = published(site, known)
        wording = Wording(compare(notice, notice, vocabulary), vocabulary, words, language)
        for topic, side in sides_of(notice, vocabulary).items():
            for fact, value in side.facts.items():
                cell = cells[topic, known].lower()
                assert plain(wording.name(fact, topic)).lower() in cell, (known, topic, fact)
                if str(value) not in ("True", "[True]"):
                    assert plain(wording.value(fact, value)).lower() in cell, (known, topic, fact)


def test_a_count_of_one_is_said_as_well(site: Path) -> None:
    assert "每年公共科目（门）：1" in cells_of(site, "zh")["continuing_education", CITY]


def test_a_topic_without_a_fact_or_without_a_clause_is_told_apart(site: Path) -> None:
    cells = cells_of(site, "zh")
    assert cells["scope", CITY].startswith("¶仅有文字")
    assert cells["transition", CITY] == "没有写明"


@pytest.mark.parametrize(
    ("later", "topic", "change"),
    [
        ("2026-h1", "material.application_form", "value"),
        ("2025-h2", "material.dispatch_proof", "added"),
        ("2025-h1", "material.dispatch_proof", "absent"),
        ("2026-h1", "opening", "wording"),
        ("2026-h1", "scope.units", ""),
        ("2021-h2", "opening", ""),
    ],
)
def test_a_cell_says_how_it_differs_from_the_round_before_there(
    records: dict[str, NoticeRecord], later: str, topic: str, change: str
) -> None:
    assert records[f"lianyungang-city-{later}"].cell(topic).change == change


# Histories


def passages(record: NoticeRecord, topic: str, without: str) -> dict[str, list[str]]:
    """The texts of an entry's clauses in each language, those marked ``without`` left out."""
    texts: dict[str, list[str]] = {}
    for passage in record.entry(topic).passages:
        for language, _, _, runs in passage.said:
            texts.setdefault(language, []).append("".join(text for mark, text in runs if mark != without))
    return texts


def test_without_what_is_gone_an_entry_is_exactly_the_words_of_its_clauses(
    comparisons: Comparisons, records: dict[str, NoticeRecord]
) -> None:
    for known, one in records.items():
        for topic, clauses in treating(comparisons.publication.by_id[known].data).items():
            assert passages(one, topic, "del") == {
                language: [clause[language] for clause in clauses] for language in ("zh", "en")
            }


def test_without_what_is_new_an_entry_is_the_words_of_the_round_before(records: dict[str, NoticeRecord]) -> None:
    entries = [(one, records[one.before.id], topic) for one in records.values() if one.before for topic in one.rows]
    marked = [entry for entry in entries if entry[0].rows[entry[2]].change in ("wording", "value")]
    assert len(marked) > 100
    for later, earlier, topic in marked:
        for language, texts in passages(later, topic, "ins").items():
            before = " ".join(passages(earlier, topic, "del")[language])
            assert squeezed(" ".join(texts)) == squeezed(before), (later.notice.id, topic)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_an_entry_says_what_changed_as_this_round_has_it(
    comparisons: Comparisons, records: dict[str, NoticeRecord]
) -> None:
    zh = Histories(comparisons, comparisons.words, "zh").records
    entry = records["lianyungang-city-2026-h1"].entry("material.application_form")
    assert entry.remarks == ("Copies: 4 → 3",)
    gone = zh["lianyungang-city-2025-h1"].entry("material.dispatch_proof")
    assert gone.remarks[-1] == "这一批次没有写明，不等于取消" and gone.passages == ()
    sentences = [
        sentence
        for one in zh.values()
        for topic in one.rows
        for sentence in (*one.entry(topic).remarks, one.entry(topic).places)
    ]
    assert not [sentence for sentence in sentences if re.search("[甲乙]", sentence)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_topics_history_has_every_notice_that_treats_it_in_its_words(site: Path, language: str) -> None:
    for known in (ZONE, CITY):
        for topic, clauses in treating(published(site, known)).items():
            file = site / FOLDERS[language] / "compare" / "topics" / topic / "index.html"
            section = file.read_text(encoding="utf-8").split(f'<h3 id="{known}">')[1].split("</section>")[0]
            for clause in clauses:
                assert plain(clause["zh"]) in plain(section), (topic, known)
                assert language == "zh" or plain(clause["en"]) in plain(section), (topic, known)
                assert f"notices/{known}/#c-{clause['id']}" in section


def test_a_row_of_a_comparison_leads_to_its_topics_history(site: Path, visit: Visit) -> None:
    page = visit((site / "compare" / ZONE / CITY / "index.html").as_uri())
    page.locator("[id='t-continuing_education'] .cd-row__more a").click()
    expect(page.locator("h1")).to_have_text("“继续教育”历次规定")


# The matrix in the browser


def open_matrix(visit: Visit, home: str, address: str = "", **context: object) -> Page:
    page = visit.open(home, **context)
    page.goto(f"{home}{address}")
    return page


def columns(page: Page) -> list[str]:
    return notices_in(page.locator("#matrix"))


def notices_in(part: Locator) -> list[str]:
    """The notices whose heads are to be seen."""
    heads = part.locator("[data-notice]:visible")
    notices: list[str] = heads.evaluate_all("heads => heads.map((head) => head.dataset.notice)")
    return notices


def test_notices_are_chosen_by_keyboard_and_the_choice_stands_in_the_address(
    site: Path, serve: Serve, visit: Visit
) -> None:
    page = open_matrix(visit, serve(site), "compare/matrix/")
    assert columns(page) == [CITY, ZONE]
    page.locator("[name=year]").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"matrix/\?year=2023$"))
    expect(page.locator("#matrix-shown")).to_have_text("显示1份，共2份通知。")
    assert columns(page) == [ZONE]
    assert page.locator("#matrix tbody tr").first.locator("td:visible").count() == 1
    page.reload()
    assert columns(page) == [ZONE]
    page.locator("a[data-twin]").click()
    expect(page).to_have_url(re.compile(r"en/compare/matrix/\?year=2023"))
    expect(page.locator("#matrix-shown")).to_have_text("Showing 1 of 2 notices.")
    assert columns(page) == [ZONE]
    page.locator("#matrix-filter [type=reset]").click()
    expect(page).to_have_url(re.compile(r"matrix/$"))
    assert columns(page) == [CITY, ZONE]


def test_year_and_jurisdiction_choose_together_and_that_nothing_is_left_is_said(
    site: Path, serve: Serve, visit: Visit
) -> None:
    page = open_matrix(visit, serve(site), "compare/matrix/?year=2023&place=lianyungang-city")
    expect(page.locator("#matrix-shown")).to_contain_text("没有同时符合")
    assert columns(page) == []
    page.locator("[name=place][value=lianyungang-etdz]").check(force=True)
    assert columns(page) == [ZONE]


def test_without_scripts_everything_is_shown_and_a_cell_leads_to_its_clause(site: Path, visit: Visit) -> None:
    page = visit.open(site.as_uri(), java_script_enabled=False)
    page.goto((site / "compare" / "matrix" / "index.html").as_uri())
    assert columns(page) == [CITY, ZONE]
    assert page.locator("#matrix-filter").is_hidden()
    link = page.locator("[id='t-material.application_form'] td a").first
    assert link.get_attribute("href") == f"../../notices/{CITY}/#c-4.1"


@pytest.mark.parametrize("apart", sizes(sample=5, whole=1))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_cell_opens_into_exactly_the_words_of_its_clauses(
    site: Path, serve: Serve, visit: Visit, language: str, apart: int
) -> None:
    page = open_matrix(visit, serve(site), f"{FOLDERS[language]}compare/matrix/")
    for column, known in enumerate((CITY, ZONE)):
        start = (column + 2 * (language == "en")) % apart
        for topic, clauses in [*treating(published(site, known)).items()][start::apart]:
            page.locator(f"[id='t-{topic}'] td").nth(column).locator("a").click()
            opened = page.locator("#matrix-words")
            expect(opened.locator(".cd-passage")).to_have_count(len(clauses))
            said = {each: opened.locator(f".cd-{each}").all_text_contents() for each in ("zh", "en")}
            assert said["zh"] == [clause["zh"] for clause in clauses]
            assert said["en"] == ([clause["en"] for clause in clauses] if language == "en" else [])
            links = [link.get_attribute("href") or "" for link in opened.locator(".cd-cite").all()]
            assert [link.partition("#")[2] for link in links] == [f"c-{clause['id']}" for clause in clauses]
            page.keyboard.press("Escape")
            expect(opened).to_be_hidden()


def test_a_cell_that_is_closed_gives_the_keyboard_back(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_matrix(visit, serve(site), "compare/matrix/")
    link = page.locator("[id='t-cutoff'] td a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#matrix-words")).to_contain_text("2026年4月30日")
    page.locator("#matrix-words [data-close]").click()
    expect(link).to_be_focused()


def test_where_the_clauses_cannot_be_read_the_cell_leads_to_the_notice(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_matrix(visit, serve(site), "compare/matrix/")
    page.route("**/notices/*.json", lambda route: route.abort())
    page.locator("[id='t-cutoff'] td a").first.click()
    expect(page).to_have_url(re.compile(rf"notices/{CITY}/#c-2\.1\.5$"))
    visit.errors.clear()


def test_from_a_folder_on_disk_a_cell_leads_to_the_notice(site: Path, visit: Visit) -> None:
    page = visit((site / "compare" / "matrix" / "index.html").as_uri())
    page.locator("[id='t-cutoff'] td a").first.click()
    expect(page).to_have_url(re.compile(rf"notices/{CITY}/index.html#c-2\.1\.5$"))


@pytest.mark.parametrize("screens", sizes(sample=SCREENS[-1:], whole=SCREENS))
def test_axe_finds_no_fault_in_an_open_cell(site: Path, serve: Serve, visit: Visit, screens: list[Screen]) -> None:
    home = serve(site)
    for screen in screens:
        page = open_matrix(visit, home, "compare/matrix/", **screen.options)
        page.locator("[id='t-exclusion.series'] td a").first.click()
        expect(page.locator("#matrix-words .cd-passage")).to_be_visible()
        assert faults(page) == [], screen


# Forty notices


@pytest.fixture(scope="module")
def matrix(comparisons: Comparisons) -> str:
    """The matrix of forty notices, as it stands in its page."""
    made = pages(comparisons, ROOT / "site_src" / "templates")
    return next(page.draw().body for page in made if page.path == "compare/matrix/")


@pytest.fixture
def forty(site: Path, serve: Serve, visit: Visit, matrix: str) -> Iterator[Callable[..., Page]]:
    """The built page with the matrix of forty notices in it."""
    built = (site / "compare" / "matrix" / "index.html").read_text(encoding="utf-8")
    start, end = built.index('<article class="cd-matrix"'), built.index("</article>") + len("</article>")
    home = serve(site)

    def opened(address: str = "", **context: object) -> Page:
        page = visit.open(home, **context)
        whole = built[:start] + matrix + built[end:]
        page.route("**/compare/matrix/*", lambda route: route.fulfill(body=whole, content_type="text/html"))
        page.goto(f"{home}compare/matrix/{address}")
        return page

    yield opened


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_forty_notices_scroll_in_their_frame_and_head_and_topics_stay(forty: Callable[..., Page], width: int) -> None:
    page = forty(viewport={"width": width, "height": 800})
    assert len(columns(page)) == 40
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    frame = page.locator(".cd-matrix__frame")
    frame.scroll_into_view_if_needed()
    box = frame.evaluate(
        "frame => { frame.scrollTo(2000, 1500); const {left, top} = frame.getBoundingClientRect(); return {left, top} }"
    )
    topic = page.locator("#matrix tbody th").nth(20).bounding_box()
    head = page.locator("#matrix thead th").first.bounding_box()
    notice = page.locator("#matrix [data-notice]").first.bounding_box()
    assert topic and head and notice
    assert abs(topic["x"] - box["left"]) <= 2 and abs(head["y"] - box["top"]) <= 2
    # A whole notice has room beside the topics.
    assert notice["width"] + topic["width"] <= width


def test_the_frame_scrolls_by_keyboard(forty: Callable[..., Page]) -> None:
    page = forty(viewport={"width": 360, "height": 800})
    page.locator(".cd-matrix__frame").focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.querySelector('.cd-matrix__frame').scrollLeft > 0")


def test_of_forty_notices_one_jurisdiction_in_one_year_is_chosen(forty: Callable[..., Page]) -> None:
    page = forty("?year=2025&place=lianyungang-etdz")
    assert columns(page) == ["lianyungang-etdz-2025-h2", "lianyungang-etdz-2025-h1"]
    groups = page.locator("#matrix thead th[colspan]:visible")
    assert [group.get_attribute("colspan") for group in groups.all()] == ["2"]


def test_on_paper_six_notices_stand_side_by_side_and_the_others_follow(forty: Callable[..., Page]) -> None:
    page = forty()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = page.locator(".cd-matrix__frame table:visible").all()
    shown = [notices_in(one) for one in printed]
    assert [len(one) for one in shown] == [6] * 6 + [4]
    assert len({known for one in shown for known in one}) == 40
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".cd-matrix__frame table").count() == 1 and len(columns(page)) == 10 * PLACES


def test_the_matrix_of_forty_notices_stays_small(matrix: str) -> None:
    """Half a megabyte as text, a twentieth of that on the way."""
    assert len(matrix.encode()) < 600_000


def test_every_sentence_on_two_notices_has_one_on_a_round_and_the_one_before() -> None:
    heads = ("compare.changes.", "compare.clauses_", "compare.text_", "compare.notice_")
    of_two = {
        key.removeprefix("compare.")
        for key, text in WORDS.entries.items()
        if key.startswith("compare.") and not key.startswith(heads) and set("甲乙") & set(text["zh"])
    }
    of_rounds = {key.removeprefix("history.since.") for key in WORDS.entries if key.startswith("history.since.")}
    assert of_two == of_rounds

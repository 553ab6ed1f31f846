"""The timeline of all rounds: what it states, where its marks stand, today, and a register of many rounds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from browser import Visit
from playwright.sync_api import Locator, Page
from proof import LONG

from generator.folders import ROOT
from generator.languages import LANGUAGE_TAGS
from generator.pages.templates import environment
from generator.pages.timeline import timeline
from generator.published.publish import publish
from generator.register.load import load
from generator.register.model import Amendment, Fact
from generator.register.notices import Register
from generator.register.values import FactValue, Interval
from generator.words.load import LANGUAGES, load_words
from generator.words.typography import days
from selfcheck.words import day

pytestmark = LONG

LANES = ".cd-timeline .when-lane"
WORDS = load_words(ROOT / "site_src" / "words")


@pytest.fixture(scope="module")
def register() -> Register:
    return load(ROOT / "notices")


def index(site: Path, language: str) -> str:
    return (site / ("" if language == "zh" else "en") / "notices" / "index.html").as_uri()


def across(part: Locator) -> tuple[float, float]:
    box = part.bounding_box()
    assert box
    return box["x"], box["x"] + box["width"]


def interval(value: FactValue) -> tuple[date, date]:
    """The days of a window, or the one day of a cut-off."""
    if isinstance(value, Interval):
        return value.days[0], value.days[-1]
    assert isinstance(value, date)
    return value, value


def squeezed(text: str) -> str:
    return "".join(text.split())


# What it states


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_window_and_cut_off_is_in_the_figure_and_in_the_table_with_its_dates_and_clause(
    site: Path, visit: Visit, register: Register, language: str
) -> None:
    page = visit.open(site.as_uri(), java_script_enabled=False)
    page.goto(index(site, language))
    stated = [(n, f) for n in publish(register).notices for f in n.facts if f.fact in ("window", "cutoff")]
    marks = page.locator(f"{LANES} .when-mark")
    assert marks.count() == page.locator(".cd-days td a").count() == len(stated) > 0
    for notice, fact in stated:
        opens, closes = interval(fact.value)
        link = f"a[href='{notice.id}/#c-{fact.clause}']"
        shown = days(Interval(opens, closes), WORDS.of(language), language)
        band = page.locator(f".cd-band[data-year='{opens.year}']")
        last = day(closes, language).replace(f"{opens.year}年", "").replace(f" {opens.year}", "")
        said = [squeezed(words) for words in band.locator(link).all_text_contents()]
        assert any(words.endswith(squeezed(last)) for words in said), (shown, said)
        rows = page.locator(".cd-days tr", has=page.locator(link)).all_text_contents()
        assert any(shown in row for row in rows), (shown, rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_drawing_has_a_title_and_a_description_in_the_pages_language(
    site: Path, visit: Visit, register: Register, language: str
) -> None:
    page = visit(index(site, language))
    lanes = page.locator(LANES)
    assert lanes.count() == len(register.notices)
    for lane in lanes.all():
        title = lane.get_attribute("aria-label") or ""
        description = page.locator(f"#{lane.get_attribute('aria-describedby')}").text_content() or ""
        assert lane.evaluate("lane => lane.closest('[lang]').lang") == LANGUAGE_TAGS[language]
        assert [any("一" <= character <= "鿿" for character in words) for words in (title, description)] == (
            [language == "zh"] * 2
        )
        year = lane.locator("xpath=..").get_attribute("data-year")
        assert str(year) in title and description.strip()


def test_bars_and_signs_stand_where_their_days_are_in_the_year(site: Path, visit: Visit) -> None:
    page = visit(index(site, "zh"))
    lane = page.locator(".cd-band[data-year='2026'] .when-lane")
    months = [across(line)[0] for line in lane.locator(".when-month").all()]
    april, may, june, july = months[3:7]
    sign = across(lane.locator(".when-cutoff path"))
    assert april < sum(sign) / 2 < may and may - sum(sign) / 2 < (may - april) / 15
    (online, paper) = (across(bar) for bar in lane.locator("rect").all())
    assert may + (june - may) / 4 < online[0] < online[1] < june
    assert abs(paper[0] - online[0]) < 1 and june < paper[1] < june + (july - june) / 4


# Today


OPEN = {
    "2026-05-10": [False, False],
    "2026-05-11": [True, True],
    "2026-05-29": [True, True],
    "2026-05-30": [False, True],
    "2026-06-05": [False, True],
    "2026-06-06": [False, False],
}
"""By the day, whether the windows for applications online and on paper are open."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_today_stands_inside_the_bars_of_the_windows_that_are_open(site: Path, visit: Visit, language: str) -> None:
    page = visit.open(site.as_uri())
    for today, are_open in OPEN.items():
        page.clock.set_fixed_time(f"{today}T12:00:00")
        page.goto(index(site, language))
        band = page.locator(".cd-band[data-year='2026']")
        [at] = {round(sum(across(line)) / 2, 1) for line in band.locator(".when-lane .when-today line").all()}
        bars = [across(bar) for bar in band.locator("rect").all()]
        assert [left < at < right for left, right in bars] == are_open, today
        assert at > across(band.locator(".when-cutoff path"))[1], today
        word = band.locator(".when-today text")
        assert (word.is_visible(), word.text_content()) == (True, WORDS.of(language)("timeline.today")), today
        assert across(word)[0] <= at <= across(word)[1], today
        assert not page.locator(".cd-band[data-year='2023'] .when-today, .cd-between").first.is_visible(), today


@pytest.mark.parametrize(("today", "following"), [("2027-01-01", "2026"), ("2025-07-01", "2023"), ("2020-02-29", None)])
def test_a_day_of_a_year_without_dates_stands_between_the_years(
    site: Path, visit: Visit, today: str, following: str | None
) -> None:
    page = visit.open(site.as_uri())
    page.clock.set_fixed_time(f"{today}T12:00:00")
    page.goto(index(site, "zh"))
    words = page.locator(".cd-between")
    assert words.is_visible() and today[:4] in words.inner_text() and "今天" in words.inner_text()
    after = words.evaluate("words => words.nextElementSibling && words.nextElementSibling.dataset.year")
    assert after == following
    assert page.locator(".when-today:not([hidden])").count() == 0


def test_without_scripts_no_day_is_today(site: Path, visit: Visit) -> None:
    page = visit.open(site.as_uri(), java_script_enabled=False)
    page.goto(index(site, "zh"))
    assert page.locator(".when-today, .cd-between").count() > 2
    assert not any(mark.is_visible() for mark in page.locator(".when-today line, .cd-between").all())


# Many rounds


def moved(register: Register, shift: Callable[[int], timedelta], count: int) -> Register:
    """A register of ``count`` rounds of ten jurisdictions: those of ``register``, their days shifted."""
    known = register.jurisdictions.jurisdictions
    more = [known[n % 2].model_copy(update={"id": f"place-{n}"}) for n in range(8)]
    places = (*known, *more)

    def at(fact: Fact, by: timedelta) -> Fact:
        opens, closes = interval(fact.value)
        later = Interval(opens + by, closes + by)
        return fact.model_copy(update={"value": later if isinstance(fact.value, Interval) else later.opens})

    notices = []
    for n in range(count):
        base, by = register.notices[n % 2], shift(n)
        clauses = [
            clause.model_copy(
                update={"facts": tuple(at(f, by) if f.fact in ("window", "cutoff") else f for f in clause.facts)}
            )
            for clause in base.document.clauses
        ]
        document = base.document.model_copy(update={"clauses": tuple(clauses)})
        notices.append(replace(base, jurisdiction=places[n % 10].id, round=f"{2026 - n // 10}-h1", document=document))
    vocabulary = register.jurisdictions.model_copy(update={"jurisdictions": places})
    return replace(register, notices=tuple(notices), jurisdictions=vocabulary)


def test_a_window_over_the_turn_of_the_year_is_in_both_years_with_all_of_its_days(register: Register) -> None:
    late = moved(register, lambda n: date(2026, 12, 14) - date(2026, 5, 11), 1)
    drawn = timeline(publish(late), WORDS.of("zh"), "zh")
    assert [band.year for band in drawn.bands] == [2027, 2026]
    marks = {band.year: [m for r in band.lanes[0].rounds for m in r.marks] for band in drawn.bands}
    after = [mark.days for mark in marks[2027]]
    assert after == ["2026年12月14日至2027年1月1日", "2026年12月14日至2027年1月8日"]
    assert [mark.left for mark in marks[2027]] == [0, 0]
    assert [round(mark.left + mark.width, 6) for mark in marks[2026]][1:] == [100, 100]


def test_a_round_of_a_notice_that_another_amends_says_so(register: Register) -> None:
    earlier, later = register.notices
    clause = next(clause for clause, fact in earlier.facts if fact.fact == "cutoff")
    change = Amendment.model_construct(notice=earlier.id, clause=clause.id, quote=clause.zh)
    amending = later.document.clauses[0].model_copy(update={"amends": (change,)})
    document = later.document.model_copy(update={"clauses": (amending, *later.document.clauses[1:])})
    drawn = timeline(
        publish(replace(register, notices=(earlier, replace(later, document=document)))), WORDS.of("en"), "en"
    )
    said = {(r.notice, s.name) for r in drawn.rounds for s in r.stated if "changed later" in s.name}
    assert said == {(earlier.id, "Cut-off date for experience (changed later)")}


def test_the_window_of_a_notice_that_opens_no_round_is_in_the_timeline_too(register: Register) -> None:
    notice = register.notices[0]
    clauses = [
        clause.model_copy(update={"facts": tuple(fact for fact in clause.facts if fact.fact != "cutoff")})
        for clause in notice.document.clauses
    ]
    moving = replace(notice, document=notice.document.model_copy(update={"clauses": tuple(clauses)}))
    publication = publish(replace(register, notices=(moving,)))
    drawn = timeline(publication, WORDS.of("zh"), "zh")
    assert [stated.span for round in drawn.rounds for stated in round.stated] == [
        window.days for window in publication.notices[0].windows
    ]
    assert sum(len(round.marks) for band in drawn.bands for lane in band.lanes for round in lane.rounds) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_forty_rounds_keep_their_words_apart_and_inside_the_page(
    site: Path, visit: Visit, register: Register, language: str
) -> None:
    many = moved(register, lambda n: timedelta(days=37 * n - 365 * (n // 10)), 40)
    t = WORDS.of(language)
    macros: Any = environment(ROOT / "site_src" / "templates").get_template("timeline.html").module
    figure = macros.figure(timeline(publish(many), t, language), t, lambda path: path)
    page = visit(index(site, language))
    page.evaluate("html => document.querySelector('.cd-timeline').outerHTML = html", str(figure))
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        expect_apart_and_inside(page, width)


def expect_apart_and_inside(page: Page, width: int) -> None:
    """No words, bar or sign of a lane covers another, and none leaves the page."""
    found = page.evaluate(
        """() => ({
          excess: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          lanes: [...document.querySelectorAll('.when-lane')].map((lane) =>
            [...lane.querySelectorAll('.when-round a, .when-label, rect, path')].map((part) => {
              const { left, top, right, bottom } = part.getBoundingClientRect();
              return [left, top, right, bottom];
            })),
        })"""
    )
    assert found["excess"] <= 0
    parts = [box for lane in found["lanes"] for box in lane]
    assert len(parts) >= 40 * 7
    for lane in found["lanes"]:
        for at, (left, top, right, bottom) in enumerate(lane):
            assert left >= 0 and right <= width
            for other in lane[at + 1 :]:
                apart = right <= other[0] or other[2] <= left or bottom <= other[1] + 3 or other[3] <= top + 3
                assert apart, (lane[at], other)

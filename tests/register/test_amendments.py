"""What a later notice changes reaches everything that shows the amended clause, with both clauses cited."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
from applicants import ELIGIBLE

from generator.comparing.comparisons import Comparisons
from generator.folders import ROOT
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import load
from generator.register.values import mark_of
from generator.site import calendar, feed
from generator.words.load import load_words
from selfcheck import evaluate

AMENDED, LATER = "lianyungang-city-2026-h1", "lianyungang-city-2026-06"
WORDS = load_words(ROOT / "site_src" / "words")

EXTENDED = "纸质材料报送时间延长至6月12日。", "The period for submitting paper materials is extended to 12 June."
MOVED = "资历时间改为计算到2026年5月31日。", "The applicant's experience is now counted up to 31 May 2026."
COPIES = (
    "《专业技术资格初定申报表》改为一式四份。",
    (
        "The Application Form for the Initial Determination of Professional Technical Qualifications"
        " (《专业技术资格初定申报表》) is now to be in 4 copies."
    ),
)
VAGUE = "申报时间另行通知。", "The application period will be announced separately."


def registered(folder: Path, words: tuple[str, str], **stated: Any) -> Publication:
    """The register with a notice of 1 June that changes one clause."""
    shutil.copytree(ROOT / "notices", folder)
    zh, en = words
    clause = {"id": "1", "label": "一、", "zh": zh, "en": en, "translated_from": mark_of(zh), **stated}
    notice = {
        "title": {"zh": "关于调整的通知", "en": "Notice of Changes"},
        "addressees": {"zh": "市各有关单位", "en": "All units concerned in the city"},
        "issuer": {"zh": "连云港市人才服务中心", "en": "Lianyungang Municipal Talent Service Centre"},
        "issued": "2026-06-01",
        "clauses": [clause],
    }
    text = f"关于调整的通知\n\n市各有关单位：\n\n一、{zh}\n\n连云港市人才服务中心\n\n2026年6月1日\n"
    (folder / "lianyungang-city" / "2026-06.txt").write_text(text, encoding="utf-8")
    (folder / "lianyungang-city" / "2026-06.yaml").write_text(json.dumps(notice, ensure_ascii=False), encoding="utf-8")
    return publish(load(folder))


def change(clause: str, quote: str) -> list[dict[str, str]]:
    return [{"notice": AMENDED, "clause": clause, "quote": quote}]


@pytest.fixture
def extended(tmp_path: Path) -> Publication:
    """The window for papers gets a new last day; the notice states nothing else."""
    fact = {"fact": "window", "value": "/2026-06-12", "quote": "纸质材料报送时间延长至6月12日"}
    amends = change("6.a", "延长至6月12日")
    return registered(tmp_path / "notices", EXTENDED, topics=["window.paper"], facts=[fact], amends=amends)


def test_a_window_has_its_new_last_day_in_the_self_check(extended: Publication) -> None:
    for today, state in (("2026-06-05", "open"), ("2026-06-12", "open"), ("2026-06-13", "closed")):
        windows = {w["key"]: w for w in evaluate(extended.by_id[AMENDED].data, ELIGIBLE, today)["windows"]}
        assert windows["paper"] == {
            "key": "paper",
            "clause": "6.a",
            "opens": "2026-05-11",
            "closes": "2026-06-12",
            "state": state,
            "amended_by": {"notice": LATER, "clause": "1"},
        }
        assert "amended_by" not in windows["online"] and windows["online"]["closes"] == "2026-05-29"


def test_what_only_moves_a_day_need_not_say_why_it_asks_nothing(extended: Publication, tmp_path: Path) -> None:
    register = load(tmp_path / "notices")
    assert [str(warning) for warning in register.warnings] == []
    # Nor is it the round to which the next notice is held.
    last = register.last_round("lianyungang-city", lambda notice: True)
    assert last and last.id == AMENDED


def events(publication: Publication) -> dict[str, tuple[Any, ...]]:
    """Of the calendar's events, by their UIDs, the day after the last, the day of the version, and its number."""
    read = icalendar.Calendar.from_ical(calendar.calendars(publication, WORDS, "zh", None)[calendar.NAME]())
    return {
        str(event["uid"]): (event.decoded("dtend"), event.decoded("dtstamp").date(), event.get("sequence"))
        for event in read.walk("VEVENT")
    }


def test_its_event_keeps_its_name_and_is_a_later_version(extended: Publication) -> None:
    before, after = events(publish(load(ROOT / "notices"))), events(extended)
    assert before.keys() == after.keys()
    [(old, new)] = [(before[uid], after[uid]) for uid in after if after[uid] != before[uid]]
    assert old == (date(2026, 6, 6), date(2026, 5, 9), None)
    assert new == (date(2026, 6, 13), date(2026, 6, 1), 1)


def test_the_feed_says_when_the_notice_was_changed(extended: Publication) -> None:
    entry = next(part for part in feed.feed(extended, WORDS, "zh", None).split("<entry>") if AMENDED in part)
    assert "<published>2026-05-09" in entry and "<updated>2026-06-01" in entry


def test_comparisons_compare_the_new_day(extended: Publication) -> None:
    comparisons = Comparisons(extended, WORDS)
    comparison = comparisons.between(extended.by_id["lianyungang-etdz-2023-h2"], extended.by_id[AMENDED])
    [row] = [row for row in comparison.rows if row.topic == "window.paper"]
    assert row.b.facts["window"] == "2026-05-11/2026-06-12"


def test_a_cut_off_that_is_moved_is_the_one_that_counts(tmp_path: Path) -> None:
    fact = {"fact": "cutoff", "value": "2026-05-31", "quote": "计算到2026年5月31日"}
    stated = {"topics": ["cutoff"], "facts": [fact], "amends": change("2.1.5", "改为计算到2026年5月31日")}
    notice = registered(tmp_path / "notices", MOVED, **stated).by_id[AMENDED]
    assert notice.openings[0].cutoff and notice.openings[0].cutoff.date == date(2026, 5, 31)
    for since, outcome in (("2025-05-31", "eligible"), ("2025-06-01", "refer"), ("2025-06-02", "not_yet")):
        assert evaluate(notice.data, {**ELIGIBLE, "post_since": since}, "2026-05-20")["outcome"] == outcome


def test_copies_that_are_changed_are_those_to_hand_in(tmp_path: Path) -> None:
    item = {
        "key": "application_form",
        "zh": "《专业技术资格初定申报表》",
        "en": "Application Form (《专业技术资格初定申报表》)",
        "copies": 4,
        "quote": "《专业技术资格初定申报表》改为一式四份",
    }
    stated = {"topics": ["material.application_form"], "materials": [item], "amends": change("4.1", "改为一式四份")}
    notice = registered(tmp_path / "notices", COPIES, **stated).by_id[AMENDED]
    form = next(m for m in evaluate(notice.data, ELIGIBLE, "2026-06-05")["materials"] if m["key"] == "application_form")
    assert (form["copies"], form["clause"], form["amended_by"]) == (4, "4.1", {"notice": LATER, "clause": "1"})


def test_where_no_day_is_stated_nothing_says_that_a_window_is_closed(tmp_path: Path) -> None:
    stated = {"topics": ["window.paper"], "amends": change("6.a", "申报时间另行通知")}
    notice = registered(tmp_path / "notices", VAGUE, **stated).by_id[AMENDED]
    for window in evaluate(notice.data, ELIGIBLE, "2026-12-31")["windows"]:
        assert (window["state"], window["opens"], window["closes"]) == ("unclear", None, None)
        assert (window["amended_by"], window["words"]) == ({"notice": LATER, "clause": "1"}, "申报时间另行通知")

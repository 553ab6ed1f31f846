"""Dates and years as Hypothesis draws them, against the contract's arithmetic: what the enumeration has cut away."""

import calendar
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from contract import Said, a_year_after, expected, in_words, seen
from hypothesis import example, given
from hypothesis import strategies as st
from partial_answers import CITY, TODAY, ZONE, favourable, published

from selfcheck import evaluate
from selfcheck.answers import JsonObject

LEAP_DAY = date(2024, 2, 29)
names = st.sampled_from([CITY, ZONE])
any_day = st.dates(date(1900, 1, 1), date(2100, 12, 31))
cutoffs = st.one_of(
    st.dates(date(1907, 1, 1), date(2099, 12, 31)),
    st.sampled_from([date(year, 2, day) for year in (1908, 1999, 2000, 2023, 2024) for day in (27, 28)])
    | st.sampled_from([date(year, 2, 29) for year in (1908, 2000, 2024, 2096)])
    | st.sampled_from([date(year, month, day) for year in (2023, 2024) for month, day in ((1, 1), (3, 1), (12, 31))]),
)
near = st.integers(-370, -360)
years = st.integers(1900, 2100)


def with_cutoff(name: str, cutoff: date, **more: Any) -> JsonObject:
    """The notice with another cut-off in its round, and no round after it."""
    [opening] = published()[name]["openings"]
    changed = {**opening, "cutoff": {**opening["cutoff"], "date": cutoff.isoformat()}}
    known = [{"notice": name, "cutoff": cutoff.isoformat()}]
    return {**published()[name], "openings": [changed], "rounds": known, **more}


def applicant(name: str, cutoff: date, **answers: Any) -> JsonObject:
    """Favourable, whatever the cut-off: at work since the year after it, so that no course is looked at."""
    days = {"post_since": "1900-01-01", "working_since": f"{cutoff.year + 1}-01-01", "courses": []}
    return {**favourable(name), **days, **answers}


def finding(verdict: JsonObject, rule: str) -> JsonObject:
    return next(found for found in verdict["findings"] if found["rule"] == rule)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has no such day."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@given(names, cutoffs, any_day | near)
@example(CITY, date(2025, 2, 28), LEAP_DAY)
@example(CITY, date(2025, 2, 27), LEAP_DAY)
@example(CITY, date(2025, 2, 26), LEAP_DAY)
@example(ZONE, LEAP_DAY, date(2023, 2, 28))
@example(ZONE, LEAP_DAY, date(2023, 3, 1))
@example(ZONE, date(2024, 2, 28), date(2023, 3, 1))
def test_a_year_of_probation_is_counted_alike_for_any_start_and_any_cut_off(
    name: str, cutoff: date, since: date | int
) -> None:
    since = since if isinstance(since, date) else cutoff + timedelta(days=since)
    answers = applicant(name, cutoff, post_since=since.isoformat())
    verdict = evaluate(with_cutoff(name, cutoff), answers, TODAY)
    assert seen(verdict) == expected(name, answers, cutoff)
    found = finding(verdict, "probation")
    told = (since, cutoff) if found["status"] == "refer" else (since, a_year_after(since), cutoff)
    for day in told:
        zh, en = in_words(day)
        assert zh in found["zh"] and en in found["en"]


@given(cutoffs, st.integers(1, 60), st.integers(-40, 40))
@example(LEAP_DAY, 1, -29)
@example(date(2024, 12, 31), 10, 0)
def test_months_end_on_the_same_day_or_the_months_last(cutoff: date, months: int, days: int) -> None:
    asked = [{**r, "months": months} if r["kind"] == "probation" else r for r in published()[CITY]["requirements"]]
    since = months_after(cutoff, -months) + timedelta(days=days)
    if since.year < 1900:
        return
    complete = months_after(since, months)
    verdict = evaluate(
        with_cutoff(CITY, cutoff, requirements=asked), applicant(CITY, cutoff, post_since=since.isoformat()), TODAY
    )
    late = (complete - cutoff).days
    assert finding(verdict, "probation")["status"] == ("met" if late <= 0 else "refer" if late == 1 else "not_yet")
    assert verdict["earliest"] == (complete.isoformat() if late > 1 else None)
    assert str(months) in finding(verdict, "probation")["en"]


@given(names, cutoffs, st.lists(any_day | near, min_size=2, max_size=6))
def test_a_later_start_in_the_post_never_helps(name: str, cutoff: date, starts: list[Any]) -> None:
    notice = with_cutoff(name, cutoff)
    days = sorted(day if isinstance(day, date) else cutoff + timedelta(days=day) for day in starts)
    verdicts = [evaluate(notice, applicant(name, cutoff, post_since=day.isoformat()), TODAY) for day in days]
    order = ("eligible", "refer", "not_yet")
    assert all(order.index(a["outcome"]) <= order.index(b["outcome"]) for a, b in pairwise(verdicts))
    waits = [verdict["earliest"] for verdict in verdicts if verdict["earliest"]]
    assert waits == sorted(waits)


@given(names, cutoffs, st.lists(years, max_size=100), any_day | st.integers(-4, 1), st.booleans())
@example(ZONE, date(2006, 6, 30), [2005], -4, False)
@example(ZONE, date(2005, 6, 30), [], -4, False)
@example(ZONE, date(2007, 6, 30), [2006, 2007], -4, False)
@example(CITY, date(2007, 6, 30), [2006, 2007], -4, False)
def test_courses_are_looked_at_from_the_start_of_work_to_the_cut_off(
    name: str, cutoff: date, courses: list[int], since: date | int, all_recent: bool
) -> None:
    since = since if isinstance(since, date) else date(cutoff.year + since, 12, 31)
    courses = [*courses, *range(cutoff.year - 6, cutoff.year)] if all_recent else courses
    answers = applicant(name, cutoff, working_since=since.isoformat(), courses=courses)
    verdict, said = evaluate(with_cutoff(name, cutoff), answers, TODAY), Said(name, answers, cutoff)
    assert seen(verdict) == expected(name, answers, cutoff)
    found = finding(verdict, "continuing_education")
    assert "、".join(map(str, said.missing)) in found["zh"] and ", ".join(map(str, said.missing)) in found["en"]
    if found["status"] == "met":
        first = max(since.year, 2006) if name == ZONE else since.year
        assert f"{first}年至{cutoff.year}年" in found["zh"] and f"from {first} to {cutoff.year}" in found["en"]
    if found["status"] == "refer":
        assert f"{cutoff.year}年没有" in found["zh"] and in_words(cutoff)[1] in found["en"]


@given(st.integers(1900, 2100), st.booleans(), st.sampled_from(["engineering", "pharmacy", "notary"]))
@example(2021, True, "engineering")
@example(2022, True, "engineering")
def test_the_year_of_the_education_divides_at_2022(year: int, matches: bool, series: str) -> None:
    answers = {**favourable(ZONE), "education_year": year, "field_matches": matches, "series": series}
    answers["courses"] = list(answers["courses"])
    verdict = evaluate(published()[ZONE], answers, TODAY)
    assert seen(verdict) == expected(ZONE, answers)
    if series == "engineering" and (year >= 2022 or matches):
        assert f"您{year}年取得学历" in finding(verdict, "cohort")["zh"]


# Rounds and windows


@given(cutoffs, st.lists(any_day | st.integers(0, 800), max_size=5))
def test_the_round_is_the_first_known_whose_cut_off_is_not_before_the_earliest_day(
    cutoff: date, known: list[Any]
) -> None:
    days = [day if isinstance(day, date) else cutoff + timedelta(days=day) for day in known]
    rounds = [{"notice": f"notice-{day}", "cutoff": day.isoformat()} for day in days]
    since = cutoff - timedelta(days=100)
    verdict = evaluate(
        with_cutoff(CITY, cutoff, rounds=rounds), applicant(CITY, cutoff, post_since=since.isoformat()), TODAY
    )
    in_time = [day for day in days if day >= a_year_after(since)]
    assert verdict["earliest"] == a_year_after(since).isoformat()
    assert verdict["round"] == (f"notice-{min(in_time)}" if in_time else None)


@given(any_day, any_day, st.integers(0, 60) | any_day)
@example(date(2026, 5, 11), date(2026, 5, 29), 0)
def test_a_window_is_open_from_its_first_day_to_its_last(one: date, other: date, today: date | int) -> None:
    opens, closes = sorted((one, other))
    today = today if isinstance(today, date) else min(closes + timedelta(days=today - 1), date(2100, 12, 31))
    [opening] = published()[CITY]["openings"]
    window = {"key": "online", "clause": "6.a", "opens": opens.isoformat(), "closes": closes.isoformat(), "quote": ""}
    notice = {**published()[CITY], "openings": [{**opening, "windows": [window]}]}
    state = "upcoming" if today < opens else "closed" if today > closes else "open"
    shown = {key: value for key, value in window.items() if key != "quote"}
    assert evaluate(notice, {}, today.isoformat())["windows"] == [{**shown, "state": state}]


# Without a cut-off


def without_cutoff(*windows: JsonObject) -> JsonObject:
    """The notice without a cut-off, and with other windows."""
    [opening] = published()[CITY]["openings"]
    stated = [{"key": "online", "clause": "6.a", "quote": "", **window} for window in windows]
    return {**published()[CITY], "openings": [{"round": opening["round"], "windows": stated}]}


def in_post(notice: JsonObject, since: date, today: date) -> JsonObject:
    """The verdict, courses aside, on whoever is in the post since that day and has nothing else against them."""
    asked = [r for r in notice["requirements"] if r["kind"] != "continuing_education"]
    answers = {**applicant(CITY, date(2000, 1, 1)), "post_since": since.isoformat()}
    return evaluate({**notice, "requirements": asked}, answers, today.isoformat())


def stands(verdict: JsonObject) -> tuple[str, str]:
    found = finding(verdict, "probation")
    return found["status"], found["clause"]


@given(cutoffs, any_day | near)
def test_where_applications_are_taken_all_year_time_counts_up_to_today(today: date, since: date | int) -> None:
    since = since if isinstance(since, date) else today + timedelta(days=since)
    dated = with_cutoff(CITY, today)
    for notice in (without_cutoff(), without_cutoff({}), without_cutoff({}, {"key": "paper"})):
        verdict, expected_one = in_post(notice, since, today), in_post(dated, since, today)
        for part in ("outcome", "title", "titles", "earliest"):
            assert verdict[part] == expected_one[part]
        assert stands(verdict) == stands(expected_one)


@given(cutoffs, st.integers(0, 60), any_day | near, st.integers(-100, 100))
@example(date(2026, 5, 11), 18, date(2025, 5, 11), 0)
@example(date(2026, 5, 11), 18, date(2025, 5, 12), 0)
@example(date(2026, 5, 11), 18, date(2025, 5, 30), 0)
@example(date(2026, 5, 11), 18, date(2025, 5, 31), 0)
def test_time_complete_on_the_first_day_of_a_window_is_met_and_on_a_later_one_left_open(
    opens: date, days: int, since: date | int, today: int
) -> None:
    closes = opens + timedelta(days=days)
    since = since if isinstance(since, date) else opens + timedelta(days=since)
    notice = without_cutoff({"opens": opens.isoformat(), "closes": closes.isoformat()})
    verdict = in_post(notice, since, opens + timedelta(days=today))
    complete = a_year_after(since)
    # Complete on the last day if the first one counts, which the notice does not say.
    status = "met" if complete <= opens else "refer" if complete <= closes + timedelta(days=1) else "not_yet"
    found = finding(verdict, "probation")
    assert (found["status"], found["clause"]) == (status, "2.1.2")
    assert verdict["outcome"] == {"met": "eligible"}.get(status, status)
    assert verdict["earliest"] == (complete.isoformat() if status == "not_yet" else None)
    named = (since,) if status == "refer" else (since, complete)
    assert all(in_words(day)[0] in found["zh"] and in_words(day)[1] in found["en"] for day in named)


@given(cutoffs, st.integers(-40, 40), any_day | near)
def test_with_a_first_day_alone_time_counts_up_to_today_and_no_day_before_the_first(
    opens: date, days: int, since: date | int
) -> None:
    today = opens + timedelta(days=days)
    since = since if isinstance(since, date) else opens + timedelta(days=since)
    verdict = in_post(without_cutoff({"opens": opens.isoformat()}), since, today)
    assert stands(verdict) == stands(in_post(with_cutoff(CITY, max(opens, today)), since, today))
    [window] = verdict["windows"]
    assert (window["opens"], window["closes"]) == (opens.isoformat(), None)
    assert window["state"] == ("upcoming" if today < opens else "open")


@given(st.integers(0, 400), any_day | near, st.integers(-40, 40))
def test_with_a_last_day_alone_time_complete_when_the_notice_was_issued_is_met_and_later_left_open(
    days: int, since: date | int, more: int
) -> None:
    issued = date.fromisoformat(published()[CITY]["issued"])
    closes = issued + timedelta(days=days)
    since = since if isinstance(since, date) else issued + timedelta(days=since)
    verdict = in_post(without_cutoff({"closes": closes.isoformat()}), since, closes + timedelta(days=more))
    complete = a_year_after(since)
    status = "met" if complete <= issued else "refer" if complete <= closes + timedelta(days=1) else "not_yet"
    assert finding(verdict, "probation")["status"] == status
    [window] = verdict["windows"]
    assert (window["opens"], window["closes"]) == (None, closes.isoformat())
    assert window["state"] == ("closed" if more > 0 else "open")


@given(any_day, any_day | near)
def test_days_that_the_notice_gives_in_words_alone_are_quoted_and_never_too_late(
    today: date, since: date | int
) -> None:
    issued = date.fromisoformat(published()[CITY]["issued"])
    since = since if isinstance(since, date) else issued + timedelta(days=since)
    verdict = in_post(without_cutoff({"words": "10月上旬"}), since, today)
    assert finding(verdict, "probation")["status"] == ("met" if a_year_after(since) <= issued else "refer")
    [window] = verdict["windows"]
    assert window == {
        **{"key": "online", "clause": "6.a", "opens": None, "closes": None, "state": "unclear", "words": "10月上旬"}
    }


def test_a_window_says_its_round_whom_it_is_for_and_what_amended_it() -> None:
    more = {
        "round": "2026-h1",
        "who": {"zh": "个人", "en": "individuals"},
        "amended_by": {"notice": "lianyungang-city-2026-06", "clause": "1"},
    }
    days = {"opens": "2026-05-11", "closes": "2026-06-12"}
    [window] = in_post(without_cutoff({**days, **more}), date(2020, 1, 1), date(2026, 6, 12))["windows"]
    assert window == {"key": "online", "clause": "6.a", "state": "open", **days, **more}


# Months without a day


@given(names, cutoffs, st.integers(-16, 2) | st.integers(-600, 600), st.booleans())
@example(CITY, date(2026, 4, 30), -12, True)
@example(CITY, date(2026, 4, 30), -11, True)
@example(CITY, date(2026, 4, 30), -10, True)
@example(ZONE, date(2024, 2, 28), -12, False)
@example(ZONE, date(2024, 2, 29), -12, True)
# A year after any day of a February of 28 days, the 29th of the next is not needed.
@example(CITY, date(1999, 2, 27), 0, False)
def test_a_month_is_settled_where_its_days_agree_and_waits_for_the_day_where_they_do_not(
    name: str, cutoff: date, months: int, assessed: bool
) -> None:
    first = months_after(cutoff.replace(day=1), months)
    if not 1900 <= first.year <= 2100:
        return
    days = [day for day in (first + timedelta(days=more) for more in range(31)) if day.month == first.month]
    answers = applicant(name, cutoff, assessments=assessed)
    said = [Said(name, {**answers, "post_since": day.isoformat()}, cutoff) for day in days]
    notice, month = with_cutoff(name, cutoff), f"{first.year}-{first.month:02}"
    verdict = evaluate(notice, {**answers, "post_since": month}, TODAY)
    assert_waits(verdict, {each.outcome for each in said}, "post_since")
    found = finding(verdict, "probation")
    statuses = {each.findings["probation"][0] for each in said}
    assert found["status"] == (statuses.pop() if len(statuses) == 1 else "unknown")
    if found["status"] in ("met", "not_yet"):
        complete = months_after(first, 12)
        for each in (first, complete):
            assert f"{each.year}年{each.month}月" in found["zh"]
            assert f"{calendar.month_name[each.month]} {each.year}" in found["en"]
    # Whichever the day is, by the last day of the month the time is complete.
    last = max(each.earliest for each in said if each.earliest) if found["status"] == "not_yet" else None
    assert verdict["earliest"] == (last and last.isoformat())


@given(names, cutoffs, st.integers(-4, 1), st.integers(1, 12), st.integers(0, 5))
def test_of_the_start_of_work_the_month_is_enough(name: str, cutoff: date, since: int, month: int, recent: int) -> None:
    courses = [*range(cutoff.year + 1 - recent, cutoff.year + 1)]
    start = f"{cutoff.year + since}-{month:02}"
    answers = applicant(name, cutoff, courses=courses)
    verdict, dated = (
        evaluate(with_cutoff(name, cutoff), {**answers, "working_since": day}, TODAY) for day in (start, f"{start}-01")
    )
    assert verdict == dated


# Open dates and years


@given(names, cutoffs, st.lists(years, max_size=6), st.integers(0, 5))
def test_an_open_start_of_work_waits_where_some_year_would_make_a_difference(
    name: str, cutoff: date, courses: list[int], recent: int
) -> None:
    courses = [*courses, *range(cutoff.year + 1 - recent, cutoff.year + 1)]
    answers = applicant(name, cutoff, courses=courses)
    outcomes = {Said(name, {**answers, "working_since": f"{y}-01-01"}, cutoff).outcome for y in range(1900, 2101)}
    del answers["working_since"]
    assert_waits(evaluate(with_cutoff(name, cutoff), answers, TODAY), outcomes, "working_since")


@given(names, cutoffs, any_day | st.integers(-3, 1))
def test_open_courses_wait_where_some_set_of_years_would_make_a_difference(
    name: str, cutoff: date, since: date | int
) -> None:
    since = since if isinstance(since, date) else date(cutoff.year + since, 1, 1)
    answers = applicant(name, cutoff, working_since=since.isoformat())
    sets: tuple[list[int], ...] = ([], list(range(1900, cutoff.year)), list(range(1900, cutoff.year + 1)))
    outcomes = {Said(name, {**answers, "courses": courses}, cutoff).outcome for courses in sets}
    del answers["courses"]
    assert_waits(evaluate(with_cutoff(name, cutoff), answers, TODAY), outcomes, "courses")


@given(names, cutoffs, st.sampled_from(["bachelor", "doctor"]))
def test_an_open_start_in_the_post_waits_where_there_is_probation(name: str, cutoff: date, education: str) -> None:
    answers = applicant(name, cutoff, education=education)
    days = (cutoff - timedelta(days=back) for back in range(-40, 400))
    outcomes = {Said(name, {**answers, "post_since": day.isoformat()}, cutoff).outcome for day in days}
    del answers["post_since"]
    assert_waits(evaluate(with_cutoff(name, cutoff), answers, TODAY), outcomes, "post_since")


def assert_waits(verdict: JsonObject, outcomes: set[str], key: str) -> None:
    if len(outcomes) == 1:
        assert ({verdict["outcome"]}, verdict["next"]) == (outcomes, [])
    else:
        assert (verdict["outcome"], verdict["next"]) == ("incomplete", [key])

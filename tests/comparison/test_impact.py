"""Whom the step from one notice to another affects: every difference is told, and what is told is so."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from itertools import combinations, permutations, product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from browser import Visit
from check_form import wait_until_ready
from partial_answers import CITY, QUESTIONS, TODAY, ZONE, published
from proof import LONG, sizes

from generator.comparison.impact import Impact, favourable_answers, impact
from generator.comparison.impact_words import ImpactWords, answers_fragment
from generator.folders import ROOT
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import LANGUAGES, load_words
from selfcheck import evaluate
from selfcheck.answers import JsonObject, read_answers
from selfcheck.cuts import cut_answers
from selfcheck.judgement import Judgement
from selfcheck.notice import Notice, read_notice

pytestmark = LONG

BETTER = ("ineligible", "refer", "not_yet", "eligible")
SCOPE = {"affiliation", "origin"}


# Notices

NOTHING = {"education": [], "words": ""}


def changed(name: str, kind: str, change: Callable[[JsonObject], object], nth: int | None = None) -> JsonObject:
    """The notice with its requirements of a kind, or the nth of them, changed."""
    notice = deepcopy(published()[name])
    found = [requirement for requirement in notice["requirements"] if requirement["kind"] == kind]
    for requirement in found if nth is None else [found[nth]]:
        change(requirement)
    return notice


def without(name: str, *kinds: str) -> JsonObject:
    notice = published()[name]
    return {**notice, "requirements": [r for r in notice["requirements"] if r["kind"] not in kinds]}


def amended(name: str, kind: str) -> JsonObject:
    """A later notice has changed the first clause with a requirement of the kind."""
    notice = published()[name]
    clause = next(r["clause"] for r in notice["requirements"] if r["kind"] == kind)
    return {**notice, "amended_by": [{"clause": clause, "by_title": notice["title"]}]}


def with_cutoff(name: str, day: str) -> JsonObject:
    notice = deepcopy(published()[name])
    notice["openings"][-1]["cutoff"]["date"] = day
    return notice


@cache
def notices() -> dict[str, Notice]:
    """The notices that other tests know, and more: each is one of the two but for one thing."""
    own = {
        "two years of probation": changed(CITY, "probation", lambda r: r.update(months=24)),
        "three copies": {**published()[ZONE], "materials": published()[CITY]["materials"]},
        "software is examined": changed(CITY, "series", lambda r: r["excludes"].append("software"), 0),
        "archives for intermediate alone": changed(CITY, "series", lambda r: r.update(titles=["intermediate"]), -1),
        "archives below": changed(CITY, "series", lambda r: r.update(titles=["assistant", "intermediate"]), -1),
        "access to archives": changed(ZONE, "access", lambda r: r["series"].append("archives")),
        "arts are open": changed(ZONE, "series", lambda r: r.update(open={"series": ["arts"], "words": ""}), 1),
        "high school": changed(ZONE, "education", lambda r: r.update(admits=["high_school"], open=NOTHING), 0),
        "a bachelor is a technician": changed(CITY, "education", lambda r: r.update(title="technician"), 1),
        "no doctor": changed(CITY, "education", lambda r: r.update(admits=[]), -1),
        "doctors alone": changed(CITY, "education", lambda r: r.update(admits=[e for e in r["admits"] if e[0] == "d"])),
        "bachelors at most": changed(
            CITY, "education", lambda r: r.update(admits=[e for e in r["admits"] if e not in ("doctor", "master")])
        ),
        "permits alone": changed(CITY, "foreign_document", lambda r: r.update(accepts=["work_permit"])),
        "other documents": changed(ZONE, "foreign_document", lambda r: r.update(accepts=["permanent_residence"])),
        "elsewhere alone": changed(CITY, "affiliation", lambda r: r.update(admits=["elsewhere"])),
        "any year": changed(ZONE, "continuing_education", lambda r: r.pop("not_before", None)),
        "the year before": with_cutoff(CITY, "2025-02-28"),
        "long before": with_cutoff(ZONE, "2004-12-31"),
        "of older cohorts": changed(ZONE, "cohort", lambda r: r.update(from_year=2010, access_series_too=False)),
        **{f"without {kind}": without(CITY, kind) for kind in ("education", "affiliation", "school", "access")},
        **{f"{kind} amended": amended(CITY, kind) for kind in ("continuing_education", "education", "completion")},
        **{f"{kind} amended in 2023": amended(ZONE, kind) for kind in ("affiliation", "series", "cohort", "school")},
        "no rule": without(CITY, *{r["kind"] for r in published()[CITY]["requirements"]}),
    }  # fmt: skip
    return {name: read_notice(notice) for name, notice in (published() | own).items()}


PAIRS = [(CITY, ZONE), (ZONE, CITY)]
OTHERS = [pair for pair in permutations(sorted(notices()), 2) if pair not in PAIRS]


@cache
def rows(a: str, b: str) -> list[Impact]:
    return impact(notices()[a], notices()[b])


# Applicants


def standing(name: str, answers: JsonObject) -> tuple[str, str | None]:
    """Outcome and title of a complete applicant, ``answers`` as ``read_answers`` gives them."""
    judged = Judgement(notices()[name], answers)
    return judged.outcome, judged.title


def effect_of(a: tuple[Any, ...], b: tuple[Any, ...]) -> str | None:
    if a == b:
        return None
    places = BETTER.index(a[0]), BETTER.index(b[0])
    return "changed" if places[0] == places[1] else "gained" if places[0] < places[1] else "lost"


def read(answers: JsonObject) -> JsonObject:
    return read_answers(answers, QUESTIONS)


def draw(random: Random, favourable: JsonObject, cuts: list[JsonObject]) -> JsonObject:
    """A complete applicant, half of whose answers or more are favourable, others at any boundary or at random."""
    lucky = random.choice((0.5, 0.75, 0.9))
    answers = {}
    for key, kept in favourable.items():
        drawn = random.random() if kept is not None else 1
        bounds = [value for cut in cuts for value in cut[key].values]
        answers[key] = kept if drawn < lucky else random.choice(bounds) if drawn < lucky + 0.2 else _any(random, key)
    return answers


def _any(random: Random, key: str) -> object:
    match QUESTIONS[key].kind:
        case "yes_no" | "choice":
            return random.choice(QUESTIONS[key].all_values)
        case "year":
            return random.randint(2000, 2026)
        case "date":
            year = random.choice((1900, 1990, 2004, 2005, 2006, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2100))
            return read({key: f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"})[key]
        case _:
            first = random.choice((1900, 1990, 2004, 2005, 2006, 2020, 2023, 2024, 2026))
            missed = random.choices(range(2000, 2028), k=random.choice((0, 0, 1, 1, 2)))
            return frozenset(range(first, random.choice((2023, 2024, 2026, 2027)))) - {*missed}


def untold(a: str, b: str, applicants: Iterator[JsonObject]) -> tuple[list[JsonObject], int]:
    """The applicants whose difference no row tells, and how many there are whose outcome or title differs."""
    unexplained, differing = [], 0
    for answers in applicants:
        effect = effect_of(standing(a, answers), standing(b, answers))
        if effect:
            differing += 1
            told = {row.effect for row in rows(a, b) if row.holds(answers)}
            # Where only the title differs, a row may say that the outcome would, were all else favourable.
            if not told or (effect != "changed" and effect not in told):
                unexplained.append(answers)
    return unexplained, differing


def applicants(a: str, b: str, count: int) -> Iterator[JsonObject]:
    random = Random(f"{a} {b}")
    favourable = read(favourable_answers(notices()[a], notices()[b]))
    cuts = [cut_answers(notices()[name]) for name in (a, b)]
    return (draw(random, favourable, cuts) for _ in range(count))


# Complete


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_every_difference_of_five_thousand_applicants_is_told_by_a_row_with_the_same_effect(a: str, b: str) -> None:
    unexplained, differing = untold(a, b, applicants(a, b, 5000))
    assert unexplained == []
    assert differing > 500


@pytest.mark.parametrize("apart", sizes(sample=40, whole=4))
def test_every_difference_between_any_two_notices_is_told_by_a_row_with_the_same_effect(apart: int) -> None:
    """Of all pairs those so far apart in the list."""
    pairs = OTHERS[::apart]
    differing = 0
    for a, b in pairs:
        unexplained, found = untold(a, b, applicants(a, b, 40))
        assert unexplained == [], (a, b)
        differing += found
    assert differing > 2 * len(pairs)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_every_difference_up_to_three_answers_beside_the_favourable_applicant_is_told(a: str, b: str) -> None:
    favourable = read(favourable_answers(notices()[a], notices()[b]))
    cuts = [cut_answers(notices()[name]) for name in (a, b)]
    every = {key: dict.fromkeys(value for cut in cuts for value in cut[key].values) for key in QUESTIONS}
    values = {key: [value for value in found if value != favourable[key]] for key, found in every.items()}
    beside = (
        favourable | dict(zip(keys, chosen, strict=True))
        for size in (1, 2, 3)
        for keys in combinations([key for key in QUESTIONS if key not in ("dispatched", "public_post")], size)
        for chosen in product(*(values[key] for key in keys))
    )
    unexplained, differing = untold(a, b, beside)
    assert unexplained == []
    assert differing > 1000


# Sound


@pytest.mark.parametrize(("a", "b"), [*PAIRS, *OTHERS[::15]])
def test_each_row_is_so_beside_the_favourable_applicant_and_for_no_fewer_answers(a: str, b: str) -> None:
    favourable = favourable_answers(notices()[a], notices()[b])
    common = all(standing(name, read(favourable))[0] == "eligible" for name in (a, b))
    for row in rows(a, b):
        applicant = read(favourable | row.answers)
        found = [standing(name, applicant) for name in (a, b)]
        assert row.holds(applicant)
        assert (effect_of(*found), found[0][0], found[1][0]) == (row.effect, row.a, row.b)
        assert row.titles is None or row.titles == (found[0][1], found[1][1])
        # Affiliation and origin are told together, for neither is favourable by itself.
        keys = [key for key in row.answers if key not in SCOPE]
        parts = [part for size in range(len(keys)) for part in combinations(keys, size)] if common else []
        for part in parts:
            fewer = favourable | {key: row.answers[key] for key in row.answers if key in SCOPE or key in part}
            effect = effect_of(*(standing(name, read(fewer)) for name in (a, b)))
            assert effect != row.effect and (row.effect != "changed" or effect is None), (row.answers, part)


@pytest.mark.parametrize(("a", "b"), [*PAIRS, *OTHERS[::31]])
def test_a_row_that_names_no_workplace_is_so_at_each_where_the_favourable_applicant_may_apply(a: str, b: str) -> None:
    """Elsewhere it is the workplace that decides, and rows that name it tell of that."""
    favourable = favourable_answers(notices()[a], notices()[b])
    scopes = [
        dict(zip(("affiliation", "origin"), scope, strict=True))
        for scope in product(*(QUESTIONS[key].all_values for key in ("affiliation", "origin")))
    ]
    admitted = [
        scope for scope in scopes if {standing(name, read(favourable | scope))[0] for name in (a, b)} == {"eligible"}
    ]
    for row in rows(a, b):
        for scope in admitted if not SCOPE & set(row.answers) else ():
            found = [standing(name, read(favourable | scope | row.answers))[0] for name in (a, b)]
            assert found == [row.a, row.b], (row.answers, scope)


def test_rows_say_what_a_whole_verdict_says() -> None:
    favourable = favourable_answers(notices()[ZONE], notices()[CITY])
    for row in rows(ZONE, CITY):
        verdicts = [evaluate(published()[name], favourable | row.answers, TODAY) for name in (ZONE, CITY)]
        assert [verdict["outcome"] for verdict in verdicts] == [row.a, row.b]
        statuses = [{f["rule"]: f["status"] for f in verdict["findings"]} for verdict in verdicts]
        assert all(statuses[0].get(rule) != statuses[1].get(rule) for rule in row.because)


def test_the_favourable_applicant_of_the_two_notices_is_eligible_under_both() -> None:
    favourable = favourable_answers(published()[ZONE], published()[CITY])
    assert {evaluate(published()[name], favourable, TODAY)["outcome"] for name in (ZONE, CITY)} == {"eligible"}


@pytest.mark.parametrize(("a", "b"), [(ZONE, CITY), *OTHERS[::31]])
def test_swapping_the_notices_swaps_gained_and_lost_and_the_outcomes(a: str, b: str) -> None:
    mirror = {"gained": "lost", "lost": "gained", "changed": "changed"}

    def told(row: Impact) -> tuple[Any, ...]:
        return row.effect, row.a, row.b, row.titles, row.because, repr(sorted(row.answers.items()))

    swapped = [(mirror[e], y, x, t and t[::-1], *rest) for e, x, y, t, *rest in map(told, rows(b, a))]
    assert sorted(map(repr, swapped)) == sorted(repr(told(row)) for row in rows(a, b))


def test_a_notice_compared_with_itself_or_with_one_that_differs_in_papers_alone_affects_nobody() -> None:
    assert [name for name in notices() if rows(name, name)] == []
    assert rows(ZONE, "three copies") == []


# What is told


def test_courses_missing_in_years_of_which_one_notice_alone_asks_are_told() -> None:
    """2023 asks for no course before 2006, and 2026 for one in every year since work began."""
    since_2004 = read(
        favourable_answers(notices()[ZONE], notices()[CITY])
        | {"working_since": "2004-01-01", "courses": list(range(2006, 2027))}
    )
    [row] = [row for row in rows(ZONE, CITY) if row.holds(since_2004)]
    assert (row.effect, row.a, row.b, row.because) == ("lost", "eligible", "ineligible", ("continuing_education",))


def test_a_degree_that_gives_another_title_is_a_change() -> None:
    [row] = rows(CITY, "a bachelor is a technician")
    assert (row.effect, row.a, row.b) == ("changed", "eligible", "eligible")
    assert (row.titles, row.answers) == (("assistant", "technician"), {"education": "technical_preparatory"})


def test_what_a_condition_hides_from_the_favourable_applicant_is_told_with_the_answer_that_shows_it() -> None:
    """In archives the favourable degree loses, since B determines technicians alone; who becomes one there gains."""
    a, b = "access to archives", "archives below"
    favourable = favourable_answers(notices()[a], notices()[b])
    held = {"as before": {}, "technician": {"education": "junior_college"}}
    told = {
        name: {row.effect for row in rows(a, b) if row.holds(read(favourable | {"series": "archives"} | more))}
        for name, more in held.items()
    }
    assert told["as before"] == {"lost"}
    assert "gained" in told["technician"]
    assert untold(a, b, applicants(a, b, 1000))[0] == []


def test_notices_without_a_common_scope_are_told_by_scope_alone() -> None:
    found = rows(ZONE, "elsewhere alone")
    assert found and all("affiliation" in row.answers for row in found)


def test_where_a_notice_settles_nobodys_case_whoever_meets_every_condition_is_told() -> None:
    [row] = [row for row in rows(CITY, "hours") if not row.answers]
    assert (row.effect, row.a, row.b, row.because) == ("lost", "eligible", "refer", ("continuing_education",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_reads_as_a_sentence(language: str) -> None:
    places = {known["id"]: known[language] for known in published()[CITY]["affiliations"]}
    words_of_all = load_words(ROOT / "site_src" / "words").and_of(publish(load(ROOT / "notices")).words)
    words = ImpactWords(words_of_all.of(language), language, places, ("2023", "2026"))
    said = [words.sentence(row) for row in rows(ZONE, CITY)]
    expected = {
        "en": [
            "Education: general senior high school (普通高中). 2023: the notice leaves this open: please ask; "
            "2026: does not meet the notice's conditions.",
            "Work began: 31 December 2005 or earlier; Public subjects: no course passed in a year since work began "
            "(2005 or earlier). 2023: meets the conditions that can be checked; "
            "2026: does not meet the notice's conditions.",
        ],
        "zh": [
            "学历或学位：普通高中。2023：通知没有写明，请咨询；2026：不符合通知所列条件。",
            "参加工作：2005年12月31日或更早；公共科目：参加工作以后有一年没有合格（2005年或更早）。2023：经自查符合条件；2026：不符合通知所列条件。",
        ],
    }
    assert set(expected[language]) <= set(said)
    assert len(set(said)) == len(said)


# The link


def test_a_link_opens_the_self_check_with_exactly_the_answers_of_rows(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    """All rows' answers at once: the first of each question, and the last."""
    home = serve(site, prefix="/a/b/")
    forwards = [row.answers for row in rows(ZONE, CITY)]
    for order in (forwards, forwards[::-1]):
        answers = {key: value for each in order for key, value in each.items()}
        page = visit(f"{home}check/?notice={CITY}#{answers_fragment(answers)}")
        wait_until_ready(page)
        filled: dict[str, list[str]] = {}
        for name, value in page.evaluate("[...new FormData(document.querySelector('[data-key]').closest('form'))]"):
            if value:
                filled.setdefault(name, []).append(value)
        assert filled.pop("notice") == [CITY]
        given = {key: value if isinstance(value, list) else [value] for key, value in answers.items()}
        expected = {key: sorted(str(value).lower() for value in values or ["none"]) for key, values in given.items()}
        assert {key: sorted(values) for key, values in filled.items()} == expected


def test_a_row_of_the_comparisons_page_leads_to_the_self_check(site: Path) -> None:
    page = (site / "en" / "compare" / ZONE / CITY / "index.html").read_text(encoding="utf-8")
    assert f'href="../../../check/?notice={CITY}#answers&amp;education=high_school"' in page

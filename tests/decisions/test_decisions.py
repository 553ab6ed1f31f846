"""What a notice's rules decide: tables that agree with the verdict, the diagram, and how two notices' rules differ."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest
from browser import Visit
from markupsafe import escape
from partial_answers import CITY, QUESTIONS, TODAY, ZONE, counted, favourable, notice, published, space
from proof import LONG

from generator.decisions.classes import Stood
from generator.decisions.differences import rule_differences, rule_shifts
from generator.decisions.tables import Table, TableLine, decision_tables, title_table
from generator.folders import ROOT
from generator.pages.check import check_page
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import LANGUAGES, load_words
from selfcheck import evaluate
from selfcheck.answers import JsonObject, read_answers
from selfcheck.words import WORDS

pytestmark = LONG

NOTICES = list(published())
SETTLED = ("met", "unmet", "not_yet", "refer", "not_applicable")


@cache
def tables(name: str) -> list[Table]:
    return decision_tables(published()[name])


def title_lines(name: str) -> Table:
    table = title_table(published()[name])
    assert table
    return table


def values(name: str, key: str) -> list[Any]:
    """Values of an answer as JSON has them: all where they can be listed, else those by hand and some drawn."""
    question, random = QUESTIONS[key], Random(f"{name} {key}")
    last = counted(published()[name])[0].year
    match question.kind:
        case "yes_no" | "choice":
            return [*question.all_values]
        case "year":
            return [1900, 2100, *range(last - 8, last + 1)]
        case "years":
            drawn = [[year for year in range(last - 6, last + 1) if random.random() < 0.8] for _ in range(30)]
            return [*map(list, space(name)[key]), *drawn]
        case _:
            days = [f"{random.randint(last - 6, last + 1)}-{random.randint(1, 12):02}-15" for _ in range(20)]
            return [*space(name)[key], *days]


def applicant(name: str) -> JsonObject:
    """One whom the notice has nothing against, as JSON has it."""
    return favourable(name) | {"courses": list(favourable(name)["courses"])}


def given(name: str, keys: tuple[str, ...]) -> list[JsonObject]:
    return [dict(zip(keys, chosen, strict=True)) for chosen in product(*(values(name, key) for key in keys))]


# Tables


def on(name: str, table: Table, answers: JsonObject) -> list[TableLine]:
    """The lines on which an applicant with the answers is."""
    read = read_answers(answers, QUESTIONS)
    return [line for line in table.lines if all(met(name, condition, read) for condition in line.conditions)]


def met(name: str, condition: Any, answers: JsonObject) -> bool:
    if isinstance(condition, Stood):
        return tuple(
            (months, stands(name, answers[condition.key], months)) for months, _ in condition.standings[0]
        ) in (condition.standings)
    return bool(condition.holds(answers))


def stands(name: str, since: date, months: int) -> str:
    """How time stands in a notice that states no cut-off, by the contract; months are whole years here."""
    first, *_, last = *counted(published()[name]), counted(published()[name])[-1]
    complete = since.replace(year=since.year + months // 12)
    return "met" if complete <= first else "refer" if complete <= last + timedelta(days=1) else "not_yet"


@pytest.mark.parametrize("name", NOTICES)
def test_an_applicant_is_on_a_line_of_each_table_and_it_says_what_the_verdict_says(name: str) -> None:
    for table in tables(name):
        asked = given(name, table.keys)
        for answers in Random(table.rule).sample(asked, min(len(asked), 60)):
            verdict = evaluate(notice(name), applicant(name) | answers, TODAY)
            finding = next(finding for finding in verdict["findings"] if finding["rule"] == table.rule)
            lines = on(name, table, answers)
            assert finding["status"] in [line.status for line in lines], (table.rule, answers)
            clauses = [g.clause for line in lines if line.status == finding["status"] for g in line.grounds]
            assert finding["clause"] in clauses, (table.rule, answers)


@pytest.mark.parametrize("name", NOTICES)
def test_every_combination_of_answers_is_on_exactly_one_line_or_on_one_for_each_status_of_its_rows(name: str) -> None:
    asked, by_id = notice(name).on(date.fromisoformat(TODAY)), {rule.id: rule for rule in notice(name).rules}
    for table in [*tables(name), title_lines(name)]:
        rule, several = by_id.get(table.rule), 0
        for answers in given(name, table.keys):
            read = read_answers(answers, QUESTIONS)
            levels = asked.levels(read) if rule and rule.by_row else asked.levels(read)[:1]
            lines = on(name, table, answers)
            several += len(levels) > 1
            assert len(lines) == 1 or 1 < len(lines) <= len(levels), (table.rule, answers)
            if rule:
                expected = {asked.find(rule, read, level).status for level in levels}
                assert {line.status for line in lines} == expected, (table.rule, answers)
        assert bool(several) == (name == "several_titles" and rule is not None and rule.by_row)


@pytest.mark.parametrize("name", NOTICES)
def test_the_table_of_titles_has_the_titles_of_every_verdict(name: str) -> None:
    for answers in given(name, ("education", "completion")):
        verdict = evaluate(notice(name), applicant(name) | answers, TODAY)
        [line] = on(name, title_lines(name), answers)
        assert [title["title"] for title in verdict["titles"]] == list(reversed(line.titles or ())), answers
        if name in (CITY, ZONE):
            statuses = {finding["rule"]: finding["status"] for finding in verdict["findings"]}
            met = statuses["education"] == statuses["completion"] == "met"
            titles = line.titles if met and verdict["outcome"] != "ineligible" else (None,)
            assert titles == (verdict["title"],), answers


@pytest.mark.parametrize("name", NOTICES)
def test_there_is_a_table_for_each_rule_that_finds_something_and_no_other(name: str) -> None:
    found = {finding["rule"] for finding in evaluate(published()[name], {}, TODAY)["findings"]}
    assert {table.rule for table in tables(name)} == found


def test_the_line_between_times_in_post_is_a_day_of_the_calendar() -> None:
    [table] = [table for table in tables(CITY) if table.rule == "probation"]
    spans = {line.status: line.conditions[-1].spans for line in table.lines if len(line.conditions) > 1}
    assert spans == {
        "met": ((None, date(2025, 4, 30)),),
        "refer": ((date(2025, 5, 1), date(2025, 5, 1)),),
        "not_yet": ((date(2025, 5, 2), None),),
    }


# How two notices' rules differ


def told(a: str, b: str) -> set[tuple[Any, ...]]:
    return {
        (d.rule, d.conditions, d.a, d.b, d.grounds_a, d.grounds_b)
        for d in rule_differences(published()[a], published()[b])
    }


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_does_not_differ_from_itself(name: str) -> None:
    assert not rule_differences(published()[name], published()[name])
    assert not rule_shifts(published()[name], published()[name])


@pytest.mark.parametrize("other", [name for name in NOTICES if name != CITY])
def test_the_notices_exchanged_exchange_the_sides_of_every_difference(other: str) -> None:
    swapped = {(rule, said, b, a, on_b, on_a) for rule, said, a, b, on_a, on_b in told(other, CITY)}
    assert {line[:4] for line in told(CITY, other)} == {line[:4] for line in swapped}
    shifts = rule_shifts(published()[CITY], published()[other])
    back = [s._replace(a=s.b, b=s.a, clause_a=s.clause_b, clause_b=s.clause_a) for s in shifts]
    assert back == rule_shifts(published()[other], published()[CITY])


def test_what_differs_between_the_two_notices_is_told_by_rule_with_both_clauses() -> None:
    lines = [line for line in rule_differences(published()[ZONE], published()[CITY]) if line.rule == "series"]
    said = {
        (line.conditions[0].values, line.a[0], line.b[0]): (line.grounds_a[0].clause, line.grounds_b[0].clause)
        for line in lines
    }
    assert said == {
        (("software",), "unmet", "refer"): ("1.4", "1.b"),
        (("archives",), "met", "unmet"): ("1.4", "1.b"),
        (("archives",), "met", "refer"): ("1.4", "1.b"),
        (("political_work",), "unmet", "met"): ("1.4", "1.b"),
    }


def test_a_rule_that_one_notice_alone_has_and_a_cut_off_are_one_difference_each() -> None:
    lines = rule_differences(published()[ZONE], published()[CITY])
    assert [(line.rule, line.a, line.b) for line in lines if not line.conditions] == [
        ("sanction", None, ("stated", None)),
        ("cohort", ("stated", None), None),
    ]
    shifts = rule_shifts(published()[ZONE], published()[CITY])
    assert [(shift.what, shift.a, shift.b) for shift in shifts] == [
        ("cutoff", date(2023, 11, 30), date(2026, 4, 30)),
        ("first_year", 2006, None),
    ]


@pytest.mark.parametrize(("folder", "words"), [("", "系列（专业） 档案"), ("en/", "Series archives")])
def test_the_comparison_shows_how_the_rules_differ(site: Path, visit: Visit, folder: str, words: str) -> None:
    page = visit.open(site.as_uri(), java_script_enabled=False)
    page.goto((site / folder / "compare" / ZONE / CITY / "index.html").as_uri())
    row = page.locator(".cd-rules tr", has_text=words).first
    links = [link.get_attribute("href") for link in row.locator("a").all()]
    assert [link.rpartition("/")[2] for link in links if link] == ["#c-1.4", "#c-1.b"]


# The page without scripts, and the diagram


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_line_in_words_and_cites_its_clauses(site: Path, visit: Visit, language: str) -> None:
    page = visit.open(site.as_uri(), java_script_enabled=False)
    page.goto((site / ("" if language == "zh" else "en") / "check" / "index.html").as_uri())
    for name in (CITY, ZONE):
        for table in tables(name):
            shown = page.locator(f"section[aria-labelledby='rule-{name}-{table.rule}']")
            rows = [row.get_attribute("data-status") for row in shown.locator("tbody tr").all()]
            assert set(rows) == {line.status for line in table.lines}
            assert shown.locator("tbody th[scope=row]").count() == len(rows)
            clauses = {g.clause for line in table.lines if line.status != "not_applicable" for g in line.grounds}
            for clause in clauses - {None}:
                assert shown.locator(f"a[href$='/{name}/#c-{clause}']").count(), (name, table.rule, clause)
    series = page.locator(
        f"section[aria-labelledby='rule-{CITY}-series'] tr", has_text=value("series", "audit", language)
    )
    assert series.get_attribute("data-status") == "unmet"


def value(key: str, known: str, language: str) -> str:
    word: str = QUESTIONS[key].values[known][language]
    return word


@cache
def register() -> Publication:
    return publish(load(ROOT / "notices"))


@cache
def page_of(language: str) -> str:
    return check_page(register(), load_words(ROOT / "site_src" / "words"), language)


def diagrams(language: str) -> list[ElementTree.Element]:
    parts = page_of(language).split('<ol class="flow"')[1:]
    return [ElementTree.fromstring('<ol class="flow"' + part.partition("</ol>")[0] + "</ol>") for part in parts]


def words_in(element: ElementTree.Element, style: str) -> list[str]:
    """The words of each part of the element that has the style."""
    return ["".join(part.itertext()).strip() for part in element.iter() if style in part.get("class", "").split()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diagram_is_well_formed_named_and_described_and_shows_every_rule_outcome_and_title(language: str) -> None:
    t = load_words(ROOT / "site_src" / "words").and_of(register().words).of(language)
    for name, flow in zip((CITY, ZONE), diagrams(language), strict=True):
        assert flow.get("aria-label")
        assert f'id="{flow.get("aria-describedby")}">{escape(t("decision.diagram.description"))}' in page_of(language)
        names = words_in(flow, "flow-name")
        assert [line.partition(". ")[2].lower() for line in names if line.partition(".")[0].isdigit()] == [
            t(f"rule.{table.rule}") for table in tables(name)
        ]
        statuses = {line.status for table in tables(name) for line in table.lines} - {"met", "not_applicable"}
        titles = {title for line in title_lines(name).lines for title in line.titles or ()}
        named = [title for title in published()[name]["titles"] if title["id"] in titles]
        for words in [*(WORDS["status"][s] for s in statuses), *named]:
            assert words[language] in names


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_the_words_of_a_diagram_stay_in_their_boxes_and_are_large_enough_for_a_phone(
    site: Path, serve: Callable[..., str], visit: Visit, language: str, width: int
) -> None:
    address = serve(site) + ("" if language == "zh" else "en/") + "check/"
    page = visit(address, viewport={"width": width, "height": 740}, java_script_enabled=False)
    page.evaluate("document.querySelectorAll('.check-rules details').forEach((part) => (part.open = true))")
    found = page.evaluate(
        """() => [...document.querySelectorAll('.flow')].map((flow) => ({
          size: Math.min(...[...flow.querySelectorAll('p')].map((part) => parseFloat(getComputedStyle(part).fontSize))),
          boxes: [...flow.querySelectorAll('.flow-box')].map((box) => {
            const words = document.createRange(), edge = box.getBoundingClientRect();
            words.selectNodeContents(box);
            const { left, right, top, bottom } = words.getBoundingClientRect();
            return [edge.left <= left, right <= edge.right, edge.top <= top, bottom <= edge.bottom,
              edge.right <= document.documentElement.clientWidth];
          }),
        }))"""
    )
    assert len(found) == 2
    for flow in found:
        assert flow["size"] >= 13
        assert flow["boxes"] and all(all(inside) for inside in flow["boxes"])


def test_a_new_notice_of_known_kinds_has_tables_a_diagram_and_differences_without_any_python() -> None:
    for name in NOTICES[2:]:
        assert tables(name)
        differences = rule_differences(published()[CITY], published()[name])
        assert differences or rule_shifts(published()[CITY], published()[name]), name

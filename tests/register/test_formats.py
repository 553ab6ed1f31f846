"""What notices need beyond the two seeds: each a small notice that the format holds, and what follows from it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from formats import FILES, add_notice, copy_register
from proof import LONG

from generator.comparing.comparisons import Comparisons
from generator.comparison.drawing import Drawing
from generator.comparison.rows import Comparison
from generator.decisions.tables import decision_tables
from generator.folders import ROOT
from generator.pages.check import check_page
from generator.pages.site import pages
from generator.published.notice import PublishedNotice, notice_schema
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import load
from generator.register.problems import BadInput
from generator.words.load import load_words
from selfcheck import evaluate
from selfcheck.answers import JsonObject

pytestmark = LONG

type Registering = Callable[[str], tuple[Publication, PublishedNotice]]

every_name = pytest.mark.parametrize("name", FILES)
ANSWERS = {
    "affiliation": "city-unit",
    "origin": "mainland",
    "series": "engineering",
    "education": "junior_college",
    "completion": "graduated",
    "school": "regular",
    "post_since": "2024-07-01",
    "working_since": "2024-07-01",
    "courses": [2024, 2025, 2026, 2027],
}


@pytest.fixture
def registered(tmp_path: Path) -> Registering:
    """Puts notices into a copy of the real register, and publishes it."""
    folder = copy_register(tmp_path / "notices")

    def register(name: str) -> tuple[Publication, PublishedNotice]:
        notice = add_notice(folder, name)
        loaded = publish(load(folder))
        return loaded, loaded.by_id[notice]

    return register


def compared(publication: Publication, notice: PublishedNotice) -> Comparison:
    """The real notice of the city compared with ``notice``."""
    comparisons = Comparisons(publication, load_words(ROOT / "site_src" / "words"))
    return comparisons.between(publication.by_id["lianyungang-city-2026-h1"], notice)


def test_a_cell_that_differs_from_its_clause_by_a_full_width_sign_is_refused(tmp_path: Path) -> None:
    folder = copy_register(tmp_path / "notices")
    file = folder / (add_notice(folder, "a-table-and-a-note").replace("-2027", "/2027") + ".yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("[Junior college,", "[Ｊunior college,"), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load(folder)
    errors = [str(problem) for problem in refused.value.problems if problem.level == "error"]
    assert errors == [f'{file}:23:33: expected words that follow in clause 2, found "Ｊunior college"']


def test_words_of_several_lines_are_marked_inside_their_clause(registered: Registering) -> None:
    publication, notice = registered("a-table-and-a-note")
    comparisons = Comparisons(publication, load_words(ROOT / "site_src" / "words"))
    city = publication.by_id["lianyungang-city-2026-h1"]
    drawing = Drawing((comparisons.cut(city.id), comparisons.cut(notice.id)))
    rows = [row for row in comparisons.between(city, notice).rows if row.change in ("value", "wording")]
    drawn = [(drawing.of(row, language), row, language) for row in rows for language in ("zh", "en")]
    told = [
        ("".join(text for _, text in runs), clause[language])
        for both, row, language in drawn
        if both
        for side, texts in zip((row.a, row.b), both, strict=True)
        for clause, runs in zip(side.clauses, texts.values(), strict=True)
    ]
    assert [shown for shown, _ in told] == [text for _, text in told]
    assert any("\n" in text for _, text in told)


@pytest.mark.parametrize("language", ["zh", "en"])
@every_name
def test_its_rules_are_laid_out_as_tables_and_diagram_without_any_python_of_its_own(
    registered: Registering, name: str, language: str
) -> None:
    publication, _ = registered(name)
    html = check_page(publication, load_words(ROOT / "site_src" / "words"), language)
    latest = max(publication.rounds, key=lambda notice: notice.cutoff_day)
    rules = [table.rule for table in decision_tables(latest.data)]
    assert re.findall(rf'id="rule-{latest.id}-(\w+)"', html) == [*rules, "title"]
    steps = html.partition(f'id="flow-{latest.id}"')[2].partition("</ol>")[0]
    assert steps.count("flow-box--step") == len(rules) and "flow-box--end" in steps


def verdict(registered: Registering, name: str, today: str = "2027-05-15", **answers: Any) -> JsonObject:
    return evaluate(registered(name)[1].data, {**ANSWERS, **answers}, today)


def finding(verdict: JsonObject, rule: str) -> JsonObject:
    return next(found for found in verdict["findings"] if found["rule"] == rule)


@every_name
def test_the_format_holds_it_and_its_published_form_fits_the_schema(registered: Registering, name: str) -> None:
    published = registered(name)[1].data
    jsonschema.Draft202012Validator(notice_schema()).validate(published)


@every_name
def test_no_condition_in_it_is_left_without_a_rule_or_a_reason(registered: Registering, name: str) -> None:
    publication, notice = registered(name)
    # What the seed's round has and this invented one leaves out is of no clause.
    own = [warning for warning in load(publication.folder).warnings if warning.path == notice.file and warning.clause]
    assert own == []


def test_quarterly_rounds_have_a_cut_off_and_windows_each_and_the_day_chooses(registered: Registering) -> None:
    since = {"post_since": "2026-05-01"}
    early = verdict(registered, "quarterly-rounds", "2027-04-10", **since)
    assert (early["outcome"], early["earliest"]) == ("not_yet", "2027-05-01")
    assert early["round"] == "lianyungang-city-2027"
    assert opening_states(early) == {"2027-q1": ("2027-04-01", "open"), "2027-q2": ("2027-07-01", "upcoming")}
    late = verdict(registered, "quarterly-rounds", "2027-07-02", **since)
    assert late["outcome"] == "eligible"
    assert opening_states(late) == {"2027-q1": ("2027-04-01", "closed"), "2027-q2": ("2027-07-01", "open")}


def opening_states(verdict: JsonObject) -> dict[str, tuple[str, str]]:
    return {window["round"]: (window["opens"], window["state"]) for window in verdict["windows"]}


def test_windows_of_individuals_employers_and_paper_are_told_apart(registered: Registering) -> None:
    windows = verdict(registered, "windows-of-individuals-employers-and-paper", "2027-05-22")["windows"]
    assert {w["key"]: w["state"] for w in windows} == {
        "individual": "closed",
        "employer": "open",
        "paper": "upcoming",
    }


@pytest.mark.parametrize(("place", "outcome"), [("before", "not_yet"), ("inside", "eligible"), ("after", "eligible")])
def test_the_cut_off_decides_wherever_it_lies_beside_the_window(
    registered: Registering, place: str, outcome: str
) -> None:
    assert verdict(registered, f"cut-off-{place}-the-window", post_since="2026-05-10")["outcome"] == outcome


def test_months_of_probation_differ_by_education_within_one_clause(registered: Registering) -> None:
    since = {"post_since": "2026-01-01"}
    assert verdict(registered, "months-per-level", **since)["outcome"] == "eligible"
    vocational = verdict(registered, "months-per-level", education="secondary_vocational", **since)
    assert (vocational["outcome"], vocational["earliest"]) == ("not_yet", "2028-01-01")


def test_where_the_notice_offers_an_alternative_nobody_is_refused(registered: Registering) -> None:
    short = verdict(registered, "either-or", post_since="2027-01-01")
    assert short["outcome"] == "refer"
    assert "或持有相应职业资格证书的" in finding(short, "probation")["zh"]


@pytest.mark.parametrize(
    ("held", "since", "outcome", "earliest"),
    [
        ("technician_held", "2025-04-30", "eligible", None),
        ("technician_held", "2025-05-01", "refer", None),
        ("technician_held", "2025-05-02", "not_yet", "2027-05-02"),
        ("no_title", None, "ineligible", None),
    ],
)
def test_a_route_through_a_lower_title_is_a_row_with_a_condition_of_a_kind_of_its_own(
    registered: Registering, held: str, since: str | None, outcome: str, earliest: str | None
) -> None:
    more: dict[str, Any] = {"education": "high_school", "title_held": held, "title_since": since}
    routed = verdict(registered, "route-through-a-lower-level", **more)
    assert routed["titles"] == [{"title": "assistant", "clause": "4", "outcome": outcome, "earliest": earliest}]
    assert (routed["outcome"], routed["earliest"]) == (outcome, earliest)
    assert finding(routed, "held_title")["clause"] == "4"


def test_who_needs_no_route_is_not_asked_about_it(registered: Registering) -> None:
    name = "route-through-a-lower-level"
    direct = verdict(registered, name)
    assert (direct["outcome"], direct["title"], direct["next"]) == ("eligible", "technician", [])
    assert finding(direct, "held_title")["status"] == "not_applicable"


def test_whoever_takes_the_route_is_asked_for_the_title_and_then_for_its_date(registered: Registering) -> None:
    published = registered("route-through-a-lower-level")[1].data
    answers = {**ANSWERS, "education": "high_school"}
    assert evaluate(published, answers, "2027-05-15")["next"] == ["title_held", "title_since"]
    assert evaluate(published, {**answers, "title_held": "no_title"}, "2027-05-15")["next"] == []


@pytest.mark.parametrize("name", ["social-insurance-months", "continuing-education-in-hours"])
def test_what_no_question_asks_is_told_as_a_residual(registered: Registering, name: str) -> None:
    assert [item["clause"] for item in verdict(registered, name)["residual"]] == ["4"]


def test_hours_of_continuing_education_are_not_counted_but_referred(registered: Registering) -> None:
    assert finding(verdict(registered, "continuing-education-in-hours"), "continuing_education")["status"] == "refer"


@pytest.mark.parametrize(("name", "fee"), [("a-fee", 100), ("no-fee", 0), ("either-or", None)])
def test_no_fee_is_another_thing_than_a_fee_not_stated(registered: Registering, name: str, fee: int | None) -> None:
    publication, notice = registered(name)
    rows = compared(publication, notice).rows
    stated = [row.b.facts["fee"] for row in rows if row.topic == "fee"]
    assert stated == ([] if fee is None else [fee])


def test_days_of_public_announcement_compare_as_counts(registered: Registering) -> None:
    publication, notice = registered("public-announcement")
    rows = compared(publication, notice).rows
    [row] = [row for row in rows if row.topic == "employer.announcement"]
    assert [(fact.fact, fact.a, fact.b) for fact in row.facts] == [("announcement_days", 5, 7)]


def test_several_contacts_say_whose_they_are(registered: Registering) -> None:
    facts = registered("several-contacts")[1].data["facts"]
    assert {(f["who"]["zh"], f["value"]) for f in facts if f["fact"] == "phone"} == {
        ("海州区", "0518-85812002"),
        ("赣榆区", "0518-86212345"),
    }


def test_annexes_stand_after_the_signature_and_are_clauses_too(registered: Registering) -> None:
    published = registered("an-annex")[1].data
    assert [clause["id"] for clause in published["annexes"]] == ["annex1", "annex1.1"]
    assert published["signature"].split() == ["连云港市人才服务中心", "2027年5月9日"]
    assert [(item["clause"], item["copies"]) for item in published["materials"]] == [("annex1.1", 2)]


def test_an_amendment_shows_on_both_notices_and_opens_what_it_changes(registered: Registering) -> None:
    publication, amending = registered("an-amendment")
    amended = publication.by_id["lianyungang-city-2026-h1"]
    change = {"notice": amended.id, "clause": "2.1.5", "by_notice": amending.id, "by_clause": "1"}
    for published in (amending.data["amends"], amended.data["amended_by"]):
        [shown] = published
        assert shown.items() >= change.items()
    said = evaluate(amended.data, {**ANSWERS, "post_since": "2025-05-20"}, "2026-05-20")
    assert finding(said, "probation")["status"] == "refer"


PLACES = {
    "quarterly-rounds": "lianyungang-city/2027",
    "a-table-and-a-note": "lianyungang-city/2027-h1",
    "an-annex": "lianyungang-city/2027-h2",
    "an-amendment": "lianyungang-city/2027-01",
    "several-contacts": "lianyungang-etdz/2027-h1",
}


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of a register with several of these notices, by address."""
    folder = copy_register(tmp_path_factory.mktemp("register") / "notices")
    for name, place in PLACES.items():
        add_notice(folder, name, place)
    comparisons = Comparisons(publish(load(folder)), load_words(ROOT / "site_src" / "words"))
    return {page.address: page.draw().body for page in pages(comparisons, ROOT / "site_src" / "templates")}


def test_a_page_shows_every_round_that_its_notice_opens(bodies: dict[str, str]) -> None:
    page = bodies["notices/lianyungang-city-2027/"]
    assert "2027年3月31日" in page and "2027年6月30日" in page
    assert "资历计算截止日（2027年第一季度）" in page


def test_a_page_sets_a_table_as_a_table_in_both_languages(bodies: dict[str, str]) -> None:
    page = bodies["notices/lianyungang-city-2027-h1/"]
    assert page.count("<td>大学专科</td>") == page.count("<td>Junior college</td>") == 1


def test_a_page_shows_its_annexes_at_their_anchors(bodies: dict[str, str]) -> None:
    assert 'id="c-annex1"' in bodies["notices/lianyungang-city-2027-h2/"]
    assert 'id="c-annex1.1"' in bodies["en/notices/lianyungang-city-2027-h2/"]


def test_an_amendment_is_linked_from_both_of_its_ends(bodies: dict[str, str]) -> None:
    assert "lianyungang-city-2027-01/#c-1" in bodies["notices/lianyungang-city-2026-h1/"]
    assert "lianyungang-city-2026-h1/#c-2.1.5" in bodies["notices/lianyungang-city-2027-01/"]


def test_a_notice_that_opens_no_round_is_not_offered_for_the_self_check(bodies: dict[str, str]) -> None:
    assert 'value="lianyungang-city-2027-h1"' in bodies["check/"]
    assert 'value="lianyungang-city-2027-01"' not in bodies["check/"]


def test_contacts_say_whose_they_are(bodies: dict[str, str]) -> None:
    page = bodies["en/notices/lianyungang-etdz-2027-h1/"]
    assert "Haizhou District" in page and "tel:+86-518-86212345" in page.replace("tel:0518", "tel:+86-518")

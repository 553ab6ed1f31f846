"""The two real notices: whole, as received, and published as the contract lays it down."""

import re

import jsonschema
import pytest

from generator.folders import ROOT
from generator.published.notice import notice_schema
from generator.published.publish import publish
from generator.register.load import load
from selfcheck.answers import JsonObject

PUBLICATION = publish(load(ROOT / "notices"))
PUBLISHED = {notice.id: notice.data for notice in PUBLICATION.notices}
NOTICES = pytest.mark.parametrize("notice", PUBLISHED.values(), ids=PUBLISHED)
CITY, ZONE = PUBLISHED["lianyungang-city-2026-h1"], PUBLISHED["lianyungang-etdz-2023-h2"]


def bare(text: str) -> str:
    """Without white space and Markdown marks, written apart from the program's own rule."""
    without_rules = re.sub(r"(?m)^\s*-{3,}\s*$", "", text)
    return re.sub(r"[\s#*<>]", "", without_rules)


@NOTICES
def test_head_clauses_and_signature_give_back_the_text_as_received(notice: JsonObject) -> None:
    jurisdiction, received = notice["jurisdiction"], f"{notice['round']}.txt"
    parts = [notice["head"]]
    for clause in notice["clauses"]:
        text = clause["label"] + clause["zh"]
        for correction in notice["corrections"]:
            if correction["clause"] == clause["id"]:
                assert text.count(correction["published"]) == 1
                text = text.replace(correction["published"], correction["received"])
        parts.append(text)
    parts.append(notice["signature"])
    original = (ROOT / "notices" / jurisdiction / received).read_text()
    assert bare("".join(parts)) == bare(original)


@NOTICES
def test_the_published_notice_fits_the_published_schema(notice: JsonObject) -> None:
    jsonschema.Draft202012Validator.check_schema(notice_schema())
    jsonschema.Draft202012Validator(notice_schema()).validate(notice)


@NOTICES
def test_a_published_clause_has_the_fields_of_the_contract_and_no_other(notice: JsonObject) -> None:
    assert {tuple(clause) for clause in notice["clauses"]} == {("id", "label", "zh", "en", "topics")}
    assert {tuple(fix) for fix in notice["corrections"]} == {("clause", "received", "published")}


@NOTICES
def test_every_statement_quotes_the_clause_that_it_names(notice: JsonObject) -> None:
    texts = {clause["id"]: clause["zh"] for clause in notice["clauses"]}
    statements = [
        s for group in ("facts", "materials", "requirements", "residual", "not_modelled") for s in notice[group]
    ]
    for opening in notice["openings"]:
        statements += [opening["cutoff"], *opening["windows"]]
    for statement in statements:
        assert statement["quote"] in texts[statement["clause"]]


@NOTICES
def test_every_number_link_and_telephone_of_the_chinese_stands_in_the_english(notice: JsonObject) -> None:
    for clause in notice["clauses"]:
        english = clause["en"].replace("—", "-")
        for found in re.findall(r"https?://[\x21-\x7e]+?(?=[^\x21-\x7e/]|\)|$)|\d{3,}", clause["zh"]):
            assert found in english, clause["id"]


def test_paragraphs_without_an_ordinal_take_letters_within_their_parent() -> None:
    ids = [clause["id"] for clause in CITY["clauses"]]
    assert ids[:8] == ["0.a", "1", "1.1", "1.2", "1.3", "1.a", "1.b", "2"]
    assert [known for known in ids if known.startswith("6")] == ["6", "6.a", "6.b", "6.c"]
    zone = [clause["id"] for clause in ZONE["clauses"]]
    assert [known for known in zone if known.startswith("2.1.")] == [
        "2.1.a", "2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.b",
    ]  # fmt: skip


def test_cut_offs_windows_and_contacts_are_those_of_the_notices() -> None:
    [city], [zone] = CITY["openings"], ZONE["openings"]
    assert (city["round"], city["cutoff"]["date"], city["cutoff"]["clause"]) == ("2026-h1", "2026-04-30", "2.1.5")
    assert (zone["round"], zone["cutoff"]["date"], zone["cutoff"]["clause"]) == ("2023-h2", "2023-11-30", "2.3.4")
    windows = {(w["key"], w["clause"], w["opens"], w["closes"]) for o in (city, zone) for w in o["windows"]}
    assert windows == {
        ("online", "6.a", "2026-05-11", "2026-05-29"),
        ("paper", "6.a", "2026-05-11", "2026-06-05"),
        ("online", "5.1", "2023-11-20", "2023-12-08"),
        ("paper", "5.1", "2023-11-20", "2023-12-08"),
    }
    phones = {f["value"] for n in (CITY, ZONE) for f in n["facts"] if f["fact"] == "phone"}
    assert phones == {"0518-85812002", "0518-85881181"}


def test_the_same_chinese_has_the_same_english_in_both_notices() -> None:
    english = {clause["zh"]: clause["en"] for clause in CITY["clauses"]}
    shared = [clause for clause in ZONE["clauses"] if clause["zh"] in english]
    assert len(shared) > 3
    for clause in shared:
        assert clause["en"] == english[clause["zh"]]


def test_a_notice_knows_the_rounds_of_its_jurisdiction_and_who_is_admitted_elsewhere() -> None:
    assert CITY["rounds"] == [{"notice": "lianyungang-city-2026-h1", "cutoff": "2026-04-30"}]
    admitted = {place for route in CITY["elsewhere"] for place in route["admits"]}
    assert {route["notice"] for route in CITY["elsewhere"]} == {ZONE["id"]}
    assert admitted == {"etdz-unit", "etdz-freelance"}


def test_every_topic_is_used_and_every_fact_has_a_name_in_both_languages() -> None:
    used = {topic for notice in PUBLISHED.values() for clause in notice["clauses"] for topic in clause["topics"]}
    assert {topic.id for topic in PUBLICATION.topics} == used
    assert all(fact.zh and fact.en for fact in PUBLICATION.facts)

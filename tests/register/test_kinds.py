"""What ``check`` refuses in kinds, questions and level tables: each fault in one line, with its place."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from registers import problems

from generator.folders import ROOT
from generator.pages.check import check_page
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import load_words
from selfcheck.answers import JsonObject

EXAMPLE = ROOT / "tests" / "cases" / "registers" / "example"

type Change = Callable[[Any], object]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "example")


def changed(file: Path, change: Change) -> None:
    """The YAML file, its dates and numbers as text, after a change."""
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    change(content)
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def put(*path: str | int, value: object) -> Change:
    def change(content: Any) -> None:
        for part in path[:-1]:
            content = content[part]
        content[path[-1]] = value

    return change


FAULTS: dict[str, tuple[str, Change, str]] = {
    "a-form-that-there-is-not": (
        "kinds/points.yaml",
        put("cases", 0, "when", value={"answer": "points", "above": "$min"}),
        "expected a form of condition, one of in, at_least, at_most, age_at_least",
    ),
    "a-question-that-nobody-declared": (
        "kinds/points.yaml",
        put("cases", 0, "when", value={"answer": "score", "at_least": "$min"}),
        'expected a question of kind number or year, one of points, found "score"',
    ),
    "a-form-on-a-question-of-the-wrong-kind": (
        "kinds/age.yaml",
        put("cases", 0, "when", value={"answer": "points", "age_at_least": "$under"}),
        'expected a question of kind date, one of born, title_since, post_since, found "points"',
    ),
    "a-parameter-of-the-wrong-type": (
        "kinds/status.yaml",
        put("cases", 0, "when", value={"answer": "points", "at_least": "$excludes"}),
        'expected a parameter of type count or year, one of none declared, found "$excludes of type values"',
    ),
    "a-value-that-the-question-has-not": (
        "kinds/held_title.yaml",
        put("cases", 0, "when", value={"answer": "title_held", "in": ["professor"]}),
        'expected one of none, technician, assistant, found "professor"',
    ),
    "a-comparison-of-two-answers-outside-of-doubts": (
        "kinds/status.yaml",
        put("cases", 0, "when", value={"answer": "post_since", "before": "title_since"}),
        "expected a form of condition, one of in, at_least, at_most, age_at_least, all, any, not, ",
    ),
    "…-within-another": (
        "kinds/status.yaml",
        put("cases", 0, "when", value={"not": {"answer": "post_since", "before": "title_since"}}),
        "expected a form of condition, one of in, at_least, at_most, age_at_least, all, any, not, ",
    ),
    "a-case-that-finds-nothing": (
        "kinds/status.yaml",
        put("cases", 1, value={"say": "met"}),
        'expected one of status, time, within, every_year, found "none"',
    ),
    "a-sentence-with-a-hole": (
        "kinds/status.yaml",
        put("sentences", "met", "en", value="You said {colour}."),
        'expected names that it can know, cutoff, excludes, opens, quote, status, found "{colour}"',
    ),
    "a-sentence-with-more-than-a-name-in-braces": (
        "kinds/status.yaml",
        put("sentences", "met", "en", value="You said {quote!r:>99999}."),
        'expected names alone in braces, found "quote!r:>99999"',
    ),
    "a-sentence-that-is-missing": (
        "kinds/age.yaml",
        lambda kind: kind["sentences"].pop("unmet"),
        "expected a sentence unmet",
    ),
    "a-sentence-that-nothing-says": (
        "kinds/age.yaml",
        put("sentences", "perhaps", value={"zh": "也许", "en": "perhaps"}),
        'expected a sentence that is said, unmet, met, unknown, found "perhaps"',
    ),
    "a-fact-that-comparisons-do-not-know": (
        "kinds/age.yaml",
        put("facts", value={"youth": "under"}),
        'expected a fact of facts.yaml, found "youth"',
    ),
    "a-change-that-names-another-answer": (
        "questions.yaml",
        put(0, "change", value={"zh": "换成 {points.__class__}", "en": "change it to {points.__class__}"}),
        "expected names that it can know, ",
    ),
    "a-question-before-the-one-it-follows": (
        "questions.yaml",
        put(0, "after", value=["points"]),
        'expected a question before this one, , found "points"',
    ),
    "a-heading-in-the-middle-of-a-topic": (
        "questions.yaml",
        put(1, "heading", value={"zh": "合同", "en": "Contract"}),
        'expected a heading only at the first question of a group, found "Contract"',
    ),
    "a-usual-answer-that-the-question-has-not": (
        "questions.yaml",
        put(2, "usual", value="dismissed"),
        'expected one of working, civil_servant, retired, found "dismissed"',
    ),
    "a-usual-answer-to-what-has-no-values": (
        "questions.yaml",
        put(3, "usual", value="1990-05-01"),
        'expected nothing, found "1990-05-01"',
    ),
    "a-sum-of-months-that-has-another-name": (
        "kinds/probation.yaml",
        put("cases", 0, "time", "months", value={"sum": ["$months"], "minus": ["$other_field.months"]}),
        'expected sum, and less for what is taken from it, found "minus"',
    ),
    "a-time-of-too-many-months": (
        "example-south/2026.yaml",
        lambda notice: [
            item.update(months="1212")
            for clause in notice["clauses"]
            for item in clause.get("requirements", ())
            if item["kind"] == "probation"
        ],
        'expected 1 to 1200 months in all, found "1212"',
    ),
    "two-rows-for-one-title": (
        "example-south/2026.yaml",
        lambda notice: [
            item.pop("either", None) for clause in notice["clauses"] for item in clause.get("requirements", ())
        ],
        "expected one row for junior_college and assistant, or the same mark under either in both, "
        'found "rows in clauses 2.1.2 and 2.1.6"',
    ),
    "a-gap-between-rows": (
        "example-south/2026.yaml",
        lambda notice: [
            item.pop("leaves_out", None) for clause in notice["clauses"] for item in clause.get("requirements", ())
        ],
        'found "no row for technical_intermediate, technical_senior, techni',
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_in_one_line_with_its_file_line_and_column(register: Path, name: str) -> None:
    file, change, expected = FAULTS[name]
    changed(register / file, change)
    found = [line for line in problems(register) if expected in line]
    assert len(found) >= 1 and all(line.partition(":")[0] == file for line in found), problems(register)
    assert all(part.isdigit() for line in found for part in line.split(":")[1:3])


def test_a_kind_that_no_notice_uses_says_why_or_is_warned_of(register: Path) -> None:
    shutil.copy(register / "kinds" / "age.yaml", register / "kinds" / "height.yaml")
    [found] = load(register).warnings
    assert str(found).endswith(
        "kinds/height.yaml:1:1: warning: expected a notice with a requirement of this kind, "
        'or the reason under unused, found "none"'
    )
    changed(register / "kinds" / "height.yaml", put("unused", value={"zh": "备用。", "en": "For later."}))
    assert load(register).warnings == ()


@pytest.mark.parametrize(
    ("kind", "sentence", "language", "words", "number"),
    [
        ("points", "unmet", "en", "The score you entered, {points}, is less than 60.", "60"),
        ("age", "met", "zh", "“{quote}”：您未满六十周岁。", "六十"),
    ],
)
def test_a_sentence_that_writes_a_number_itself_is_warned_of(
    register: Path, kind: str, sentence: str, language: str, words: str, number: str
) -> None:
    changed(register / "kinds" / f"{kind}.yaml", put("sentences", sentence, language, value=words))
    [found] = load(register).warnings
    expected = "a parameter in braces for a number, since each notice states its own"
    assert found.message == f'expected {expected}, found "{number}"'


def test_a_question_that_nothing_asks_is_warned_of(register: Path) -> None:
    def add(questions: Any) -> None:
        colour = {**deepcopy(questions[-1]), "id": "colour", "kind": "yes_no", "values": [], "after": []}
        questions.append({name: value for name, value in colour.items() if name != "heading"})

    changed(register / "questions.yaml", add)
    [found] = load(register).warnings
    assert found.message == 'expected a question that a kind or a material asks, found "colour"'


def test_a_parameter_is_held_to_its_type_with_the_values_that_there_are(register: Path) -> None:
    def give_wrong_values(notice: Any) -> None:
        stated = [item for clause in notice["clauses"] for item in clause.get("requirements", ())]
        next(item for item in stated if item["kind"] == "points")["min"] = "sixty"
        next(item for item in stated if item["kind"] == "status")["excludes"] = ["pensioner"]
        next(item for item in stated if item["kind"] == "age")["over"] = "1"

    changed(register / "example-south" / "2026.yaml", give_wrong_values)
    found = "\n".join(problems(register))
    assert 'expected a whole number, found "sixty"' in found
    assert "expected one of 'working', 'civil_servant' or 'retired', found \"pensioner\"" in found
    assert 'expected a field of the format, found "over"' in found


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"at_least": "$min"}, {"zh": {"60或以上", "60以下"}, "en": {"60 or more", "less than 60"}}),
        ({"at_most": "$min"}, {"zh": {"60或以下", "超过60"}, "en": {"60 or less", "more than 60"}}),
    ],
)
def test_numbers_that_a_form_tells_apart_are_named_in_the_decision_table(
    register: Path, condition: JsonObject, said: dict[str, set[str]]
) -> None:
    changed(register / "kinds" / "points.yaml", put("cases", 0, "when", value={"answer": "points", **condition}))
    publication, words = publish(load(register)), load_words(ROOT / "site_src" / "words")
    for language, numbers in said.items():
        html = check_page(publication, words, language)
        assert {number for number in numbers if number not in html} == set()


def test_a_paper_can_be_asked_of_some_affiliations(register: Path) -> None:
    def ask(notice: Any) -> None:
        [sheet] = [m for c in notice["clauses"] for m in c.get("materials", ()) if m["key"] == "score_sheet"]
        sheet["when"] = {"affiliation": ["south-unit"]}

    changed(register / "example-south" / "2026.yaml", ask)
    registered = load(register)
    [persons] = [entry for entry in registered.affiliations("example-south") if entry.id == "south-unit"]
    html = check_page(publish(registered), load_words(ROOT / "site_src" / "words"), "zh")
    assert f"：{persons.persons.zh if persons.persons else persons.zh}" in html

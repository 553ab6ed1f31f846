"""Input that cannot be used ends in one line that names the answer at fault, and in nothing else."""

import io
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from partial_answers import CITY, DECLARED, TODAY, ZONE, as_json, favourable, notice, published
from proof import sizes

from selfcheck import InputError, evaluate, evaluate_json
from selfcheck.__main__ import USAGE, main
from selfcheck.answers import JsonObject
from selfcheck.notice import Notice, read_notice
from selfcheck.texts import canonical_json, parse_json

CHOICES = {key: tuple(question.values) for key, question in DECLARED.items() if question.values}


def error_of(function: Callable[..., object], *arguments: object) -> InputError | None:
    try:
        function(*arguments)
    except InputError as error:
        return error
    return None


# What is accepted, from the contract's table


def accepts(key: str, value: object) -> bool:
    match DECLARED[key].kind:
        case "yes_no":
            return value is True or value is False
        case "choice":
            return isinstance(value, str) and value in CHOICES[key]
        case "date":
            return is_day(value) or is_month(value)
        case "year":
            return is_year(value)
        case _:
            return isinstance(value, list) and len(value) <= 200 and all(map(is_year, value))


def is_year(value: object) -> bool:
    return type(value) is int and 1900 <= value <= 2100


def is_day(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    year, month, day = map(int, value.split("-"))
    try:
        date(max(year, 1), month, day)
    except ValueError:
        return False
    return 1900 <= year <= 2100


def is_month(value: object) -> bool:
    return (
        isinstance(value, str)
        and re.fullmatch("(19|20)[0-9]{2}-(0[1-9]|1[0-2])|2100-(0[1-9]|1[0-2])", value) is not None
    )


def at_fault(answers: JsonObject) -> str | None:
    """The first key that is unknown, or whose value is not accepted."""
    return next((k for k, v in answers.items() if k not in DECLARED or (v is not None and not accepts(k, v))), None)


# A hundred thousand values

TEXTS = (
    "", " ", "NaN", "Infinity", "null", "true", "2025-02-30", "2025-2-3", "20250203", "2025-W05-1", "2025-034",
    "2025-02-03T00:00", "２０２５-０２-０３", "2025–02–03", "0000-01-01", "0001-01-01", "9999-12-31", "1899-12-31",
    "2101-01-01", "2024-02", "2100-12", "2024-13", "2024-00", "1899-12", "2101-01", "2024-2", "２０２４-０２",
    "2024-W1", "2024-02-29", "1900-02-29", "2026-04-30", "2100-12-31", "+2026-04-3", "2026-04-30 ", "line\nbreak",
    "tab\t", "\x00", "初定", "🙂" * 40, "\ud800", "__class__", "{}", "a" * 5000, "courses", "Mainland", "mainland ",
    "\u0430rchives", "e\u0301",
)  # fmt: skip
NUMBERS = (0, 1, -1, 1899, 1900, 2022, 2100, 2101, 9999, 10**18, -(10**400))
FLOATS = (0.5, 2022.0, -0.0, 1e308, float("nan"), float("inf"))


def draw(random: Random, depth: int = 0) -> Any:
    """Any JSON value, the odd ones more often than not."""
    kind = random.random()
    if kind < 0.12 and depth < 4:
        return [draw(random, depth + 1) for _ in range(random.randint(0, 3))]
    if kind < 0.24 and depth < 4:
        return {draw_key(random): draw(random, depth + 1) for _ in range(random.randint(0, 3))}
    if kind < 0.26:
        nested: Any = []
        for _ in range(random.choice((1, 50, 500))):
            nested = [nested] if random.random() < 0.5 else {"courses": nested}
        return nested
    if kind < 0.5:
        return random.choice(TEXTS)
    if kind < 0.65:
        return random.choice(NUMBERS)
    if kind < 0.75:
        return random.choice(FLOATS)
    if kind < 0.85:
        return random.choice(random.choice(list(CHOICES.values())))
    return random.choice((True, False, None))


def draw_key(random: Random) -> str:
    return random.choice(list(DECLARED)) if random.random() < 0.8 else random.choice(TEXTS)


def draw_answers(random: Random) -> Any:
    """Answers of which few are wrong, or anything at all."""
    if random.random() < 0.2:
        return draw(random)
    answers = dict(random.sample(list(favourable(CITY).items()), random.randint(0, 6)))
    answers = as_json(answers)
    for _ in range(random.randint(1, 2)):
        answers[draw_key(random)] = draw(random)
    if random.random() < 0.2 and len(answers) > 1:
        # Right values under wrong keys.
        one, other = random.sample(list(answers), 2)
        answers[one], answers[other] = answers[other], answers[one]
    return answers


def assert_one_line(error: InputError) -> None:
    assert type(error) is InputError and "\n" not in str(error) and "\r" not in str(error) and str(error)
    assert len(str(error)) < 600


@pytest.mark.parametrize("count", sizes(sample=3_000, whole=60_000))
def test_random_answers_give_a_verdict_or_name_the_first_key_at_fault(count: int) -> None:
    random, seen = Random(7), Counter[bool]()
    for _ in range(count):
        answers = draw_answers(random)
        error = error_of(evaluate, notice(CITY), answers, TODAY)
        key = at_fault(answers) if isinstance(answers, dict) else None
        assert (error is None) == (isinstance(answers, dict) and key is None), answers
        if error is not None:
            assert_one_line(error)
            assert error.key == key
            named = "answers" if key is None else key if key in DECLARED else '"'
            assert str(error).startswith(named), answers
        seen[error is None] += 1
    assert min(seen.values()) > count // 60


@pytest.mark.parametrize("count", sizes(sample=2_000, whole=10_000))
def test_random_days_are_read_or_named_as_today(count: int) -> None:
    random, seen = Random(8), Counter[bool]()
    for _ in range(count):
        today = draw(random)
        error = error_of(evaluate, notice(CITY), {"status": "retired"}, today)
        assert (error is None) == is_day(today), today
        if error is not None:
            assert_one_line(error)
            assert error.key == "today" and str(error).startswith("today: expected a ")
        seen[error is None] += 1
    assert min(seen.values()) > count // 100


@pytest.mark.parametrize("count", sizes(sample=2_000, whole=10_000))
def test_random_values_are_no_notice(count: int) -> None:
    random = Random(9)
    for _ in range(count):
        value = draw(random)
        if random.random() < 0.5:
            value = {key: draw(random) for key in published()[CITY] if random.random() < 0.9}
        error = error_of(evaluate, value, {}, TODAY)
        assert error is not None
        assert_one_line(error)
        assert error.key is None and str(error).startswith("notice")


@pytest.mark.parametrize("count", sizes(sample=1_000, whole=20_000))
def test_random_texts_give_a_verdict_or_one_line(count: int) -> None:
    random, seen = Random(10), Counter[bool]()
    text_of_notice = json.dumps(published()[CITY])
    for number in range(count):
        text = spoiled(random, json.dumps(draw_answers(random), ensure_ascii=random.random() < 0.5))
        as_notice = number % 10 == 0
        given = (text, "{}", TODAY) if as_notice else (text_of_notice, text, TODAY)
        error = error_of(evaluate_json, *given)
        seen[error is None] += 1
        if error is not None:
            assert_one_line(error)
            assert not as_notice or str(error).startswith("notice")
    assert min(seen.values()) > count * 3 // 200


def spoiled(random: Random, text: str) -> str:
    if random.random() < 0.5:
        return text
    at = random.randint(0, len(text))
    return (
        text[:at]
        + random.choice(("", "[" * 70, '"', "}", "NaN", "\\", "，", text[: at // 2], "1e999"))
        + text[at + 1 :]
    )


# The messages

LONG = "x" * 61
MESSAGES = [
    ({"colour": "red"}, '"colour": expected one of ' + ", ".join(DECLARED), "colour"),
    ({" a\n b": 1}, '"a b": expected one of ' + ", ".join(DECLARED), " a\n b"),
    ([1], "answers: expected a JSON object, found [1]", None),
    (None, "answers: expected a JSON object, found null", None),
    ("初定", 'answers: expected a JSON object, found "初定"', None),
    ({"origin": "moon"}, 'origin: expected one of mainland, hk_mo_tw, foreign, found "moon"', "origin"),
    ({"origin": ["mainland"]}, 'origin: expected one of mainland, hk_mo_tw, foreign, found ["mainland"]', "origin"),
    ({"origin": {}}, "origin: expected one of mainland, hk_mo_tw, foreign, found {}", "origin"),
    (
        {"status": LONG},
        f'status: expected one of working, civil_servant, retired, found "{"x" * 59}…"',
        "status",
    ),
    (
        {"status": LONG[:60]},
        f'status: expected one of working, civil_servant, retired, found "{"x" * 60}"',
        "status",
    ),
    (
        {"affiliation": "x"},
        f'affiliation: expected one of {", ".join(CHOICES["affiliation"])}, found "x"',
        "affiliation",
    ),
    ({"contract": 1}, "contract: expected true or false, found 1", "contract"),
    ({"contract": "true"}, 'contract: expected true or false, found "true"', "contract"),
    ({"post_since": 20250203}, "post_since: expected a date as YYYY-MM-DD, found 20250203", "post_since"),
    ({"post_since": "2025-02-30"}, 'post_since: expected a date as YYYY-MM-DD, found "2025-02-30"', "post_since"),
    ({"post_since": "2025-2-3"}, 'post_since: expected a date as YYYY-MM-DD, found "2025-2-3"', "post_since"),
    ({"post_since": "2025-13-01"}, 'post_since: expected a date as YYYY-MM-DD, found "2025-13-01"', "post_since"),
    ({"post_since": "2026-W05-1"}, 'post_since: expected a date as YYYY-MM-DD, found "2026-W05-1"', "post_since"),
    ({"post_since": "0000-01-01"}, 'post_since: expected a date as YYYY-MM-DD, found "0000-01-01"', "post_since"),
    (
        {"post_since": "２０２５-01-01"},
        'post_since: expected a date as YYYY-MM-DD, found "２０２５-01-01"',
        "post_since",
    ),
    (
        {"post_since": "2025-01-01T00:00"},
        'post_since: expected a date as YYYY-MM-DD, found "2025-01-01T00:00"',
        "post_since",
    ),
    ({"working_since": "9999-12-31"}, "working_since: expected a year from 1900 to 2100, found 9999", "working_since"),
    ({"working_since": "1899-12-31"}, "working_since: expected a year from 1900 to 2100, found 1899", "working_since"),
    ({"education_year": 2101}, "education_year: expected a year from 1900 to 2100, found 2101", "education_year"),
    ({"education_year": 0}, "education_year: expected a year from 1900 to 2100, found 0", "education_year"),
    ({"education_year": 2022.0}, "education_year: expected a year as a whole number, found 2022.0", "education_year"),
    ({"education_year": True}, "education_year: expected a year as a whole number, found true", "education_year"),
    ({"education_year": "2022"}, 'education_year: expected a year as a whole number, found "2022"', "education_year"),
    ({"courses": 2022}, "courses: expected a list of at most 200 years, found 2022", "courses"),
    ({"courses": [2022, "2023"]}, 'courses: expected a year as a whole number, found "2023"', "courses"),
    ({"courses": [True]}, "courses: expected a year as a whole number, found true", "courses"),
    ({"courses": [1899]}, "courses: expected a year from 1900 to 2100, found 1899", "courses"),
    (
        {"courses": [2022] * 201},
        "courses: expected a list of at most 200 years, found " + ("2022, " * 10).join(["[", ""])[:59] + "…",
        "courses",
    ),
]


@pytest.mark.parametrize(("answers", "message", "key"), MESSAGES, ids=range(len(MESSAGES)))
def test_a_wrong_answer_is_told_in_one_line_what_was_expected_and_what_was_found(
    answers: JsonObject, message: str, key: str
) -> None:
    error = error_of(evaluate, notice(CITY), answers, TODAY)
    assert error and (str(error), error.key) == (message, key)


@pytest.mark.parametrize("value", [0, 10**9, 59.5, 1e-300])
def test_a_number_may_be_whole_or_not(value: float) -> None:
    assert evaluate(scored(), {"points": value}, TODAY)["notice"] == CITY


@pytest.mark.parametrize("value", [-1, -0.5, 10**9 + 1, float("nan"), float("inf"), True, "60", [60], {}])
def test_what_is_no_number_from_zero_to_a_billion_is_told(value: object) -> None:
    error = error_of(evaluate, scored(), {"points": value}, TODAY)
    message = f"points: expected a number from 0 to 1000000000, found {json.dumps(value)}"
    assert error and (str(error), error.key) == (message, "points")


@cache
def scored() -> Notice:
    """The notice of a register that also asks for a number."""
    points = {"id": "points", "kind": "number", "group": "experience", "depth": 0, "zh": "积分", "en": "Points"}
    return read_notice({**published()[CITY], "questions": [*published()[CITY]["questions"], points]})


@pytest.mark.parametrize("answers", [{"courses": [2022] * 200}, {"education_year": 1900}, {"education_year": 2100}])
def test_the_last_values_of_a_range_are_accepted(answers: JsonObject) -> None:
    assert evaluate(notice(ZONE), answers, "2100-12-31")["notice"] == ZONE
    assert evaluate(notice(ZONE), {**answers, "post_since": "1900-01-01"}, "1900-01-01")["notice"] == ZONE


@pytest.mark.parametrize(("today", "found"), [(None, "null"), (5, "5"), ("20 May", '"20 May"'), ([], "[]")])
def test_a_wrong_day_is_named_as_today(today: Any, found: str) -> None:
    error = error_of(evaluate, notice(CITY), {}, today)
    assert error and (str(error), error.key) == (f"today: expected a date as YYYY-MM-DD, found {found}", "today")


def key_at_fault(answers: JsonObject, today: str) -> str | None:
    error = error_of(evaluate, notice(CITY), answers, today)
    assert error
    return error.key


def test_the_first_wrong_answer_in_the_order_of_the_object_is_named() -> None:
    assert key_at_fault({"courses": 1, "status": 1}, TODAY) == "courses"
    assert key_at_fault({"status": 1, "courses": 1}, TODAY) == "status"
    assert key_at_fault({"status": 1}, "?") == "today"


LISTS = (
    *("titles", "questions", "kinds", "openings", "requirements", "materials", "residual", "elsewhere", "amended_by"),
    "rounds",
)


@pytest.mark.parametrize("gone", ["id", "issued", *LISTS])
def test_a_notice_without_a_field_is_told_which(gone: str) -> None:
    spoilt = {key: value for key, value in published()[CITY].items() if key != gone}
    error = error_of(read_notice, spoilt)
    expected = "text" if gone in ("id", "issued") else "a list"
    assert error and (str(error), error.key) == (f"notice.{gone}: expected {expected}, found nothing", None)


@pytest.mark.parametrize(
    ("spoilt", "message"),
    [
        (None, "notice: expected an object, found nothing"),
        (5, "notice: expected an object, found 5"),
        ([], "notice: expected an object, found []"),
        ({"requirements": 5}, "notice.requirements: expected a list, found 5"),
        ({"requirements": [5]}, "notice.requirements[0]: expected an object, found 5"),
        ({"requirements": [{"kind": "sanction"}]}, "notice.requirements[0].clause: expected text, found nothing"),
        ({"openings": []}, "notice.openings: expected at least one, found none"),
        ({"questions": [{"id": "x"}]}, "notice.questions[0].kind: expected text, found nothing"),
        ({"kinds": [{"id": "x", "parameters": {}}]}, "notice.kinds[0].sentences: expected an object, found nothing"),
        (
            {"rounds": [{"notice": "a", "cutoff": "2026-02-30"}]},
            'notice.rounds[0].cutoff: expected a date as YYYY-MM-DD, found "2026-02-30"',
        ),
        ({"elsewhere": 1}, "notice.elsewhere: expected a list, found 1"),
    ],
)
def test_what_is_no_notice_is_told_by_its_place(spoilt: object, message: str) -> None:
    value = {**published()[CITY], **spoilt} if isinstance(spoilt, dict) else spoilt
    assert str(error_of(read_notice, value)) == message


def listed(values: Iterable[str]) -> str:
    return f"expected one of {', '.join(values)}"


TITLES = [title["id"] for title in published()[CITY]["titles"]]
KINDS = [kind["id"] for kind in published()[CITY]["kinds"]]
SERIES: JsonObject = {"kind": "series", "excludes": ["health"], "titles": ["technician"]}
COHORT: JsonObject = {
    "kind": "cohort", "from_year": 2022, "own_conditions": ["pharmacy"], "own_conditions_words": "x",
    "access_series_too": True,
}  # fmt: skip
FIELDS: list[tuple[JsonObject, str]] = [
    ({"kind": "x"}, f'.kind: {listed(KINDS)}, found "x"'),
    ({"kind": 5}, ".kind: expected text, found 5"),
    ({"quote": None}, ".quote: expected text, found nothing"),
    ({"kind": "probation"}, ".months: expected a whole number, found nothing"),
    ({"kind": "probation", "months": True}, ".months: expected a whole number, found true"),
    ({"kind": "probation", "months": 12, "title": "x"}, f'.title: {listed(TITLES)}, found "x"'),
    ({"kind": "probation", "months": 12, "title": ["assistant"]}, '.title: expected text, found ["assistant"]'),
    ({"kind": "equivalence", "of": []}, ".of: expected an object, found []"),
    ({"kind": "equivalence", "of": {"master": "x"}}, f'.of.master: {listed(CHOICES["education"])}, found "x"'),
    ({"kind": "access", "series": ["arts", 5]}, ".series[1]: expected text, found 5"),
    ({"kind": "access", "series": ["x", 5]}, f'.series[0]: {listed(CHOICES["series"])}, found "x"'),
    ({"kind": "foreign_document", "accepts": [5]}, ".accepts[0]: expected text, found 5"),
    ({"kind": "affiliation", "admits": ["city-unit"], "origins": [5]}, ".origins[0]: expected text, found 5"),
    ({"kind": "continuing_education", "not_before": "x"}, '.not_before: expected a whole number, found "x"'),
    ({"kind": "completion", "words": 5}, ".words: expected text, found 5"),
    ({**SERIES, "titles": ["x"]}, f'.titles[0]: {listed(TITLES)}, found "x"'),
    ({**SERIES, "open": 5}, ".open: expected an object, found 5"),
    ({**SERIES, "open": {"series": []}}, ".open.words: expected text, found nothing"),
    ({**SERIES, "open": {"words": "x", "series": 5}}, ".open.series: expected a list, found 5"),
    ({**SERIES, "open": {"words": "x"}}, ".open.series: expected a list, found nothing"),
    ({**COHORT, "from_year": "2022"}, '.from_year: expected a whole number, found "2022"'),
    ({**COHORT, "access_series_too": 1}, ".access_series_too: expected true or false, found 1"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "message"), FIELDS, ids=range(len(FIELDS)))
def test_what_is_wrong_in_a_requirement_is_told_by_its_place(fields: JsonObject, message: str) -> None:
    stated = {"kind": "sanction", "clause": "1", "quote": "x", **fields}
    kinds = [*published()[CITY]["kinds"], *(kind for kind in published()[ZONE]["kinds"] if kind["id"] == "cohort")]
    spoilt = {**published()[CITY], "requirements": [*published()[CITY]["requirements"][:2], stated]}
    known = kinds if fields.get("kind") == "cohort" else published()[CITY]["kinds"]
    assert str(error_of(read_notice, {**spoilt, "kinds": known})) == f"notice.requirements[2]{message}"


def lasting(months: int) -> JsonObject:
    """The notice with probation of so many months for bachelors, and for nobody else."""
    [stated] = [r for r in published()[CITY]["requirements"] if r["kind"] == "probation" and r["clause"] == "2.1.2"]
    others = [r for r in published()[CITY]["requirements"] if r["kind"] != "probation"]
    return {**published()[CITY], "requirements": [*others, {**stated, "months": months}]}


@pytest.mark.parametrize(
    ("months", "since", "earliest"), [(1, "2026-04-20", "2026-05-20"), (1200, "2000-05-20", "2100-05-20")]
)
def test_time_may_last_from_a_month_to_a_hundred_years(months: int, since: str, earliest: str) -> None:
    answers = as_json(favourable(CITY)) | {"post_since": since}
    assert evaluate(lasting(months), answers, TODAY)["earliest"] == earliest


@pytest.mark.parametrize("months", [0, 1201])
def test_no_time_and_a_time_longer_than_any_life_are_told(months: int) -> None:
    error = error_of(read_notice, lasting(months))
    assert error is not None and str(error).startswith("notice.") and error.key is None
    assert str(error).endswith(f"months: expected 1 to 1200, found {months}")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (("materials", 0, "when"), ".when: expected an object, found 5"),
        (("materials", 0, "when", "series"), ".when.series: expected a list, found 5"),
        (("materials", 0, "note", "zh"), ".note.zh: expected text, found 5"),
        (("materials", 0, "note"), ".note: expected an object, found 5"),
        (("elsewhere", 0, "title", "en"), ".title.en: expected text, found 5"),
        (("elsewhere", 0, "admits", 0), ".admits[0]: expected text, found 5"),
        (("openings", 0, "windows", 0, "key"), ".windows[0].key: expected text, found 5"),
        (("openings", 0, "windows", 0, "closes"), ".windows[0].closes: expected text, found 5"),
        (("openings", 0, "cutoff", "date"), ".cutoff.date: expected text, found 5"),
        (("titles", 0, "en"), ".en: expected text, found 5"),
        (("questions", 0, "kind"), ".kind: expected text, found 5"),
        (("questions", 0, "values", 0, "id"), ".values[0].id: expected text, found 5"),
        (("questions", 0, "change"), ".change: expected an object, found 5"),
        (("kinds", 0, "parameters", "admits", "type"), ".parameters.admits.type: expected text, found 5"),
        (("kinds", 0, "sentences", "met", "zh"), ".sentences.met.zh: expected text, found 5"),
        (("kinds", 0, "cases"), ".cases: expected a list, found 5"),
        (("kinds", 0, "cases", 0), ".cases[0]: expected an object, found 5"),
    ],
)  # fmt: skip
def test_what_is_wrong_elsewhere_in_a_notice_is_told_by_its_place(path: tuple[Any, ...], message: str) -> None:
    error = error_of(read_notice, replaced(published()[CITY], path, 5))
    assert str(error) == f"notice.{path[0]}[0]{message}"


def test_a_paper_that_depends_on_what_is_no_question_is_told_the_questions() -> None:
    spoilt = replaced(published()[CITY], ("materials", 0, "when"), {"x": []})
    assert str(error_of(read_notice, spoilt)) == f'notice.materials[0].when: {listed(["row", *DECLARED])}, found "x"'


@pytest.mark.parametrize("when", [{}, {"answr": "series"}, {"eval": "1"}, {"__class__": 1}])
def test_a_condition_in_no_closed_form_is_told_with_the_forms_that_there_are(when: JsonObject) -> None:
    spoilt = replaced(published()[CITY], ("kinds", 0, "cases", 0, "when"), when)
    told = str(error_of(read_notice, spoilt))
    forms = r"notice\.requirements: affiliation\[\d+\]: condition: expected one of in, at_least, .*, found "
    assert re.fullmatch(forms + re.escape(json.dumps(when)), told)


@pytest.mark.parametrize(
    "kind, field, damage",
    [
        ("education", "table", {"answer": "x", "in": "$admits", "title": "$title"}),
        ("completion", "counts", {"answer": "x", "as": "$lowers"}),
        ("completion", "counts", {"answer": "education", "as": "x"}),
        ("continuing_education", "row", True),
        ("continuing_education", "cases", [{"when": {"answer": "courses", "at_least": 10**400}, "status": "met"}]),
    ],
)
def test_a_kind_that_cannot_be_used_as_it_is_written_is_told_in_one_line(
    kind: str, field: str, damage: JsonObject
) -> None:
    [at] = [number for number, known in enumerate(published()[CITY]["kinds"]) if known["id"] == kind]
    error = error_of(evaluate, replaced(published()[CITY], ("kinds", at, field), damage), {}, TODAY)
    assert str(error).startswith("notice.kinds") and "\n" not in str(error)


@pytest.mark.parametrize("count", sizes(sample=100, whole=3_000))
@pytest.mark.parametrize("name", [CITY, ZONE])
def test_a_notice_damaged_anywhere_is_told_in_one_line_or_still_gives_a_verdict(name: str, count: int) -> None:
    """One value of the published notice is taken away or becomes something else."""
    random, told, paths = Random(12), 0, list(paths_in(published()[name]))
    for path in random.choices(paths, k=count):
        spoilt = replaced(published()[name], path, random.choice(DAMAGES))
        for answers in ({}, {"affiliation": "elsewhere", "origin": "mainland", "education": "bachelor"}):
            error = error_of(evaluate, spoilt, answers, TODAY)
            told += error is not None
            named = ("notice", *(f"{key}: " for key in answers))
            assert error is None or (str(error).startswith(named) and "\n" not in str(error)), path
    assert told > count // 2


DAMAGES: tuple[Any, ...] = (None, 5, True, "", "x", [], [1], {}, {"zh": 1}, 10**5000)


def paths_in(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all that the rules read in a published notice."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        if path or key in ("id", "issued", *LISTS):
            yield from paths_in(each, (*path, key))


def replaced(value: Any, path: tuple[Any, ...], new: object) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(copy[path[0]], path[1:], new) if path[1:] else new
    return copy


# Texts

NO_NAME = "Expecting property name enclosed in double quotes"


def test_sixty_levels_of_nesting_are_read_and_sixty_one_are_not() -> None:
    assert parse_json("answers", "[" * 60 + "]" * 60)
    error = error_of(parse_json, "answers", "[" * 61 + "]" * 61)
    assert str(error) == "answers: expected at most 60 levels of nesting, found more"
    assert parse_json("answers", "[" + ",".join(["[[]]"] * 100) + "]")
    assert "levels" in str(error_of(parse_json, "notice", '{"a":' * 61 + "1" + "}" * 61))
    # What is closed counts no more and no less than what was opened.
    assert "levels" in str(error_of(parse_json, "notice", "[" + "[]," * 100 + "[" * 60 + "]" * 61))
    assert parse_json("notice", '["' + "[" * 61 + '", "\\"' + "[" * 61 + '"]')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "answers: expected JSON, found Expecting value: line 1 column 1 (char 0)"),
        ("{\n1", f"answers: expected JSON, found {NO_NAME}: line 2 column 1 (char 2)"),
        ("NaN", "answers: expected JSON, found NaN"),
        ("[-Infinity]", "answers: expected JSON, found -Infinity"),
        ('{"status": 1, "status": 2}', 'answers: expected JSON, found "status" twice'),
        ('{"a": {"b": 1, "c": 2, "c": 2}}', 'answers: expected JSON, found "c" twice'),
    ],
)  # fmt: skip
def test_a_text_that_is_no_json_is_told_where(text: str, message: str) -> None:
    assert str(error_of(evaluate_json, json.dumps(published()[CITY]), text, TODAY)) == message


def test_a_verdict_as_text_is_canonical_and_the_same_from_many_notices_in_turn() -> None:
    texts = {name: json.dumps(known) for name, known in published().items()}
    for _ in range(2):
        for name, text in [*texts.items(), ("again", texts[CITY] + " "), ("and again", texts[ZONE] + "\n")]:
            verdict = evaluate_json(text, '{"status": "retired"}', TODAY)
            known = CITY if name == "again" else ZONE if name == "and again" else name
            assert json.loads(verdict) == evaluate(published()[known], {"status": "retired"}, TODAY)
            ordered = json.dumps(json.loads(verdict), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            assert verdict == ordered and not verdict.isascii()
    assert canonical_json({"b": [1, None], "a": "初"}) == '{"a":"初","b":[1,null]}'


# The module's own command


@pytest.fixture
def paths(tmp_path: Path) -> tuple[str, str]:
    """A notice and answers as files."""
    (tmp_path / "notice.json").write_text(json.dumps(published()[CITY]), encoding="utf-8")
    (tmp_path / "answers.json").write_text('\ufeff{"status": "retired"}', encoding="utf-8")
    return str(tmp_path / "notice.json"), str(tmp_path / "answers.json")


@pytest.mark.parametrize("day", [["--today", "2026-05-29"], ["--today=2026-05-29"]])
@pytest.mark.parametrize("first", [True, False])
def test_the_command_writes_one_line_of_canonical_json(
    paths: tuple[str, str], day: list[str], first: bool, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    status = main([*day, *paths] if first else [*paths, *day])
    written, said = capfdbinary.readouterr()
    verdict = evaluate(published()[CITY], {"status": "retired"}, "2026-05-29")
    assert (status, written.decode(), said) == (0, canonical_json(verdict) + "\n", b"")


def test_the_command_notes_on_standard_error_what_cannot_all_be_true(
    paths: tuple[str, str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    Path(paths[1]).write_text('{"dispatched": true, "public_post": true}', encoding="utf-8")
    assert main([*paths, "--today", TODAY]) == 0
    written, said = capfdbinary.readouterr()
    assert json.loads(written)["notice"] == CITY
    assert said.decode() == (
        "public_post: A dispatched worker is not on the established staff of a public institution. "
        "One of the two answers may be a slip.\n"
    )


def test_the_command_reads_answers_from_standard_input(
    paths: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO('\ufeff{"series": "其他"}'.encode())))
    status = main([paths[0], "-", "--today", TODAY])
    written, said = capfdbinary.readouterr()
    assert (status, written) == (1, b"")
    assert said.decode().startswith("series: expected one of economics,") and said.decode().endswith('found "其他"\n')


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["{notice}"],
        ["{notice}", "{answers}"],
        ["{notice}", "{answers}", "--today"],
        ["{notice}", "{answers}", "--today="],
        ["{notice}", "{answers}", "more", "--today", TODAY],
        ["{notice}", "--help", "--today", TODAY],
        ["--today", TODAY, "-x", "{answers}"],
    ],
)
def test_wrong_usage_is_told_how_to_ask(
    arguments: list[str], paths: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [argument.format(notice=paths[0], answers=paths[1]) for argument in arguments]
    assert main(filled) == 2
    assert capsys.readouterr() == ("", f"{USAGE}\n")


def test_a_file_that_cannot_be_read_is_told_why(
    paths: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "latin.json").write_bytes(b'{"status": "\xe9"}')
    for path, why in (
        ("nowhere.json", "No such file or directory"),
        ("", "Is a directory"),
        ("latin.json", "expected UTF-8"),
    ):
        named = str(tmp_path / path)
        assert main([paths[0], named, "--today", TODAY]) == 1
        assert capsys.readouterr() == ("", f"{named}: {why}\n")
    assert main([paths[1], paths[1], "--today", TODAY]) == 1
    missing = "notice.id: expected text, found nothing\n"
    assert capsys.readouterr() == ("", missing)


def test_a_notice_file_that_is_no_json_is_told_as_the_notice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("notice.json", "{"), ("answers.json", "{}")):
        (tmp_path / name).write_text(text)
    assert main([str(tmp_path / "notice.json"), str(tmp_path / "answers.json"), "--today", TODAY]) == 1
    assert capsys.readouterr().err.startswith("notice: expected JSON, found ")

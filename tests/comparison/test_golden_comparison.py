"""Comparisons that were checked by hand: the two real notices topic by topic, and notices changed in one way each."""

import random
from itertools import permutations
from typing import Any

import pytest
import yaml

from generator.comparing.comparisons import Comparisons
from generator.comparison.drawing import Drawing
from generator.comparison.rows import Comparison, Row, compare
from generator.comparison.wording import Wording
from generator.folders import ROOT
from generator.published.notice import json_text
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import load_words
from generator.words.segments import chinese_words, english_words, shared_tokenizer
from selfcheck.answers import JsonObject

CASES = ROOT / "tests" / "cases"
PUBLICATION = publish(load(ROOT / "notices"))
COMPARISONS = Comparisons(PUBLICATION, load_words(ROOT / "site_src" / "words"))
ZONE, CITY = (PUBLICATION.by_id[known].data for known in ("lianyungang-etdz-2023-h2", "lianyungang-city-2026-h1"))


def between(a: JsonObject, b: JsonObject) -> Comparison:
    return compare(a, b, COMPARISONS.vocabulary)


def wording(comparison: Comparison, language: str) -> Wording:
    return Wording(comparison, COMPARISONS.vocabulary, COMPARISONS.words, language)


def told(comparison: Comparison) -> list[tuple[Any, ...]]:
    """All that a reader is told of every row."""
    words = [wording(comparison, language) for language in ("zh", "en")]
    return [(row, [(word.row(row), word.apart(row)) for word in words]) for row in comparison.rows]


# The two notices


GOLDEN = {case["topic"]: case for case in yaml.safe_load((CASES / "comparison.yaml").read_text(encoding="utf-8"))}
REAL = between(ZONE, CITY)


def test_every_topic_of_the_two_notices_was_checked() -> None:
    assert [row.topic for row in REAL.rows] == list(GOLDEN)


@pytest.mark.parametrize("row", REAL.rows, ids=lambda row: row.topic)
def test_a_topic_of_the_two_notices_compares_as_checked_by_hand(row: Row) -> None:
    assert {
        "topic": row.topic,
        "change": row.change,
        **{side: list(stated.ids) for side, stated in (("a", row.a), ("b", row.b)) if stated},
        **({"facts": {fact.fact: [fact.a, fact.b] for fact in row.facts}} if row.facts else {}),
        **({"moved": True} if row.moved else {}),
        **{language: wording(REAL, language).row(row) for language in ("zh", "en")},
    } == GOLDEN[row.topic]


# Notices changed in one way


def published(clauses: list[JsonObject], which: str) -> JsonObject:
    """A notice as published, of clauses with their facts, materials and requirements."""
    types = {known.id: known.type for known in PUBLICATION.facts}
    stated: dict[str, list[JsonObject]] = {"facts": [], "materials": [], "requirements": []}
    for clause in clauses:
        for kind, filled in (
            ("facts", lambda fact: {"type": types[fact["fact"]]}),
            ("materials", lambda item: {"when": {}}),
            ("requirements", lambda requirement: {}),
        ):
            for each in clause.get(kind, ()):
                stated[kind].append({"clause": clause["id"], "topic": clause["topics"][0], **filled(each), **each})
    own = [{key: clause[key] for key in ("id", "label", "zh", "en", "topics")} for clause in clauses]
    identity = {"id": f"lianyungang-city-{which}", "jurisdiction": "lianyungang-city", "round": which}
    kinds = [kind for kind in CITY["kinds"] if any(kind["id"] == each["kind"] for each in stated["requirements"])]
    register = {"kinds": kinds, **{name: CITY[name] for name in ("questions", "titles")}}
    return {**identity, **stated, **register, "clauses": own, "annexes": [], "openings": []}


def cut_of(notice: JsonObject) -> JsonObject:
    tokenizer = shared_tokenizer(PUBLICATION.glossary)
    return {
        clause["id"]: {
            "zh": [len(word) for word in chinese_words(clause["zh"], tokenizer)],
            "en": [len(word) for word in english_words(clause["en"])],
        }
        for clause in notice["clauses"]
    }


@pytest.fixture(params=sorted((CASES / "comparisons").glob("*.yaml")), ids=lambda file: file.stem)
def case(request: pytest.FixtureRequest) -> JsonObject:
    read = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    return {**read, "a": published(read["a"], "2026-h1"), "b": published(read["b"], "2026-h2")}


def test_a_notice_changed_in_one_way_is_told_as_such(case: JsonObject) -> None:
    comparison = between(case["a"], case["b"])
    drawing = Drawing((cut_of(case["a"]), cut_of(case["b"])))
    rows = {
        row.topic: {
            "change": row.change,
            "moved": row.moved,
            **{language: wording(comparison, language).row(row) for language in ("zh", "en")},
            **({"rewritten": True} if drawing.of(row, "zh") is None else {}),
        }
        for row in comparison.rows
    }
    assert rows == case["rows"]


def test_what_stood_together_and_stands_apart_is_said(case: JsonObject) -> None:
    comparison = between(case["a"], case["b"])
    said = {row.topic: "".join(wording(comparison, "zh").apart(row)) for row in comparison.rows}
    assert {topic: words for topic, words in said.items() if words} == case.get("apart", {})


# Properties


def notices_of(case: JsonObject) -> list[JsonObject]:
    return [case["a"], case["b"], ZONE, CITY]


def test_a_notice_against_itself_has_no_difference(case: JsonObject) -> None:
    for notice in notices_of(case):
        itself = between(notice, notice)
        assert {(row.change, row.moved, row.facts) for row in itself.rows} == {("same", False, ())}
        assert not itself.confounded


def test_exchanging_the_notices_exchanges_added_and_absent_and_every_fact(case: JsonObject) -> None:
    mirror = {"added": "absent", "absent": "added"}
    for a, b in permutations(notices_of(case), 2):
        there, back = between(a, b), between(b, a)
        assert there.confounded == back.confounded
        for row, other in zip(there.rows, back.rows, strict=True):
            assert (other.topic, other.change) == (row.topic, mirror.get(row.change, row.change))
            assert (other.a, other.b, other.moved) == (row.b, row.a, row.moved)
            assert [(fact.fact, fact.b, fact.a) for fact in other.facts] == [*map(tuple, row.facts)]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_clauses_in_the_file_never_matters(case: JsonObject, seed: int) -> None:
    shuffle = random.Random(seed).sample

    def shuffled(notice: JsonObject) -> JsonObject:
        parts = ("clauses", "annexes", "facts", "materials", "requirements")
        return {**notice, **{part: shuffle(notice[part], len(notice[part])) for part in parts}}

    for a, b in permutations(notices_of(case), 2):
        assert told(between(shuffled(a), shuffled(b))) == told(between(a, b))


def test_comparing_changes_neither_notice() -> None:
    before = json_text(ZONE), json_text(CITY)
    told(between(ZONE, CITY))
    assert (json_text(ZONE), json_text(CITY)) == before

"""A change of a notice's file says what was meant, and every other byte stays."""

from pathlib import Path

import pytest
import yaml

from generator.desk.source import Source
from generator.folders import ROOT
from generator.importing.draft import SUGGESTED
from generator.register.places import Place, Plain

FILES = [*ROOT.glob("notices/lianyungang-*/*.yaml"), *ROOT.glob("tests/cases/registers/example/example-*/*.yaml")]
NASTY = [
    "x: y #z",
    "- a",
    "'",
    '"',
    "true",
    "2026",
    "1.10",
    "null",
    "{a}",
    "[",
    "第一行\n第二行",
    "～",
    "a" * 300,
    "@",
    "#",
]
HAND_WRITTEN = """\
# schema
title: {zh: 通知,   en: "Notice"}   # by hand
clauses:
- id: '1'
  label: 一、
  zh: >-
    两行
    折成一段
  # the English of 1 of before, 0.80: Old English
  en: TODO
  topics:   [scope]
  facts:
  - fact: copies
    value: 3   # counted
    quote: 折成

  # a remark of somebody's own
- id: '2'
  zh: 末条
  requirements: TODO
"""


def places(plain: Plain, at: Place = ()) -> list[Place]:
    """The place of every scalar."""
    if isinstance(plain, dict):
        return [place for key, value in plain.items() for place in places(value, (*at, key))]
    if isinstance(plain, list):
        return [place for number, value in enumerate(plain) for place in places(value, (*at, number))]
    return [at]


def kept(before: str, after: str) -> set[str]:
    """The lines of ``before`` that are no longer there."""
    return set(before.splitlines()) - set(after.splitlines())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_any_value_can_be_changed_and_only_its_own_lines_with_it(file: Path) -> None:
    source = Source(file.read_text(encoding="utf-8"))
    for number, place in enumerate(places(source.plain)[::23]):
        changed = source.put(place, NASTY[number % len(NASTY)])
        assert changed.at(place) == NASTY[number % len(NASTY)]
        old, new = source.lines, changed.lines
        same = next(i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
        tail = next(i for i, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b)
        assert len(old) - same - tail <= 3, place


def test_what_a_person_wrote_by_hand_stays_as_it_was_written() -> None:
    source = Source(HAND_WRITTEN)
    changed = source.put(("clauses", 0, "facts", 0, "value"), "4")
    assert changed.text == HAND_WRITTEN.replace("value: 3 ", "value: 4 ")
    settled = source.put(("clauses", 0, "en"), "New English")
    assert kept(HAND_WRITTEN, settled.text) == {
        "  # the English of 1 of before, 0.80: Old English",
        "  en: TODO",
    }
    more = source.add(("clauses", 0, "facts"), {"fact": "copies", "value": "2", "quote": "两行"})
    assert kept(HAND_WRITTEN, more.text) == set() and more.at(("clauses", 0, "facts", 1, "value")) == "2"
    first = source.add(("clauses", 1, "requirements"), {"kind": "assessment", "quote": "末条"})
    assert first.at(("clauses", 1, "requirements")) == [{"kind": "assessment", "quote": "末条"}]
    assert kept(HAND_WRITTEN, first.text) == {"  requirements: TODO"}


def test_the_last_entry_takes_its_list_with_it() -> None:
    source = Source(HAND_WRITTEN).drop(("clauses", 0, "facts", 0))
    assert "facts" not in source.plain["clauses"][0]  # type: ignore[index]
    assert "# a remark of somebody's own" in source.text


def test_a_suggestion_is_confirmed_as_it_stands_and_its_comments_go() -> None:
    text = HAND_WRITTEN.replace(
        "  requirements: TODO\n",
        f"  # {SUGGESTED}\n  requirements: TODO\n  # # read twice\n  # - kind: status\n  #   excludes: [retired]\n"
        "  #   quote: 末条\n  # - kind: assessment\n  #   quote: 末条\n",
    )
    source = Source(text)
    first, second = source.suggestions(("clauses", 1))
    assert first.fields == {"kind": "status", "excludes": ["retired"], "quote": "末条"} and first.note == "read twice"
    confirmed = source.without("2", 0).add(("clauses", 1, "requirements"), first.fields)
    assert [each.fields for each in confirmed.suggestions(("clauses", 1))] == [second.fields]
    done = confirmed.without("2", 0)
    assert "#" not in done.text.partition("id: '2'")[2]
    assert yaml.safe_load(done.text)["clauses"][1]["requirements"][0]["excludes"] == ["retired"]

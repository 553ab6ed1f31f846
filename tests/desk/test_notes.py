"""Every note of the importer has words at the desk, in both languages, with all that it quotes."""

import re

import pytest

from generator.desk.notes import COMMENTS, Notes
from generator.folders import ROOT
from generator.importing.notes import note, notes_of
from generator.words.load import load_words

WORDS = load_words(ROOT / "site_src" / "words")
HOLE = re.compile(r"\{(\w+)\}")
TOLD_OTHERWISE = {
    "gone_now": {"now"},
    "gone_read": {"before", "now"},
    "gone_before": {"before"},
    "of_some_perhaps": {"likely"},
}
"""What a note says beside an entry whose form is filled in with it already."""


@pytest.mark.parametrize("name", COMMENTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_note_is_worded_with_all_that_it_quotes(name: str, language: str) -> None:
    quoted = {hole: f"‹{hole}›" for hole in HOLE.findall(COMMENTS[name])}
    said = Notes(WORDS.of(language)).worded((COMMENTS[name].format(**quoted),))
    assert said == WORDS.of(language)(f"desk.drafting.{name}", **quoted)
    assert {hole for hole in quoted if f"‹{hole}›" not in said} <= TOLD_OTHERWISE.get(name, set())


def test_several_notes_on_one_line_are_worded_each() -> None:
    line = notes_of(note("higher"), note("which_title", words="初级"), note("of_all"))
    t = WORDS.of("zh")
    each = t("desk.drafting.higher"), t("desk.drafting.which_title", words="初级"), t("desk.drafting.of_all")
    assert Notes(t).worded((line,)) == "；".join(each)


def test_what_a_person_has_written_stands_as_it_is() -> None:
    assert Notes(WORDS.of("zh")).worded(("ask Ms Li; she knows",)) == "ask Ms Li; she knows"


@pytest.mark.parametrize(
    "language, said",
    [
        ("zh", "据市直2026年上半年（4.1）的译文（相近程度 0.80）"),
        ("en", "from 4.1 of City, first half of 2026, alike by 0.80"),
    ],
)
def test_where_english_comes_from_is_named_by_place_and_round(language: str, said: str) -> None:
    notes = Notes(WORDS.of(language), {"lianyungang-city": {"zh": "市直", "en": "City"}[language]})
    comment = COMMENTS["english"].format(origin="4.1 of lianyungang-city-2026-h1", alike="0.80")
    assert notes.worded((comment,)) == said


def test_a_place_whose_name_begins_like_anothers_is_told_from_it() -> None:
    notes = Notes(WORDS.of("en"), {"lianyungang": "Lianyungang", "lianyungang-city": "City"})
    comment = COMMENTS["similar"].format(origin="4.1 of lianyungang-city-2026-h1", alike="0.80")
    assert notes.worded((comment,)) == "suggested from 4.1 of City, first half of 2026, alike by 0.80"

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

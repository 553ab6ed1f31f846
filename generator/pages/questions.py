"""The self-check's questions as its form shows them: topics, words, what is usual, and each area's affiliations."""

from dataclasses import dataclass
from typing import Any

from generator.decisions.answer_words import form_value, value_words
from generator.published.publication import Publication
from generator.register.model import Area, QuestionEntry
from generator.words.load import Translate

type Json = dict[str, Any]

MOST_RADIOS = 6
"""A question with more values than this is a drop-down list."""

COURSE_YEARS = 50
"""How many years back a course can be ticked: a working life."""

RECENT_YEARS = 6
"""How many years are offered until the start of work is answered."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of an answer with its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """An answer key as the form shows it; ``control``: radio, select, date, year, years or number."""

    key: str
    kind: str
    control: str
    legend: str
    short: str
    help: str
    find_out: str
    """How whoever is not sure finds it out, or nothing."""
    usual: str
    """The value that most give, or nothing."""
    after: tuple[str, ...]
    """Questions that must be answered before it."""
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading: a step of the form."""

    id: str
    heading: str
    questions: tuple[Question, ...]


def groups(publication: Publication, t: Translate, language: str) -> list[Group]:
    """What notices ask, by topic in the register's order; a topic without a heading has its first question's label."""
    needed = {key for notice in publication.rounds for key in notice.asked}
    asked = [entry for entry in publication.questions if entry.id in needed]
    found = []
    for name in dict.fromkeys(entry.group for entry in asked):
        entries = [entry for entry in asked if entry.group == name]
        heading = entries[0].heading or entries[0].short
        questions = tuple(_question(publication, entry, t, language) for entry in entries)
        found.append(Group(name, heading.of(language), questions))
    return found


def area_views(publication: Publication, language: str) -> dict[str, Json]:
    """What each area's own notices make of the questions whose values are affiliations, by the question's key.

    ``values``: its values in order with their words; ``why`` and ``find_out``: its words.
    """
    entries = [entry for entry in publication.questions if _is_of_areas(entry)]
    return {
        area.id: {entry.id: _in_area(entry, area, language) for entry in entries}
        for area in publication.jurisdictions.areas
    }


def _in_area(entry: QuestionEntry, area: Area, language: str) -> Json:
    find_out = area.find_out or entry.find_out
    return {
        "values": [[choice.id, choice.of(language)] for choice in area.affiliations],
        "why": (area.why or entry.why).of(language),
        "find_out": find_out.of(language) if find_out else "",
    }


def _is_of_areas(entry: QuestionEntry) -> bool:
    """Whether its values are the affiliations of the notice's area."""
    return entry.kind == "choice" and not entry.values


def _question(publication: Publication, entry: QuestionEntry, t: Translate, language: str) -> Question:
    options = _options(publication, entry, t, language)
    # Of all areas' affiliations a reader sees one area's.
    seen = max(len(a.affiliations) for a in publication.jurisdictions.areas) if _is_of_areas(entry) else len(options)
    control = {"choice": "radio" if seen <= MOST_RADIOS else "select", "yes_no": "radio"}
    return Question(
        key=entry.id,
        kind=entry.kind,
        control=control.get(entry.kind, entry.kind),
        legend=entry.of(language),
        short=entry.short.of(language),
        help=entry.why.of(language),
        find_out=entry.find_out.of(language) if entry.find_out else "",
        usual=entry.usual or "",
        after=entry.after,
        options=options,
    )


def _options(publication: Publication, entry: QuestionEntry, t: Translate, language: str) -> tuple[Option, ...]:
    if _is_of_areas(entry):
        choices = [choice for area in publication.jurisdictions.areas for choice in area.affiliations]
        return tuple({choice.id: Option(choice.id, choice.of(language)) for choice in choices}.values())
    if entry.kind == "years":
        last = max(notice.cutoff_day.year for notice in publication.notices)
        return tuple(Option(str(year), str(year)) for year in range(last, last - COURSE_YEARS, -1))
    if entry.kind == "yes_no":
        return tuple(Option(form_value(value), value_words(t, entry.id, value)) for value in (True, False))
    return tuple(Option(value.id, value.of(language)) for value in entry.values)

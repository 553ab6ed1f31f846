"""What findings say: the sentence of their rule and status, every blank filled from the answers and the clause.

Sentences are read back by their templates: what stands in a blank is held against the answers, the notice's own words
and the contract, never against the finding's own values.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from contract import COUNTS_AS, CUTOFF, LOWERED, OUTSIDE, Said, a_year_after, in_words, month_in_words
from partial_answers import CITY, QUESTIONS, TODAY, ZONE, as_json, counted, draw, favourable, notice, published, space

from selfcheck import evaluate
from selfcheck.answers import JsonObject
from selfcheck.words import WORDS

LANGUAGES = ("zh", "en")
NAMES = (CITY, ZONE, "all_year", "window_alone")
"""The two notices, and the first without its cut-off."""
NEVER_SAID = {
    # Alternatives, amendments, hours, silence on completion, a time by field of study: none of the notices has them;
    # see test_other_notices, test_forms and test_example_notices.
    ("any", "either"), ("any", "either_met"), ("any", "either_other"), ("any", "unsaid"),
    ("any", "not_yet_by"), ("any", "open_day"), ("any", "refer_window"), ("any", "dated_after"),
    ("any", "amended"), ("any", "amended_cutoff"), ("completion", "unmet_completed"),
    ("completion", "refer_silent"), ("continuing_education", "refer_hours"),
}  # fmt: skip


@cache
def sentences() -> dict[str, JsonObject]:
    """The sentences of either notice's kinds by reason, and those that all kinds share."""
    kinds = [kind for name in (CITY, ZONE) for kind in published()[name]["kinds"]]
    return {kind["id"]: kind["sentences"] for kind in kinds} | {"any": WORDS["findings"]}


@cache
def templates(rule: str, language: str) -> dict[str, re.Pattern[str]]:
    """The sentences of a rule by reason, each blank a group; the longer first, where one opens like another."""
    found = {}
    for reason, words in sentences()[rule].items():
        known: Counter[str | None] = Counter()
        pattern = ""
        for part in re.split(r"(\{\w+\})", words[language]):
            name = part[1:-1] if part.startswith("{") else None
            known[name] += 1
            blank = f"(?P<{name}>.+?)" if known[name] == 1 else f"(?P={name})"
            pattern += blank if name else re.escape(part)
        found[reason] = re.compile(pattern, re.DOTALL)
    return dict(sorted(found.items(), key=lambda item: -len(item[1].pattern)))


def read_back(finding: JsonObject, language: str) -> tuple[str, JsonObject]:
    """The reason and what stands in its blanks."""
    said = finding[language]
    assert not said[0].islower(), said
    for reason, pattern in templates(finding["rule"], language).items():
        # A sentence begins with a capital, whatever fills its first blank.
        for form in (said, said[0].lower() + said[1:]):
            if match := pattern.fullmatch(form):
                return reason, match.groupdict()
    raise AssertionError(f"no sentence of {finding['rule']}: {said}")


def word(key: str, value: str, language: str) -> str:
    found: str = QUESTIONS[key].values[value][language]
    return found


def is_(said: str, expected: str) -> bool:
    """The same words, but for a capital at the beginning."""
    return said[0].lower() + said[1:] == expected[0].lower() + expected[1:]


class Blanks:
    """What may stand in the blanks of a finding's sentence."""

    def __init__(self, name: str, answers: JsonObject, finding: JsonObject, language: str) -> None:
        self.name, self.answers, self.finding, self.language = name, answers, finding, language
        # What is changed in the first notice is its cut-off alone.
        self.stated = name if name in CUTOFF else CITY
        self.text = {clause["id"]: clause["zh"] for clause in published()[name]["clauses"]}

    def check(self, blank: str, said: str) -> None:
        assert getattr(self, blank)(said), (blank, said, self.finding)

    def quote(self, said: str) -> bool:
        return len(said) > 3 and said in self.text[self.finding["clause"]]

    def words(self, said: str) -> bool:
        return said in self.text[self.finding["clause"]]

    own_conditions_words = words

    def affiliation(self, said: str) -> bool:
        return is_(said, word("affiliation", self.answers["affiliation"], self.language))

    def other(self, said: str) -> bool:
        """The other notice, which admits the applicant, or would if the origin were another."""
        other = CITY if self.stated == ZONE else ZONE
        place, origin = self.answers["affiliation"], self.answers.get("origin")
        admits = place in OUTSIDE[other] if origin in ("hk_mo_tw", "foreign", None) else place in ADMITS[other]
        return said == published()[other]["title"][self.language] and admits

    def series(self, said: str) -> bool:
        return is_(said, word("series", self.answers["series"], self.language))

    def status(self, said: str) -> bool:
        return is_(said, word("status", self.answers["status"], self.language))

    def origin(self, said: str) -> bool:
        return is_(said, word("origin", self.answers["origin"], self.language))

    def foreign_document(self, said: str) -> bool:
        return is_(said, word("foreign_document", self.answers["foreign_document"], self.language))

    def school(self, said: str) -> bool:
        return is_(said, word("school", self.answers["school"], self.language))

    def education(self, said: str) -> bool:
        return is_(said, word("education", self.answers["education"], self.language))

    def counted(self, said: str) -> bool:
        held, how = self.answers["education"], self.answers["completion"]
        counted = LOWERED[held] if how == "completed" else COUNTS_AS[held]
        return is_(said, word("education", counted, self.language))

    def title(self, said: str) -> bool:
        plain = Said(self.stated, {**favourable(self.stated), **self.only("education", "completion")})
        titles = {title["id"]: title[self.language] for title in published()[self.name]["titles"]}
        return plain.title is not None and is_(said, titles[plain.title])

    def only(self, *keys: str) -> JsonObject:
        return {key: self.answers[key] for key in keys}

    def day(self, said: str, day: date) -> bool:
        return said == in_words(day)[LANGUAGES.index(self.language)]

    def day_or_month(self, said: str, day: date) -> bool:
        """Of a month that is given without its day, the month."""
        if len(self.answers["post_since"]) == len("2026-05"):
            return said == month_in_words(day)[LANGUAGES.index(self.language)]
        return self.day(said, day)

    @property
    def in_post_since(self) -> date:
        return date.fromisoformat(f"{self.answers['post_since']}-01"[:10])

    def since(self, said: str) -> bool:
        return self.day_or_month(said, self.in_post_since)

    def complete(self, said: str) -> bool:
        return self.day_or_month(said, a_year_after(self.in_post_since))

    def cutoff(self, said: str) -> bool:
        """The cut-off, or else the last day of applications; while they are taken all year, today."""
        return self.day(said, counted(published()[self.name])[-1])

    def opens(self, said: str) -> bool:
        return self.day(said, counted(published()[self.name])[0])

    def months(self, said: str) -> bool:
        return said == "12"

    def from_year(self, said: str) -> bool:
        return said == "2022"

    def education_year(self, said: str) -> bool:
        return said == str(self.answers["education_year"])

    def years(self, said: str) -> bool:
        """The years that are missing; of a year that may not count the cut-off's own."""
        missing = Said(self.stated, {**favourable(self.stated), **self.only("working_since", "courses")}).missing
        if self.finding["status"] == "refer":
            return not missing and said == str(CUTOFF[self.stated].year)
        return said == (", " if self.language == "en" else "、").join(map(str, missing))

    def first(self, said: str) -> bool:
        since = int(self.answers["working_since"][:4])
        return said == str(max(since, 2006) if self.name == ZONE else since)

    def last(self, said: str) -> bool:
        return said == str(CUTOFF[self.stated].year)


ADMITS = {CITY: {"city-unit", "city-agency"}, ZONE: {"etdz-unit", "etdz-freelance"}}


def applicants(name: str) -> Iterator[JsonObject]:
    """Each value of each answer beside favourable ones, and beside nothing; and partial answers as drawn."""
    for key, values in space(name).items():
        for value in dict.fromkeys((*QUESTIONS[key].values, *values)):
            for completion in ("graduated", "completed", "certificate"):
                yield {**favourable(name), "completion": completion, key: value}
            yield {key: value}
            yield {**favourable(name), "origin": "foreign", "access_qualification": False, key: value}
    yield {**favourable(name), "series": "archives", "education": "doctor"}
    yield {**favourable(name), "series": "archives", "education": "doctor", "completion": "completed"}
    yield {**favourable(name), "education_year": 2021, "field_matches": True}
    for affiliation in QUESTIONS["affiliation"].values:
        yield {"affiliation": affiliation}
        yield {"affiliation": affiliation, "origin": "hk_mo_tw"}
    yield from draw(name, count=400, most=10**12, seed=9)


@cache
def findings(name: str) -> list[tuple[JsonObject, JsonObject]]:
    found = []
    for answers in applicants(name):
        given = as_json(answers)
        found += [(answers, finding) for finding in evaluate(notice(name), given, TODAY)["findings"]]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_finding_says_its_status_and_fills_every_blank_from_the_answers_and_the_clause(
    name: str, language: str
) -> None:
    for answers, finding in findings(name):
        reason, blanks = read_back(finding, language)
        assert reason == finding["status"] or reason.startswith(finding["status"] + "_"), finding
        for blank, said in blanks.items():
            Blanks(name, answers, finding, language).check(blank, said)


@pytest.mark.parametrize("name", ["all_year", "window_alone"])
def test_where_no_cut_off_is_stated_no_sentence_speaks_of_one(name: str) -> None:
    for _, finding in findings(name):
        assert "截止日" not in finding["zh"].replace("没有写明截止日", ""), finding
        assert "cut-off" not in finding["en"].replace("states no cut-off", ""), finding


def test_every_sentence_is_said_in_both_languages_alike() -> None:
    said = set()
    for name in NAMES:
        for _, finding in findings(name):
            reasons = {read_back(finding, language)[0] for language in LANGUAGES}
            assert len(reasons) == 1, finding
            said.add((finding["rule"], reasons.pop()))
    known = {(rule, reason) for rule, reasons in sentences().items() for reason in reasons}
    assert known - said == NEVER_SAID


def test_a_status_has_the_reason_that_its_answer_gives() -> None:
    """Where one status has several sentences."""
    counts = {CITY: "", ZONE: "", "all_year": "_today", "window_alone": "_window"}
    for name in NAMES:
        for answers, finding in findings(name):
            reason, _ = read_back(finding, "zh")
            if finding["rule"] == "probation" and not reason.endswith(("_level", "applicable")):
                assert reason in ("unknown", finding["status"] + counts[name])
            if reason in ("met_year", "met_field"):
                assert (reason == "met_year") == (answers.get("education_year", 0) >= 2022)
            if finding["rule"] == "completion" and finding["status"] == "met":
                assert (reason == "met_lowered") == (answers["completion"] == "completed")
            if finding["rule"] == "cohort" and finding["status"] == "refer":
                assert (reason == "refer_own") == (finding["clause"] == "2.1.a")

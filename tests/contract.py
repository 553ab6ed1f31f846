"""What the contract's section 3 says of complete answers to either notice, in its own words and by its own arithmetic.

Written from the contract and the notices alone: nothing here comes from the module under test.
"""

import calendar
from datetime import date
from typing import Any

from partial_answers import CITY, ZONE

type Found = tuple[str, str | None]
"""A finding: its status and its clause."""

PRECEDENCE = ("ineligible", "refer", "not_yet", "eligible")
WORST = {"unmet": "ineligible", "refer": "refer", "not_yet": "not_yet", "met": "eligible", "not_applicable": "eligible"}
"""The outcome that a finding calls for by itself."""

TITLE_RULES = {"school", "education", "completion", "cohort"}
CUTOFF = {CITY: date(2026, 4, 30), ZONE: date(2023, 11, 30)}

ADMITTED = {
    CITY: {"city-unit": "1.1", "city-agency": "1.2"},
    ZONE: {"etdz-unit": "1.1", "etdz-freelance": "1.1"},
}
OUTSIDE = {  # persons from Hong Kong, Macao, Taiwan or abroad
    CITY: dict.fromkeys(("etdz-unit", "etdz-freelance", "city-unit", "city-agency", "city-other"), "1.3"),
    ZONE: dict.fromkeys(("etdz-unit", "etdz-freelance"), "1.2"),
}
UNIT = {CITY: "city-unit", ZONE: "etdz-unit"}
EXAMINED_BY_BOTH = {
    "economics", "accounting", "statistics", "audit", "health", "shipping", "translation", "publishing", "telecom",
}  # fmt: skip
EXAMINED = {CITY: EXAMINED_BY_BOTH, ZONE: {*EXAMINED_BY_BOTH, "software", "political_work"}}
OPEN_SERIES = {CITY: {"software", "other"}, ZONE: {"other"}}
ACCESS = {CITY: {"journalism", "broadcasting", "lawyer", "notary"}}
ACCESS[ZONE] = ACCESS[CITY] | {
    "university_teaching", "secondary_vocational_teaching", "school_teaching", "technical_school_teaching",
}  # fmt: skip
OWN_CONDITIONS = {"pharmacy", "school_teaching", "natural_science_research"} | ACCESS[ZONE]
COUNTS_AS = {
    "technical_intermediate": "secondary_vocational",
    "technical_senior": "junior_college",
    "technical_preparatory": "bachelor",
}
LOWERED = {"bachelor": "junior_college", "junior_college": "secondary_vocational"}
LEVELS = {
    "secondary_vocational": ("technician", "2.1.1"),
    "junior_college": ("technician", "2.1.1"),
    "bachelor": ("assistant", "2.1.2"),
    "second_bachelor": ("assistant", "2.1.3"),
    "master": ("assistant", "2.1.3"),
    "doctor": ("intermediate", "2.1.4"),
}
WITH_PROBATION = {"2.1.1", "2.1.2"}
WITH_RECORD = {"junior_college", "bachelor", "second_bachelor", "graduate_class", "master", "doctor"}


class Said:
    """``findings``: status and clause by rule; and the verdict's other parts as far as they need no words."""

    def __init__(self, name: str, answers: dict[str, Any], cutoff: date | None = None) -> None:
        self.name, self.answers = name, answers
        self.cutoff = cutoff or CUTOFF[name]
        self.title: str | None = None
        self.level_clause: str | None = None
        self.earliest: date | None = None
        self.missing: list[int] = []
        self.findings = {
            rule: found
            for rule, found in (
                ("affiliation", self.affiliation()),
                ("contract", self.contract()),
                ("status", self.bar("status", {CITY: "1.a", ZONE: "1.3"}, bad=("civil_servant", "retired"))),
                ("sanction", self.bar("sanctioned", {CITY: "1.a"}, bad=(True,))),
                ("foreign_document", self.foreign_document()),
                ("education", self.education()),
                ("completion", self.completion()),
                ("series", self.series()),
                ("cohort", self.cohort()),
                ("school", self.school()),
                ("probation", self.probation()),
                ("assessment", self.bar("assessments", {CITY: "2.3", ZONE: "2.3.1"}, bad=(False,))),
                ("continuing_education", self.continuing_education()),
                ("access", self.access()),
            )
            if found is not None
        }
        called_for = {WORST[status] for status, _ in self.findings.values()}
        self.outcome = next(outcome for outcome in PRECEDENCE if outcome in called_for)
        unsure = any(status != "met" for rule, (status, _) in self.findings.items() if rule in TITLE_RULES)
        if self.outcome == "ineligible" or unsure:
            self.title = self.level_clause = None

    def bar(self, key: str, clauses: dict[str, str], bad: tuple[Any, ...]) -> Found | None:
        if self.name not in clauses:
            return None
        return "unmet" if self.answers[key] in bad else "met", clauses[self.name]

    def affiliation(self) -> Found:
        place, mainland = self.answers["affiliation"], self.answers["origin"] == "mainland"
        if not mainland and place in OUTSIDE[self.name]:
            return "met", OUTSIDE[self.name][place]
        clause = ADMITTED[self.name].get(place)
        # Whoever is refused reads the clause that was written for them.
        own = "1.1" if mainland else next(iter(OUTSIDE[self.name].values()))
        return ("met", clause) if clause else ("unmet", own)

    def contract(self) -> Found:
        if (self.answers["affiliation"], self.answers["origin"]) != (UNIT[self.name], "mainland"):
            return "not_applicable", "1.1"
        return "met" if self.answers["contract"] else "unmet", "1.1"

    def foreign_document(self) -> Found:
        clause = {CITY: "1.3", ZONE: "1.2"}[self.name]
        if self.answers["origin"] != "foreign":
            return "not_applicable", clause
        return "unmet" if self.answers["foreign_document"] == "none" else "met", clause

    def education(self) -> Found:
        held: str = self.answers["education"]
        how = self.answers["completion"]
        if held in ("below", "high_school"):
            return ("refer" if (held, self.name) == ("high_school", ZONE) else "unmet"), "2.1.1"
        if held == "graduate_class":
            return "refer", "2.1.3"
        counted = LOWERED.get(held) if how == "completed" else COUNTS_AS.get(held, held)
        if how == "certificate" or counted is None:
            return "met", LEVELS[COUNTS_AS.get(held, held)][1]
        self.title, self.level_clause = LEVELS[counted]
        return "met", "2.2.2" if held in COUNTS_AS else self.level_clause

    def completion(self) -> Found:
        held, how = self.answers["education"], self.answers["completion"]
        if how == "certificate":
            return "unmet", "2.2.4"
        return "refer" if how == "completed" and held not in LOWERED else "met", "2.2.3"

    def level_left_open(self) -> bool:
        """Whether the notice may or may not lead to a title here, and does not say to which."""
        held, how = self.answers["education"], self.answers["completion"]
        if held in ("below", "high_school"):
            return (held, self.name) == ("high_school", ZONE)
        return held == "graduate_class" or (how == "completed" and held not in LOWERED)

    def series(self) -> Found:
        chosen, clause = self.answers["series"], {CITY: "1.b", ZONE: "1.4"}[self.name]
        if chosen in EXAMINED[self.name]:
            return "unmet", clause
        if chosen in OPEN_SERIES[self.name]:
            return "refer", clause
        if (chosen, self.name) != ("archives", CITY) or self.title == "intermediate":
            return "met", clause
        if self.title:
            return "unmet", clause
        return "refer" if self.level_left_open() else "not_applicable", clause

    def cohort(self) -> Found | None:
        if self.name == CITY:
            return None
        if self.answers["series"] in OWN_CONDITIONS:
            return "refer", "2.1.a"
        if self.answers["education_year"] >= 2022 or self.answers["field_matches"] is False:
            return "met", "2.1.a"
        return "refer", "2.1.b"

    def school(self) -> Found:
        chosen = self.answers["school"]
        if chosen == "overseas":
            return "refer", None
        return "unmet" if chosen == "party_other" else "met", "2.2.1"

    def probation(self) -> Found:
        if self.title is None:
            return "refer" if self.level_left_open() else "not_applicable", "2.1.1"
        if self.level_clause not in WITH_PROBATION:
            return "not_applicable", self.level_clause
        since = date.fromisoformat(self.answers["post_since"])
        complete = a_year_after(since)
        if complete <= self.cutoff:
            return "met", self.level_clause
        if complete.toordinal() - 1 == self.cutoff.toordinal():
            return "refer", self.level_clause
        self.earliest = complete
        return "not_yet", self.level_clause

    def continuing_education(self) -> Found:
        clause = {CITY: "2.4", ZONE: "2.3.2"}[self.name]
        last, first = self.cutoff.year, int(self.answers["working_since"][:4])
        if first > last:
            return "not_applicable", clause
        if self.name == ZONE and first < 2006:
            first = 2006
        if first > last:
            return "not_applicable", clause
        self.missing = [year for year in range(first, last) if year not in self.answers["courses"]]
        if self.missing:
            return "unmet", clause
        return "met" if last in self.answers["courses"] else "refer", clause

    def access(self) -> Found:
        clause = {CITY: "2.5", ZONE: "2.3.3"}[self.name]
        if self.answers["series"] not in ACCESS[self.name]:
            return "not_applicable", clause
        return "met" if self.answers["access_qualification"] else "unmet", clause

    def materials(self) -> list[tuple[Any, ...]]:
        """Key, clause and copies, in the notice's order."""
        given = self.answers
        if self.name == CITY:
            wanted = [("application_form", "4.1", True), ("course_transcript", "4.2", True), ("contract", "4.3", True)]
            wanted += [
                ("social_insurance", "4.3", True),
                ("access_certificate", "4.5", given["series"] in ACCESS[CITY]),
            ]
            wanted += [("dispatch_proof", "4.6", given["dispatched"])]
        else:
            wanted = [("application_form", "4.1", True), ("id_card", "4.2", True), ("diploma", "4.3", True)]
            wanted += [("chsi_record", "4.3", given["education"] in WITH_RECORD), ("course_transcript", "4.4", True)]
            wanted += [("assessment_forms", "4.5", given["public_post"]), ("contract", "4.6", True)]
            wanted += [(key, "4.6", given["dispatched"]) for key in ("dispatch_proof", "tripartite_agreement")]
        copies = {"application_form": {CITY: 3, ZONE: 2}[self.name]}
        return [(key, clause, copies.get(key)) for key, clause, needed in wanted if needed]

    def residual(self) -> list[str]:
        """The clause that gives the title, and what employer and authority do in any case."""
        own: list[str] = [self.level_clause] if self.level_clause else []
        return own + (["4.4", "5.5"] if self.name == CITY else [])

    def told(self) -> tuple[Any, ...]:
        """What ``next`` is about: outcome, title, materials."""
        return self.outcome, self.title, tuple(key for key, _, _ in self.materials())


def a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def in_words(day: date) -> tuple[str, str]:
    """A day as sentences write it, in Chinese and in English."""
    return f"{day.year}年{day.month}月{day.day}日", f"{day.day} {calendar.month_name[day.month]} {day.year}"


def month_in_words(day: date) -> tuple[str, str]:
    """The day's month as sentences write it."""
    return f"{day.year}年{day.month}月", f"{calendar.month_name[day.month]} {day.year}"


def seen(verdict: dict[str, Any]) -> dict[str, Any]:
    """The parts of a verdict that ``expected`` gives, as it gives them."""
    return {
        "findings": {finding["rule"]: (finding["status"], finding["clause"]) for finding in verdict["findings"]},
        "materials": [(item["key"], item["clause"], item["copies"]) for item in verdict["materials"]],
        "residual": [item["clause"] for item in verdict["residual"]],
        **{name: verdict[name] for name in ("outcome", "title", "earliest", "round", "next")},
    }


def expected(name: str, answers: dict[str, Any], cutoff: date | None = None) -> dict[str, Any]:
    """Of complete answers; no round is known after either notice's own."""
    said = Said(name, answers, cutoff)
    return {
        "findings": said.findings,
        "materials": said.materials(),
        "residual": said.residual(),
        "outcome": said.outcome,
        "title": said.title,
        "earliest": said.earliest and said.earliest.isoformat(),
        "round": None,
        "next": [],
    }

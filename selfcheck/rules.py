"""The rules: one function per rule, named after it, from a notice and an applicant's answers to a finding.

Rules hold no wording: a finding names its sentence in ``words.json`` and the values in it. The contract, section 3,
says how each rule reads the notice.
"""

from collections.abc import Callable
from datetime import date

from .answers import TYPE_CHECKING, Answers, JsonObject
from .dates import add_months, day_before
from .levels import LEVEL, Level, level_of
from .notice import Notice, Requirement

if TYPE_CHECKING:
    from typing import Protocol

    class Rule(Protocol):
        """A function marked with the answers it reads."""

        __name__: str
        reads: tuple[str, ...]

        def __call__(self, notice: Notice, answers: Answers) -> "Finding | None": ...


MET, UNMET, NOT_YET = "met", "unmet", "not_yet"
REFER, UNKNOWN, NOT_APPLICABLE = "refer", "unknown", "not_applicable"

OUTCOMES = ("eligible", "not_yet", "refer", "ineligible")
RANKS = {MET: 0, NOT_APPLICABLE: 0, NOT_YET: 1, REFER: 2, UNMET: 3}
"""The outcome a finding leads to by itself, as an index into ``OUTCOMES``; the highest prevails."""

TITLE_RULES = ("school", "education", "completion", "cohort")
"""The rules that must be met before there is a title."""


class Finding:
    """What one rule found; ``needs``: the open answers it waits for; ``values`` fill its sentence."""

    __slots__ = ("clause", "either", "needs", "quote", "reason", "rule", "status", "values")

    def __init__(
        self,
        rule: str,
        status: str,
        requirement: Requirement | None,
        reason: str,
        needs: tuple[str, ...] = (),
        /,
        **values: object,
    ) -> None:
        self.rule = rule
        self.status = status
        self.clause: str | None = requirement["clause"] if requirement else None
        self.quote: str | None = requirement["quote"] if requirement else None
        self.either = requirement is not None and "either" in requirement
        self.reason = reason
        self.needs = needs
        self.values: JsonObject = values


def reads(*keys: str) -> "Callable[[Callable[[Notice, Answers], Finding | None]], Rule]":
    """Marks a rule with the answers its finding can depend on, as ``rule.reads``."""

    def mark(rule: Callable[[Notice, Answers], Finding | None]) -> "Rule":
        rule.reads = keys  # type: ignore[attr-defined]  # a function has not what makes it a rule until here
        return rule  # type: ignore[return-value]

    return mark


def left_open(notice: Notice, finding: Finding) -> Finding:
    """The finding itself, changed to ``refer`` if an alternative or an amendment of the clause leaves it open."""
    if finding.status in (UNMET, NOT_YET) and finding.either:
        finding.status, finding.reason = REFER, "either"
    elif finding.clause in notice.amended and finding.status in (MET, UNMET, NOT_YET):
        finding.status, finding.reason = REFER, "amended"
        finding.values = {"title": notice.amended[finding.clause]}
    return finding


@reads("affiliation", "origin")
def affiliation(notice: Notice, answers: Answers) -> Finding | None:
    """Met by a clause that admits the applicant's affiliation, for any origin or for the applicant's."""
    routes = notice.all("affiliation")
    if not routes:
        return None
    place, origin = answers["affiliation"], answers["origin"]
    if place is None:
        return _unknown("affiliation", routes[0], "affiliation")
    admitting = [route for route in routes if place in route["admits"]]
    # A clause that names the origin is written for such an applicant.
    for route in sorted(admitting, key=lambda route: "origins" not in route):
        if "origins" not in route or origin in route["origins"]:
            return Finding("affiliation", MET, route, "met", affiliation=notice.affiliations[place])
    if admitting and origin is None:
        return _unknown("affiliation", admitting[0], "origin")
    reason, other = _admitted_elsewhere(notice, place, origin)
    # Cite the clause that names the applicant's origin, else the first.
    cited = next((route for route in routes if origin in route.get("origins", ())), routes[0])
    return Finding("affiliation", UNMET, cited, reason, affiliation=notice.affiliations[place], **other)


def _admitted_elsewhere(notice: Notice, place: str, origin: str | None) -> tuple[str, JsonObject]:
    """The finding's reason, and title and id of a notice that admits the applicant, if there is one."""
    admitting = [route for route in notice.elsewhere if place in route["admits"]]
    for route in admitting:
        if "origins" not in route or origin in route["origins"]:
            return "unmet_elsewhere", {"other": route["title"], "elsewhere": route["notice"]}
    if origin is None and admitting:
        return "unmet_elsewhere_some", {"other": admitting[0]["title"], "elsewhere": admitting[0]["notice"]}
    return "unmet", {}


@reads("affiliation", "origin", "contract")
def contract(notice: Notice, answers: Answers) -> Finding | None:
    """Those the clause names need a contract."""
    requirement = notice.first("contract")
    if requirement is None:
        return None
    place, origin, held = answers["affiliation"], answers["origin"], answers["contract"]
    applies = _both(
        None if place is None else place in requirement["of"],
        None if origin is None else origin in requirement["origins"],
    )
    if applies is False:
        return Finding("contract", NOT_APPLICABLE, requirement, "not_applicable")
    if held is True:
        return Finding("contract", MET, requirement, "met")
    if applies is None or held is None:
        return _open("contract", requirement, answers, "affiliation", "origin", "contract")
    return Finding("contract", UNMET, requirement, "unmet")


@reads("status")
def status(notice: Notice, answers: Answers) -> Finding | None:
    """People with an excluded status, such as civil servants and retirees, may not apply."""
    requirement = notice.first("status")
    if requirement is None:
        return None
    if answers["status"] is None:
        return _unknown("status", requirement, "status")
    if answers["status"] in requirement["excludes"]:
        return Finding("status", UNMET, requirement, "unmet", status=answers["status"])
    return Finding("status", MET, requirement, "met", status=answers["status"])


@reads("sanctioned")
def sanction(notice: Notice, answers: Answers) -> Finding | None:
    """Nobody may apply while a sanction is in effect."""
    return _flag(notice, answers, "sanction", "sanctioned", good=False)


@reads("origin", "foreign_document")
def foreign_document(notice: Notice, answers: Answers) -> Finding | None:
    """Foreign nationals need one of the documents the notice lists."""
    requirement = notice.first("foreign_document")
    if requirement is None:
        return None
    if answers["origin"] is None:
        return _open("foreign_document", requirement, answers, "origin")
    if answers["origin"] != "foreign":
        return Finding("foreign_document", NOT_APPLICABLE, requirement, "not_applicable", origin=answers["origin"])
    if answers["foreign_document"] is None:
        return _unknown("foreign_document", requirement, "foreign_document")
    if answers["foreign_document"] in requirement["accepts"]:
        held = [answers["foreign_document"]]
        return Finding("foreign_document", MET, requirement, "met", foreign_document=held)
    return Finding("foreign_document", UNMET, requirement, "unmet", accepts=requirement["accepts"])


@reads("series", *LEVEL)
def series(notice: Notice, answers: Answers) -> Finding | None:
    """No initial determination for titles that an examination or another procedure covers instead."""
    requirements = notice.all("series")
    if not requirements:
        return None
    chosen = answers["series"]
    if chosen is None:
        return _unknown("series", requirements[0], "series")
    for requirement in requirements:
        if chosen in requirement.get("open", {}).get("series", ()):
            return Finding("series", REFER, requirement, "refer", words=requirement["open"]["words"], series=chosen)
        if chosen in requirement["excludes"]:
            return _excluded_series(notice, answers, requirement, chosen)
    return Finding("series", MET, requirements[0], "met", series=chosen)


def _excluded_series(notice: Notice, answers: Answers, requirement: Requirement, chosen: str) -> Finding:
    if len(requirement["titles"]) == 3:
        return Finding("series", UNMET, requirement, "unmet", series=chosen)
    level = level_of(notice, answers)
    if level.state == "unknown":
        return _open("series", requirement, answers, *level.needs)
    if level.state == "known":
        replaced = level.title in requirement["titles"]
        reason = "unmet_titles" if replaced else "met_titles"
        return Finding("series", UNMET if replaced else MET, requirement, reason, series=chosen, title=level.title)
    if level.state == "open":
        return Finding("series", REFER, requirement, "refer_titles", series=chosen)
    return Finding("series", NOT_APPLICABLE, requirement, "not_applicable", series=chosen)


@reads("series", "education_year", "field_matches")
def cohort(notice: Notice, answers: Answers) -> Finding | None:
    """Recent education, or education in another field, falls under the notice; the rest is in transition."""
    requirement = notice.first("cohort")
    if requirement is None:
        return None
    if answers["series"] is None:
        return _open("cohort", requirement, answers, "series")
    if _has_own_conditions(notice, requirement, answers["series"]):
        words = requirement["own_conditions_words"]
        return Finding("cohort", REFER, requirement, "refer_own", words=words, series=answers["series"])
    year, matches = answers["education_year"], answers["field_matches"]
    from_year = requirement["from_year"]
    if year is not None and year >= from_year:
        return Finding("cohort", MET, requirement, "met_year", year=year, from_year=from_year)
    if matches is False:
        return Finding("cohort", MET, requirement, "met_field")
    if year is None or matches is None:
        return _open("cohort", requirement, answers, "education_year", "field_matches")
    return Finding("cohort", REFER, notice.first("transition") or requirement, "refer_transition", year=year)


def _has_own_conditions(notice: Notice, requirement: Requirement, chosen: str) -> bool:
    needs_access = any(chosen in access["series"] for access in notice.all("access"))
    return chosen in requirement["own_conditions"] or (requirement["access_series_too"] and needs_access)


@reads(*LEVEL)
def education(notice: Notice, answers: Answers) -> Finding | None:
    """The education leads to a title, directly or as other education it counts as."""
    if notice.first("education") is None:
        return None
    level = level_of(notice, answers)
    held = answers["education"]
    if held is None:
        return _unknown("education", notice.first("education"), "education")
    if level.education == REFER:
        return Finding("education", REFER, level.requirement, "refer", education=held, words=level.words)
    if level.education == UNMET:
        return Finding("education", UNMET, level.requirement, "unmet", education=held)
    if level.state != "known":
        return Finding("education", MET, level.requirement, "met", education=held)
    counted = level.counted_as
    reason = "met_title" if counted == held else "met_counted"
    return Finding("education", MET, level.source, reason, education=held, counted=counted, title=level.title)


@reads("school")
def school(notice: Notice, answers: Answers) -> Finding | None:
    """The notice recognises the school, rejects it, or is silent."""
    requirement = notice.first("school")
    if requirement is None:
        return None
    chosen = answers["school"]
    if chosen is None:
        return _unknown("school", requirement, "school")
    if chosen in requirement["recognises"]:
        return Finding("school", MET, requirement, "met", school=chosen)
    if chosen in requirement["rejects"]:
        return Finding("school", UNMET, requirement, "unmet", school=chosen)
    return Finding("school", REFER, None, "refer", school=chosen)


@reads(*LEVEL)
def completion(notice: Notice, answers: Answers) -> Finding | None:
    """Finishing without a diploma lowers some education by one level; a training certificate does not count."""
    lowering, rejecting = _completion_requirements(notice)
    if lowering is None and rejecting is None:
        return None
    how, held = answers["completion"], answers["education"]
    if how is None:
        return _unknown("completion", lowering or rejecting, "completion")
    if how == "graduated":
        return Finding("completion", MET, lowering or rejecting, "met")
    if rejecting and how in rejecting["rejects"]:
        return Finding("completion", UNMET, rejecting, f"unmet_{how}")
    if lowering is None:
        return Finding("completion", REFER, None, "refer_silent")
    if held is None:
        return _unknown("completion", lowering, "education")
    lowered = lowering["lowers"].get(held)
    if lowered is None:
        return Finding("completion", REFER, lowering, "refer", education=held, words=lowering["words"])
    return Finding("completion", MET, lowering, "met_lowered", education=held, counted=lowered)


def _completion_requirements(notice: Notice) -> tuple[Requirement | None, Requirement | None]:
    found = notice.all("completion")
    lowering = next((requirement for requirement in found if requirement.get("lowers")), None)
    rejecting = next((requirement for requirement in found if requirement.get("rejects")), None)
    return lowering, rejecting


@reads(*LEVEL, "post_since")
def probation(notice: Notice, answers: Answers) -> Finding | None:
    """Time in the post up to the cut-off, for levels that require it.

    The notice does not say whether the first day counts: time complete only with that day is left open.
    """
    if notice.first("probation") is None:
        return None
    level = level_of(notice, answers)
    if level.state == "unknown":
        return _open("probation", notice.first("probation"), answers, *level.needs, "post_since")
    if level.state == "open":
        return Finding("probation", REFER, notice.first("probation"), "refer_level")
    if level.state == "none":
        return Finding("probation", NOT_APPLICABLE, notice.first("probation"), "not_applicable")
    requirement = _probation_of(notice, level)
    if requirement is None:
        return Finding("probation", NOT_APPLICABLE, level.requirement, "not_applicable_level", title=level.title)
    since = answers["post_since"]
    if since is None:
        return _unknown("probation", requirement, "post_since")
    complete = add_months(since, requirement["months"])
    values = {"since": since, "complete": complete, "cutoff": notice.cutoff, "months": requirement["months"]}
    if notice.opening.cutoff_clause in notice.amended:
        by = notice.amended[notice.opening.cutoff_clause]
        return Finding("probation", REFER, requirement, "amended_cutoff", title=by)
    status = time_in_post(complete, notice.cutoff)
    return Finding("probation", status, requirement, status, **values)


def time_in_post(complete: date, cutoff: date) -> str:
    """The status at the cut-off of time that is complete on ``complete``, not counting the first day."""
    if complete <= cutoff:
        return MET
    return REFER if day_before(complete) == cutoff else NOT_YET


def _probation_of(notice: Notice, level: Level) -> Requirement | None:
    """The level's clause's probation for what the applicant's education counts as; None where there is none."""
    clause = level.requirement and level.requirement["clause"]
    for requirement in notice.all("probation"):
        of = requirement.get("of", (level.counted_as,))
        if requirement["clause"] == clause and level.counted_as in of:
            return requirement
    return None


@reads("assessments")
def assessment(notice: Notice, answers: Answers) -> Finding | None:
    """Every annual assessment is "qualified" or better."""
    return _flag(notice, answers, "assessment", "assessments", good=True)


@reads("working_since", "courses")
def continuing_education(notice: Notice, answers: Answers) -> Finding | None:
    """A public course passed in every calendar year since starting work, up to the year before the cut-off's.

    The notice does not say whether the year of the cut-off counts; it matters only when no other year is missing.
    """
    requirement = notice.first("continuing_education")
    if requirement is None:
        return None
    since, passed = answers["working_since"], answers["courses"]
    last = notice.cutoff.year
    if "courses_per_year" not in requirement:
        return Finding("continuing_education", REFER, requirement, "refer_hours", hours=requirement["hours_per_year"])
    if since is None or (passed is None and since.year <= last):
        return _open("continuing_education", requirement, answers, "working_since", "courses")
    first = max(since.year, requirement.get("not_before") or since.year)
    if first > last:
        return Finding("continuing_education", NOT_APPLICABLE, requirement, "not_applicable", cutoff=notice.cutoff)
    missing = [year for year in range(first, last) if year not in passed]
    if missing:
        return Finding("continuing_education", UNMET, requirement, "unmet", first=first, years=missing)
    if last not in passed:
        return Finding("continuing_education", REFER, requirement, "refer", year=last, cutoff=notice.cutoff)
    return Finding("continuing_education", MET, requirement, "met", first=first, last=last)


@reads("series", "access_qualification")
def access(notice: Notice, answers: Answers) -> Finding | None:
    """Some series need the qualification their occupation requires."""
    requirement = notice.first("access")
    if requirement is None:
        return None
    chosen, held = answers["series"], answers["access_qualification"]
    if chosen is None:
        return _open("access", requirement, answers, "series")
    if chosen not in requirement["series"]:
        return Finding("access", NOT_APPLICABLE, requirement, "not_applicable", series=chosen)
    if held is None:
        return _unknown("access", requirement, "access_qualification")
    return Finding("access", MET if held else UNMET, requirement, "met" if held else "unmet", series=chosen)


RULES: "tuple[Rule, ...]" = (
    affiliation,
    contract,
    status,
    sanction,
    foreign_document,
    series,
    cohort,
    education,
    school,
    completion,
    probation,
    assessment,
    continuing_education,
    access,
)


def _flag(notice: Notice, answers: Answers, kind: str, key: str, good: bool) -> Finding | None:
    """A requirement decided by one yes or no."""
    requirement = notice.first(kind)
    if requirement is None:
        return None
    if answers[key] is None:
        return _unknown(kind, requirement, key)
    met = answers[key] is good
    return Finding(kind, MET if met else UNMET, requirement, "met" if met else "unmet")


def _unknown(rule: str, requirement: Requirement | None, key: str) -> Finding:
    return Finding(rule, UNKNOWN, requirement, "unknown", (key,))


def _open(rule: str, requirement: Requirement | None, answers: Answers, *keys: str) -> Finding:
    """Undecided: waits for the open ones of ``keys``."""
    return Finding(rule, UNKNOWN, requirement, "unknown", tuple(key for key in keys if answers[key] is None))


def _both(a: bool | None, b: bool | None) -> bool | None:
    """``a`` and ``b`` in three-valued logic; None is unknown."""
    if a is False or b is False:
        return False
    return None if a is None or b is None else True

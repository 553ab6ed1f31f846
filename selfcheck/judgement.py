"""What the rules find about an applicant, not yet in words: findings, outcome, title and what is still open."""

from .answers import TYPE_CHECKING, Answers
from .completions import decide, look_ahead
from .levels import Level, level_of
from .notice import Notice
from .rules import MET, NOT_YET, OUTCOMES, RANKS, RULES, TITLE_RULES, UNKNOWN, UNMET, Finding, left_open

if TYPE_CHECKING:
    from datetime import date

    from .rules import Rule


class Judgement:
    """``shares``: the open answers that can change outcome or title (see ``look_ahead``).

    ``earliest``: the day the missing time is complete, or None.
    """

    __slots__ = ("earliest", "findings", "level", "outcome", "shares", "title")

    def __init__(self, notice: Notice, answers: Answers) -> None:
        self.findings = [found for rule in RULES if (found := _find(notice, answers, rule)) is not None]
        self.level = level_of(notice, answers)
        self.outcome, self.shares = _outcome(notice, answers, self.findings, self.level)
        self.title = _title(self.findings, self.outcome, self.level)
        waiting = (finding for finding in self.findings if finding.status == NOT_YET)
        self.earliest: date | None = next((finding.values["complete"] for finding in waiting), None)

    def with_status(self, status: str | None) -> list[Finding]:
        """The findings with this status."""
        return [finding for finding in self.findings if finding.status == status]


def _find(notice: Notice, answers: Answers, rule: "Rule") -> Finding | None:
    """The rule's finding, or None; it waits only if the open answers make a difference to it."""
    finding = rule(notice, answers)
    if finding is None or finding.status != UNKNOWN:
        return finding and left_open(notice, finding)
    return decide(notice, answers, rule, finding)


def _outcome(notice: Notice, answers: Answers, findings: list[Finding], level: Level) -> tuple[str, dict[str, float]]:
    """The outcome, and the shares by which open answers settle it (see ``look_ahead``)."""
    statuses = {finding.status for finding in findings}
    if UNMET in statuses or (UNKNOWN not in statuses and level.state != "unknown"):
        return OUTCOMES[max((RANKS[status] for status in statuses - {UNKNOWN}), default=0)], {}
    outcomes, shares = look_ahead(notice, answers)
    return outcomes.pop() if len(outcomes) == 1 else "incomplete", shares


def _title(findings: list[Finding], outcome: str, level: Level) -> str | None:
    settled = all(finding.status == MET for finding in findings if finding.rule in TITLE_RULES)
    return level.title if settled and outcome != "ineligible" and level.state == "known" else None

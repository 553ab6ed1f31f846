"""What the rules find about an applicant, not yet in words: findings, outcome, title and what is still open."""

from collections.abc import Iterable

from .answers import TYPE_CHECKING, Answers
from .completions import Ahead, decide, look_ahead
from .forms import NOT_YET, REFER, UNKNOWN, UNMET
from .rules import OUTCOMES, RANKS, Finding

if TYPE_CHECKING:
    from datetime import date

    from .levels import Level
    from .notice import Notice

INCOMPLETE = "incomplete"


class Route:
    """One row of the level table with what all rules find about an applicant who applies by it.

    ``title`` is None where a rule that must be met for a title is not; ``earliest`` is the day on which the missing
    time is complete, or None; ``complete`` also where the notice leaves open whether it is.
    """

    __slots__ = ("complete", "earliest", "findings", "level", "rank", "settled", "title")

    def __init__(self, findings: list[Finding], level: "Level") -> None:
        self.findings = findings
        self.level = level
        statuses = {finding.status for finding in findings}
        self.rank = max([RANKS[status] for status in statuses if status != UNKNOWN], default=0)
        self.settled = UNMET in statuses or (UNKNOWN not in statuses and level.state != "unknown")
        titled = all([finding.leaves_title for finding in findings])
        self.title: str | None = level.title if titled else None
        self.earliest = self.complete = None
        if NOT_YET in statuses or REFER in statuses:
            self.earliest = _last_day(finding for finding in findings if finding.status == NOT_YET)
            self.complete = _last_day(finding for finding in findings if finding.status in (NOT_YET, REFER))


def _last_day(findings: "Iterable[Finding]") -> "date | None":
    """The last day on which a time that these findings measure is complete."""
    return max([finding.values["by"] for finding in findings if "by" in finding.values], default=None)


class Judgement:
    """The judgement on one applicant, by the best of the rows of the level table that are open to the applicant.

    ``routes`` are all of them in document order, ``route`` the best; ``shares`` the open answers that can change
    outcome or title (see ``Ahead``).
    """

    __slots__ = ("_ahead", "_heights", "outcome", "route", "routes", "shares", "title")

    def __init__(self, notice: "Notice", answers: Answers) -> None:
        self._heights = notice.heights
        self.routes = _routes(notice, answers)
        refused = all([route.rank == RANKS[UNMET] for route in self.routes])
        settled = refused or all([route.settled for route in self.routes])
        self._ahead: Ahead | None = None if settled else look_ahead(notice, answers)
        self.route = min(self.routes, key=self._place) if len(self.routes) > 1 else self.routes[0]
        self.shares = self._ahead.shares if self._ahead else {}
        self.outcome = self._outcome()
        self.title = self._title()
        if self._ahead and self.title:
            # While answers are open, the row of the title that is sure speaks.
            self.route = min((route for route in self.routes if route.title == self.title), key=self._place)

    def _place(self, route: Route) -> tuple[object, ...]:
        """The best outcome first, then the earliest where only time is missing, then the highest title."""
        own = [other for other in self.routes if other.level.title == route.level.title]
        first = self._first_day(own) if route.rank == RANKS[NOT_YET] else None
        waits = (first.toordinal() if first else 0), -self._heights.get(route.title or "", -1)
        return route.rank, not route.settled, *waits, route.complete.toordinal() if first and route.complete else 0

    def _outcome(self) -> str:
        if not self._ahead:
            return OUTCOMES[self.route.rank]
        ranks = {end.rank for end in self._ahead.ends}
        return OUTCOMES[ranks.pop()] if len(ranks) == 1 else INCOMPLETE

    def _title(self) -> str | None:
        """The title of the best row; while answers are open, the highest that no answer can lower."""
        if self.outcome == "ineligible":
            return None
        if not self._ahead:
            return self.route.title
        own = {route.title for route in self.routes}
        if None in own or len(own) == 1:
            return None if None in own else own.pop()
        reached = {end.title for end in self._ahead.ends if end.rank < RANKS[UNMET]}
        return min(reached & own, key=lambda title: self._heights[title or ""], default=None)

    @property
    def findings(self) -> list[Finding]:
        """The findings on the best row."""
        return self.route.findings

    @property
    def row_clause(self) -> str | None:
        """The clause of the row by which the applicant comes to the title, once no open answer can change it."""
        if not self._ahead:
            return self.route.level.row["clause"] if self.title and self.route.level.row else None
        reached = {end.clause if end.title else None for end in self._ahead.ends if end.rank < RANKS[UNMET]}
        return reached.pop() if len(reached) == 1 else None

    @property
    def earliest(self) -> "date | None":
        """Where the best row waits for time, the first day on which a row of its title is complete; else None."""
        if self.route.earliest is None:
            return None
        return self._first_day([route for route in self.routes if route.level.title == self.route.level.title])

    def _first_day(self, routes: list[Route]) -> "date | None":
        if not any(route.earliest for route in routes):
            return None
        open_ones = [route for route in routes if route.rank < RANKS[UNMET]] or routes
        return min((route.complete for route in open_ones if route.complete), default=None)

    @property
    def titles(self) -> "list[tuple[str, Route, str, date | None]]":
        """Each title open to the applicant's education, highest first: best row, outcome and earliest day."""
        found: list[tuple[str, Route, str, date | None]] = []
        for title in sorted({r.level.title for r in self.routes if r.level.title}, key=self._heights.__getitem__):
            own = [route for route in self.routes if route.level.title == title]
            best = min(own, key=self._place)
            outcome = self._outcome_of(title, own, best)
            found.insert(0, (title, best, outcome, self._first_day(own) if outcome == "not_yet" else None))
        return found

    def _outcome_of(self, title: str, own: list[Route], best: Route) -> str:
        if all(route.settled for route in own) or (best.settled and best.rank == 0):
            return OUTCOMES[best.rank]
        ranks = {end.ranks.get(title, RANKS[UNMET]) for end in self._ahead.ends} if self._ahead else {RANKS[UNMET]}
        return OUTCOMES[ranks.pop()] if len(ranks) == 1 else INCOMPLETE

    def with_status(self, status: str | None) -> list[Finding]:
        """The findings with this status."""
        return [finding for finding in self.findings if finding.status == status]


def _routes(notice: "Notice", answers: Answers) -> list[Route]:
    """A route for each row that is open to the applicant; else one that has none."""
    first, *others = notice.levels(answers)
    found = [decide(notice, answers, rule, first) for rule in notice.rules]
    return [
        Route(found, first),
        *(
            Route([decide(notice, answers, f.rule, level) if f.rule.by_row else f for f in found], level)
            for level in others
        ),
    ]

"""A notice as the rules need it, read from its published JSON."""

from datetime import date

from .answers import TYPE_CHECKING, Answers, InputError, Json, JsonObject, Question, shown
from .forms import read_condition
from .levels import NO_TABLE, Level, LevelTable
from .opening import Opening
from .rules import Binder, Finding, Rule, join_alternatives, left_open
from .shape import check_shape
from .words import item_words

if TYPE_CHECKING:
    from .diagram import Space
    from .levels import Counts

MOST_FINDINGS = 4096
"""How many findings of a notice in one round are kept."""

MOST_ROUNDS = 16
"""How many rounds and days of a notice are kept, those that are only supposed included."""

type Requirement = JsonObject
"""A requirement as published: ``kind``, ``clause``, ``quote`` and its kind's parameters."""


class Material:
    """An item to hand in, as verdicts have it, and the answers ``when`` it is asked for."""

    __slots__ = ("told", "when")

    def __init__(self, published: JsonObject) -> None:
        self.told = {name: published.get(name) for name in ("key", "clause", "copies")}
        self.told |= {"amended_by": published["amended_by"]} if "amended_by" in published else {}
        self.told |= item_words(published)
        self.when: dict[str, list[Json]] = published.get("when", {})


class Notice:
    """What a notice asks and requires in one of its rounds, and what the verdict shows beside it.

    ``clauses`` has the text of those that its requirements stand on; ``later`` is the id of the jurisdiction's latest
    notice, if that is not this one; ``titles`` are the register's titles with their words, lowest first, and
    ``heights`` their places there; ``order`` says where each question comes when it is asked. ``found`` keeps findings
    and ``space`` what they can lead to; ``others`` keeps this notice in other rounds and on other days.
    """

    def __init__(self, published: JsonObject) -> None:
        self.id: str = published["id"]
        self.issued = date.fromisoformat(published["issued"])
        self.titles: dict[str, JsonObject] = {title["id"]: title for title in published["titles"]}
        self.heights = {title: at for at, title in enumerate(self.titles)}
        self.questions = {question["id"]: Question(question) for question in published["questions"]}
        groups = {group: at for at, group in enumerate(dict.fromkeys(q.group for q in self.questions.values()))}
        self.order = {key: (groups[question.group], question.depth) for key, question in self.questions.items()}
        self.materials = [Material(item) for item in published["materials"]]
        self.elsewhere: list[JsonObject] = published["elsewhere"]
        self.amended: dict[str, JsonObject] = {
            change["clause"]: change["by_title"] for change in published["amended_by"]
        }
        self.later = _latest_after(self.id, [str(entry["notice"]) for entry in published["rounds"]])
        rounds = [entry for entry in published["rounds"] if "cutoff" in entry]
        self.rounds = sorted((date.fromisoformat(entry["cutoff"]), str(entry["notice"])) for entry in rounds)
        stated = {str(requirement["clause"]) for requirement in published["requirements"]}
        self.clauses: dict[str, dict[str, str]] = {
            clause["id"]: {language: clause[language] for language in ("zh", "en")}
            for clause in published["clauses"]
            if clause["id"] in stated
        }
        self.stated: dict[str, list[Requirement]] = {}
        for requirement in published["requirements"]:
            self.stated.setdefault(requirement["kind"], []).append(requirement)
        kinds: dict[str, JsonObject] = {kind["id"]: kind for kind in published["kinds"]}
        try:
            self.table, self.rules = self._bind(kinds)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as error:
            if isinstance(error, InputError):
                raise InputError(f"notice.requirements: {error}") from None
            raise InputError(f"notice.kinds: expected cases of the closed forms, found {shown(str(error))}") from None
        self.openings = [self._opening(opening) for opening in published["openings"]]
        levels = {row["clause"] for row in self.table.rows} if self.table else set()
        self.residual = [
            ({name: item[name] for name in ("clause", "zh", "en")}, item["clause"] in levels)
            for item in published["residual"]
        ]
        # Until a day is given, as on the day of issue.
        self.opening = self.openings[-1].on(self.issued, self.issued)
        self.found: dict[tuple[object, ...], Finding] = {}
        self.space: Space | None = None
        self.others: dict[tuple[object, ...], Notice] = {self.opening.days: self}

    def _bind(self, kinds: dict[str, JsonObject]) -> tuple[LevelTable | None, tuple[Rule, ...]]:
        """The level table and the rules of the kinds that are stated."""
        rows = [row for kind in kinds.values() if kind.get("table") for row in self.stated.get(kind["id"], ())]
        leading = next((kind for kind in kinds.values() if kind.get("table") and self.stated.get(kind["id"])), None)
        titles = frozenset(row[leading["table"]["title"][1:]] for row in rows) if leading else frozenset(self.titles)
        binder = Binder(self.stated, self.elsewhere, titles, self.questions)
        table = None
        if leading:
            counts = list(self._counts(kinds, binder))
            table = LevelTable(leading["table"], rows, counts, lambda: binder.scope(leading, None))
        rules = [
            Rule(kind, self.stated[kind["id"]], binder, table)
            for kind in kinds.values()
            if self.stated.get(kind["id"]) and (kind.get("cases") or kind.get("table"))
        ]
        if table:
            table.heed({leaf.key for rule in rules for leaf in rule.leaves})
        join_alternatives(rules)
        return table, tuple(rules)

    def _counts(self, kinds: dict[str, JsonObject], binder: Binder) -> "list[Counts]":
        """What education counts as other education, by requirement, and on which condition."""
        found: list[Counts] = []
        for kind in (kind for kind in kinds.values() if kind.get("counts")):
            written = kind["counts"]
            for requirement in self.stated.get(kind["id"], ()):
                scope = binder.scope(kind, requirement)
                when = read_condition(written["when"], scope) if "when" in written else None
                found.append((requirement, dict(scope.value(written["as"]) or {}), when))
        return found

    def _opening(self, published: JsonObject) -> Opening:
        opening = Opening(published)
        if not (published.get("cutoff") or {}).get("amended_by"):
            # A change that gives no new day leaves every time open that is counted to the old one.
            opening.amended_by = self.amended.get(opening.clause or "")
        return opening

    def find(self, rule: Rule, answers: Answers, level: Level) -> Finding:
        """What the rule finds in this round; ``unknown`` where an open answer may make a difference.

        Findings are kept, since most stay as they are when one answer changes.
        """
        told = [answers[key] for key in rule.tells]
        given = (rule, level if rule.by_level else None, *told)
        found = self.found.get(given)
        if found is None:
            if len(self.found) >= MOST_FINDINGS:
                self.found.clear()
            known = dict(zip(rule.tells, told, strict=True))
            found, *others = [left_open(one(known, level, self.opening), self.amended) for one in (rule, *rule.others)]
            found = self.found[given] = rule.among(found, others)
        return found

    def levels(self, answers: Answers) -> list[Level]:
        """The rows of the level table that are open to the applicant, or one level that says why there is none."""
        return self.table.levels(answers) if self.table else [NO_TABLE]

    def on(self, today: date) -> "Notice":
        """This notice in its first round not closed on ``today``, else in its last; time counts as on that day."""
        day = today.isoformat()
        opening = next((opening for opening in self.openings if day <= opening.last_day), self.openings[-1])
        return self._with(opening.on(today, self.issued))

    def until(self, cutoff: date) -> "Notice":
        """This notice with time counted to another day: its conditions in such a round."""
        return self._with(self.opening.moved_to(cutoff, cutoff))

    def round_from(self, earliest: date | None) -> str | None:
        """The id of the jurisdiction's first notice with a cut-off on or after ``earliest``, or None."""
        if earliest is None:
            return None
        return next((notice_id for cutoff, notice_id in self.rounds if cutoff >= earliest), None)

    def cutoff_from(self, earliest: date) -> date:
        """The jurisdiction's first cut-off on or after ``earliest``; ``earliest`` itself where there is none."""
        return next((cutoff for cutoff, _ in self.rounds if cutoff >= earliest), earliest)

    def _with(self, opening: Opening) -> "Notice":
        known = self.others.get(opening.days)
        if known is None:
            known = object.__new__(Notice)
            known.__dict__.update(self.__dict__, opening=opening, found={}, space=None)
            if len(self.others) >= MOST_ROUNDS:
                self.others.clear()
            self.others[opening.days] = known
        return known


def _latest_after(own: str, known: list[str]) -> str | None:
    """The last of a jurisdiction's notices that are ``known``, earliest first; None where that is its ``own``."""
    return known[-1] if own in known and known[-1] != own else None


def read_notice(published: "Json | Notice") -> Notice:
    """The notice in ``published``, the object of ``/notices/<id>.json`` or one already read; raises ``InputError``."""
    if isinstance(published, Notice):
        return published
    check_shape(published)
    return Notice(published)

"""The rules of a notice: its requirements of one kind, judged together as the kind's cases say.

A kind is data. Its cases are tried in order, a case that names parameters for each requirement of the kind in document
order, and the first that holds decides. A case gives a status, or has a measure find it. A finding names its sentence;
``words`` fills it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from .answers import TYPE_CHECKING, Answers, InputError, Json, JsonObject, shown
from .forms import (
    MEASURES,
    MET,
    NOT_APPLICABLE,
    NOT_YET,
    REFER,
    UNKNOWN,
    UNMET,
    Condition,
    Leaf,
    Measure,
    Scope,
    read_condition,
)
from .levels import Level, LevelTable

if TYPE_CHECKING:
    from .answers import Questions
    from .opening import Opening

NAMED = re.compile(r"{(\w+)}")
NOTHING: frozenset[str] = frozenset()
OF_LEVEL = ("title", "counted")
"""What sentences can name of the applicant's row."""

OUTCOMES = ("eligible", "not_yet", "refer", "ineligible")
RANKS = {MET: 0, NOT_APPLICABLE: 0, NOT_YET: 1, REFER: 2, UNMET: 3}
"""The outcome a finding leads to by itself, as an index into ``OUTCOMES``; the highest prevails."""


class Finding:
    """What one rule found; ``say`` names its sentence, and ``values`` fill it beside the answers and the requirement.

    ``elsewhere`` is a requirement of another notice that meets the applicant, or None. Kept with it, once asked for:
    ``agreed``, of one that waits, what all completions agree on, and ``told``, the finding as verdicts have it.
    """

    __slots__ = (
        "agreed",
        "answers",
        "clause",
        "elsewhere",
        "level",
        "quote",
        "requirement",
        "rule",
        "say",
        "status",
        "told",
        "values",
    )

    def __init__(
        self,
        rule: "Rule",
        status: str,
        say: str,
        requirement: JsonObject | None,
        answers: Answers,
        level: Level,
        values: JsonObject | None = None,
    ) -> None:
        self.rule = rule
        self.status = status
        self.say = say
        self.requirement = requirement
        self.clause: str | None = requirement["clause"] if requirement else None
        self.quote: str | None = requirement["quote"] if requirement else None
        self.answers = answers
        self.level = level
        self.values = values or {}
        self.elsewhere: JsonObject | None = None
        self.agreed: Finding | None = None
        self.told: JsonObject | None = None

    @property
    def named(self) -> frozenset[str]:
        """What its sentence names."""
        return self.rule.named.get(self.say, NOTHING)

    @property
    def mark(self) -> Json:
        """The mark that its requirement shares with the conditions of which one is enough, or None."""
        return self.requirement.get("either") if self.requirement and not self.rule.table else None

    @property
    def leaves_title(self) -> bool:
        """Whether a title can be given in spite of it: its rule gives none, or is met, or another is in its place."""
        return not self.rule.for_title or self.status == MET or self.say == "either_met"

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among conditions of which one is enough, the best first."""
        by: date | None = self.values.get("by") if self.status == NOT_YET else None
        return RANKS[self.status], by.toordinal() if by else 0


class Case:
    """A case of a kind, bound to one requirement.

    ``anyway``: it decides although an earlier case is still open. ``unsure`` names its sentence while it is open
    itself: its status then holds either way. ``cites`` are requirements with the condition on which each is cited.
    """

    __slots__ = ("anyway", "cites", "elsewhere", "measure", "requirement", "say", "status", "unsure", "when")

    def __init__(self, written: JsonObject, requirement: JsonObject | None, scope: Scope) -> None:
        self.requirement = requirement
        self.when: Condition | None = read_condition(written["when"], scope) if "when" in written else None
        self.status: str = written.get("status") or ""
        if self.status not in (*RANKS, "") or bool(self.status) is any(name in written for name in MEASURES):
            raise InputError(f"expected a status or a measure, found {shown(written.get('status') or written)}")
        self.say: str = written.get("say") or self.status
        self.unsure: str | None = written.get("unsure")
        self.anyway: bool = written.get("anyway", False)
        self.elsewhere = scope.elsewhere if "elsewhere" in written.get("when", ()) else []
        self.cites: list[tuple[JsonObject | None, Condition | None]] = []
        name = next((name for name in MEASURES if name in written), None)
        self.measure: Measure | None = MEASURES[name](written[name], scope) if name else None

    @property
    def leaves(self) -> list[Leaf]:
        """Where it reads answers."""
        return [*(self.when.leaves if self.when else ()), *(self.measure.leaves if self.measure else ())]

    @property
    def reads(self) -> tuple[str, ...]:
        """The answers it reads."""
        return (*(self.when.keys if self.when else ()), *(self.measure.reads if self.measure else ()))


class Rule:
    """One kind of requirement in one notice, called with answers, a level and an opening.

    ``reads`` are the answers on which its finding can depend, ``tells`` those and what its sentences name besides.
    ``by_row``: it also depends on the row of the level table, so that an applicant with several rows has a finding for
    each; ``by_level``: at least what it says does. ``for_title``: there is no title unless it is met. ``joint`` are two
    answers that it measures together, if any, by years from ``joint_from`` on. ``others`` are the rules that share a
    mark with it: of their requirements with that mark one is enough.
    """

    def __init__(
        self, kind: JsonObject, requirements: list[JsonObject], binder: "Binder", table: LevelTable | None
    ) -> None:
        self.id: str = kind["id"]
        self.requirements = requirements
        self.sentences: JsonObject = kind["sentences"]
        self.named = {say: frozenset(NAMED.findall(text["zh"] + text["en"])) for say, text in self.sentences.items()}
        self.parameters: JsonObject = kind["parameters"]
        self.for_title: bool = kind.get("for_title", False)
        self.of_row: bool = kind.get("row", False)
        self.table = table if kind.get("table") else None
        self.cases = binder.cases(kind, requirements)
        every = [case for cases in self.cases for case in cases]
        self.by_row = self.of_row or self.table is not None or any(case.when.by_row for case in every if case.when)
        reads = [key for case in every for key in case.reads]
        self.reads = tuple(dict.fromkeys([*reads, *(table.reads if table and self.by_row else ())]))
        cited = [when for case in every for _, when in case.cites if when]
        named = {name for names in self.named.values() for name in names}
        told = (*self.reads, *(key for when in cited for key in when.keys), *sorted(named & binder.questions.keys()))
        self.tells = tuple(dict.fromkeys(told))
        ends = all(any(case.when is None for case in cases) for cases in self.cases)
        levelled = any(when.by_row for when in cited) or not named.isdisjoint(OF_LEVEL)
        self.by_level = self.by_row or not ends or levelled
        joint = next((case.measure for case in every if case.measure and len(case.measure.reads) > 1), None)
        self.joint = joint.reads if joint else ()
        self.joint_from = joint.first_year if joint else None
        self.others: tuple[Rule, ...] = ()
        self.marks = frozenset(one["either"] for one in requirements if "either" in one and not self.table)
        if joint and (self.by_row or not set(self.reads) <= set(self.joint)):
            raise ValueError("every_year beside another condition")

    def among(self, found: Finding, others: Iterable[Finding]) -> Finding:
        """The finding beside those of the ``others``: where one condition is enough, the best of them stands alone."""
        beside = [other for other in others if other.mark == found.mark]
        if found.mark is None or found.status in (MET, NOT_APPLICABLE) or not beside:
            return found
        statuses = [other.status for other in beside]
        status, say = found.status, found.say
        if MET in statuses:
            status, say = NOT_APPLICABLE, "either_met"
        elif UNKNOWN in (found.status, *statuses):
            status = say = UNKNOWN
        elif any(other.place < found.place for other in beside if other.status != NOT_APPLICABLE):
            status, say = NOT_APPLICABLE, "either_other"
        if say == found.say:
            return found
        return Finding(self, status, say, found.requirement, found.answers, found.level)

    def is_alone(self, mark: Json) -> bool:
        """Whether no other requirement has the mark: the alternative is then none that is judged."""
        own = 1 if self.of_row else sum(one.get("either") == mark for one in self.requirements)
        return own == 1 and not any(mark in other.marks for other in self.others)

    @property
    def leaves(self) -> list[Leaf]:
        """Where it reads answers, the level table's aside."""
        return [leaf for cases in self.cases for case in cases for leaf in case.leaves]

    def __call__(self, answers: Answers, level: Level, opening: "Opening") -> Finding:
        """The finding; ``unknown`` where an open answer may make a difference."""
        if self.table:
            return self._by_table(answers, level)
        if not self.of_row:
            return self._decide(self.cases[0], answers, level, opening)
        first = self.requirements[0]
        if level.state == "unknown":
            return Finding(self, UNKNOWN, UNKNOWN, first, answers, level)
        if level.state == "open":
            return Finding(self, REFER, "refer_level", first, answers, level)
        if level.state == "none":
            return Finding(self, NOT_APPLICABLE, NOT_APPLICABLE, first, answers, level)
        at = next((at for at, stated in enumerate(self.requirements) if _binds(stated, level)), len(self.requirements))
        return self._decide(self.cases[at], answers, level, opening)

    def _by_table(self, answers: Answers, level: Level) -> Finding:
        held = level.held
        if held is None or self.table is None:
            return Finding(self, UNKNOWN, UNKNOWN, self.requirements[0], answers, level)
        if level.state != "known" and held == MET and self.table.unsaid:
            # By education alone there would be a row, and nothing in the notice says why there is none.
            if level.state == "unknown":
                return Finding(self, UNKNOWN, UNKNOWN, level.row, answers, level)
            unsaid = {key: answers[key] for key in self.table.unsaid}
            return Finding(self, REFER, "unsaid", None, unsaid, level)
        if level.state != "known":
            return Finding(self, held, held, level.row, answers, level)
        say = "met_title" if level.counted == answers[self.table.key] else "met_counted"
        return Finding(self, MET, say, level.source, answers, level)

    def _decide(self, cases: Sequence[Case], answers: Answers, level: Level, opening: "Opening") -> Finding:
        undecided: list[Case] = []
        for case in cases:
            holds = True if case.when is None else case.when.holds(answers, level, opening)
            if holds is None:
                if case.unsure and not undecided:
                    return self._found(case, case.unsure, answers, level, opening)
                undecided.append(case)
            elif holds and (case.anyway or not undecided):
                return self._found(case, case.say, answers, level, opening)
        if not undecided:
            return Finding(self, NOT_APPLICABLE, "not_applicable_level", level.row, answers, level)
        place = {id(stated): at for at, stated in enumerate(self.requirements)}
        first = min(undecided, key=lambda case: place.get(id(case.requirement), 0)).requirement or self.requirements[0]
        if any(case.when.waits(answers, level, opening) for case in undecided if case.when):
            return Finding(self, UNKNOWN, UNKNOWN, first, answers, level)
        return Finding(self, REFER, "open_day", first, answers, level, opening.day_words)

    def _found(self, case: Case, say: str, answers: Answers, level: Level, opening: "Opening") -> Finding:
        cited = case.requirement or (level.row if self.of_row else self.requirements[0])
        for requirement, when in case.cites:
            if when is None or when.holds(answers, level, opening):
                cited = requirement
                break
        if case.measure:
            measured = case.measure.find(answers, opening)
            # Sentences of its own are named by the status first: not_yet_other_field.
            day = measured.say.removeprefix(measured.status)
            plain = [] if measured.shared else [f"{measured.status}_{case.say}"]
            names = f"{measured.status}_{case.say}{day}", *plain, measured.say
            say = next((name for name in names if name in self.sentences), measured.shared or measured.status)
            return Finding(self, measured.status, say, cited, answers, level, measured.values)
        finding = Finding(self, case.status, say, cited, answers, level)
        wanted = None if say == case.unsure else True
        for other, condition in case.elsewhere:
            if condition.holds(answers, level, opening) is wanted:
                finding.elsewhere = other
                break
        return finding


def _binds(requirement: JsonObject, level: Level) -> bool:
    """Whether the condition of a row is this row's: of its clause and, where stated, of its title and education."""
    return (
        level.row is not None
        and requirement["clause"] == level.row["clause"]
        and requirement.get("title") in (None, level.title)
        and level.counted in (requirement.get("of") or (level.counted,))
    )


class Binder:
    """Binds the cases of kinds to the requirements of one notice.

    ``stated`` has all requirements by kind, ``elsewhere`` those of other notices of the area.
    """

    def __init__(
        self,
        stated: dict[str, list[JsonObject]],
        elsewhere: list[JsonObject],
        titles: frozenset[str],
        questions: "Questions",
    ) -> None:
        self.questions = questions
        self.stated = stated
        self.elsewhere = elsewhere
        self.titles = titles

    def scope(self, kind: JsonObject, requirement: JsonObject | None) -> Scope:
        """What names stand for in a condition of ``kind`` on ``requirement``."""
        return Scope(requirement, kind["parameters"], self.stated, self.titles, self.questions)

    def cases(self, kind: JsonObject, requirements: list[JsonObject]) -> list[list[Case]]:
        """The cases in the order in which they are tried; of a condition of rows, for each requirement and for none."""
        written = kind.get("cases", ())
        if kind.get("row"):
            # What a row does not state is not asked of whoever applies by it.
            return [*([case for one in written for case in self._bound(kind, one, own)] for own in requirements), []]
        return [
            [
                case
                for one in written
                for requirement in (requirements if _is_for_each(one, kind["parameters"]) else requirements[:1])
                for case in self._bound(kind, one, requirement)
            ]
        ]

    def _bound(self, kind: JsonObject, written: JsonObject, requirement: JsonObject | None) -> Iterator[Case]:
        """The case for the requirement, if it is for one that states such parameters."""
        scope = self.scope(kind, requirement)
        if not all(map(scope.has, written.get("given", ()))) or any(map(scope.has, written.get("without", ()))):
            return
        if "elsewhere" in written.get("when", ()):
            scope.elsewhere = list(self._elsewhere(kind))
        try:
            case = Case(written, requirement, scope)
        except InputError as error:
            place = next((at for at, stated in enumerate(self.stated[kind["id"]]) if stated is requirement), None)
            where = f"{kind['id']}[{place}]" if place is not None else str(kind["id"])
            raise InputError(f"{where}: {error}") from None
        cite = written.get("cite")
        if cite == "none":
            case.cites = [(None, None)]
        elif isinstance(cite, str):
            case.cites = [(stated, None) for stated in self.stated.get(cite, ())[:1]]
        elif cite:
            own = self.stated[kind["id"]]
            case.cites = [(stated, read_condition(cite, self.scope(kind, stated))) for stated in own]
            case.requirement = own[0]
        yield case

    def _elsewhere(self, kind: JsonObject) -> Iterator[tuple[JsonObject, Condition]]:
        """The requirements of other notices by which an applicant is met there, with the condition of each."""
        for other in (other for other in self.elsewhere if other["kind"] == kind["id"]):
            scope = self.scope(kind, other)
            for case in kind["cases"]:
                stated = all(map(scope.has, case.get("given", ()))) and not any(map(scope.has, case.get("without", ())))
                if case.get("status") == MET and stated:
                    yield other, read_condition(case["when"], scope)


def _is_for_each(written: JsonObject, parameters: Iterable[str]) -> bool:
    """Whether a case is for each requirement: it depends on what a requirement states."""
    stated = (*written.get("given", ()), *written.get("without", ()))
    return any(name.partition(".")[0] in parameters for name in stated) or _names_own(written, parameters)


def _names_own(written: Json, parameters: Iterable[str]) -> bool:
    """Whether a case names a parameter of its own kind by ``$``, other than for what it cites."""
    if isinstance(written, dict):
        return any(_names_own(inner, parameters) for name, inner in written.items() if name != "cite")
    if isinstance(written, list):
        return any(_names_own(inner, parameters) for inner in written)
    return isinstance(written, str) and written[:1] == "$" and written[1:].partition(".")[0] in parameters


def join_alternatives(rules: Sequence[Rule]) -> None:
    """Lets rules whose requirements share a mark stand in for each other; each then depends on all of them."""
    groups = [[rule, *(other for other in rules if other is not rule and rule.marks & other.marks)] for rule in rules]
    reads, tells = ([_united(getattr(one, name) for one in group) for group in groups] for name in ("reads", "tells"))
    levels = [(any(one.by_row for one in group), any(one.by_level for one in group)) for group in groups]
    for at, (rule, *others) in enumerate(groups):
        if others and any(one.joint for one in (rule, *others)):
            raise ValueError("every_year beside another condition")
        rule.others, rule.reads, rule.tells = tuple(others), reads[at], tells[at]
        rule.by_row, rule.by_level = levels[at]


def _united(keys: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for each in keys for key in each))


def left_open(finding: Finding, amended: dict[str, JsonObject]) -> Finding:
    """The finding itself, changed to ``refer`` if an alternative or an amendment of the clause leaves it open.

    ``amended`` has the title of the notice that amends a clause, by the clause. An alternative leaves it open where no
    other requirement has its mark.
    """
    if finding.status in (UNMET, NOT_YET) and finding.mark is not None and finding.rule.is_alone(finding.mark):
        finding.status, finding.say = REFER, "either"
    elif finding.clause in amended and finding.status in (MET, UNMET, NOT_YET):
        finding.status, finding.say = REFER, "amended"
        finding.values = {"amending": amended[finding.clause]}
    return finding

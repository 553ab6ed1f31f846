"""Checks of a register's kinds and questions: every form is used with what it takes, and every sentence is whole."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.register.checks.holes import hole_problems
from generator.register.model import Case, Kind, QuestionEntry
from generator.register.notices import Register
from generator.register.places import Place, Places
from generator.register.problems import Problem
from selfcheck.forms import FORMS, MEASURES

ROW_STATES = ("known", "none", "open")
ORDERED = ("number", "year")
TIME = ("since", "complete", "cutoff", "opens", "months")
EACH_YEAR = ("first", "last", "years", "cutoff")
ALWAYS = ("quote", "cutoff", "opens")
"""What any sentence can name: the quote, and the days up to which time counts."""

UNSTATED = ("today", "window", "without_cutoff")
"""Ends of the names of sentences where no cut-off is stated: time counts to today or to a day of the window."""

NUMBER = re.compile(r"\d+(?:\.\d+)?|[两二三四五六七八九十百]+(?=个?(?:年|月|周岁|分|次|项|门|份|学时))")
"""A number that a sentence writes itself: it would be said of every notice that states the kind."""

OF_DOUBTS = ("before",)
"""Forms that compare two answers: for a question's doubts alone, since the classes of one then depend on the other."""

MEASURED = {
    "time": ("met", "not_yet", "refer"),
    "within": ("met", "unmet", "refer"),
    "every_year": ("met", "unmet", "refer", "not_applicable"),
}
"""The statuses that a measure can find."""


@dataclass(frozen=True)
class _Scope:
    """What a kind's conditions can name."""

    kind: Kind
    kinds: Mapping[str, Kind]
    questions: Mapping[str, QuestionEntry]
    titles: tuple[str, ...]

    def parameter(self, path: str) -> str | None:
        """The type of a parameter by its name, of this kind or, with a dot, of another; None where there is none."""
        name, _, inner = path.partition(".")
        if name in self.kind.parameters:
            own = self.kind.parameters[name]
            return "values" if inner and own.type == "left_open" else None if inner else own.type
        other = self.kinds.get(name)
        return other.parameters[inner].type if other and inner in other.parameters else None


def kind_problems(register: Register, places: Mapping[Path, Places]) -> Iterator[Problem]:
    """All problems of the register's kinds and questions."""
    yield from _question_problems(register, places[register.folder / "questions.yaml"])
    titles = tuple(title.id for title in register.titles)
    facts = {fact.id for fact in register.facts}
    for kind in register.kinds:
        at = places[register.folder / "kinds" / f"{kind.id}.yaml"]
        scope = _Scope(kind, register.kind_of, register.question_of, titles)
        yield from _parameters(scope, at)
        for place, condition in _conditions(kind):
            yield from _condition(condition, place, scope, at)
        for number, case in enumerate(kind.cases):
            yield from _case(case, ("cases", number), scope, at)
        yield from _measured_together(scope, at)
        yield from _sentences(scope, at)
        for name, path in kind.facts.items():
            if name not in facts:
                yield at.key_problem(("facts", name), "a fact of facts.yaml", name)
            elif path is not True and scope.parameter(str(path)) is None:
                yield at.problem(("facts", name), "a parameter of the kind, or true", path)


def unused_kinds(register: Register, places: Mapping[Path, Places]) -> Iterator[Problem]:
    """Warns of kinds that no notice uses without saying why, and of questions that nothing asks."""
    used = {item.kind for notice in register.notices for clause in notice.clauses for item in clause.requirements}
    for kind in register.kinds:
        at = places[register.folder / "kinds" / f"{kind.id}.yaml"]
        if kind.id not in used and kind.unused is None and not kind.reserve:
            expected = "a notice with a requirement of this kind, or the reason under unused"
            yield replace(at.problem((), expected, "none"), level="warning")
        elif kind.id in used and kind.unused is not None:
            yield at.problem(("unused",), "unused only where no notice has the kind", "a notice that has it")
    materials = (item for notice in register.notices for clause in notice.clauses for item in clause.materials)
    asked = {key for item in materials for key in item.when}
    for kind in register.kinds:
        asked |= {key for _, condition in _conditions(kind) for key in _answers(condition)}
    at = places[register.folder / "questions.yaml"]
    for index, question in enumerate(register.questions):
        if question.id not in asked and not question.reserve:
            problem = at.problem((index, "id"), "a question that a kind or a material asks", question.id)
            yield replace(problem, level="warning")


def _question_problems(register: Register, at: Places) -> Iterator[Problem]:
    """Ids stand once, a question comes after those it depends on, and a group's questions follow each other."""
    before: list[QuestionEntry] = []
    for index, question in enumerate(register.questions):
        ids = [other.id for other in before]
        if question.id in ids:
            yield at.problem((index, "id"), "each id once", question.id)
        for number, key in enumerate(question.after):
            if key not in ids:
                yield at.problem((index, "after", number), f"a question before this one, {', '.join(ids)}", key)
        groups = [other.group for other in before]
        if question.group in groups and groups[-1] != question.group:
            yield at.problem((index, "group"), "the questions of a group one after another", question.group)
        if question.group in groups and question.heading:
            yield at.problem((index, "heading"), "a heading only at the first question of a group", question.heading.en)
        usual = {"yes_no": ("true", "false"), "years": ("all",)}.get(
            question.kind, tuple(value.id for value in question.values)
        )
        if question.usual is not None and question.usual not in usual:
            yield at.problem((index, "usual"), f"one of {', '.join(usual)}" if usual else "nothing", question.usual)
        values = [value.id for value in question.values]
        for number, value in enumerate(values):
            if value in values[:number]:
                yield at.problem((index, "values", number, "id"), "each value once", value)
        if question.values and question.kind != "choice":
            yield at.problem((index, "kind"), "choice, since it has values", question.kind)
        before.append(question)


def _parameters(scope: _Scope, at: Places) -> Iterator[Problem]:
    for name, parameter in scope.kind.parameters.items():
        of_values = parameter.type in ("values", "map", "left_open")
        question = scope.questions.get(parameter.of_ or "")
        if of_values and (question is None or question.kind != "choice"):
            choices = ", ".join(key for key, each in scope.questions.items() if each.kind == "choice")
            yield at.problem(("parameters", name, "of"), f"a question with values, one of {choices}", parameter.of_)
        if not of_values and parameter.of_:
            yield at.problem(
                ("parameters", name, "of"), f"nothing for a parameter of type {parameter.type}", parameter.of_
            )


def _conditions(kind: Kind) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every condition and measure of a kind with its place."""
    for number, case in enumerate(kind.cases):
        for name in ("when", *MEASURES, "cite"):
            condition = getattr(case, name)
            if isinstance(condition, dict):
                yield ("cases", number, name), condition
    if kind.table:
        yield ("table",), {"answer": kind.table.answer, "in": kind.table.in_}
        for name in ("void", "unclear"):
            if condition := getattr(kind.table, name):
                yield ("table", name), condition
    if kind.counts:
        yield ("counts",), {"answer": kind.counts.answer, "in": kind.counts.as_}
        if kind.counts.when:
            yield ("counts", "when"), kind.counts.when


def _answers(condition: object) -> Iterator[str]:
    """The questions that a condition or a measure reads."""
    if isinstance(condition, dict):
        for name, inner in condition.items():
            if name in ("answer", "since", "before") and isinstance(inner, str):
                yield inner
            else:
                yield from _answers(inner)
    elif isinstance(condition, list):
        for inner in condition:
            yield from _answers(inner)


def _condition(condition: dict[str, Any], place: Place, scope: _Scope, at: Places) -> Iterator[Problem]:
    """The form exists, and takes what it is given."""
    if place[-1] in ("time", "within"):
        yield from _asked(condition.get("since"), ("date",), (*place, "since"), scope, at)
        yield from _months(condition.get("months"), (*place, "months"), scope, at)
        return
    if place[-1] == "every_year":
        yield from _asked(condition.get("answer"), ("years",), (*place, "answer"), scope, at)
        yield from _asked(condition.get("since"), ("date",), (*place, "since"), scope, at)
        if "not_before" in condition:
            yield from _value(condition["not_before"], ("year",), (*place, "not_before"), scope, at)
        return
    forms = [name for name in FORMS if name not in OF_DOUBTS]
    name = next((name for name in forms if name in condition), None)
    if name is None:
        yield at.problem(place, f"a form of condition, one of {', '.join(forms)}", ", ".join(condition))
    elif name in ("all", "any"):
        parts = condition[name] if isinstance(condition[name], list) else []
        if not parts:
            yield at.problem((*place, name), "a list of conditions", condition[name])
        for number, part in enumerate(parts):
            yield from _inner(part, (*place, name, number), scope, at)
    elif name == "not":
        yield from _inner(condition["not"], (*place, "not"), scope, at)
    elif name == "in":
        yield from _in_set(condition, place, scope, at)
    elif name in ("at_least", "at_most"):
        yield from _asked(condition.get("answer"), ORDERED, (*place, "answer"), scope, at)
        yield from _value(condition[name], ("count", "year"), (*place, name), scope, at)
    elif name == "age_at_least":
        yield from _asked(condition.get("answer"), ("date",), (*place, "answer"), scope, at)
        yield from _value(condition[name], ("count",), (*place, name), scope, at)
    elif name in ("title", "every_title"):
        yield from _value(condition[name], ("titles", "title"), (*place, name), scope, at, scope.titles)
    elif name == "row" and condition[name] not in ROW_STATES:
        yield at.problem((*place, "row"), f"one of {', '.join(ROW_STATES)}", condition[name])
    elif name == "elsewhere" and condition[name] != "met":
        yield at.problem((*place, "elsewhere"), "met", condition[name])


def _months(months: object, place: Place, scope: _Scope, at: Places) -> Iterator[Problem]:
    """A number of months, or a sum of several from which others are taken."""
    if not isinstance(months, dict):
        yield from _value(months, ("count",), place, scope, at)
        return
    for name, parts in months.items():
        if name not in ("sum", "less"):
            yield at.key_problem((*place, name), "sum, and less for what is taken from it", name)
        elif not isinstance(parts, list) or not parts:
            yield at.problem((*place, name), "a list of numbers", parts)
        else:
            for part in parts:
                yield from _value(part, ("count",), (*place, name), scope, at)
    if "sum" not in months:
        yield at.problem(place, "sum, and less for what is taken from it", ", ".join(months) or "none")


def _inner(part: object, place: Place, scope: _Scope, at: Places) -> Iterator[Problem]:
    if isinstance(part, dict):
        yield from _condition(part, place, scope, at)
    else:
        yield at.problem(place, "a condition", part)


def _in_set(condition: dict[str, Any], place: Place, scope: _Scope, at: Places) -> Iterator[Problem]:
    key = condition.get("answer")
    yield from _asked(key, ("choice", "yes_no"), (*place, "answer"), scope, at)
    question = scope.questions.get(key) if isinstance(key, str) else None
    if question is None:
        return
    listed: tuple[object, ...] = tuple(value.id for value in question.values)
    accepted = (True, False) if question.kind == "yes_no" else listed
    yield from _value(condition["in"], ("values", "map"), (*place, "in"), scope, at, accepted)


def _asked(key: object, kinds: Iterable[str], place: Place, scope: _Scope, at: Places) -> Iterator[Problem]:
    """The question exists, and is of a kind that the form takes."""
    question = scope.questions.get(key) if isinstance(key, str) else None
    if question is None or question.kind not in kinds:
        fit = ", ".join(each.id for each in scope.questions.values() if each.kind in kinds)
        yield at.problem(place, f"a question of kind {' or '.join(kinds)}, one of {fit or 'none declared'}", key or "")


def _value(
    value: object,
    types: tuple[str, ...],
    place: Place,
    scope: _Scope,
    at: Places,
    accepted: tuple[object, ...] | None = None,
) -> Iterator[Problem]:
    """A parameter of a type that the form takes, or a value or values of its own."""
    if isinstance(value, str) and value.startswith("$"):
        found = scope.parameter(value[1:])
        if found not in types:
            own = [name for name, parameter in scope.kind.parameters.items() if parameter.type in types]
            expected = f"a parameter of type {' or '.join(types)}, one of {', '.join(own) or 'none declared'}"
            yield at.problem(place, expected, f"{value} of type {found}" if found else value)
    elif accepted is None:
        if not isinstance(value, int) or isinstance(value, bool):
            yield at.problem(place, "a whole number or a parameter, $name", value or "")
    else:
        members = value if isinstance(value, list) else [value]
        for number, member in enumerate(members):
            if member not in accepted and accepted:
                yield at.problem((*place, number), f"one of {', '.join(map(str, accepted))}", member)


def _case(case: Case, place: Place, scope: _Scope, at: Places) -> Iterator[Problem]:
    """A case finds one thing, and names parameters and kinds that are declared."""
    found = [name for name in ("status", *MEASURES) if getattr(case, name) is not None]
    if len(found) != 1:
        yield at.problem(place, f"one of status, {', '.join(MEASURES)}", ", ".join(found) or "none")
    for field in ("given", "without"):
        for number, name in enumerate(getattr(case, field)):
            if scope.parameter(name) is None and name not in scope.kind.parameters:
                declared = ", ".join(scope.kind.parameters)
                yield at.problem((*place, field, number), f"a parameter, one of {declared}", name)
    if isinstance(case.cite, str) and case.cite != "none" and case.cite not in scope.kinds:
        yield at.problem((*place, "cite"), f"none, or a kind, one of {', '.join(scope.kinds)}", case.cite)


def _measured_together(scope: _Scope, at: Places) -> Iterator[Problem]:
    """What is measured by two answers at once leaves these to nothing else, and no other condition beside it."""
    number = next((number for number, case in enumerate(scope.kind.cases) if case.every_year), None)
    if number is None:
        return
    place: Place = ("cases", number, "every_year")
    for beside, _ in _conditions(scope.kind):
        if beside != place:
            yield at.problem(beside, "no other condition in a kind with every_year", beside[-1])
    for field, stated in (("row", scope.kind.row), ("table", scope.kind.table)):
        if stated:
            yield at.problem((field,), "no row and no table in a kind with every_year", field)
    measured = set(_answers(scope.kind.cases[number].every_year))
    for other in scope.kinds.values():
        asked = {key for _, condition in _conditions(other) for key in _answers(condition)}
        if other is not scope.kind and (shared := sorted(measured & asked)):
            yield at.problem(place, f"answers that no other kind asks, unlike {', '.join(shared)}", other.id)


def _sentences(scope: _Scope, at: Places) -> Iterator[Problem]:
    """Each sentence that can be said is there, none is there in vain, and each names what it can know."""
    needed = dict(_needed(scope))
    for name, names in needed.items():
        if name not in scope.kind.sentences:
            yield at.problem(("sentences",), f"a sentence {name}", ", ".join(scope.kind.sentences) or "none")
            continue
        yield from hole_problems(scope.kind.sentences[name], names, ("sentences", name), at)
        for language in ("zh", "en"):
            if number := NUMBER.search(scope.kind.sentences[name].of(language)):
                expected = "a parameter in braces for a number, since each notice states its own"
                # It may be the number of a rule that the sentence cites: somebody has to look.
                problem = at.problem(("sentences", name, language), expected, number.group())
                yield replace(problem, level="warning")
    for name in scope.kind.sentences:
        if name not in needed:
            yield at.key_problem(("sentences", name), f"a sentence that is said, {', '.join(needed)}", name)


def _needed(scope: _Scope) -> Iterator[tuple[str, set[str]]]:
    """Each sentence that the kind can say, with what it can name."""
    kind = scope.kind
    plain = {
        name for name, parameter in kind.parameters.items() if parameter.type not in ("map", "flag", "titles", "title")
    }
    reads = {key for _, condition in _conditions(kind) for key in _answers(condition)}
    known = {*ALWAYS, *plain, *reads}
    known |= {"words"} if any(parameter.type == "left_open" for parameter in kind.parameters.values()) else set()
    known |= {"title"} if kind.row or kind.table or "title" in str([case.when for case in kind.cases]) else set()
    counts = next((other for other in scope.kinds.values() if other.counts), None)
    known |= {"counted"} if kind.counts or (kind.table and counts) else set()
    if kind.table:
        yield from ((name, known) for name in ("met", "met_title", "unmet", "unknown"))
        if counts:
            yield "met_counted", known
        if kind.table.open:
            yield "refer", known
        return
    for case in kind.cases:
        said = {name for name in (case.say or case.status, case.unsure) if name}
        for measure, statuses in MEASURED.items():
            if getattr(case, measure):
                more = EACH_YEAR if measure == "every_year" else TIME
                own = [f"{status}_{case.say}" if case.say else status for status in statuses]
                # Where no cut-off is stated, a status may have sentences of its own.
                own += [f"{name}_{day}" for name in own for day in UNSTATED if f"{name}_{day}" in kind.sentences]
                yield from ((name, known | set(more)) for name in own)
                said.discard(case.say)
        other = {"other"} if "elsewhere" in str(case.when) else set()
        yield from ((name, known | other) for name in sorted(said))
    if kind.row:
        yield from ((name, known) for name in ("refer_level", "not_applicable", "not_applicable_level"))
    if reads and kind.cases:
        yield "unknown", known

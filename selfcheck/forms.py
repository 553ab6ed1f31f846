"""The closed forms in which kinds of requirements state their conditions, in three-valued logic.

A condition is a mapping with the name of one form. ``read_condition`` turns it into a ``Condition``, whose ``holds``
is True, False, or None while an answer that it needs is open, or where the notice itself leaves it open. Nothing is
evaluated as code: a name that is no form is an error. ``$name`` stands for a parameter of the requirement,
``$kind.name`` for one of another kind in the notice.
"""

from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from datetime import date, timedelta
from math import inf, nextafter

from .answers import TYPE_CHECKING, Answers, InputError, Json, JsonObject, shown
from .dates import Month, add_months, day_before, full_years

if TYPE_CHECKING:
    from .levels import Level
    from .opening import Opening

MET, UNMET, NOT_YET = "met", "unmet", "not_yet"
REFER, UNKNOWN, NOT_APPLICABLE = "refer", "unknown", "not_applicable"

MAX_MONTHS = 1200

type Holds = Callable[[Answers, Level, Opening], bool | None]


class Leaf:
    """Where a condition reads one answer.

    ``sign`` says how it takes a value; values with the same signs are one class. For days, years and numbers,
    ``borders`` has values at and near which the sign changes; ``months`` is how long a time since that day must be.
    """

    __slots__ = ("borders", "key", "months", "sign")

    def __init__(
        self,
        key: str,
        sign: "Callable[[Json, Opening], Hashable]",
        borders: "Callable[[Opening], Iterable[Json]] | None" = None,
        months: int | None = None,
    ) -> None:
        self.key = key
        self.sign = sign
        self.borders = borders
        self.months = months

    def is_given(self, answers: Answers, opening: "Opening") -> bool:
        """Whether the answer is given, as far as it matters: all days of a month without its day may be one class."""
        value = answers[self.key]
        if isinstance(value, Month):
            return self.sign(value.first, opening) == self.sign(value.last, opening)
        return value is not None


class Condition:
    """A condition bound to a requirement; ``by_row`` where it also reads the row of the level table."""

    __slots__ = ("by_row", "holds", "leaves")

    def __init__(self, holds: Holds, leaves: Sequence[Leaf] = (), by_row: bool = False) -> None:
        self.holds = holds
        self.leaves = leaves
        self.by_row = by_row

    @property
    def keys(self) -> tuple[str, ...]:
        """The answers it reads."""
        return tuple(dict.fromkeys(leaf.key for leaf in self.leaves))

    def waits(self, answers: Answers, level: "Level", opening: "Opening") -> bool:
        """Whether an answer can still decide it; where none can, the notice itself leaves it open."""
        return (self.by_row and level.state == "unknown") or not all(
            leaf.is_given(answers, opening) for leaf in self.leaves
        )


class Scope:
    """What names in a condition stand for: the requirement's parameters, those of other kinds, and the notice's titles.

    ``parameters`` are the names that the kind declares, ``questions`` those that can be read; ``elsewhere`` are what
    other notices of the area state of the same kind.
    """

    __slots__ = ("elsewhere", "others", "parameters", "questions", "requirement", "titles")

    def __init__(
        self,
        requirement: JsonObject | None,
        parameters: Iterable[str],
        others: dict[str, list[JsonObject]],
        titles: frozenset[str],
        questions: Container[str],
    ) -> None:
        self.requirement = requirement
        self.parameters = parameters
        self.questions = questions
        self.others = others
        self.titles = titles
        self.elsewhere: list[tuple[JsonObject, Condition]] = []

    def value(self, written: Json) -> Json:
        """What ``written`` stands for; None where the requirement does not state it."""
        if not isinstance(written, str) or not written.startswith("$"):
            return written
        return self.parameter(written[1:])

    def parameter(self, path: str) -> Json:
        """A parameter by its name, ``open.colour``, or of another kind, ``paint.colour``; lists are united."""
        name, _, inner = path.partition(".")
        if name in self.parameters:
            value = (self.requirement or {}).get(name)
            return value.get(inner) if inner and value else value
        found = [stated[inner] for stated in self.others.get(name, ()) if stated.get(inner) is not None]
        if found and isinstance(found[0], list):
            return [value for values in found for value in values]
        return found[0] if found else None

    def question(self, key: Json) -> str:
        """The key itself; raises ``InputError`` where it is no question."""
        if not isinstance(key, str) or key not in self.questions:
            raise InputError(f"expected a question, found {shown(key)}")
        return key

    def number(self, written: Json) -> int | None:
        """The whole number that ``written`` is or stands for, None where it is not stated; raises ``InputError``."""
        value = self.value(written)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise InputError(f"expected a whole number, found {shown(value)}")
        return value

    def has(self, path: str) -> bool:
        """Whether the parameter is stated; a flag that is off is not."""
        value = self.parameter(path)
        return value is not None and value is not False


def read_condition(written: JsonObject, scope: Scope) -> Condition:
    """The condition; raises ``InputError`` where it is none of ``FORMS``."""
    name = next((name for name in FORMS if name in written), None)
    if name is None:
        raise InputError(f"condition: expected one of {', '.join(FORMS)}, found {shown(written)}")
    return FORMS[name](written, scope)


def in_set(written: JsonObject, scope: Scope) -> Condition:
    """``{answer: K, in: values}``: the answer is one of the values, or of those that a mapping names."""
    key, values = scope.question(written["answer"]), scope.value(written["in"]) or ()
    found = frozenset(values)

    def holds(answers: Answers, level: "Level", opening: "Opening") -> bool | None:
        value = answers[key]
        return None if value is None else value in found

    return Condition(holds, [Leaf(key, lambda value, opening: value in found)])


def at_least(written: JsonObject, scope: Scope) -> Condition:
    """``{answer: K, at_least: N}``: a number or a year, not below N; never where N is not stated."""
    return _compared(
        scope.question(written["answer"]), scope.number(written["at_least"]), lambda value, bound: value >= bound
    )


def at_most(written: JsonObject, scope: Scope) -> Condition:
    """``{answer: K, at_most: N}``: a number or a year, not above N; never where N is not stated."""
    return _compared(
        scope.question(written["answer"]), scope.number(written["at_most"]), lambda value, bound: value <= bound
    )


def _compared(key: str, bound: Json, compare: Callable[[Json, Json], bool]) -> Condition:
    def sign(value: Json, opening: "Opening") -> bool:
        return bound is not None and compare(value, bound)

    def holds(answers: Answers, level: "Level", opening: "Opening") -> bool | None:
        return None if answers[key] is None else sign(answers[key], opening)

    above = () if bound is None else (bound, bound + 1, nextafter(bound, inf))
    return Condition(holds, [Leaf(key, sign, lambda opening: above)])


def age_at_least(written: JsonObject, scope: Scope) -> Condition:
    """``{answer: K, age_at_least: N}``: N full years old when time is counted; open where that is not one day."""
    key, years = scope.question(written["answer"]), scope.number(written["age_at_least"]) or 0

    def sign(born: date, opening: "Opening") -> bool | None:
        return _agreed(full_years(born, day) >= years for day in (opening.first, opening.last))

    def holds(answers: Answers, level: "Level", opening: "Opening") -> bool | None:
        born = answers[key]
        if isinstance(born, Month):
            return _agreed(sign(day, opening) for day in (born.first, born.last))
        return None if born is None else sign(born, opening)

    def borders(opening: "Opening") -> Iterable[date]:
        return _near(opening, [12 * years])

    return Condition(holds, [Leaf(key, sign, borders)])


def before(written: JsonObject, scope: Scope) -> Condition:
    """``{answer: K, before: OTHER}``: one day before another; of a month, its last day must be."""
    key, other = scope.question(written["answer"]), scope.question(written["before"])

    def holds(answers: Answers, level: "Level", opening: "Opening") -> bool | None:
        day, later = answers[key], answers[other]
        if day is None or later is None:
            return None
        last = day.last if isinstance(day, Month) else day
        return bool(last < (later.first if isinstance(later, Month) else later))

    return Condition(holds, [Leaf(asked, lambda value, opening: value) for asked in (key, other)])


def all_of(written: JsonObject, scope: Scope) -> Condition:
    """``{all: conditions}``: every one holds."""
    return _joined([read_condition(part, scope) for part in written["all"]], decisive=False)


def any_of(written: JsonObject, scope: Scope) -> Condition:
    """``{any: conditions}``: one at least holds."""
    return _joined([read_condition(part, scope) for part in written["any"]], decisive=True)


def _joined(parts: list[Condition], decisive: bool) -> Condition:
    tests = [part.holds for part in parts]

    def holds(answers: Answers, level: "Level", opening: "Opening") -> bool | None:
        joined: bool | None = not decisive
        for test in tests:
            found = test(answers, level, opening)
            if found is decisive:
                return decisive
            if found is None:
                joined = None
        return joined

    leaves = [leaf for part in parts for leaf in part.leaves]
    return Condition(holds, leaves, any(part.by_row for part in parts))


def negated(written: JsonObject, scope: Scope) -> Condition:
    """``{not: condition}``."""
    inner = read_condition(written["not"], scope)

    def holds(answers: Answers, level: "Level", opening: "Opening") -> bool | None:
        found = inner.holds(answers, level, opening)
        return None if found is None else not found

    return Condition(holds, inner.leaves, inner.by_row)


def title_in(written: JsonObject, scope: Scope) -> Condition:
    """``{title: titles}``: the row of the level table leads to one of them."""
    titles = _titles(scope.value(written["title"]))

    def holds(answers: Answers, level: "Level", opening: "Opening") -> bool | None:
        return None if level.state == "unknown" else level.title in titles

    return Condition(holds, by_row=True)


def every_title(written: JsonObject, scope: Scope) -> Condition:
    """``{every_title: titles}``: these are all the titles to which the notice's level table leads."""
    every = scope.titles <= (_titles(scope.value(written["every_title"])) or scope.titles)
    return Condition(lambda answers, level, opening: every)


def _titles(value: Json) -> frozenset[str]:
    """One title or several; none where they are not stated."""
    return frozenset([value] if isinstance(value, str) else value or ())


def row_is(written: JsonObject, scope: Scope) -> Condition:
    """``{row: state}``: the level table has a row for the applicant (``known``), none, or leaves it ``open``."""
    state = written["row"]

    def holds(answers: Answers, level: "Level", opening: "Opening") -> bool | None:
        return None if level.state == "unknown" else level.state == state

    return Condition(holds, by_row=True)


def met_elsewhere(written: JsonObject, scope: Scope) -> Condition:
    """``{elsewhere: met}``: another notice of the area meets the applicant by a requirement of this kind."""
    return _joined([condition for _, condition in scope.elsewhere], decisive=True)


FORMS: "dict[str, Callable[[JsonObject, Scope], Condition]]" = {
    "in": in_set,
    "at_least": at_least,
    "at_most": at_most,
    "age_at_least": age_at_least,
    "before": before,
    "all": all_of,
    "any": any_of,
    "not": negated,
    "title": title_in,
    "every_title": every_title,
    "row": row_is,
    "elsewhere": met_elsewhere,
}
"""Every form of a condition, by the name that marks it."""


# Measures: forms that find a status themselves


class Measured:
    """The status that a measure finds, the sentence for it, and values for that sentence.

    ``shared`` is the sentence that all kinds share, where only a kind's own of that name would be as true, or None.
    """

    __slots__ = ("say", "shared", "status", "values")

    def __init__(
        self, status: str, say: str | None = None, values: JsonObject | None = None, shared: str | None = None
    ) -> None:
        self.status = status
        self.say = say or status
        self.shared = shared
        self.values = values or {}


class Measure:
    """A measure bound to a requirement: ``find`` gives what it finds; ``reads`` are the answers it needs.

    ``every_year`` measures by two answers at once and has no leaves.
    """

    __slots__ = ("find", "first_year", "leaves", "reads")

    def __init__(
        self,
        find: "Callable[[Answers, Opening], Measured]",
        reads: tuple[str, ...],
        leaves: Sequence[Leaf] = (),
        first_year: int | None = None,
    ) -> None:
        self.find = find
        self.reads = reads
        self.leaves = leaves
        self.first_year = first_year


def time_since(written: JsonObject, scope: Scope) -> Measure:
    """``time: {since: K, months: N}``: N months complete when time is counted.

    Whether the first day counts is left open by every notice so far: time complete only with it is ``refer``.
    """

    def status_of(since: date, complete: date, opening: "Opening") -> str:
        return opening.status_of(complete)

    return _months_since(written, scope, status_of, "by")


def time_within(written: JsonObject, scope: Scope) -> Measure:
    """``within: {since: K, months: N}``: no more than N months have passed when time is counted.

    ``refer`` where that depends on whether the first day counts or on which day time is counted, and where the day
    itself comes after all of these.
    """

    def status_of(since: date, complete: date, opening: "Opening") -> str:
        if complete < opening.first:
            return UNMET
        return MET if since <= opening.last < complete else REFER

    return _months_since(written, scope, status_of)


def _months_since(
    written: JsonObject, scope: Scope, status_of: "Callable[[date, date, Opening], str]", *by: str
) -> Measure:
    """Months from the day that is the answer: ``status_of`` it, of the day on which they are complete, and a round.

    ``by`` names the day by which they are complete, where waiting for it helps.
    """
    key, months = scope.question(written["since"]), _sum(written["months"], scope)
    if not 0 < months <= MAX_MONTHS:
        raise InputError(f"months: expected 1 to {MAX_MONTHS}, found {shown(months)}")

    def sign(since: date, opening: "Opening") -> str:
        return status_of(since, add_months(since, months), opening)

    def find(answers: Answers, opening: "Opening") -> Measured:
        since = answers[key]
        if since is None:
            return Measured(UNKNOWN)
        if opening.amended_by is not None:
            return Measured(
                REFER, values={"amending": opening.amended_by}, shared="amended_cutoff", say="amended_cutoff"
            )
        if isinstance(since, Month):
            statuses = {sign(since.first, opening), sign(since.last, opening)}
            end = add_months(since.last, months)
            complete: date | Month = Month(end.year, end.month)
            status = statuses.pop() if len(statuses) == 1 else UNKNOWN
        else:
            complete = end = add_months(since, months)
            status = sign(since, opening)
        # By this day it is complete, on whichever day of a month it began.
        values = {"since": since, "complete": complete, "months": months, **dict.fromkeys(by, end)}
        say = opening.say(status)
        if status == REFER and (since.first if isinstance(since, Month) else since) > opening.last:
            say = "dated_after"
        # What is said of the first day alone is no reason where time may count to several days.
        shared = say if say in ("refer_window", "dated_after") else None
        return Measured(status, say, {**values, **opening.day_words}, shared)

    # A sign can change at the days to which time is counted, and as many months before them.
    return Measure(find, (key,), [Leaf(key, sign, lambda opening: _near(opening, [0, months]), months)])


def _sum(written: Json, scope: Scope) -> int:
    """A number, or ``{sum: numbers, less: numbers}``; what is not stated adds nothing."""
    parts = written if isinstance(written, dict) else {"sum": [written]}
    added, taken = (sum(scope.number(part) or 0 for part in parts.get(name, ())) for name in ("sum", "less"))
    return added - taken


def every_year(written: JsonObject, scope: Scope) -> Measure:
    """``every_year: {answer: K, since: S, not_before: Y}``: K has every year from S's to the one before the cut-off's.

    Whether the year of the cut-off counts is left open: it matters where no other year is missing.
    """
    key, start = scope.question(written["answer"]), scope.question(written["since"])
    not_before = scope.number(written.get("not_before"))

    def find(answers: Answers, opening: "Opening") -> Measured:
        since, passed = answers[start], answers[key]
        last = opening.first.year
        if since is None or (passed is None and since.year <= last):
            return Measured(UNKNOWN)
        first = max(since.year, not_before or since.year)
        values = {"first": first, "last": last, "cutoff": opening.first}
        if first > last:
            return Measured(NOT_APPLICABLE, opening.say_of_years(NOT_APPLICABLE), values)
        missing = [year for year in range(first, last) if year not in passed]
        if missing:
            return Measured(UNMET, opening.say_of_years(UNMET), {**values, "years": missing})
        if last not in passed:
            return Measured(REFER, opening.say_of_years(REFER), {**values, "years": [last]})
        return Measured(MET, values=values)

    return Measure(find, (start, key), first_year=not_before)


MEASURES: "dict[str, Callable[[JsonObject, Scope], Measure]]" = {
    "time": time_since,
    "within": time_within,
    "every_year": every_year,
}
"""Every form that finds a status, by its name."""


def _agreed(found: Iterable[bool | None]) -> bool | None:
    """What all agree on, else None."""
    statuses = set(found)
    return statuses.pop() if len(statuses) == 1 else None


def _near(opening: "Opening", counts: Iterable[int]) -> set[date]:
    """Days near which time of ``counts`` months stands otherwise when time is counted."""
    days = {day_before(opening.first), opening.first, opening.last}
    # Months differ by at most three days, so all changes lie within a week after the day counted back.
    return {
        add_months(day, -count) + timedelta(days=near)
        for day in days
        for count in counts
        for near in range(8)
        if count // 12 + 1 < day.year < 9990
    }

"""What a careful editor would ask of a notice: each check gives the problems it finds, with their places."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.register.conditions import overlap, unjudged
from generator.register.days import CHINESE_DAY, SINGLE, whole_day
from generator.register.model import (
    UNASKED,
    Amendment,
    AnyRequirement,
    Clause,
    Fact,
    FactName,
    Jurisdiction,
    Material,
    NotModelled,
    Requirement,
    Residual,
    Topic,
)
from generator.register.notices import Notice, Register, topic_of
from generator.register.ordinals import ordinal_at
from generator.register.places import Place, Places
from generator.register.problems import Problem, shown
from generator.register.received import ReceivedTextError, as_received, bare, locate
from generator.register.translation import translation_problems
from generator.register.values import LINK, FactType, FactValue, Interval, canonical, read_value, stands_in
from selfcheck.answers import ANSWERS

TELEPHONE_WORDS = re.compile(r"(?:电话|传真|手机)\s*[:：]?\s*(\d[\d‐-―—-]{4,}\d)")

ADDRESSES: tuple[tuple[FactType, re.Pattern[str]], ...] = (("url", LINK), ("phone", TELEPHONE_WORDS))

SIGNATURE = 120
"""More than this after the last clause is a clause that was left out."""

STATEMENTS = ("facts", "materials", "requirements", "residual", "not_modelled", "amends")

JUDGED_FACTS = ("cutoff", "window")
"""Facts that a verdict depends on or shows; all others are there for comparisons, and nothing judges them."""

type Stated = Fact | Material | Requirement | Residual | NotModelled | Amendment


def notice_problems(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Everything wrong with one notice."""
    for check in (
        _identity,
        _clauses,
        _topics,
        _quotes,
        _values,
        _requirements,
        _judged,
        _left_out,
        _used,
        _received,
        _cutoff,
        _english,
        _links,
        _tables,
        _amendments,
    ):
        yield from check(notice, register, places)


def register_problems(register: Register, places: Mapping[Path, Places]) -> Iterator[Problem]:
    """What is wrong between files: vocabularies with double or unused entries."""
    files: tuple[tuple[str, tuple[Topic | FactName | Jurisdiction, ...]], ...] = (
        ("topics.yaml", register.topics),
        ("facts.yaml", register.facts),
        ("jurisdictions.yaml", register.jurisdictions.jurisdictions),
    )
    for file, entries in files:
        place = places[register.folder / file]
        seen: set[str] = set()
        for index, entry in enumerate(entries):
            at: Place = (index, "id") if file != "jurisdictions.yaml" else ("jurisdictions", index, "id")
            if entry.id in seen:
                yield place.problem(at, "each id once", entry.id)
            seen.add(entry.id)
    areas = {area.id for area in register.jurisdictions.areas}
    for index, known in enumerate(register.jurisdictions.jurisdictions):
        if known.area not in areas:
            place = places[register.folder / "jurisdictions.yaml"]
            yield place.problem(("jurisdictions", index, "area"), f"one of the areas {sorted(areas)}", known.area)


def unused_topics(register: Register, places: Mapping[Path, Places]) -> Iterator[Problem]:
    """Topics that no clause of any notice carries, as warnings."""
    used = {topic for notice in register.notices for clause in notice.clauses for topic in clause.topics}
    for index, topic in enumerate(register.topics):
        if topic.id not in used:
            place = places[register.folder / "topics.yaml"]
            problem = place.problem((index, "id"), "a topic that some clause carries", topic.id)
            yield replace(problem, level="warning")


def _identity(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    known = sorted(entry.id for entry in register.jurisdictions.jurisdictions)
    if notice.jurisdiction not in known:
        expected = f"a folder named after a jurisdiction of jurisdictions.yaml, one of {', '.join(known)}"
        yield places.problem((), expected, notice.jurisdiction)


def _placed(notice: Notice) -> Iterator[tuple[Place, Clause]]:
    """Every clause with its place in the file."""
    for group in ("clauses", "annexes"):
        for index, clause in enumerate(getattr(notice.document, group)):
            yield (group, index), clause


def _clauses(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Ids are unique, their parents stand before them, and they say what the printed ordinal says."""
    first = {clause.id: at for at, clause in reversed(list(_placed(notice)))}
    repeated = [(at, clause.id) for at, clause in _placed(notice) if first[clause.id] != at]
    if repeated:
        # What else seems wrong with ids follows from this.
        yield from (places.problem((*at, "id"), "each clause id once", known) for at, known in repeated)
        return
    before: set[str] = {"", "0"}
    letters: dict[str, int] = {}
    for at, clause in _placed(notice):
        parent, _, last = clause.id.rpartition(".")
        letter = chr(ord("a") + letters.get(parent, 0))
        unnumbered = len(last) == 1 and last.isalpha()
        letters[parent] = letters.get(parent, 0) + unnumbered
        annex = clause.id.startswith("annex")
        expected = (
            f"clause {parent} before its paragraphs" if parent not in before
            else "an id annex… in annexes and nowhere else" if annex != (at[0] == "annexes")
            else f"an id that ends as the label {shown(clause.label)} does" if not _agrees(last, clause.label)
            else f"the next letter, {parent}.{letter}" if unnumbered and last != letter
            else None
        )  # fmt: skip
        if expected:
            yield places.problem((*at, "id"), expected, clause.id)
        before.add(clause.id)


def _agrees(last: str, label: str) -> bool:
    """Whether the end of an id says what the label does; an annex is counted whatever it is called."""
    if last.startswith("annex"):
        return True
    printed = ordinal_at(label)
    return bool(printed and printed[0].number == int(last)) if last.isdigit() else not label


def _topics(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Topics are those of ``topics.yaml``, and each statement belongs to one of its clause's."""
    known = {topic.id for topic in register.topics}
    for at, clause in _placed(notice):
        unknown = [number for number, topic in enumerate(clause.topics) if topic not in known]
        for number in unknown:
            place = (*at, "topics", number)
            yield places.problem(place, "a topic of topics.yaml", clause.topics[number])
        for place, statement in _statements(at, clause):
            if not unknown and not isinstance(statement, Residual | NotModelled | Amendment):
                yield from _topic_of(statement, clause, place, places)


def _topic_of(
    statement: Fact | Material | Requirement, clause: Clause, place: Place, places: Places
) -> Iterator[Problem]:
    topics = ", ".join(clause.topics)
    if isinstance(statement, Material):
        if f"material.{statement.key}" not in clause.topics:
            yield places.problem((*place, "key"), f"material.{statement.key} among the clause's topics", topics)
    elif statement.topic is None and len(clause.topics) > 1:
        yield places.problem(place, f"a topic, one of {topics}", "none")
    elif statement.topic is not None and statement.topic not in clause.topics:
        yield places.problem((*place, "topic"), f"one of the clause's topics, {topics}", statement.topic)


def _statements(at: Place, clause: Clause) -> Iterator[tuple[Place, Stated]]:
    for group in STATEMENTS:
        for number, statement in enumerate(getattr(clause, group)):
            yield (*at, group, number), statement


def _quotes(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Every quote, and every open word, stands in its clause letter by letter."""
    for at, clause in _placed(notice):
        for place, statement in _statements(at, clause):
            for path, words in _quoted(statement):
                if words not in clause.zh:
                    yield places.problem((*place, *path), f"words that stand in clause {clause.id}", words)


def _quoted(statement: Stated) -> Iterable[tuple[tuple[str, ...], str]]:
    yield ("quote",), statement.quote
    for name in ("words", "own_conditions_words"):
        if words := getattr(statement, name, None):
            yield (name,), words
    for name, field in (("open", "words"), ("waived", "quote")):
        if part := getattr(statement, name, None):
            yield (name, field), getattr(part, field)


def _values(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """A fact's value, and a count of copies, is the one that its quote writes."""
    types = {entry.id: entry.type for entry in register.facts}
    for at, clause in _placed(notice):
        written = [
            (("facts", n, "value"), types[fact.fact], fact.value, fact.quote) for n, fact in enumerate(clause.facts)
        ]
        written += [
            (("materials", n, "copies"), "count", item.copies, item.quote)
            for n, item in enumerate(clause.materials)
            if item.copies is not None
        ]
        for place, kind, value, quote in written:
            if quote in clause.zh and not stands_in(kind, value, quote):
                expected = f"the value that the quote {shown(quote)} writes"
                yield places.problem((*at, *place), expected, _shown(value))
            elif not _in_its_year(value, quote, notice):
                expected = f"days in {notice.document.issued.year}, the year of issue, since the quote names no year"
                yield places.problem((*at, *place), expected, _shown(value))
        for number, item in enumerate(clause.requirements):
            for field in ("months", "from_year", "not_before", "hours_per_year", "courses_per_year"):
                count = getattr(item, field, None)
                if count is not None and item.quote in clause.zh and not _says(field, count, item.quote):
                    expected = f"the number that the quote {shown(item.quote)} writes"
                    yield places.problem((*at, "requirements", number, field), expected, count)
        for number, material in enumerate(clause.materials):
            yield from _conditions(material, (*at, "materials", number, "when"), notice, register, places)


def _says(field: str, value: int, quote: str) -> bool:
    """Whether ``quote`` writes the number; months may be written as years."""
    counts = [value, value // 12] if field == "months" and value % 12 == 0 else [value]
    return any(stands_in("count", count, quote) for count in counts)


def _in_its_year(value: FactValue, quote: str, notice: Notice) -> bool:
    """Whether a day that its quote writes without a year is of the year of issue, or early in the next."""
    days: tuple[date, ...] = value if isinstance(value, Interval) else (value,) if isinstance(value, date) else ()
    issued = notice.document.issued
    return all(
        str(day.year) in quote or day.year == issued.year or (day.year == issued.year + 1 and day.month < issued.month)
        for day in days
    )


def _shown(value: FactValue) -> str:
    return "/".join(str(day) for day in value) if isinstance(value, tuple) else str(value)


def _conditions(item: Material, place: Place, notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    for key, values in item.when.items():
        answer = ANSWERS.get(key)
        if answer is None or answer.kind not in ("bool", "choice"):
            keys = ", ".join(k for k, a in ANSWERS.items() if a.kind in ("bool", "choice"))
            yield places.key_problem((*place, key), f"an answer key, one of {keys}", key)
            continue
        accepted = ("true", "false") if answer.kind == "bool" else answer.values or _affiliations(notice, register)
        for number, value in enumerate(values):
            if value not in accepted:
                yield places.problem((*place, key, number), f"one of {', '.join(accepted)}", value)


def _affiliations(notice: Notice, register: Register) -> tuple[str, ...]:
    return tuple(known.id for known in register.affiliations(notice))


def _requirements(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Affiliations are declared ones; probation stands with its level; what no question asks is told in a residual."""
    if any(_identity(notice, register, places)):
        return
    declared = _affiliations(notice, register)
    for at, clause in _placed(notice):
        levels = [item for item in clause.requirements if item.kind == "education"]
        for number, item in enumerate(clause.requirements):
            place = (*at, "requirements", number)
            field = {"affiliation": "admits", "contract": "of"}.get(item.kind, "")
            for position, value in enumerate(getattr(item, field) if field else ()):
                if value not in declared:
                    yield places.problem((*place, field, position), f"one of {', '.join(declared)}", value)
            if item.kind == "probation" and not levels:
                yield places.problem((*place, "kind"), "an education requirement in the same clause", "none")
            if item.kind == "continuing_education" and not (item.courses_per_year or item.hours_per_year):
                yield places.problem(place, "courses_per_year or hours_per_year", "neither")
            if _unasked(item) and not clause.residual:
                expected = f"a residual in clause {clause.id}, since no question asks this"
                yield places.problem((*place, "kind"), expected, "none")


def _unasked(item: AnyRequirement) -> bool:
    return item.kind in UNASKED or bool(getattr(item, "hours_per_year", None))


def _judged(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """What reads as a condition is judged, told with the verdict, or listed with the reason why not; as warnings."""
    for at, clause in _placed(notice):
        judging = [s for _, s in _statements(at, clause) if not isinstance(s, Fact) or s.fact in JUDGED_FACTS]
        quotes = [words for statement in judging for _, words in _quoted(statement)]
        if any(words not in clause.zh for words in quotes):
            # What seems to be judged by nothing may be what these words were meant for.
            continue
        for sentence in unjudged(clause.zh, quotes):
            expected = f"a requirement, material, residual or not_modelled for each condition of clause {clause.id}"
            yield replace(places.problem((*at, "zh"), expected, sentence), level="warning")


def _left_out(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """What is not judged stands apart from what is, or is a part of it."""
    for at, clause in _placed(notice):
        for number, item in enumerate(clause.not_modelled):
            for judged in (*clause.requirements, *clause.residual):
                part = item.quote in judged.quote and item.quote != judged.quote
                if not part and overlap(clause.zh, item.quote, judged.quote):
                    expected = f"words apart from {shown(judged.quote)}, which is judged, or a part of them"
                    yield places.problem((*at, "not_modelled", number, "quote"), expected, item.quote)


def _tables(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """The cells of a table stand in the clause's text, in their order, in both languages alike."""
    for at, clause in _placed(notice):
        if clause.table is None:
            continue
        for language in ("zh", "en"):
            text, reached = canonical(getattr(clause, language)), 0
            for row, cells in enumerate(getattr(clause.table, language)):
                for column, cell in enumerate(cells):
                    found = text.find(canonical(cell), reached)
                    if found < 0:
                        place = (*at, "table", language, row, column)
                        yield places.problem(place, f"words that follow in clause {clause.id}", cell)
                        return
                    reached = found + len(canonical(cell))
        shapes = [[len(row) for row in getattr(clause.table, language)] for language in ("zh", "en")]
        if shapes[0] != shapes[1]:
            yield places.problem((*at, "table", "en"), "as many rows and cells as in zh", shapes[1])


def _amendments(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """What is amended is a clause of a notice of the register that was issued before."""
    for at, clause in _placed(notice):
        for number, amendment in enumerate(clause.amends):
            place, earlier = (*at, "amends", number), register.notice(amendment.notice)
            if earlier is None or earlier.document.issued >= notice.document.issued:
                yield places.problem((*place, "notice"), "a notice of the register issued before", amendment.notice)
            elif amendment.clause not in {known.id for known in earlier.clauses}:
                yield places.problem((*place, "clause"), f"a clause of {amendment.notice}", amendment.clause)


def _used(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Every clause lays something down, or says why it does not."""
    for at, clause in _placed(notice):
        if not clause.statements and clause.informative is None:
            expected = "a fact, requirement, material, residual or not_modelled, or the reason under informative"
            yield places.problem(at, expected, f"neither in clause {clause.id}")
        if clause.statements and clause.informative is not None:
            place = (*at, "informative")
            yield places.problem(place, "informative only where nothing else is laid down", "both")


def _received(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """The clauses with their corrections undone give back the text as received, but for head and signature."""
    faulty = list(_corrections(notice, places))
    yield from faulty
    if faulty:
        return
    try:
        head, signature = map(bare, locate(notice))
    except ReceivedTextError as error:
        at = [at for at, _ in _placed(notice)][error.clause]
        yield places.problem((*at, "zh"), f"the text as received, {error.expected}", error.found)
        return
    document = notice.document
    for field, words in (("title", document.title.zh), ("addressees", document.addressees.zh)):
        if canonical(words) not in canonical(head):
            yield places.problem((field, "zh"), f"words of the received text's head, {shown(head)}", words)
    if canonical(document.issuer.zh) not in canonical(head + signature):
        expected = f"an issuer whom head or signature names, {shown(signature)}"
        yield places.problem(("issuer", "zh"), expected, document.issuer.zh)
    dates = [whole_day(match.group()) for match in (*CHINESE_DAY.finditer(signature), *SINGLE.finditer(signature))]
    if any(dates) and document.issued not in dates:
        yield places.problem(("issued",), f"the date of the signature, {shown(signature)}", document.issued)
    if len(signature) > SIGNATURE:
        expected = f"a signature of at most {SIGNATURE} characters after the last clause"
        yield places.problem(("clauses",), expected, signature[:40])


def _corrections(notice: Notice, places: Places) -> Iterator[Problem]:
    for at, clause in _placed(notice):
        for number, correction in enumerate(clause.corrections):
            for field, text in (("published", clause.text), ("received", as_received(clause))):
                count = text.count(getattr(correction, field))
                if count != 1:
                    place = (*at, "corrections", number, field)
                    found = f"none of {shown(getattr(correction, field))}" if not count else f"{count} of them"
                    yield places.problem(place, f"words that stand once in clause {clause.id}", found)


def _cutoff(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """A notice opens one round, or several that are told apart, or amends another notice."""
    cutoffs = [fact for _, fact in notice.facts if fact.fact == "cutoff"]
    amends = any(clause.amends for clause in notice.clauses)
    if not cutoffs and not amends:
        yield places.problem(("clauses",), "a fact cutoff", "none")
    if len(cutoffs) > 1 and len({fact.round for fact in cutoffs} - {None}) < len(cutoffs):
        named = ", ".join(fact.round or "none" for fact in cutoffs)
        yield places.problem(("clauses",), "one fact cutoff, or each with a round of its own", named)
    rounds = {fact.round for fact in cutoffs}
    for at, clause in _placed(notice):
        for number, fact in enumerate(clause.facts):
            if fact.round is not None and fact.round not in rounds:
                yield places.problem((*at, "facts", number, "round"), "the round of a fact cutoff", fact.round)
            if fact.fact == "window" and not topic_of(clause, fact).startswith("window."):
                yield places.problem((*at, "topics"), "a topic window.…", ", ".join(clause.topics))


def _english(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    year = notice.document.issued.year
    for at, clause in _placed(notice):
        yield from translation_problems(clause, at, year, register.glossary, places)


def _links(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Addresses and telephone numbers in the text are well formed."""
    for at, clause in _placed(notice):
        for kind, pattern in ADDRESSES:
            for found in pattern.findall(clause.zh):
                try:
                    read_value(kind, canonical(found))
                except ValueError as error:
                    yield places.problem((*at, "zh"), error.args[0], found)

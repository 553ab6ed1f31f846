"""What a careful editor would ask of a notice: each check gives the problems it finds, with their places."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from generator.marks import Marks, Place
from generator.model import Clause, Material, Residual
from generator.problems import Problem, shown
from generator.received import ReceivedTextError, as_received, bare, locate
from generator.register import Notice, Register
from generator.values import Interval, canonical, stands_in
from selfcheck.answers import ANSWERS

STATEMENTS = ("facts", "materials", "requirements", "residual")
NUMERALS = {c: n for n, c in enumerate("〇一二三四五六七八九十")}


def notice_problems(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    """Everything wrong with one notice."""
    for check in (
        _identity,
        _clauses,
        _topics,
        _quotes,
        _values,
        _requirements,
        _used,
        _received,
        _cutoff,
        _english,
    ):
        yield from check(notice, register, marks)


def register_problems(register: Register, marks: dict[str, Marks]) -> Iterator[Problem]:
    """What is wrong between files: vocabularies with double or unused entries."""
    for file, entries in (
        ("topics.yaml", register.topics),
        ("facts.yaml", register.facts),
        ("jurisdictions.yaml", register.jurisdictions.jurisdictions),
    ):
        place = marks[str(register.folder / file)]
        seen: set[str] = set()
        for index, entry in enumerate(entries):
            at = (index, "id") if file != "jurisdictions.yaml" else ("jurisdictions", index, "id")
            if entry.id in seen:
                yield place.problem(at, "each id once", entry.id)
            seen.add(entry.id)
    areas = {area.id for area in register.jurisdictions.areas}
    for index, known in enumerate(register.jurisdictions.jurisdictions):
        if known.area not in areas:
            place = marks[str(register.folder / "jurisdictions.yaml")]
            yield place.problem(("jurisdictions", index, "area"), f"one of the areas {sorted(areas)}", known.area)


def _identity(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    known = sorted(entry.id for entry in register.jurisdictions.jurisdictions)
    if notice.jurisdiction not in known:
        expected = f"a folder named after a jurisdiction of jurisdictions.yaml, one of {', '.join(known)}"
        yield marks.problem((), expected, notice.jurisdiction)


def _clauses(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    """Ids are unique, their parents stand before them, and they say what the printed ordinal says."""
    ids = [clause.id for clause in notice.clauses]
    repeated = [index for index, known in enumerate(ids) if known in ids[:index]]
    if repeated:
        # What else seems wrong with ids follows from this.
        yield from (marks.problem(("clauses", index, "id"), "each clause id once", ids[index]) for index in repeated)
        return
    letters: dict[str, int] = {}
    for index, clause in enumerate(notice.clauses):
        parent, _, last = clause.id.rpartition(".")
        letter = chr(ord("a") + letters.get(parent, 0))
        letters[parent] = letters.get(parent, 0) + last.isalpha()
        expected = (
            f"clause {parent} before its paragraphs" if parent not in ("", "0", *ids[:index])
            else f"an id that ends as the label {shown(clause.label)} does" if not _agrees(last, clause.label)
            else f"the next letter, {parent}.{letter}" if last.isalpha() and last != letter
            else None
        )  # fmt: skip
        if expected:
            yield marks.problem(("clauses", index, "id"), expected, clause.id)


def _agrees(last: str, label: str) -> bool:
    return ordinal(label) == int(last) if last.isdigit() else not label


def ordinal(label: str) -> int | None:
    """The number that a printed ordinal writes (（三） and 3. are 3); None where it writes none."""
    core = re.sub(r"[()（）、.．\s]", "", label)
    if core.isdigit():
        return int(core)
    tens, ten, ones = core.rpartition("十")
    if not core or any(c not in NUMERALS for c in core):
        return None
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)


def _topics(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    """Topics are those of ``topics.yaml``, and each statement belongs to one of its clause's."""
    known = {topic.id for topic in register.topics}
    for index, clause in enumerate(notice.clauses):
        unknown = [number for number, topic in enumerate(clause.topics) if topic not in known]
        for number in unknown:
            place = ("clauses", index, "topics", number)
            yield marks.problem(place, "a topic of topics.yaml", clause.topics[number])
        for place, statement in _statements(index, clause):
            if not unknown and not isinstance(statement, Residual):
                yield from _topic_of(statement, clause, place, marks)


def _topic_of(statement, clause: Clause, place: Place, marks: Marks) -> Iterator[Problem]:
    topics = ", ".join(clause.topics)
    if isinstance(statement, Material):
        if f"material.{statement.key}" not in clause.topics:
            yield marks.problem((*place, "key"), f"material.{statement.key} among the clause's topics", topics)
    elif statement.topic is None and len(clause.topics) > 1:
        yield marks.problem(place, f"a topic, one of {topics}", "none")
    elif statement.topic is not None and statement.topic not in clause.topics:
        yield marks.problem((*place, "topic"), f"one of the clause's topics, {topics}", statement.topic)


def _statements(index: int, clause: Clause) -> Iterator[tuple[tuple, object]]:
    for group in STATEMENTS:
        for number, statement in enumerate(getattr(clause, group)):
            yield ("clauses", index, group, number), statement


def _quotes(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    """Every quote, and every open word, stands in its clause letter by letter."""
    for index, clause in enumerate(notice.clauses):
        for place, statement in _statements(index, clause):
            for path, words in _quoted(statement):
                if words not in clause.zh:
                    yield marks.problem((*place, *path), f"words that stand in clause {clause.id}", words)


def _quoted(statement) -> Iterable[tuple[tuple[str, ...], str]]:
    yield ("quote",), statement.quote
    for name in ("words", "own_conditions_words"):
        if words := getattr(statement, name, None):
            yield (name,), words
    for name, field in (("open", "words"), ("waived", "quote")):
        if part := getattr(statement, name, None):
            yield (name, field), getattr(part, field)


def _values(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    """A fact's value, and a count of copies, is the one that its quote writes."""
    for index, clause in enumerate(notice.clauses):
        written = [(("facts", n, "value"), fact.value, fact.quote) for n, fact in enumerate(clause.facts)]
        written += [
            (("materials", n, "copies"), item.copies, item.quote)
            for n, item in enumerate(clause.materials)
            if item.copies is not None
        ]
        for place, value, quote in written:
            if quote in clause.zh and not stands_in(value, quote):
                expected = f"the value that the quote {shown(quote)} writes"
                yield marks.problem(("clauses", index, *place), expected, _shown(value))
            elif not _in_its_year(value, quote, notice):
                expected = f"days in {notice.document.issued.year}, the year of issue, since the quote names no year"
                yield marks.problem(("clauses", index, *place), expected, _shown(value))
        for number, item in enumerate(clause.materials):
            yield from _conditions(item, ("clauses", index, "materials", number, "when"), notice, register, marks)


def _in_its_year(value, quote: str, notice: Notice) -> bool:
    """Whether a day that its quote writes without a year is of the year of issue, or early in the next."""
    days = value if isinstance(value, Interval) else (value,) if isinstance(value, date) else ()
    issued = notice.document.issued
    return all(
        str(day.year) in quote or day.year == issued.year or (day.year == issued.year + 1 and day.month < issued.month)
        for day in days
    )


def _shown(value) -> str:
    return "/".join(str(day) for day in value) if isinstance(value, tuple) else str(value)


def _conditions(item: Material, place, notice, register, marks) -> Iterator[Problem]:
    for key, values in item.when.items():
        answer = ANSWERS.get(key)
        if answer is None or answer.kind not in ("bool", "choice"):
            accepted = ", ".join(k for k, a in ANSWERS.items() if a.kind in ("bool", "choice"))
            yield marks.key_problem((*place, key), f"an answer key, one of {accepted}", key)
            continue
        accepted = ("true", "false") if answer.kind == "bool" else answer.values or _affiliations(notice, register)
        for number, value in enumerate(values):
            if value not in accepted:
                yield marks.problem((*place, key, number), f"one of {', '.join(accepted)}", value)


def _affiliations(notice: Notice, register: Register) -> tuple[str, ...]:
    return tuple(known.id for known in register.affiliations(notice))


def _requirements(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    """Affiliations are declared ones, and probation stands where the level does to which it belongs."""
    if any(_identity(notice, register, marks)):
        return
    declared = _affiliations(notice, register)
    for index, clause in enumerate(notice.clauses):
        levels = [item for item in clause.requirements if item.kind == "education"]
        for number, item in enumerate(clause.requirements):
            place = ("clauses", index, "requirements", number)
            field = {"affiliation": "admits", "contract": "of"}.get(item.kind)
            for position, value in enumerate(getattr(item, field) if field else ()):
                if value not in declared:
                    yield marks.problem((*place, field, position), f"one of {', '.join(declared)}", value)
            if item.kind == "probation" and not levels:
                yield marks.problem((*place, "kind"), "an education requirement in the same clause", "none")


def _used(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    """Every clause lays something down, or says why it does not."""
    for index, clause in enumerate(notice.clauses):
        if not clause.statements and clause.informative is None:
            expected = "a fact, requirement, material or residual, or the reason under informative"
            yield marks.problem(("clauses", index), expected, f"neither in clause {clause.id}")
        if clause.statements and clause.informative is not None:
            place = ("clauses", index, "informative")
            yield marks.problem(place, "informative only where nothing else is laid down", "both")


def _received(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    """The clauses with their corrections undone give back the text as received, but for head and signature."""
    faulty = list(_corrections(notice, marks))
    yield from faulty
    if faulty:
        return
    try:
        head, signature = map(bare, locate(notice))
    except ReceivedTextError as error:
        yield marks.problem(("clauses", error.clause, "zh"), f"the text as received, {error.expected}", error.found)
        return
    document = notice.document
    for field, words in (("title", document.title.zh), ("addressees", document.addressees.zh)):
        if canonical(words) not in canonical(head):
            yield marks.problem((field, "zh"), f"words of the received text's head, {shown(head)}", words)
    signed = f"{document.issuer.zh}{document.issued.year}年{document.issued.month}月{document.issued.day}日"
    if canonical(signature) != canonical(signed):
        yield marks.problem(("issued",), f"issuer and date as the text is signed, {shown(signature)}", signed)


def _corrections(notice: Notice, marks: Marks) -> Iterator[Problem]:
    for index, clause in enumerate(notice.clauses):
        for number, correction in enumerate(clause.corrections):
            for field, text in (("published", clause.text), ("received", as_received(clause))):
                count = text.count(getattr(correction, field))
                if count != 1:
                    place = ("clauses", index, "corrections", number, field)
                    yield marks.problem(place, f"words that stand once in clause {clause.id}", f"{count} of them")


def _cutoff(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    cutoffs = [clause.id for clause, fact in notice.facts if fact.fact == "cutoff"]
    if len(cutoffs) != 1:
        yield marks.problem(("clauses",), "one fact cutoff", f"{len(cutoffs)} {' '.join(cutoffs)}".strip())
    for clause, fact in notice.facts:
        if fact.fact == "window" and not (fact.topic or clause.topics[0]).startswith("window."):
            index = notice.clauses.index(clause)
            yield marks.problem(("clauses", index, "topics"), "a topic window.…", ", ".join(clause.topics))


def _english(notice: Notice, register: Register, marks: Marks) -> Iterator[Problem]:
    """The English uses the glossary's terms, the longest term that fits deciding."""
    terms = sorted(register.glossary, key=lambda term: -len(term.zh))
    for index, clause in enumerate(notice.clauses):
        english, chinese = clause.en.casefold(), clause.zh
        for term in terms:
            if term.zh in chinese:
                chinese = chinese.replace(term.zh, "\0")
                if not any(word.casefold() in english for word in term.en):
                    expected = f"the glossary's {shown(term.en[0])} for {term.zh} in clause {clause.id}"
                    yield marks.problem(("clauses", index, "en"), expected, clause.en)

"""Checks of clauses as a whole: ids, tables, the rounds they open."""

from collections.abc import Iterator

from generator.register.checks.placed import STATEMENTS, Check, RestsOn, placed
from generator.register.notices import Notice, Register, topic_of
from generator.register.ordinals import ordinal_at
from generator.register.places import Places
from generator.register.problems import Problem, shown


def identity(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    jurisdictions = sorted(entry.id for entry in register.jurisdictions.jurisdictions)
    if notice.jurisdiction not in jurisdictions:
        expected = f"a folder named after a jurisdiction of jurisdictions.yaml, one of {', '.join(jurisdictions)}"
        yield places.problem((), expected, notice.jurisdiction)


def _clauses(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Ids are unique, follow their parents, and agree with the printed ordinals."""
    first = {clause.id: at for at, clause in reversed(list(placed(notice)))}
    repeated = [(at, clause.id) for at, clause in placed(notice) if first[clause.id] != at]
    if repeated:
        # Other faults in ids would only follow from these.
        yield from (places.problem((*at, "id"), "each clause id once", clause_id) for at, clause_id in repeated)
        return
    before: set[str] = {"", "0"}
    letters: dict[str, int] = {}
    for at, clause in placed(notice):
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
    """Whether the end of an id agrees with the label; annexes are numbered whatever their label."""
    if last.startswith("annex"):
        return True
    printed = ordinal_at(label)
    return bool(printed and printed[0].number == int(last)) if last.isdigit() else not label


def _used(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Every clause states something, or says why it does not."""
    for at, clause in placed(notice):
        if not clause.statements and clause.informative is None:
            expected = "a fact, requirement, material, residual or not_modelled, or the reason under informative"
            yield places.problem(at, expected, f"neither in clause {clause.id}")
        if clause.statements and clause.informative is not None:
            place = (*at, "informative")
            yield places.problem(place, "informative only where nothing else is laid down", "both")


def _tables(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """A table's cells occur in the clause's text in order, and both languages have the same rows and cells."""
    for at, clause in placed(notice):
        if clause.table is None:
            continue
        for language in ("zh", "en"):
            # To the letter: the page takes the cells out of the text.
            text, reached = clause.of(language), 0
            for row, cells in enumerate(clause.table.of(language)):
                for column, cell in enumerate(cells):
                    found = text.find(cell, reached)
                    if found < 0:
                        place = (*at, "table", language, row, column)
                        yield places.problem(place, f"words that follow in clause {clause.id}", cell)
                        return
                    reached = found + len(cell)
        shapes = [[len(row) for row in clause.table.of(language)] for language in ("zh", "en")]
        if shapes[0] != shapes[1]:
            yield places.problem((*at, "table", "en"), "as many rows and cells as in zh", shapes[1])


def _rounds(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Several rounds have distinct names, and each window is of one of them."""
    cutoffs = [fact for _, fact in notice.facts if fact.fact == "cutoff"]
    if len(cutoffs) > 1 and len({fact.round for fact in cutoffs} - {None}) < len(cutoffs):
        named = ", ".join(fact.round or "none" for fact in cutoffs)
        yield places.problem(("clauses",), "one fact cutoff, or each with a round of its own", named)
    rounds = {fact.round for fact in cutoffs}
    for at, clause in placed(notice):
        for number, fact in enumerate(clause.facts):
            if cutoffs and fact.round is not None and fact.round not in rounds:
                yield places.problem((*at, "facts", number, "round"), "the round of a fact cutoff", fact.round)
            if fact.fact == "window" and not topic_of(clause, fact).startswith("window."):
                yield places.problem((*at, "topics"), "a topic window.…", ", ".join(clause.topics))


CLAUSES: dict[Check, RestsOn] = {
    identity: RestsOn(),
    _clauses: RestsOn("id", "label"),
    _used: RestsOn("informative", *STATEMENTS),
    _tables: RestsOn("table", "zh", "en"),
    _rounds: RestsOn("facts", "topics"),
}

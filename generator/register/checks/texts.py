"""Checks of the words: as received, in English, and the links and telephone numbers in them."""

import re
from collections.abc import Iterator

from generator.notation import DASHES, LINK
from generator.register.checks.placed import Check, RestsOn, placed
from generator.register.days import SINGLE, whole_day
from generator.register.notices import Notice, Register
from generator.register.places import Places
from generator.register.problems import Problem, shown
from generator.register.received import ReceivedTextError, as_received, bare, locate
from generator.register.translation import translation_problems
from generator.register.values import FactType, canonical, read_value

# Wider than a telephone number: whatever the text calls one must have the form facts require.
TELEPHONE_WORDS = rf"(?:电话|传真|手机)\s*[:：]?\s*(\d[\d{DASHES}]{{4,}}\d)"

ADDRESSES: tuple[tuple[FactType, str], ...] = (("url", LINK), ("phone", TELEPHONE_WORDS))

SIGNATURE = 120
"""Characters. More than this after the last clause means a clause was left out."""


def _received(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """With corrections undone, the clauses give the text as received, except head and signature."""
    faulty = list(_corrections(notice, places))
    yield from faulty
    if faulty:
        return
    try:
        head, signature = map(bare, locate(notice))
    except ReceivedTextError as error:
        at = [at for at, _ in placed(notice)][error.clause]
        yield places.problem((*at, "zh"), f"the text as received, {error.expected}", error.found)
        return
    document = notice.document
    for field, words in (("title", document.title.zh), ("addressees", document.addressees.zh)):
        if canonical(words) not in canonical(head):
            yield places.problem((field, "zh"), f"words of the received text's head, {shown(head)}", words)
    for issuer in document.issuer.zh.split("、") if signature else ():
        if canonical(issuer) not in canonical(head + signature):
            expected = f"an issuer whom head or signature names, {shown(signature)}"
            yield places.problem(("issuer", "zh"), expected, issuer)
    dates = [whole_day(match.group()) for match in SINGLE.finditer(signature)]
    if any(dates) and document.issued not in dates:
        yield places.problem(("issued",), f"the date of the signature, {shown(signature)}", document.issued)
    if len(signature) > SIGNATURE:
        expected = f"a signature of at most {SIGNATURE} characters after the last clause"
        yield places.problem(("clauses",), expected, signature[:40])


def _corrections(notice: Notice, places: Places) -> Iterator[Problem]:
    for at, clause in placed(notice):
        for number, correction in enumerate(clause.corrections):
            for field, text in (("published", clause.text), ("received", as_received(clause))):
                count = text.count(getattr(correction, field))
                if count != 1:
                    place = (*at, "corrections", number, field)
                    found = f"none of {shown(getattr(correction, field))}" if not count else f"{count} of them"
                    yield places.problem(place, f"words that stand once in clause {clause.id}", found)


def _english(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    year = notice.document.issued.year
    for at, clause in placed(notice):
        yield from translation_problems(clause, at, year, register.glossary, places)


def _links(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """Links and telephone numbers in the text are well formed."""
    for at, clause in placed(notice):
        for kind, pattern in ADDRESSES:
            for found in re.findall(pattern, clause.zh):
                try:
                    read_value(kind, canonical(found))
                except ValueError as error:
                    yield places.problem((*at, "zh"), error.args[0], found)


TEXTS: dict[Check, RestsOn] = {
    _received: RestsOn("zh", "label", "corrections", "title", "addressees", "issuer", "issued", everywhere=True),
    _english: RestsOn("zh", "en", "translated_from", "issued"),
    _links: RestsOn("zh"),
}

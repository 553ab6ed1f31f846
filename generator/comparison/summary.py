"""The first screen of a comparison: what changed and for whom, in a few plain sentences, the weightiest first."""

from collections.abc import Iterable, Iterator

from generator.comparison.impact import Impact, effects_of
from generator.comparison.impact_words import EFFECTS, ImpactWords
from generator.comparison.rows import FactChange, Row
from generator.comparison.wording import Wording
from generator.languages import capital

MOST = 8
"""No more sentences than a reader takes in at once; the tables below tell the rest."""
DATED = ("date", "interval")
"""Types of facts of which the values themselves are told."""
NAMED = (*DATED, "address", "phone", "fax", "email", "url")
"""Types of facts that everyone needs: of those that are left, the topics are named."""
DATES = 2
LISTED = 4
"""How many dates, and how many names in a list, one summary tells."""


def summary(wording: Wording) -> list[str]:
    """The sentences; always one at least."""
    told = list(_dates(wording))[:DATES]
    said = [
        *_effects(wording),
        *(sentence for _, sentence in told),
        *_materials(wording),
        *_others(wording, {row.topic for row, _ in told}),
    ]
    return [capital(sentence) for sentence in said[:MOST]] or [_nothing(wording)]


def _nothing(wording: Wording) -> str:
    alike = all(row.change == "same" for row in wording.comparison.rows)
    return wording.t(f"comparison.first.{'same' if alike else 'wording'}")


def _effects(wording: Wording) -> Iterator[str]:
    """Of each effect how many cases it has and by which rules, and the first of them: the one on most applicants."""
    effects = effects_of(wording.comparison) or []
    words = ImpactWords(wording.t, wording.language, wording.affiliations, wording.names)
    for name in EFFECTS:
        group = [effect for effect in effects if effect.effect == name]
        if group:
            yield wording.t(f"comparison.first.{name}", count=len(group), rules=_rules(group, words))
            yield words.example(group[0])


def _rules(group: list[Impact], words: ImpactWords) -> str:
    return words.rules(dict.fromkeys(rule for effect in group for rule in effect.because))


def _dates(wording: Wording) -> Iterator[tuple[Row, str]]:
    """Each day or window that both notices state, and with other values."""
    for row, fact in _changes(wording):
        if wording.facts[fact.fact]["type"] in DATED and None not in (fact.a, fact.b):
            yield row, wording.fact(fact, row) + wording.stop


def _changes(wording: Wording) -> Iterator[tuple[Row, FactChange]]:
    return ((row, fact) for row in wording.comparison.rows if row.change == "value" for fact in row.facts)


def _materials(wording: Wording) -> Iterator[str]:
    """What one notice alone asks for, and of what they ask for other numbers."""
    rows = [row for row in wording.comparison.rows if row.topic.partition(".")[0] == "material"]
    said = []
    for change in ("added", "absent"):
        alone = [wording.topic(row) for row in rows if row.change == change and not wording.is_heading(row)]
        if alone:
            said.append(wording.t(f"comparison.first.material_{change}", materials=_listed(alone, wording)))
    for row, fact in _changes(wording):
        if row in rows and wording.facts[fact.fact]["type"] == "count" and None not in (fact.a, fact.b):
            counted = wording.fact(fact, row)
            said.append(wording.t("comparison.first.of", topic=wording.topic(row), said=counted.lower()))
    if said:
        yield wording.semicolon.join(said) + wording.stop


def _others(wording: Wording, told: set[str]) -> Iterator[str]:
    """The other topics with days, places or numbers to call that differ."""
    kinds = {row.topic: wording.topic(row) for row, fact in _changes(wording) if _is_named(fact, wording)}
    left = [name for topic, name in kinds.items() if topic not in told]
    if left:
        yield wording.t("comparison.first.others", topics=_listed(left, wording))


def _is_named(fact: FactChange, wording: Wording) -> bool:
    return wording.facts[fact.fact]["type"] in NAMED


def _listed(names: Iterable[str], wording: Wording) -> str:
    """The first names of a list, and that there are more."""
    every = list(names)
    first = wording.comma.join(every[:LISTED])
    return wording.t("comparison.first.more", listed=first) if len(every) > LISTED else first

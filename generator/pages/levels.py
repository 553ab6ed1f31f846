"""A notice's level table for its readers: which education leads to which title, and after how long."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.decisions.answer_words import value_words
from generator.published.notice import PublishedNotice
from generator.words.load import Translate
from selfcheck.answers import JsonObject

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Way:
    """A title that an education leads to: ``after`` is what must come first, if anything."""

    title: str
    after: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Level:
    """An education with every title it leads to; ``alike`` is the education that counts as it."""

    education: str
    alike: str
    ways: tuple[Way, ...]


def levels(notice: PublishedNotice, t: Translate) -> list[Level]:
    """The rows of the level table in document order, those of the same education together; none without a table.

    ``t`` knows the register's words, too: values of questions, titles and kinds.
    """
    table = next((kind for kind in notice.data["kinds"] if kind.get("table")), None)
    if table is None:
        return []
    key = table["table"]["answer"]
    admits, title = (table["table"][name].removeprefix("$") for name in ("in", "title"))
    held_by: dict[tuple[str, ...], list[Way]] = {}
    for row in _requirements(notice, table["id"]):
        asked: dict[tuple[str, ...], list[str]] = {}
        for held in row[admits]:
            asked.setdefault(_after(notice, row, row[title], key, held, t), []).append(held)
        for after, alike in asked.items():
            held_by.setdefault(tuple(alike), []).append(Way(t(f"title.{row[title]}"), after, row["clause"]))
    counted = _counted(notice)
    return [
        Level(
            _listed((value_words(t, key, each) for each in held), t),
            _listed((value_words(t, key, other) for each in held for other in counted.get(each, ())), t),
            tuple(ways),
        )
        for held, ways in held_by.items()
    ]


def _requirements(notice: PublishedNotice, kind: str) -> list[JsonObject]:
    return [requirement for requirement in notice.data["requirements"] if requirement["kind"] == kind]


def _counted(notice: PublishedNotice) -> dict[str, list[str]]:
    """The education that counts as another whatever else is so, by that other."""
    found: dict[str, list[str]] = {}
    for kind in notice.data["kinds"]:
        counts = kind.get("counts")
        if counts and "when" not in counts:
            for requirement in _requirements(notice, kind["id"]):
                for held, counted in (requirement.get(counts["as"].removeprefix("$")) or {}).items():
                    found.setdefault(counted, []).append(held)
    return found


def _after(notice: PublishedNotice, row: JsonObject, title: str, key: str, held: str, t: Translate) -> tuple[str, ...]:
    """What the row asks for beside the education, in the order of the kinds."""
    said = []
    for kind in (kind for kind in notice.data["kinds"] if kind["row"]):
        for requirement in _requirements(notice, kind["id"]):
            of_row = requirement["clause"] == row["clause"] and requirement.get("title", title) == title
            if of_row and all(held in limit for limit in _limits(kind, requirement, key)):
                said += list(_asked(kind, requirement, key, t))
    return tuple(said)


def _limits(kind: JsonObject, requirement: JsonObject, key: str) -> Iterator[list[str]]:
    """The education that the requirement is limited to, if it is."""
    for name, parameter in kind["parameters"].items():
        if parameter["type"] == "values" and parameter.get("of") == key and name in requirement:
            yield requirement[name]


def _asked(kind: JsonObject, requirement: JsonObject, key: str, t: Translate) -> Iterator[str]:
    """The requirement in words, if it asks for anything: the kind, the values it names, the time it takes."""
    values = [
        value_words(t, parameter["of"], value)
        for name, parameter in kind["parameters"].items()
        if parameter["type"] == "values" and parameter["of"] != key
        for value in requirement.get(name, ())
    ]
    times = {case["time"]["months"] for case in kind["cases"] if isinstance(case.get("time", {}).get("months"), str)}
    months = [requirement[time[1:]] for time in sorted(times) if time[1:] in requirement]
    stated = [*([_listed(values, t)] if values else []), *(_duration(count, t) for count in months)]
    if stated:
        yield t("decision.said", label=t(f"rule.{kind['id']}"), words=t("site.comma").join(stated))


def _duration(months: int, t: Translate) -> str:
    years, rest = divmod(months, MONTHS_A_YEAR)
    if rest:
        return t("notice.levels.months", count=months)
    return t("notice.levels.year") if years == 1 else t("notice.levels.years", count=years)


def _listed(words: "Iterator[str] | list[str]", t: Translate) -> str:
    return t("decision.and").join(words)

"""Checks of what all notices share: unique entries, existing areas, used topics."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.register.checks.holes import question_hole_problems
from generator.register.model import (
    FactName,
    Jurisdiction,
    Topic,
)
from generator.register.notices import Register
from generator.register.places import Place, Places
from generator.register.problems import Problem


def register_problems(register: Register, places: Mapping[Path, Places]) -> Iterator[Problem]:
    """Duplicate ids in the vocabularies, jurisdictions in unknown areas, and questions' words that name nothing."""
    yield from question_hole_problems(register, places[register.folder / "questions.yaml"])
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
    for index, jurisdiction in enumerate(register.jurisdictions.jurisdictions):
        if jurisdiction.area not in areas:
            place = places[register.folder / "jurisdictions.yaml"]
            yield place.problem(
                ("jurisdictions", index, "area"), f"one of the areas {sorted(areas)}", jurisdiction.area
            )


def unused_topics(register: Register, places: Mapping[Path, Places]) -> Iterator[Problem]:
    """Warns of topics no clause carries."""
    used = {topic for notice in register.notices for clause in notice.clauses for topic in clause.topics}
    for index, topic in enumerate(register.topics):
        if topic.id not in used and not topic.reserve:
            place = places[register.folder / "topics.yaml"]
            problem = place.problem((index, "id"), "a topic that some clause carries", topic.id)
            yield replace(problem, level="warning")

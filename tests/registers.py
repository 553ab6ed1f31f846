"""Made-up registers of any size: the two real notices, moved to other rounds and places, each a little different.

The same number of notices gives the same files. Areas have ``PLACES`` jurisdictions with ``ROUNDS`` rounds each, so
that a larger register has more areas and not longer ones.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.folders import ROOT
from generator.register.load import load
from generator.register.places import Plain, read_yaml
from generator.register.problems import BadInput
from generator.register.values import mark_of
from selfcheck.answers import JsonObject

CITY, ZONE = "lianyungang-city/2026-h1", "lianyungang-etdz/2023-h2"
PLACES, ROUNDS = 4, 10
LATEST = 2026 * 2
"""The round from which they are counted backwards, in half years: the first half of 2026."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
HALVES = ("上半年", "First Half", "first half"), ("下半年", "Second Half", "second half")
LAST_OF_ITS_PARENT = {CITY: ("4.6", "劳务派遣人员须提供"), ZONE: ("2.1.b", "按省有关规定做好过渡工作")}
"""A clause that can be left out without a gap in the numbering, and words of its line."""
COPIES = {
    CITY: (("三份", "四份"), ("in 3 copies", "in 4 copies")),
    ZONE: (("2份", "5份"), ("in 2 copies", "in 5 copies")),
}
REWORDED = ("各类培训班", "各种培训班"), ("courses of any kind", "courses of every kind")


def make_register(folder: Path, notices: int = 40) -> Path:
    """A register of so many notices in ``folder``, which must not exist."""
    shutil.copytree(ROOT / "notices", folder, ignore=shutil.ignore_patterns("lianyungang-*"))
    known = _read(folder / "jurisdictions.yaml")
    templates = {name: _template(name) for name in (CITY, ZONE)}
    areas = -(-notices // (PLACES * ROUNDS))
    (folder / "jurisdictions.yaml").write_text(yaml_of(_jurisdictions(known, areas)), encoding="utf-8")
    for place, number, rounds in _places(notices):
        name = (CITY, ZONE)[number % 2]
        (folder / place).mkdir()
        for back in range(rounds):
            year, half = divmod(LATEST - back, 2)
            _write(folder / place / f"{year}-h{half + 1}", name, templates[name], year, half, number + back)
    return folder


def _places(notices: int) -> Iterator[tuple[str, int, int]]:
    """Each jurisdiction's id, its number in its area, and how many rounds it has."""
    for area in range(-(-notices // (PLACES * ROUNDS))):
        inside = min(notices - area * PLACES * ROUNDS, PLACES * ROUNDS)
        for number in range(min(PLACES, inside)):
            yield _id(area, number), number, (inside - number + PLACES - 1) // PLACES


def _id(area: int, number: int) -> str:
    return ("lianyungang-city", "lianyungang-etdz")[number] if (area, number) < (0, 2) else f"area-{area}-{number}"


def _jurisdictions(known: JsonObject, areas: int) -> JsonObject:
    """The vocabulary of places with those that are made up."""
    first = known["areas"][0]
    names = [first["id"], *(f"area-{area}" for area in range(1, areas))]
    return {
        "areas": [
            {**first, "id": name, "zh": f"地区{n}" if n else first["zh"], "en": f"Area {n}" if n else first["en"]}
            for n, name in enumerate(names)
        ],
        "jurisdictions": [
            next(
                (place for place in known["jurisdictions"] if place["id"] == _id(area, number)),
                {
                    "id": _id(area, number),
                    "area": name,
                    "zh": f"地区{area}第{number}区",
                    "en": f"Area {area}, district {number}",
                },
            )
            for area, name in enumerate(names)
            for number in range(PLACES)
        ],
    }


def _template(name: str) -> tuple[JsonObject, str]:
    file = ROOT / "notices" / f"{name}.yaml"
    return _read(file), file.with_suffix(".txt").read_text(encoding="utf-8")


def _read(file: Path) -> JsonObject:
    content, _ = read_yaml(file, file.name)
    assert isinstance(content, dict)
    return content


def _write(path: Path, name: str, template: tuple[JsonObject, str], year: int, half: int, variety: int) -> None:
    """A notice moved to a round; ``variety`` says in what it differs from its template beside."""
    content, received = template
    moved = _moved_to(name, year, half)
    changes = (*(COPIES[name] if variety % 3 == 1 else ()), *(REWORDED if variety % 5 >= 3 else ()))

    def said(text: str) -> str:
        text = moved(text)
        for old, new in changes:
            text = text.replace(old, new)
        return text

    content, received = _each_text(content, said), said(received)
    if variety % 4 == 2:
        left_out, words = LAST_OF_ITS_PARENT[name]
        content["clauses"] = [clause for clause in content["clauses"] if clause["id"] != left_out]
        received = "\n".join(line for line in received.split("\n") if words not in line)
    for clause in content["clauses"]:
        clause["translated_from"] = mark_of(clause["zh"])
        for item in clause.get("materials", ()):
            if "copies" in item and variety % 3 == 1:
                item["copies"] = {CITY: "4", ZONE: "5"}[name]
    path.with_suffix(".yaml").write_text(yaml_of(content), encoding="utf-8")
    path.with_suffix(".txt").write_text(received, encoding="utf-8")


def _each_text(content: Any, change: Callable[[str], str]) -> Any:
    if isinstance(content, str):
        return change(content)
    if isinstance(content, list):
        return [_each_text(item, change) for item in content]
    return {key: _each_text(value, change) for key, value in content.items()}


def _moved_to(name: str, year: int, half: int) -> Callable[[str], str]:
    """Changes a text's year and, for the other half of it, its months."""
    own_year, own_half = name[-7:-3], int(name[-1]) - 1
    by = 6 * (half != own_half)

    def month(number: str) -> int:
        return (int(number) - 1 + by) % 12 + 1

    def change(text: str) -> str:
        text = text.replace(own_year, str(year))
        if not by:
            return text
        for own, other in zip(HALVES[own_half], HALVES[half], strict=True):
            text = text.replace(own, other)
        text = re.sub(r"(\d{1,2})(\s*月)", lambda m: f"{month(m[1])}{m[2]}", text)
        text = re.sub(r"(\d{4}-)(\d{2})(-\d{2})", lambda m: f"{m[1]}{month(m[2]):02}{m[3]}", text)
        return re.sub("|".join(MONTHS), lambda m: MONTHS[month(str(MONTHS.index(m[0]) + 1)) - 1], text)

    return change


class _Plainly(yaml.CSafeDumper):
    """Writes no anchors, which the register refuses."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def yaml_of(content: Plain) -> str:
    return yaml.dump(content, Dumper=_Plainly, allow_unicode=True, sort_keys=False, width=1000)


def problems(folder: Path) -> list[str]:
    """What loading ``folder`` complains of, without the folder's name; it must complain."""
    with pytest.raises(BadInput) as refused:
        load(folder)
    return [line.removeprefix(f"{folder}/") for line in refused.value.lines]

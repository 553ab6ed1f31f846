"""What is open in a notice hides no other problem, and none is told that only follows from it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from proof import LONG
from registers import problems

from generator.register.load import Memory, read_register
from generator.register.places import Place, Plain, read_yaml

pytestmark = LONG

NOTICE = Path("lianyungang-city", "2026-h1.yaml")
TODO = "TODO"
OPEN = f', found "{TODO}"'


def change(register: Path, *changes: tuple[str, str]) -> None:
    file = register / NOTICE
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "opened",
    [
        ("topics: [scope.units]", "topics: [TODO]"),
        ("issued: 2026-05-09", "issued: TODO"),
        ("admits: [city-unit]", "admits: [TODO]"),
        ("en: Conditions for initial determination", "en: TODO"),
    ],
    ids=lambda opened: opened[1],
)
def test_a_fault_is_told_beside_what_is_open_elsewhere(register: Path, opened: tuple[str, str]) -> None:
    change(register, ("quote: 单位年度考核均在合格以上", "quote: 单位年度考核都合格"), opened)
    told = [re.sub(r"^.*?:\d+:\d+: ", "", line) for line in problems(register)]
    assert len([line for line in told if line.endswith(OPEN)]) == 1
    assert [line for line in told if not line.endswith(OPEN)] == [
        'expected words that stand in clause 2.3, found "单位年度考核都合格"'
    ]


def test_a_fault_after_an_open_entry_of_its_list_has_its_own_line(register: Path) -> None:
    change(
        register,
        ("excludes: [civil_servant, retired]", "excludes: [TODO]"),
        ("        quote: 受到党纪", "        quote: 受党纪"),
    )
    lines = (register / NOTICE).read_text(encoding="utf-8").splitlines()
    wrong = next(number for number, line in enumerate(lines, 1) if "quote: 受党纪" in line)
    opened = next(number for number, line in enumerate(lines, 1) if "excludes: [TODO]" in line)
    assert [int(line.split(":")[1]) for line in problems(register)] == [opened, wrong]


def leaves(plain: Plain, place: Place = ()) -> Iterator[Place]:
    match plain:
        case dict():
            for key, value in plain.items():
                yield from leaves(value, (*place, key))
        case list():
            for number, value in enumerate(plain):
                yield from leaves(value, (*place, number))
        case _:
            yield place


def test_whatever_field_is_open_nothing_is_told_that_only_follows_from_it(register: Path) -> None:
    file = register / NOTICE
    plain, _ = read_yaml(file, file.name)
    # One of each field is enough: the last, since more depends on what comes first.
    fields = {tuple(step for step in place if isinstance(step, str)): place for place in leaves(plain)}
    assert len(fields) > 40
    memory, further = Memory(), {}
    for place in fields.values():
        opened: Any = deepcopy(plain)
        holder = opened
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = TODO
        file.write_text(yaml.safe_dump(opened, allow_unicode=True, sort_keys=False), encoding="utf-8")
        told = read_register(register, memory=memory).own[file]
        further[place] = [problem.message for problem in told if not problem.message.endswith(OPEN)]
        assert len(told) > len(further[place])
    assert {place: messages for place, messages in further.items() if messages} == {}

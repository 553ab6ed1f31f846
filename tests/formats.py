"""Small notices beyond the two seeds, put into a copy of the real register with the kinds and questions of their own.

``tests/cases/formats/NAME.ROUND.yaml`` is a notice; where it needs more than the register has, the folder ``NAME``
beside it has it: kinds, and questions, which go before those on experience.
"""

import shutil
from pathlib import Path

from generator.folders import ROOT

FORMATS = ROOT / "tests" / "cases" / "formats"
FILES = {file.stem.rpartition(".")[0]: file for file in sorted(FORMATS.glob("*.*.yaml"))}
"""The notices by their names."""

AFTER_OWN_QUESTIONS = "- id: post_since\n"


def copy_register(folder: Path) -> Path:
    """A copy of the real register in ``folder``, which must not exist, with the topics of these notices as well."""
    shutil.copytree(ROOT / "notices", folder)
    with (folder / "topics.yaml").open("a", encoding="utf-8") as topics:
        topics.write((FORMATS / "topics.yaml").read_text(encoding="utf-8"))
    return folder


def add_notice(register: Path, name: str, place: str | None = None) -> str:
    """Puts a notice and what it needs into the register, by default at its round of the city; returns its id."""
    file = FILES[name]
    place = place or f"lianyungang-city/{file.stem.rpartition('.')[2]}"
    for suffix in (".yaml", ".txt"):
        shutil.copy(file.with_suffix(suffix), register / f"{place}{suffix}")
    own = FORMATS / name
    for kind in own.glob("kinds/*.yaml"):
        shutil.copy(kind, register / "kinds")
    if (own / "questions.yaml").exists():
        asked = register / "questions.yaml"
        more = (own / "questions.yaml").read_text(encoding="utf-8")
        text = asked.read_text(encoding="utf-8")
        assert text.count(AFTER_OWN_QUESTIONS) == 1
        asked.write_text(text.replace(AFTER_OWN_QUESTIONS, more + AFTER_OWN_QUESTIONS), encoding="utf-8")
    return place.replace("/", "-")

"""English keeps to the glossary where its terms are words of the Chinese, and nowhere else."""

import shutil
from pathlib import Path

import pytest

from generator.folders import ROOT
from generator.register.load import load
from generator.register.problems import BadInput

CITY = "lianyungang-city/2026-h1"


def messages(folder: Path, old: str, new: str) -> list[str]:
    """The problems of the register once ``old`` is ``new`` in the city's notice and its text as received."""
    register = shutil.copytree(ROOT / "notices", folder / "notices")
    for suffix in (".yaml", ".txt"):
        file = register / f"{CITY}{suffix}"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load(register)
    return [line for line in caught.value.lines if "从事专业 in clause" in line]


def test_a_term_that_is_no_word_of_the_sentence_asks_for_no_english(tmp_path: Path) -> None:
    assert messages(tmp_path, "从事专业技术工作", "从事专业工作") == []


def test_the_same_term_as_a_word_of_its_own_asks_for_its_english(tmp_path: Path) -> None:
    assert len(messages(tmp_path, "从事专业技术工作", "与从事专业相符的工作")) == 1

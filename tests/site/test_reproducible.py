"""The same register gives the same bytes, whatever else the machine has; the whole site is held in test_plugin.py."""

import marshal
import os
import subprocess
import sys
from pathlib import Path

from generator.folders import ROOT

PAIR = ("lianyungang-etdz-2023-h2", "lianyungang-city-2026-h1")


def compared(target: Path, form: str, before: str = "", **environment: str) -> bytes:
    """A comparison of a process that did something else ``before``."""
    command = [sys.executable, "-c", f"{before}\nfrom generator.__main__ import run; run()"]
    arguments = ["compare", *PAIR, "--format", form, "-o", str(target)]
    subprocess.run([*command, *arguments], cwd=ROOT, env={**os.environ, **environment}, check=True)
    return target.read_bytes()


def test_a_workbook_is_the_same_with_and_without_what_the_tests_bring(tmp_path: Path) -> None:
    without = "import sys; sys.modules['lxml'] = None"
    assert compared(tmp_path / "a.xlsx", "xlsx", "import lxml.etree") == compared(tmp_path / "b.xlsx", "xlsx", without)


def test_words_are_cut_the_same_whatever_lies_in_the_temporary_folder(tmp_path: Path) -> None:
    planted, empty = tmp_path / "planted", tmp_path / "empty"
    for folder in (planted, empty):
        folder.mkdir()
    # As jieba would have written it, newer than its dictionary: every character is a word.
    (planted / "jieba.cache").write_bytes(marshal.dumps(({"": 1}, 1)))
    pages = [compared(tmp_path / folder.name / "c.html", "html", TMPDIR=str(folder)) for folder in (planted, empty)]
    assert pages[0] == pages[1]
    assert not (empty / "jieba.cache").exists()

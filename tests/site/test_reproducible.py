"""The same register gives the same bytes, whatever else the machine has; the whole site is held in test_plugin.py."""

import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.folders import ROOT
from generator.register.dictionary import own_tokenizer

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


def plant(folder: Path) -> None:
    """Puts a dictionary where jieba would look for what it wrote itself: newer than its own, a word a character."""
    (folder / "jieba.cache").write_bytes(marshal.dumps(({"": 1}, 1)))


def test_words_are_cut_the_same_whatever_lies_in_the_temporary_folder(tmp_path: Path) -> None:
    planted, empty = tmp_path / "planted", tmp_path / "empty"
    for folder in (planted, empty):
        folder.mkdir()
    plant(planted)
    pages = [compared(tmp_path / folder.name / "c.html", "html", TMPDIR=str(folder)) for folder in (planted, empty)]
    assert pages[0] == pages[1]
    assert not (empty / "jieba.cache").exists()


def test_a_tokenizer_reads_no_dictionary_and_write_none_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert own_tokenizer().lcut("专业技术工作") != [*"专业技术工作"]
    (tmp_path / "jieba.cache").unlink()
    own_tokenizer().lcut("职称")
    assert list(tmp_path.iterdir()) == []

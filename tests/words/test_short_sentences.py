"""Every sentence that a person reads is short: at most 20 words in English, 40 characters in Chinese.

A blank, a code and a title in 《》 are one word or character each: what stands there is the notice's, the answer's or
the machine's. An English sentence has Chinese only in brackets, in quotation marks or in a code, as a thing's name.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.folders import ROOT
from generator.register.places import read_yaml

MOST_WORDS, MOST_CHARACTERS = 20, 40
HANZI = r"[\u3400-\u9fff]"
BLANK = re.compile(r"\{\w+\}|《[^》]*》")
CODE = re.compile(r"`[^`]*`")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
NAMED = re.compile(r"\([^()]*\)|（[^（）]*(?:（[^（）]*）)?[^（）]*）|“[^”]*”")
"""Where an English sentence may have the Chinese name of a thing."""
ENDS = {"en": re.compile(r"(?<!para)(?<=[.!?])[”’)]*(?:\s+|$)"), "zh": re.compile(r"(?<=[。！？])[”’）]*")}
PAGES = ROOT / "site_src" / "pages"
WORDS = [
    *sorted((ROOT / "site_src" / "words").glob("*.yaml")),
    ROOT / "selfcheck" / "words.json",
    ROOT / "notices" / "questions.yaml",
    *sorted((ROOT / "notices" / "kinds").glob("*.yaml")),
]
WRITTEN = sorted(PAGES.rglob("*.md"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def texts_in(words: Any, place: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text that stands as ``zh`` or ``en`` in nested data: its place, its language and itself."""
    if isinstance(words, dict):
        for key, inner in words.items():
            if key in ENDS and isinstance(inner, str):
                yield place, key, inner
            else:
                yield from texts_in(inner, f"{place}.{key}".lstrip("."))
    elif isinstance(words, list):
        for at, inner in enumerate(words):
            yield from texts_in(inner, f"{place}[{inner.get('id', at) if isinstance(inner, dict) else at}]")


def texts_of_page(file: Path) -> Iterator[str]:
    """The paragraphs, items, headings and cells of a page in Markdown, without its code."""
    text = re.sub(r"\A---\n.*?\n---\n", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text)
    text = re.sub(r"^ *```.*?^ *```$", "\n", text, flags=re.DOTALL | re.MULTILINE)
    for block in re.split(r"\n\s*\n|\n(?= *(?:[-*|#]|\d+\.) ?)", text):
        if block.strip() and not block.startswith("    "):
            yield from (block.strip().strip("|").split("|") if block.lstrip().startswith("|") else [block])


def sentences_in(text: str, language: str) -> list[str]:
    plain = CODE.sub("`", LINK.sub(r"\1", " ".join(text.split())))
    return [one.strip() for one in ENDS[language].split(plain) if one.strip()]


def length(sentence: str, language: str) -> int:
    if language == "en":
        return len(re.findall(r"[^\s–—+≠≈=→]+", sentence))
    # Latin words and numbers count as a character: a name, a year.
    return len(re.findall(r"[A-Za-z0-9.,-]+|[^\s*#]", BLANK.sub("_", sentence)))


def faults_in(text: str, language: str) -> Iterator[str]:
    most = MOST_WORDS if language == "en" else MOST_CHARACTERS
    for sentence in sentences_in(text, language):
        if (found := length(sentence, language)) > most:
            yield f"{found}: {sentence}"
        if language == "en" and re.search(f"[a-z].*{HANZI}|{HANZI}.*[a-z]", NAMED.sub("", sentence)):
            yield f"Chinese: {sentence}"


@pytest.mark.parametrize("file", WORDS, ids=name_of)
def test_a_sentence_of_the_interface_is_short(file: Path) -> None:
    yaml = file.suffix == ".yaml"
    words = read_yaml(file, str(file))[0] if yaml else json.loads(file.read_text(encoding="utf-8"))
    found = [f"{place}: {fault}" for place, tongue, text in texts_in(words) for fault in faults_in(text, tongue)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("file", WRITTEN, ids=name_of)
def test_a_sentence_of_a_page_written_by_hand_is_short(file: Path) -> None:
    tongue = "en" if "en" in file.relative_to(PAGES).parts else "zh"
    found = [fault for text in texts_of_page(file) for fault in faults_in(text, tongue)]
    assert not found, "\n" + "\n".join(found)

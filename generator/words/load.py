"""Loads the words a reader of the site sees, in both languages.

``site_src/words/<file>.yaml`` holds nested mappings whose leaves are ``{zh: …, en: …}``. A leaf's key is its file's
name and its path in the file: ``lead: {zh: …, en: …}`` in ``home.yaml`` gives ``home.lead``. The words of results are
in ``selfcheck/words.json``, as the command line and the browser need them too: ``outcome.eligible``, ``status.met``.
"""

from collections.abc import Iterator
from pathlib import Path

from generator.languages import LANGUAGES, Translate, Words
from generator.register.places import Place, Places, Plain, read_yaml
from generator.register.problems import BadInput, Problem
from selfcheck.words import WORDS

__all__ = ["LANGUAGES", "Translate", "Words", "load_words"]

OF_RESULTS = ("headline", "outcome", "status", "no_title", "window_state", "verdict", "yes_no")
"""The parts of ``selfcheck/words.json`` that pages share with the self-check."""


def load_words(folder: Path) -> Words:
    """The words of results and of ``folder``'s files; raises ``BadInput`` with every entry that lacks a language."""
    entries = {f"{part}.{name}": words for part in OF_RESULTS for name, words in WORDS[part].items()}
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            content, places = read_yaml(file, str(file))
        except BadInput as bad:
            problems += bad.problems
            continue
        for place, leaf in _leaves(content, ()):
            found = list(_faults(place, leaf, places))
            problems += found
            if not found and isinstance(leaf, dict):
                key = ".".join([file.stem, *map(str, place)])
                entries[key] = {language: str(leaf[language]) for language in LANGUAGES}
    if problems:
        raise BadInput(problems)
    return Words(entries)


def _leaves(content: Plain, place: Place) -> Iterator[tuple[Place, Plain]]:
    """Every leaf with its place: a mapping that has a language as a key, or anything that is not a mapping."""
    if not isinstance(content, dict) or not content or set(content) & set(LANGUAGES):
        yield place, content
        return
    for key, inner in content.items():
        yield from _leaves(inner, (*place, key))


def _faults(place: Place, leaf: Plain, places: Places) -> Iterator[Problem]:
    if not isinstance(leaf, dict) or not leaf:
        yield places.problem(place, "the words as {zh: …, en: …}", leaf)
        return
    for language in LANGUAGES:
        words = leaf.get(language)
        if not isinstance(words, str) or not words.strip():
            yield places.problem((*place, language), f"words in {language}", words or "")
    for key in leaf:
        if key not in LANGUAGES:
            yield places.key_problem((*place, key), "zh and en alone", key)

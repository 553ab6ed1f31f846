"""What is found in a clause: statements with their quotes, and notes on what is not certain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.importing.notes import NONE, Note

TODO = "TODO"
type Plain = str | list[Plain] | dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a clause in the fields of its YAML, with the ``comment`` above it."""

    group: str
    fields: dict[str, Plain]
    comment: Note = NONE

    @property
    def quote(self) -> str:
        return str(self.fields.get("quote", ""))

    @property
    def topic(self) -> str | None:
        """Its own topic; None where it takes the clause's."""
        if self.group == "materials":
            key = self.fields["key"]
            return TODO if key == TODO else f"material.{key}"
        topic = self.fields.get("topic")
        return str(topic) if topic else None


@dataclass(frozen=True, slots=True)
class Found:
    """A clause's statements in text order, conditions that a person must confirm, and ``notes`` on what is open."""

    statements: tuple[Statement, ...] = ()
    suggestions: tuple[Statement, ...] = ()
    notes: tuple[Note, ...] = ()
    offered: tuple[Statement, ...] = ()
    """Facts that a person must confirm; the note of each stands alone where a register has no topic for it."""


def fact(name: str, value: str, quote: str, topic: str | None = None, comment: Note = NONE) -> Statement:
    fields: dict[str, Plain] = {"fact": name, "value": value}
    return Statement("facts", fields | ({"topic": topic} if topic else {}) | {"quote": quote}, comment)


def condition(kind: str, quote: str, comment: Note = NONE, topic: str = TODO, **parameters: Plain) -> Statement:
    """A condition as a requirement of ``kind``; its parameters in the order given.

    A kind that not every register has goes by a Chinese word of its name, its parameters by their type.
    """
    return Statement("requirements", {"kind": kind, **parameters, "topic": topic, "quote": quote}, comment)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around ``start`` to ``end``."""
    before = max(text.rfind(mark, 0, start) for mark in "。；;\n") + 1
    after = min((at for mark in "。；;\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return before, after


SENTENCE, PHRASE = "。；;\n", "。；;，,\n"
"""What ends the words that state something."""


def quoted(text: str, pattern: re.Pattern[str], stops: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The words around each match of ``pattern``, up to ``stops`` on both sides, each stretch once."""
    end = -1
    for match in pattern.finditer(text):
        if match.start() < end:
            continue
        start = max(text.rfind(stop, 0, match.start()) for stop in stops) + 1
        end = min((at for stop in stops if (at := text.find(stop, match.end())) >= 0), default=len(text))
        yield text[start:end].strip(), match


def members(listed: str) -> list[str]:
    """The members of a list, each with its brackets."""
    return re.findall(r"[^、（）]+(?:（[^（）]*）)?", listed)

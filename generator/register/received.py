"""Compares a notice's clauses with its text as received.

White space and Markdown marks (headings, bold, rules, brackets around links) do not count; every other difference
must be a declared correction.
"""

import re

from generator.register.model import Clause
from generator.register.notices import Notice
from generator.register.problems import shown

MARKS = re.compile(r"^[ \t]*(?:#+|-{3,}|\*{3,})(?=\s|$)|\*\*|<(?=https?:)|(?<=\S)>|\s", re.MULTILINE)


class ReceivedTextError(Exception):
    """The first clause that departs from the text as received: its index, the received text, the clause's text."""

    def __init__(self, clause: int, expected: str, found: str):
        super().__init__(expected, found)
        self.clause, self.expected, self.found = clause, shown(expected), found


def bare(text: str) -> str:
    """``text`` without white space and Markdown marks."""
    return MARKS.sub("", text)


def as_received(clause: Clause) -> str:
    """The clause's label and text with its corrections undone."""
    text = clause.text
    for correction in clause.corrections:
        text = text.replace(correction.published, correction.received)
    return text


def locate(notice: Notice) -> tuple[str, str]:
    """The received text before the clauses and after them: head and signature.

    The first clause marks the end of the head, the first annex the end of the signature, so neither needs a field of
    its own. Raises ``ReceivedTextError`` where clauses and text differ.
    """
    received, main = bare(notice.received), len(notice.document.clauses)
    body = [bare(as_received(clause)) for clause in notice.clauses]
    start = received.find(body[0])
    if start < 0:
        raise ReceivedTextError(0, received[:40], body[0][:40])
    signed = at = _follow(received, body[:main], start, 0)
    end = len(received)
    if body[main:]:
        end = received.find(body[main], signed)
        if end < 0:
            raise ReceivedTextError(main, received[signed : signed + 40], body[main][:40])
        at = _follow(received, body[main:], end, main)
        if at != len(received):
            raise ReceivedTextError(len(body) - 1, received[at : at + 40], "the end")
    return _lines(notice.received, 0, start), _lines(notice.received, signed, end)


def _follow(received: str, texts: list[str], at: int, first: int) -> int:
    """The index in ``received`` after ``texts``, in sequence from ``at``; their clauses count from ``first``."""
    for index, text in enumerate(texts, first):
        if not received.startswith(text, at):
            pairs = zip(received[at:], text, strict=False)
            same = next((i for i, (a, b) in enumerate(pairs) if a != b), 0)
            begin = max(0, same - 8)
            raise ReceivedTextError(index, received[at + begin : at + same + 12], text[begin : same + 12])
        at += len(text)
    return at


def _lines(text: str, start: int, end: int) -> str:
    """The part of ``text`` between two indices into its bare form, with its line breaks."""
    kept = [*_kept(text), len(text)]
    return text[kept[start] if start else 0 : kept[end]].strip("\n")


def _kept(text: str) -> list[int]:
    """The indices of the characters ``bare`` keeps."""
    dropped = {i for match in MARKS.finditer(text) for i in range(*match.span())}
    return [i for i in range(len(text)) if i not in dropped]

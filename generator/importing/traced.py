"""Text that remembers what was received in place of each character.

Every change to a document's text goes through here, so none can go undeclared.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

MANY = 100
"""More differences than this, or a longer one, count as a single difference: the whole text."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; each form occurs once in its text."""

    received: str
    published: str


@dataclass(frozen=True, slots=True)
class Traced:
    """``published[i]`` is one character, ``received[i]`` the text received in its place."""

    published: tuple[str, ...]
    received: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Traced":
        return cls(tuple(text), tuple(text))

    def __str__(self) -> str:
        return "".join(self.published)

    @property
    def as_received(self) -> str:
        return "".join(self.received)

    def __len__(self) -> int:
        return len(self.published)

    def __add__(self, other: "Traced") -> "Traced":
        return Traced(self.published + other.published, self.received + other.received)

    def part(self, start: int, end: int | None = None) -> "Traced":
        return Traced(self.published[start:end], self.received[start:end])

    def strip(self) -> "Traced":
        """Without white space at both ends; text received there moves to the nearest character."""
        start, end = 0, len(self)
        while start < end and self.published[start].isspace():
            start += 1
        while end > start and self.published[end - 1].isspace():
            end -= 1
        if start == end:
            return self if self.as_received.strip() else self.part(0, 0)
        before, after = "".join(self.received[:start]), "".join(self.received[end:])
        inner = self.part(start, end)
        return inner.preceded_by(before if before.strip() else "").followed_by(after.rstrip())

    def preceded_by(self, received: str) -> "Traced":
        """With text received before the first character but not published."""
        return Traced(self.published, (received + self.received[0], *self.received[1:])) if received else self

    def followed_by(self, received: str) -> "Traced":
        """With text received after the last character but not published."""
        return Traced(self.published, (*self.received[:-1], self.received[-1] + received)) if received else self

    def without(self, pattern: re.Pattern[str]) -> "Traced":
        """Drops matches of ``pattern`` from both forms: marks that do not count as differences."""
        return self._joined(pattern, lambda match: Traced.of(""))

    def unwrapped(self, pattern: re.Pattern[str]) -> "Traced":
        """Drops the first and last character of each match of ``pattern`` from both forms: brackets that are marks."""
        return self._joined(pattern, lambda match: Traced.of(match.group()[1:-1]))

    def squeezed(self, pattern: re.Pattern[str]) -> "Traced":
        """Puts one space in both forms for each match of ``pattern``, a run of white space."""
        return self._joined(pattern, lambda match: Traced.of(" "))

    def replaced(self, pattern: re.Pattern[str], publish: Callable[[re.Match[str]], str]) -> "Traced":
        """Publishes ``publish(match)`` for each match of ``pattern`` and remembers what was received."""
        parts: list[Traced] = []
        pending, at = "", 0
        for match in pattern.finditer(str(self)):
            before, old = self.part(at, match.start()), self.part(*match.span())
            new, at = publish(match), match.end()
            pending = _append(parts, before, pending)
            if str(old) == new:
                pending = _append(parts, old, pending)
            elif len(new) == len(old):
                pending = _append(parts, Traced(tuple(new), old.received), pending)
            elif new:
                pending = _append(parts, Traced(tuple(new), (old.as_received, *[""] * (len(new) - 1))), pending)
            else:
                pending += old.as_received
        pending = _append(parts, self.part(at), pending)
        if pending and not parts:
            return Traced((" ",), (pending,))
        return concatenated([*parts[:-1], parts[-1].followed_by(pending)] if pending else parts)

    def _joined(self, pattern: re.Pattern[str], instead: Callable[[re.Match[str]], "Traced"]) -> "Traced":
        parts: list[Traced] = []
        at = 0
        for match in pattern.finditer(str(self)):
            if any(self.received[i] != self.published[i] for i in range(*match.span())):
                continue
            parts += [self.part(at, match.start()), instead(match)]
            at = match.end()
        return concatenated([*parts, self.part(at)]) if at else self

    def changes(self) -> tuple[Change, ...]:
        """Every difference, with enough text around it to make both forms unique."""
        published, received = str(self), self.as_received
        if published == received:
            return ()
        whole = Change(received.strip(), published.strip())
        if published.count(whole.published) != 1:
            return (whole,)
        spans = self._differing()
        if len(spans) > MANY or any(end - start > MANY for start, end in spans):
            return (whole,)
        while True:
            bounds = [0, *((a[1] + b[0] + 1) // 2 for a, b in pairwise(spans)), len(self)]
            widened = [self._unique(span, bounds[n], bounds[n + 1]) for n, span in enumerate(spans)]
            if all(widened):
                break
            spans = _with_neighbour(spans, widened.index(None))
        found = tuple(self._change(*span) for span in widened if span)
        return found if _undone(published, found) == received else (whole,)

    def _differing(self) -> list[tuple[int, int]]:
        """Where the forms differ; neighbours, and brackets around a word or link, count as one place."""
        spans: list[tuple[int, int]] = []
        for index in (i for i in range(len(self)) if self.published[i] != self.received[i]):
            between = "".join(self.published[spans[-1][1] : index]) if spans else ""
            bracketed = spans and self.published[spans[-1][0]] == "（" and self.published[index] == "）"
            if spans and (len(between) < 2 or (bracketed and (len(between) <= 4 or between.isascii()))):
                spans[-1] = (spans[-1][0], index + 1)
            else:
                spans.append((index, index + 1))
        return spans

    def _change(self, start: int, end: int) -> Change:
        return Change("".join(self.received[start:end]), "".join(self.published[start:end]))

    def _unique(self, span: tuple[int, int], first: int, last: int) -> tuple[int, int] | None:
        """``span`` widened, within ``first`` to ``last``, until it is unique in both forms; None where it cannot be."""
        published, received = str(self), self.as_received
        start, end = span if span[1] - span[0] > 2 else (max(first, span[0] - 2), min(last, span[1] + 2))
        while True:
            found = self._change(start, end)
            tidy = all(text == text.strip() for text in (found.published, found.received))
            if tidy and published.count(found.published) == 1 and received.count(found.received) == 1:
                return start, end
            if (start, end) == (first, last):
                return (start, end) if (first, last) == (0, len(self)) else None
            start, end = max(first, start - 1), min(last, end + 1)


def concatenated(parts: Iterable[Traced]) -> Traced:
    listed = [*parts]
    return Traced(
        tuple(character for part in listed for character in part.published),
        tuple(text for part in listed for text in part.received),
    )


def _append(parts: list[Traced], part: Traced, pending: str) -> str:
    """Adds ``part`` with the text received before it; returns what still waits for a character."""
    if not len(part):
        return pending
    parts.append(part.preceded_by(pending))
    return ""


def _with_neighbour(spans: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """``spans`` with the one at ``at`` merged with its nearer neighbour."""
    distances = [(b[0] - a[1], n) for n, (a, b) in enumerate(pairwise(spans)) if at in (n, n + 1)]
    first = min(distances)[1]
    return [*spans[:first], (spans[first][0], spans[first + 1][1]), *spans[first + 2 :]]


def _undone(published: str, changes: tuple[Change, ...]) -> str:
    for change in changes:
        published = published.replace(change.published, change.received)
    return published

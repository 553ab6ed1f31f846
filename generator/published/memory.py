"""Keeps what has been made of notices: where one of them changes, the others need not be made anew."""

from collections.abc import Callable
from typing import cast


class Memory:
    """What has been made last, by what it is and of which notice."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], tuple[tuple[object, ...], object]] = {}

    def made[T](self, what: str, of: str, sources: tuple[object, ...], make: Callable[[], T]) -> T:
        """What ``make`` gives, or gave the last time, if all that it is made of, ``sources``, is as it was then."""
        known = self._made.get((what, of))
        if known is None or known[0] != sources:
            known = self._made[what, of] = sources, make()
        return cast(T, known[1])

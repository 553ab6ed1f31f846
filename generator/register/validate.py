"""Runs every check on a notice, family by family."""

from collections.abc import Iterator

from generator.register.checks.clauses import CLAUSES
from generator.register.checks.levels import LEVELS
from generator.register.checks.statements import STATED
from generator.register.checks.texts import TEXTS
from generator.register.notices import Notice, Register
from generator.register.places import Places
from generator.register.problems import Problem


def notice_problems(notice: Notice, register: Register, places: Places) -> Iterator[Problem]:
    """All problems of one notice."""
    for check in (*CLAUSES, *STATED, *LEVELS, *TEXTS):
        yield from check(notice, register, places)

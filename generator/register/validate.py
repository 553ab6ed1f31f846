"""Runs every check on a notice, family by family."""

from collections.abc import Iterator, Mapping

from generator.register.checks.clauses import CLAUSES
from generator.register.checks.earlier import EARLIER
from generator.register.checks.levels import LEVELS
from generator.register.checks.placed import Check, RestsOn
from generator.register.checks.statements import STATED
from generator.register.checks.texts import TEXTS
from generator.register.notices import Notice, Register
from generator.register.places import Places
from generator.register.problems import Problem
from generator.register.undecided import NOTHING_OPEN, Open


def notice_problems(
    notice: Notice, register: Register, places: Places, undecided: Open = NOTHING_OPEN
) -> Iterator[Problem]:
    """What is wrong with a notice by itself; of an unfinished one without what may only follow from what is open."""
    yield from _problems(CLAUSES | STATED | LEVELS | TEXTS, notice, register, places, undecided)


def problems_among_others(notice: Notice, register: Register, places: Places, undecided: Open) -> Iterator[Problem]:
    """What is wrong with a notice beside the others of the register, likewise."""
    yield from _problems(EARLIER, notice, register, places, undecided)


def _problems(
    checks: Mapping[Check, RestsOn], notice: Notice, register: Register, places: Places, undecided: Open
) -> Iterator[Problem]:
    for check, rests_on in checks.items():
        for problem in check(notice, register, places):
            if not undecided.explains(problem, rests_on.fields, rests_on.everywhere):
                yield problem

"""Long proofs run whole under ``make proof``, and as a sample of themselves in every ``make test``.

``sizes`` marks a test as a proof, and always makes the sample beside it: no proof can be long without something of it
being run each time. ``elsewhere`` is for another browser, whose sample is the same test in Chromium.

A module whose tests take long together says so: ``pytestmark = LONG``. Of its tests ``make test`` draws a part, by the
commit: each commit has another part, and the same one each time. Without ``--draw`` all of them run.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256

import pytest
from _pytest.mark import ParameterSet

LONG = pytest.mark.long
SHARE = 1 / 6
"""How much of a long module every run takes."""


def sizes[Size](*, sample: Size, whole: Size) -> list[ParameterSet]:
    """The two values of a parameter that says how much is proven; for a test's parameters or a fixture's.

    What a sample takes is drawn from a fixed seed or stands in the test: it is the same each time.
    """
    return [pytest.param(sample, id="sample"), pytest.param(whole, id="whole", marks=pytest.mark.proof)]


def elsewhere[Size](whole: Size) -> list[ParameterSet]:
    """The whole of what every run asks of Chromium, in another browser, which only a proof sets up."""
    return sizes(sample=whole, whole=whole)[1:]


def drawn(tests: Iterable[str], seed: str) -> set[str]:
    """The part of long tests, given as pytest names them, that a run with this seed takes.

    Of a test with many cases it is a share of the cases, of a module's other tests a share of the tests; of each at
    least one.
    """
    cases: dict[str, list[str]] = defaultdict(list)
    for test in tests:
        cases[test.split("[")[0]].append(test)
    groups: dict[str, list[str]] = defaultdict(list)
    for name, found in cases.items():
        groups[name if len(found) > 1 else name.split("::")[0]] += found

    def lot(test: str) -> bytes:
        return sha256(f"{seed} {test}".encode()).digest()

    return {test for found in groups.values() for test in sorted(found, key=lot)[: math.ceil(len(found) * SHARE)]}

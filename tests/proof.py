"""Long proofs run whole under ``make proof``, and as a sample of themselves in every ``make test``.

``sizes`` marks a test as a proof, and always makes the sample beside it: no proof can be long without something of it
being run each time. ``elsewhere`` is for another browser, whose sample is the same test in Chromium.
"""

import pytest
from _pytest.mark import ParameterSet


def sizes[Size](*, sample: Size, whole: Size) -> list[ParameterSet]:
    """The two values of a parameter that says how much is proven; for a test's parameters or a fixture's.

    What a sample takes is drawn from a fixed seed or stands in the test: it is the same each time.
    """
    return [pytest.param(sample, id="sample"), pytest.param(whole, id="whole", marks=pytest.mark.proof)]


def elsewhere[Size](whole: Size) -> list[ParameterSet]:
    """The whole of what every run asks of Chromium, in another browser, which only a proof sets up."""
    return sizes(sample=whole, whole=whole)[1:]

"""Times verdicts on CPython or, through ``in_pyodide.mjs``, in Pyodide; ``verdicts.py`` runs it in both.

Reads a JSON list of [published notice, [answers, …]] from standard input; writes a line of JSON for each with the
median of everything timed, in microseconds. It reads the clock inside Python, so that no call from JavaScript or
between threads counts.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from selfcheck import evaluate
from selfcheck.diagram import Space
from selfcheck.notice import read_notice

TODAY = "2026-05-20"

BATCH = 50e-6
"""The least number of seconds between two readings of the clock: a hundred times the resolution of Node's clock."""


def time_notice(published: dict, given: list[dict]) -> Iterator[tuple[str, float]]:
    """Each thing timed and its median in microseconds over the answers ``given``, complete and partial."""
    notice = read_notice(published)

    def ask(answers: dict) -> dict:
        return evaluate(notice, answers, TODAY)

    complete = [answers for answers in given if is_complete(published, answers)]
    partial = [answers for answers in given if not is_complete(published, answers)]
    asking = [answers for answers in partial if ask(answers)["next"]]
    notice = read_notice(published)
    # What is found about one applicant is kept for the next: at first nothing is.
    yield "complete verdict, each asked once", _median_once(ask, complete)
    yield "partial verdict that asks, each asked once", _median_once(ask, asking)
    yield "complete verdict", median_of(ask, complete)
    yield "partial verdict", median_of(ask, partial)
    yield "partial verdict that asks", median_of(ask, asking)
    yield "nothing answered", median_of(ask, [{}] * 100)
    yield "laying out the diagram, once", _median_once(Space, [read_notice(published) for _ in range(20)])
    yield "reading the notice, once", median_of(read_notice, [published] * 20)


def median_of(do: Callable, inputs: list) -> float:
    """The median time of ``do`` over ``inputs`` in microseconds, each the best of three."""
    return statistics.median(min(_time(do, given) for _ in range(3)) for given in inputs) * 1e6


def _median_once(do: Callable, inputs: list) -> float:
    """The median time of ``do`` over ``inputs`` in microseconds, each done a single time."""
    taken = []
    for given in inputs:
        start = time.perf_counter()
        do(given)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1e6


def _time(do: Callable, given: object) -> float:
    calls, taken, start = 0, 0.0, time.perf_counter()
    while taken < BATCH:
        do(given)
        calls += 1
        taken = time.perf_counter() - start
    return taken / calls


def is_complete(published: dict, answers: dict) -> bool:
    return all(answers.get(question["id"]) is not None for question in published["questions"])


if __name__ == "__main__":
    for published, given in json.load(sys.stdin):
        print(json.dumps(dict(time_notice(published, given))))

"""Work that other processes do ahead: its results are those of one process, in the same order."""

import os
from functools import partial

import pytest

from generator.site.ahead import PROCESSES, ahead


def told(number: int) -> tuple[int, int]:
    return number, os.getpid()


def refused(number: int) -> int:
    if number == 30:
        raise ValueError(f"no {number}")
    return number


@pytest.mark.parametrize("processes", ["1", "2", "4"])
def test_results_come_in_the_order_of_the_jobs(monkeypatch: pytest.MonkeyPatch, processes: str) -> None:
    monkeypatch.setenv(PROCESSES, processes)
    results = list(ahead([partial(told, number) for number in range(50)]))
    assert [number for number, _ in results] == list(range(50))
    assert (os.getpid() in {process for _, process in results}) == (processes == "1")


def test_what_goes_wrong_in_another_process_is_told_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROCESSES, "2")
    results = ahead([partial(refused, number) for number in range(50)])
    assert [next(results) for _ in range(30)] == list(range(30))
    with pytest.raises(ValueError, match="no 30"):
        next(results)

"""Work done by other processes ahead of whoever takes its results, so that a build uses every core."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from threading import Semaphore
from typing import cast

PROCESSES = "CHUDING_PROCESSES"
"""In the environment: how many processes a build takes, else one for each core that it may use."""
EACH = 4
"""How many results a process may be ahead: together they outgrow the memory."""

_jobs: Sequence[Callable[[], object]] = ()
"""In another process, what it may be asked to do."""


def ahead[T](jobs: Sequence[Callable[[], T]]) -> Iterator[T]:
    """The result of each job, in their order; here and now where there are no processes to be had.

    The other processes have what this one has read, without a copy (fork): so jobs need not be sent.
    """
    count = processes()
    if count < 2 or len(jobs) < 2:
        yield from (job() for job in jobs)
        return
    free, taken = Semaphore(count * EACH), True

    def asked() -> Iterator[int]:
        for number in range(len(jobs)):
            free.acquire()
            if not taken:
                return
            yield number

    with multiprocessing.get_context("fork").Pool(count, _begin, (jobs,)) as pool:
        try:
            for result in pool.imap(_do, asked()):
                yield cast(T, result)
                free.release()
        finally:
            # Whoever stops early would else wait for the one that waits here.
            taken = False
            free.release()


def processes() -> int:
    """How many processes a build takes; one where the system cannot fork."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    asked = os.environ.get(PROCESSES, "")
    return int(asked) if asked.isdecimal() and int(asked) else os.process_cpu_count() or 1


def _begin(jobs: Sequence[Callable[[], object]]) -> None:
    global _jobs
    _jobs = jobs


def _do(number: int) -> object:
    return _jobs[number]()

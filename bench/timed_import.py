"""Times the import of the self-check where it is run, as the first thing in a new process; see ``timed.py``.

To standard output a line of JSON: the import in microseconds, the modules that it brought, and, of the modules that
``json`` is built on, what each takes alone: dropped and imported once more, wherever it came from.
"""

import sys
import time

before = set(sys.modules)
start = time.perf_counter()
import selfcheck  # noqa: E402, F401

taken = time.perf_counter() - start
brought = sorted(set(sys.modules) - before)

import json  # noqa: E402 - the self-check has it by now


def time_again(name: str) -> float:
    kept = dict(sys.modules)
    for known in kept:
        if known.partition(".")[0] == name:
            del sys.modules[known]
    start = time.perf_counter()
    __import__(name)
    taken = time.perf_counter() - start
    sys.modules.update(kept)
    return taken * 1e6


again = {f"import {name} alone": time_again(name) for name in ("json", "re", "enum", "functools", "collections")}
print(json.dumps({"import selfcheck": taken * 1e6, **again, "brought": brought}))

"""Times the import of the self-check as the first thing in a new process, on CPython or in Pyodide; see ``timed.py``.

Writes a line of JSON: the import in microseconds, the modules it loaded, and the time of each module ``json`` is built
on, dropped and imported again.
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
    for module in kept:
        if module.partition(".")[0] == name:
            del sys.modules[module]
    start = time.perf_counter()
    __import__(name)
    taken = time.perf_counter() - start
    sys.modules.update(kept)
    return taken * 1e6


again = {f"import {name} alone": time_again(name) for name in ("json", "re", "enum", "functools", "collections")}
print(json.dumps({"import selfcheck": taken * 1e6, **again, "brought": brought}))

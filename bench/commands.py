"""Times how soon the command answers: ``python bench/commands.py --times 20``.

Baseline, in turn with it: the same Python, importing click and doing nothing. Prints a line of JSON a command: the
median and the best of the seconds, of the processor's seconds, and the ratio of the medians to the baseline's.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHUDING = (sys.executable, "-c", "from generator.__main__ import run; run()")
BASELINE = "import click"
COMMANDS: dict[str, tuple[str, ...]] = {
    BASELINE: (sys.executable, "-c", "import click"),
    "--help": (*CHUDING, "--help"),
    "selfcheck --help": (*CHUDING, "selfcheck", "--help"),
    "selfcheck --all": (*CHUDING, "selfcheck", "--all"),
    "check": (*CHUDING, "check"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for _ in range(times):
        for name, command in COMMANDS.items():
            took[name].append(run(command))
    baseline = medians(took[BASELINE])
    for name, runs in took.items():
        wall, processor = medians(runs)
        print(
            json.dumps(
                {
                    "command": name,
                    "seconds": {"median": round(wall, 3), "best": round(min(wall for wall, _ in runs), 3)},
                    "processor": {"median": round(processor, 3), "best": round(min(cpu for _, cpu in runs), 3)},
                    "to the baseline": round(processor / baseline[1], 2),
                }
            )
        )


def run(command: tuple[str, ...]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stdin
    process.stdin.write(b"{}")
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command}: exit {process.returncode}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime


def medians(runs: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(wall for wall, _ in runs), statistics.median(cpu for _, cpu in runs)


if __name__ == "__main__":
    main()

"""The benches run, on little: what they measure is not this test's business."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.folders import ROOT


@pytest.mark.parametrize("command", [("mutations.py", "--count", "4"), ("import.py",)], ids=" ".join)
def test_a_bench_ends_well(command: tuple[str, ...]) -> None:
    run_bench(*command)


def test_the_bench_of_verdicts_ends_well_on_cpython_and_in_pyodide() -> None:
    run_bench("verdicts.py", "--count", "20", "--imports", "1", "--pyodide")


def test_the_bench_of_what_a_device_keeps_ends_well(site: Path) -> None:
    run_bench("offline.py", str(site))


def test_the_bench_of_comparisons_ends_well(site: Path) -> None:
    run_bench("comparisons.py", "--times", "1", "--browser", str(site))
    run_bench("comparisons.py", "--grow", "1,2")


def run_bench(*command: str) -> None:
    bench = [sys.executable, str(ROOT / "bench" / command[0]), *command[1:]]
    done = subprocess.run(bench, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

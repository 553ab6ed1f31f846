"""The benches run, on little: what they measure is not this test's business."""

import subprocess
import sys
from pathlib import Path

import pytest
from proof import sizes

from generator.folders import ROOT

SMALL = [("mutations.py", "--count", "4"), ("import.py",), ("verdicts.py", "--count", "20", "--imports", "1")]
"""In seconds; of what takes longer there is a proof."""


@pytest.mark.parametrize("pyodide", sizes(sample=False, whole=True))
def test_the_benches_of_the_command_line_end_well(pyodide: bool) -> None:
    for command in SMALL:
        run_bench(*command, *(["--pyodide"] if pyodide and command[0] == "verdicts.py" else []))


@pytest.mark.parametrize("browser", sizes(sample=False, whole=True))
def test_the_benches_of_the_site_end_well(site: Path, browser: bool) -> None:
    run_bench("comparisons.py", "--grow", "1,2")
    if browser:
        run_bench("comparisons.py", "--times", "1", "--browser", str(site))
        run_bench("offline.py", str(site))


def run_bench(*command: str) -> None:
    bench = [sys.executable, str(ROOT / "bench" / command[0]), *command[1:]]
    done = subprocess.run(bench, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

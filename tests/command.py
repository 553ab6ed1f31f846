"""The command line as tests run it."""

import os
import subprocess
import sys
from pathlib import Path

from generator.folders import ROOT

type Done = subprocess.CompletedProcess[str]


def run_chuding(*arguments: str | Path, stdin: str = "", cwd: Path = ROOT) -> Done:
    """Runs the installed command as a clerk would; its exit status is for the caller to judge."""
    command = [str(Path(sys.executable).with_name("chuding")), *map(str, arguments)]
    env = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        command, input=stdin, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )

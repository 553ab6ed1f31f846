"""The command line as tests run it: in this process, or in one of its own where that is the point."""

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from generator.commands.main import main
from generator.folders import ROOT

CHUDING = [sys.executable, "-c", "from generator.__main__ import run; run()"]
"""The command by the door that the installed one opens, for a test that puts something before it."""


@dataclass(frozen=True)
class Done:
    """How a run of the command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run_chuding(*arguments: str | Path, stdin: str = "", cwd: Path = ROOT) -> Done:
    """Runs the command in this process. The caller judges its exit status; what it did not expect is raised."""
    with contextlib.chdir(cwd):
        result = CliRunner().invoke(main, [*map(str, arguments)], input=stdin, prog_name="chuding")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def run_process(*arguments: str | Path, stdin: str = "", cwd: Path = ROOT) -> Done:
    """Runs the installed command as a clerk would."""
    command = [str(Path(sys.executable).with_name("chuding")), *map(str, arguments)]
    env = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, input=stdin, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)
    return Done(done.returncode, done.stdout, done.stderr)

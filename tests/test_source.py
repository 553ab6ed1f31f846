"""The source itself: linted, formatted, and the browser's scripts checked by type."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.folders import ROOT

BROWSER = ROOT / "site_src" / "browser"
TSC = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
STRICT = ("--checkJs", "--noEmit", "--strict", "--target", "es2022", "--typeRoots", "none")
WORKERS = (
    "python/worker.js",
    "search/finder.js",
    "device/service-worker.js",
    "file/source.js",
    "preview/service-worker.js",
)


@pytest.mark.parametrize("command", [("check",), ("format", "--check")], ids=" ".join)
def test_python_passes_the_linter(command: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", "ruff", *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_python_keeps_its_types() -> None:
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("-p", str(BROWSER / "jsconfig.json")),
        # Each is alone in its worker, though none is a module.
        (
            *STRICT,
            "--lib",
            "es2022,webworker",
            "--moduleDetection",
            "force",
            *(str(BROWSER / name) for name in WORKERS),
        ),
    ],
    ids=["page", "workers"],
)
def test_the_browsers_scripts_keep_their_types(node: Path, arguments: tuple[str, ...]) -> None:
    done = subprocess.run([node, TSC, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout

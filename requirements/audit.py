"""Holds the lock files against the known vulnerabilities of their packages, by pip-audit and by npm.

    python -m requirements.audit      in the environment of requirements/audit.txt; `make audit` does both

A line a finding and a line a lock file. Exit 0: all were looked up, and none has any. Exit 1: some has. Exit 2: a
source could not be reached; an audit that did not happen is no pass.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bootstrap

ROOT = bootstrap.ROOT
PYTHON = (
    sys.executable,
    "-m",
    "pip_audit",
    "--require-hashes",
    "--disable-pip",
    "--progress-spinner=off",
    "--format=json",
)
NPM = ("audit", "--json", "--package-lock-only")
CLEAN, FOUND, NOT_DONE = 0, 1, 2
NAMED = 3
"""How many packages are named that a source does not know: where it cannot be reached, these are all."""

type Run = Callable[[tuple[str | Path, ...], Path], subprocess.CompletedProcess[str]]
"""Runs a command in a folder; what it prints is captured."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What became of one lock file; ``failed`` says why it was not looked up whole, if it was not."""

    lock: str
    packages: int = 0
    findings: tuple[str, ...] = ()
    failed: str = ""

    @property
    def lines(self) -> Iterator[str]:
        yield from (f"{self.lock}: {finding}" for finding in self.findings)
        if self.failed:
            yield f"{self.lock}: not audited: {self.failed}"
        elif not self.findings:
            yield f"{self.lock}: {self.packages} packages, none with a known vulnerability"


def main(run: Run) -> int:
    """Prints what is known of every lock file, and gives the exit status."""
    audits = [*_of_python(run), *_of_npm(run)]
    for audit in audits:
        for line in audit.lines:
            print(line)
    if any(audit.failed for audit in audits):
        return NOT_DONE
    return FOUND if any(audit.findings for audit in audits) else CLEAN


def run_quietly(command: tuple[str | Path, ...], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")


def _of_python(run: Run) -> Iterator[Audit]:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        yield _read(lock, run((*PYTHON, "--requirement", lock), ROOT), _python_report)


def _of_npm(run: Run) -> Iterator[Audit]:
    _, npm = bootstrap.get_node()
    for folder in (ROOT, ROOT / "bench" / "firefox"):
        yield _read(folder / "package-lock.json", run((*npm, *NPM), folder), _npm_report)


def _read(lock: Path, done: subprocess.CompletedProcess[str], report: Callable[[str, Any], Audit]) -> Audit:
    name = lock.relative_to(ROOT).as_posix()
    try:
        return report(name, json.loads(done.stdout))
    except (ValueError, LookupError, TypeError, AttributeError):
        # Whatever is no report is why there is none.
        said = bootstrap.reason_in((done.stderr or done.stdout).splitlines())
        return Audit(name, failed=f"the source could not be reached ({said})")


def _python_report(name: str, report: Any) -> Audit:
    packages = report["dependencies"]
    skipped = [package["name"] for package in packages if "vulns" not in package]
    findings = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    some = ", ".join(skipped[:NAMED]) + (f" and {len(skipped) - NAMED} more" if skipped[NAMED:] else "")
    failed = f"the source does not know {some}" if skipped else ""
    return Audit(name, len(packages), tuple(findings), failed)


def _npm_report(name: str, report: Any) -> Audit:
    findings = [
        f"{package} {fault['range']}: {fault['severity']}, " + ", ".join(sorted(map(_advice, fault["via"])))
        for package, fault in sorted(report["vulnerabilities"].items())
    ]
    return Audit(name, report["metadata"]["dependencies"]["total"], tuple(findings))


def _advice(via: Any) -> str:
    """An advisory, or the package by which another's reaches this one."""
    return via if isinstance(via, str) else str(via["url"])


if __name__ == "__main__":
    sys.exit(main(run_quietly))

"""``make audit``: what is known of the lock files is told, and an audit that did not happen is no pass."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.folders import ROOT
from requirements.audit import main

type Command = tuple[str | Path, ...]

LOCKS = [*(f"requirements/{lock.name}" for lock in sorted((ROOT / "requirements").glob("*.txt"))), "package-lock.json"]
CLEAN: dict[str, Any] = {"dependencies": [{"name": "jinja2", "version": "3.1.6", "vulns": []}], "fixes": []}
CLEAN_NPM: dict[str, Any] = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 40}}}
VULNERABLE = {"name": "jinja2", "version": "3.1.2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.1.3", "3.2"]}]}
VULNERABLE_NPM = {
    "terser": {"range": "<5.14.2", "severity": "high", "via": [{"url": "https://advisory.example/1"}, "acorn"]}
}


def audited(capsys: pytest.CaptureFixture[str], python: Any = CLEAN, npm: Any = CLEAN_NPM) -> tuple[int, list[str]]:
    """Exit status and lines where the tools print this: an object as JSON, text as it is, on standard error."""

    def run(command: Command, folder: Path) -> subprocess.CompletedProcess[str]:
        said = python if "pip_audit" in command else npm
        as_json = not isinstance(said, str)
        return subprocess.CompletedProcess(command, 1, json.dumps(said) if as_json else "", "" if as_json else said)

    status = main(run)
    return status, capsys.readouterr().out.splitlines()


def test_where_nothing_is_known_every_lock_file_is_named_and_the_audit_passes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, lines = audited(capsys)
    assert status == 0 and [line.partition(": ")[0] for line in lines[: len(LOCKS)]] == LOCKS
    assert {line.partition(": ")[2] for line in lines} == {
        f"{count} packages, none with a known vulnerability" for count in (1, 40)
    }


def test_a_vulnerability_is_named_with_its_package_and_what_mends_it(capsys: pytest.CaptureFixture[str]) -> None:
    status, lines = audited(capsys, {"dependencies": [VULNERABLE]}, CLEAN_NPM | {"vulnerabilities": VULNERABLE_NPM})
    assert status == 1
    assert "requirements/site.txt: jinja2 3.1.2: PYSEC-1, mended in 3.1.3, 3.2" in lines
    assert "package-lock.json: terser <5.14.2: high, acorn, https://advisory.example/1" in lines


@pytest.mark.parametrize(
    ("python", "npm", "line"),
    [
        (
            "INFO: retrying\nERROR:pip_audit._cli:Could not connect to the vulnerability feed",
            CLEAN_NPM,
            "requirements/site.txt: not audited: the source could not be reached"
            " (ERROR:pip_audit._cli:Could not connect to the vulnerability feed)",
        ),
        (
            CLEAN,
            "npm error audit endpoint returned an error\nnpm error A complete log of this run is here",
            "package-lock.json: not audited: the source could not be reached"
            " (npm error audit endpoint returned an error)",
        ),
        (CLEAN, {"error": {"code": "ENOAUDIT"}}, None),
        (
            {"dependencies": [{"name": "jinja2", "skip_reason": "not found"}]},
            CLEAN_NPM,
            "requirements/site.txt: not audited: the source does not know jinja2",
        ),
    ],
)
def test_where_a_source_cannot_be_reached_one_line_says_so_and_the_audit_does_not_pass(
    capsys: pytest.CaptureFixture[str], python: Any, npm: Any, line: str | None
) -> None:
    status, lines = audited(capsys, python, npm)
    assert status == 2 and len(lines) == len(LOCKS) + 1
    assert line in lines if line else "not audited" in lines[-1]

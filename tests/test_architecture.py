"""Which module may import what: data flows one way, and the browser's package needs the standard library alone."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SELFCHECK = sorted((ROOT / "selfcheck").glob("*.py"))
GENERATOR = sorted((ROOT / "generator").glob("*.py"))


def imported(file: Path) -> set[str]:
    """The top-level names of all that ``file`` imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("file", SELFCHECK, ids=lambda file: file.name)
def test_the_rule_module_imports_the_standard_library_alone(file: Path):
    assert imported(file) <= {*sys.stdlib_module_names, "selfcheck"}


def test_one_module_imports_mkdocs():
    assert [file.name for file in GENERATOR if "mkdocs" in imported(file)] == ["plugin.py"]


def test_the_rule_module_runs_with_nothing_but_python(tmp_path: Path):
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); import selfcheck"]
    assert subprocess.run(command, capture_output=True).returncode == 0


def test_no_rule_reads_the_clock():
    calls = [
        (file.name, node.attr)
        for file in SELFCHECK
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow", "time")
    ]
    assert calls == []


def test_no_host_name_of_a_package_registry_is_in_the_repository():
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "registry." + "npmjs"]
    found = [
        name
        for name in listed.stdout.splitlines()
        if (ROOT / name).is_file() and any(host in (ROOT / name).read_text(errors="ignore") for host in hosts)
    ]
    assert found == []

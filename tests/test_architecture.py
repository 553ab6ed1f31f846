"""Which module may import what: data flows one way, and the browser's packages need the standard library alone."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.folders import ROOT

SELFCHECK = sorted((ROOT / "selfcheck").rglob("*.py"))
GENERATOR = sorted((ROOT / "generator").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
ROOMS = (
    *("folders", "languages", "notation", "reading", "sheets", "store", "writing", "zips"),
    "decisions",
    "comparison",
    "register",
    "published",
    "words",
    "centre",
    "workbooks",
    "translating",
    "importing",
    "comparing",
    "runtime",
    "pages",
    "site",
    "plugin",
    "preview",
    "publishing",
    "desk",
    "commands",
    "__main__",
)
"""The rooms and single modules of ``generator``: each imports from those before it, and from itself."""
IN_THE_BROWSER = ("languages", "notation", "decisions", "comparison")
"""Those that also run in the browser, beside ``selfcheck``."""


def imported(file: Path) -> set[str]:
    """The full names of all that ``file`` imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            # What is imported from the package itself is a room or a module of it.
            within = node.module == "generator"
            names |= {f"generator.{alias.name}" for alias in node.names} if within else {node.module or ""}
    return names


def packages(file: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(file)}


def room_of(name: str) -> str:
    """The room of a module's full name, ``register`` of ``generator.register.load``."""
    return [*name.split("."), ""][1]


def rooms() -> Iterator[tuple[Path, str]]:
    for file in GENERATOR:
        inside = file.relative_to(ROOT / "generator")
        if inside.name != "__init__.py" or len(inside.parts) > 1:
            yield file, inside.parts[0].removesuffix(".py")


@pytest.mark.parametrize("file", SELFCHECK, ids=lambda file: file.name)
def test_the_rule_module_imports_the_standard_library_alone(file: Path) -> None:
    assert packages(file) <= {*sys.stdlib_module_names, "selfcheck"}


def test_what_compares_in_the_browser_needs_the_standard_library_and_the_rule_module_alone() -> None:
    found = {
        file.relative_to(ROOT).as_posix(): packages(file) - {*sys.stdlib_module_names, "selfcheck", "generator"}
        for file, room in rooms()
        if room in IN_THE_BROWSER
    }
    assert found and not any(found.values()), found


def test_every_room_is_listed() -> None:
    assert {room for _, room in rooms()} == set(ROOMS)


def test_rooms_import_one_way() -> None:
    against = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file, room in rooms()
        for name in sorted(imported(file))
        if name.startswith("generator.") and ROOMS.index(room_of(name)) > ROOMS.index(room)
    ]
    assert against == []


def test_one_module_imports_mkdocs() -> None:
    assert [file.name for file in GENERATOR if "mkdocs" in packages(file)] == ["plugin.py"]


def test_one_module_knows_the_projects_folders() -> None:
    found = [
        file.relative_to(ROOT / "generator").as_posix()
        for file in GENERATOR
        if "Path(__file__).resolve().parent.parent" in file.read_text(encoding="utf-8")
    ]
    assert found == ["folders.py"]


def test_no_test_imports_another_or_the_fixtures() -> None:
    for_pytest_alone = {file.stem for file in TESTS if file.stem.startswith("test_")} | {"conftest"}
    found = {file.name: packages(file) & for_pytest_alone for file in (*TESTS, *(ROOT / "bench").glob("*.py"))}
    assert {name: names for name, names in found.items() if names} == {}


def test_what_shows_a_notice_reads_it_as_published_and_nothing_behind_it() -> None:
    behind = "generator.register.notices"
    found = {
        file.relative_to(ROOT / "generator").as_posix()
        for file, room in rooms()
        if room not in ("register", "published", "importing") and behind in imported(file)
    }
    # What a revision changes is told of the files themselves, a centre chooses among them what is published, and a
    # preview publishes what it is given.
    assert found == {"comparing/changes.py", "comparing/revisions.py", "centre/centre.py", "preview/edition.py"}


def test_the_rule_module_runs_with_nothing_but_python() -> None:
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); import selfcheck"]
    assert subprocess.run(command, capture_output=True).returncode == 0


def test_no_rule_reads_the_clock() -> None:
    calls = [
        (file.name, node.attr)
        for file in SELFCHECK
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow", "time")
    ]
    assert calls == []


# What is data


REGISTERS = (ROOT / "notices", ROOT / "tests" / "cases" / "registers" / "example")
OF_VERDICTS = {"status", "elsewhere", "other", "none"}
"""Ids of a register that are names in the contract's own verdicts and conditions, too."""
ENGLISH = {
    "contract": "the document that the module follows",
    "completion": "of partial answers",
    "completed": "likewise",
    "library": "the standard one",
    "education": "what the level table turns into titles, whichever there is",
    "below": "less than a number",
    "born": "when a person's age begins",
    "age": "full years since birth",
    "employer": "who judges what no rule can",
}
"""Ids that are plain English where the module has them, and what they mean there."""


def ids_in(register: Path) -> set[str]:
    """The ids of all that a register declares for the self-check: places, questions and values, titles, kinds."""
    places, questions, titles = (_yaml(register / f"{name}.yaml") for name in ("jurisdictions", "questions", "titles"))
    affiliations = [entry["id"] for area in places["areas"] for entry in area["affiliations"]]
    values = [value["id"] for question in questions for value in question.get("values", ())]
    named = [entry["id"] for entry in (*places["areas"], *places["jurisdictions"], *questions, *titles)]
    return {*affiliations, *values, *named, *(file.stem for file in (register / "kinds").glob("*.yaml"))}


def _yaml(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_the_rule_module_names_nothing_that_a_register_declares() -> None:
    declared = set().union(*(ids_in(register) for register in REGISTERS))
    assert len(declared) > 100 and {*OF_VERDICTS, *ENGLISH} <= declared
    hidden = "|".join(map(re.escape, declared - {*OF_VERDICTS, *ENGLISH}))
    word = re.compile(rf"(?<![\w-])(?:{hidden})(?![\w-])")
    files = [*SELFCHECK, *(ROOT / "selfcheck").glob("*.json")]
    lines = [(file.name, line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [f"{name}: {line.strip()}" for name, line in lines if word.search(line)] == []


def test_no_host_name_of_a_package_registry_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "registry." + "npmjs"]
    found = [
        name
        for name in listed.stdout.splitlines()
        if (ROOT / name).is_file() and any(host in (ROOT / name).read_text(errors="ignore") for host in hosts)
    ]
    assert found == []

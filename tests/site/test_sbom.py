"""``/sbom.json``: the bill of materials is as its format has it, and names what the lock files and the credits name."""

import json
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from generator.folders import ROOT
from generator.site.sbom import sbom

BILL: dict[str, Any] = json.loads(sbom())
SHIPPED = [component for component in BILL["components"] if component["scope"] == "required"]


def test_the_bill_keeps_the_schema_of_its_format() -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom()) is None


def test_the_bill_names_no_moment_and_is_the_same_each_time() -> None:
    assert sbom() == sbom() and not {"serialNumber"} & BILL.keys() and BILL["metadata"].keys() == {"component"}


def test_every_package_of_the_lock_files_is_there_once_with_its_version() -> None:
    named = [(component["name"], component["version"]) for component in BILL["components"]]
    pinned = (ROOT / "requirements" / "site.txt").read_text(encoding="utf-8").split("\n")
    python = [tuple(line.split()[0].split("==")) for line in pinned if "==" in line.split(";")[0]]
    assert len(named) == len(set(named)) and set(python) <= set(named) and len(python) > 40
    browser = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert {*browser["dependencies"].items(), *browser["devDependencies"].items()} <= set(named)


def test_what_is_shipped_is_what_the_credits_name() -> None:
    credits = (ROOT / "licences" / "NOTICE.txt").read_text(encoding="utf-8")
    packages = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert packages.keys() < {component["name"] for component in SHIPPED}
    parts = [part for component in SHIPPED for part in component.get("components", ())]
    assert len(parts) > 10 and [part["name"] for part in parts if part["name"] not in credits] == []


def test_the_python_inside_is_the_one_that_pyodide_says() -> None:
    lock = json.loads((ROOT / "node_modules" / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    [pyodide] = [component for component in SHIPPED if component["name"] == "pyodide"]
    versions = {part["name"]: part.get("version") for part in pyodide["components"]}
    assert versions["CPython"] == lock["info"]["python"]

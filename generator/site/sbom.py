"""``/sbom.json``: what others' software is in the site, and what made it, as a bill of materials (CycloneDX 1.6).

From the lock files and ``licences/parts.yaml``. It names no moment and no number of its own, so that the same lock
files give the same bytes. The format's own library would bring five packages into the build, for a list of names.
"""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.folders import ROOT
from generator.register.places import read_yaml
from selfcheck import __version__

NAME = "sbom.json"
PINNED = re.compile(r"^([\w.-]+)==([\w.!+-]+)", re.MULTILINE)
"""A package of a lock file of Python's: its name and version."""
OWN = "chuding"


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of a lock file; ``purl`` is its address as package URLs are written."""

    name: str
    version: str
    purl: str
    licence: str | None = None
    sha512: str | None = None


def sbom() -> str:
    """The bill: what is shipped is ``required``, what only made it is ``excluded``."""
    locked = {("pypi", package.name): package for package in _of_python()}
    locked |= {("npm", package.name): package for package in _of_npm()}
    shipped = [_shipped(part, locked) for part in _parts()]
    refs = {part["bom-ref"] for part in shipped}
    tools = [_component(package, "excluded") for package in locked.values() if package.purl not in refs]
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": OWN, "name": OWN, "version": __version__} | _licensed("MIT")
        },
        "components": [*shipped, *sorted(tools, key=lambda tool: tool["bom-ref"])],
        "dependencies": [
            {"ref": OWN, "dependsOn": sorted(refs)},
            *({"ref": part["bom-ref"], "dependsOn": [p["bom-ref"] for p in part["components"]]}
              for part in shipped if "components" in part),
        ],
    }  # fmt: skip
    return json.dumps(bill, ensure_ascii=False, indent=1) + "\n"


def _parts() -> list[Any]:
    file = ROOT / "licences" / "parts.yaml"
    parts, _ = read_yaml(file, str(file))
    assert isinstance(parts, list)
    return parts


def _of_python() -> Iterator[Locked]:
    text = (ROOT / "requirements" / "site.txt").read_text(encoding="utf-8")
    for name, version in PINNED.findall(text):
        yield Locked(name, version, f"pkg:pypi/{name}@{version}")


def _of_npm() -> Iterator[Locked]:
    """Those of every machine: of the optional ones, each machine takes its own."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for path, package in lock["packages"].items():
        if path and not package.get("optional"):
            name, version = path.rpartition("node_modules/")[2], package["version"]
            digest = b64decode(package["integrity"].removeprefix("sha512-")).hex()
            purl = f"pkg:npm/{name.replace('@', '%40')}@{version}"
            yield Locked(name, version, purl, package["license"], digest)


def _shipped(part: dict[str, Any], locked: dict[tuple[str, str], Locked]) -> dict[str, Any]:
    """A part of the site, with those that it contains itself and where it lies."""
    component = _component(locked[part["lock"], part["name"]], "required") | _licensed(part["licence"])
    component["evidence"] = {"occurrences": [{"location": file} for file in part["files"]]}
    if inner := part.get("parts"):
        component["components"] = [
            {"type": "library", "bom-ref": f"{part['name']}/{each['name']}", "name": each["name"]}
            | ({"version": each["version"]} if "version" in each else {})
            | {"scope": "required"}
            | _licensed(each["licence"])
            for each in inner
        ]
    return component


def _component(package: Locked, scope: str) -> dict[str, Any]:
    return (
        {"type": "library", "bom-ref": package.purl, "name": package.name, "version": package.version, "scope": scope}
        | ({"hashes": [{"alg": "SHA-512", "content": package.sha512}]} if package.sha512 else {})
        | (_licensed(package.licence) if package.licence else {})
        | {"purl": package.purl}
    )


def _licensed(licence: str) -> dict[str, Any]:
    """A licence by its SPDX id, or an expression of them."""
    return {"licenses": [{"expression": licence} if " " in licence else {"license": {"id": licence}}]}

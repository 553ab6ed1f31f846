"""The site says whose work is in it, and brings the licences and the source that these ask for."""

import io
import json
import re
import zipfile

from generator.folders import ROOT
from generator.site.licences import licence_files

NOTICE = licence_files()["licences/NOTICE.txt"].decode()


def test_the_notice_names_the_version_of_pyodide_that_is_changed() -> None:
    version = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]["pyodide"]
    assert f"Pyodide {version}," in NOTICE and f"tag {version}." in NOTICE


def test_the_notice_names_every_package_that_goes_into_the_site() -> None:
    packages = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert packages and {name for name in packages if f'"{name}"' not in NOTICE} == set()


def test_every_text_that_the_notice_points_to_is_beside_it() -> None:
    named = set(re.findall(r"[A-Z][\w.-]+\.txt|[\w-]+\.zip", NOTICE))
    assert named and {f"licences/{name}" for name in named} <= licence_files().keys()


def test_the_source_of_the_changes_to_pyodide_is_this_projects_own() -> None:
    with zipfile.ZipFile(io.BytesIO(licence_files()["licences/runtime-source.zip"])) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert {"generator/runtime/trimming.py", "generator/runtime/wasm.mjs", "LICENSE"} <= packed.keys()
    assert {name for name, content in packed.items() if (ROOT / name).read_bytes() != content} == set()

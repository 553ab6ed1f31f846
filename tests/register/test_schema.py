"""The schema that editors use is the model's, and takes what the model takes."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from formats import FILES, FORMATS, add_notice, copy_register

from generator.folders import ROOT
from generator.register.load import load
from generator.register.schema import FILE, file_schema, write_schema

REAL = load(ROOT / "notices")
NOTICES = [Path(notice.file) for notice in REAL.notices] + list(FILES.values())
SCHEMA = json.loads(file_schema(REAL.notice_format))
WITH_KINDS = [name for name in FILES if (FORMATS / name / "kinds").is_dir()]
"""Notices of registers with kinds of their own."""


def as_an_editor_reads(node: yaml.Node | None) -> Any:
    """The value of YAML 1.2's core schema, by which editors read: numbers and booleans, no dates."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: as_an_editor_reads(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [as_an_editor_reads(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    if node.style is None and re.fullmatch(r"[-+]?\d+", node.value):
        return int(node.value)
    if node.style is None and re.fullmatch(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?", node.value):
        return float(node.value)
    return {"true": True, "false": False}.get(node.value, node.value) if node.style is None else node.value


def test_the_schema_in_the_register_is_the_models() -> None:
    assert FILE.read_text() == file_schema(REAL.notice_format), "run: make schema"


@pytest.mark.parametrize("file", NOTICES, ids=lambda file: file.stem)
def test_every_notice_names_the_schema_in_its_first_line_and_fits_it(file: Path) -> None:
    first, text = file.read_text().split("\n", 1)
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named
    assert (file.parent / named[1]).resolve() == FILE
    if file not in [FILES[name] for name in WITH_KINDS]:
        jsonschema.Draft202012Validator(SCHEMA).validate(as_an_editor_reads(yaml.compose(text)))


def test_another_registers_schema_is_written_into_it_or_its_faults_are_told(tmp_path: Path) -> None:
    register = tmp_path / "notices"
    shutil.copytree(ROOT / "tests/cases/registers/example", register)
    write_schema(register)
    assert (register / FILE.name).read_text(encoding="utf-8") == file_schema(load(register).notice_format)
    with pytest.raises(SystemExit, match="nowhere:1:1: expected a folder of notices, found none"):
        write_schema(tmp_path / "nowhere")


@pytest.mark.parametrize("name", WITH_KINDS)
def test_a_kind_is_in_the_schema_of_the_register_that_declares_it_and_in_no_other(name: str, tmp_path: Path) -> None:
    register = copy_register(tmp_path / "notices")
    add_notice(register, name)
    notice = as_an_editor_reads(yaml.compose(FILES[name].read_text()))
    own = json.loads(file_schema(load(register).notice_format))
    jsonschema.Draft202012Validator(own).validate(notice)
    [fault] = jsonschema.Draft202012Validator(SCHEMA).iter_errors(notice)
    assert list(fault.absolute_path)[:1] == ["clauses"] and "requirements" in fault.absolute_path
    # A parameter left out, of another type or with a value that nobody declared is refused.
    for spoil in ({"months": None}, {"months": "x"}, {"unknown": 1}):
        [requirement] = [r for c in notice["clauses"] for r in c.get("requirements", ()) if r["kind"] in kinds_of(name)]
        spoilt = {key: value for key, value in {**requirement, **spoil}.items() if value is not None}
        assert not fits(own, spoilt) and fits(own, requirement), spoil


def kinds_of(name: str) -> list[str]:
    return [file.stem for file in (FORMATS / name / "kinds").glob("*.yaml")]


def fits(schema: Any, requirement: Any) -> bool:
    """Whether the schema takes the requirement, of a kind with one definition of its own."""
    definition = {**schema["$defs"][requirement["kind"]], "$defs": schema["$defs"]}
    return bool(jsonschema.Draft202012Validator(definition).is_valid(requirement))


def test_every_field_is_described_in_both_languages() -> None:
    definitions = [SCHEMA, *SCHEMA["$defs"].values()]
    silent = [
        f"{definition['title']}.{name}"
        for definition in definitions
        for name, field in definition.get("properties", {}).items()
        if name != "kind" and not re.search(r"[a-z].*\n.*[一-鿿]", field.get("description", ""))
    ]
    assert silent == []


def test_the_schema_refuses_what_the_model_refuses() -> None:
    notice = as_an_editor_reads(yaml.compose(NOTICES[0].read_text()))
    notice["clauses"][2]["requirements"] = [{"kind": "penalty", "quote": "x"}]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(notice)

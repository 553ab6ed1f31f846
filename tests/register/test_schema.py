"""The schema that editors use is the model's, and takes what the model takes."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.folders import ROOT
from generator.register.schema import FILE, file_schema

NOTICES = sorted((ROOT / "notices").glob("*/*.yaml")) + sorted((ROOT / "tests/cases/formats").glob("*.*.yaml"))
SCHEMA = json.loads(file_schema())


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
    assert FILE.read_text() == file_schema(), "run: make schema"


@pytest.mark.parametrize("file", NOTICES, ids=lambda file: file.stem)
def test_every_notice_names_the_schema_in_its_first_line_and_fits_it(file: Path) -> None:
    first, text = file.read_text().split("\n", 1)
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named
    assert (file.parent / named[1]).resolve() == FILE
    jsonschema.Draft202012Validator(SCHEMA).validate(as_an_editor_reads(yaml.compose(text)))


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

"""The register ``example``: its notices as published, and the cases that were written by hand for them."""

from datetime import date
from functools import cache
from typing import Any

import yaml

from generator.folders import ROOT
from generator.published.publish import publish
from generator.register.load import load
from selfcheck.answers import JsonObject

REGISTER = ROOT / "tests" / "cases" / "registers" / "example"
SAID = yaml.safe_load(REGISTER.with_name("example-cases.yaml").read_text(encoding="utf-8"))


@cache
def published() -> dict[str, JsonObject]:
    return {notice.id: notice.data for notice in publish(load(REGISTER)).notices}


def as_json(value: Any) -> Any:
    """YAML's dates as text, however deep."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    return value.isoformat() if isinstance(value, date) else value

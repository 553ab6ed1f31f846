"""Writes values as one line of YAML, in quotes where plain YAML would read differently."""

import re

import yaml

from generator.register.places import Plain

SIMPLE = re.compile(r"[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?|TODO")


def scalar(text: str) -> str:
    """``text`` as one line of YAML, in quotes where plain YAML would read differently."""
    if SIMPLE.fullmatch(text):
        return text
    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=10**9, default_style=None)
    line = dumped.removesuffix("\n...\n").removesuffix("\n")
    return line if "\n" not in line else _quoted(text)


def _quoted(text: str) -> str:
    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=10**9, default_style='"')
    return dumped.removesuffix("\n")


def flow(value: Plain) -> str:
    """``value`` on one line, in brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(member) for member in value) + "]"
    if SIMPLE.fullmatch(value):
        return value
    dumped: str = yaml.safe_dump([value], allow_unicode=True, width=10**9, default_flow_style=True)
    line = dumped.strip().removeprefix("[").removesuffix("]")
    return line if "\n" not in line and "[" not in line else _quoted(value)

"""The option that most commands have: which register they work on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def with_register[Command: Callable[..., Any]](command: Command) -> Command:
    """Gives a command ``--notices`` of its own, so that it may stand before or after the command's name."""

    def choose(context: click.Context, _: click.Parameter, value: str | None) -> Path:
        folder: Path = Path(value) if value else context.obj
        context.obj = folder
        return folder

    return click.option(
        "--notices", "folder", metavar="DIR", callback=choose, help="The register of notices, else notices/."
    )(command)

"""``chuding verify``: whether a folder is the release that its ``release.json`` names, and its links lead to it."""

import json
import sys
from pathlib import Path

import click

from generator.commands.listing import command as listed
from generator.commands.saying import say
from generator.publishing.links import folder_faults
from generator.register.problems import BadInput
from generator.site.release import Release, verified


@listed("verify")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(folder: Path, form: str) -> None:
    if form == "text":
        release = _sound(folder)
        say(f"{folder}: release {release.name}, {len(release.files)} files, each as it should be")
        return
    try:
        release = _sound(folder)
        told = {"ok": True, "name": release.name, "files": len(release.files), "problems": []}
    except BadInput as bad:
        told = {"ok": False, "problems": bad.lines}
    click.echo(json.dumps(told, ensure_ascii=True, indent=2))
    if not told["ok"]:
        sys.exit(1)


def _sound(folder: Path) -> Release:
    """The release in ``folder``, whole and nothing else, whose pages have what they lead to."""
    release = verified(folder)
    if faults := [*folder_faults(folder, release)]:
        raise BadInput(faults)
    return release

"""``chuding new``: the folder in which another centre has its notices and settings."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from generator.commands.listing import command as listed
from generator.commands.saying import say
from generator.folders import EXAMPLE, NOTICES, shared_of
from generator.register.problems import BadInput
from generator.site.scratch import scratch_folder

OWN = "jurisdictions.yaml"
"""What of the files that notices share the example has for itself."""
RESERVE = {
    "topics.yaml": (r"^- \{(?=id:)", "- {reserve: true, "),
    "questions.yaml": (r"^- (?=id:)", "- reserve: true\n  "),
}
"""Where an entry of a vocabulary is marked as kept ready, and with what."""
UNUSED = re.compile(r"^unused:\n(?: +.*\n)+", re.MULTILINE)
"""In a kind: why no notice of this project's own register has it."""


@listed("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    make_centre(folder)
    say(f"{folder}: made. Read {folder / 'README.md'}; then, in that folder: chuding check, chuding build")


def make_centre(folder: Path) -> None:
    """Makes ``folder`` whole or not at all; raises ``BadInput`` where something is there already."""
    target = folder.absolute()
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise BadInput([f"{folder}: expected an empty folder or nothing, found something else"])
    if not target.parent.is_dir():
        raise BadInput([f"{folder}: expected a folder that it can be made in, found none at {target.parent}"])
    with scratch_folder(target.parent, target.name) as scratch:
        made = scratch / "new"
        shutil.copytree(EXAMPLE, made)
        for path, text in _shared():
            place = made / NOTICES.name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        if target.is_dir():
            target.rmdir()
        made.rename(target)


def _shared() -> Iterator[tuple[Path, str]]:
    """Path in the register → text, of what its notices share: what no notice uses yet is kept ready for the next."""
    for file in shared_of(NOTICES):
        path, text = file.relative_to(NOTICES), file.read_text(encoding="utf-8")
        if file.parent != NOTICES:
            yield path, UNUSED.sub("", text) + "reserve: true\n"
        elif path.name != OWN:
            pattern, mark = RESERVE.get(path.name, (r"(?!)", ""))
            yield path, re.sub(pattern, mark, text, flags=re.MULTILINE)

"""``chuding publish``: readers see a new release, or an earlier one again, from one moment to the next."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.commands.saying import say
from generator.publishing.changes import changes
from generator.publishing.destination import Destination
from generator.publishing.flat import planned, publish_flat
from generator.publishing.folder import Folder, check_apart
from generator.publishing.remote import remote_of
from generator.register.problems import BadInput
from generator.site.build import build_site
from generator.site.release import CURRENT, verified
from generator.site.scratch import scratch_folder

BEFORE = "before"
"""What ``--rollback`` alone stands for."""


@listed("publish")
@with_register
@click.argument("destination", metavar="DEST")
@click.option("--site", metavar="DIR", type=click.Path(path_type=Path), help="A site that is built already.")
@click.option("--list", "listing", is_flag=True, help="The releases at DEST, the latest first.")
@click.option(
    "--rollback", metavar="[NAME]", is_flag=False, flag_value=BEFORE,
    help="Show the release NAME again, else the one before the current one.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would change for a reader; change nothing.")
@click.option("--flat", is_flag=True, help="DEST is the served folder itself, on a host that follows no link.")
@click.pass_context
def command(
    context: click.Context, folder: Path, destination: str, site: Path | None, listing: bool, rollback: str | None,
    dry_run: bool, flat: bool,
) -> None:  # fmt: skip
    remote = remote_of(destination)
    alone = [name for name, given in (("--list", listing), ("--rollback", rollback)) if given]
    others = [name for name, given in (("--site", site), ("--dry-run", dry_run), ("--flat", flat)) if given]
    if len([*alone, *others]) > 1 and alone:
        raise click.UsageError(f"expected {alone[0]} alone, found {' '.join([*alone, *others])}", context)
    if remote and flat:
        raise click.UsageError(f"expected a folder of this machine with --flat, found {destination}", context)
    place = remote or Folder(Path(destination))
    if listing:
        _list(place)
    elif rollback:
        release, changed = place.roll_back(None if rollback == BEFORE else rollback)
        say(f"{place}: readers see release {release.name} again: {changed}.")
    else:
        if not remote:
            check_apart(Path(destination), site or folder)
        with _built(folder, site) as built:
            _publish(place, built, dry_run=dry_run, flat=Path(destination) if flat else None)


def _publish(place: Destination, site: Path, *, dry_run: bool, flat: Path | None) -> None:
    left: list[str] = []
    if flat and dry_run:
        release, changed = planned(site, flat)
    elif flat:
        release, changed = publish_flat(site, flat)
    elif dry_run:
        release = verified(site)
        changed = changes(place.current(), release)
    else:
        release, changed, left = place.publish(site)
    if dry_run:
        say(f"{place}: release {release.name} would be shown: {changed}.", *changed.lines())
        return
    served = "" if flat else f", served from {place}/{CURRENT}"
    say(f"{place}: readers see release {release.name}{served}: {changed}.")
    say(*left, err=True)


def _list(place: Destination) -> None:
    for kept in place.kept():
        try:
            release = place.manifest(kept.name)
            told = f"{len(release.files)} files, {release.size / 1e6:.1f} MB"
        except BadInput as bad:
            told = f"no longer whole: {bad.lines[0]}"
        day = kept.published.isoformat(sep=" ", timespec="minutes")
        mark = "*" if kept.current else " "
        say(f"{mark} {kept.name}  {day}  {told}")


@contextmanager
def _built(folder: Path, site: Path | None) -> Iterator[Path]:
    """The site that is given, else one built afresh."""
    if site:
        yield site
    else:
        with scratch_folder(Path(tempfile.gettempdir()), "chuding") as scratch:
            yield build_site(folder, scratch / "site")

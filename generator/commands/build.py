"""``chuding build``: the site, and on request as one zip file."""

import sys
from pathlib import Path

import click

from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.commands.saying import say
from generator.site.archive import check_target, zip_site
from generator.site.build import build_site

SITE_ZIP = "site.zip"


@listed("build")
@with_register
@click.option("--site", default="site", metavar="DIR", help="Where the site is written.")
@click.option(
    "--zip", "archive", is_flag=False, flag_value=SITE_ZIP, metavar="[FILE]",
    help=f"Also as one zip file to hand on, else {SITE_ZIP}: unpacked, the site works without a server.",
)  # fmt: skip
def command(folder: Path, site: str, archive: str | None) -> None:
    if archive:
        check_target(Path(archive), Path(site))
    target = build_site(folder, Path(site))
    say(f"The site is in {target}. To look at it run: make serve, or {_own_name()} serve")
    if archive:
        say(f"The site as one file is {zip_site(target, Path(archive))}.")


def _own_name() -> str:
    """How this command was called."""
    return sys.argv[0] if Path(sys.argv[0]).name.startswith("chuding") else "chuding"

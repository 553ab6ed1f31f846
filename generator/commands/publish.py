"""``chuding publish``: a web server's folder becomes the site."""

import tempfile
from pathlib import Path

import click

from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.site.build import build_site
from generator.site.releases import check_destination, publish_site


@listed("publish")
@with_register
@click.argument("destination", metavar="DEST", type=click.Path(path_type=Path))
@click.option("--site", metavar="DIR", type=click.Path(path_type=Path), help="A site that is built already.")
def command(folder: Path, destination: Path, site: Path | None) -> None:
    check_destination(destination, site or folder)
    with tempfile.TemporaryDirectory(prefix="chuding-") as scratch:
        changes = publish_site(site or build_site(folder, Path(scratch, "site")), destination)
    click.echo(f"{destination}: {changes}.")

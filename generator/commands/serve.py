"""``chuding serve``: a preview that follows changes."""

from pathlib import Path

import click

from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.site.build import serve_site


@listed("serve")
@with_register
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", show_default=True)
def command(folder: Path, address: str) -> None:
    serve_site(folder, address)

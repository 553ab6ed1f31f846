"""``chuding desk``: the local pages on which a clerk takes a document to a notice."""

import secrets
import webbrowser
from pathlib import Path

import click

from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.commands.serving import listening, serve
from generator.desk.app import application
from generator.desk.guard import HOST
from generator.register.problems import BadInput


@listed("desk")
@with_register
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Else one that is free.")
@click.option("--site", default="site", metavar="DIR", help="Where handing over builds the site.")
@click.option("--no-browser", "quiet", is_flag=True, help="Show the address, and open no browser.")
def command(folder: Path, port: int, site: str, quiet: bool) -> None:
    if not folder.is_dir():
        raise BadInput([f"{folder}: expected a folder of notices, found {'a file' if folder.exists() else 'none'}"])
    with listening(HOST, port, "--port") as bound:
        port, token = bound.getsockname()[1], secrets.token_urlsafe(24)
        app = application(folder, Path(site), port, token)
        address = f"http://{HOST}:{port}/?token={token}"
        click.echo(f"The desk is at {address} for you alone. Control+C ends it.")
        if not quiet:
            webbrowser.open(address)
        serve(app, bound)

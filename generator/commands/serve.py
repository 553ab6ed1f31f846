"""``chuding serve``: a preview that follows changes."""

from contextlib import suppress
from pathlib import Path

import click

from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.commands.serving import listening, serve
from generator.preview.app import application
from generator.preview.edition import Preview
from generator.register.load import Memory, load
from generator.register.problems import BadInput, shown


@listed("serve")
@with_register
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", show_default=True)
def command(folder: Path, address: str) -> None:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise BadInput([f"--address: expected HOST:PORT, found {shown(address)}"])
    memory = Memory()
    preview = Preview(folder, lambda: load(folder, memory))
    for warning in preview.read().warnings:
        click.echo(str(warning), err=True)
    with listening(host.strip("[]"), int(port), "--address") as bound:
        click.echo(f"The preview is at http://{host}:{bound.getsockname()[1]}/ and follows changes. Control+C ends it.")
        with suppress(KeyboardInterrupt):
            serve(application(preview), bound)

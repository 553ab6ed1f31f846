"""What a command says to a person, whatever stands in the names that it has read."""

import click

from generator.register.characters import harmless


def say(*lines: str, err: bool = False) -> None:
    """Prints each on a line of its own, with unseen characters as numbers, which a terminal does not obey."""
    for line in lines:
        click.echo(harmless(line), err=err)

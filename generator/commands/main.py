"""The command line: each command of the contract's section 6, loaded where it is named, and how all of them end."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Never

import click

from generator.commands.listing import COMMANDS
from generator.commands.saying import say
from generator.register.problems import BadInput
from selfcheck import InputError


class Commands(click.Group):
    """Bad input ends in one line a problem on standard error and exit 1, wrong usage in one and exit 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        loaded: click.Command = import_module(f"generator.commands.{COMMANDS[cmd_name][0]}").command
        return loaded

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # For the list no command is loaded: its line stands for it.
        lines = [click.Command(name, help=line) for name, (_, line) in COMMANDS.items()]
        click.Group(commands=lines).format_commands(ctx, formatter)

    def main(self, *args: Any, **kwargs: Any) -> Never:
        if sys.stdout is None:
            # Started without: what a command printed would be lost, and its next file would take the number's place.
            fail(["standard output: closed"])
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "chuding"
            say(f"{command}: {error.format_message()} (see {command} --help)", err=True)
            sys.exit(2)
        except click.Abort:
            raise KeyboardInterrupt from None
        except BadInput as bad:
            fail(bad.lines)
        except InputError as error:
            fail([str(error)])
        except OSError as error:
            fail([f"{error.filename or 'standard output'}: {error.strerror}"])
        sys.exit(status if isinstance(status, int) else 0)


def fail(lines: list[str]) -> Never:
    """Ends the run with ``lines`` on standard error and exit 1."""
    for line in (part for each in lines for part in each.split("\n")):
        say(line, err=True)
    sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="chuding")
@click.option("--notices", "folder", default="notices", metavar="DIR", help="The register of notices.")
@click.pass_context
def main(context: click.Context, folder: str) -> None:
    """初定: a site of notices, comparisons and a self-check from structured data."""
    context.obj = Path(folder)

"""The command line: ``build publish serve check import compare selfcheck``, as the contract's section 6 has them."""

import sys
import tempfile
from pathlib import Path

import click

from generator.commands.drafts import finished_notices
from generator.commands.importing import import_command
from generator.commands.reports import REPORTS
from generator.comparing.comparisons import Comparisons
from generator.comparing.formats import FORMATS
from generator.folders import WORDS
from generator.register.problems import BadInput
from generator.words.load import load_words
from selfcheck import InputError

SITE_ZIP = "site.zip"


class OneLineErrors(click.Group):
    """Bad input ends in one line a problem on standard error and exit 1, wrong usage in one and exit 2."""

    def main(self, *args, **kwargs):
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "chuding"
            click.echo(f"{command}: {error.format_message()} (see {command} --help)", err=True)
            sys.exit(2)
        except click.Abort:
            raise KeyboardInterrupt from None
        except BadInput as bad:
            fail(bad.lines)
        except InputError as error:
            fail([str(error)])
        except OSError as error:
            fail([f"{error.filename or 'output'}: {error.strerror}"])
        sys.exit(status if isinstance(status, int) else 0)


def fail(lines: list[str]):
    """Ends the run with ``lines`` on standard error and exit 1."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="chuding")
@click.option("--notices", "folder", default="notices", metavar="DIR", help="The register of notices.")
@click.pass_context
def main(context: click.Context, folder: str):
    """初定: a site of notices, comparisons and a self-check from structured data."""
    context.obj = Path(folder)


def _own_name() -> str:
    """How this command was called."""
    return sys.argv[0] if Path(sys.argv[0]).name.startswith("chuding") else "chuding"


def with_register(command):
    """Gives a command ``--notices`` of its own, so that it may stand before or after the command's name."""

    def choose(context, parameter, value):
        context.obj = Path(value) if value else context.obj
        return context.obj

    return click.option(
        "--notices", "folder", metavar="DIR", callback=choose, help="The register of notices, else notices/."
    )(command)


main.add_command(import_command)


@main.command()
@with_register
@click.option("--site", default="site", metavar="DIR", help="Where the site is written.")
@click.option(
    "--zip", "archive", is_flag=False, flag_value=SITE_ZIP, metavar="[FILE]",
    help=f"Also as one zip file to hand on, else {SITE_ZIP}: unpacked, the site works without a server.",
)  # fmt: skip
def build(folder: Path, site: str, archive: str | None):
    """Build the site, whole or not at all."""
    from generator.site.archive import check_target, zip_site
    from generator.site.build import build_site

    if archive:
        check_target(Path(archive), Path(site))
    target = build_site(folder, Path(site))
    click.echo(f"The site is in {target}. To look at it run: make serve, or {_own_name()} serve")
    if archive:
        click.echo(f"The site as one file is {zip_site(target, Path(archive))}.")


@main.command()
@with_register
@click.argument("target", metavar="DEST", type=click.Path(path_type=Path))
@click.option("--site", metavar="DIR", type=click.Path(path_type=Path), help="A site that is built already.")
def publish(folder: Path, target: Path, site: Path | None):
    """Publish the site to the folder DEST on a web server, where every file is replaced whole."""
    from generator.site.build import build_site
    from generator.site.releases import check_target, publish_site

    check_target(target, site or folder)
    with tempfile.TemporaryDirectory(prefix="chuding-") as scratch:
        changes = publish_site(site or build_site(folder, Path(scratch, "site")), target)
    click.echo(f"{target}: {changes}.")


@main.command()
@with_register
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", show_default=True)
def serve(folder: Path, address: str):
    """Preview the site; it follows changes of data, templates and pages."""
    from generator.site.build import serve_site

    serve_site(folder, address)


@main.command()
@with_register
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="A warning fails like an error.")
@click.option("--format", "form", type=click.Choice(sorted(REPORTS)), default="text", show_default=True)
def check(folder: Path, paths: tuple[Path, ...], strict: bool, form: str):
    """Validate the register; or each PATH: another register, a notice in one, or a copy of a notice elsewhere."""
    from generator.commands.check import problems_of

    problems = sorted({problem for path in paths or (folder,) for problem in problems_of(path, folder)})
    report = REPORTS[form](problems)
    click.echo(report, nl=False, err=form == "text")
    if any(strict or problem.level == "error" for problem in problems):
        sys.exit(1)
    if form == "text":
        click.echo(f"{', '.join(map(str, paths or (folder,)))}: no {'problems' if not problems else 'errors'}")


@main.command()
@with_register
@click.argument("notices", nargs=-1, metavar="A B")
@click.option("--git", "revision", metavar="REV", help="What the register changes since REV, instead of A and B.")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="Text, if none is named.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@click.option("--all", "every", is_flag=True, help="In text: the topics that are the same, too.")
@click.option("--color/--no-color", "colour", default=None, help="Else: on a terminal, unless NO_COLOR is set.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.pass_context
def compare(
    context: click.Context, folder: Path, notices: tuple[str, ...], revision: str | None, form: str,
    colour: bool | None, output: Path | None, **options,
):  # fmt: skip
    """Compare notice A with notice B, by topic."""
    from generator.commands.compare import Screen, print_changes, print_comparison

    if len(notices) != (0 if revision else 2):
        wanted = "no notice beside --git" if revision else "two notices, or --git REV"
        raise click.UsageError(f"expected {wanted}, found {' '.join(notices) or 'nothing'}", context)
    if revision and form not in ("text", "json"):
        raise click.UsageError(f"expected --format text or json beside --git, found {form}", context)
    if form == "xlsx" and not output and sys.stdout.isatty():
        raise click.UsageError("expected -o FILE for a workbook, found a terminal", context)
    words, screen = load_words(WORDS), Screen(output, colour)
    if revision:
        print_changes(folder, words, revision, form, output=output, screen=screen, **options)
    else:
        register, pair = finished_notices(folder, notices)
        print_comparison(Comparisons(register, words), *pair, form, output=output, screen=screen, **options)


@main.command()
@with_register
@click.argument("arguments", nargs=-1, metavar="NOTICE [ANSWERS.json|-]")
@click.option("--all", "every", is_flag=True, help="Every notice of the register; no NOTICE is then named.")
@click.option("--explain", "explained", is_flag=True, help="JSON with what decides, what could change it, and notes.")
@click.option("--today", metavar="DATE", help="The day on which windows are open or closed, else the device's.")
@click.option("--format", "form", type=click.Choice(["json", "jsonl", "text"]), default="json", show_default=True)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.pass_context
def selfcheck(context: click.Context, folder: Path, arguments: tuple[str, ...], every: bool, form: str, **options):
    """Evaluate ANSWERS, a JSON file or - for standard input, against NOTICE."""
    from generator.commands.selfcheck import print_verdicts

    named = arguments if every else arguments[1:]
    if len(named) > 1 or (not every and not arguments):
        wanted = "at most one file of answers" if every else "a notice and at most one file of answers"
        raise click.UsageError(f"expected {wanted}, found {' '.join(arguments) or 'nothing'}", context)
    register, notices = finished_notices(folder, () if every else arguments[:1])
    if every:
        notices = list(register.rounds)
        if not notices:
            raise BadInput([f"{folder}: expected a finished notice that opens a round, found none"])
    print_verdicts(register, notices, named[0] if named else "-", form, every=every, **options)

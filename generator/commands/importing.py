"""``chuding import``: a document to a draft notice, beside the text as received; whole or not at all."""

from pathlib import Path

import click

from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.commands.saying import say
from generator.importing.drafting import import_document
from generator.importing.filing import write_draft
from generator.register.problems import BadInput, Problem


@listed("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path),
              help="DIR/jurisdiction/round.yaml, the text as received beside it. Else standard output.")  # fmt: skip
@click.option("--like", metavar="NOTICE", help="An earlier notice, whose unchanged clauses are settled.")
@click.option("--force", is_flag=True, help="Write over a draft that is there.")
@with_register
def command(folder: Path, file: Path, out: Path | None, like: str | None, force: bool) -> None:
    if out:
        _check(out, force)
    draft = import_document(file, folder=folder, like=like)
    if out is None:
        click.echo(draft.yaml, nl=False)
        return
    write_draft(draft, out)
    say(f"{out}: {len(draft.clauses)} clauses, {draft.todos} lines with TODO; next: chuding check {out}", err=True)


def _check(out: Path, force: bool) -> None:
    """Refuses a name that is no round's, and one that is taken."""
    if out.suffix != ".yaml":
        raise BadInput([Problem(str(out), 1, 1, "a file DIR/jurisdiction/round.yaml", f'"{out.name}"')])
    taken = [file for file in (out, out.with_suffix(".txt")) if file.exists()]
    if taken and not force:
        raise BadInput([Problem(str(taken[0]), 1, 1, "a file that is not there yet, or --force", "a file")])

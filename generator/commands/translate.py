"""``chuding translate``: what is open in a notice's English to a translator's file, and such a file back."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.commands.saying import say
from generator.folders import WORDS
from generator.reading import read_bytes
from generator.register.problems import BadInput, Problem
from generator.translating.job import Job, job_of
from generator.translating.returned import MAX_BYTES, Returned, refused
from generator.translating.taking import take
from generator.translating.workbook import read_workbook, workbook
from generator.translating.xliff import read_xliff, xliff
from generator.words.load import load_words
from generator.writing import replace_file

WRITERS: dict[str, Callable[[Job], bytes]] = {
    ".xlsx": lambda job: workbook(job, load_words(WORDS)),
    ".xlf": xliff,
    ".xliff": xliff,
}


@listed("translate")
@click.argument("notice", metavar="NOTICE")
@click.option("-o", "--output", "out", metavar="FILE", type=click.Path(path_type=Path),
              help="Write what is open to FILE, a workbook (.xlsx) or XLIFF 2 (.xlf).")  # fmt: skip
@click.option("--from", "back", metavar="FILE", type=click.Path(path_type=Path), help="Take the English of FILE.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@with_register
@click.pass_context
def command(
    context: click.Context, folder: Path, notice: str, out: Path | None, back: Path | None, force: bool
) -> None:
    if (out is None) == (back is None):
        raise click.UsageError(f"expected -o FILE or --from FILE, found {'both' if out else 'neither'}", context)
    if out:
        if out.suffix.lower() not in WRITERS:
            raise click.UsageError(f"expected -o FILE.xlsx or FILE.xlf, found {out.name}", context)
        give(folder, notice, out, force)
    elif back:
        take_back(folder, notice, back)


def give(folder: Path, notice: str, out: Path, force: bool) -> None:
    """Writes what is open in a notice to a translator's file, where there is anything."""
    job = job_of(folder, notice)
    if not job.rows:
        say(f"{notice}: nothing to translate", err=True)
        return
    if out.exists() and not force:
        raise BadInput([Problem(str(out), 1, 1, "a file that is not there yet, or --force", "a file")])
    replace_file(out, WRITERS[out.suffix.lower()](job))
    near = sum(bool(row.suggestion and row.suggestion.similarity) for row in job.rows)
    say(f"{out}: {len(job.rows)} texts to translate, {near} with a suggestion", err=True)


def take_back(folder: Path, notice: str, back: Path) -> None:
    """Takes what is right of a translator's file; ends with exit 1 and a line for each row that is refused."""
    taken = take(_read(back), str(back), folder, notice)
    for problem in taken.problems:
        say(str(problem), err=True)
    rows = len({problem.line for problem in taken.problems})
    refusals = f"{rows} refused, " if rows else ""
    say(f"{notice}: {taken.count} texts taken, {refusals}{taken.left} still open", err=True)
    if taken.problems:
        sys.exit(1)


def _read(back: Path) -> Returned:
    name = str(back)
    try:
        raw = read_bytes(back, MAX_BYTES)
    except OSError as error:
        raise refused(name, "a readable file", error.strerror or "none") from None
    if raw.startswith(b"PK"):
        return read_workbook(raw, name, load_words(WORDS))
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return read_xliff(raw, name)
    raise refused(name, "a workbook (.xlsx) or an XLIFF 2 file (.xlf)", "something else")

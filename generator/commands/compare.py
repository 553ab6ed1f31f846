"""``chuding compare``: what a comparison prints, to a terminal, a pipe or a file."""

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import click

from generator.commands.drafts import finished_notices, report_left_out
from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.comparing.changes import register_changes
from generator.comparing.comparisons import Comparisons
from generator.comparing.formats import FORMATS, text_lines
from generator.comparing.layout import comparison_laid_out
from generator.comparing.review import Review
from generator.comparing.revisions import register_at
from generator.comparing.terminal import painted
from generator.folders import WORDS
from generator.published.notice import PublishedNotice
from generator.register.characters import without_controls
from generator.register.load import load_finished
from generator.words.load import Words, load_words
from generator.writing import named


@listed("compare")
@with_register
@click.argument("notices", nargs=-1, metavar="A B")
@click.option("--git", "revision", metavar="REV", help="What the register changes since REV, instead of A and B.")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="Text, if none is named.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@click.option("--all", "every", is_flag=True, help="In text: the topics that are the same, too.")
@click.option("--color/--no-color", "colour", default=None, help="Else: on a terminal, unless NO_COLOR is set.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.pass_context
def command(
    context: click.Context, folder: Path, notices: tuple[str, ...], revision: str | None, form: str,
    output: Path | None, every: bool, colour: bool | None, lang: str,
) -> None:  # fmt: skip
    if len(notices) != (0 if revision else 2):
        wanted = "no notice beside --git" if revision else "two notices, or --git REV"
        raise click.UsageError(f"expected {wanted}, found {' '.join(notices) or 'nothing'}", context)
    if revision and form not in ("text", "json"):
        raise click.UsageError(f"expected --format text or json beside --git, found {form}", context)
    if form == "xlsx" and not output and sys.stdout.isatty():
        raise click.UsageError("expected -o FILE for a workbook, found a terminal", context)
    words, screen = load_words(WORDS), Screen(output, colour)
    if revision:
        print_changes(folder, words, revision, form, lang, every, output, screen)
    else:
        publication, (a, b) = finished_notices(folder, notices)
        print_comparison(Comparisons(publication, words), a, b, form, lang, every, output, screen)


class Screen:
    """Where text goes: how wide it is, whether in colour, and whether a reader sits before it."""

    def __init__(self, output: Path | None, colour: bool | None):
        terminal = output is None and sys.stdout.isatty()
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        self.colour = (terminal and not plain) if colour is None else colour
        # Who asks a pipe for colour means to look at it, through a pager for instance.
        self.laid_out = terminal or self.colour
        self.room = shutil.get_terminal_size().columns


def print_comparison(
    comparisons: Comparisons, a: PublishedNotice, b: PublishedNotice, form: str, lang: str, every: bool,
    output: Path | None, screen: Screen,
) -> None:  # fmt: skip
    """Compares two notices in the form that is asked for."""
    comparison = comparisons.between(a, b)
    if form == "text" and screen.laid_out:
        wording, drawing = comparisons.wording(comparison, lang), comparisons.drawing(comparison)
        write(painted(comparison_laid_out(wording, drawing, every), screen.room, screen.colour), output, screen)
    elif form == "text":
        write(text_lines(comparisons, comparison, lang, every), output, screen)
    else:
        write(FORMATS[form](comparisons, comparison, lang), output, screen)


def print_changes(
    folder: Path, words: Words, revision: str, form: str, lang: str, every: bool, output: Path | None,
    screen: Screen,
) -> None:  # fmt: skip
    """Compares the register with what it was in a revision."""
    register, drafts = load_finished(folder)
    earlier, drafts_then = register_at(folder, revision)
    # A notice that somebody is at work on is not gone.
    unfinished = {draft.id for draft in drafts}
    earlier = replace(earlier, notices=tuple(notice for notice in earlier.notices if notice.id not in unfinished))
    report_left_out([*(draft for draft in drafts_then if draft.id not in unfinished), *drafts])
    review = Review(register_changes(earlier, register, words), words, lang, revision)
    if form == "json":
        write(review.json(), output, screen)
    elif screen.laid_out:
        write(painted(review.laid_out(every), screen.room, screen.colour), output, screen)
    else:
        write(without_controls("".join(f"{line}\n" for line in review.lines(every))), output, screen)


def write(content: str | bytes, output: Path | None, screen: Screen) -> None:
    """Into the file that is named, else to standard output."""
    if output:
        with named(output):
            output.write_bytes(content.encode() if isinstance(content, str) else content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        click.echo(content, nl=False, color=screen.colour)

"""``chuding compare``: what a comparison prints, to a terminal, a pipe or a file."""

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import click

from generator.commands.drafts import report_left_out
from generator.comparing.changes import register_changes
from generator.comparing.comparisons import Comparisons
from generator.comparing.formats import FORMATS, text_lines
from generator.comparing.review import Told
from generator.comparing.revisions import register_at
from generator.comparing.terminal import painted
from generator.comparing.text import comparison_laid_out
from generator.register.load import load_finished
from generator.register.notices import Notice
from generator.words.load import Words


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
    comparisons: Comparisons, a: Notice, b: Notice, form: str, lang: str, every: bool, output: Path | None,
    screen: Screen,
) -> None:  # fmt: skip
    """Compares two notices in the form that is asked for."""
    comparison = comparisons.between(a, b)
    if form == "text" and screen.laid_out:
        lines = comparison_laid_out(
            comparisons.wording(comparison, lang), comparisons.drawing(comparison), screen.room, every
        )
        write(painted(lines, screen.colour), output, screen)
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
    told = Told(register_changes(earlier, register, words), words, lang, revision)
    if form == "json":
        write(told.json(), output, screen)
    elif screen.laid_out:
        write(painted(told.laid_out(screen.room, every), screen.colour), output, screen)
    else:
        write("".join(f"{line}\n" for line in told.lines(every)), output, screen)


def write(content: str | bytes, output: Path | None, screen: Screen) -> None:
    """Into the file that is named, else to standard output."""
    if output:
        output.write_bytes(content.encode() if isinstance(content, str) else content)
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        click.echo(content, nl=False, color=screen.colour)

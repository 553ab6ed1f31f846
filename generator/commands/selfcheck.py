"""``chuding selfcheck``: verdicts on sets of answers, as JSON for programs or as text for a reader."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from generator.commands.drafts import finished_notices
from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.folders import WORDS
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.reading import read_input
from generator.register.characters import without_controls
from generator.register.problems import BadInput
from generator.words.load import load_words
from selfcheck import InputError, evaluate, explain
from selfcheck.every import Ask, for_every
from selfcheck.notice import Notice as RulesNotice
from selfcheck.notice import read_notice
from selfcheck.texts import canonical_json, parse_json

MOST = 200_000_000
"""Bytes of answers, some 300,000 lines of them."""


@listed("selfcheck")
@with_register
@click.argument("arguments", nargs=-1, metavar="NOTICE [ANSWERS.json|-]")
@click.option("--all", "every", is_flag=True, help="Every notice of the register; no NOTICE is then named.")
@click.option("--explain", "explained", is_flag=True, help="JSON with what decides, what could change it, and notes.")
@click.option("--today", metavar="DATE", help="The day on which windows are open or closed, else the device's.")
@click.option("--format", "form", type=click.Choice(["json", "jsonl", "text"]), default="json", show_default=True)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.pass_context
def command(
    context: click.Context, folder: Path, arguments: tuple[str, ...], every: bool, explained: bool, today: str | None,
    form: str, lang: str,
) -> None:  # fmt: skip
    named = arguments if every else arguments[1:]
    if len(named) > 1 or (not every and not arguments):
        wanted = "at most one file of answers" if every else "a notice and at most one file of answers"
        raise click.UsageError(f"expected {wanted}, found {' '.join(arguments) or 'nothing'}", context)
    publication, notices = finished_notices(folder, () if every else arguments[:1])
    if every:
        notices = list(publication.rounds)
        if not notices:
            raise BadInput([f"{folder}: expected a finished notice that opens a round, found none"])
    answers = named[0] if named else "-"
    print_verdicts(publication, notices, answers, form, every=every, explained=explained, today=today, lang=lang)


def print_verdicts(
    publication: Publication,
    notices: Sequence[PublishedNotice],
    answers: str,
    form: str,
    *,
    every: bool,
    explained: bool,
    today: str | None,
    lang: str,
) -> None:
    """Prints what the rules say of ``answers``, a path or ``-``: on one notice, or on ``every`` as a list."""
    read = [read_notice(notice.data) for notice in notices]
    day = today or date.today().isoformat()
    text = _read_answers(answers)
    if form == "jsonl":
        _print_lines(explain if explained else evaluate, read, text, day)
        return
    found = for_every(explain, read, parse_json("answers" if answers == "-" else answers, text), day)
    if form == "json":
        # Contradictory answers are reported on standard error, so that the verdict alone stays on standard output.
        for note in () if explained else found[0]["notes"]:
            click.echo(f"{note['key']}: {note[lang]}", err=True)
        told = found if explained else [explanation["verdict"] for explanation in found]
        click.echo(json.dumps(told if every else told[0], ensure_ascii=False, indent=2))
        return
    from generator.commands.verdict_text import VerdictText  # what programs read needs none of a page's words

    words = load_words(WORDS)
    bodies = ["\n".join(VerdictText(publication, words, explanation, lang).lines()) for explanation in found]
    heads = [f"{notice.title.of(lang)}\n" if every else "" for notice in notices]
    click.echo(without_controls("\n\n".join(head + body for head, body in zip(heads, bodies, strict=True))))


def _print_lines(ask: Ask, notices: list[RulesNotice], text: str, day: str) -> None:
    """Prints one line for each line of answers and notice; reports faulty lines together at the end."""
    faults = []
    for number, line in enumerate(text.split("\n"), 1):
        try:
            for found in for_every(ask, notices, parse_json("answers", line), day) if line.strip() else ():
                click.echo(canonical_json(found))
        except InputError as error:
            faults.append(f"line {number}: {error}")
    if faults:
        raise BadInput(faults)


def _read_answers(path: str) -> str:
    try:
        return (read_input(MOST) if path == "-" else _read_file(path)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput([f"{path}: expected UTF-8"]) from None
    except OSError as error:
        raise BadInput([f"{error.filename or path}: {error.strerror}"]) from None


def _read_file(path: str) -> bytes:
    """Of any file, also a pipe: a shell may put what another program prints in a file's place."""
    with Path(path).open("rb") as file:
        raw = file.read(MOST + 1)
    if len(raw) > MOST:
        raise BadInput([f"{path}: expected at most {MOST:,} bytes, found more"])
    return raw

"""``chuding selfcheck``: verdicts on sets of answers, as JSON for programs or as text for a reader."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from generator.commands.drafts import finished_notices
from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.reading import read_input
from generator.register.characters import without_controls
from generator.register.problems import BadInput
from selfcheck import InputError, evaluate, explain
from selfcheck.answers import JsonObject
from selfcheck.every import Ask, for_every
from selfcheck.notice import Notice as RulesNotice
from selfcheck.notice import read_notice
from selfcheck.texts import canonical_json, parse_json
from selfcheck.words import WORDS

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
    bodies = ["\n".join(_lines(publication, explanation, lang)) for explanation in found]
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


def _lines(publication: Publication, explanation: JsonObject, language: str) -> Iterator[str]:
    """The explanation for a reader: what is true today, why, what to bring, by when, and what else is to be known."""
    verdict, application = explanation["verdict"], explanation["application"]
    say = {name: known[language] for name, known in WORDS["verdict"].items()}
    names = publication.topic_names(language) | {key: text[language] for key, text in publication.words.items()}
    yield application["headline"][language]
    yield from [application["said"][language]] if application["said"] else []
    yield from (f"{names[f'title.{title["title"]}']}: {title[language]}" for title in application["titles"])
    if verdict["earliest"] and verdict["outcome"] != "ineligible":
        yield f"{say['round']}: {verdict['round'] or say['none']}"
    yield from _part(say["notes"], [note[language] for note in explanation["notes"]])
    yield from _part(say["next"], [names[f"question.{key}"] for key in verdict["next"]])
    decisive = [finding for finding in verdict["findings"] if finding["rule"] in explanation["decisive"]]
    yield from _part(say["decisive"], [_finding(finding, language) for finding in decisive])
    if verdict["outcome"] != "ineligible":
        yield from _part(say["materials"], [_material(item, language) for item in verdict["materials"]])
    yield from _part(say["windows"], [_window(publication, verdict, window, language) for window in verdict["windows"]])
    if verdict["outcome"] != "ineligible":
        yield from _part(say["residual"], [f"{item[language]} ({item['clause']})" for item in verdict["residual"]])
    yield from _part(say["what_if"], [change[language] for change in explanation["what_if"]])
    yield from _part(say["findings"], [_finding(finding, language) for finding in verdict["findings"]])


def _part(heading: str, lines: list[str]) -> list[str]:
    return [heading, *(f"  {line}" for line in lines)] if lines else []


def _finding(finding: JsonObject, language: str) -> str:
    return f"[{WORDS['status'][finding['status']][language]}] {finding[language]} ({finding['clause'] or '—'})"


def _material(item: JsonObject, language: str) -> str:
    return f"{item[language]}{f' ×{item["copies"]}' if item['copies'] else ''} ({_cited(item, language)})"


def _window(publication: Publication, verdict: JsonObject, window: JsonObject, language: str) -> str:
    """A window with its days and its state; of several rounds or addressees, whose it is."""
    notice = publication.by_id[verdict["notice"]]
    named = notice.round_names.get(window.get("round", ""))
    asides = [named.of(language) if named else window.get("round"), window.get("who", {}).get(language)]
    whose = " · ".join(aside for aside in asides if aside)
    name = publication.topic_names(language)[f"window.{window['key']}"] + (f" ({whose})" if whose else "")
    sides = [window["opens"] or "", window["closes"] or ""]
    days = window.get("words") or ("/".join(sides) if any(sides) else WORDS["verdict"]["all_year"][language])
    return f"{name}: {days} {WORDS['window_state'][window['state']][language]} ({_cited(window, language)})"


def _cited(stated: JsonObject, language: str) -> str:
    """The clause, and that of the later notice that changed what it states."""
    by = stated.get("amended_by")
    changed = WORDS["verdict"]["amended"][language].format(**by) if by else ""
    return f"{stated['clause']}{changed}"


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

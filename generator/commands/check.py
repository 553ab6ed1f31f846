"""``chuding check``: what is wrong with a register, or with a part or a copy of one."""

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from generator.centre.centre import centre_of, read_centre
from generator.commands.listing import command as listed
from generator.commands.options import with_register
from generator.commands.reports import REPORTS
from generator.folders import WORDS
from generator.languages import LANGUAGES
from generator.register.characters import harmless
from generator.register.load import load, problems_of_copy
from generator.register.problems import BadInput, Problem
from generator.words.load import load_words
from generator.words.problems import Phrases

NAMED = "a folder of notices or a notice"


@listed("check")
@with_register
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="A warning fails like an error.")
@click.option("--format", "form", type=click.Choice(sorted(REPORTS)), default="text", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), help="The language of the messages, else the system's.")
def command(folder: Path, paths: tuple[Path, ...], strict: bool, form: str, lang: str | None) -> None:
    problems = sorted({problem for path in paths or (folder,) for problem in _problems(path, folder)})
    phrases = Phrases(load_words(WORDS), lang or system_language(os.environ))
    report = REPORTS[form](problems, phrases)
    click.echo(report, nl=False, err=form == "text")
    if any(strict or problem.level == "error" for problem in problems):
        sys.exit(1)
    if form == "text":
        checked = harmless(", ".join(map(str, paths or (folder,))))
        click.echo(phrases.t(f"problems.{'without_errors' if problems else 'faultless'}", checked=checked))


def system_language(environment: Mapping[str, str]) -> str:
    """Chinese where the system speaks it, by the variables that say so (POSIX, 8.2); else English."""
    said = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if said.lower().startswith("zh") else "en"


def _problems(path: Path, folder: Path) -> list[Problem]:
    """What is wrong with ``path``; of a part of a register its own problems alone, and the vocabularies'.

    A notice that lies in no register is held against the one in ``folder``.
    """
    if not path.exists():
        return [Problem(str(path), 1, 1, NAMED, "nothing")]
    whole = path.resolve() if ".." in path.parts else path.absolute()
    register = next((at for at in (whole, *whole.parents[:2]) if (at / "topics.yaml").is_file()), None)
    if register:
        own = [problem for problem in _loaded(register) if _concerns(Path(problem.path), whole, register)]
        return own if path.is_absolute() else [_from_here(problem) for problem in own]
    if path.is_dir():
        return [Problem(str(path), 1, 1, NAMED, "a folder without topics.yaml")]
    try:
        return problems_of_copy(path, folder)
    except BadInput as bad:
        return bad.problems


def _loaded(register: Path) -> list[Problem]:
    """What is wrong with a register, and with what its centre has set beside it."""
    file = centre_of(register)
    problems: list[Problem] = []
    try:
        problems += (read := load(register)).warnings
        if file:
            read_centre(file).shown(read)
    except BadInput as bad:
        problems += bad.problems
    return problems


def _concerns(file: Path, part: Path, register: Path) -> bool:
    """Whether a problem in ``file`` is one of ``part``: it, what lies in it, or what the whole register shares."""
    if part == register or register in (file, file.parent):
        return True
    # A notice and its text as received stand for each other.
    return part in (file, file.parent, file.with_suffix(".yaml"), file.with_suffix(".txt"))


def _from_here(problem: Problem) -> Problem:
    return replace(problem, path=os.path.relpath(problem.path))

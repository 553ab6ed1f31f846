"""What the commands do about unfinished notices: they work with the finished ones, and say what they leave out."""

from collections.abc import Iterable
from pathlib import Path

import click

from generator.register.characters import harmless
from generator.register.load import Unfinished, load_finished
from generator.register.notices import Notice, Register
from generator.register.problems import BadInput


def finished_notices(folder: Path, named: Iterable[str]) -> tuple[Register, list[Notice]]:
    """The register in ``folder`` without its drafts, and the ``named`` notices of it.

    Raises ``BadInput`` where one of these is a draft or none of the register.
    """
    register, drafts = load_finished(folder)
    notices = [_notice(register, drafts, notice_id) for notice_id in named]
    report_left_out(drafts)
    return register, notices


def report_left_out(drafts: Iterable[Unfinished]) -> None:
    """Names each draft in one line on standard error."""
    for draft in drafts:
        click.echo(harmless(f"{draft.file}: left out, {draft.state}"), err=True)


def _notice(register: Register, drafts: Iterable[Unfinished], notice_id: str) -> Notice:
    for draft in drafts:
        if draft.id == notice_id:
            found = f"{draft.state} (chuding check {draft.file})"
            raise BadInput([f"{notice_id}: expected a finished notice, found {found}"])
    notice = register.notice(notice_id)
    if notice is None:
        choices = ", ".join(notice.id for notice in register.notices)
        raise BadInput([f"{notice_id}: expected a notice, one of {choices}"])
    return notice

"""What the commands do about unfinished notices: they work with the finished ones, and say what they leave out."""

from collections.abc import Iterable
from pathlib import Path

from generator.commands.saying import say
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import Unfinished, load_finished
from generator.register.problems import BadInput


def finished_notices(folder: Path, named: Iterable[str]) -> tuple[Publication, list[PublishedNotice]]:
    """The register in ``folder`` without its drafts, published, and the ``named`` notices of it.

    Raises ``BadInput`` where one of these is a draft or none of the register.
    """
    register, drafts = load_finished(folder)
    publication = publish(register)
    notices = [_notice(publication, drafts, notice_id) for notice_id in named]
    report_left_out(drafts)
    return publication, notices


def report_left_out(drafts: Iterable[Unfinished]) -> None:
    """Names each draft in one line on standard error."""
    for draft in drafts:
        say(f"{draft.file}: left out, {draft.state}", err=True)


def _notice(publication: Publication, drafts: Iterable[Unfinished], notice_id: str) -> PublishedNotice:
    for draft in drafts:
        if draft.id == notice_id:
            found = f"{draft.state} (chuding check {draft.file})"
            raise BadInput([f"{notice_id}: expected a finished notice, found {found}"])
    if notice_id not in publication.by_id:
        raise BadInput([f"{notice_id}: expected a notice, one of {', '.join(publication.by_id)}"])
    return publication.by_id[notice_id]

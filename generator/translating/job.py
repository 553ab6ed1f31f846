"""What a translator gets of a notice: each text that is open, with its terms and what is suggested for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.register.load import notice_files
from generator.register.model import Term
from generator.register.places import read_yaml
from generator.register.problems import BadInput
from generator.translating.suggesting import Suggesting, Suggestion, suggesting_for
from generator.translating.texts import Text, texts_of


@dataclass(frozen=True, slots=True)
class Row:
    """An open text, the glossary's terms in it, and what is suggested for its English."""

    text: Text
    terms: tuple[Term, ...]
    suggestion: Suggestion | None


@dataclass(frozen=True, slots=True)
class Job:
    """What is open in a notice."""

    notice: str
    title: str
    """The notice's title in Chinese."""
    rows: tuple[Row, ...]


def notice_file(folder: Path, notice_id: str) -> Path:
    """The file of a notice of the register, finished or not; raises ``BadInput`` where there is none of that id."""
    files = {f"{file.parent.name}-{file.stem}": file for file in notice_files(folder)}
    if notice_id not in files:
        raise BadInput([f"{notice_id}: expected a notice, one of {', '.join(files) or f'none in {folder}'}"])
    return files[notice_id]


def job_of(folder: Path, notice_id: str) -> Job:
    """What is open in a notice of the register in ``folder``; raises ``BadInput`` where it cannot be read."""
    file = notice_file(folder, notice_id)
    texts = list(texts_of(read_yaml(file, str(file))[0]))
    suggesting = suggesting_for(folder, notice_id)
    title = next((text.zh for text in texts if text.id == "title"), "")
    return Job(notice_id, title, tuple(_rows(texts, suggesting)))


def _rows(texts: list[Text], suggesting: Suggesting) -> Iterator[Row]:
    for text in texts:
        if text.open:
            terms = suggesting.terms(text.zh) if text.of_notice else []
            made = suggesting.before(text) if text.stale and text.en else suggesting.suggestion(text.zh, text.of_notice)
            yield Row(text, tuple(terms), made)

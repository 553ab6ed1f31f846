"""A published register: every notice once, and the vocabularies."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial

from generator.published.notice import PublishedNotice, json_text, notice_schema
from generator.register import schema
from generator.register.vocabularies import Vocabularies

SCHEMA_PATH = "schema/notice.json"


@dataclass(frozen=True)
class Publication(Vocabularies):
    """All notices in the register's order."""

    notices: tuple[PublishedNotice, ...]

    @cached_property
    def by_id(self) -> dict[str, PublishedNotice]:
        """Every notice by its id."""
        return {notice.id: notice for notice in self.notices}

    @cached_property
    def rounds(self) -> tuple[PublishedNotice, ...]:
        """The notices that open a round: the self-check judges by these."""
        return tuple(notice for notice in self.notices if notice.openings)

    def of_jurisdiction(self, jurisdiction: str) -> Iterable[PublishedNotice]:
        """A jurisdiction's notices, earliest cut-off first."""
        own = (notice for notice in self.notices if notice.jurisdiction == jurisdiction)
        return sorted(own, key=lambda notice: notice.cutoff_day)

    def _listed(self, notice: PublishedNotice) -> dict[str, object]:
        """What the list of notices says of one: the contract, section 5."""
        windows = [window.model_dump(mode="json", exclude_none=True, exclude={"quote"}) for window in notice.windows]
        return {
            "id": notice.id,
            "title": notice.title.model_dump(),
            "jurisdiction": notice.jurisdiction,
            "round": notice.round,
            "windows": windows,
            "issued": notice.issued.isoformat(),
            "address": f"notices/{notice.id}/",
        }

    def files(self) -> dict[str, Callable[[], str]]:
        """Every file of published data: by its site path what makes the text."""
        files = {
            SCHEMA_PATH: lambda: json_text(notice_schema()),
            schema.SITE_PATH: lambda: schema.file_schema(self.notice_format),
            "questions.json": lambda: json_text([entry.model_dump(exclude_none=True) for entry in self.questions]),
            "notices.json": lambda: json_text([self._listed(notice) for notice in self.notices]),
        }
        return files | {f"notices/{notice.id}.json": partial(_text, notice) for notice in self.notices}


def _text(notice: PublishedNotice) -> str:
    return notice.text

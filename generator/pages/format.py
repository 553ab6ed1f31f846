"""The staff's page on the data format, from the model's own docstrings: every class with every field."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import UnionType
from typing import Annotated, Any, Literal, TypeAliasType, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.pages.drawn import Heading
from generator.pages.page import Page, Pages
from generator.pages.renderer import Renderer
from generator.register.model import (
    Entry,
    FactName,
    Jurisdictions,
    KindFile,
    Named,
    QuestionEntry,
    Requirement,
    Term,
    Topic,
)
from generator.words.load import Translate

PATH = "staff/format/"
SHARED: dict[str, type[Entry]] = {
    "questions.yaml": QuestionEntry,
    "titles.yaml": Named,
    "kinds/<kind>.yaml": KindFile,
    "topics.yaml": Topic,
    "facts.yaml": FactName,
    "jurisdictions.yaml": Jurisdictions,
    "glossary.yaml": Term,
}
"""What each file of a register holds beside its notices, or what its list holds."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field; ``parts`` are the ids of the sections that describe what it holds."""

    name: str
    description: str
    required: bool
    accepts: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """One class of the model; ``file`` where it is the whole of a file, ``kind`` where it is a requirement's."""

    id: str
    title: str
    description: str
    file: str
    fields: tuple[FieldView, ...]


def _formats(renderer: Renderer) -> Iterator[Page]:
    source = str(renderer.publication.folder / "schema.json")
    for language in renderer.languages:
        t = renderer.words.of(language)
        files = {"<jurisdiction>/<round>.yaml": renderer.publication.notice_format, **SHARED}
        sections = _sections(files, t, language)
        headings = tuple(Heading(2, section.id, section.title) for section in sections)
        draw = partial(renderer.draw, "format.html", language, PATH, headings, sections=sections)
        yield Page(language, PATH, t("format.title"), t("format.description"), draw, source, "format", kept=False)


PAGES = Pages(_formats)


def _sections(files: dict[str, type[Entry]], t: Translate, language: str) -> list[SectionView]:
    """The sections, in the order in which the classes appear in the files."""
    names = {entry: file for file, entry in files.items()}
    return [_section(entry, names.get(entry, ""), t, language) for entry in _classes(files)]


def _classes(files: dict[str, type[Entry]]) -> list[type[Entry]]:
    found: list[type[Entry]] = []

    def visit(entry: type[Entry]) -> None:
        if entry not in found:
            found.append(entry)
            for field in entry.model_fields.values():
                for part in _parts(field.annotation):
                    visit(part)

    for entry in files.values():
        visit(entry)
    return found


def _section(entry: type[Entry], file: str, t: Translate, language: str) -> SectionView:
    fields = entry.model_fields.items()
    kind = issubclass(entry, Requirement)
    shown = tuple(
        _field(field.alias or name, field, t, language) for name, field in fields if name != "kind" or not kind
    )
    return SectionView(_id(entry), _title(entry), _said(entry.__doc__ or "", language), file, shown)


def _field(name: str, field: FieldInfo, t: Translate, language: str) -> FieldView:
    parts = tuple((_id(part), _title(part)) for part in _parts(field.annotation))
    accepts = " | ".join(_values(field.annotation)) or ("" if parts else t(f"format.types.{_type(field.annotation)}"))
    return FieldView(name, _said(field.description or "", language), field.is_required(), accepts, parts)


def _said(docstring: str, language: str) -> str:
    """The docstring's lines in one language: English first, Chinese from the first line that is."""
    lines = [line.strip() for line in docstring.strip().splitlines()]
    chinese = next((i for i, line in enumerate(lines) if any("一" <= c <= "鿿" for c in line)), len(lines))
    return "".join(lines[chinese:]) if language == "zh" else " ".join(lines[:chinese]).replace("``", "")


def _id(entry: type[Entry]) -> str:
    return "format-" + _spaced(entry.__name__).replace(" ", "-")


def _title(entry: type[Entry]) -> str:
    return entry.__name__ if issubclass(entry, Requirement) else _spaced(entry.__name__)


def _spaced(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def _inner(annotation: object) -> Iterator[object]:
    """The types that an annotation is made of, aliases resolved."""
    if isinstance(annotation, TypeAliasType):
        yield from _inner(annotation.__value__)
    elif get_origin(annotation) is Annotated:
        yield from _inner(get_args(annotation)[0])
    elif annotation == dict[str, Any]:
        yield dict
    elif get_origin(annotation) in (tuple, dict, Union, UnionType):
        for argument in get_args(annotation):
            yield from _inner(argument)
    else:
        yield annotation


def _parts(annotation: object) -> list[type[Entry]]:
    return [part for part in _inner(annotation) if isinstance(part, type) and issubclass(part, Entry)]


def _values(annotation: object) -> list[str]:
    return [str(value) for part in _inner(annotation) if get_origin(part) is Literal for value in get_args(part)]


def _type(annotation: object) -> str:
    """The first of the annotation's plain types, as the words name it."""
    return next(part.__name__ for part in _inner(annotation) if isinstance(part, type))

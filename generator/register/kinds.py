"""Makes the model of a notice's file for the kinds of requirements that a register declares.

Editors complete, and ``check`` refuses, by the kinds' own parameters; their descriptions are the fields' docstrings.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from generator.register.model import (
    Clause,
    Entry,
    Id,
    Kind,
    Named,
    NoticeFile,
    Parameter,
    QuestionEntry,
    Requirement,
    Text,
    Words,
)


def notice_format(
    kinds: Iterable[Kind], questions: Iterable[QuestionEntry], titles: Iterable[Named]
) -> type[NoticeFile]:
    """``NoticeFile`` whose requirements are those of ``kinds``, with values of ``questions`` and ``titles``."""
    values = {question.id: tuple(value.id for value in question.values) for question in questions}
    levels = tuple(title.id for title in titles)
    models = [_requirement(kind, values, levels) for kind in kinds]
    if not models:
        return NoticeFile
    stated: Any = Annotated[reduce(or_, models), Field(discriminator="kind")] if len(models) > 1 else models[0]
    description = Clause.model_fields["requirements"].description
    clause = create_model(
        "Clause",
        __base__=Clause,
        __doc__=Clause.__doc__,
        requirements=(tuple[stated, ...], Field((), description=description)),
    )
    fields: dict[str, Any] = {
        "clauses": (
            Annotated[tuple[clause, ...], Field(min_length=1)],
            Field(description=NoticeFile.model_fields["clauses"].description),
        ),
        "annexes": (
            tuple[clause, ...],
            Field((), description=NoticeFile.model_fields["annexes"].description),
        ),
    }
    return create_model("NoticeFile", __base__=NoticeFile, __doc__=NoticeFile.__doc__, **fields)


def _requirement(kind: Kind, values: dict[str, tuple[str, ...]], titles: tuple[str, ...]) -> type[Requirement]:
    fields: dict[str, Any] = {"kind": (Literal[kind.id], Field(description=_said(kind.about)))}
    for name, parameter in kind.parameters.items():
        type_ = _type(f"{kind.id}-{name}", parameter, values, titles)
        default = None if parameter.optional else ...
        fields[name] = (type_ | None if parameter.optional else type_, Field(default, description=_said(parameter)))
    return create_model(kind.id, __base__=Requirement, __doc__=_said(kind.about), **fields)


def _type(name: str, parameter: Parameter, values: dict[str, tuple[str, ...]], titles: tuple[str, ...]) -> Any:
    """The type of a parameter's value; of a question without values of its own, any identifier."""
    listed = values.get(parameter.of_ or "", ())
    value: Any = Literal[listed] if listed else Id
    match parameter.type:
        case "values":
            return tuple[value, ...]
        case "map":
            return dict[value, value]
        case "left_open":
            fields: dict[str, Any] = {
                parameter.of_ or "values": (tuple[value, ...], Field(description=_said(parameter))),
                "words": (Words, Field(description="The open words, copied exactly.\n没有写明的原文。")),
            }
            return create_model(name, __base__=Entry, __doc__=_said(parameter), **fields)
        case "count":
            return Annotated[int, Field(ge=1)]
        case "year":
            return int
        case "flag":
            return bool
        case "words":
            return Words
        case "title":
            return Literal[titles]
        case "titles":
            return tuple[Literal[titles], ...]  # type: ignore[valid-type]  # listed in the register


def _said(words: Text) -> str:
    """As the docstrings of the model have it: English first, then Chinese."""
    return f"{words.en}\n{words.zh}"

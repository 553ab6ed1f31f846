"""Where a register's files hold text that people read: found by the model, so that a new field is found by itself."""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, TypeAliasType, Union, get_args, get_origin

from pydantic import BaseModel

from generator.register.model import Words

type Place = tuple[str | int, ...]
"""Keys and indices from the top of a file."""

REFERENCES = frozenset(
    {
        ("Clause", "label"),
        ("Fact", "value"),
        ("Material", "when"),
        ("QuestionEntry", "usual"),
        ("Case", "given"),
        ("Case", "without"),
        ("Case", "cite"),
        ("LevelRows", "in"),
        ("LevelRows", "title"),
        ("LevelRows", "open"),
        ("LevelRows", "leaves_out"),
        ("CountsAs", "as"),
        ("KindFile", "facts"),
    }
)
"""Fields of any text that name something else, or hold a value in a form of its own: `check` holds them to it."""


def texts_in(kind: Any, content: Any, at: Place = (), field: str = "") -> Iterator[tuple[Place, str]]:
    """Each text in ``content``, as YAML has it, of a type of the model: where it stands, and in which field."""
    for part, inner in _parts(kind):
        if part == "text" and isinstance(content, str):
            yield at, field
        elif part == "either":
            yield from texts_in(inner, content, at, field)
        elif part == "each" and isinstance(content, list):
            for number, each in enumerate(content):
                yield from texts_in(inner, each, (*at, number), field)
        elif part == "each" and isinstance(content, str):
            # One member may stand for a list of it.
            yield from texts_in(inner, content, at, field)
        elif part == "values" and isinstance(content, dict):
            for key, each in content.items():
                yield from texts_in(inner, each, (*at, key), f"{field}.*")
        elif isinstance(part, tuple) and isinstance(content, dict) and _is_of(kind, content) and part[0] in content:
            yield from texts_in(inner, content[part[0]], (*at, part[0]), f"{field}.{part[0]}".lstrip("."))


def text_fields(kind: Any, field: str = "") -> Iterator[str]:
    """Every field of text that a type of the model has, whether or not a file uses it."""
    for part, inner in _parts(kind):
        if part == "text":
            yield field
        elif isinstance(part, tuple):
            yield from text_fields(inner, f"{field}.{part[0]}".lstrip("."))
        else:
            yield from text_fields(inner, f"{field}.*" if part == "values" else field)


def _parts(kind: Any) -> Iterator[tuple[str | tuple[str], Any]]:
    """What a type is made of: text, members of a list, values of a mapping, fields by their names."""
    if kind in (Words, str):
        yield "text", None
        return
    while isinstance(kind, TypeAliasType):
        kind = kind.__value__
    of, inner = get_origin(kind), get_args(kind)
    if of is Annotated:
        # What has a pattern is no text but a name.
        yield from [] if any(getattr(mark, "pattern", None) for mark in inner[1:]) else _parts(inner[0])
    elif of in (Union, UnionType):
        yield from (("either", each) for each in inner)
    elif of is tuple:
        yield "each", inner[0]
    elif of is dict:
        yield "values", inner[1]
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            written = field.alias or name
            named = any(getattr(mark, "pattern", None) for mark in field.metadata)
            if not named and not any((model.__name__, written) in REFERENCES for model in kind.__mro__):
                yield (written,), field.annotation


def _is_of(model: type[BaseModel], content: dict[str, Any]) -> bool:
    """Whether a mapping is of the model, where it names its kind."""
    named = model.model_fields.get("kind")
    listed = get_args(named.annotation) if named and get_origin(named.annotation) is Literal else None
    return listed is None or content.get("kind") in listed

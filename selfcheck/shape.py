"""Checks that a notice's JSON has what the rules read, so that a damaged file gives one line of error."""

from .answers import InputError, Json, JsonObject, read_date, shown

TEXT = {"zh": str, "en": str}
WINDOW = {"key": str, "clause": str, "opens?": read_date, "closes?": read_date}
KINDS_OF_QUESTIONS = ("choice", "yes_no", "date", "year", "years", "number")

QUESTION = {
    "id": str,
    "kind": KINDS_OF_QUESTIONS,
    "group": str,
    "depth": int,
    "values?": [{"id": str, **TEXT}],
    "doubts?": [{"when": dict, **TEXT}],
    "change?": TEXT,
}
KIND = {
    "id": str,
    "parameters": {...: {"type": str}},
    "sentences": {...: TEXT},
    "cases?": [dict],
    "row?": bool,
    "for_title?": bool,
    "table?": {"answer": str, "in": str, "title": str},
    "counts?": {"answer": str, "as": str},
}
NOTICE: JsonObject = {
    "id": str,
    "issued": read_date,
    "clauses": [{"id": str, **TEXT}],
    "titles": [{"id": str, **TEXT}],
    "questions": [QUESTION],
    "kinds": [KIND],
    "openings": [{"windows": [WINDOW], "cutoff?": {"date": read_date, "clause": str}}],
    "requirements": [{"kind": str, "clause": str, "quote": str}],
    "materials": [{"key": str, "clause": str, **TEXT, "when?": {...: list}, "note?": TEXT, "waived?": TEXT}],
    "residual": [{"clause": str, **TEXT}],
    "elsewhere": [{"notice": str, "title": TEXT, "kind": str}],
    "amended_by": [{"clause": str, "by_title": TEXT}],
    "rounds": [{"notice": str, "cutoff?": read_date}],
}
"""What the rules read. A shape is a type, a tuple of values, a dict of fields or a list of one shape.

``...`` stands for any field; one whose name ends in ``?`` may be absent.
"""

NAMES = {str: "text", int: "a whole number", bool: "true or false", list: "a list", dict: "an object"}


type Where = str | tuple[Where, str | int]
"""A place in a notice: its name, or a field or a number of another place."""


def check_shape(published: Json) -> None:
    """Raises ``InputError`` at the first place where a published notice lacks what the rules read."""
    notice = "notice"
    _check(notice, published, NOTICE)
    if not published["openings"]:
        raise InputError("notice.openings: expected at least one, found none")
    questions = {question["id"]: question for question in published["questions"]}
    for at, question in enumerate(published["questions"]):
        if question["kind"] == "choice" and not question.get("values"):
            raise InputError(f"notice.questions[{at}].values: expected at least one, found none")
    for at, item in enumerate(published["materials"]):
        for key in item.get("when", ()):
            _check((((notice, "materials"), at), "when"), key, ("row", *questions))
    for at, kind in enumerate(published["kinds"]):
        for name in ("table", "counts"):
            if name in kind:
                _check((((notice, "kinds"), at), name), kind[name]["answer"], tuple(questions))
    titles = tuple(title["id"] for title in published["titles"])
    kinds = {kind["id"]: kind for kind in published["kinds"]}
    shapes: dict[tuple[Json, str], Json] = {}
    for name in ("requirements", "elsewhere"):
        for at, stated in enumerate(published[name]):
            where = (notice, name), at
            if name == "requirements":
                _check((where, "kind"), stated["kind"], tuple(kinds))
            kind = stated.get("kind")
            for field, parameter in kinds.get(kind, {}).get("parameters", {}).items():
                if field in stated or not parameter.get("optional"):
                    if (kind, field) not in shapes:
                        shapes[kind, field] = _shape_of((where, field), parameter, questions, titles)
                    _check((where, field), stated.get(field), shapes[kind, field])


def _shape_of(where: Where, parameter: JsonObject, questions: JsonObject, titles: tuple[str, ...]) -> Json:
    """The shape of what a kind's parameter, stated at ``where``, takes."""
    if "of" in parameter:
        _check(where, parameter["of"], tuple(questions))
    of = questions[parameter["of"]] if "of" in parameter else {}
    values = tuple(value["id"] for value in of.get("values", ())) or str
    shape = {
        "values": [values],
        "map": {...: values},
        "left_open": {str(parameter.get("of")): [values], "words": str},
        "count": int,
        "year": int,
        "flag": bool,
        "words": str,
        "title": titles,
        "titles": [titles],
    }.get(parameter["type"])
    if shape is None:
        raise _fault(where, "a known type", parameter["type"])
    return shape


def _check(where: Where, value: Json, shape: Json) -> None:
    if isinstance(shape, list):
        _check_kind(where, value, list)
        for at, member in enumerate(value):
            _check((where, at), member, shape[0])
    elif isinstance(shape, dict):
        _check_kind(where, value, dict)
        for name, inner in shape.items() if ... not in shape else dict.fromkeys(value, shape[...]).items():
            field = name if ... in shape else name.removesuffix("?")
            if field in value or field == name:
                _check((where, field), value.get(field), inner)
    elif isinstance(shape, tuple):
        _check_kind(where, value, str)
        if value not in shape:
            raise _fault(where, f"one of {', '.join(shape)}", value)
    elif shape is read_date:
        _check_kind(where, value, str)
        try:
            read_date(_written(where), value)
        except InputError as error:
            # A key names an answer: here it is none.
            raise InputError(str(error)) from None
    else:
        _check_kind(where, value, shape)


def _check_kind(where: Where, value: Json, kind: type) -> None:
    if not isinstance(value, kind) or (value.__class__ is bool and kind is not bool):
        raise _fault(where, NAMES[kind], value)


def _fault(where: Where, expected: str, value: Json) -> InputError:
    return InputError(f"{_written(where)}: expected {expected}, found {'nothing' if value is None else shown(value)}")


def _written(where: Where) -> str:
    """The place as an error has it: notice.kinds[0].id; written only there, since a notice has thousands of places."""
    if isinstance(where, str):
        return where
    of, part = where
    return f"{_written(of)}[{part}]" if isinstance(part, int) else f"{_written(of)}.{part}"

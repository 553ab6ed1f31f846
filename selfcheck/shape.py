"""Checks that a notice's JSON has what the rules read, so that a damaged file gives one line of error."""

from .answers import InputError, Json, JsonObject, read_date, shown

TEXT = {"zh": str, "en": str}
WINDOW = {"key": str, "clause": str}
KINDS_OF_QUESTIONS = ("choice", "yes_no", "date", "year", "years", "number")

NOTICE: JsonObject = {
    "id": str,
    "issued": read_date,
    "clauses": [{"id": str, **TEXT}],
    "titles": [{"id": str, **TEXT}],
    "questions": [{"id": str, "kind": KINDS_OF_QUESTIONS, "group": str, "depth": int}],
    "kinds": [{"id": str, "parameters": {...: {"type": str}}, "sentences": {...: TEXT}}],
    "openings": [{"windows": [WINDOW]}],
    "requirements": [{"kind": str, "clause": str, "quote": str}],
    "materials": [{"key": str, "clause": str, **TEXT}],
    "residual": [{"clause": str, **TEXT}],
    "elsewhere": [{"notice": str, "title": TEXT, "kind": str}],
    "amended_by": [{"clause": str, "by_title": TEXT}],
    "rounds": [{"notice": str}],
}
"""What must be there. A shape is a type, a tuple of values, a dict of fields (``...``: any) or a list of one shape."""

OPTIONAL: JsonObject = {
    "cutoff": {"date": read_date, "clause": str},
    "opens": read_date,
    "closes": read_date,
    "values": [{"id": str, **TEXT}],
    "doubts": [{"when": dict, **TEXT}],
    "change": TEXT,
    "cases": [dict],
    "row": bool,
    "for_title": bool,
    "table": {"answer": str, "in": str, "title": str},
    "counts": {"answer": str, "as": str},
    "when": {...: list},
    "note": TEXT,
    "waived": TEXT,
}
"""What parts of a notice may have; checked where present."""

NAMES = {str: "text", int: "a whole number", bool: "true or false", list: "a list", dict: "an object"}


def check_shape(published: Json) -> None:
    """Raises ``InputError`` at the first place where a published notice lacks what the rules read."""
    _check("notice", published, NOTICE)
    if not published["openings"]:
        raise InputError("notice.openings: expected at least one, found none")
    for name in ("questions", "kinds", "openings", "materials"):
        for at, part in enumerate(published[name]):
            _check(f"notice.{name}[{at}]", part, _optional(part))
    for at, opening in enumerate(published["openings"]):
        for number, window in enumerate(opening["windows"]):
            _check(f"notice.openings[{at}].windows[{number}]", window, _optional(window))
    for at, entry in enumerate(published["rounds"]):
        if "cutoff" in entry:
            _check(f"notice.rounds[{at}].cutoff", entry["cutoff"], read_date)
    questions = {question["id"]: question for question in published["questions"]}
    for at, question in enumerate(published["questions"]):
        if question["kind"] == "choice" and not question.get("values"):
            raise InputError(f"notice.questions[{at}].values: expected at least one, found none")
    for at, item in enumerate(published["materials"]):
        for key in item.get("when", ()):
            _check(f"notice.materials[{at}].when", key, ("row", *questions))
    titles = tuple(title["id"] for title in published["titles"])
    kinds = {kind["id"]: kind for kind in published["kinds"]}
    for name in ("requirements", "elsewhere"):
        for at, stated in enumerate(published[name]):
            where = f"notice.{name}[{at}]"
            if name == "requirements":
                _check(f"{where}.kind", stated["kind"], tuple(kinds))
            _check_parameters(where, stated, kinds.get(stated.get("kind"), {}).get("parameters", {}), questions, titles)


def _check_parameters(
    where: str, stated: JsonObject, parameters: JsonObject, questions: JsonObject, titles: tuple[str, ...]
) -> None:
    """Each parameter that must be stated is, and each that is has its type."""
    for name, parameter in parameters.items():
        if name in stated or not parameter.get("optional"):
            if "of" in parameter:
                _check(f"{where}.{name}", parameter["of"], tuple(questions))
            of = questions.get(parameter.get("of"), {})
            values = tuple(value["id"] for value in of.get("values", ())) or str
            shape = {
                "values": [values],
                "map": {...: values},
                "left_open": {parameter.get("of"): [values], "words": str},
                "count": int,
                "year": int,
                "flag": bool,
                "words": str,
                "title": titles,
                "titles": [titles],
            }.get(parameter["type"])
            if shape is None:
                raise InputError(f"{where}.{name}: expected a known type, found {shown(parameter['type'])}")
            _check(f"{where}.{name}", stated.get(name), shape)


def _optional(stated: JsonObject) -> JsonObject:
    return {field: shape for field, shape in OPTIONAL.items() if field in stated}


def _check(where: str, value: Json, shape: Json) -> None:
    if isinstance(shape, list):
        _check_kind(where, value, list)
        for at, member in enumerate(value):
            _check(f"{where}[{at}]", member, shape[0])
    elif isinstance(shape, dict):
        _check_kind(where, value, dict)
        fields = shape if ... not in shape else dict.fromkeys(value, shape[...])
        for name, inner in fields.items():
            _check(f"{where}.{name}", value.get(name), inner)
    elif isinstance(shape, tuple):
        _check_kind(where, value, str)
        if value not in shape:
            raise InputError(f"{where}: expected one of {', '.join(shape)}, found {_found(value)}")
    elif shape is read_date:
        _check_kind(where, value, str)
        try:
            read_date(where, value)
        except InputError as error:
            # A key names an answer: here it is none.
            raise InputError(str(error)) from None
    else:
        _check_kind(where, value, shape)


def _check_kind(where: str, value: Json, kind: type) -> None:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise InputError(f"{where}: expected {NAMES[kind]}, found {_found(value)}")


def _found(value: Json) -> str:
    return "nothing" if value is None else shown(value)

"""Checks that a notice's JSON has what the rules read, so that a damaged file gives one line of error."""

from .answers import ANSWERS, EDUCATION, TITLES, InputError, Json, JsonObject, read_date, shown

TEXT = {"zh": str, "en": str}
WINDOW = {"key": str, "clause": str, "opens": str, "closes": str}

NOTICE: JsonObject = {
    "id": str,
    "affiliations": [{"id": str, **TEXT}],
    "openings": [{"cutoff": {"date": read_date, "clause": str}, "windows": [WINDOW]}],
    "requirements": [{"kind": str, "clause": str, "quote": str}],
    "materials": [{"key": str, "clause": str, **TEXT}],
    "residual": [{"clause": str, **TEXT}],
    "elsewhere": [{"notice": str, "title": TEXT, "admits": [str]}],
    "amended_by": [{"clause": str, "by_title": TEXT}],
    "rounds": [{"notice": str, "cutoff": read_date}],
}
"""What must be there. A shape is a type, a tuple of values, a dict of fields (``...``: any) or a list of one shape."""

NEEDED: JsonObject = {
    "affiliation": {"admits": [str]},
    "contract": {"of": [str], "origins": [str]},
    "status": {"excludes": [str]},
    "foreign_document": {"accepts": [ANSWERS["foreign_document"].values]},
    "series": {"excludes": [str], "titles": [str]},
    "education": {"admits": [str], "title": TITLES},
    "advancement": {"admits": [str]},
    "equivalence": {"of": {...: EDUCATION}},
    "probation": {"months": tuple(range(1, 601))},
    "school": {"recognises": [str], "rejects": [str]},
    "cohort": {"from_year": int, "own_conditions": [str], "own_conditions_words": str, "access_series_too": bool},
    "access": {"series": [str]},
    "assessment": {},
    "completion": {},
    "continuing_education": {},
    "sanction": {},
    "social_insurance": {},
    "transition": {},
}
"""What a requirement of each kind must have beside clause and quote."""

OPTIONAL: JsonObject = {
    "origins": [str],
    "open": {"words": str},
    "series": [str],
    "education": [str],
    "lowers": {...: EDUCATION},
    "rejects": [str],
    "words": str,
    "not_before": int,
    "hours_per_year": int,
    "when": {...: list},
    "note": TEXT,
    "waived": TEXT,
}
"""What requirements and materials may have; checked where present."""

NAMES = {str: "text", int: "a whole number", bool: "true or false", list: "a list", dict: "an object"}


def check_shape(published: Json) -> None:
    """Raises ``InputError`` at the first place where a published notice lacks what the rules read."""
    _check("notice", published, NOTICE)
    for name in ("affiliations", "openings"):
        if not published[name]:
            raise InputError(f"notice.{name}: expected at least one, found none")
    for name in ("requirements", "materials", "elsewhere"):
        for at, stated in enumerate(published[name]):
            where = f"notice.{name}[{at}]"
            if name == "requirements":
                _check(f"{where}.kind", stated["kind"], tuple(NEEDED))
                _check(where, stated, NEEDED[stated["kind"]])
            _check(where, stated, _optional(stated))
            _check(f"{where}.open", stated.get("open", {}), _optional(stated.get("open", {})))
            for key in stated.get("when", ()):
                _check(f"{where}.when", key, tuple(ANSWERS))


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
        _check_kind(where, value, type(shape[0]))
        if value not in shape:
            accepted = ", ".join(shape) if isinstance(shape[0], str) else f"{shape[0]} to {shape[-1]}"
            raise InputError(f"{where}: expected one of {accepted}, found {_found(value)}")
    elif shape is read_date:
        read_date(where, value)
    else:
        _check_kind(where, value, shape)


def _check_kind(where: str, value: Json, kind: type) -> None:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise InputError(f"{where}: expected {NAMES[kind]}, found {_found(value)}")


def _found(value: Json) -> str:
    return "nothing" if value is None else shown(value)

"""The JSON Schema of a notice's YAML file, from the model and the kinds: editors complete and check with it.

``python -m generator.register.schema [DIR]`` writes it into the register, ``notices/schema.json`` where none is named;
the first line of each notice names it.
"""

import json
import sys
from pathlib import Path

from generator.folders import NOTICES
from generator.register.load import load
from generator.register.model import NoticeFile
from generator.register.problems import BadInput

FILE = NOTICES / "schema.json"
SITE_PATH = "schema/notice-file.json"


def file_schema(notice_format: type[NoticeFile]) -> str:
    """The schema (2020-12) of a register's notices as text."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **notice_format.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write_schema(folder: Path) -> None:
    """Writes the schema of the register in ``folder`` beside its vocabularies; exits with its problems, a line each."""
    try:
        text = file_schema(load(folder).notice_format)
    except BadInput as bad:
        sys.exit("\n".join(bad.lines))
    (folder / FILE.name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_schema(Path(sys.argv[1]) if sys.argv[1:] else NOTICES)

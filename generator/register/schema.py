"""The JSON Schema of a notice's YAML file, from the model and the kinds: editors complete and check with it.

``python -m generator.register.schema`` writes ``notices/schema.json``; the first line of each notice names it.
"""

import json

from generator.folders import NOTICES
from generator.register.load import load
from generator.register.model import NoticeFile

FILE = NOTICES / "schema.json"
SITE_PATH = "schema/notice-file.json"


def file_schema(notice_format: type[NoticeFile]) -> str:
    """The schema (2020-12) of a register's notices as text."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **notice_format.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(file_schema(load(NOTICES).notice_format), encoding="utf-8")

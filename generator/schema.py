"""The JSON Schema of a notice's YAML file, from the model: editors complete and check by it while a clerk types.

``python -m generator.schema`` writes it to ``notices/schema.json``, which each notice names in its first line.
"""

import json
from pathlib import Path

from generator.model import NoticeFile

FILE = Path(__file__).resolve().parent.parent / "notices" / "schema.json"
SITE_PATH = "schema/notice-file.json"


def file_schema() -> str:
    """The schema (2020-12) as text."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **NoticeFile.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(file_schema(), encoding="utf-8")

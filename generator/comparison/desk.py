"""What the browser asks of comparisons: texts in, one text out."""

import json

from generator.comparison.page import Setting, comparison_page
from generator.comparison.rows import compare
from generator.comparison.tables import comparison_json, csv_of
from generator.comparison.wording import Wording
from generator.wordbook import Words


def compare_texts(pair: str, vocabulary: str, asked: str) -> str:
    """The comparison in the form that is asked for.

    ``pair`` is a JSON list of two published notices, ``vocabulary`` the published one, and ``asked`` an object with the
    ``form``: "page" (with ``language``, ``root`` and ``swap``, as ``page.Setting`` has them), "csv" (with
    ``language``) or "json".
    """
    known, wanted = json.loads(vocabulary), json.loads(asked)
    words = Words(known["words"])
    comparison = compare(*json.loads(pair), known)
    if wanted["form"] == "json":
        told = comparison_json(comparison, known, words)
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    if wanted["form"] == "csv":
        return csv_of(comparison, Wording(comparison, known, words, wanted["language"]))
    return comparison_page(comparison, Setting(known, words, wanted["language"], wanted["root"], wanted["swap"]))

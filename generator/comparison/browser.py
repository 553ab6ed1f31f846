"""What the browser asks of comparisons: texts in, one text out."""

import json

from generator.comparison.drawing import Drawing
from generator.comparison.page import Setting, comparison_page
from generator.comparison.rows import compare
from generator.comparison.tables import csv_of, json_of
from generator.comparison.wording import Wording
from generator.languages import Words


def compare_texts(pair: str, vocabulary: str, asked: str) -> str:
    """The comparison in one form.

    All three are JSON objects. ``pair`` has two published ``notices`` and ``cuts``, the lengths of their words;
    ``vocabulary`` is the published one; ``asked`` has the ``form``: "page" (with ``language``, ``root`` and ``swap`` as
    in ``page.Setting``, and the ``workbook``'s address or null), "csv" (with ``language``) or "json".
    """
    published, shared, wanted = json.loads(pair), json.loads(vocabulary), json.loads(asked)
    words = Words(shared["words"])
    a, b = published["notices"]
    comparison = compare(a, b, shared)
    if wanted["form"] == "json":
        return json_of(comparison, shared, words)
    if wanted["form"] == "csv":
        return csv_of(comparison, Wording(comparison, shared, words, wanted["language"]))
    workbook = [("xlsx", wanted["workbook"])] if wanted["workbook"] else []
    files = workbook + [(form, f"#{form}") for form in ("csv", "json")]
    setting = Setting(
        shared, words, wanted["language"], Drawing(published["cuts"]), wanted["root"], wanted["swap"], files
    )
    return comparison_page(comparison, setting)

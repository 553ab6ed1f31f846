"""The forms of a comparison, and the files beside its page."""

from collections.abc import Callable, Sequence

from generator.comparing.comparisons import Comparisons
from generator.comparing.document import document
from generator.comparing.text import comparison_lines
from generator.comparison.rows import Comparison
from generator.comparison.tables import csv_of, json_of
from generator.languages import LANGUAGES, address
from generator.register.characters import without_controls

type Form = Callable[[Comparisons, Comparison, str], str | bytes]


def _json(comparisons: Comparisons, comparison: Comparison, language: str) -> str:
    return json_of(comparison, comparisons.vocabulary, comparisons.words)


def _csv(comparisons: Comparisons, comparison: Comparison, language: str) -> str:
    return csv_of(comparison, comparisons.wording(comparison, language))


def _xlsx(comparisons: Comparisons, comparison: Comparison, language: str) -> bytes:
    from generator.comparing.workbook import workbook  # half a second, which no other form needs

    return workbook(comparisons, comparison, language)


def text_lines(comparisons: Comparisons, comparison: Comparison, language: str, every: bool = False) -> str:
    """What differs and whom it affects, one line per topic and per effect, for other programs."""
    wording = comparisons.wording(comparison, language)
    lines = [f"{comparison.a['id']} → {comparison.b['id']}"]
    lines += [wording.t("compare.confounded")] if comparison.confounded else []
    return without_controls("\n".join([*lines, *comparison_lines(wording, every)]) + "\n")


FORMATS: dict[str, Form] = {"json": _json, "csv": _csv, "xlsx": _xlsx, "html": document, "text": text_lines}

DOWNLOADS = ("xlsx", "csv", "json")
"""The forms published beside a pair's page."""
OF_A_LANGUAGE = ("csv",)
"""The downloads in one language; the others serve both."""


def download_path(form: str, language: str, a: str, b: str) -> str:
    """The path in the site of a pair's comparison in one form."""
    return address(language if form in OF_A_LANGUAGE else LANGUAGES[0], f"compare/{a}/{b}/comparison.{form}")


def download_files(
    comparisons: Comparisons, comparison: Comparison, forms: Sequence[str], language: str, main: str
) -> list[tuple[str, bytes]]:
    """The files beside a comparison's page in ``language``, by their paths; those of all languages beside ``main``."""
    files = []
    for form in forms:
        if form in OF_A_LANGUAGE or language == main:
            made = FORMATS[form](comparisons, comparison, language)
            path = download_path(form, language, comparison.a["id"], comparison.b["id"])
            files.append((path, made if isinstance(made, bytes) else made.encode()))
    return files

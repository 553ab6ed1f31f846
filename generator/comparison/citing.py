"""How a reader cites a notice's clauses, and how their ordinals are printed."""

import re
from collections.abc import Iterable

from generator.languages import Translate
from generator.notation import NUMERALS

FULL_WIDTH = str.maketrans("()", "（）")
PART = re.compile(f"([{NUMERALS}]+)、")
"""How a document numbers its parts: 六、"""


def shown_label(label: str) -> str:
    """A printed ordinal with full-width brackets, whichever the received text uses."""
    return label.translate(FULL_WIDTH)


def ordinal(clause: str, label: str, t: Translate, language: str) -> str:
    """A clause's ordinal as a document in the language prints it: 二、 and 2., （一） and (1)."""
    last = clause.rpartition(".")[2]
    if language == "zh" or not label:
        return shown_label(label)
    if not last.isdigit():
        return t("site.annex", count=last.removeprefix("annex")) + ":"
    return f"({last})" if "（" in shown_label(label) else f"{last}."


def cites(clauses: Iterable[tuple[str, str]], t: Translate, language: str) -> dict[str, str]:
    """Clause id → citation, from ids and labels.

    An ordinal is cited with those above it: 二（一）3., in English 2.1.3. A paragraph without one is counted within
    what it stands in; what a document numbers 六、 and divides further is a part: 第六部分第1段, Part 6, para. 1.
    """
    listed = sorted(clauses, key=lambda entry: entry[0].count("."))
    above = {clause.rpartition(".")[0] for clause, _ in listed}
    cited: dict[str, str] = {}
    joined: dict[str, str] = {}
    # Parents first, whatever their place in the file: a citation begins with its parent's.
    for clause, label in listed:
        parent, _, last = clause.rpartition(".")
        if last.isdigit():
            joined[clause] = _joined(joined.get(parent, ""), last, label, language)
            part = PART.fullmatch(label) if not parent and clause in above else None
            number = part and (part[1] if language == "zh" else last)
            cited[clause] = t("site.part", number=number) if number else joined[clause]
        elif parent:
            within = cited.get(parent, t("site.opening"))
            cited[clause] = joined[clause] = t("site.paragraph", parent=within, count=ord(last) - ord("a") + 1)
        else:
            cited[clause] = joined[clause] = t("site.annex", count=clause.removeprefix("annex"))
    return cited


def _joined(above: str, last: str, label: str, language: str) -> str:
    if language == "zh":
        return above + shown_label(label).removesuffix("、")
    return f"{above}{'.' if above.replace('.', '').isdigit() else ', '}{last}" if above else last


def in_sentence(cite: str, t: Translate) -> str:
    """A citation as a sentence names it: 二（一）3., clause 2.1.3, Part 6, para. 1."""
    return t("site.clause", cite=cite) if cite[0].isdigit() else cite

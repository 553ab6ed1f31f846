"""How a reader cites a notice's clauses."""

from collections.abc import Iterable

from generator.languages import Translate

FULL_WIDTH = str.maketrans("()", "（）")


def shown_label(label: str) -> str:
    """A printed ordinal with full-width brackets, whichever the received text uses."""
    return label.translate(FULL_WIDTH)


def cites(clauses: Iterable[tuple[str, str]], t: Translate, language: str) -> dict[str, str]:
    """Clause id → citation, from ids and labels: in Chinese 二（一）3., in English the id itself."""
    if language != "zh":
        return {clause: clause for clause, _ in clauses}
    cited: dict[str, str] = {}
    # Parents first, whatever their place in the file: a citation begins with its parent's.
    for clause, label in sorted(clauses, key=lambda entry: entry[0].count(".")):
        parent, _, last = clause.rpartition(".")
        above = cited.get(parent, t("site.opening") if parent else "")
        if not parent and clause.startswith("annex"):
            cited[clause] = t("site.annex", count=clause.removeprefix("annex"))
        elif last.isdigit():
            cited[clause] = above + shown_label(label).removesuffix("、")
        else:
            cited[clause] = t("site.unnumbered", parent=above, count=ord(last) - ord("a") + 1)
    return cited

"""The rows of a comparison as tables: what differs in one, and folded below it what does not differ in substance."""

from collections.abc import Callable, Iterable

from generator.comparison.citing import shown_label
from generator.comparison.drawing import PLAIN, Drawing, Drawn
from generator.comparison.links import Links
from generator.comparison.markup import Content, Html, element
from generator.comparison.rows import Row, Side
from generator.comparison.wording import Wording
from generator.languages import LANGUAGE_TAGS, Translate, capital
from selfcheck.answers import JsonObject

SIGNS = {"value": "≠", "wording": "≈", "added": "+", "absent": "−", "same": "="}
"""A sign beside each colour."""
FOLDED = ("wording", "headings", "same")
"""What is folded below the table, in this order."""


def change_mark(change: str, t: Translate) -> list[Content]:
    """A change's sign and word."""
    return [element("span", SIGNS[change], aria_hidden="true"), " ", t(f"compare.changes.{change}")]


def _marked(tag: str) -> Callable[[tuple[bool, str]], str]:
    return lambda run: run[1] if run[0] or not run[1] else element(tag, run[1])


MARKED = _marked("del"), _marked("ins")
"""How a run is shown, on either side."""


class RowTables:
    """Writes the tables; ``sides`` are the short names of both notices' columns."""

    def __init__(self, wording: Wording, drawing: Drawing, links: Links, sides: tuple[str, str]) -> None:
        self.wording, self.drawing, self.links, self.sides = wording, drawing, links, sides
        self.t = wording.t
        self.languages = ("zh",) if wording.language == "zh" else ("zh", "en")
        self.groups: dict[str, list[Row]] = {}
        for row in wording.comparison.rows:
            self.groups.setdefault(self._group(row), []).append(row)

    def _group(self, row: Row) -> str:
        if row.change in ("wording", "same"):
            return str(row.change)
        return "headings" if row.change != "value" and self.wording.is_heading(row) else "differing"

    def differing(self) -> Html | None:
        rows = self.groups.get("differing", [])
        return self._table(rows, self.t("comparison.differences")) if rows else None

    def folded(self, group: str) -> Html | None:
        rows = self.groups.get(group, [])
        if not rows:
            return None
        name = self.t(f"comparison.folded.{group}")
        told = self.t("comparison.folded.count", name=name, count=len(rows))
        return element(
            "details", element("summary", told), self._table(rows, name), class_="cd-fold cd-rest", data_unprinted=True
        )

    def _table(self, rows: list[Row], name: str) -> Html:
        heads = [
            self.t("comparison.topic"),
            self.t("comparison.remark"),
            *(
                [element("span", side, class_="cd-side"), " ", name]
                for side, name in zip(self.sides, self.wording.names, strict=True)
            ),
        ]
        return element(
            "table",
            element("caption", name, class_="cd-hidden"),
            element("thead", element("tr", columns(heads), role="row"), role="rowgroup"),
            element("tbody", map(self._row, rows), role="rowgroup"),
            class_="cd-compare",
            role="table",
        )

    def _row(self, row: Row) -> Html:
        drawn = {language: self.drawing.of(row, language) for language in self.languages}
        shared = self._is_shared(row)
        return element(
            "tr",
            element("th", self._anchor(row) if shared else self._topic(row), role="rowheader", scope="row"),
            self._remark(row, None in drawn.values()),
            self._where(row) if shared else [self._side(row, which, drawn) for which in (0, 1)],
            role="row",
            class_=f"cd-row cd-row--{row.change}",
            id=f"t-{row.topic}",
        )

    def _anchor(self, row: Row) -> Html:
        return element("a", self.wording.topic(row), class_="cd-row__anchor", href=f"#t-{row.topic}")

    def _topic(self, row: Row) -> list[Content]:
        name = self.wording.topic(row)
        mark = element("span", change_mark(row.change, self.t), class_=f"cd-change cd-change--{row.change}")
        # Where the table has no room for both notices' words, they are shown for the row that asks for them.
        said = self.t("compare.fact_of_one", fact=self.t("comparison.words"), value=name)
        box = element("input", type="checkbox", aria_label=said, autocomplete="off")
        words = element("label", box, element("span", self.t("comparison.words"), aria_hidden="true"))
        label = self.t("comparison.history_of", topic=name)
        history = self.links.to(self.t("comparison.history"), f"compare/topics/{row.topic}/", aria_label=label)
        aside = element("span", words, " ", history if self.links.root else None, class_="cd-row__more")
        # In a folded table every row has the change that its heading names.
        return [self._anchor(row), " ", mark if self._group(row) == "differing" else None, " ", aside]

    def _remark(self, row: Row, rewritten: bool) -> Html:
        remarks = [capital(remark) for remark in self.wording.told(row)]
        notes = [*([capital(self.t("comparison.rewritten")) + self.wording.stop] if rewritten else [])]
        notes += self.wording.apart(row)
        said = element("ul", (element("li", one) for one in remarks)) if len(remarks) > 1 else None
        return element(
            "td",
            said or (element("p", remarks) if remarks else None),
            element("p", self.wording.space.join(notes), class_="cd-moved") if notes else None,
            role="cell",
            class_="cd-remark",
        )

    def _side(self, row: Row, which: int, drawn: dict[str, tuple[Drawn, Drawn] | None]) -> Html:
        side = (row.a, row.b)[which]
        if side is None:
            # That a notice says nothing, the mark beside the topic has told.
            return element("td", role="cell", class_="cd-words")
        runs = {language: (both or PLAIN)[which] for language, both in drawn.items()}
        said = [self._passage(which, clause, runs) for clause in side.clauses]
        return element("td", said, role="cell", class_="cd-words", data_label=self.sides[which])

    def _is_shared(self, row: Row) -> bool:
        """Whether both notices say the same to the letter, in every language shown."""
        sides = [
            [[clause["label"], *(clause[language] for language in self.languages)] for clause in side.clauses]
            for side in (row.a, row.b)
            if side
        ]
        return row.change == "same" and sides[0] == sides[1]

    def _where(self, row: Row) -> Html:
        """One cell for both sides that says where each has the words, which tell nothing apart."""
        sides = [([0, 1], row.b)] if row.a.ids == row.b.ids else [([0], row.a), ([1], row.b)]
        cites = [[" " if at else None, self._cites(*side)] for at, side in enumerate(sides)]
        return element("td", element("p", cites, class_="cd-passage__cite"), role="cell", colspan="2")

    def _cites(self, which: list[int], side: Side) -> list[Content]:
        """The clauses of a side, which those sides have alike, as links into the last one's notice."""
        named = self.wording.space.join(self.sides[one] for one in which)
        cited = [[self.wording.comma if at else None, self.links.cite(which[-1], id)] for at, id in enumerate(side.ids)]
        return [element("span", named, class_="cd-side"), " ", cited]

    def _passage(self, which: int, clause: JsonObject, runs: dict[str, Drawn]) -> Html:
        cited = element("p", self.links.cite(which, clause["id"]), class_="cd-passage__cite")
        said = [
            element(
                "p",
                shown_label(clause["label"]) if language == "zh" else None,
                map(MARKED[which], drawn[clause["id"]]) if clause["id"] in drawn else clause[language],
                class_=f"cd-{language}",
                lang=LANGUAGE_TAGS[language],
            )
            for language, drawn in runs.items()
        ]
        return element("div", cited, said, class_="cd-passage")


def columns(heads: Iterable[Content]) -> list[Html]:
    """The head cells of a table."""
    return [element("th", head, role="columnheader", scope="col") for head in heads]

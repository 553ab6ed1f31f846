"""A comparison as the body of a page: the same HTML from the generator and in the browser."""

from collections import namedtuple
from collections.abc import Callable, Iterable

from generator.comparison.citing import shown_label
from generator.comparison.drawing import PLAIN, Drawn
from generator.comparison.impact import Impact, effects_of, shares_nobody
from generator.comparison.impact_words import ImpactWords, answers_fragment
from generator.comparison.markup import Content, Html, element
from generator.comparison.rows import CHANGES, Comparison, Row, Side
from generator.comparison.rule_rows import RuleCell, RuleRow, rule_rows
from generator.comparison.wording import Wording
from generator.languages import LANGUAGE_TAGS, capital
from selfcheck.answers import JsonObject

SIGNS = {"value": "≠", "wording": "≈", "added": "+", "absent": "−", "same": "="}
"""A sign beside each colour."""
EFFECTS = ("gained", "lost", "changed")
CHOICES = {"rows": ("changes", "all"), "side": ("words", "facts")}
"""What a reader may choose to see; the first of each is the default."""


class Setting(namedtuple("Setting", "vocabulary words language drawing root swap files", defaults=(None, None, ()))):
    """What the page needs beside the comparison.

    ``drawing`` marks both notices' words; ``root`` is the link to the root of the page's language, None where there is
    no site around the page; ``swap`` the link to the reverse comparison; ``files`` the downloads: form and address.
    """

    __slots__ = ()


def _marked(tag: str) -> Callable[[tuple[bool, str]], str]:
    return lambda run: run[1] if run[0] or not run[1] else element(tag, run[1])


MARKED = _marked("del"), _marked("ins")
"""How a run is shown, on either side."""


class Page:
    """Writes the page of one comparison."""

    def __init__(self, comparison: Comparison, setting: Setting) -> None:
        vocabulary, words, self.language, self.drawing, self.root, self.swap, self.files = setting
        self.comparison = comparison
        self.wording = Wording(comparison, vocabulary, words, self.language)
        self.t = self.wording.t
        self.notices = comparison.a, comparison.b
        self.names = self.wording.names
        self.impact_words = ImpactWords(self.t, self.language, self.wording.affiliations, self.names)
        self.languages = ("zh",) if self.language == "zh" else ("zh", "en")
        self.sides = [self.t("compare.notice_a"), self.t("compare.notice_b")]

    def body(self) -> Html:
        return element(
            "article",
            self.head(),
            None if self.root is None else [self.actions(), self.choices()],
            element("h2", self.t("comparison.differences"), id="differences"),
            self.legend(),
            self.table(),
            self.impact(),
            self.rules(),
            class_=f"cd-comparison cd-notice--{self.language}",
            data_rows=CHOICES["rows"][0],
            data_side=CHOICES["side"][0],
        )

    # Above the table

    def head(self) -> list[Html | None]:
        t = self.t
        names = [element("span", name, class_="cd-name") for name in self.names]
        versus = element("span", f" {t('comparison.versus')} ", class_="cd-versus")
        return [
            element("h1", names[0], versus, names[1]),
            element("dl", map(self._title, self.sides, self.notices), class_="cd-pairs"),
            self._banner() if self.comparison.confounded else None,
            element("p", t("comparison.lead"), class_="cd-note"),
            element("ul", map(self._count, CHANGES), class_="cd-summary", aria_label=t("comparison.summary")),
        ]

    def actions(self) -> Html:
        """Links to other forms of the comparison; on a page made in the browser, scripts handle them."""
        t, name = self.t, "_".join(notice["id"] for notice in self.notices)
        copy = element(
            "button", t("comparison.copy"), type="button", data_copy=True, aria_live="polite",
            data_done=t("comparison.copied"), class_="cd-button cd-copy",
        )  # fmt: skip
        files = [
            element("a", t(f"comparison.files.{form}"), href=address, download=f"{name}.{form}", data_form=form)
            for form, address in self.files
        ]
        swap = element("a", t("comparison.swap"), href=self.swap, data_swap=True)
        judged = effects_of(self.comparison) is not None
        whom = element("a", t("comparison.impact.title"), href="#impact") if judged else None
        return element("p", whom, swap, copy, files, class_="cd-actions")

    def _title(self, side: str, notice: JsonObject) -> Html:
        link = self._linked(notice["title"][self.language], f"notices/{notice['id']}/")
        return element("div", element("dt", side), element("dd", link))

    def _linked(self, words: str, target: str, class_: str | None = None) -> Html | str:
        """A link into the site, if there is one."""
        return words if self.root is None else element("a", words, href=self.root + target, class_=class_)

    def _banner(self) -> Html:
        label = element("strong", self.t("comparison.confounded_label"))
        return element("p", label, " ", self.t("compare.confounded"), class_="cd-banner", role="note")

    def _count(self, change: str) -> Html:
        count = element("b", str(self.comparison.count(change)))
        return element("li", self._change(change), " ", count, class_=f"cd-change cd-change--{change}")

    def _change(self, change: str) -> list[Content]:
        sign = element("span", SIGNS[change], aria_hidden="true")
        return [sign, " ", self.t(f"compare.changes.{change}")]

    def choices(self) -> Html:
        groups = [
            element("fieldset", element("legend", self.t(f"comparison.choices.{name}")), self._radios(name, values))
            for name, values in CHOICES.items()
        ]
        return element("form", groups, class_="cd-choices")

    def _radios(self, name: str, values: tuple[str, ...]) -> list[Html]:
        return [
            element(
                "label",
                element("input", type="radio", name=name, value=value, checked=value == values[0]),
                element("span", self.t(f"comparison.choices.{value}")),
            )
            for value in values
        ]

    def legend(self) -> Html:
        marks = (element("del", self.t("comparison.marks.gone")), " ", element("ins", self.t("comparison.marks.new")))
        return element("p", self.t("comparison.marks.lead"), " ", marks, class_="cd-note cd-legend")

    # The table

    def table(self) -> Html:
        heads = [
            self.t("comparison.topic"),
            *([element("span", s, class_="cd-side"), " ", n] for s, n in zip(self.sides, self.names, strict=True)),
            self.t("comparison.remark"),
        ]
        return element(
            "table",
            element("caption", self.t("comparison.differences"), class_="cd-hidden"),
            element("thead", element("tr", self._columns(heads), role="row"), role="rowgroup"),
            element("tbody", map(self.row, self.comparison.rows), role="rowgroup"),
            class_="cd-compare",
            role="table",
        )

    def _columns(self, heads: Iterable[Content]) -> list[Html]:
        return [element("th", head, role="columnheader", scope="col") for head in heads]

    def row(self, row: Row) -> Html:
        drawn = {language: self.drawing.of(row, language) for language in self.languages}
        return element(
            "tr",
            element("th", self._topic(row), role="rowheader", scope="row"),
            *(self._cell(row, which, drawn) for which in (0, 1)),
            self._remark(row, None in drawn.values()),
            role="row",
            class_=f"cd-row cd-row--{row.change}",
            id=f"t-{row.topic}",
        )

    def _topic(self, row: Row) -> list[Content]:
        name = self.wording.topic(row)
        anchor = element("a", name, class_="cd-row__anchor", href=f"#t-{row.topic}")
        if self.root is None:
            return [anchor]
        label = self.t("comparison.history_of", topic=name)
        href = f"{self.root}compare/topics/{row.topic}/"
        history = element("a", self.t("comparison.history"), class_="cd-row__history", href=href, aria_label=label)
        return [anchor, " ", history]

    def _cell(self, row: Row, which: int, drawn: dict[str, tuple[Drawn, Drawn] | None]) -> Html:
        side = (row.a, row.b)[which]
        if side is None:
            content: Content = element("p", self.t("comparison.not_stated"), class_="cd-none")
        else:
            runs = {language: (both or PLAIN)[which] for language, both in drawn.items()}
            content = [
                element("div", (self._passage(which, clause, runs) for clause in side.clauses), class_="cd-words"),
                element("div", self._facts(side, row.topic), class_="cd-facts"),
            ]
        return element("td", content, role="cell", data_label=self.sides[which])

    def _passage(self, which: int, clause: JsonObject, runs: dict[str, Drawn]) -> Html:
        cited = element("p", self._cite(which, clause["id"]), class_="cd-passage__cite")
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

    def _cite(self, which: int, clause: str) -> Html | str:
        target = f"notices/{self.notices[which]['id']}/#c-{clause}"
        return self._linked(self.wording.cites[which][clause], target, "cd-cite")

    def _facts(self, side: Side, topic: str) -> Html:
        if not side.facts:
            return element("p", self.t("comparison.no_facts"), class_="cd-none")
        facts = [
            element(
                "div", element("dt", self.wording.name(fact, topic)), element("dd", self.wording.value(fact, value))
            )
            for fact, value in side.facts.items()
        ]
        return element("dl", facts)

    def _remark(self, row: Row, rewritten: bool) -> Html:
        remarks = [capital(remark) for remark in self.wording.remarks(row)]
        if rewritten:
            remarks.append(capital(self.t("comparison.rewritten")))
        places = [*self.wording.moved(row), *self.wording.apart(row)]
        said = element("ul", (element("li", one) for one in remarks)) if len(remarks) > 1 else element("p", remarks)
        return element(
            "td",
            element("p", self._change(row.change), class_=f"cd-change cd-change--{row.change}"),
            said,
            element("p", self.wording.space.join(places), class_="cd-moved") if places else None,
            role="cell",
            class_="cd-remark",
        )

    # Whom it affects

    def impact(self) -> list[Html] | None:
        effects = effects_of(self.comparison)
        if effects is None:
            return None
        heading = element("h2", self.t("comparison.impact.title"), id="impact")
        if not effects:
            words = "comparison.impact.apart" if shares_nobody(self.comparison) else "comparison.impact.none"
            return [heading, element("p", self.t(words), class_="cd-note")]
        groups = [[effect for effect in effects if effect.effect == name] for name in EFFECTS]
        lead = element("p", self.t("comparison.impact.lead"), class_="cd-note")
        return [heading, lead, *(self._effects(group) for group in groups if group)]

    def _effects(self, group: list[Impact]) -> Html:
        heads = [
            self.t("comparison.impact.circumstances"),
            self.t("comparison.impact.from_a"),
            self.t("comparison.impact.from_b"),
            self.t("comparison.impact.because"),
        ]
        rows = [
            element("tr", self._effect(effect, heads), role="row", id=f"i-{effect.effect}-{place}")
            for place, effect in enumerate(group, start=1)
        ]
        return element(
            "table",
            element("caption", self.t(f"comparison.effects.{group[0].effect}")),
            element("thead", element("tr", self._columns(heads), role="row"), role="rowgroup"),
            element("tbody", rows, role="rowgroup"),
            class_=f"cd-impact cd-impact--{group[0].effect}",
            role="table",
        )

    def _effect(self, effect: Impact, heads: list[str]) -> list[Html]:
        words = self.impact_words
        asked = words.circumstances(effect)
        who = [
            element("p", element("span", label, class_="cd-question"), " ", element("b", said)) for label, said in asked
        ]
        named = self.wording.semicolon.join(f"{label} {said}" for label, said in asked)
        told = (words.side(effect, 0), words.side(effect, 1), words.because(effect))
        cells = [element("td", cell, role="cell", data_label=head) for head, cell in zip(heads[1:], told, strict=True)]
        return [element("th", who, self._check(effect, named), role="rowheader", scope="row"), *cells]

    def _check(self, effect: Impact, who: str) -> Html | None:
        """The link to the self-check with these applicants' answers, where there is a site around."""
        if self.root is None:
            return None
        words = self.t("comparison.impact.check")
        href = f"{self.root}check/?notice={self.comparison.b['id']}#{answers_fragment(effect.answers)}"
        # Visible words repeat, so the label says which applicants each link is for.
        link = element("a", words, href=href, aria_label=self.t("compare.fact_of_one", fact=words, value=who))
        return element("p", link, class_="cd-impact__check")

    # How the rules differ

    def rules(self) -> list[Html] | None:
        rows = rule_rows(self.comparison, self.wording)
        if rows is None:
            return None
        heading = element("h2", self.t("decision.differences.title"), id="rules")
        if not rows:
            return [heading, element("p", self.t("decision.differences.none"), class_="cd-note")]
        heads = [self.t("decision.differences.rule"), self.t("decision.differences.answers"), *self.sides]
        table = element(
            "table",
            element("thead", element("tr", self._columns(heads), role="row"), role="rowgroup"),
            element("tbody", (element("tr", self._rule(row, heads), role="row") for row in rows), role="rowgroup"),
            class_="cd-impact cd-rules",
            role="table",
        )
        return [heading, element("p", self.t("decision.differences.lead"), class_="cd-note"), table]

    def _rule(self, row: RuleRow, heads: list[str]) -> list[Html]:
        answers = [
            element("p", element("span", said.label, class_="cd-question"), " ", said.words) for said in row.conditions
        ]
        cells = (answers or row.of, self._result(0, row.a), self._result(1, row.b))
        return [
            element("th", row.name, role="rowheader", scope="row"),
            *(
                element("td", element("div", cell), role="cell", data_label=head)
                for head, cell in zip(heads[1:], cells, strict=True)
            ),
        ]

    def _result(self, which: int, cell: RuleCell) -> list[Content]:
        cited = [[" ", self._cite(which, clause)] for clause in cell.clauses]
        return [element("b", cell.words), cited]


def comparison_page(comparison: Comparison, setting: Setting) -> Html:
    """The body of the comparison's page."""
    return Page(comparison, setting).body()

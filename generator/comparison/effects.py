"""Whom a comparison affects, and how the rules differ, as tables."""

from generator.comparison.impact import Impact, effects_of, shares_nobody
from generator.comparison.impact_words import EFFECTS, ImpactWords, answers_fragment
from generator.comparison.links import Links
from generator.comparison.markup import Content, Html, element
from generator.comparison.row_tables import columns
from generator.comparison.rule_rows import RuleCell, RuleRow, rule_rows
from generator.comparison.wording import Wording
from generator.languages import capital

FIRST = 4
"""How many effects of one kind are not folded."""


class EffectTables:
    """Writes the tables; ``sides`` are the short names of both notices' columns."""

    def __init__(self, wording: Wording, links: Links, sides: tuple[str, str]) -> None:
        self.wording, self.links, self.sides = wording, links, sides
        self.t = wording.t
        self.words = ImpactWords(wording.t, wording.language, wording.affiliations, wording.names)

    # Whom it affects

    def impact(self) -> list[Content] | None:
        comparison = self.wording.comparison
        effects = effects_of(comparison)
        if effects is None:
            return None
        heading = element("h2", self.t("comparison.impact.title"), id="impact")
        if not effects:
            words = "comparison.impact.apart" if shares_nobody(comparison) else "comparison.impact.none"
            return [heading, element("p", self.t(words), class_="cd-note")]
        groups = [[effect for effect in effects if effect.effect == name] for name in EFFECTS]
        lead = element("p", self.t("comparison.impact.lead"), class_="cd-note")
        return [heading, lead, *(self._effects(group) for group in groups if group)]

    def _effects(self, group: list[Impact]) -> list[Html]:
        """The first effects of one kind, which are those on most applicants, and folded below them the others."""
        name = group[0].effect
        title = self.t(f"comparison.effects.{name}")
        rows = [
            element("tr", self._effect(effect), role="row", id=f"i-{name}-{place}")
            for place, effect in enumerate(group, start=1)
        ]
        # One alone is no shorter folded.
        shown = FIRST if len(rows) > FIRST + 1 else len(rows)
        first = self._effect_table(rows[:shown], title, name, None)
        if shown == len(rows):
            return [first]
        more = element("summary", self.t("comparison.folded.more", name=title, count=len(rows) - shown))
        others = self._effect_table(rows[shown:], title, name, "cd-hidden")
        return [first, element("details", more, others, class_="cd-fold cd-rest")]

    def _effect_table(self, rows: list[Html], title: str, name: str, caption: str | None) -> Html:
        heads = [self.t("comparison.impact.circumstances"), *self.sides, self.t("comparison.impact.because")]
        return element(
            "table",
            element("caption", title, class_=caption),
            element("thead", element("tr", columns(heads), role="row"), role="rowgroup"),
            element("tbody", rows, role="rowgroup"),
            class_=f"cd-impact cd-effects cd-impact--{name}",
            role="table",
        )

    def _effect(self, effect: Impact) -> list[Html]:
        asked = self.words.circumstances(effect)
        who = [
            element("p", element("span", label, class_="cd-question"), " ", element("b", said)) for label, said in asked
        ]
        named = self.wording.semicolon.join(f"{label} {said}" for label, said in asked)
        because = [capital(self.words.because(effect)), " ", self._check(effect, named)]
        told = (self.words.short(effect, 0), self.words.short(effect, 1), because)
        cells = [element("td", cell, role="cell") for cell in told]
        return [element("th", who, role="rowheader", scope="row"), *cells]

    def _check(self, effect: Impact, who: str) -> Html | None:
        """The link to the self-check with these applicants' answers, where there is a site around."""
        if self.links.root is None:
            return None
        words = self.t("comparison.impact.check")
        target = f"check/?notice={self.wording.comparison.b['id']}#{answers_fragment(effect.answers)}"
        # Visible words repeat, so the label says which applicants each link is for.
        label = self.t("compare.fact_of_one", fact=words, value=who)
        return element("span", self.links.to(words, target, aria_label=label), class_="cd-impact__check")

    # How the rules differ

    def rules(self) -> list[Html] | Html | None:
        rows = rule_rows(self.wording.comparison, self.wording)
        if rows is None:
            return None
        title = self.t("decision.differences.title")
        if not rows:
            heading = element("h2", title, id="rules")
            return [heading, element("p", self.t("decision.differences.none"), class_="cd-note")]
        heads = [self.t("decision.differences.rule"), self.t("decision.differences.answers"), *self.sides]
        table = element(
            "table",
            element("thead", element("tr", columns(heads), role="row"), role="rowgroup"),
            element("tbody", (element("tr", self._rule(row, heads), role="row") for row in rows), role="rowgroup"),
            class_="cd-impact cd-rules",
            role="table",
        )
        lead = element("p", self.t("decision.differences.lead"), class_="cd-note")
        told = self.t("comparison.folded.count", name=title, count=len(rows))
        summary = element("summary", element("h2", told, id="rules"))
        return element("details", summary, lead, table, class_="cd-fold cd-rest", data_unprinted=True)

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
        cited = [[" ", self.links.cite(which, clause)] for clause in cell.clauses]
        return [element("b", cell.words), cited]

"""A comparison as the body of a page: the same HTML from the generator and in the browser.

A first screen of sentences, whom the changes affect, then the table of what differs; what does not is folded.
"""

from collections import namedtuple

from generator.comparison.effects import EffectTables
from generator.comparison.links import Links
from generator.comparison.markup import Html, element
from generator.comparison.row_tables import FOLDED, RowTables, change_mark
from generator.comparison.rows import CHANGES, Comparison
from generator.comparison.summary import summary
from generator.comparison.wording import Wording


class Setting(namedtuple("Setting", "vocabulary words language drawing root swap files", defaults=(None, None, ()))):
    """What the page needs beside the comparison.

    ``drawing`` marks both notices' words; ``root`` is the link to the root of the page's language, None where there is
    no site around the page; ``swap`` the link to the reverse comparison; ``files`` the downloads: form and address.
    """

    __slots__ = ()


class Page:
    """Writes the page of one comparison."""

    def __init__(self, comparison: Comparison, setting: Setting) -> None:
        self.comparison, self.setting = comparison, setting
        self.wording = Wording(comparison, setting.vocabulary, setting.words, setting.language)
        self.t = self.wording.t
        self.sides = self.t("compare.notice_a"), self.t("compare.notice_b")
        self.links = Links(setting.root, (comparison.a, comparison.b), self.wording.cites)
        self.rows = RowTables(self.wording, setting.drawing, self.links, self.sides)
        self.effects = EffectTables(self.wording, self.links, self.sides)

    def body(self) -> Html:
        return element(
            "article",
            self._title(),
            self._first(),
            self.effects.impact(),
            self._table(),
            self.effects.rules(),
            class_=f"cd-comparison cd-notice--{self.setting.language}",
            data_title=self.t("comparison.title", a=self.wording.names[0], b=self.wording.names[1]),
        )

    def _title(self) -> Html:
        names = [
            element("span", element("span", side, class_="cd-side"), " ", name, class_="cd-name")
            for side, name in zip(self.sides, self.wording.names, strict=True)
        ]
        versus = element("span", f" {self.t('comparison.versus')} ", class_="cd-versus")
        return element("h1", names[0], versus, names[1])

    def _first(self) -> list[Html | None]:
        """What changed and for whom; both documents; what cannot be concluded."""
        said = element("ul", (element("li", sentence) for sentence in summary(self.wording)), class_="cd-first")
        documents = [
            element("div", element("dt", side), element("dd", self.links.notice(which, self.setting.language)))
            for which, side in enumerate(self.sides)
        ]
        return [
            element("h2", self.t("comparison.first.title"), id="first", class_="cd-hidden"),
            said,
            self._banner() if self.comparison.confounded else None,
            element("dl", documents, class_="cd-pairs"),
        ]

    def _banner(self) -> Html:
        label = element("strong", self.t("comparison.confounded_label"))
        return element("p", label, " ", self.t("compare.confounded"), class_="cd-banner")

    def _table(self) -> list[Html | None]:
        marks = element("del", self.t("comparison.marks.gone")), " ", element("ins", self.t("comparison.marks.new"))
        return [
            element("h2", self.t("comparison.differences"), id="differences"),
            element("ul", map(self._count, CHANGES), class_="cd-summary", aria_label=self.t("comparison.summary")),
            element("p", self.t("comparison.lead"), class_="cd-note"),
            None if self.setting.root is None else self._actions(),
            element("p", self.t("comparison.marks.lead"), " ", marks, class_="cd-note cd-legend"),
            self.rows.differing(),
            *(self.rows.folded(name) for name in FOLDED),
        ]

    def _count(self, change: str) -> Html:
        count = element("b", str(self.comparison.count(change)))
        return element("li", change_mark(change, self.t), " ", count, class_=f"cd-change cd-change--{change}")

    def _actions(self) -> Html:
        """Links to other forms of the comparison; on a page made in the browser, scripts handle them."""
        t, name = self.t, "_".join(notice["id"] for notice in (self.comparison.a, self.comparison.b))
        copy = element(
            "button", t("comparison.copy"), type="button", data_copy=True, aria_live="polite",
            data_done=t("comparison.copied"), class_="cd-button cd-copy",
        )  # fmt: skip
        files = [
            element("a", t(f"comparison.files.{form}"), href=address, download=f"{name}.{form}", data_form=form)
            for form, address in self.setting.files
        ]
        swap = element("a", t("comparison.swap"), href=self.setting.swap, data_swap=True)
        return element("p", swap, copy, files, class_="cd-actions")


def comparison_page(comparison: Comparison, setting: Setting) -> Html:
    """The body of the comparison's page."""
    return Page(comparison, setting).body()

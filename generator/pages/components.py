"""The staff's page of all components: every piece that pages are made of, by the templates that make those pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.comparing.comparisons import Comparisons
from generator.comparison.effects import EffectTables
from generator.comparison.links import Links as Sides
from generator.comparison.markup import Html, html
from generator.comparison.row_tables import FOLDED, RowTables
from generator.comparison.rows import CHANGES, Comparison
from generator.pages.check import SIGNS
from generator.pages.drawn import Drawn, Heading
from generator.pages.notice import notice_view
from generator.pages.page import Page, Pages
from generator.pages.questions import Question, groups
from generator.pages.renderer import Renderer
from generator.pages.rounds import states
from generator.pages.rules import Links, rules_view
from generator.published.notice import PublishedNotice
from generator.words.load import Translate
from selfcheck.answers import YEARS
from selfcheck.words import day

PATH = "staff/components/"
LINKS = Links("../../notices/{notice}/", "../../notices/{notice}/#c-{clause}", inside=False, path=PATH)
SECTIONS = (
    "state",
    "cards",
    "ways",
    "said",
    "notice",
    "clauses",
    "questions",
    "verdicts",
    "findings",
    "decisions",
    "compared",
)
"""The parts of the page, which are its headings."""
WAITING = "not_yet"
"""The sign of whoever meets the conditions while nobody can apply."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a verdict: an outcome, on days that are within the time of application or not."""

    id: str
    outcome: str
    application: str
    sign: str
    headline: str


def _components(renderer: Renderer) -> Iterator[Page]:
    source = str(renderer.publication.folder)
    for language in renderer.languages:
        t, draw = renderer.words.of(language), partial(_draw, renderer, language)
        title, lead = t("components.title"), t("components.lead")
        yield Page(language, PATH, title, lead, draw, source, "components", kept=False, listed=False)


def _draw(renderer: Renderer, language: str) -> Drawn:
    publication, t = renderer.publication, renderer.words.of(language)
    notice = next(notice for notice in renderer.notices if notice.id in renderer.latest)
    return renderer.draw(
        "components.html",
        language,
        PATH,
        tuple(Heading(2, name, t(f"components.{name}")) for name in SECTIONS),
        **states(renderer, language),
        **rules_view(publication, renderer.words, language, LINKS, notice),
        standings=renderer.words.under("rounds.live.round", language),
        view=notice_view(renderer, notice, language),
        questions=_questions(renderer, t, language),
        years=YEARS,
        heads=list(_heads(renderer, notice, language)),
        statuses=renderer.words.under("status", language),
        compared=_compared(renderer.comparisons, notice, language),
        links=LINKS,
    )


PAGES = Pages(_components)


def _questions(renderer: Renderer, t: Translate, language: str) -> list[Question]:
    """The first question of each kind of field."""
    asked = [question for group in groups(renderer.publication, t, language) for question in group.questions]
    return list({(question.control, question.kind): question for question in reversed(asked)}.values())[::-1]


def _heads(renderer: Renderer, notice: PublishedNotice, language: str) -> Iterator[Head]:
    """A head for every headline that a verdict can have."""
    for name in renderer.words.under("headline", language):
        outcome = max((known for known in SIGNS if name.startswith(known)), key=len)
        application = name.removeprefix(outcome).removeprefix("_")
        waits = outcome == "eligible" and application != "open"
        said = renderer.words.of(language)(f"headline.{name}", day=day(notice.cutoff_day, language))
        yield Head(name, outcome, application, WAITING if waits else SIGNS[outcome], said)


def _compared(comparisons: Comparisons, notice: PublishedNotice, language: str) -> Html | None:
    """A row of each change, the folded ones, and whom it affects: against the notice that its readers know."""
    comparison = comparisons.step(notice.id)
    if comparison is None:
        return None
    rows = {(row.change, row.topic.partition(".")[0]): row for row in comparison.rows}
    first = {change: row for (change, _), row in reversed(rows.items())}
    shown = Comparison(comparison.a, comparison.b, tuple(first[change] for change in CHANGES if change in first))
    wording = comparisons.wording(shown, language)
    sides = wording.t("compare.notice_a"), wording.t("compare.notice_b")
    links = Sides("../../", (shown.a, shown.b), wording.cites)
    tables = RowTables(wording, comparisons.drawing(shown), links, sides)
    return html([EffectTables(wording, links, sides).impact(), tables.differing(), *map(tables.folded, FOLDED)])

"""The self-check page: the form, an empty verdict, and each notice's conditions for readers without scripts."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from generator.folders import TEMPLATES
from generator.languages import address, capital
from generator.pages.drawn import Drawn
from generator.pages.page import Page, Pages
from generator.pages.questions import RECENT_YEARS, area_views, groups
from generator.pages.renderer import TIME_LIMIT, Renderer, relative
from generator.pages.rules import PATH as RULES
from generator.pages.rules import Links, cited, rules_view
from generator.pages.templates import environment
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.register.values import Interval
from generator.words.load import Translate, Words
from generator.words.typography import days, linked, round_words, short_name, with_asides
from selfcheck.answers import YEARS
from selfcheck.explanation import DECIDING
from selfcheck.forms import MET
from selfcheck.words import MONTHS

type Json = dict[str, Any]

SIGNS = {outcome: status or MET for outcome, status in DECIDING.items()}
"""The sign of an outcome is the one of the findings that lead to it."""

OFFLINE = "offline/selfcheck.html"
"""The self-check in one file, from the site's root."""

PATH = "check/"

FEED = "feed.xml"
"""Each language has its own."""

ON_SITE = Links("../notices/{notice}/", "../notices/{notice}/#c-{clause}", inside=False)
IN_FILE = Links("#n-{notice}", "#c-{notice}-{clause}", inside=True)


@dataclass(frozen=True, slots=True)
class WindowOnPage:
    """One of a notice's windows, with its days in words."""

    name: str
    words: str
    days: Interval


@dataclass(frozen=True, slots=True)
class Choice:
    """A notice that the reader can choose."""

    value: str
    words: str
    windows: tuple[WindowOnPage, ...]


@dataclass(frozen=True, slots=True)
class NoticeOnPage:
    """What the script needs of a notice before it reads the notice's JSON."""

    title: str
    questions: dict[str, list[str]]
    """Answer keys that it can ask, each with the clauses it rests on."""
    area: str
    """Whose affiliations applicants choose from."""
    years: list[Json]
    """Each question that asks for years: its ``key``, the question ``since`` which, the ``first`` year, or 0 where the
    notice names none, and the ``last``."""
    clauses: dict[str, str]
    """Clause ids as a reader cites them."""
    rounds: dict[str, str]
    """Rounds as the notice calls them."""


def check_pages(renderer: Renderer) -> Iterator[Page]:
    """The self-check in each language."""
    for language in renderer.languages:
        t = renderer.words.of(language)
        draw = partial(_draw, renderer, language)
        source = str(renderer.publication.folder)
        title, description = t("check.title"), t("check.lead")
        yield Page(language, PATH, title, description, draw, source, "check", scripts=("check.js",))


def _draw(renderer: Renderer, language: str) -> Drawn:
    size = renderer.offline_size() if renderer.offline_size else None
    return Drawn(check_page(renderer.publication, renderer.words, language, offline_size=size))


PAGES = Pages(check_pages, PATH, menu="site.nav.check", search="check.title")


def check_page(
    publication: Publication, words: Words, language: str, links: Links = ON_SITE, offline_size: int | None = None
) -> str:
    """The page's content in ``language``: one HTML element that needs ``check.css``.

    ``offline_size``: bytes of the one file that can be saved from here, if any.
    """
    words = words.and_of(publication.words)
    start = address(language, links.path)
    t, root = words.of(language), relative(start, "")
    notices = sorted(publication.rounds, key=lambda notice: (notice.cutoff_day, notice.id), reverse=True)
    on_page = {notice.id: _notice_on_page(publication, notice, t, language) for notice in notices}
    data = {
        "language": language,
        "root": root,
        "links": {"notice": links.notice, "clause": links.clause},
        "place": t("offline.place") if links.inside else None,
        "timeLimit": TIME_LIMIT,
        "areas": area_views(publication, language),
        "notices": {known: asdict(notice) for known, notice in on_page.items()},
        "names": {notice.id: short_name(publication, notice, t, language) for notice in publication.notices},
        "signs": SIGNS,
        "recentYears": RECENT_YEARS,
        "words": words.under("check.live", language) | _shared_words(publication, words, language),
        "months": list(map(str, range(1, 13))) if language == "zh" else MONTHS,
    }
    return (
        environment(TEMPLATES)
        .get_template("check.html")
        .render(
            t=t,
            language=language,
            links=links,
            years=YEARS,
            rules="#check-rules" if links.inside else relative(start, address(language, RULES)),
            offline=root + OFFLINE,
            offline_size=f"{offline_size / 1e6:.1f}" if offline_size else None,
            feed=None if links.inside else relative(start, address(language, FEED)),
            page="" if links.path == PATH else relative(start, address(language, PATH)),
            texts=[_text(notice, t, language) for notice in notices] if links.inside else [],
            groups=groups(publication, t, language),
            choices=[_choice(publication, notice, t, language) for notice in notices],
            data=data,
            **rules_view(publication, words, language, links),
        )
    )


def _shared_words(publication: Publication, words: Words, language: str) -> dict[str, str]:
    """Words for the script that other files hold: results and windows."""
    topics = publication.topic_names(language)
    windows = {window.key for notice in publication.rounds for window in notice.windows}
    shared = words.beginning_with("outcome", "status", "title", "rule", "instead", "window_state")
    said = {key: text[language] for key, text in shared.items()}
    return {
        **{key: capital(text) if key.startswith(("outcome.", "rule.")) else text for key, text in said.items()},
        **{f"window_name.{key}": topics[f"window.{key}"] for key in sorted(windows)},
    }


# The notices


def _choice(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> Choice:
    topics = publication.topic_names(language)
    windows = []
    for window in notice.windows:
        asides = [round_words(notice, window.round, t, language)] if window.round else []
        asides += [window.who.of(language)] if window.who else []
        name = with_asides(topics[f"window.{window.key}"], asides, t)
        windows.append(WindowOnPage(name, days(window.days, t, language), window.days))
    return Choice(notice.id, short_name(publication, notice, t, language), tuple(windows))


def _notice_on_page(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> NoticeOnPage:
    shown = cited(notice, t, language)
    return NoticeOnPage(
        title=notice.title.of(language),
        questions=notice.asked,
        area=publication.places[notice.jurisdiction].area,
        years=[
            {"key": key, "since": since, "first": first or 0, "last": notice.cutoff_day.year}
            for since, key, first in notice.years
        ],
        clauses={clause: shown[clause] for clause in _cited_clauses(notice)},
        rounds={opening.round: round_words(notice, opening.round, t, language) for opening in notice.openings},
    )


def _cited_clauses(notice: PublishedNotice) -> list[str]:
    """Every clause that a verdict can name, in document order."""
    stated = [*notice.requirements, *notice.materials, *notice.residual, *notice.windows]
    cited = {statement.clause for statement in stated}
    return [clause.id for clause in notice.all_clauses if clause.id in cited]


def _text(notice: PublishedNotice, t: Translate, language: str) -> Json:
    """The notice itself, for where no other page is available."""
    shown = cited(notice, t, language)
    return {
        "id": notice.id,
        "title": notice.title.of(language),
        "clauses": [
            {"id": clause.id, "cited": shown[clause.id], "text": linked(clause.of(language))}
            for clause in notice.all_clauses
        ],
    }

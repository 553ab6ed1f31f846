"""The self-check page: every question with its options, and each notice's conditions, as HTML at build time."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from jinja2 import Environment

from generator.comparison.citing import in_sentence
from generator.decisions.answer_words import form_value, value_words
from generator.decisions.questions import find_questions
from generator.decisions.tables import decision_tables, title_table
from generator.decisions.wording import DecisionWords, TableView
from generator.folders import TEMPLATES
from generator.languages import LANGUAGES, address, capital
from generator.pages.diagram import diagram
from generator.pages.page import Page, Pages
from generator.pages.renderer import TIME_LIMIT, Renderer, relative
from generator.pages.templates import environment
from generator.published.notice import PublishedClause, PublishedNotice
from generator.published.publication import Publication
from generator.register.model import QuestionEntry
from generator.words.load import Translate, Words
from generator.words.typography import cites, days, linked, round_words, short_name, telephone_link, translated
from selfcheck.answers import YEARS
from selfcheck.explanation import DECIDING
from selfcheck.forms import MET
from selfcheck.notice import read_notice
from selfcheck.words import day, item_words

type Json = dict[str, Any]

ROW = "row"
"""Where a material depends on the row of the level table by which somebody applies."""

MOST_RADIOS = 6
"""A question with more values than this is a drop-down list."""

COURSE_YEARS = 50
"""How many years back a course can be ticked: a working life."""

RECENT_YEARS = 20
"""How many years are offered until the start of work is answered."""

SIGNS = {outcome: status or MET for outcome, status in DECIDING.items()}
"""The sign of an outcome is the one of the findings that lead to it."""

OFFLINE = "offline/selfcheck.html"
"""The self-check in one file, from the site's root."""

PATH = "check/"


@dataclass(frozen=True, slots=True)
class Links:
    """Where the page's links lead, with {notice} and {clause}; `inside`: to the notices' text in the page itself."""

    notice: str
    clause: str
    inside: bool


ON_SITE = Links("../notices/{notice}/", "../notices/{notice}/#c-{clause}", inside=False)
IN_FILE = Links("#n-{notice}", "#c-{notice}-{clause}", inside=True)


@dataclass(frozen=True, slots=True)
class Option:
    """A value of an answer with its words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """An answer key as the form shows it; ``control``: radio, select, date, year or years."""

    key: str
    kind: str
    control: str
    legend: str
    help: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading."""

    id: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class NoticeOnPage:
    """What the script needs of a notice before it reads the notice's JSON."""

    title: str
    questions: dict[str, list[str]]
    """Answer keys that it can ask, each with the clauses it rests on."""
    affiliations: list[str]
    years: list[Json]
    """Each question that asks for years: its ``key``, the question ``since`` which, the ``first`` year, or 0 where the
    notice names none, and the ``last``."""
    clauses: dict[str, str]
    """Clause ids as a reader cites them."""
    rounds: dict[str, str]
    """Rounds as the notice calls them."""


def _check(renderer: Renderer) -> Iterator[Page]:
    for language in LANGUAGES:
        t = renderer.words.of(language)
        body = check_page(renderer.publication, renderer.words, language, offline_size=renderer.offline_size)
        source = str(renderer.publication.folder)
        title, description = t("check.title"), t("check.lead")
        yield Page(language, PATH, title, description, body, source, "check", scripts=("check.js",))


PAGES = Pages(_check, PATH, menu="site.nav.check", search="check.title")


def check_page(
    publication: Publication, words: Words, language: str, links: Links = ON_SITE, offline_size: int | None = None
) -> str:
    """The page's content in ``language``: one HTML element that needs ``check.css``.

    ``offline_size``: bytes of the one file that can be saved from here, if any.
    """
    words = words.and_of(publication.words)
    t, root = words.of(language), relative(address(language, PATH), "")
    latest = _latest(publication)
    notices = sorted(publication.rounds, key=lambda notice: (notice.cutoff_day, notice.id), reverse=True)
    on_page = {notice.id: _notice_on_page(notice, t, language) for notice in notices}
    data = {
        "language": language,
        "root": root,
        "links": {"notice": links.notice, "clause": links.clause},
        "place": t("offline.place") if links.inside else None,
        "timeLimit": TIME_LIMIT,
        "notices": {known: asdict(notice) for known, notice in on_page.items()},
        "signs": SIGNS,
        "recentYears": RECENT_YEARS,
        "words": words.under("check.live", language) | _shared_words(publication, words, language),
    }
    template = _environment().get_template("check.html")
    return template.render(
        t=t,
        language=language,
        links=links,
        offline=root + OFFLINE,
        offline_size=f"{offline_size / 1e6:.1f}" if offline_size else None,
        texts=[_text(notice, t, language) for notice in notices] if links.inside else [],
        years=YEARS,
        groups=_groups(publication, t, language),
        choices=[Option(notice.id, short_name(publication, notice, t, language)) for notice in notices],
        briefs=[_brief(publication, notice, t, language) for notice in latest],
        contacts={notice.id: _contact(notice, language) for notice in notices},
        older=[{"id": n.id, "title": on_page[n.id].title} for n in notices if n not in latest],
        data=data,
    )


@cache
def _environment() -> Environment:
    return environment(TEMPLATES)


def _latest(publication: Publication) -> list[PublishedNotice]:
    """The latest notice of each jurisdiction; the page shows its conditions in full."""
    latest = {notice.jurisdiction: notice for notice in sorted(publication.rounds, key=lambda n: n.cutoff_day)}
    return sorted(latest.values(), key=lambda notice: notice.cutoff_day, reverse=True)


# Words


def _shared_words(publication: Publication, words: Words, language: str) -> dict[str, str]:
    """Words for the script that other files hold: results and windows, without the outcomes."""
    topics = publication.topic_names(language)
    windows = {window.key for notice in publication.rounds for window in notice.windows}
    shared = words.beginning_with("outcome", "status", "title", "rule", "instead", "window_state")
    said = {key: text[language] for key, text in shared.items()}
    return {
        **{key: capital(text) if key.startswith("outcome.") else text for key, text in said.items()},
        **{f"window_name.{key}": topics[f"window.{key}"] for key in sorted(windows)},
    }


def cited(notice: PublishedNotice, t: Translate, language: str) -> dict[str, str]:
    """Every clause as a sentence names it: 二（一）3., clause 2.1.3."""
    return {clause: in_sentence(cite, t) for clause, cite in cites(notice, t, language).items()}


# The form


def _groups(publication: Publication, t: Translate, language: str) -> list[Group]:
    asked = publication.questions
    return [
        Group(name, tuple(_question(publication, entry, t, language) for entry in asked if entry.group == name))
        for name in dict.fromkeys(entry.group for entry in asked)
    ]


def _question(publication: Publication, entry: QuestionEntry, t: Translate, language: str) -> Question:
    options = _options(publication, entry, t, language)
    # Of all areas' affiliations a reader sees one area's.
    seen = len(options) if entry.values else max(len(a.affiliations) for a in publication.jurisdictions.areas)
    control = {"choice": "radio" if seen <= MOST_RADIOS else "select", "yes_no": "radio"}
    return Question(
        entry.id,
        entry.kind,
        control.get(entry.kind, entry.kind),
        entry.of(language),
        entry.why.of(language),
        options,
    )


def _options(publication: Publication, entry: QuestionEntry, t: Translate, language: str) -> tuple[Option, ...]:
    if entry.kind == "choice" and not entry.values:
        choices = [choice for area in publication.jurisdictions.areas for choice in area.affiliations]
        return tuple({choice.id: Option(choice.id, choice.of(language)) for choice in choices}.values())
    if entry.kind == "years":
        last = max(notice.cutoff_day.year for notice in publication.notices)
        return tuple(Option(str(year), str(year)) for year in range(last, last - COURSE_YEARS, -1))
    if entry.kind == "yes_no":
        return tuple(Option(form_value(value), value_words(t, entry.id, value)) for value in (True, False))
    return tuple(Option(value.id, value.of(language)) for value in entry.values)


# The notices


def _notice_on_page(notice: PublishedNotice, t: Translate, language: str) -> NoticeOnPage:
    shown = cited(notice, t, language)
    return NoticeOnPage(
        title=notice.title.of(language),
        questions=find_questions(notice.data),
        affiliations=[choice.id for choice in notice.affiliations],
        years=[
            {
                "key": rule.joint[1],
                "since": rule.joint[0],
                "first": rule.joint_from or 0,
                "last": notice.cutoff_day.year,
            }
            for rule in read_notice(notice.data).rules
            if rule.joint
        ],
        clauses={clause: shown[clause] for clause in _cited_clauses(notice)},
        rounds={opening.round: round_words(notice, opening.round, t, language) for opening in notice.openings},
    )


def _cited_clauses(notice: PublishedNotice) -> list[str]:
    """Every clause that a verdict can name, in document order."""
    stated = [*notice.requirements, *notice.materials, *notice.residual, *notice.windows]
    cited = {statement.clause for statement in stated}
    return [clause.id for clause in notice.all_clauses if clause.id in cited]


def _brief(publication: Publication, notice: PublishedNotice, t: Translate, language: str) -> Json:
    """The notice's conditions, materials and windows, readable without the self-check."""
    shown = cited(notice, t, language)
    places = {choice.id: t("decision.place", place=choice.of(language)) for choice in notice.affiliations}
    words = DecisionWords(t, language, shown, places)
    tables, titles = decision_tables(notice.data), title_table(notice.data)
    name = short_name(publication, notice, t, language)
    topics = publication.topic_names(language)
    days_of = [
        *((topics[f"window.{each.key}"], days(each.days, t, language), each) for each in notice.windows),
        *((topics["cutoff"], day(each.cutoff.date, language), each.cutoff) for each in notice.openings if each.cutoff),
    ]
    return {
        "id": notice.id,
        "name": name,
        "conditions": _conditions(notice, [words.table(table) for table in tables], language),
        "titles": words.table(titles) if titles else None,
        "cited": shown,
        "cutoff": day(notice.cutoff_day, language) if any(each.cutoff for each in notice.openings) else None,
        "diagram": diagram(name, tables, titles, words),
        "materials": [_material(shown, item, t, language) for item in notice.data["materials"]],
        "not_modelled": [
            {"words": item.of(language), "clause": item.clause, "cited": shown[item.clause]}
            for item in notice.not_modelled
        ],
        "windows": [
            {"name": name, "days": when, "clause": stated.clause, "cited": shown[stated.clause]}
            for name, when, stated in days_of
        ],
    }


def _conditions(notice: PublishedNotice, tables: list[TableView], language: str) -> list[Json]:
    """Each table with the notice's text: the quoted words in Chinese, each clause once in English."""
    english = {clause.id: clause.en for clause in notice.all_clauses} if language == "en" else {}
    seen: set[str] = set()
    shown = []
    for table in tables:
        said = {clause: "" if clause in seen else english.get(clause, quote) for clause, quote in table.quotes.items()}
        seen |= english.keys() & table.quotes.keys()
        shown.append({"table": table, "said": {clause: linked(text) for clause, text in said.items()}})
    return shown


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


def _material(shown: dict[str, str], item: Json, t: Translate, language: str) -> Json:
    conditions = [
        t("check.rules.by_row", clauses=t("check.live.list").join(shown[clause] for clause in values))
        if key == ROW
        else t(
            "check.rules.when",
            question=t(f"question.{key}"),
            values=t("check.live.list").join(value_words(t, key, value) for value in values),
        )
        for key, values in item["when"].items()
    ]
    return {
        "words": item_words(item)["words"][language],
        "copies": t("check.live.copies", count=item["copies"]) if "copies" in item else None,
        "conditions": conditions,
        "clause": item["clause"],
        "cited": shown[item["clause"]],
    }


def _contact(notice: PublishedNotice, language: str) -> Json:
    """Where to ask: issuer, addresses, telephone numbers and websites, as the notice's facts have them."""

    def stated(name: str) -> list[tuple[PublishedClause, str]]:
        return [(notice.by_id[fact.clause], str(fact.value)) for fact in notice.facts if fact.fact == name]

    return {
        "issuer": notice.issuer.of(language),
        "addresses": [
            {"zh": address, "en": translated(clause, address) if language == "en" else ""}
            for clause, address in stated("address")
        ],
        "phones": [{"number": number, "link": telephone_link(number)} for _, number in stated("phone")],
        "urls": list(dict.fromkeys(url for _, url in stated("url"))),
    }

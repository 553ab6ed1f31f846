"""The self-check page: every question with its options, and each notice's conditions, as HTML at build time."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from jinja2 import Environment

from generator.decisions.answer_words import value_words
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
from generator.words.load import Translate, Words
from generator.words.typography import cites, days, linked, short_name, telephone_link, translated
from selfcheck.answers import ANSWERS, YEARS
from selfcheck.explanation import DECIDING
from selfcheck.rules import MET
from selfcheck.words import WORDS, day, item_words

type Json = dict[str, Any]

GROUPS = {
    "scope": ("affiliation", "origin", "foreign_document", "contract"),
    "exclusion": ("status", "sanctioned"),
    "series": ("series", "access_qualification"),
    "education": ("education", "completion", "school", "education_year", "field_matches"),
    "experience": ("post_since", "working_since", "assessments", "courses"),
    "materials": ("dispatched", "public_post"),
}
"""The questions under the headings that notices have for them, in the order of ``ANSWERS``."""

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
    courses: list[int]
    """The first and last year for which courses are asked; the first is 0 if the notice names none."""
    clauses: dict[str, str]
    """Clause ids as a reader cites them."""


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
    reads = environment(TEMPLATES)
    reads.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return reads


def _latest(publication: Publication) -> list[PublishedNotice]:
    """The latest notice of each jurisdiction; the page shows its conditions in full."""
    latest = {notice.jurisdiction: notice for notice in sorted(publication.rounds, key=lambda n: n.cutoff_day)}
    return sorted(latest.values(), key=lambda notice: notice.cutoff_day, reverse=True)


# Words


def _shared_words(publication: Publication, words: Words, language: str) -> dict[str, str]:
    """Words for the script that other files hold: results and windows, without the outcomes."""
    topics = publication.topic_names(language)
    windows = {window.key for notice in publication.rounds for window in notice.windows}
    shared = words.beginning_with("outcome", "status", "title", "rule", "window_state")
    said = {key: text[language] for key, text in shared.items()}
    return {
        **{key: capital(text) if key.startswith("outcome.") else text for key, text in said.items()},
        **{f"window_name.{key}": topics[f"window.{key}"] for key in sorted(windows)},
    }


def cited(notice: PublishedNotice, t: Translate, language: str) -> dict[str, str]:
    """Every clause as a sentence names it: 二（一）3., clause 2.1.3."""
    return {clause: t("check.clause", cite=cite) for clause, cite in cites(notice, t, language).items()}


# The form


def _groups(publication: Publication, t: Translate, language: str) -> list[Group]:
    return [
        Group(known, tuple(_question(publication, key, t, language) for key in keys)) for known, keys in GROUPS.items()
    ]


def _question(publication: Publication, key: str, t: Translate, language: str) -> Question:
    kind = ANSWERS[key].kind
    options = _options(publication, key, language)
    control = {"choice": "radio" if len(options) <= MOST_RADIOS else "select", "bool": "radio"}.get(kind, kind)
    return Question(key, kind, control, WORDS["questions"][key][language], t(f"check.help.{key}"), options)


def _options(publication: Publication, key: str, language: str) -> tuple[Option, ...]:
    if key == "affiliation":
        known = [choice for area in publication.jurisdictions.areas for choice in area.affiliations]
        return tuple({choice.id: Option(choice.id, choice.of(language)) for choice in known}.values())
    if ANSWERS[key].kind == "years":
        last = max(notice.cutoff_day.year for notice in publication.notices)
        return tuple(Option(str(year), str(year)) for year in range(last, last - COURSE_YEARS, -1))
    values = ("true", "false") if ANSWERS[key].kind == "bool" else ANSWERS[key].values
    return tuple(Option(value, value_words(key, value, language)) for value in values)


# The notices


def _notice_on_page(notice: PublishedNotice, t: Translate, language: str) -> NoticeOnPage:
    shown = cited(notice, t, language)
    first = [r.get("not_before", 0) for r in notice.data["requirements"] if r["kind"] == "continuing_education"]
    return NoticeOnPage(
        title=notice.title.of(language),
        questions=find_questions(notice.data),
        affiliations=[choice.id for choice in notice.affiliations],
        courses=[*(first or [0]), notice.cutoff_day.year],
        clauses={clause: shown[clause] for clause in _cited_clauses(notice)},
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
        *((topics[f"window.{each.key}"], days(each.days, language), each) for each in notice.windows),
        *((topics["cutoff"], day(each.cutoff.date, language), each.cutoff) for each in notice.openings),
    ]
    return {
        "id": notice.id,
        "name": name,
        "conditions": _conditions(notice, [words.table(table) for table in tables], language),
        "titles": words.table(titles) if titles else None,
        "cited": shown,
        "cutoff": day(notice.cutoff_day, language),
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
        t(
            "check.rules.when",
            question=WORDS["questions"][key][language],
            values=t("check.live.list").join(value_words(key, value, language) for value in values),
        )
        for key, values in item["when"].items()
    ]
    return {
        "words": item_words(item, language),
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

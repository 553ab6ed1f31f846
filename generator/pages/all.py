"""The site's generated pages, as a pure function of the register and the words.

Every page exists in both languages at the same path, Chinese at the top and English under ``en/``. All links are
relative, so that the site works at any address. Nothing here knows the engine that puts the frame around the pages.
"""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from generator.comparing.comparisons import VOCABULARY, Comparisons
from generator.comparing.formats import DOWNLOADS, download_path
from generator.comparing.histories import Chronicle
from generator.comparison.drawing import Drawing
from generator.comparison.page import SIGNS, Setting, comparison_page
from generator.comparison.rows import Comparison
from generator.comparison.wording import capital
from generator.decisions.difference_rows import rule_rows
from generator.languages import LANGUAGE_TAGS, LANGUAGES, Words
from generator.pages.check import ROOTS, TIME_LIMIT, check_page
from generator.pages.format import format_view
from generator.pages.notice import RoundView, notice_view, round_view
from generator.pages.templates import environment
from generator.pages.timeline import timeline
from generator.register.notices import Notice
from generator.register.rounds import age, pairs
from generator.words.typography import linked, shown_day, unbroken

OTHER = {"zh": "en", "en": "zh"}
SECTIONS = {"notices": "notices/", "check": "check/", "compare": "compare/", "about": "about/"}
"""The main navigation: its words under ``site.nav`` and its pages."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents; ``level`` is 2 for ``h2``."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language: ``path`` ends in ``/`` (``""`` is the home page), ``body`` is HTML."""

    language: str
    path: str
    title: str
    description: str
    body: str
    source: str
    """The file that the page is made from, as the register names it."""
    style: str
    """The sheet that such pages load beside the site's: its name in ``styles/pages/``."""
    headings: tuple[Heading, ...] = ()
    scripts: tuple[str, ...] = ()
    """Modules, which run Python."""
    plain_scripts: tuple[str, ...] = ()
    """Scripts that also run from a file, and no Python."""

    @property
    def address(self) -> str:
        return address(self.language, self.path)


def address(language: str, path: str) -> str:
    """Where in the site a page of a language is: the English ones are under ``en/``."""
    return path if language == "zh" else f"en/{path}"


def relative(start: str, target: str) -> str:
    """The link from the page at ``start`` to ``target``, both from the site's root; a fragment may follow."""
    path, mark, fragment = target.partition("#")
    link = posixpath.relpath("/" + path, "/" + start)
    slash = "/" if path.endswith("/") or not path else ""
    return f"./{mark}{fragment}" if link == "." else f"{link}{slash}{mark}{fragment}"


# The frame


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page: its language, its twin, the navigation, and how it reaches the site's own files."""

    language: str
    tag: str
    home: Link
    sections: tuple[Link, ...]
    staff: Link
    twin: Link
    twin_tag: str
    t: Callable[..., str]
    file: Callable[[str], str]


def frame(words: Words, language: str, path: str) -> Frame:
    """The frame of the page at ``path``."""
    t, start = words.of(language), address(language, path)

    def link(key: str, target: str) -> Link:
        current = path == target or (bool(target) and path.startswith(target))
        return Link(t(f"site.nav.{key}"), relative(start, address(language, target)), current)

    other = OTHER[language]
    return Frame(
        language=language,
        tag=LANGUAGE_TAGS[language],
        home=link("home", ""),
        sections=tuple(link(key, target) for key, target in SECTIONS.items()),
        staff=link("staff", "staff/"),
        twin=Link(t("site.twin"), relative(start, address(other, path))),
        twin_tag=LANGUAGE_TAGS[other],
        t=t,
        file=lambda target: relative(start, target),
    )


# The pages


def pages(comparisons: Comparisons, templates: Path, offline_size: int | None = None) -> Iterator[Page]:
    """Every generated page, each when it is asked for, the comparisons of two notices last.

    `comparisons` have the register and the words; `offline_size`: bytes of the self-check in one file.
    """
    return _Press(comparisons, templates, offline_size).pages()


@dataclass(frozen=True, slots=True)
class Other:
    """A notice that another one is compared with."""

    notice: Notice
    name: str


class _Press:
    """Renders pages from the templates."""

    def __init__(self, comparisons: Comparisons, templates: Path, offline_size: int | None):
        self.comparisons, self.offline_size = comparisons, offline_size
        self.register, self.words = comparisons.register, comparisons.words
        self.notices = sorted(self.register.notices, key=age, reverse=True)
        self.pairs = pairs(self.register)
        self.others: dict[str, list[Notice]] = {}
        for a, b in self.pairs:
            self.others.setdefault(a.id, []).append(b)
        self.templates = environment(templates, keep_trailing_newline=True)
        self.templates.filters |= {"linked": linked, "unbroken": unbroken, "capital": capital}

    def pages(self) -> Iterator[Page]:
        for language in LANGUAGES:
            yield self.home(language)
            yield self.notice_index(language)
            for notice in self.notices:
                yield self.notice(language, notice)
            yield self.comparison_index(language)
            chronicle = Chronicle(self.comparisons, self.words, language)
            yield self.matrix(language, chronicle)
            yield self.topics(language, chronicle)
            for topic in chronicle.topics:
                yield self.history(language, chronicle, topic)
            yield self.check(language)
            yield self.format(language)
        for a, b in self.pairs:
            comparison = self.comparisons.between(a, b)
            drawing = self.comparisons.drawing(comparison)
            for language in LANGUAGES:
                yield self.comparison(language, comparison, drawing)

    def body(self, template: str, language: str, path: str, **view: object) -> str:
        start = address(language, path)
        return self.templates.get_template(template).render(
            t=self.words.of(language),
            language=language,
            tag=LANGUAGE_TAGS[language],
            url=lambda target: relative(start, address(language, target)),
            file=lambda target: relative(start, target),
            **view,
        )

    def rounds(self, language: str) -> list[RoundView]:
        return [round_view(self.register, notice, self.words.of(language), language) for notice in self.notices]

    def home(self, language: str) -> Page:
        t = self.words.of(language)
        body = self.body("home.html", language, "", rounds=self.rounds(language))
        return Page(language, "", t("home.title"), t("home.description"), body, str(self.register.folder), "home")

    def notice_index(self, language: str) -> Page:
        t = self.words.of(language)
        times = timeline(self.register, t, language)
        body = self.body("notices.html", language, "notices/", rounds=self.rounds(language), timeline=times)
        title, description = t("home.notices.title"), t("home.notices.description")
        return Page(language, "notices/", title, description, body, str(self.register.folder), "notices")

    def notice(self, language: str, notice: Notice) -> Page:
        t, path = self.words.of(language), f"notices/{notice.id}/"
        view = notice_view(self.register, notice, t, language)
        others = [Other(b, self._short(b, language)) for b in self.others.get(notice.id, ())]
        issued = shown_day(notice.document.issued, language)
        description = t("notice.description", issuer=getattr(notice.document.issuer, language), issued=issued)
        headings = (
            Heading(2, "facts", t("notice.facts")),
            *(Heading(c.level, f"c-{c.id}", c.title) for c in view.clauses if c.level in (2, 3)),
            Heading(2, "corrections", t("notice.corrections")),
            Heading(2, "data", t("notice.data")),
        )
        body = self.body("notice.html", language, path, view=view, others=others, headings=headings)
        return Page(language, path, view.title, description, body, notice.file, "notice", headings)

    def comparison_index(self, language: str) -> Page:
        t, path = self.words.of(language), "compare/"
        short = {notice.id: self._short(notice, language) for notice in self.notices}
        rows = [(f"compare/{a.id}/{b.id}/", short[a.id], short[b.id]) for a, b in self.pairs]
        groups = [
            (getattr(known, language), [(n.id, short[n.id]) for n in self.notices if n.jurisdiction == known.id])
            for known in self.register.jurisdictions.jurisdictions
        ]
        newest = [notice.id for notice in self.notices]
        data = {
            "language": language,
            "root": ROOTS[language],
            "timeLimit": TIME_LIMIT,
            "vocabulary": VOCABULARY,
            "words": self.words.under("comparison.index.live", language),
        }
        body = self.body(
            "compare_index.html",
            language,
            path,
            rows=rows,
            groups=[(name, notices) for name, notices in groups if notices],
            first=newest[min(1, len(newest) - 1)],
            second=newest[0],
            data=data,
        )
        title, description = t("comparison.index.title"), t("comparison.index.description")
        return Page(
            language,
            path,
            title,
            description,
            body,
            str(self.register.folder),
            "compare",
            scripts=("assets/browser/compare.js",),
        )

    def matrix(self, language: str, chronicle: Chronicle) -> Page:
        t, path = self.words.of(language), "compare/matrix/"
        years = sorted({notice.round[:4] for notice in self.notices}, reverse=True)
        body = self.body("matrix.html", language, path, chronicle=chronicle, years=years, signs=SIGNS)
        source = str(self.register.folder)
        script = "assets/browser/matrix.js"
        title, description = t("matrix.title"), t("matrix.description")
        return Page(language, path, title, description, body, source, "matrix", plain_scripts=(script,))

    def topics(self, language: str, chronicle: Chronicle) -> Page:
        t, path = self.words.of(language), "compare/topics/"
        body = self.body("topics.html", language, path, chronicle=chronicle)
        source = str(self.register.folder / "topics.yaml")
        title, description = t("history.index.title"), t("history.index.description")
        return Page(language, path, title, description, body, source, "topics")

    def history(self, language: str, chronicle: Chronicle, topic: str) -> Page:
        t, path, name = self.words.of(language), f"compare/topics/{topic}/", chronicle.topics[topic]
        headings = []
        for place in chronicle.places:
            headings.append(Heading(2, place.id, place.name))
            headings += [Heading(3, told.notice.id, capital(told.round)) for told in place.notices]
        view = {"chronicle": chronicle, "topic": topic, "name": name, "signs": SIGNS}
        body = self.body("history.html", language, path, **view)
        source = str(self.register.folder / "topics.yaml")
        title, description = t("history.title", topic=name), t("history.description", topic=name)
        return Page(language, path, title, description, body, source, "history", tuple(headings))

    def comparison(self, language: str, comparison: Comparison, drawing: Drawing) -> Page:
        a, b = comparison.a["id"], comparison.b["id"]
        t, path = self.words.of(language), f"compare/{a}/{b}/"
        vocabulary = self.comparisons.vocabulary
        start = address(language, path)
        files = [(form, relative(start, download_path(form, language, a, b))) for form in DOWNLOADS]
        swap = f"../../{b}/{a}/"
        setting = Setting(vocabulary, self.words, language, drawing, root="../../../", swap=swap, files=files)
        wording = self.comparisons.wording(comparison, language)
        rules = rule_rows(comparison, wording)
        table = Markup(comparison_page(comparison, setting))
        body = self.body("compare.html", language, path, table=table, rules=rules, a=a, b=b)
        title = t("comparison.title", a=wording.names[0], b=wording.names[1])
        description = t("comparison.description", a=comparison.a["title"][language], b=comparison.b["title"][language])
        source = self.register.notice(b).file
        return Page(language, path, title, description, body, source, "pair")

    def check(self, language: str) -> Page:
        t = self.words.of(language)
        body = check_page(self.register, self.words, language, offline_size=self.offline_size)
        return Page(
            language,
            "check/",
            t("check.title"),
            t("check.lead"),
            body,
            str(self.register.folder),
            "check",
            scripts=("assets/browser/check_page.js",),
        )

    def format(self, language: str) -> Page:
        t, path = self.words.of(language), "staff/format/"
        sections = format_view(t, language)
        body = self.body("format.html", language, path, sections=sections)
        headings = tuple(Heading(2, section.id, section.title) for section in sections)
        source = str(self.register.folder / "schema.json")
        return Page(language, path, t("format.title"), t("format.description"), body, source, "format", headings)

    def _short(self, notice: Notice, language: str) -> str:
        return self.comparisons.vocabulary["notices"][notice.id][language]

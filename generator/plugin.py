"""Hands the generated pages and files to MkDocs; the only module that imports it."""

import logging
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import click
from markdown.extensions.toc import nest_toc_tokens
from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import base, config_options, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from generator.centre.centre import Centre, read_centre
from generator.folders import CONFIGURATION
from generator.languages import LANGUAGE_TAGS, ROOTS, language_of, path_of
from generator.pages.drawn import Drawn, unindented
from generator.pages.frame import STAFF, frame, frame_anywhere
from generator.pages.page import Page
from generator.published.publish import publish
from generator.register.load import Memory, load
from generator.register.problems import BadInput
from generator.site import sitemap
from generator.site.before import Before
from generator.site.build import end_with_parent
from generator.site.completion import complete_site, write_into, write_search
from generator.site.contents import Contents, shown_path, site_contents
from generator.site.making import Made, made_ahead, make
from generator.site.offline import MANIFEST, WORKER
from generator.site.release import ASSETS
from generator.site.search import Prose, is_search
from generator.store import NOTHING, Store, opened

SHOWN = ("style", "scripts", "plain_scripts", "template", "listed", "announcement")
"""The parts of a generated page that the frame's templates name."""
TEXTS = ("title", "description")
"""Those that they show: escaped here, since MkDocs and its theme print them as they come."""
OF_ENGLISH = re.compile(r"<!--en-->(.*?)<!--/en-->", re.DOTALL)
"""In a page written by hand: what speaks of the English, which not every centre's site has."""
LOG = logging.getLogger("mkdocs.plugins.chuding")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a preview asks for: one file of the site, of which all else is known."""

    contents: Contents
    centre: Centre
    path: str

    def takes(self, file: File, generated: Collection[str]) -> bool:
        """Whether ``file`` is what is asked for, or has to be read for it; ``generated`` pages are no prose."""
        prose = file.is_documentation_page() and file.src_uri not in generated
        return file.dest_uri == self.path or (prose and self.search)

    @property
    def search(self) -> bool:
        """Whether it is a part of the search index."""
        return is_search(self.path)


def made_of(asked: Asked, site_url: str | None, folder: Path) -> None:
    """Makes in ``folder`` the one file asked for, if the site has it, as a build would; raises ``BadInput``."""
    config = load_config(str(CONFIGURATION), site_dir=str(folder), **({"site_url": site_url} if site_url else {}))
    plugin = config.plugins["chuding"]
    assert isinstance(plugin, ChudingPlugin)
    # With all that a page of the site has: of what devices keep, a preview has nothing to give them.
    plugin.asked, plugin.offline = asked, True
    try:
        build(config)
    except Abort as error:
        raise BadInput(error.format_message().splitlines()) from None


class Refused(Abort):
    """Input that stops the build; prints its message, one line per problem, to standard error unchanged."""

    def show(self, *args: object, **kwargs: object) -> None:
        click.echo(self.format_message(), err=True)


def refusing[**Given, Result](hook: Callable[Given, Result]) -> Callable[Given, Result]:
    """The hook; where it raises ``BadInput``, the build ends with its lines."""

    @wraps(hook)
    def refuses(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        try:
            return hook(*args, **kwargs)
        except BadInput as bad:
            raise Refused("\n".join(bad.lines)) from None

    return refuses


class Options(base.Config):  # type: ignore[no-untyped-call]  # MkDocs types no __init_subclass__
    notices = config_options.Dir(default="notices")
    """The register's folder, relative to the configuration file."""
    centre = config_options.File(exists=True, default="mkdocs.yml")
    """The file in which the centre has set what is its own, likewise."""


class ChudingPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # nor does it here
    """Adds the notices' pages and files; reports every fault in the data before it touches the site."""

    contents: Contents
    pages: dict[str, Page]
    """By the Markdown file MkDocs takes each for."""
    made: Iterator[tuple[Page, Made]]
    """The generated pages in the order in which MkDocs builds them."""
    prose: list[Prose]
    """The handwritten pages search covers."""
    centre: Centre
    """Who runs the site, and what is its own."""
    offline = False
    """Whether devices may keep the site; never for a preview, which changes while it is read."""
    asked: Asked | None = None
    """What a preview asks for instead of the site."""
    store: Store
    """What earlier builds have made; a preview has none of it."""
    before: Before
    new: list[tuple[Page, Sequence[str], Sequence[str]]]
    """The pages that this build has made: the ids of the headings, and the paths of the files beside it."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.offline = command == "build"
        end_with_parent()

    @refusing
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        # What a preview asks for is made there and then.
        self.store = NOTHING if self.asked else opened()
        self.read(config)
        self.prose = []
        self.pages = {f"{page.address}index.md": page for page in self.contents.pages}
        # MkDocs' sitemap ignores languages, and its gzip copy contains the time of the build.
        config.theme.static_templates.discard(sitemap.NAME)
        return config

    def read(self, config: MkDocsConfig) -> None:
        """Reads what the site is made from, unless a preview has."""
        if self.asked:
            self.contents, self.centre = self.asked.contents, self.asked.centre
            if self.asked.path not in config.theme.static_templates:
                config.theme.static_templates.clear()
            return
        self.centre = read_centre(shown_path(Path(self.config.centre)))
        register = self.centre.shown(load(shown_path(Path(self.config.notices)), Memory(store=self.store)))
        self.contents = site_contents(publish(register), self.centre, config.site_url, store=self.store)
        for warning in register.warnings:
            LOG.warning(str(warning))

    def has(self, uri: str) -> bool:
        """Whether the site has pages in the language of a file's path."""
        return language_of(uri) in self.centre.languages

    @refusing
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        # What the theme brings, and no page loads.
        brought = (file for file in files if file.src_uri.startswith(ASSETS) or file.src_uri == sitemap.NAME)
        for file in [*brought, *(file for file in files if not self.has(file.src_uri))]:
            files.remove(file)
        for uri, page in self.pages.items():
            file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.edit_uri = page.source
            files.append(file)
        unlisted = {uri for uri, page in self.pages.items() if not page.listed}
        addresses = [file.url for file in files.documentation_pages() if file.src_uri not in unlisted]
        files.append(File.generated(config, sitemap.NAME, content=sitemap.sitemap(addresses, config.site_url)))
        for uri, make_file in self.contents.files.items():
            files.append(File.generated(config, uri, content="" if self.asked else make_file()))
        if self.asked:
            # Links still lead to what is not made.
            for file in files:
                if not self.asked.takes(file, self.pages):
                    file.inclusion = InclusionLevel.EXCLUDED
        else:
            self.take_finished(files, config)
        return files

    def take_finished(self, files: Files, config: MkDocsConfig) -> None:
        """Writes the pages that an earlier build has finished, and leaves the others to be made."""
        own = self.centre.settings, self.centre.logo, self.centre.style, config.site_url, self.offline
        self.before, left = Before(self.store, self.contents, own), []
        for uri, page in self.pages.items():
            if finished := self.before.page(page):
                for path, content in finished.files:
                    write_into(Path(config.site_dir), path, content)
                file = files.src_uris[uri]
                file.inclusion = InclusionLevel.EXCLUDED
                # Links to its headings are held against these.
                file.page = MkDocsPage(None, file, config)
                file.page.present_anchor_ids = set(finished.ids)
            else:
                left.append(page)
        self.made, self.new = made_ahead(left), []

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        # The frame has a navigation for each language; MkDocs' would mix the two.
        return Navigation([], [])

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        if made := self.pages.get(page.file.src_uri):
            texts = {name: escape(getattr(made, name)) for name in TEXTS}
            page.meta = {name: getattr(made, name) for name in SHOWN} | texts | {"generated": True}
        return OF_ENGLISH.sub(r"\1" if len(self.centre.languages) > 1 else "", markdown)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        if page.file.src_uri in self.pages:
            # Drawn where it is written, and not kept: MkDocs holds every page until the last is done.
            return ""
        # Readers of notices do not search for the pages for staff.
        if not path_of(page.url).startswith(STAFF):
            self.prose.append(Prose(page.url, str(page.title), html))
        return html

    @event_priority(100)
    @refusing
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        if made := self.pages.get(page.file.src_uri):
            drawn, files = self.next_made(made)
            for path, content in files:
                write_into(Path(config.site_dir), path, content)
            self.show(page, drawn)
            if not self.asked:
                paths = (page.file.dest_uri, *(path for path, _ in files))
                self.new.append((made, [heading.id for heading in drawn.headings], paths))
        language = language_of(page.url)
        config.theme["language"] = LANGUAGE_TAGS[language]
        around = frame(self.contents.words, self.centre, self.contents.assets, language, path_of(page.url))
        own: dict[str, object] = {"frame": around, "assets": self.contents.assets}
        if self.offline:
            own["offline"] = {"worker": around.file(WORKER), "manifest": around.own(MANIFEST)}
        return cast(TemplateContext, {**context, **own})

    def next_made(self, page: Page) -> Made:
        made, result = next(self.made, (None, None)) if not self.asked else (None, None)
        return result if result and made is page else make(page)

    def show(self, page: MkDocsPage, drawn: Drawn) -> None:
        """Gives MkDocs what a generated page says."""
        page.toc = get_toc(
            nest_toc_tokens([{"level": h.level, "id": h.id, "name": escape(h.name)} for h in drawn.headings])
        )
        page.present_anchor_ids = {heading.id for heading in drawn.headings}
        page.content = drawn.body

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        page.content = ""
        return unindented(output) if page.file.src_uri in self.pages else output

    @refusing
    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        # Of the pages that no source makes, the frame stands round the missing one alone.
        words, assets = self.contents.words, self.contents.assets
        root = urlsplit(config.site_url or "").path.rstrip("/") + "/"
        languages = self.centre.languages
        around = frame_anywhere(words, self.centre, assets, languages[0], root)
        tags = {language: LANGUAGE_TAGS[language] for language in languages}
        own = {"words": words, "tags": tags, "roots": ROOTS, "root": root, "frame": around, "assets": assets}
        return cast(TemplateContext, {**context, **own})

    @event_priority(-100)
    @refusing
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        if not self.asked:
            for page, ids, paths in self.new:
                self.before.keep(page, ids, site, paths)
            complete_site(site, self.contents, self.prose, self.store, offline=self.offline)
            self.store.close()
        elif self.asked.search:
            write_search(site, self.contents, self.prose)

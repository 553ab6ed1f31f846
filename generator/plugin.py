"""Puts the generated pages and files into MkDocs: the only module that imports it."""

import json
import logging
import re
from html import unescape
from pathlib import Path
from typing import cast

import click
from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from generator.comparing.comparisons import Comparisons
from generator.comparing.formats import download_files
from generator.languages import LANGUAGE_TAGS, LANGUAGES, address, language_of, path_of
from generator.pages.check import OFFLINE
from generator.pages.frame import STAFF, frame
from generator.pages.page import Heading, Page
from generator.pages.site import pages
from generator.published import site_files
from generator.register.load import load
from generator.register.notices import Register
from generator.register.problems import BadInput
from generator.register.rounds import pairs
from generator.runtime import RuntimeAssetsError, runtime_files
from generator.sheets import published_sheets, sheet
from generator.site import calendar, feed
from generator.site.bundling import bundle_script
from generator.site.offline import MANIFEST, WORKER, is_kept, manifests, service_worker
from generator.site.one_file import Scripts, offline_file
from generator.site.search import search_entries
from generator.site.sitemap import sitemap
from generator.words.load import Words, load_words
from generator.words.segments import shared_tokenizer

WATCHED = ("site_src", "selfcheck")
LOG = logging.getLogger("mkdocs.plugins.chuding")
MARKUP = re.compile("<[^>]*>|\u200b")
"""What the theme puts into its index around and between words."""


class Refused(Abort):
    """Input that cannot be built from: its message, one line a problem, goes to standard error as it is."""

    def show(self, *args: object, **kwargs: object) -> None:
        click.echo(self.format_message(), err=True)


class Options(base.Config):
    notices = config_options.Dir(default="notices")
    """The register's folder, relative to the configuration file."""


class ChudingPlugin(BasePlugin[Options]):
    """Adds the site of notices; everything that can be wrong with the data is found before the site is touched."""

    pages: dict[str, Page]
    files: dict[str, str | bytes | Path]
    words: Words
    register: Register
    comparisons: Comparisons
    offline = False
    """Whether devices may keep the site: never a preview, which changes under its reader."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.offline = command == "build"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        root = Path(config.config_file_path).parent
        try:
            register = load(_shown_path(Path(self.config.notices)))
            self.words = load_words(_shown_path(root / "site_src" / "words"))
            runtime = runtime_files(root)
            scripts = _scripts_of_file(root)
        except BadInput as bad:
            raise Refused("\n".join(bad.lines)) from None
        except RuntimeAssetsError as error:
            raise Refused(str(error)) from None
        self.register = register
        shared_tokenizer(register)
        for warning in register.warnings:
            LOG.warning(str(warning))
        templates = root / "site_src" / "templates"
        packed = {name: path.read_bytes() for name, path in runtime.items()}
        alone = offline_file(register, self.words, templates, scripts, packed, config.site_url).encode()
        self.comparisons = Comparisons(register, self.words)
        rendered = pages(self.comparisons, templates, len(alone))
        self.pages = {f"{page.address}index.md": page for page in rendered}
        self.files = {**_own_scripts(root), **published_sheets(), **runtime, **site_files(register)}
        self.files |= self.comparisons.files()
        self.files |= manifests(self.words)
        for language in LANGUAGES:
            self.files[address(language, feed.NAME)] = feed.feed(register, self.words, language, config.site_url)
            self.files[address(language, calendar.NAME)] = calendar.calendar(register, self.words, language)
        self.files[OFFLINE] = alone
        # MkDocs' own sitemap knows no languages, and its copy in a gzip file carries the time of the build.
        config.theme.static_templates.discard("sitemap.xml")
        return config

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> None:
        root = Path(config.config_file_path).parent
        for folder in (self.config.notices, *(str(root / name) for name in WATCHED)):
            server.watch(folder)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for uri, page in self.pages.items():
            file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.edit_uri = page.source
            files.append(file)
        for uri, content in self.files.items():
            files.append(_generated(config, uri, content))
        addresses = [file.url for file in files.documentation_pages()]
        files.append(_generated(config, "sitemap.xml", sitemap(addresses, config.site_url)))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        # The frame brings its own navigation in each language; one of MkDocs' would mix the two.
        return Navigation([], [])

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        if known := self.pages.get(page.file.src_uri):
            page.meta = {"search": {"exclude": True}, "title": known.title, "description": known.description}
            page.meta |= {"style": known.style, "scripts": known.scripts}
            page.meta |= {"plain_scripts": known.plain_scripts, "generated": True}
        elif path_of(page.url) == STAFF:
            # Not what readers of notices search for.
            page.meta["search"] = {"exclude": True}
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        if known := self.pages.get(page.file.src_uri):
            page.toc = _table_of_contents(known.headings)
            page.present_anchor_ids = {heading.id for heading in known.headings}
            return known.body
        return html

    @event_priority(100)
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        language = language_of(page.url)
        config.theme["language"] = LANGUAGE_TAGS[language]
        config["site_name"] = self.words.of(language)("site.name")
        around = frame(self.words, language, path_of(page.url))
        # The theme's script finds the index of its search from here: each language has its own.
        root = around.own("").rstrip("/")
        own: dict[str, object] = {"frame": around, "base_url": root}
        if self.offline:
            own["offline"] = {"worker": around.file(WORKER), "manifest": around.own(MANIFEST)}
        return cast(TemplateContext, {**context, **own})

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        words = [(LANGUAGE_TAGS[language], self.words.of(language)) for language in LANGUAGES]
        homes = {LANGUAGE_TAGS[language]: address(language, "") for language in LANGUAGES}
        return cast(TemplateContext, {**context, "words": words, "homes": homes})

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        whole = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
        for language in LANGUAGES:
            entries = search_entries(self.register, self.words, language)
            _write_search_index(site, language, {**whole, "docs": entries + _own_entries(whole["docs"], language)})
        for path, content in download_files(self.comparisons, pairs(self.register)):
            (site / path).write_bytes(content)
        if self.offline:
            _write_service_worker(Path(config.config_file_path).parent, site, self.register)


def _shown_path(path: Path) -> Path:
    """``path`` as messages name it: from the working folder where it lies inside."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _own_scripts(root: Path) -> dict[str, Path]:
    """The project's scripts: site path → file."""
    found = sorted((root / "site_src" / "browser").glob("*.js"))
    return {f"assets/browser/{path.name}": path for path in found if path.name != WORKER}


def _scripts_of_file(root: Path) -> Scripts:
    """What the one file has of scripts and styles."""
    browser = root / "site_src" / "browser" / "file"
    return Scripts(
        page=bundle_script(root, browser / "check_file.js"),
        source=(browser / "source.js").read_text(encoding="utf-8"),
        style=sheet("file/selfcheck.css"),
    )


def _generated(config: MkDocsConfig, uri: str, content: str | bytes | Path) -> File:
    if isinstance(content, Path):
        return File.generated(config, uri, abs_src_path=str(content))
    # Bytes, since MkDocs would write text with the platform's own line ends.
    return File.generated(config, uri, content=content if isinstance(content, bytes) else content.encode())


def _table_of_contents(headings: tuple[Heading, ...]) -> TableOfContents:
    """Headings nested by their levels."""
    top: list[AnchorLink] = []
    open_links: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(heading.title, heading.id, heading.level)
        while open_links and open_links[-1].level >= heading.level:
            open_links.pop()
        (open_links[-1].children if open_links else top).append(link)
        open_links.append(link)
    return TableOfContents(top)


def _own_entries(indexed: list[dict[str, str]], language: str) -> list[dict[str, str]]:
    """What the theme has indexed of the pages in Markdown, as plain text."""
    return [
        {
            "location": path_of(entry["location"]),
            **{key: unescape(MARKUP.sub("", entry[key])).strip() for key in ("title", "text")},
        }
        for entry in indexed
        if language_of(entry["location"]) == language
    ]


def _write_search_index(site: Path, language: str, index: dict[str, object]) -> None:
    """An index of a language's own, and the script that stands in for it on ``file://``."""
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    folder = site / address(language, "") / "search"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "search_index.json").write_text(text, encoding="utf-8")
    (folder / "search_index.js").write_text(f"var __index={text};\n", encoding="utf-8")


def _write_service_worker(root: Path, site: Path, register: Register) -> None:
    """Last, since it names every other file by its hash."""
    jurisdictions = (list(register.of_jurisdiction(known.id)) for known in register.jurisdictions.jurisdictions)
    latest = {notices[-1].id for notices in jurisdictions if notices}
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept = ((path, (site / path).read_bytes()) for path in paths if is_kept(path, latest))
    script = (root / "site_src" / "browser" / WORKER).read_text(encoding="utf-8")
    (site / WORKER).write_text(service_worker(script, kept), encoding="utf-8")

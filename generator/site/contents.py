"""What the site consists of, as a pure function of the register and the project's folders: its pages and its files."""

from dataclasses import dataclass
from pathlib import Path

from generator.centre.centre import Centre
from generator.comparing.comparisons import Comparisons
from generator.folders import TEMPLATES, WORDS
from generator.languages import Words, address
from generator.pages.check import OFFLINE
from generator.pages.page import Page
from generator.pages.site import pages
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import load
from generator.register.problems import Problem
from generator.site import feed, sbom
from generator.site.assets import made_assets, runtime_contents
from generator.site.calendar import calendars
from generator.site.licences import licence_files
from generator.site.offline import manifests
from generator.site.one_file import offline_file, scripts_of_file
from generator.words.load import load_words
from generator.words.segments import shared_tokenizer


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything made before the pages get their frame."""

    publication: Publication
    words: Words
    languages: tuple[str, ...]
    """Those that the site has pages in."""
    comparisons: Comparisons
    pages: tuple[Page, ...]
    files: dict[str, bytes]
    """By their paths in the site."""
    assets: dict[str, str]
    """Where each asset lies in the site, by its name."""
    warnings: tuple[Problem, ...]


def site_contents(notices: Path, centre: Centre, site_url: str | None) -> Contents:
    """The site that a centre has of the register in ``notices``; raises ``BadInput`` with every fault of its data."""
    register, words = centre.shown(load(shown_path(notices))), centre.worded(load_words(shown_path(WORDS)))
    runtime = runtime_contents()
    publication = publish(register)
    shared_tokenizer(publication.glossary)
    scripts = scripts_of_file(centre.style)
    alone = offline_file(publication, words, centre.languages, TEMPLATES, scripts, runtime, site_url).encode()
    comparisons = Comparisons(publication, words)
    rendered = tuple(pages(comparisons, TEMPLATES, len(alone), centre.languages))
    assets = made_assets(runtime, centre.style, {centre.logo_path: centre.logo} if centre.logo else {})
    texts = {**publication.files(), **comparisons.files(), **manifests(words, centre, assets.addresses)}
    for language in centre.languages:
        texts[address(language, feed.NAME)] = feed.feed(publication, words, language, site_url)
        made = calendars(publication, words, language, site_url)
        texts |= {address(language, path): text for path, text in made.items()}
    texts[sbom.NAME] = sbom.sbom()
    encoded = {path: text.encode() for path, text in texts.items()}
    files = encoded | assets.files | licence_files() | {OFFLINE: alone}
    places = assets.addresses
    return Contents(publication, words, centre.languages, comparisons, rendered, files, places, register.warnings)


def shown_path(path: Path) -> Path:
    """``path`` as messages name it: from the working folder where it lies inside."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path

"""What the site consists of, as a pure function of the register and the project's folders: its pages and its files."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from generator.centre.centre import Centre
from generator.comparing.comparisons import Comparisons
from generator.folders import TEMPLATES, WORDS
from generator.languages import Words, address
from generator.pages.check import OFFLINE
from generator.pages.page import Page
from generator.pages.site import pages
from generator.published.memory import Memory
from generator.published.publication import Publication
from generator.register.dictionary import read_dictionary
from generator.site import feed, sbom
from generator.site.assets import made_assets, runtime_contents
from generator.site.calendar import calendars
from generator.site.licences import licence_files
from generator.site.offline import manifests
from generator.site.one_file import offline_file, scripts_of_file
from generator.store import NOTHING, Store
from generator.words.load import load_words
from generator.words.segments import shared_tokenizer

type Makers = dict[str, Callable[[], bytes]]
"""What makes each file, by its path in the site."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything but the frame around the pages; pages and files are made only where somebody asks for them."""

    publication: Publication
    words: Words
    languages: tuple[str, ...]
    """Those that the site has pages in."""
    comparisons: Comparisons
    pages: tuple[Page, ...]
    files: Makers
    assets: dict[str, str]
    """Where each asset lies in the site, by its name."""


def site_contents(
    publication: Publication,
    centre: Centre,
    site_url: str | None,
    memory: Memory | None = None,
    store: Store = NOTHING,
) -> Contents:
    """The site that a centre has of what is published; raises ``BadInput`` where the runtime cannot be made.

    ``memory`` has what an earlier site of the same programs has made, ``store`` what earlier runs have.
    """
    words = centre.worded(load_words(shown_path(WORDS)))
    memory = memory or Memory()
    runtime = memory.made("runtime", "", (), runtime_contents)
    read_dictionary(store)
    shared_tokenizer(publication.glossary)
    comparisons = Comparisons(publication, words, memory, store)
    logo = {centre.logo_path: centre.logo} if centre.logo else {}
    assets = memory.made("assets", "", (centre.style, logo), lambda: made_assets(runtime, centre.style, logo))

    @cache
    def alone() -> bytes:
        scripts = scripts_of_file(centre.style)
        return offline_file(publication, words, centre.languages, TEMPLATES, scripts, runtime, site_url, store).encode()

    rendered = tuple(pages(comparisons, TEMPLATES, lambda: len(alone()), centre.languages))
    texts = {**publication.files(), **comparisons.files(), sbom.NAME: sbom.sbom}
    for path, text in manifests(words, centre, assets.addresses).items():
        texts[path] = partial(_itself, text)
    for language in centre.languages:
        texts[address(language, feed.NAME)] = partial(feed.feed, publication, words, language, site_url)
        for path, calendar in calendars(publication, words, language, site_url).items():
            texts[address(language, path)] = calendar
    made: Makers = {path: partial(_encoded, text) for path, text in texts.items()}
    made |= {path: partial(_itself, content) for path, content in (assets.files | licence_files()).items()}
    made[OFFLINE] = alone
    places = assets.addresses
    return Contents(publication, words, centre.languages, comparisons, rendered, made, places)


def _encoded(make: Callable[[], str]) -> bytes:
    return make().encode()


def _itself[T](made: T) -> T:
    return made


def shown_path(path: Path) -> Path:
    """``path`` as messages name it: from the working folder where it lies inside."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path

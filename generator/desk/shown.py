"""The register as it would be published: only the pages that somebody looks at are rendered."""

from functools import cache, cached_property

from generator.comparing.comparisons import Comparisons
from generator.desk.shelf import Shelf
from generator.folders import TEMPLATES
from generator.languages import Words, language_of, path_of
from generator.pages.check import PATH as CHECK
from generator.pages.check import check_pages
from generator.pages.notice import notice_page
from generator.pages.page import Page
from generator.pages.pair import pair_page
from generator.pages.renderer import Renderer
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import Reading, finished
from generator.site.assets import Assets, made_assets, runtime_contents
from generator.words.segments import shared_tokenizer


class Edition:
    """The finished notices of one reading of the register, published."""

    def __init__(self, reading: Reading, words: Words) -> None:
        register, _ = finished(reading)
        self.publication: Publication = publish(register)
        self._words = words

    @cached_property
    def comparisons(self) -> Comparisons:
        shared_tokenizer(self.publication.glossary)
        return Comparisons(self.publication, self._words)

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer(self.comparisons, TEMPLATES)

    def page(self, address: str) -> Page | None:
        """The page at an address of the site, if it is one of those that are shown."""
        language, path = language_of(address), path_of(address)
        parts = path.strip("/").split("/")
        by_id = self.publication.by_id
        match parts:
            case ["check"] if path == CHECK:
                return next(page for page in check_pages(self._renderer) if page.language == language)
            case ["notices", notice] if notice in by_id:
                return notice_page(self._renderer, language, by_id[notice])
            case ["compare", a, b] if a in by_id and b in by_id:
                return pair_page(self._renderer, language, by_id[a], by_id[b])
        return None

    def before(self, notice_id: str) -> str | None:
        """The earlier notice that the readers of a notice know."""
        earlier = self.comparisons.earlier.get(notice_id) if notice_id in self.publication.by_id else None
        return earlier.id if earlier else None

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The published data, by their paths in the site."""
        return {path: text.encode() for path, text in self.publication.files().items()}


class Editions:
    """The edition of the register as it stands, kept as long as no file changes."""

    def __init__(self, shelf: Shelf, words: Words) -> None:
        self._shelf, self._words = shelf, words
        self._kept: tuple[Reading, Edition] | None = None

    @property
    def now(self) -> Edition:
        """Raises ``BadInput`` where a vocabulary has an error."""
        reading = self._shelf.reading
        if self._kept is None or self._kept[0] is not reading:
            self._kept = reading, Edition(reading, self._words)
        return self._kept[1]


@cache
def assets() -> Assets:
    """The site's style sheets, scripts and runtime."""
    return made_assets(runtime_contents())

"""Pages as an earlier build has finished them, by all that they are made from, so that these are not made again."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from generator.pages.page import Page
from generator.register.vocabularies import Vocabularies
from generator.site.contents import Contents
from generator.store import Store, joined, key_of, unjoined


@dataclass(frozen=True, slots=True)
class Finished:
    """A page's files, by their site paths, and the ids of its headings."""

    ids: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]


class Before:
    """What earlier builds have made of the pages of a site; ``around`` is what all of its pages are made from."""

    def __init__(self, store: Store, contents: Contents, around: Iterable[object]) -> None:
        shared = [getattr(contents.publication, field.name) for field in fields(Vocabularies)]
        given = (contents.words, contents.assets, contents.languages, shared, *around)
        self._store, self._around = store, key_of(*map(repr, given)).hex()

    def page(self, page: Page) -> Finished | None:
        """The page as it was finished, if it would be the same now."""
        content = self._store.get("page", self._key(page))
        return _read(content) if content else None

    def keep(self, page: Page, ids: Sequence[str], site: Path, paths: Sequence[str]) -> None:
        """Keeps the page, and what lies beside it, as they lie in the folder ``site``."""
        files = [(path, (site / path).read_bytes()) for path in paths]
        self._store.put(_written(ids, files), "page", self._key(page))

    def _key(self, page: Page) -> str:
        stated = [getattr(page, field.name) for field in fields(page) if field.name not in ("draw", "beside", "scope")]
        assert page.scope, "every page of a site has one"
        return repr((self._around, stated, page.scope.made_of))


def _written(ids: Sequence[str], files: Sequence[tuple[str, bytes]]) -> bytes:
    head = json.dumps([list(ids), [path for path, _ in files]]).encode()
    return joined([head, *(content for _, content in files)])


def _read(content: bytes) -> Finished:
    head, *files = unjoined(content)
    ids, paths = json.loads(head)
    return Finished(tuple(ids), tuple(zip(paths, files, strict=True)))

"""Completes a built site with what needs its pages."""

import json
from collections.abc import Iterator
from pathlib import Path

from generator.folders import BROWSER
from generator.languages import address, path_of
from generator.site.contents import Contents
from generator.site.offline import WORKER, is_kept, service_worker
from generator.site.packing import pack_site
from generator.site.release import RELEASE, release_in
from generator.site.search import Prose, prose_entries, search_entries

INDEX = "search/search_index"
"""Where each language has its own index."""


def complete_site(site: Path, contents: Contents, prose: list[Prose], *, offline: bool) -> None:
    """Writes into the folder ``site``; ``offline`` where devices may keep the site.

    ``prose``: the pages written by hand that search finds.
    """
    write_search(site, contents, prose)
    if offline:
        # After all that it names by its hash.
        (site / WORKER).write_text(_service_worker(site, contents), encoding="utf-8", newline="\n")
        pack_site(site)
        # Last, since it names every other file.
        (site / RELEASE).write_text(release_in(site).text, encoding="utf-8", newline="\n")


def write_search(site: Path, contents: Contents, prose: list[Prose]) -> None:
    """Writes what search reads into the folder ``site``."""
    for path, content in _search_indexes(contents, prose):
        write_into(site, path, content)


def is_search(path: str) -> bool:
    """Whether ``write_search`` writes the file at ``path``."""
    return path_of(path) in (f"{INDEX}.json", f"{INDEX}.js")


def write_into(site: Path, path: str, content: bytes) -> None:
    """Writes the file at ``path`` in the site."""
    target = site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _search_indexes(contents: Contents, prose: list[Prose]) -> Iterator[tuple[str, bytes]]:
    """Each language's index, and the script that stands in for it on ``file://``."""
    for language in contents.languages:
        entries = search_entries(contents.publication, contents.words, language) + prose_entries(prose, language)
        text = json.dumps({"docs": entries}, ensure_ascii=False, separators=(",", ":"))
        yield address(language, f"{INDEX}.json"), text.encode()
        yield address(language, f"{INDEX}.js"), f"var searchIndex={text};\n".encode()


def _service_worker(site: Path, contents: Contents) -> str:
    left_out = {page.address for page in contents.pages if not page.kept}
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept = ((path, (site / path).read_bytes()) for path in paths if is_kept(path, left_out))
    return service_worker((BROWSER / "device" / WORKER).read_text(encoding="utf-8"), kept)

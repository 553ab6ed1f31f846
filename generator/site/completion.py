"""Completes a built site with what needs its pages."""

from pathlib import Path

from generator.folders import BROWSER
from generator.languages import address
from generator.site.contents import Contents
from generator.site.offline import WORKER, is_kept, service_worker
from generator.site.packing import pack_site
from generator.site.release import RELEASE, release_in
from generator.site.search import Prose, search_files
from generator.store import Store


def complete_site(site: Path, contents: Contents, prose: list[Prose], store: Store, *, offline: bool) -> None:
    """Writes into the folder ``site``; ``offline`` where devices may keep the site.

    ``prose``: the pages written by hand that search finds; ``store``: what earlier builds have made.
    """
    write_search(site, contents, prose)
    if offline:
        # After all that it names by its hash.
        (site / WORKER).write_text(_service_worker(site, contents), encoding="utf-8", newline="\n")
        pack_site(site, store)
        # Last, since it names every other file.
        (site / RELEASE).write_text(release_in(site).text, encoding="utf-8", newline="\n")


def write_search(site: Path, contents: Contents, prose: list[Prose]) -> None:
    """Writes what search reads into the folder ``site``."""
    for language in contents.languages:
        for path, text in search_files(contents.publication, contents.words, prose, language):
            write_into(site, address(language, path), text.encode())


def write_into(site: Path, path: str, content: bytes) -> None:
    """Writes the file at ``path`` in the site."""
    target = site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _service_worker(site: Path, contents: Contents) -> str:
    left_out = {page.address for page in contents.pages if not page.kept}
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept = ((path, (site / path).read_bytes()) for path in paths if is_kept(path, left_out))
    return service_worker((BROWSER / "device" / WORKER).read_text(encoding="utf-8"), kept)

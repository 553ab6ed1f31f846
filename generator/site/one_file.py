"""Makes the self-check one HTML file that runs by double click: it holds, packed, all that the site's page loads.

The file asks for nothing: its policy allows no connection, and only the script, style and worker that it brings.
"""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from generator.folders import BROWSER, ROOT
from generator.languages import LANGUAGE_TAGS, LANGUAGES, OTHER, Translate, Words
from generator.pages.check import IN_FILE, check_page
from generator.pages.drawn import unindented
from generator.pages.templates import environment
from generator.published.publication import Publication
from generator.runtime import COMPARISON
from generator.sheets import sheet
from generator.site.bundling import IN_FILE as SCRIPT
from generator.site.bundling import bundle_script
from generator.store import NOTHING, Store
from selfcheck.words import day

LINKS = re.compile(r'(?<=\s)(id|for|aria-labelledby|aria-describedby|href)="([^"]*)"')
MARK = "en--"
"""Prefix of ids in the English content, until the script removes one of the two contents."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """What runs in the file: `page` opens the page, `source` stands before the worker, `style` is its sheet."""

    page: str
    source: str
    style: str


@dataclass(frozen=True, slots=True)
class Content:
    """The page in one language."""

    language: str
    tag: str
    other: str
    other_tag: str
    date: str
    """The latest day of issue among the file's notices."""
    body: str
    t: Translate


@dataclass(frozen=True, slots=True)
class Part:
    """Something packed, in base64; `runtime`: it is handed to the worker."""

    id: str
    text: str
    runtime: bool


def scripts_of_file(own: str = "") -> Scripts:
    """The file's scripts and style sheet, which ``own`` follows, from their sources. Raises BadInput."""
    return Scripts(
        page=bundle_script(ROOT, SCRIPT),
        source=(BROWSER / "file" / "source.js").read_text(encoding="utf-8"),
        style=sheet("file/selfcheck.css") + own,
    )


def offline_file(
    publication: Publication,
    words: Words,
    languages: Sequence[str],
    templates: Path,
    scripts: Scripts,
    runtime: Mapping[str, bytes],
    site_url: str | None,
    store: Store = NOTHING,
) -> str:
    """The file's text. `runtime`: all that the browser fetches on the site, worker included, by site path."""
    contents = [_content(publication, words, language) for language in languages]
    return (
        environment(templates)
        .get_template("offline.html")
        .render(
            contents=contents,
            script=scripts.page,
            style=scripts.style,
            policy=_policy(scripts),
            parts=[*_runtime_parts(scripts, runtime, store), _notices(publication)],
            site_url=site_url,
        )
    )


def _content(publication: Publication, words: Words, language: str) -> Content:
    t, other = words.of(language), OTHER[language]
    body = unindented(check_page(publication, words, language, links=IN_FILE))
    if language != LANGUAGES[0]:
        body = LINKS.sub(_marked, body)
    latest = max(notice.issued for notice in publication.notices)
    return Content(language, LANGUAGE_TAGS[language], other, LANGUAGE_TAGS[other], day(latest, language), body, t)


def _marked(link: re.Match[str]) -> str:
    name, value = link.groups()
    if name != "href":
        return f'{name}="{" ".join(MARK + one for one in value.split())}"'
    return f'href="#{MARK}{value[1:]}"' if value.startswith("#") else link[0]


def _policy(scripts: Scripts) -> str:
    script, style = (_hash(text) for text in (scripts.page, scripts.style))
    return (
        f"default-src 'none'; script-src {script} 'wasm-unsafe-eval'; style-src {style}; img-src data:; "
        "worker-src blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# What is packed


def _runtime_parts(scripts: Scripts, runtime: Mapping[str, bytes], store: Store) -> list[Part]:
    """The runtime's files by their names; its scripts, which no worker could fetch, stand before the worker's."""
    files = {PurePosixPath(path).name: content for path, content in runtime.items()}
    # The file compares nothing.
    del files[COMPARISON]
    worker = files.pop("worker.js")
    before = [files.pop(name) for name in sorted(files) if name.endswith(".js")]
    files["worker.js"] = b";\n".join([*before, scripts.source.encode(), worker])
    return [Part(name, _packed_once(content, store), runtime=True) for name, content in sorted(files.items())]


def _notices(publication: Publication) -> Part:
    """What notices share stands once: ``values``, and for each notice the place of the value of each of its fields.

    Rounds that follow each other say much alike, so their values do, too: gzip looks back over 32 kB alone.
    """
    values: dict[str, int] = {}
    notices: dict[str, dict[str, int]] = {notice.id: {} for notice in publication.notices}
    for field in dict.fromkeys(field for notice in publication.notices for field in notice.data):
        for notice in publication.notices:
            if field in notice.data:
                text = json.dumps(notice.data[field], ensure_ascii=False, separators=(",", ":"))
                notices[notice.id][field] = values.setdefault(text, len(values))
    content = f'{{"notices":{json.dumps(notices, separators=(",", ":"))},"values":[{",".join(values)}]}}'
    return Part("notices", _packed(content.encode()), runtime=False)


def _packed_once(content: bytes, store: Store) -> str:
    """What hardly ever changes, packed by whichever run came first."""
    return store.made(lambda: _packed(content).encode(), "gzip", content).decode()


@lru_cache(maxsize=8)
def _packed(content: bytes) -> str:
    """Kept, since a preview packs the same runtime at every change of a notice."""
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()

"""Decides what a device keeps of the site so that it works without the network, and writes the service worker.

A device keeps a release whole or not at all: what the self-check, notices, search and comparisons need, in both
languages. It leaves out comparisons without a jurisdiction's latest notice, since their number grows with the register,
and the topics' histories, which repeat every notice. It reads these from the network.
"""

import json
from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatchcase
from hashlib import sha256

from generator.centre.centre import Centre
from generator.centre.colours import shades
from generator.languages import LANGUAGE_TAGS, ROOTS, Words, address, path_of
from generator.pages.renderer import relative

WORKER = "service-worker.js"
"""Its name in the site, whose root it must stand in, and in ``site_src/browser/device``."""
MANIFEST = "manifest.webmanifest"
KEPT = (
    "*index.html",
    "notices/*.json",
    "notices/*.ics",
    "compare/*.json",
    "*search/search_index.js",
    "assets/*",
    f"*{MANIFEST}",
)
LEFT_OUT = ("staff/*", "compare/*/*.json", "offline/*")
"""What readers do not need offline, in either language."""
ICONS = (
    ("favicon.svg", "any", "any"),
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-192.png", "192x192", "maskable"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


def is_kept(path: str, left_out: Collection[str]) -> bool:
    """Whether a device keeps the file at the site path; ``left_out`` are the addresses of the pages it does not."""
    kept, out = (any(fnmatchcase(path_of(path), pattern) for pattern in patterns) for patterns in (KEPT, LEFT_OUT))
    return kept and not out and path.removesuffix("index.html") not in left_out


def service_worker(script: str, files: Iterable[tuple[str, bytes]]) -> str:
    """The service worker: the release, with each kept file's path and hash, followed by the script."""
    hashes, size = {}, 0
    for path, content in files:
        hashes[path] = b64encode(sha256(content).digest()).decode()
        size += len(content)
    name = sha256(json.dumps([script, hashes]).encode()).hexdigest()[:16]
    release = json.dumps({"name": name, "size": size, "files": hashes}, ensure_ascii=False, separators=(",", ":"))
    return f"self.release = {release};\n{script}"


def manifests(words: Words, centre: Centre, assets: Mapping[str, str]) -> dict[str, str]:
    """The web app manifests, one for each language: site path → text; ``assets``: where each asset lies."""
    files, has = {}, shades(centre.settings.extra.centre.colours)["light"]
    for language in centre.languages:
        t, root = words.of(language), relative(ROOTS[language], "")
        manifest = {
            "name": t("site.title"),
            "short_name": t("site.name"),
            "description": t("home.description"),
            "lang": LANGUAGE_TAGS[language],
            "start_url": "./",
            "scope": root,
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": has["brand"],
            "icons": [
                {"src": root + assets[f"assets/images/{name}"], "sizes": sizes, "purpose": purpose}
                for name, sizes, purpose in ICONS
            ],
        }
        files[address(language, MANIFEST)] = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    return files

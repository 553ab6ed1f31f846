"""What a built site is, by content: its release's name, every file with size and SHA-256, and what departs from it."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from stat import S_ISLNK, S_ISREG

from generator.register.characters import harmless
from generator.register.problems import BadInput, shown

RELEASE = "release.json"
"""The manifest, in the site's root; the only file that it does not name."""
ASSETS = "assets/"
"""What pages load: a reader has no use for the addresses."""
CURRENT, RELEASES, RECORD = "current", "releases", ".chuding.json"
"""In a place that was published to: the link to the release that readers see, all of them, and on a host without links
what lies there of ours."""
NAME = re.compile(r"[0-9a-f]{16}")
DIGEST = re.compile(r"[0-9a-f]{64}")
LASTING = re.compile(r"assets/([0-9a-f]{16})/")
"""What the address of an asset begins with: the folder that is named, as a release is, by the hash of all in it."""
PACKED = {".gz": "gzip", ".br": "brotli"}
"""The ending of a file that is the one beside it, packed, for a server to send in its place."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a release; ``sha256`` in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """Site path → file; the name is the hash of all that readers are shown, so that a name stands for one content."""

    files: dict[str, Entry]

    @property
    def name(self) -> str:
        return name_of(self.shown)

    @property
    def shown(self) -> dict[str, Entry]:
        """The files without those that are another one packed: these add nothing, and each packer has its own."""
        return {path: entry for path, entry in self.files.items() if not self.is_packed(path)}

    def is_packed(self, path: str) -> bool:
        return path.endswith(tuple(PACKED)) and path.rpartition(".")[0] in self.files

    @property
    def size(self) -> int:
        return sum(entry.size for entry in self.files.values())

    @property
    def text(self) -> str:
        """The manifest, as ``/release.json`` has it."""
        files = {path: {"size": entry.size, "sha256": entry.sha256} for path, entry in sorted(self.files.items())}
        return json.dumps({"name": self.name, "files": files}, ensure_ascii=False, separators=(",", ":")) + "\n"


def name_of(files: Mapping[str, Entry]) -> str:
    """The hash of files, by their paths."""
    listed = [[path, entry.size, entry.sha256] for path, entry in sorted(files.items())]
    return sha256(json.dumps(listed).encode()).hexdigest()[:16]


def is_lasting(path: str) -> bool:
    """Whether what the site path leads to is never another in a later release."""
    return LASTING.match(path) is not None


def release_in(folder: Path) -> Release:
    """The release that ``folder`` is, of all that lies in it but a manifest."""
    there = {path: _entry(folder / path) for path, kind in entries(folder) if kind == "file"}
    return Release({path: entry for path, entry in there.items() if path != RELEASE})


def read_release(content: bytes, source: str) -> Release:
    """The release that a manifest tells of; raises ``BadInput`` where it is none, or its name another content's."""
    try:
        told = json.loads(content)
        files = {path: Entry(entry["size"], entry["sha256"]) for path, entry in told["files"].items()}
        name = told["name"]
        if not all(map(_is_possible, files.items())):
            raise ValueError
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise BadInput([f"{source}: expected a release's name and files, found something else"]) from None
    release = Release(files)
    if release.name != name:
        raise BadInput([f"{source}: expected the name of these files, {release.name}, found {shown(name)}"])
    return release


def verified(folder: Path) -> Release:
    """The release in ``folder``; raises ``BadInput`` naming each file that is missing, another or foreign."""
    if not folder.is_dir():
        raise BadInput([f"{folder}: expected a folder with a site, found {'a file' if folder.exists() else 'nothing'}"])
    manifest = folder / RELEASE
    if manifest.is_symlink() or not manifest.is_file():
        raise BadInput([f"{manifest}: expected the release's files by name, found nothing"])
    release = read_release(manifest.read_bytes(), str(manifest))
    if found := [f"{folder / path}: {fault}" for path, fault in faults(folder, release)]:
        raise BadInput(found)
    return release


def faults(folder: Path, release: Release) -> Iterator[tuple[str, str]]:
    """Each path at which ``folder`` departs from ``release``, and how.

    Assets of earlier releases, whole and under their own address, are nothing that a page of this one meets.
    """
    there = dict(entries(folder))
    earlier = _earlier_assets(folder, {path: kind for path, kind in there.items() if path not in release.files})
    for path in sorted({*there, *release.files} - {RELEASE, *earlier}):
        kind, expected = there.get(path, "nothing"), release.files.get(path)
        if expected is None:
            yield path, f"expected nothing, found a {kind} that is not the release's"
        elif kind != "file":
            yield path, f"expected the release's file, found {kind if kind == 'nothing' else f'a {kind}'}"
        elif (found := _entry(folder / path)) != expected:
            of_size = f"another of {found.size:,} bytes" if found.size != expected.size else "another of the same size"
            yield path, f"expected the release's file of {expected.size:,} bytes, found {of_size}"


def _earlier_assets(folder: Path, foreign: Mapping[str, str]) -> set[str]:
    """Those of the ``foreign`` paths, each with its kind, that lie in a folder with the name of its content."""
    by_name: dict[str, set[str]] = defaultdict(set)
    for path, kind in foreign.items():
        if (lasting := LASTING.match(path)) and kind == "file":
            by_name[lasting[1]].add(path)
    whole: set[str] = set()
    for name, paths in by_name.items():
        start = f"{ASSETS}{name}/"
        if name_of({path.removeprefix(start): _entry(folder / path) for path in paths}) == name:
            whole |= paths
    return whole


def entries(folder: Path) -> Iterator[tuple[str, str]]:
    """Path and kind of all that is no folder: ``file``, ``link`` (which is not followed) or ``device``."""
    # Not by calling itself: folders may lie deeper in each other than calls may.
    folders = [""]
    while folders:
        within = folders.pop()
        with os.scandir(folder / within) as listed:
            found = sorted(listed, key=lambda entry: entry.name)
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{within}{entry.name}/")
            else:
                mode = entry.stat(follow_symlinks=False).st_mode
                yield f"{within}{entry.name}", "file" if S_ISREG(mode) else "link" if S_ISLNK(mode) else "device"


def release_entry(content: bytes) -> Entry:
    """What a release says of a file with this content."""
    return Entry(len(content), sha256(content).hexdigest())


def _entry(file: Path) -> Entry:
    with file.open("rb") as content:
        digest = file_digest(content, "sha256").hexdigest()
        return Entry(content.tell(), digest)


def _is_possible(named: tuple[str, Entry]) -> bool:
    path, entry = named
    whole = isinstance(entry.size, int) and isinstance(entry.sha256, str) and DIGEST.fullmatch(entry.sha256)
    return is_site_path(path) and path != RELEASE and bool(whole)


def is_site_path(path: str) -> bool:
    """Whether ``path`` stays within a site, and is written in the one way."""
    parts = PurePosixPath(path).parts
    stays = bool(parts) and path == "/".join(parts) and ".." not in parts
    return stays and not path.startswith("/") and "\\" not in path and path == harmless(path)

"""A centre as the site is made for it: read from its ``mkdocs.yml``, with the files of its own that it names."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter, ValidationError

from generator.centre.colours import colour_sheet, unreadable
from generator.centre.settings import Said, Settings
from generator.languages import LANGUAGES, Words
from generator.register.files import worded
from generator.register.notices import Register
from generator.register.places import Place, Places, Plain, read_yaml
from generator.register.problems import BadInput, Problem

SETTINGS = TypeAdapter(Settings)
FILE = "mkdocs.yml"
"""Beside a centre's register."""
ENGINES = "plugins"
"""Only MkDocs' own configuration has it; of that the part under ``extra`` is a centre's."""
SITE = ("extra", "centre")
ALONE = "alone."
"""Before the key of words that a site in Chinese alone has in the place of others."""
NAMED = ("site.name", "site.title", "feed.author")
"""The words that name the site."""
LOGOS = (".svg", ".png", ".webp")
LARGEST = 200_000
"""Bytes of a logo or a sheet."""
LOADS = re.compile(r"@import|\bsrc\(|image-set\(\s*['\"]|url\((?!\s*['\"]?data:)", re.IGNORECASE)
"""What makes a sheet ask for another file."""
ESCAPED = re.compile(r"\\(?:(?P<number>[0-9a-f]{1,6})\s?|(?P<sign>[^\n]))", re.IGNORECASE)
"""A sign written in another way, which means the same (CSS Syntax 3, 4.3.7)."""


@dataclass(frozen=True, slots=True)
class Centre:
    """What is the centre's own; without a file everything stays as the project has it."""

    settings: Settings = field(default_factory=Settings)
    places: Places | None = None
    logo: bytes | None = None
    style: str = ""
    """Its colours and its sheet, to follow the site's."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that the site has pages in, Chinese first."""
        return tuple(language for language in LANGUAGES if language in self.settings.extra.centre.languages)

    @property
    def logo_path(self) -> str:
        """Its logo's path in the site; empty where it has none."""
        name = self.settings.extra.centre.logo
        return f"assets/images/centre{PurePosixPath(name).suffix.lower()}" if name and self.logo else ""

    def worded(self, words: Words) -> Words:
        """The words of the site, with the centre's own for its name; in Chinese alone, none speaks of a translation."""
        alone = {key.removeprefix(ALONE): text for key, text in words.entries.items() if key.startswith(ALONE)}
        return words.and_of(alone if self.languages == LANGUAGES[:1] else {}).and_of(self._names())

    def _names(self) -> dict[str, dict[str, str]]:
        """The words that the centre has set, by key."""
        site = self.settings.extra.centre
        given = {**dict.fromkeys(NAMED, site.name), "site.tagline": site.tagline}
        return {key: {language: said.of(language) for language in LANGUAGES} for key, said in given.items() if said}

    def shown(self, register: Register) -> Register:
        """The register with the notices alone that the centre shows; raises ``BadInput`` where it cannot be so."""
        chosen = self.settings.extra.centre.jurisdictions
        if not chosen:
            return register
        if problems := list(self._misplaced(register, chosen)):
            raise BadInput(problems)
        return register.of(chosen)

    def _misplaced(self, register: Register, chosen: tuple[str, ...]) -> Iterator[Problem]:
        known = [each.id for each in register.jurisdictions.jurisdictions]
        there = {notice.jurisdiction for notice in register.notices}
        for number, name in enumerate(chosen):
            if name not in known:
                yield self._problem((*SITE, "jurisdictions", number), f"one of {', '.join(known)}", name)
        if not there & set(chosen):
            yield self._problem((*SITE, "jurisdictions"), "one with a notice", ", ".join(chosen))
        of = {notice.id: notice.jurisdiction for notice in register.notices}
        for notice in register.notices:
            for amendment in (amendment for clause in notice.clauses for amendment in clause.amends):
                if (notice.jurisdiction in chosen) != (of[amendment.notice] in chosen):
                    both = f"{notice.jurisdiction} with {of[amendment.notice]}, since {notice.id} amends one of its"
                    yield self._problem((*SITE, "jurisdictions"), both, ", ".join(chosen))

    def _problem(self, place: Place, expected: str, found: object) -> Problem:
        assert self.places, "only a file can set this"
        return self.places.problem(place, expected, found)


def centre_of(register: Path) -> Path | None:
    """The ``mkdocs.yml`` of the centre whose register it is; None where there is none beside it."""
    file = register.absolute().parent / FILE
    return file if file.is_file() else None


def read_centre(file: Path, name: str | None = None) -> Centre:
    """The centre of a ``mkdocs.yml``, which messages call ``name``; raises ``BadInput`` with every fault."""
    plain, places = read_yaml(file, name or str(file), tags=True)
    try:
        settings = SETTINGS.validate_python(_own(plain))
    except ValidationError as error:
        raise BadInput([worded(dict(fault), places) for fault in error.errors(include_url=False)]) from None
    problems = [*_untranslated(settings, places), *_colours(settings, places)]
    site, folder, read = settings.extra.centre, file.absolute().parent, dict[str, bytes]()
    for own, endings in (("logo", LOGOS), ("style", (".css",))):
        if path := getattr(site, own):
            found = _file(folder, path, endings)
            if isinstance(found, bytes):
                read[own] = found
            else:
                problems.append(places.problem((*SITE, own), *found))
    style = read.get("style", b"").decode(errors="replace")
    if loads := LOADS.search(ESCAPED.sub(_sign, style)):
        problems.append(places.problem((*SITE, "style"), "a sheet that asks for no other file", loads.group()))
    if problems:
        raise BadInput(problems)
    return Centre(settings, places, read.get("logo"), colour_sheet(site.colours) + style)


def _own(plain: Plain) -> Plain:
    """What is the centre's of a file: of MkDocs' own configuration ``extra`` alone; nothing that is left empty."""
    if isinstance(plain, dict) and ENGINES in plain:
        plain = {"extra": plain.get("extra", {})}
    return _filled(plain)


def _filled(plain: Plain) -> Plain:
    if isinstance(plain, dict):
        return {key: filled for key, value in plain.items() if (filled := _filled(value)) != ""}
    return plain


def _untranslated(settings: Settings, places: Places) -> Iterator[Problem]:
    """Words without English, where the site has English pages."""
    site, imprint = settings.extra.centre, settings.extra.imprint
    if "zh" not in site.languages:
        yield places.problem((*SITE, "languages"), "zh among them, since Chinese is authoritative", "none")
    said: dict[Place, Said | None] = {
        (*SITE, "name"): site.name,
        (*SITE, "tagline"): site.tagline,
        ("extra", "imprint", "organiser"): imprint.organiser,
        ("extra", "imprint", "address"): imprint.address,
        **{(*SITE, "footer", number): line for number, line in enumerate(site.footer)},
    }
    for place, words in said.items() if "en" in site.languages else ():
        if words and not words.en:
            yield places.problem(place, "words in en, or languages: [zh] for a site in Chinese alone", "")


def _colours(settings: Settings, places: Places) -> Iterator[Problem]:
    for place, expected, found in unreadable(settings.extra.centre.colours):
        yield places.problem((*SITE, "colours", *place), expected, found)


def _sign(escaped: re.Match[str]) -> str:
    number = int(escaped["number"] or "0", 16)
    return escaped["sign"] or (chr(number) if number < sys.maxunicode else "")


def _file(folder: Path, path: str, endings: tuple[str, ...]) -> bytes | tuple[str, str]:
    """The content of a file of the centre's folder, or what was expected and what was found."""
    file = folder / path
    if file.suffix.lower() not in endings:
        return f"a file that ends in {' or '.join(endings)}", path
    if not file.resolve().is_relative_to(folder.resolve()):
        return f"a file of the folder {folder}", path
    if not file.is_file():
        return "a file", f"none at {path}"
    if file.stat().st_size > LARGEST:
        return f"a file of at most {LARGEST:,} bytes", f"{file.stat().st_size:,}"
    return file.read_bytes()

"""The site's languages: their tags, the addresses of their pages, and the words a reader sees, by key.

Every page exists in both languages at the same path: Chinese at the root, English under ``en/``.
"""

from collections import namedtuple
from collections.abc import Callable

LANGUAGES = ("zh", "en")
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
LOCALES = {"zh": "zh_CN", "en": "en_GB"}
OTHER = {"zh": "en", "en": "zh"}
ROOTS = {"zh": "", "en": "en/"}
"""The folder of each language's pages and files in the site."""

type Translate = Callable[..., str]
"""``t("home.lead")``, or ``t("home.count", n=2)`` for words containing ``{n}``; raises KeyError for unknown keys."""


def address(language: str, path: str) -> str:
    """The address in the site of a language's page or file at ``path``."""
    return ROOTS[language] + path


def language_of(place: str) -> str:
    """The language of the page or file at an address."""
    return "en" if place.startswith(ROOTS["en"]) else "zh"


def path_of(place: str) -> str:
    """An address without its language: the same for a page and its translation."""
    return place.removeprefix(ROOTS[language_of(place)])


class Words(namedtuple("Words", "entries")):
    """All words: ``entries`` by key, then language."""

    __slots__ = ()

    def of(self, language: str) -> Translate:
        """The function that looks up one language's words."""

        def translate(key: str, **values: object) -> str:
            text: str = self.entries[key][language]
            return text.format(**values) if values else text

        return translate

    def under(self, prefix: str, language: str) -> dict[str, str]:
        """One language's words under ``prefix`` and a dot, by the rest of the key."""
        start = prefix + "."
        found = self.entries.items()
        return {key.removeprefix(start): text[language] for key, text in found if key.startswith(start)}

    def and_of(self, entries: dict[str, dict[str, str]]) -> "Words":
        """These words and further entries."""
        return Words({**self.entries, **entries})

    def beginning_with(self, *names: str) -> dict[str, dict[str, str]]:
        """The entries under one of ``names`` and a dot, in all languages."""
        return {key: text for key, text in self.entries.items() if key.partition(".")[0] in names}


def capital(text: str) -> str:
    """``text`` with its first letter in upper case."""
    return text[:1].upper() + text[1:]

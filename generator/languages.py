"""The site's languages: their tags, where their pages are, and the words that a reader sees, found by key.

Every page exists in both languages at the same path, Chinese at the top and English under ``en/``.
"""

from collections import namedtuple
from collections.abc import Callable

LANGUAGES = ("zh", "en")
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
OTHER = {"zh": "en", "en": "zh"}
ROOTS = {"zh": "", "en": "en/"}
"""Where in the site the pages and files of each language are."""

type Translate = Callable[..., str]
"""``t("home.lead")``, or ``t("home.count", n=2)`` for words with ``{n}`` in them; KeyError for unknown words."""


def address(language: str, path: str) -> str:
    """Where in the site the page or file at ``path`` of a language is."""
    return ROOTS[language] + path


def language_of(place: str) -> str:
    """The language of the page or file at an address."""
    return "en" if place.startswith(ROOTS["en"]) else "zh"


def path_of(place: str) -> str:
    """An address without its language: what a page has in common with its twin."""
    return place.removeprefix(ROOTS[language_of(place)])


class Words(namedtuple("Words", "entries")):
    """All words: ``entries`` by key, each by language."""

    __slots__ = ()

    def of(self, language: str) -> Translate:
        """The function that gives the words of one language."""

        def translate(key: str, **values: object) -> str:
            text: str = self.entries[key][language]
            return text.format(**values) if values else text

        return translate

    def under(self, prefix: str, language: str) -> dict[str, str]:
        """The words of one language whose keys begin with ``prefix`` and a dot, by the rest of their keys."""
        start = prefix + "."
        found = self.entries.items()
        return {key.removeprefix(start): text[language] for key, text in found if key.startswith(start)}

    def beginning_with(self, *names: str) -> dict[str, dict[str, str]]:
        """The entries whose keys begin with one of ``names`` and a dot, in all languages."""
        return {key: text for key, text in self.entries.items() if key.partition(".")[0] in names}


def capital(said: str) -> str:
    """The same, as a sentence begins."""
    return said[:1].upper() + said[1:]

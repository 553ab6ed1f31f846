"""The words that a reader sees, found by key: what the generator loads and the browser is given."""

from collections import namedtuple
from collections.abc import Callable

LANGUAGES = ("zh", "en")
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}

type Translate = Callable[..., str]
"""``t("home.lead")``, or ``t("home.count", n=2)`` for words with ``{n}`` in them; KeyError for unknown words."""


class Words(namedtuple("Words", "entries")):
    """All words: ``entries`` by key, each by language."""

    __slots__ = ()

    def of(self, language: str) -> Translate:
        """The function that gives the words of one language."""

        def translate(key: str, **values: object) -> str:
            text = self.entries[key][language]
            return text.format(**values) if values else text

        return translate

    def under(self, prefix: str, language: str) -> dict[str, str]:
        """The words of one language whose keys begin with ``prefix`` and a dot, by the rest of their keys."""
        start = prefix + "."
        found = self.entries.items()
        return {key.removeprefix(start): text[language] for key, text in found if key.startswith(start)}

    def of_files(self, *names: str) -> dict[str, dict[str, str]]:
        """The entries of the named files."""
        return {key: text for key, text in self.entries.items() if key.partition(".")[0] in names}

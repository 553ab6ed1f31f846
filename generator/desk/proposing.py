"""What a form proposes for what is open: a person looks at it and saves it, or puts it right."""

import re
from collections.abc import Mapping
from functools import cached_property

from generator.importing.finding.statements import TODO
from generator.importing.notes import READ_NOW
from generator.register.known import Known
from generator.register.places import Plain, parsed
from generator.register.problems import BadInput
from generator.translating.texts import texts_of

EARLIER = re.compile(r"(?<=[(; ])(\w+): (\[[^\]]*\]|[\w.-]+)(?=[;)])")
"""What the importer says that an entry of the earlier notice stated: ``(months: 12; title: technician)``."""


class Proposing:
    """Proposals for one notice, whose file has ``plain``, from its own words and from what its register knows."""

    def __init__(self, plain: Plain, known: Known) -> None:
        self.plain, self.known = plain, known

    def entry(self, entry: Mapping[str, Plain], note: str, zh: str) -> dict[str, Plain]:
        """The entry with proposals for what is open: what the new words read, else what the earlier notice had.

        A number of the earlier notice is none: it may be just what has changed. The quote is the whole clause, if not
        read; the round is the one that the clause names.
        """
        before = {name: value for name, value in EARLIER.findall(note) if not value.isdecimal()}
        proposals: dict[str, Plain] = {
            name: [*re.findall(r"[\w.-]+", value)] if value[0] == "[" else value for name, value in before.items()
        }
        proposals |= {"quote": zh.rstrip("。；;")} | _read_now(note)
        named = [round_id for words, round_id in self._rounds.items() if words and words in zh]
        if len(named) == 1:
            proposals["round"] = named[0]
        return self._filled(entry, proposals)

    def _filled(self, entry: Mapping[str, Plain], proposals: Mapping[str, Plain]) -> dict[str, Plain]:
        filled: dict[str, Plain] = {}
        for name, value in entry.items():
            proposed = proposals.get(name)
            if isinstance(value, dict):
                filled[name] = self._filled(value, proposed if isinstance(proposed, dict) else {})
            elif value == TODO:
                known = self._english.get(str(entry.get("zh"))) if name == "en" else None
                filled[name] = proposed or known or TODO
            else:
                filled[name] = value
        return filled

    @cached_property
    def _rounds(self) -> dict[str, str]:
        """The rounds by what the notice calls them."""
        named = self.plain.get("rounds") if isinstance(self.plain, dict) else None
        entries = [each for each in (named if isinstance(named, list) else ()) if isinstance(each, dict)]
        return {str(each.get("zh", "")): str(each.get("id", "")) for each in entries}

    @cached_property
    def _english(self) -> dict[str, str]:
        """The English of what stands in just this Chinese elsewhere: in this notice, else in another."""
        own = {text.zh: text.en for text in texts_of(self.plain) if not text.open}
        return self.known.english | own


def _read_now(note: str) -> dict[str, Plain]:
    """What the importer says that the new words state."""
    _, _, stated = note.partition(f"{READ_NOW} ")
    try:
        read, _ = parsed(stated, "a note")
    except BadInput:
        return {}
    return read if isinstance(read, dict) else {}

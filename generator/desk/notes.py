"""What the importer says in a draft beside what is open, in the words of whoever decides it at the desk."""

import re
from functools import cached_property

from generator.languages import Translate
from generator.words.problems import phrase_pattern

COMMENTS = {
    "gone_read": "no longer in these words: {words} ({before}); the new words read {now}",
    "gone_before": "no longer in these words: {words} ({before})",
    "gone": "no longer in these words: {words}",
    "english_left": "suggested English, {alike} like {origin}, still to change in it {left}",
    "english": "suggested English, {alike} like {origin}",
    "terms_left": "suggested English, terms alone, still to change in it {left}",
    "terms": "suggested English, terms alone",
    "one_of": "one of the conditions below is enough",
    "access": "the series whose occupation has a requirement of access, as these words name them",
    "lower": "one level lower: what does each of these count as?",
    "yearly": "in a year, or altogether? The words do not say 每年",
    "of_age": "under {age}, or under {more} where whoever is {age} may still apply",
    "window": "“{words}”, {days}: a window only if applications are taken then",
    "which_year": "“{words}”: of which year? Neither the document's title nor its opening says",
    "round": "{words}: the round that the notice's rounds name so",
    "of_some_perhaps": "asked of some only ({who}): the answers that say so, perhaps {likely}",
    "of_some": "asked of some only ({who}): the answers that say so",
    "found_new": "found in the new words",
    "joined": "a line broken inside a sentence was put together",
    "missing": "no ordinal {missing} stands before {label}",
    "twice": "the ordinal {label} is printed twice here, so that it cannot be the id",
    "no_parameter": "the kind has no {name}: {value}",
    "no_kind": "no kind for this ({named}) in kinds/ yet",
    "no_fact": "no fact {name} in facts.yaml yet",
    "higher": "以上 may include higher education",
    "others": "等 may include education that is not named",
    "which_title": "{words}: technician, assistant or both",
    "summed": "{first} and then {second} months",
    "of_all": "of this education alone, or of all?",
    "title_above": "the title stands above: {heading}",
    "education_above": "its education stands in the merged cell above",
    "excluded": "which series do these words exclude, and for which titles?",
    "link_form": "the link {link} is not of the form https://…",
    "link_bare": "printed without https:// or http://: try which it has",
    "link_here": "the link {link} stands here without https://",
    "announced_by": "announced by whom? The words before it name {who}: the topic of that announcement",
    "announced": "announced by whom? No word before it says so",
    "whole_yuan": "{amount}: fees are counted in whole yuan",
    "fee": "{amount} stands here; a fee only if applicants pay it",
}
"""The importer's comments by the name of their words, with names in braces for what it quotes there."""


class Notes:
    """The importer's comments in one language."""

    def __init__(self, t: Translate) -> None:
        self.t = t

    def worded(self, comments: tuple[str, ...]) -> str:
        """Comment lines in words; what a person has written there stays as it is."""
        return " ".join(map(self._line, filter(None, comments)))

    def _line(self, comment: str) -> str:
        for name, pattern in self._known:
            if found := pattern.fullmatch(comment):
                return self.t(f"desk.drafting.{name}", **found.groupdict())
        return comment

    @cached_property
    def _known(self) -> list[tuple[str, re.Pattern[str]]]:
        """The longer, the sooner."""
        longest_first = sorted(COMMENTS.items(), key=lambda each: -len(each[1]))
        return [(name, phrase_pattern(said)) for name, said in longest_first]

"""What the importer says beside what is open: every note by its name, with names in braces for what it quotes there.

A draft has the English, for whoever edits the file; the desk words it in its reader's language, by the same names.
"""

from typing import Literal, NewType

Note = NewType("Note", str)
"""A note as a draft has it; only the functions below make one, so that each has a name."""
NONE = Note("")
READ_NOW = "the new words read"
"""What stands in a note before what the new words state, in brackets."""
NOTES = {
    # Paragraphs and ordinals
    "joined": "a line broken inside a sentence was put together",
    "missing": "no ordinal {missing} stands before {label}",
    "twice": "the ordinal {label} is printed twice here, so that it cannot be the id",
    "inside": "the ordinal {label} stands inside these words: does a clause begin there?",
    "cut": "the words above end in mid-sentence: do these go on with them?",
    "too_long": "more than {count} characters in one paragraph: nothing was looked for in it",
    # Days
    "window": "“{words}”, {days}: a window only if applications are taken then",
    "review": "“{words}”, {days}: when employers act; no window of applicants",
    "day_of_cutoff": "“{words}”, {day}: the cut-off, once its year is certain",
    "last_day": "“{words}”, {day}: a last day of application, of something else, or no fact",
    "day": "“{words}”, {day}: which fact, or none?",
    "which_year": "“{words}”: of which year? Neither the document's title nor its opening says",
    "round": "{words}: the round that the notice's rounds name so",
    # Contacts, announcements and fees
    "link_form": "the link {link} is not of the form https://…",
    "link_bare": "printed without https:// or http://: try which it has",
    "link_here": "the link {link} stands here without https://",
    "announced_by": "announced by whom? The words before it name {who}: the topic of that announcement",
    "announced": "announced by whom? No word before it says so",
    "whole_yuan": "{amount}: fees are counted in whole yuan",
    "fee": "{amount} stands here; a fee only if applicants pay it",
    # Materials
    "of_some_perhaps": "asked of some only ({who}): the answers that say so, perhaps {likely}",
    "of_some": "asked of some only ({who}): the answers that say so",
    # Conditions
    "one_of": "one of the conditions below is enough: each with the same mark under either",
    "access": "the series whose occupation has a requirement of access, as these words name them",
    "which_counts": "which counts as which: {of} and {counts}",
    "lower": "one level lower: what does each of these count as?",
    "yearly": "in a year, or altogether? The words do not say 每年",
    "of_age": "under {age}, or under {more} where whoever is {age} may still apply",
    "higher": "以上 may include higher education",
    "others": "等 may include education that is not named",
    "which_title": "{words}: technician, assistant or both",
    "title_above": "the title stands above: {heading}",
    "education_above": "its education stands in the merged cell above",
    "summed": "{first} and then {second} months",
    "of_all": "of this education alone, or of all?",
    "beside": "beside those: {others}",
    "excluded": "which series do these words exclude, and for which titles?",
    "which_time": "“{words}”: which of these times is asked of this education?",
    "since_title": "“{words}”: does the time count from {title}?",
    "respectively": "“{words}”: which education opens which title?",
    # What its own sentence makes uncertain
    "former": "“{words}”: what stood before, or what holds now?",
    "not_taken": "“{words}”: a window only if applications are taken then",
    "others_act": "“{words}”: a window only if applicants, and not offices, act then",
    "of_some_fee": "“{words}”: a fee only if every applicant pays it",
    "kept": "“{words}”: handed in by the applicant, or kept or given back by an office?",
    "place": "“{words}”: which of these words are the address?",
    "limited": "“{words}”: for some only; does it hold for applicants of today?",
    "exception": "“{words}”: the time for everyone, or an exception for some?",
    "another_matter": "“{words}”: of the application, or of something else as a training or an objection?",
    # What nothing rests on
    "number_left": "“{words}”: a telephone, or another number?",
    "place_left": "“{words}”: an address, or none?",
    "level_left": "“{words}”: which education opens which title here, and after what time?",
    "time_left": "“{words}”: for whom is the time another?",
    "assessment_left": "“{words}”: a condition, or only mentioned?",
    "paper_left": "“{words}”: a paper that applicants hand in, or none?",
    # What the register cannot say
    "no_parameter": "the kind has no {name}: {value}",
    "no_kind": "no kind for this ({named}) in kinds/ yet",
    "no_fact": "no fact {name} in facts.yaml yet",
    "no_value": "{question} has no value {values}",
    # An earlier notice
    "unchanged": "unchanged from {origin}",
    "similar": "suggested from {origin}, {alike}",
    "gone_read": f"no longer in these words: {{words}} ({{before}}); {READ_NOW} {{now}}",
    "gone_now": f"no longer in these words: {{words}}; {READ_NOW} {{now}}",
    "gone_before": "no longer in these words: {words} ({before})",
    "gone": "no longer in these words: {words}",
    "found_new": "found in the new words",
}
"""The English of each note."""
type Name = Literal[*NOTES]  # type: ignore[valid-type]
BETWEEN = "; "


def note(name: Name, /, **values: object) -> Note:
    """The note of that name, with what it quotes."""
    return Note(NOTES[name].format(**values))


def notes_of(*notes: Note) -> Note:
    """Several notes on one line; those that say nothing are left out."""
    return Note(BETWEEN.join(filter(None, notes)))

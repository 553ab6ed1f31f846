"""What the desk's pages show of a notice: the document as received, what was understood of it, and what is open."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.desk.dropped import DroppedView, DroppedViews, kind_of
from generator.desk.forms import Choice, Field, Forms
from generator.desk.notes import Notes
from generator.desk.proposing import Proposing
from generator.desk.saying import GROUPS, Fault, Said, Saying
from generator.desk.shelf import HEAD, Filed, Placed
from generator.desk.source import Source
from generator.importing.finding.statements import TODO
from generator.register.earlier import Asked
from generator.register.known import Known
from generator.register.places import Place, Plain
from generator.register.terms import is_word
from generator.register.vocabularies import Vocabularies
from generator.words.problems import Phrases

NEW: dict[str, Plain] = {"quote": TODO, "round": TODO}
"""What is open in a new entry and may be known."""
OF_HEAD = ("title", "addressees", "issuer", "issued")
"""The fields before the clauses."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a clause's text; ``understood``: an entry rests on it."""

    text: str
    understood: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry of one of a clause's lists."""

    group: str
    index: int
    said: Said
    faults: tuple[Fault, ...]
    tag: str
    form: tuple[Field, ...] = ()
    note: str = ""
    """What the importer says of it."""

    @property
    def above(self) -> tuple[Fault, ...]:
        """The problems that stand at no field of the form."""
        named = set(_names(self.form))
        return tuple(fault for fault in self.faults if fault.field not in named)


@dataclass(frozen=True, slots=True)
class SuggestionView:
    number: int
    group: str
    said: Said
    note: str


@dataclass(frozen=True, slots=True)
class TermView:
    """A glossary's term in the Chinese, and whether the English has it."""

    zh: str
    en: str
    used: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """The head or a clause in the list of all; ``left``: something is left to do in it."""

    id: str
    label: str
    pieces: tuple[Piece, ...]
    heading: bool
    english: str
    entries: tuple[EntryView, ...]
    informative: str
    suggestions: tuple[SuggestionView, ...]
    faults: tuple[Fault, ...]
    left: bool


@dataclass(frozen=True, slots=True)
class ClauseView:
    """All of one clause, for its own page."""

    part: PartView
    topics: tuple[Choice, ...]
    likely_topics: tuple[Choice, ...]
    """Where a topic is open: what it may be."""
    other_topics: tuple[Choice, ...]
    en: Field
    hint: str
    """English that the importer suggests, from the notice that the document leans on."""
    terms: tuple[TermView, ...]
    informs: Field
    table: Field | None
    undecided: bool
    """Whether it is open what the clause states."""
    note: str
    """What the importer says of the clause."""
    settled_topics: bool
    """Whether no topic is open."""


class Views:
    """The views of one notice in one language."""

    def __init__(
        self,
        notice: Filed,
        source: Source,
        shared: Vocabularies,
        forms: Forms,
        phrases: Phrases,
        before: Mapping[str, Asked],
        known: Known,
    ) -> None:
        self.notice, self.source, self.shared, self.forms = notice, source, shared, forms
        self.before = before
        """The conditions of the round before, by kind."""
        self.phrases, self.t, self.language = phrases, phrases.t, phrases.language
        self.saying = Saying(shared, notice.jurisdiction, self.t, self.language)
        self.notes = Notes(self.t, {place.id: place.of(self.language) for place in shared.places.values()})
        self.known, self.proposing = known, Proposing(source.plain, known)
        self._placed: dict[Place, list[Placed]] = {}
        for each in notice.placed:
            self._placed.setdefault(each.place[:2], []).append(each)
        self._terms = sorted(shared.glossary, key=lambda term: -len(term.zh))

    def parts(self) -> list[PartView]:
        """Every clause, in the order of the document."""
        return [self.part(clause_id) for clause_id in self.source.clauses]

    def head(self) -> tuple[tuple[Field, tuple[Fault, ...]], ...]:
        """The fields before the clauses, with the English that is suggested for what has none yet."""
        return tuple((self._of_head(name), tuple(self._faults_of_field(name))) for name in OF_HEAD)

    def _of_head(self, name: str) -> Field:
        field = self.forms.text(name, self.source.at((name,)))
        if self.source.at((name, "en")) != TODO:
            return field
        hint, suggested = self._suggested((name, "en"))
        # The importer's words, after those of the register's own.
        said = f"{self.t('desk.english_hint')} {hint}"
        inner = (
            replace(each, value=suggested, hint=said) if suggested and each.key == "en" else each
            for each in field.inner
        )
        return replace(field, inner=tuple(inner))

    def rounds(self) -> tuple[tuple[Field, ...], ...]:
        """The fields of the rounds that the notice names."""
        return self.forms.round_fields(self.source.at(("rounds",)))

    def loose(self) -> tuple[Fault, ...]:
        """Problems of the file as a whole."""
        placed = [each for each in self.notice.at(HEAD) if not each.place or each.place[0] not in OF_HEAD]
        return tuple(self._fault(each, "") for each in placed if not kind_of(each))

    def dropped(self) -> tuple[DroppedView, ...]:
        """The conditions of the round before that are asked no more."""
        return DroppedViews(self.notice, self.source, self.before, self.forms, self.phrases).all()

    def part(self, clause_id: str, editing: str = "") -> PartView:
        """A clause; ``editing`` names the entry whose form is open, ``facts.0``."""
        at = self.source.clauses[clause_id]
        clause = self._clause(at)
        entries = tuple(self._entries(at, clause, editing))
        why = clause.get("informative")
        return PartView(
            id=clause_id,
            label=_text(clause.get("label")),
            pieces=tuple(_pieces(_text(clause.get("zh")), [entry.said.quote for entry in entries])),
            heading=clause.get("informative") is not None and len(_text(clause.get("zh"))) < 30,
            english=_text(clause.get("en")),
            entries=entries,
            informative=_text(why.get(self.language)) if isinstance(why, dict) else "",
            suggestions=tuple(self._suggestions(at)),
            faults=tuple(self._rest(at, clause)),
            left=clause_id in self.notice.left,
        )

    def chinese(self, clause_id: str) -> str:
        """The words of a clause as received."""
        return _text(self._clause(self.source.clauses[clause_id]).get("zh"))

    def clause(self, clause_id: str, editing: str) -> ClauseView:
        """All of one clause."""
        at = self.source.clauses[clause_id]
        clause = self._clause(at)
        chosen = [topic for topic in _listed(clause.get("topics")) if topic != TODO]
        hint, suggested = self._suggested((*at, "en"))
        topics = sorted(self.shared.topics, key=lambda topic: topic.order)
        likely = self.known.topics(_text(clause.get("zh"))) if TODO in _listed(clause.get("topics")) else []
        return ClauseView(
            part=self.part(clause_id, editing),
            topics=tuple(Choice(topic, self.saying.topic(topic)) for topic in chosen),
            likely_topics=tuple(Choice(topic, self.saying.topic(topic)) for topic in likely if topic not in chosen),
            other_topics=tuple(Choice(t.id, t.of(self.language)) for t in topics if t.id not in (*chosen, *likely)),
            en=replace(self.forms.words("en", clause), value=_text(clause.get("en")) or suggested),
            hint=hint,
            terms=tuple(self._used_terms(_text(clause.get("zh")), _text(clause.get("en")) or suggested)),
            informs=self.forms.words("informative", clause),
            table=self.forms.words("table", clause) if "table" in clause else None,
            undecided=clause.get("requirements") == TODO,
            note=self.notes.worded(self.source.comments_above(at)),
            settled_topics=TODO not in _listed(clause.get("topics")),
        )

    def new_entry(self, clause_id: str, group: str, tag: str) -> tuple[Field, ...]:
        """The form of a new entry."""
        clause = self._clause(self.source.clauses[clause_id])
        return self.forms.entry(group, tag, clause, self.proposing.entry(NEW, "", _text(clause.get("zh"))))

    # Entries

    def _entries(self, at: Place, clause: Mapping[str, Plain], editing: str) -> Iterator[EntryView]:
        for group in GROUPS:
            listed = clause.get(group)
            for index, entry in enumerate(listed if isinstance(listed, list) else ()):
                if isinstance(entry, dict):
                    faults = tuple(self._faults_below((*at, group, index)))
                    tag = _text(entry.get("kind" if group == "requirements" else "fact"))
                    comments = self.source.comments_above((*at, group, index))
                    form = (
                        self.forms.entry(
                            group,
                            tag,
                            clause,
                            self.proposing.entry(entry, " ".join(comments), _text(clause.get("zh"))),
                        )
                        if editing == f"{group}.{index}" or any(fault.question for fault in faults)
                        else ()
                    )
                    note = self.notes.worded(comments)
                    yield EntryView(group, index, self.saying.entry(group, entry), faults, tag, form, note)

    def _suggestions(self, at: Place) -> Iterator[SuggestionView]:
        for number, each in enumerate(self.source.suggestions(at)):
            said = self.saying.entry(each.group, each.fields)
            yield SuggestionView(number, each.group, said, self.notes.worded((each.note,)))

    def _rest(self, at: Place, clause: Mapping[str, Plain]) -> Iterator[Fault]:
        """The problems of a clause that are of none of its entries."""
        for each in self._placed.get(at[:2], ()):
            inner = each.place[2:]
            if not (len(inner) > 1 and inner[0] in GROUPS):
                yield self._fault(each, ".".join(map(str, inner[:1])))

    def _faults_below(self, place: Place) -> Iterator[Fault]:
        for each in self.notice.placed:
            if each.place[: len(place)] == place:
                yield self._fault(each, ".".join(part for part in each.place[len(place) :] if isinstance(part, str)))

    def _suggested(self, place: Place) -> tuple[str, str]:
        """Where the English suggested above a field comes from, in words, and the English."""
        source, _, english = " ".join(self.source.comments_above(place)).partition(": ")
        return (self.notes.worded((source,)), english) if english else ("", "")

    def _faults_of_field(self, name: str) -> Iterator[Fault]:
        """The problems of a field of the head, each with the name that it has in the form."""
        for fault in self._faults_below((name,)):
            yield replace(fault, field=f"{name}.{fault.field}" if fault.field else name)

    def _fault(self, placed: Placed, field: str) -> Fault:
        problem = placed.problem
        name = next((part for part in reversed(placed.place) if isinstance(part, str)), "")
        if placed.is_question:
            return Fault(field, self.t("desk.open", field=self._name_of(placed.place, name)), True, False)
        expected, found = self.phrases.expected(problem), self.phrases.found(problem)
        words = self.t("desk.fault", expected=expected, found=found)
        return Fault(field, words, False, problem.level == "warning")

    def _name_of(self, place: Place, name: str) -> str:
        kind = self.source.at((*place[:4], "kind")) if place[2:3] == ("requirements",) else None
        return self.forms.name_of(_text(kind), name)

    # English

    def _used_terms(self, zh: str, en: str) -> Iterator[TermView]:
        """The glossary's terms in the Chinese; where one contains another, the longer counts."""
        rest, english = zh, en.casefold()
        for term in self._terms:
            if term.zh in rest and is_word(term.zh, rest):
                rest = rest.replace(term.zh, "\0")
                yield TermView(term.zh, term.en[0], any(words.casefold() in english for words in term.en))

    def _clause(self, at: Place) -> dict[str, Plain]:
        clause = self.source.at(at)
        return clause if isinstance(clause, dict) else {}


def _pieces(zh: str, quotes: list[str]) -> Iterator[Piece]:
    """The text in pieces, by whether an entry rests on them."""
    marked = [False] * len(zh)
    for quote in filter(None, quotes):
        for found in re.finditer(re.escape(quote), zh):
            marked[found.start() : found.end()] = [True] * len(quote)
    start = 0
    for at in range(1, len(zh) + 1):
        if at == len(zh) or marked[at] != marked[start]:
            yield Piece(zh[start:at], marked[start])
            start = at


def _names(fields: tuple[Field, ...]) -> Iterator[str]:
    """The names of all fields that a person fills in."""
    for field in fields:
        if field.control != "said":
            yield field.name
            yield from _names(field.inner)


def _text(value: Plain | None) -> str:
    return value if isinstance(value, str) and value != TODO else ""


def _listed(value: Plain | None) -> list[str]:
    return [str(member) for member in value] if isinstance(value, list) else []

"""Takes from an earlier notice what it settled: carries it over for unchanged words, suggests it for similar ones."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial

from generator.importing.draft import GROUPS, Draft, DraftClause, Words
from generator.importing.finding.statements import TODO, Found, Plain, Statement
from generator.importing.notes import Note, note, notes_of
from generator.languages import LANGUAGES
from generator.register.scalars import flow
from generator.register.values import canonical

NEAR = 0.45
OWN = frozenset(("id", "label", "zh", "en", "translated_from", "topics", "corrections", "informative", *GROUPS))
NAMES = frozenset(("kind", "fact", "topic"))
"""The fields that say what kind of statement it is, not what it states."""
QUOTES = frozenset(("quote", "words", "own_conditions_words"))
WRITTEN = frozenset(("cutoff", "window", "phone", "url", "address", "announcement_days"))
"""Facts whose value is read again from the new words: the same words may mean another year."""
DASH = re.compile("[‐-―−-]")
FIGURE = re.compile(r"\d+(?:[./:-]\d+)*|[〇一二两三四五六七八九十百]+(?=[个份年月日天周门岁分元学])")
"""A number, as clauses and what is said about them write it: 5个工作日, 三份."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier notice as its file has it, every scalar as text."""

    id: str
    head: dict[str, Plain]
    clauses: tuple[dict[str, Plain], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier clause and its similarity, 0 to 1; 1 where only the written form differs."""

    clause: dict[str, Plain]
    similarity: float


type Read = Callable[[int, str], Found]
"""What some words would state in the place of the clause of that number."""


def suggested(draft: Draft, found: list[Found], earlier: Earlier, read: Read) -> Draft:
    """``draft`` with what ``earlier`` settled; ``found``: what each clause certainly states.

    ``read`` reads the earlier words in the same place: where it reads in them what a person has settled, its reading of
    the new words stands beside what is open.
    """
    matches = _matches(draft.clauses, earlier)
    issuer = earlier.head.get("issuer")
    before = str(issuer.get("zh", "")) if isinstance(issuer, dict) else ""
    own = draft.issuer is not None and canonical(draft.issuer.zh) == canonical(before)
    clauses = [
        _carried(clause, matches[n], found[n], earlier.id, _readings(matches[n], found[n], partial(read, n)), own)
        if n in matches
        else clause
        for n, clause in enumerate(draft.clauses)
    ]
    return replace(
        draft,
        title=_words(draft.title, earlier, "title"),
        addressees=_words(draft.addressees, earlier, "addressees"),
        issuer=_words(draft.issuer, earlier, "issuer"),
        clauses=tuple(clauses),
    )


def _words(words: Words | None, earlier: Earlier, name: str) -> Words | None:
    before = earlier.head.get(name)
    if words is None or not isinstance(before, dict):
        return words
    same = canonical(words.zh) == canonical(str(before.get("zh", "")))
    return Words(words.zh, str(before.get("en", TODO))) if same else words


# Which clause was which


def _matches(clauses: tuple[DraftClause, ...], earlier: Earlier) -> dict[int, Match]:
    """The earlier clause behind each clause, by index; each is used once, same words first, then the most similar."""
    left = dict(enumerate(earlier.clauses))
    matches: dict[int, Match] = {}
    texts = {n: canonical(str(clause["zh"])) for n, clause in left.items()}
    for n, clause in enumerate(clauses):
        same = [m for m in left if texts[m] == canonical(clause.zh)]
        if same:
            best = min(same, key=lambda m: left[m]["id"] != clause.id)
            matches[n] = Match(left.pop(best), 1.0)
    pairs = {n: _pairs(canonical(clause.zh)) for n, clause in enumerate(clauses) if n not in matches}
    before = {m: _pairs(texts[m]) for m in left}
    ranked = sorted(
        (
            (-alike - 0.01 * (clauses[n].id == left[m]["id"]), n, m)
            for n in pairs
            for m in left
            if (alike := _alike(pairs[n], before[m])) >= NEAR and _same_rank(clauses[n], left[m])
        ),
    )
    for _, n, m in ranked:
        if n not in matches and m in left:
            matches[n] = Match(left.pop(m), min(_alike(pairs[n], before[m]), 0.99))
    return matches


def _same_rank(clause: DraftClause, before: dict[str, Plain]) -> bool:
    """Whether both are headings or neither is."""
    return (clause.informative is None) == ("informative" not in before)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of character pairs both texts have (Dice's coefficient)."""
    return 2 * len(a & b) / (len(a) + len(b))


# What is carried over


def _readings(match: Match, found: Found, read: Callable[[str], Found]) -> dict[int, Statement]:
    """What the new words say in place of an earlier requirement, by its number in the earlier clause.

    Only where the same reading finds in the earlier words, of the same kind, as many as were settled, and just those.
    """
    settled = match.clause.get("requirements")
    if match.similarity == 1.0 or not isinstance(settled, list):
        return {}
    known = [Statement("requirements", fields) for fields in settled if isinstance(fields, dict)]
    before, now = ([each for each in there.suggestions] for there in (read(str(match.clause["zh"])), found))
    readings: dict[int, Statement] = {}
    for kind in {_kind(each) for each in known}:
        numbers = [number for number, each in enumerate(known) if _kind(each) == kind]
        old, new = ([each for each in there if _kind(each) == kind] for there in (before, now))
        settled_so = [_stated(known[number]) for number in numbers] == [*map(_stated, old)]
        if settled_so and len(new) == len(old) and TODO not in str([_stated(each) for each in new]):
            readings |= dict(zip(numbers, new, strict=True))
    return readings


def _stated(statement: Statement) -> dict[str, str | list[str]]:
    """What a requirement states, without its topic and its quote, in whatever order."""
    fields = {key: value for key, value in statement.fields.items() if key not in ("topic", "quote")}
    return {key: sorted(map(str, v)) if isinstance(v, list) else str(v) for key, v in fields.items()}


def _carried(
    clause: DraftClause, match: Match, found: Found, notice: str, readings: dict[int, Statement], own: bool
) -> DraftClause:
    """The clause with what the earlier one settled; ``own``: both are of the same office."""
    before = match.clause
    origin = f"{before['id']} of {notice}"
    same = match.similarity == 1.0
    topics = before.get("topics")
    names = [str(topic) for topic in topics] if isinstance(topics, list) else [TODO]
    statements = [*_statements(before, clause.zh, (*found.statements, *found.offered), readings)]
    if not (same or own):
        statements = _without_shells(statements, found)
    if not same:
        statements = [_up_to_date(each, str(before["zh"]), clause.zh) for each in statements]
    new = [] if same else [*_new(found.statements, statements)]
    suggestions = () if same else (*_new(found.suggestions, statements),)
    offered = () if same else (*_new(found.offered, statements),)
    names += [topic for s in (*new, *offered) if (topic := s.topic) and topic not in names]
    read = {topic for s in suggestions if (topic := s.topic) and topic != TODO}
    if not own and read and not read & {*names}:
        # Another office's clause, on another matter.
        names = [TODO]
    suggestions = tuple(_with_topic(s, names) for s in suggestions)
    informative = before.get("informative")
    return replace(
        clause,
        en=str(before["en"]) if same else TODO,
        topics=tuple(names),
        statements=tuple([*statements, *new]),
        # What nothing rested on in these words, a person has seen before.
        notes=tuple(each for each in clause.notes if not (same and each in found.notes)),
        suggestions=suggestions,
        offered=tuple(_with_topic(s, names) for s in offered),
        informative=informative if not (new or suggestions or offered) else None,
        open=bool(suggestions) or not (statements or new or offered or informative),
        suggested=note("unchanged" if same else "similar", origin=origin, alike=f"{match.similarity:.2f}"),
        further=tuple((key, value) for key, value in before.items() if key not in OWN),
    )


def _with_topic(suggestion: Statement, topics: list[str]) -> Statement:
    """The suggestion with a topic only where its clause has several."""
    if len(topics) > 1:
        return suggestion
    fields = {key: value for key, value in suggestion.fields.items() if key != "topic"}
    return replace(suggestion, fields=fields)


def _without_shells(statements: list[Statement], found: Found) -> list[Statement]:
    """The statements without requirements of which nothing stands any more, where the new words are read themselves.

    What is read in another office's words is suggested as of any document: to confirm a condition in words is less than
    to fill in what is left of another. Of the same office's, what a person has settled counts for more.
    """
    requirements = [each for each in statements if each.group == "requirements"]
    if not found.suggestions or any(each.quote != TODO for each in requirements):
        return statements
    return [each for each in statements if each not in requirements]


def _up_to_date(statement: Statement, then: str, now: str) -> Statement:
    """``statement`` with a ``TODO`` for what a person said of the earlier words with a number that has left them.

    Beside it stand the same sentences with the number that took its place, if one did.
    """
    left = {*FIGURE.findall(then)} - {*FIGURE.findall(now)}
    instead = _replacing(then, now)
    fields, comments = dict(statement.fields), [statement.comment]
    for name, said in (("", fields), *((name, value) for name, value in fields.items() if isinstance(value, dict))):
        words = {language: str(said[language]) for language in LANGUAGES if language in said}
        gone = [figure for figure in dict.fromkeys(FIGURE.findall(words.get("zh", ""))) if figure in left]
        if not gone:
            continue
        renewed: dict[str, Plain] = {}
        if all(figure in instead and figure in FIGURE.findall(words.get("en", "")) for figure in gone):
            renewed = {language: _renewed(each, gone, instead) for language, each in words.items()}
        comments.append(_gone("; ".join(gone), words, {name: renewed} if name and renewed else renewed))
        opened = said | dict.fromkeys(words, TODO)
        fields = fields | ({name: opened} if name else opened)
    return replace(statement, fields=fields, comment=notes_of(*comments))


def _gone(gone: str, before: Mapping[str, str], now: dict[str, Plain]) -> Note:
    """That some words are no longer there, with what was said of them, and what is said with the new ones."""
    return (
        note("gone_now", words=gone, now=flow(now))
        if now
        else note("gone_before", words=gone, before="; ".join(before.values()))
    )


def _replacing(then: str, now: str) -> dict[str, str]:
    """Which number took the place of which, where as many stand there as before."""
    before, after = FIGURE.findall(then), FIGURE.findall(now)
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return {
        old: new
        for kind, first, last, start, end in changes
        if kind == "replace" and last - first == end - start
        for old, new in zip(before[first:last], after[start:end], strict=True)
    }


def _renewed(words: str, gone: list[str], instead: dict[str, str]) -> str:
    return FIGURE.sub(lambda found: instead[found[0]] if found[0] in gone else found[0], words)


def _statements(
    before: dict[str, Plain], zh: str, found: tuple[Statement, ...], readings: dict[int, Statement]
) -> Iterator[Statement]:
    for group in GROUPS:
        listed = before.get(group)
        entries = [fields for fields in listed if isinstance(fields, dict)] if isinstance(listed, list) else []
        for number, fields in enumerate(entries):
            reading = readings.get(number) if group == "requirements" else None
            yield _anchored(Statement(group, fields), zh, found, reading)


def _anchored(before: Statement, zh: str, found: tuple[Statement, ...], reading: Statement | None) -> Statement:
    """``before`` with its quotes as ``zh`` writes them; a ``TODO`` for what is no longer there."""
    missing: list[str] = []
    fields = _with_quotes(before.fields, zh, missing)
    twin = _twin(before, found, zh)
    if twin is not None and (missing or before.fields.get("fact") in WRITTEN):
        kept = {key: value for key, value in fields.items() if key not in ("value", "copies", "quote")}
        written = {key: twin.fields[key] for key in ("value", "copies", "quote") if key in twin.fields}
        if not missing:
            written["quote"] = fields["quote"]
        ordered = [key for key in before.fields if key in kept or key in written]
        return Statement(before.group, {key: (written | kept)[key] for key in ordered})
    if not missing:
        return Statement(before.group, fields)
    # Values whose quotes are gone must not pass for values of the new words.
    open_ = {key for key in fields if key not in NAMES and before.group in ("requirements", "facts")}
    read = "; ".join(f"{key}: {before.fields[key]}" for key in fields if key in open_ - QUOTES)
    now = {key: value for key, value in reading.fields.items() if key in open_} if reading else {}
    name = ("gone_read" if read else "gone_now") if now else "gone_before" if read else "gone"
    comment = note(name, words="; ".join(missing), before=read, now=flow(now))
    return Statement(before.group, {key: TODO if key in open_ else value for key, value in fields.items()}, comment)


def _with_quotes(fields: dict[str, Plain], zh: str, missing: list[str]) -> dict[str, Plain]:
    anchored: dict[str, Plain] = {}
    for key, value in fields.items():
        if isinstance(value, dict):
            anchored[key] = _with_quotes(value, zh, missing)
        elif key in QUOTES and isinstance(value, str):
            words = standing_in(value, zh)
            missing += [] if words else [value]
            anchored[key] = words or TODO
        else:
            anchored[key] = value
    return anchored


def standing_in(words: str, text: str) -> str | None:
    """The part of ``text`` that equals ``words`` in canonical form; None where there is none."""
    if words in text:
        return words
    kept = [(fold, index) for index, character in enumerate(text) for fold in _folded(character)]
    kept = [pair for n, pair in enumerate(kept) if not (n and pair[0] == kept[n - 1][0] == "-")]
    at = "".join(fold for fold, _ in kept).find(canonical(words))
    if at < 0 or not canonical(words):
        return None
    return text[kept[at][1] : kept[at + len(canonical(words)) - 1][1] + 1]


def _folded(character: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", character).split())
    return DASH.sub("-", folded)


def _twin(before: Statement, found: tuple[Statement, ...], zh: str) -> Statement | None:
    """The statement of the same kind in the new words; of several, the one with the same value, quote or topic."""
    same = [new for new in found if _kind(new) == _kind(before)]
    of_topic = [new for new in same if new.topic == before.topic] if before.fields.get("topic") else same
    quote = standing_in(before.quote, zh) or ""
    inside = [new for new in same if quote and (new.quote in quote or quote in new.quote)]
    valued = [new for new in same if new.fields.get("value") == before.fields.get("value") is not None]
    choice = valued or inside or of_topic
    return choice[0] if len(choice) == 1 or valued or inside else None


def _kind(statement: Statement) -> tuple[str, str]:
    fields = statement.fields
    return statement.group, str(fields.get("fact") or fields.get("key") or fields.get("kind") or "")


def _new(found: tuple[Statement, ...], carried: list[Statement]) -> Iterator[Statement]:
    """The statements found but not carried over."""
    for new in found:
        twins = [old for old in carried if _kind(old) == _kind(new)]
        carried_over = any(
            old.fields.get("value") == new.fields.get("value") if new.group == "facts" else True for old in twins
        )
        if not carried_over:
            yield Statement(new.group, dict(new.fields), new.comment or note("found_new"))

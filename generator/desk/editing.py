"""What each form of the desk does to a notice's file."""

import re
from collections.abc import Callable, Mapping

from starlette.datastructures import FormData

from generator.desk.dropped import DROPPED
from generator.desk.forms import TAGS, Forms, filled
from generator.desk.shelf import HEAD
from generator.desk.source import ChangeError, Source
from generator.importing.finding.statements import TODO
from generator.register.places import Place, Plain
from generator.register.scalars import flow
from generator.register.values import mark_of

type Edit = Callable[[Source, Place, FormData, Forms], Source]

MATERIAL = "material."
"""How the topic of an item to hand in begins."""


def edited(source: Source, part: str, sent: FormData, forms: Forms) -> Source:
    """The file with what a form of ``part`` says; raises ``ChangeError`` for a form that is none of the desk's."""
    do = str(sent.get("do", ""))
    if part == HEAD and do in HEAD_EDITS:
        return HEAD_EDITS[do](source, sent, forms)
    place = source.clauses.get(part)
    if place is None or do not in EDITS:
        raise ChangeError(do)
    return EDITS[do](source, place, sent, forms)


def mark_of_part(part: str) -> Callable[[Source], str]:
    """The mark of what the page of ``part`` shows; none where the file no longer has it."""

    def mark(source: Source) -> str:
        if part == HEAD:
            return source.head_mark
        return source.mark(source.clauses[part]) if part in source.clauses else ""

    return mark


def _head(source: Source, sent: FormData, forms: Forms) -> Source:
    for name in ("title", "addressees", "issuer", "issued"):
        field = forms.text(name, source.at((name,)))
        value = filled((field,), sent).get(name)
        if value is not None:
            source = _merged(source, (name,), source.at((name,)), value)
    rounds: list[Plain] = [
        named for fields in forms.round_fields(source.at(("rounds",))) if (named := filled(fields, sent))
    ]
    if rounds:
        return source.put(("rounds",), rounds)
    return source.drop(("rounds",)) if source.at(("rounds",)) else source


def _asked_no_more(source: Source, sent: FormData, forms: Forms) -> Source:
    """A condition of the round before is asked no more, and why."""
    kind = str(sent.get("tag", ""))
    why = filled(forms.reason({}), sent)
    if kind not in forms.shared.kind_of:
        raise ChangeError(kind)
    return _merged(source, (DROPPED, kind), source.at((DROPPED, kind)), why) if why else source


def _without_reason(source: Source, sent: FormData, forms: Forms) -> Source:
    listed, kind = source.at((DROPPED,)), str(sent.get("tag", ""))
    if not isinstance(listed, dict) or kind not in listed:
        return source
    return source.drop((DROPPED, kind) if len(listed) > 1 else (DROPPED,))


def _entry(source: Source, at: Place, sent: FormData, forms: Forms) -> Source:
    """A fact, a material, a condition or the like: a new one, or one that is there."""
    group, index = str(sent.get("group", "")), str(sent.get("index", ""))
    clause = _clause(source, at)
    tag = str(sent.get("tag", ""))
    try:
        entry = filled(forms.entry(group, tag, clause), sent)
    except KeyError:
        raise ChangeError(group) from None
    if group in TAGS:
        entry = {TAGS[group]: tag, **{name: value for name, value in entry.items() if name != TAGS[group]}}
    place: Place = (*at, group)
    before = source.at((*place, int(index))) if index.isdecimal() else None
    if before is None:
        source = source.add(place, entry)
    else:
        source = _merged(source, (*place, int(index)), before, entry)
        if TODO in str(before) and not source.open_places((*place, int(index))):
            # What the importer said of it is dealt with.
            source = source.uncommented((*place, int(index)))
    source = _with_topic(source, at, group, entry, forms)
    return _settled(source, at, sent, forms) if sent.get("settle") else source


def _with_topic(source: Source, at: Place, group: str, entry: Mapping[str, Plain], forms: Forms) -> Source:
    """A clause names the topics of what it states; an item to hand in has one of its own."""
    topic = f"{MATERIAL}{entry.get('key')}" if group == "materials" else str(entry.get("topic"))
    topics = _listed(source.at((*at, "topics")))
    known = any(each.id == topic for each in forms.shared.topics)
    if topic in topics or not known:
        return source
    return source.put((*at, "topics"), [*(each for each in topics if each != TODO), topic])


def _removed(source: Source, at: Place, sent: FormData, forms: Forms) -> Source:
    index = str(sent.get("index", ""))
    place: Place = (*at, str(sent.get("group", "")), *((int(index),) if index.isdecimal() else ()))
    return source.drop(place) if source.at(place) is not None else source


def _confirmed(source: Source, at: Place, sent: FormData, forms: Forms) -> Source:
    number, clause_id = _number(source, at, sent), _id(source, at)
    suggestions = source.suggestions(at)
    left = source.without(clause_id, number)
    suggested = suggestions[number]
    confirmed = left.add((*left.clauses[clause_id], suggested.group), suggested.fields)
    return _with_topic(confirmed, left.clauses[clause_id], suggested.group, suggested.fields, forms)


def _rejected(source: Source, at: Place, sent: FormData, forms: Forms) -> Source:
    return source.without(_id(source, at), _number(source, at, sent))


def _number(source: Source, at: Place, sent: FormData) -> int:
    """Which of a clause's suggestions a form is about; raises ``ChangeError`` where there is none such."""
    number = str(sent.get("number", "0"))
    if number not in map(str, range(len(source.suggestions(at)))):
        raise ChangeError(number)
    return int(number)


def _words(source: Source, at: Place, sent: FormData, forms: Forms) -> Source:
    """A clause's topics, and its English, which from now on is that of the Chinese as it stands."""
    clause = _clause(source, at)
    chosen: list[Plain] = [str(topic) for topic in dict.fromkeys(sent.getlist("topics")) if topic]
    source = source.put((*at, "topics"), chosen) if chosen else source
    written = filled((forms.words("en", clause),), sent).get("en")
    if written:
        source = source.put((*at, "en"), written).put((*at, "translated_from"), mark_of(str(clause.get("zh", ""))))
    return _settled(source, at, sent, forms) if sent.get("settle") else source


def _noted(source: Source, at: Place, sent: FormData, forms: Forms) -> Source:
    """What the importer said of the clause has been seen."""
    return source.uncommented(at)


def _informs(source: Source, at: Place, sent: FormData, forms: Forms) -> Source:
    """A clause that states nothing, and why."""
    why = filled(forms.words("informative", _clause(source, at)).inner, sent)
    source = source.put((*at, "informative"), why) if why else source
    return _settled(source, at, sent, forms)


def _table(source: Source, at: Place, sent: FormData, forms: Forms) -> Source:
    field = forms.words("table", _clause(source, at))
    value = filled((field,), sent).get("table")
    return _merged(source, (*at, "table"), source.at((*at, "table")), value) if value is not None else source


def _settled(source: Source, at: Place, sent: FormData, forms: Forms) -> Source:
    """The clause states no more than what is there."""
    return source.drop((*at, "requirements")) if source.at((*at, "requirements")) == TODO else source


def new_topic(text: str, sent: FormData, forms: Forms) -> tuple[str, str]:
    """A topic that the register does not have yet: its id, made of its English name, and the topics' file with it.

    Raises ``ChangeError`` where a name is missing, or the topic is there.
    """
    zh, en = (" ".join(str(sent.get(f"topic.{language}", "")).split()) for language in ("zh", "en"))
    words = re.sub(r"[^a-z0-9]+", "_", en.lower()).strip("_")
    topic = f"{MATERIAL if sent.get('topic.material') else ''}{words}"
    if not zh or not words or any(each.id == topic for each in forms.shared.topics):
        raise ChangeError(topic)
    order = max((each.order for each in forms.shared.topics), default=0) + 10
    entry: dict[str, Plain] = {"id": topic, "order": str(order), "zh": zh, "en": en}
    return topic, f"{text.rstrip()}\n- {flow(entry)}\n"


def with_new_topic(source: Source, part: str, topic: str) -> Source:
    """The file with ``topic`` among a clause's."""
    place: Place = (*source.clauses[part], "topics")
    return source.put(place, [*(each for each in _listed(source.at(place)) if each != TODO), topic])


HEAD_EDITS: dict[str, Callable[[Source, FormData, Forms], Source]] = {
    "head": _head,
    "entry": _asked_no_more,
    "drop": _without_reason,
}
EDITS: dict[str, Edit] = {
    "entry": _entry,
    "drop": _removed,
    "confirm": _confirmed,
    "reject": _rejected,
    "words": _words,
    "noted": _noted,
    "informs": _informs,
    "table": _table,
    "settled": _settled,
}


def _merged(source: Source, place: Place, before: Plain | None, value: Plain) -> Source:
    """``value`` at ``place``; of a mapping that was there only what differs is written."""
    if not isinstance(before, dict) or not isinstance(value, dict):
        return source.put(place, value)
    for name in before:
        if name not in value:
            source = source.drop((*place, name))
    for name, inner in value.items():
        if before.get(name) != inner:
            source = source.put((*place, name), inner)
    return source


def _clause(source: Source, at: Place) -> dict[str, Plain]:
    clause = source.at(at)
    return clause if isinstance(clause, dict) else {}


def _id(source: Source, at: Place) -> str:
    return str(source.at((*at, "id")))


def _listed(value: Plain | None) -> list[str]:
    return [str(member) for member in value] if isinstance(value, list) else []

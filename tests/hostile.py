"""A register that is full of hostile strings: each of them in every field of text that the model has."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from registers import yaml_of
from texts import Place, text_fields, texts_in

from generator.folders import ROOT
from generator.register.load import load, notice_files
from generator.register.model import FactName, Jurisdictions, KindFile, Named, QuestionEntry, Term, Topic
from generator.register.places import read_yaml
from generator.register.received import bare
from generator.register.translation import CHINESE
from generator.register.values import mark_of

STRINGS: dict[str, list[str]] = yaml.safe_load((ROOT / "tests/cases/hostile.yaml").read_text(encoding="utf-8"))
REFUSED = STRINGS["controls"]
ACCEPTED = [string for name, strings in STRINGS.items() if name != "controls" for string in strings]

VOCABULARIES: dict[str, Any] = {
    "topics": tuple[Topic, ...],
    "facts": tuple[FactName, ...],
    "jurisdictions": Jurisdictions,
    "glossary": tuple[Term, ...],
    "questions": tuple[QuestionEntry, ...],
    "titles": tuple[Named, ...],
}
FILLED = ("kinds.sentences.*.", "questions.change.", "questions.doubts.")
"""Fields in which names in braces stand for values."""
HEADED = ("notice.title.zh", "notice.addressees.zh", "notice.issuer.zh")
"""Fields that are held against the head of the text as received, from which marks of Markdown are taken."""
VALUES = ("address", "person", "url")
"""Types of facts whose values are text."""
BETWEEN = " · "

CLAUSE = {
    "id": "7", "label": "七、", "zh": "另有事项：一栏，二栏。", "en": "Further matters: column one, column two.",
    "topics": ["opening"],
    "table": {"zh": [["一栏", "二栏"]], "en": [["column one", "column two"]]},
    "amends": [{"quote": "另有事项", "notice": "lianyungang-etdz-2023-h2", "clause": "0.a"}],
}  # fmt: skip
ANNEX = {
    "id": "annex1", "label": "附件", "zh": "样表", "en": "Specimen form", "topics": ["opening"],
    "informative": {"zh": "表格。", "en": "A form."},
}  # fmt: skip
"""What the model has and no notice of the register uses."""


class Hostile:
    """The files of a register with the types of their contents, to be filled and written."""

    def __init__(self, register: Path) -> None:
        known = load(register)
        self.kinds: dict[Path, Any] = {register / f"{name}.yaml": kind for name, kind in VOCABULARIES.items()}
        self.kinds |= dict.fromkeys(sorted((register / "kinds").glob("*.yaml")), KindFile)
        self.kinds |= dict.fromkeys(notice_files(register), known.notice_format)
        self.contents: dict[Path, Any] = {file: read_yaml(file, file.name)[0] for file in self.kinds}
        self.types = {entry.id: entry.type for entry in known.facts}
        notice = self.contents[register / "lianyungang-city" / "2026-h1.yaml"]
        notice["clauses"][-1]["facts"][0]["who"] = {"zh": "个人", "en": "individuals"}
        notice["clauses"].append(CLAUSE)
        notice["annexes"] = [ANNEX]
        notice["dropped"] = {"cohort": {"zh": "本轮不再区分。", "en": "This round makes no difference."}}
        notice["rounds"] = [{"id": "2026-h1", "zh": "上半年", "en": "first half"}]

    def fields(self) -> dict[str, list[tuple[Path, Place]]]:
        """Where the texts of each field stand."""
        found: dict[str, list[tuple[Path, Place]]] = defaultdict(list)
        for file, kind in self.kinds.items():
            for place, field in texts_in(kind, self.contents[file]):
                found[_named(file, field)].append((file, place))
        return found

    def unused(self) -> set[str]:
        """The fields of text that no file has."""
        every = {_named(file, field) for file, kind in self.kinds.items() for field in text_fields(kind)}
        return every - self.fields().keys()

    def fill(self, strings: Sequence[str]) -> None:
        """Puts every string into every field: where it has fewer texts than there are strings, several into one."""
        for field, places in self.fields().items():
            taken = [string for string in strings if may_stand_in(field, string)]
            for number, (file, place) in enumerate(places):
                put = taken[number :: len(places)] or taken[number % len(taken) :][:1]
                _put(self.contents[file], place, put)
        for content in self.contents.values():
            if "clauses" in content:
                self._fill_values(content, strings)

    def _fill_values(self, content: Any, strings: Sequence[str]) -> None:
        """Facts have their text in values, too."""
        facts = [
            (at, number, fact)
            for at, clause in _clauses(content)
            for number, fact in enumerate(clause.get("facts", ()))
            if self.types[fact["fact"]] in VALUES
        ]
        for place, (at, number, fact) in enumerate(facts):
            put = strings[place :: len(facts)]
            if self.types[fact["fact"]] == "url":
                put = [string for string in put if string.isascii() and string.isprintable() and " " not in string]
                end = "" if fact["value"].endswith("/") else "/"
                _insert(content, (*at, "facts", number, "value"), end + "".join(put))
            else:
                _insert(content, (*at, "facts", number, "value"), BETWEEN + BETWEEN.join(put))

    def write(self) -> None:
        """Writes the files, with the texts as received that go with them."""
        for file, content in self.contents.items():
            if "clauses" in content:
                for _, clause in _clauses(content):
                    clause["translated_from"] = mark_of(clause["zh"])
                file.with_suffix(".txt").write_text(_received(content), encoding="utf-8")
            file.write_text(yaml_of(content), encoding="utf-8")


def may_stand_in(field: str, string: str) -> bool:
    """Whether `check` is to take a string in a field."""
    if field.startswith(FILLED):
        return not set(string) & set("{}")
    return field not in HEADED or bare(string) == "".join(string.split())


def _named(file: Path, field: str) -> str:
    of = file.stem if file.stem in VOCABULARIES else "kinds" if file.parent.name == "kinds" else "notice"
    # Paragraphs of an annex are as all others.
    return f"{of}.{field}".replace(".annexes", ".clauses")


def _put(content: Any, place: Place, strings: Sequence[str]) -> None:
    """Puts strings into a text: the first before it where nothing holds it to what stands there, the others behind."""
    if place[0] in ("clauses", "annexes") and (place[2:] == ("zh",) or _is_copy(place)):
        _insert(content, place, BETWEEN + BETWEEN.join(strings))
    else:
        holder, last = _at(content, place[:-1]), place[-1]
        first, *others = strings
        holder[last] = BETWEEN.join([f"{first} {holder[last]}", *others])


def _is_copy(place: Place) -> bool:
    """Whether a text in a clause is words of the clause, copied exactly."""
    return "table" in place or place[-1] not in ("zh", "en", "received")


def _insert(content: Any, place: Place, words: str) -> None:
    """Inserts words behind a text of a clause, in the clause and in whatever copies that part of it."""
    clause = _at(content, place[:2])
    language = "en" if place[2:4] == ("table", "en") else "zh"
    whole, own = clause[language], _at(content, place)
    at = whole.find(own) + len(own)
    assert whole.find(own) >= 0, (place, own, whole)
    for copy in _copies(clause, language):
        holder, last = _at(clause, copy[:-1]), copy[-1]
        start = whole.find(holder[last])
        if start >= 0 and (copy == place[2:] or start < at < start + len(holder[last])):
            holder[last] = holder[last][: at - start] + words + holder[last][at - start :]
    clause[language] = whole[:at] + words + whole[at:]
    if language == "zh":
        # Whatever numbers and links are in it, the English has to have; Chinese stands there in brackets.
        named = re.sub(f"{CHINESE.pattern}+", r"(\g<0>)", own)
        clause["en"] += words if words.startswith(BETWEEN) else f" {named}{words}"


def _copies(clause: Any, language: str) -> Iterator[Place]:
    """Where a clause's words are copied."""
    for at, text in _leaves(clause, ()):
        if len(at) > 1 and at[0] != "topics" and text:
            own = at[1] == language if at[0] == "table" else language == "zh" and _is_copy(at)
            if own:
                yield at


def _leaves(content: Any, at: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(content, str):
        yield at, content
    else:
        for key, each in content.items() if isinstance(content, dict) else enumerate(content):
            yield from _leaves(each, (*at, key))


def _at(content: Any, place: Place) -> Any:
    for part in place:
        content = content[part]
    return content


def _clauses(content: Any) -> Iterator[tuple[Place, Any]]:
    for group in ("clauses", "annexes"):
        for number, clause in enumerate(content.get(group, ())):
            yield (group, number), clause


def _received(content: Any) -> str:
    """The text as received of a notice: its head, its clauses with their corrections undone, its day, its annexes."""
    year, month, day = content["issued"].split("-")
    texts: dict[str, list[str]] = {"clauses": [], "annexes": []}
    for (group, *_), clause in _clauses(content):
        text = clause["label"] + clause["zh"]
        for correction in clause.get("corrections", ()):
            text = text.replace(correction["published"], correction["received"])
        texts[str(group)].append(text)
    head = [content[name]["zh"] for name in ("title", "addressees", "issuer")]
    signature = f"{year}年{int(month)}月{int(day)}日"
    return "\n\n".join([*head, *texts["clauses"], signature, *texts["annexes"]]) + "\n"

"""A notice's open English as XLIFF 2.0, which translators' tools read: suggestions as matches, terms as a glossary."""

import io
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from generator.languages import LANGUAGE_TAGS
from generator.register.characters import without_controls
from generator.register.undecided import TODO
from generator.translating.job import Job, Row
from generator.translating.returned import Returned, ReturnedRow, refused
from generator.translating.suggesting import Suggestion

CORE = "urn:oasis:names:tc:xliff:document:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
PREFIXES = {"": CORE, "mtc": MATCHES, "gls": GLOSSARY}
SEGMENT = "s1"
MATCH_TYPES = {"text": "tm", "sentences": "am", "terms": "tb", "before": "idm"}
"""The standard's names for a match: from a memory, put together, from terms, from the same place."""


# Giving


def xliff(job: Job) -> bytes:
    """The file of a job: a unit a text, named like it."""
    for prefix, space in PREFIXES.items():
        ElementTree.register_namespace(prefix, space)
    tags = LANGUAGE_TAGS
    root = Element(f"{{{CORE}}}xliff", version="2.0", srcLang=tags["zh"], trgLang=tags["en"])
    file = _inside(root, CORE, "file", id=job.notice, original=job.notice)
    _inside(_inside(file, CORE, "notes"), CORE, "note", job.title, category="title")
    for row in job.rows:
        _unit(file, row)
    ElementTree.indent(root)
    written = io.BytesIO()
    ElementTree.ElementTree(root).write(written, encoding="utf-8", xml_declaration=True)
    return written.getvalue() + b"\n"


def _unit(file: Element, row: Row) -> None:
    unit = _inside(file, CORE, "unit", id=row.text.id)
    if row.suggestion:
        _match(_inside(unit, MATCHES, "matches"), row.suggestion)
    if row.terms:
        glossary = _inside(unit, GLOSSARY, "glossary")
        for term in row.terms:
            entry = _inside(glossary, GLOSSARY, "glossEntry")
            _inside(entry, GLOSSARY, "term", term.zh, source=term.source)
            for english in term.en:
                _inside(entry, GLOSSARY, "translation", english)
            if term.note:
                _inside(entry, GLOSSARY, "definition", term.note)
    if row.suggestion and row.suggestion.left:
        left = "、".join(row.suggestion.left)
        _inside(_inside(unit, CORE, "notes"), CORE, "note", left, category="still-to-change")
    _inside(_inside(unit, CORE, "segment", id=SEGMENT), CORE, "source", row.text.zh)


def _match(matches: Element, suggestion: Suggestion) -> None:
    alike = {"similarity": f"{100 * suggestion.similarity:.1f}"} if suggestion.similarity else {}
    origin = {"origin": ", ".join(suggestion.origins)} if suggestion.origins else {}
    kind = MATCH_TYPES[suggestion.kind]
    match = _inside(matches, MATCHES, "match", id="m1", ref=f"#{SEGMENT}", type=kind, **alike, **origin)
    _inside(match, CORE, "source", suggestion.zh)
    _inside(match, CORE, "target", suggestion.en)


def _inside(parent: Element, space: str, name: str, text: str = "", **attributes: str) -> Element:
    made = ElementTree.SubElement(parent, f"{{{space}}}{name}", {k: without_controls(v) for k, v in attributes.items()})
    made.text = without_controls(text) or None
    return made


# Taking back


@dataclass(slots=True)
class _Unit:
    """A unit as it is read: the parts of both its sides, in the document's order."""

    id: str
    line: int
    column: int
    sources: list[str] = field(default_factory=list)
    targets: list[tuple[int, str | None]] = field(default_factory=list)
    """Of each segment: its place among the targets, and its English, None where it has none."""
    proposals: list[str] = field(default_factory=list)
    """The English of its matches."""
    initial: bool = True
    """Whether no segment's state says that somebody has worked on it."""


class _Refused(Exception):
    """What was expected and found in place of an XLIFF file."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(expected, found)
        self.expected, self.found = expected, found


class _Reader:
    """Collects the units of a file, whichever tool has written it; what it does not know it passes over."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.notice = ""
        self.units: list[_Unit] = []
        self._open: list[str] = []
        self._unit: _Unit | None = None
        self._text: list[str] = []

    def _doctype(self, *_: object) -> None:
        # It declares entities, and a few lines of these can expand to gigabytes.
        raise _Refused("no document type", "one")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._entered(name)
        if name == "file" and not self.notice:
            self.notice = attributes.get("id", "")
        elif name == "unit":
            at = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
            self._unit = _Unit(attributes.get("id", ""), *at)
            self.units.append(self._unit)
        elif self._unit is None:
            return
        elif name in ("segment", "ignorable"):
            self._unit.targets.append((len(self._unit.targets), None))
            self._unit.initial &= attributes.get("state", "initial") == "initial"
        elif name in ("source", "target"):
            self._text = []
            order = attributes.get("order", "")
            if name == "target" and order.isdecimal() and not self._in_match:
                self._unit.targets[-1] = (int(order) - 1, None)
        elif name == "cp":
            self._text.append(chr(int(attributes["hex"], 16)))

    def _entered(self, name: str) -> str:
        """The name of an element of the standard without its namespace; of any other with it."""
        if not self._open and name != f"{CORE} xliff":
            raise _Refused("an XLIFF 2 file", f"one of {name.rpartition(' ')[0] or name}")
        short = name.removeprefix(f"{CORE} ")
        self._open.append(short)
        return short

    @property
    def _in_match(self) -> bool:
        return f"{MATCHES} match" in self._open

    def _characters(self, text: str) -> None:
        self._text.append(text)

    def _end(self, _: str) -> None:
        name, unit = self._open.pop(), self._unit
        if unit is None:
            return
        if name == "unit":
            self._unit = None
        elif name == "target" and self._in_match:
            unit.proposals.append("".join(self._text))
        elif name == "source" and not self._in_match:
            unit.sources.append("".join(self._text))
        elif name == "target" and unit.targets:
            unit.targets[-1] = (unit.targets[-1][0], "".join(self._text))


def read_xliff(raw: bytes, name: str) -> Returned:
    """The units of a file that came back; raises ``BadInput``, one line, where it is no XLIFF 2."""
    reader = _Reader()
    try:
        reader.parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise refused(name, "XML", expat.ErrorString(error.code), error.lineno) from None
    except _Refused as fault:
        raise refused(name, fault.expected, fault.found, reader.parser.CurrentLineNumber) from None
    except (ValueError, KeyError, IndexError, OverflowError):
        raise refused(name, "XLIFF 2", "something else", reader.parser.CurrentLineNumber) from None
    if not reader.notice:
        raise refused(name, "a file with the notice's id", "none")
    return Returned(reader.notice, tuple(map(_row, reader.units)))


def _row(unit: _Unit) -> ReturnedRow:
    targets = [english for _, english in sorted(unit.targets, key=lambda target: target[0])]
    written = [english for english in targets if english and english.strip()]
    english = _joined(written)
    if english == TODO or (unit.initial and english in unit.proposals):
        # A tool fills in what was suggested; nobody has looked at it.
        english = ""
    sources = [source for source in unit.sources if source.strip()]
    missing = bool(english) and len(written) < len(sources)
    fault = ("English in each segment", f"in {len(written)} of {len(sources)}") if missing else None
    return ReturnedRow(unit.line, unit.column, unit.id, "".join(unit.sources), english, fault)


def _joined(parts: list[str]) -> str:
    """The English of the segments, with a space between sentences that a tool has cut apart."""
    return " ".join(part.strip() for part in parts)

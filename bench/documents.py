"""Made-up documents of every form, each with the values that are right, written by hand: ``tests/cases/imports``.

A case names its form (``txt``, ``md``, ``html``, ``docx``, ``pdf``), its ``encoding`` and ``register`` where they
matter, its ``text``, what is ``right``, and what of that the importer leaves ``open`` to a person. Marks of a Word
case: ``@0`` to ``@2`` before a line that Word numbers itself, tabs between the cells of a row, ``<`` and ``^`` for a
cell merged with the one to its left or above, ``[box]`` before a line in a text box.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "imports"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = ("title", "addressees", "issuer", "issued", "clauses")
LISTS = ("facts", "materials", "conditions")
REGISTERS = {"notices": ROOT / "notices", "example": ROOT / "tests" / "cases" / "registers" / "example"}
type Values = dict[str, frozenset[str]]
"""Of each field what a draft states; a field of the head has one member or none."""


@dataclass(frozen=True, slots=True)
class Case:
    """One made-up document and what is right of it."""

    name: str
    form: str
    encoding: str
    register: Path
    text: str
    right: Values
    open: Values
    """What of ``right`` a person decides: the importer states nothing of it."""

    @property
    def file(self) -> str:
        return f"{self.name}.{self.form}"


def cases() -> Iterator[Case]:
    """Every case, by name."""
    for file in sorted(CASES.glob("*.yaml")):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        right, left = _values(content["right"]), _values(content.get("open", {}))
        register = REGISTERS[content.get("register", "notices")]
        yield Case(
            file.stem, content["form"], content.get("encoding", "utf-8"), register, content["text"], right, left
        )  # fmt: skip


def _values(listed: dict[str, Any]) -> Values:
    """Of each field what a case lists."""
    head = {field: frozenset([listed[field]] if listed.get(field) else []) for field in HEAD}
    return head | {field: frozenset(listed.get(field, [])) for field in LISTS}


def written(case: Case, print_pdf: Callable[[list[str]], bytes]) -> bytes:
    """The document of ``case``; ``print_pdf`` prints lines in two columns."""
    lines = [line for line in case.text.split("\n") if line.strip()]
    if case.form == "docx":
        return docx(lines)
    return print_pdf(lines) if case.form == "pdf" else case.text.encode(case.encoding)


# What a draft states


def drafted(draft_yaml: str) -> Values:
    """What a draft states, and as ``conditions`` also what it only suggests; a ``TODO`` states nothing."""
    content = yaml.load(draft_yaml, Loader=yaml.BaseLoader)
    clauses = [*content["clauses"], *content.get("annexes", [])]
    head = {field: _stated(content[field]) for field in HEAD if field != "clauses"}
    facts = [f"{fact['fact']} {fact['value']}{_whose(fact)}" for c in clauses for fact in c.get("facts", [])]
    materials = [_item(item) for c in clauses for item in c.get("materials", [])]
    ids = " ".join(clause["id"] for clause in clauses)
    lists = {"facts": facts, "materials": materials, "conditions": [*_conditions(draft_yaml)]}
    return head | {"clauses": frozenset([ids])} | {field: frozenset(found) for field, found in lists.items()}


def _stated(value: Any) -> frozenset[str]:
    words = value["zh"] if isinstance(value, dict) else value
    return frozenset() if words == "TODO" else frozenset([words])


def _whose(fact: dict[str, Any]) -> str:
    return f" {fact['who']['zh']}" if "who" in fact else ""


def _item(item: dict[str, Any]) -> str:
    name = item["key"] if item["key"] != "TODO" else item["zh"]
    return f"{name} {item.get('copies', '-')}{' some' if 'when' in item else ''}"


def _conditions(draft_yaml: str) -> Iterator[str]:
    """The conditions of a draft, those in comments as well: the kind and its values."""
    text = re.sub(r"(?m)^    requirements: TODO\n((?:    #.*\n)+)", _uncommented, draft_yaml)
    content = yaml.load(text, Loader=yaml.BaseLoader)
    for clause in [*content["clauses"], *content.get("annexes", [])]:
        requirements = clause.get("requirements", [])
        stated = requirements if isinstance(requirements, list) else []
        for entry in (entry for entry in stated if entry.get("kind", "TODO") != "TODO"):
            values = [entry[key] for key in entry if key not in ("kind", "topic", "quote", "open")]
            yield " ".join([entry["kind"], *(word for value in values for word in _flat(value) if word != "TODO")])


def _uncommented(match: re.Match[str]) -> str:
    return "    requirements:\n" + "".join(
        line.replace("    # ", "      ", 1) + "\n" for line in match[1].splitlines() if not line.startswith("    # #")
    )


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (word for pair in value.items() for word in pair)
    elif isinstance(value, list):
        yield from value
    else:
        yield value


# Word files


def docx(lines: list[str]) -> bytes:
    """A Word file as small as can be: paragraphs, lists that Word numbers, tables with merged cells, text boxes."""
    body, at = "", 0
    while at < len(lines):
        rows = [*_run(lines[at:], re.compile("\t"))]
        body += _table(rows) if rows else _paragraph(lines[at])
        at += len(rows) or 1
    document = f'<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>'
    levels = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    numbered = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    numbering = (
        f'<w:numbering xmlns:w="{MAIN}"><w:abstractNum w:abstractNumId="1">{numbered}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", document)
        archive.writestr("word/numbering.xml", numbering)
    return file.getvalue()


def _run(lines: list[str], pattern: re.Pattern[str]) -> Iterator[str]:
    for line in lines:
        if not pattern.search(line):
            return
        yield line


def _text(words: str) -> str:
    return f"<w:r><w:t>{escape(words)}</w:t></w:r>"


def _paragraph(line: str) -> str:
    if line.startswith("[box]"):
        inner = _paragraph(line.removeprefix("[box]").strip())
        return f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    numbered = re.match(r"@(\d) (.*)", line)
    if numbered:
        listed = f'<w:pPr><w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return f"<w:p>{listed}{_text(numbered[2])}</w:p>"
    return f"<w:p>{_text(line)}</w:p>"


def _table(rows: list[str]) -> str:
    cells = [line.split("\t") for line in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{"".join(_cells(row, n, cells))}</w:tr>' for n, row in enumerate(cells))}</w:tbl>"


def _cells(row: list[str], number: int, rows: list[list[str]]) -> Iterator[str]:
    for column, words in enumerate(row):
        if words == "<":
            continue
        span = 1 + len([*_run(row[column + 1 :], re.compile("^<$"))])
        below = number + 1 < len(rows) and column < len(rows[number + 1]) and rows[number + 1][column] == "^"
        merged = '<w:vMerge w:val="restart"/>' if below and words != "^" else "<w:vMerge/>" if words == "^" else ""
        properties = f'<w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>'
        yield f"<w:tc>{properties}<w:p>{_text('' if words == '^' else words)}</w:p></w:tc>"

"""All that a clause states: facts and materials that are certain, conditions for a person to confirm, open notes."""

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.importing.finding.contacts import contacts
from generator.importing.finding.doubts import certain
from generator.importing.finding.exclusions import exclusions
from generator.importing.finding.leftover import leftover
from generator.importing.finding.levels import level_rows, levels
from generator.importing.finding.materials import listed_papers, materials
from generator.importing.finding.requirements import requirements
from generator.importing.finding.stated import stated
from generator.importing.finding.statements import TODO, Found, Plain, Statement
from generator.importing.finding.windows import ROUND, dated
from generator.importing.notes import note
from generator.register.days import Years

LONGEST = 2_000
"""Characters. No clause is longer, and no row of a table."""
type Rows = tuple[tuple[str, ...], ...]


def find(text: str, above: tuple[str, ...], years: Years, rows: Rows = ()) -> Found:
    """What the clause ``text``, under the clauses ``above``, states; ``rows``: the cells of its table."""
    if rows:
        return _in_table(text, above, years, rows)
    found = _read(text, above, years)
    stated = (*found.statements, *found.suggestions, *found.offered)
    return replace(found, notes=tuple(dict.fromkeys((*found.notes, *leftover(text, stated, found.notes)))))


def _read(text: str, above: tuple[str, ...], years: Years) -> Found:
    """What ``text`` states, by itself or as a part of a table."""
    if len(text) > LONGEST:
        return Found(notes=(note("too_long", count=f"{LONGEST:,}"),))
    found, notes, offered = dated(text, above, years)
    statements = [*found, *contacts(text, above, notes), *stated(text, above, notes), *materials(text, above)]
    suggestions = [*exclusions(text, above), *levels(text, above, notes), *requirements(text)]
    statements, suggestions = (certain(text, above, each, notes) for each in (statements, suggestions))
    noted = tuple(dict.fromkeys(notes))
    return Found(_ordered(text, statements), _ordered(text, _consistent(suggestions)), noted, tuple(offered))


def _ordered(text: str, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda found: text.find(found.quote)))


def _consistent(suggestions: list[Statement]) -> list[Statement]:
    """``suggestions`` without those that say again what another says of the same words."""
    kept: list[Statement] = []
    for found in suggestions:
        if not any(found.fields == other.fields for other in kept):
            kept.append(found)
    return kept


# Tables

LABELLED = re.compile("电话|联系方式|传真|邮编|邮箱|地址|地点|联系人|网址|时间|日期|截止")
ROW_LABEL = re.compile(f"{LABELLED.pattern}|方式|收费|条件|情形|要求|材料|对象|范围|依据|流程|程序|部门|机构|期限")
CONTACTS = frozenset(("phone", "fax", "address"))
DAYS = frozenset(("window", "cutoff"))


def _in_table(text: str, above: tuple[str, ...], years: Years, rows: Rows) -> Found:
    """What the rows of a table state, each read with the head of its columns."""
    head = rows[0]
    parts: list[Found] = []
    for cells in rows:
        filled = [cell for cell in cells if cell]
        if len(filled) == 2 and ROW_LABEL.search(filled[0]) and not LABELLED.search(" ".join(head[1:])):
            # The rows have the labels, not the columns: the first cell belongs to what is read in the second.
            said = _read(filled[1], (*above, f"{filled[0]}："), years)
            labelled = [_read("：".join(filled), above, years)]
            parts.append(_merged([said, *labelled], text, " ".join(filled), ""))
            continue
        row = " ".join(filled)
        whole = _read(row, above, years)
        labelled = [_cell(name, cell, above, years) for name, cell in _headed(head, cells)] if cells != head else []
        counter = _counter(head, cells) if cells != head else ""
        parts.append(_merged([whole, *labelled], text, row, counter))
    papers = [*listed_papers(rows, text)]
    statements = [found for part in parts for found in part.statements if not (papers and found.group == "materials")]
    statements += papers
    suggestions = [*level_rows(rows)] or [found for part in parts for found in part.suggestions]
    notes = dict.fromkeys(each for part in parts for each in part.notes)
    offered = tuple(found for part in parts for found in part.offered if found.quote in text)
    return Found(_ordered(text, statements), tuple(s for s in suggestions if s.quote in text), tuple(notes), offered)


def _headed(head: tuple[str, ...], cells: tuple[str, ...]) -> list[tuple[str, str]]:
    """The cells that need the head of their column to be understood, with it."""
    if len(cells) != len(head):
        return []
    return [(name, cell) for name, cell in zip(head, cells, strict=True) if cell and LABELLED.search(name)]


def _cell(name: str, cell: str, above: tuple[str, ...], years: Years) -> Found:
    return _read(f"{name}：{cell}", above, years)


COUNTERS = re.compile("区|县|市|单位|窗口|机构|部门|中心|受理点")


def _counter(head: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """Whose row it is: the first cell under a head such as 区县 or 受理窗口."""
    pairs = zip(head, cells, strict=False)
    return next((cell for name, cell in pairs if cell and COUNTERS.search(name) and not LABELLED.search(name)), "")


def _merged(found: list[Found], text: str, row: str, counter: str) -> Found:
    """The statements of a row and of its cells, each once, with quotes that stand in the row."""
    kept: dict[tuple[str, str], Statement] = {}
    for statement in (statement for part in found for statement in part.statements):
        quoted = statement if statement.quote in text else _requoted(statement, row)
        if quoted:
            key = (str(quoted.fields.get("fact") or quoted.group), str(quoted.fields.get("value") or quoted.quote))
            kept.setdefault(key, _of_round(_whose(quoted, counter), row))
    dated = any(statement.fields.get("fact") in DAYS for part in found[1:] for statement in part.statements)
    notes, offered = ((), ()) if dated else (found[0].notes, found[0].offered)
    return Found(tuple(kept.values()), found[0].suggestions, notes, offered)


def _requoted(statement: Statement, row: str) -> Statement | None:
    """``statement`` with its quote's end that stands in ``row``; a label may stand there, a column's head does not."""
    labelled, (_, _, words) = statement.quote.replace("：", " ", 1), statement.quote.partition("：")
    if labelled in row:
        return _with(statement, quote=labelled)
    return _with(statement, quote=words) if words and words in row else None


def _whose(statement: Statement, counter: str) -> Statement:
    fact = statement.fields.get("fact")
    if not counter or fact not in CONTACTS or "who" in statement.fields:
        return statement
    return _with(statement, who={"zh": counter, "en": TODO})


def _of_round(statement: Statement, row: str) -> Statement:
    named = ROUND.search(row)
    if not named or statement.fields.get("fact") not in DAYS or "round" in statement.fields:
        return statement
    comment = note("round", words=named.group())
    return Statement(statement.group, _with(statement, round=TODO).fields, comment)


def _with(statement: Statement, **changed: Plain) -> Statement:
    fields = {key: value for key, value in statement.fields.items() if key != "quote"}
    return Statement(statement.group, fields | {"quote": statement.quote} | changed, statement.comment)

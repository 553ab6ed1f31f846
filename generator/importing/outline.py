"""Builds the clause tree from ordinals; each paragraph gets a unique id, whatever was printed (contract, section 1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from generator.importing.notes import Note, note
from generator.importing.paragraphs import SYMBOL, Paragraph
from generator.importing.parts import is_title_of_two
from generator.importing.traced import Traced
from generator.register.ordinals import Ordinal, ordinal_at

BOUNDARY = "。；;：:！!？?，,、”》）)】"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
"""Ordinals that nothing else can be."""
STARTS = tuple("。；;：:！!？?】")
STOP = re.compile(r"[。；;：:！？!?][”）)]?\s*$")
ITEM = re.compile(r"(?:复印件|原件|证书|证明|合同|协议|[表证书份章]|(?<!条)件|》)[）)]?$")
HANDED_IN = re.compile("材料|资料|提交|提供")
ATTACHED = re.compile(r"^附\s*[件表]")
ANNEX = re.compile(r"(?P<label>附\s*件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[：:.、]|(?=\s|$)))")
OF_ALL = re.compile("(?:以上|上述|前述)(?:所[列述])?(?P<what>材料|资料|条件|人员|要求|时间)")
LABEL_ALONE = re.compile("【[^【】]{2,20}】")
DEEPEST = 8
"""The most levels a notice can have; a deeper ordinal stays in its paragraph's text."""
type Rows = tuple[tuple[str, ...], ...]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or an item inside one, not yet placed: its ordinal, and its text after that."""

    ordinal: Ordinal | None
    label: Traced
    text: Traced
    rows: Rows
    joined: bool

    @property
    def whole(self) -> Traced:
        """Label and text together, for a paragraph that turns out to have no ordinal."""
        gap = " " if self.ordinal and self.ordinal.path else ""
        return self.label + Traced.of(gap) + self.text


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause in its place in the tree; ``notes``: what is odd about its ordinal."""

    id: str
    label: str
    printed: Traced
    text: Traced
    above: tuple[str, ...]
    """Texts of the clauses above it, outermost first."""
    heading: bool
    rows: Rows
    notes: tuple[Note, ...] = ()


def outline(paragraphs: tuple[Paragraph, ...]) -> tuple[Placed, ...]:
    """The clauses of the body, in document order, with unique ids."""
    tree = _Tree()
    for paragraph in paragraphs:
        for piece in pieces_of(paragraph):
            tree.place(piece)
    placed = [*_doubted(tree.placed)]
    parents = {clause.id.rpartition(".")[0] for clause in placed}
    return tuple(replace(c, heading=c.id in parents and is_heading(str(c.text))) for c in placed)


RUNNING = re.compile(r"[，；。].{6,}[\u3400-\u9fff，、]$", re.DOTALL)


def _doubted(placed: list[Placed]) -> Iterator[Placed]:
    """``placed`` with a note where a clause may have been cut in two, or two may stand in one."""
    above = ""
    for clause in placed:
        text = str(clause.text)
        notes = [note("cut")] if RUNNING.search(above) and not (clause.label or clause.rows) else []
        inner = [] if clause.rows else [found.label for _, found in _inner(text)]
        notes += [note("inside", label=label) for label in inner[:1]]
        yield replace(clause, notes=(*clause.notes, *notes))
        above = "" if clause.rows else text


def annexes(paragraphs: tuple[Paragraph, ...]) -> tuple[Placed, ...]:
    """The clauses after the signature: each annex, numbered in order, and its clauses."""
    starts = [n for n, paragraph in enumerate(paragraphs) if n == 0 or ANNEX.match(str(paragraph))]
    placed: list[Placed] = []
    for number, (start, end) in enumerate(pairwise([*starts, len(paragraphs)]), 1):
        heading, rest = _annex(f"annex{number}", paragraphs[start:end])
        inside = [
            replace(clause, id=f"{heading.id}.{clause.id.removeprefix('0.')}", above=(str(heading.text), *clause.above))
            for clause in outline(rest)
        ]
        placed += [replace(heading, heading=bool(inside) and is_heading(str(heading.text))), *inside]
    return tuple(placed)


def _annex(annex_id: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Placed, tuple[Paragraph, ...]]:
    """An annex's first clause, labelled 附件 and its number, and the paragraphs after it."""
    first, rest = paragraphs[0], paragraphs[1:]
    match = ANNEX.match(str(first))
    end = match.end("label") if match else 0
    label, text = first.text.part(0, end).strip(), first.text.part(end).strip()
    if not len(text) and rest and not rest[0].rows and ordinal_at(str(rest[0])) is None:
        lines = 2 if len(rest) > 1 and is_title_of_two(str(rest[0]), str(rest[1])) else 1
        text, rest = sum((line.text for line in rest[1:lines]), rest[0].text), rest[lines:]
    if not len(text):
        label, text = text, label
    return Placed(annex_id, str(label), label, text, (), True, first.rows), rest


def introduces(text: str) -> bool:
    """Whether ``text`` ends as what introduces a list does: 申请材料：, 【申请材料】."""
    return text.endswith(("：", ":")) or bool(LABEL_ALONE.fullmatch(text))


def is_heading(text: str) -> bool:
    """Whether ``text`` only names what follows."""
    return len(text) <= 40 and not re.search(r"[。；：，！？;:!?]|https?:|\d{5,}", text.rstrip("：:"))


# One paragraph, several items


def pieces_of(paragraph: Paragraph) -> Iterator[Piece]:
    """``paragraph`` cut at its items where it lists them by consecutive ordinals."""
    text = paragraph.text
    if paragraph.rows:
        yield Piece(None, Traced.of(""), text, paragraph.rows, False)
        return
    cuts = [0, *_cuts(str(text)), len(text)]
    for start, end in pairwise(cuts):
        piece = text.part(start, end).strip()
        if len(piece):
            yield _piece(piece, paragraph.joined)


def _piece(text: Traced, joined: bool) -> Piece:
    found = ordinal_at(str(text))
    if found is None or not str(text.part(found[1])).strip():
        return Piece(None, Traced.of(""), text, (), joined)
    ordinal, end = found
    rest = text.part(end).strip().replaced(SYMBOL, lambda match: "").strip()
    return Piece(ordinal, text.part(0, end).strip(), rest, (), joined)


def _cuts(text: str) -> list[int]:
    """Where items begin inside ``text``: at ordinals of one form that continue its own or count from 1."""
    found = [*_inner(text)]
    own = ordinal_at(text)
    cuts = _run(found, own[0].form, own[0].number + 1) if own else []
    for form in dict.fromkeys(ordinal.form for _, ordinal in found):
        run = _run(found, form, 1)
        attached = ATTACHED.match(text) and run
        if (len(run) > 1 or attached) and not (own and form == own[0].form):
            cuts += run
    return sorted(set(cuts))


def _inner(text: str) -> Iterator[tuple[int, Ordinal]]:
    """Ordinals, with their index, where an item may begin: not inside brackets or a title."""
    depth = 0
    for at, character in enumerate(text[:-1], 1):
        depth += (character in "（(《“") - (character in "）)》”")
        begins = character in BOUNDARY or character.isspace() or text[at] in CIRCLED
        found = ordinal_at(text, at) if depth <= 0 and begins else None
        # After a comma or a space, only an unmistakable ordinal counts.
        sure = character in STARTS or text[at - 2 : at - 1] in STARTS or (found and found[0].form.startswith("circled"))
        if found and sure and found[1] < len(text):
            yield at, found[0]


def _run(found: list[tuple[int, Ordinal]], form: str, first: int) -> list[int]:
    """The indices of ordinals of ``form`` that count up from ``first`` without a gap."""
    places, wanted = [], first
    for place, ordinal in found:
        if ordinal.form == form and ordinal.number == wanted:
            places.append(place)
            wanted += 1
    return places


# The tree


@dataclass(slots=True)
class _Level:
    """One open list: the forms of its ordinals, its last number, and its last clause."""

    forms: set[str]
    family: str
    number: int
    id: str
    text: str
    open: bool
    """Whether paragraphs without an ordinal go inside it."""
    lead: str = ""
    """The line without an ordinal, if any, that stands over the list and says what it is of."""
    introduces: bool = False
    """Whether it is a paragraph without an ordinal that introduces a list: what follows the list stands beside it."""


@dataclass(slots=True)
class _Tree:
    placed: list[Placed] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    letters: dict[str, int] = field(default_factory=dict)
    introduction: str = ""
    """The last paragraph without an ordinal that introduces what follows, until an ordinal: 须上传：, a question."""
    loose: tuple[str, str] | None = None
    """The last clause without an ordinal, if none with one came after it: a list that restarts goes under it."""

    def place(self, piece: Piece) -> None:
        depth = self._depth(piece.ordinal) if piece.ordinal else None
        if piece.ordinal is None or depth is None or depth >= DEEPEST:
            self._place_loose(piece)
        elif not self._place_ordinal(piece, piece.ordinal, depth):
            self._place_repeated(piece, piece.ordinal, depth)

    def _place_ordinal(self, piece: Piece, ordinal: Ordinal, depth: int) -> bool:
        """Places a clause by its ordinal; False where its id is already taken."""
        if not self.levels and ordinal.number == 1 and self.loose and LABEL_ALONE.fullmatch(self.loose[1]):
            depth = self._enter_loose(0)
        self._go_under_introduction(ordinal, depth)
        self.introduction = ""
        parent = self._parent(depth)
        notes: list[Note] = []
        clause_id = f"{parent}.{ordinal.number}" if parent else str(ordinal.number)
        if clause_id in self.ids:
            if self.loose is None or ordinal.number != 1:
                return False
            depth = self._enter_loose(depth)
            clause_id = f"{self.levels[-1].id}.{ordinal.number}"
        elif ordinal.number > (before := self._before(depth)) + 1 and not ordinal.form.startswith("article"):
            missing = _missing(before + 1, ordinal.number - 1)
            notes.append(note("missing", missing=missing, label=ordinal.label))
        begins = depth >= len(self.levels)
        forms = set() if begins else self.levels[depth].forms
        lead = self._lead(clause_id) if begins else self.levels[depth].lead
        del self.levels[depth:]
        text = str(piece.text)
        self._add(clause_id, ordinal.label, piece.label, piece, notes, lead)
        above = [level.text for level in self.levels]
        opened = _opens(text, ordinal, above)
        forms = {*forms, ordinal.form}
        self.levels.append(_Level(forms, ordinal.family, ordinal.number, clause_id, text, opened, lead))
        self.loose = None
        return True

    def _lead(self, clause_id: str) -> str:
        """The line that stands over the list which this clause begins, where it is no clause above it."""
        if self.loose is None or clause_id.startswith(f"{self.loose[0]}.") or not _heads(self.loose[1]):
            return ""
        return self.loose[1]

    def _depth(self, ordinal: Ordinal) -> int | None:
        """The depth where ``ordinal`` continues or starts a list; None where it turns out not to be an ordinal."""
        if ordinal.path:
            return self._path_depth(ordinal)
        printed = [depth for depth, level in enumerate(self.levels) if ordinal.form in level.forms]
        if printed:
            return printed[-1]
        if ordinal.number > 1:
            for depth in range(len(self.levels) - 1, -1, -1):
                level = self.levels[depth]
                if level.number == ordinal.number - 1 and level.family == ordinal.family:
                    return depth
        return len(self.levels)

    def _path_depth(self, ordinal: Ordinal) -> int | None:
        """For 2.3.1, the depth below clause 2.3; None where there is no such clause or the count has a gap."""
        numbers = [0 if level.family.startswith("article") else level.number for level in self.levels]
        above = len(ordinal.path) - 1
        for at in range(above, len(numbers) + 1):
            free = at == len(numbers) or ordinal.form in self.levels[at].forms
            counts_on = ordinal.number in (1, self._before(at) + 1)
            if free and counts_on and tuple(numbers[at - above : at]) == ordinal.path[:-1]:
                return at
        return None

    def _parent(self, depth: int) -> str:
        return self.levels[depth - 1].id if depth else ""

    def _enter_loose(self, depth: int) -> int:
        """Makes the last clause without an ordinal the parent of a list that restarts; returns the list's depth."""
        assert self.loose is not None
        clause_id, text = self.loose
        del self.levels[depth:]
        self.levels.append(_Level(set(), "", 0, clause_id, text, True, introduces=True))
        return depth + 1

    def _go_under_introduction(self, ordinal: Ordinal, depth: int) -> None:
        """Puts a new list under the paragraph that introduces it, where that one stands beside a closed clause."""
        if ordinal.number != 1 or self.loose is None or not self.levels or depth != len(self.levels):
            return
        beside = self.levels[-1]
        clause_id, text = self.loose
        inside = clause_id == beside.id or clause_id.startswith(f"{beside.id}.")
        ended = beside.introduces or STOP.search(beside.text)
        heads = ended and not inside and ordinal.form not in beside.forms and _heads(text)
        if not beside.open and not inside and (introduces(text) or heads):
            # What counts on after the new list is the list that the paragraph interrupted.
            self.levels[-1] = _Level(beside.forms, beside.family, beside.number, clause_id, text, True, introduces=True)

    def _before(self, depth: int) -> int:
        return self.levels[depth].number if depth < len(self.levels) else 0

    def _place_repeated(self, piece: Piece, ordinal: Ordinal, depth: int) -> None:
        """Keeps a repeated ordinal as text, since ids are unique; clauses below it go under its letter."""
        level = self.levels[depth] if depth < len(self.levels) else None
        del self.levels[depth:]
        clause_id = self._letter(self._parent(depth) or "0")
        self._add_loose(clause_id, piece, [note("twice", label=ordinal.label)])
        forms, number = (level.forms, level.number) if level else ({ordinal.form}, 0)
        text = str(piece.text)
        opened = _opens(text, ordinal, [above.text for above in self.levels])
        self.levels.append(_Level(forms, ordinal.family, max(number, ordinal.number), clause_id, text, opened))

    def _place_loose(self, piece: Piece) -> None:
        """Places a paragraph in the innermost open clause, else beside the last numbered one."""
        depth = len(self.levels) if not self.levels or self.levels[-1].open else len(self.levels) - 1
        if (named := self._naming(str(piece.text))) is not None and named < depth:
            depth = named
            del self.levels[depth + 1 :]
            self.levels[depth].open = False
        if depth and self.levels[depth - 1].introduces:
            depth -= 1
            del self.levels[depth + 1 :]
            self.levels[depth].open = False
        clause_id = self._letter(self._parent(depth) or "0")
        self._add_loose(clause_id, piece, [])
        if ATTACHED.match(str(piece.text)):
            # The ordinals that follow belong to the annexes.
            del self.levels[depth:]
            self.levels.append(_Level(set(), "", 0, clause_id, str(piece.text), False))

    def _naming(self, text: str) -> int | None:
        """The depth below the outermost heading that names what ``text`` is on as a whole: 以上材料, 上述人员."""
        found = OF_ALL.match(text)
        headings = (depth for depth, level in enumerate(self.levels, 1) if level.open)
        return next((depth for depth in headings if found and found["what"] in self.levels[depth - 1].text), None)

    def _add_loose(self, clause_id: str, piece: Piece, notes: list[Note]) -> None:
        whole = Piece(None, piece.label, piece.whole, piece.rows, piece.joined)
        self._add(clause_id, "", Traced.of(""), whole, notes, self.introduction)
        self.loose = (clause_id, str(piece.whole))
        if introduces(str(piece.whole)) or str(piece.whole).endswith(("？", "?")):
            self.introduction = str(piece.whole)

    def _letter(self, parent: str) -> str:
        count = self.letters.get(parent, 0)
        if count >= len(LETTERS):
            # There are 26 letters: further paragraphs go under the last.
            return self._letter(f"{parent}.z")
        self.letters[parent] = count + 1
        return f"{parent}.{LETTERS[count]}"

    def _add(
        self, clause_id: str, label: str, printed: Traced, piece: Piece, notes: list[Note], introduction: str = ""
    ) -> None:
        if piece.joined:
            notes = [*notes, note("joined")]
        self.ids.add(clause_id)
        within = (level for level in self.levels if clause_id.startswith(level.id + "."))
        above = tuple(words for level in within for words in (level.lead, level.text) if words)
        above += (introduction,) if introduction else ()
        self.placed.append(Placed(clause_id, label, printed, piece.text, above, False, piece.rows, tuple(notes)))


def _heads(text: str) -> bool:
    """Whether ``text`` is a line that only says what follows, without an ordinal: 初级职称：技术员申报条件."""
    return len(text) <= 40 and not STOP.search(text) and not re.search(r"[。；！？;!?]|https?:|\d{5,}", text)


def _missing(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _opens(text: str, ordinal: Ordinal, above: list[str]) -> bool:
    """Whether the clause holds the paragraphs after it that have no ordinal: it is a heading or introduces them.

    Under a heading on materials, what ends like a paper's name (证书, 表) is one of them; elsewhere it is a heading.
    """
    if introduces(text) or text.endswith(("？", "?")):
        return True
    outermost = ordinal.form.startswith(("chinese、", "chinese", "article")) and "bracket" not in ordinal.form
    listed = any(HANDED_IN.search(words) for words in above)
    return not STOP.search(text) and is_heading(text) and (outermost or not (listed and ITEM.search(text)))

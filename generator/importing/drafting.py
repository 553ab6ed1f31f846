"""Takes a document through each stage to a draft, and proves that no character was lost."""

import re
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from generator.importing.draft import Draft, DraftClause, Words
from generator.importing.english import with_english
from generator.importing.finding.find import find
from generator.importing.finding.statements import TODO, Found, Statement
from generator.importing.finding.terms import TITLED
from generator.importing.mending import mended
from generator.importing.outline import Placed, annexes, outline
from generator.importing.paragraphs import Paragraph, paragraphs
from generator.importing.parts import Parts, parts
from generator.importing.reading import Document, read_document
from generator.importing.suggest import Earlier, standing_in, suggested
from generator.importing.vocabulary import Vocabulary, earlier_notice, vocabulary_of
from generator.register.days import Years
from generator.register.ordinals import ordinal_at
from generator.register.problems import BadInput, Problem, shown
from generator.register.received import as_received, bare
from generator.translating.suggesting import suggesting_for

HEADING = {"zh": "标题。", "en": "Heading."}
OPENING = {"zh": "说明依据，不含条件。", "en": "Gives the basis; lays down no condition."}
FEW = 8
"""At most this many characters of a sentence outside all quotes count as stating nothing more."""
HEADLINE = re.compile(r"^# +(?P<words>\S.*)$", re.MULTILINE)
"""A Markdown document's own heading."""
OPENED = re.compile(r"(?:如下|事项)(?:公告|通知|通告)?[：:。]?$")


def import_document(file: Path, *, folder: Path | None = None, like: str | None = None) -> Draft:
    """A draft of the notice in ``file``, with the topics of the register in ``folder``.

    ``like`` is the id of an earlier notice of that register: it settles unchanged clauses and suggests for others.
    English is suggested from all of the register.
    Raises ``BadInput``, one line per problem.
    """
    earlier = earlier_notice(folder or Path("notices"), like) if like else None
    draft = draft_of(read_document(file), vocabulary_of(folder) if folder else Vocabulary(), earlier)
    return with_english(draft, suggesting_for(folder, like)) if folder else draft


def draft_of(document: Document, vocabulary: Vocabulary, earlier: Earlier | None = None) -> Draft:
    """The draft of ``document`` in the words of ``vocabulary``."""
    found = paragraphs(document)
    headline = HEADLINE.search(document.text) if document.plain else None
    divided = parts(found, headline["words"].replace("*", "").strip() if headline else None)
    if not divided.body:
        raise BadInput([Problem(document.name, 1, 1, "a notice with clauses after its title", "none")])
    years = Years(divided.issued, _year(divided.title) or _opened_year(divided.body))
    placed = [_under_title(clause, divided.title) for clause in (*outline(divided.body), *annexes(divided.annexes))]
    drafted = [_clause(clause, years, vocabulary) for clause in placed]
    clauses = tuple(clause for clause, _ in drafted)
    _whole(document, divided, clauses)
    title, addressees, issuer = (
        Words(words) if words else None for words in (divided.title, divided.addressees, divided.issuer)
    )
    draft = Draft(document.name, document.text, title, addressees, issuer, divided.issued, clauses)
    if earlier is None:
        return draft

    def read(number: int, zh: str) -> Found:
        return vocabulary.spoken(find(zh, placed[number].above, years, ()))

    return suggested(draft, [found for _, found in drafted], earlier, read)


def _year(title: str | None) -> int | None:
    match = re.search(r"(20\d\d)\s*年", title or "")
    return int(match[1]) if match else None


OPENING_YEAR = re.compile(r"(?:现将|现就|为做好|做好|开展|组织)[^。；]{0,30}?(?P<year>20\d\d)\s*年")


def _opened_year(body: tuple[Paragraph, ...]) -> int | None:
    """The year that the paragraphs before the first ordinal say the notice is for, where they say one alone."""
    opening = [str(paragraph) for paragraph in takewhile(lambda p: ordinal_at(str(p)) is None, body)]
    years = {match["year"] for text in opening for match in OPENING_YEAR.finditer(text)}
    return int(years.pop()) if len(years) == 1 else None


def _under_title(placed: Placed, title: str | None) -> Placed:
    """``placed`` below the one level that the document's title names, where the clauses above it are on conditions."""
    found = [match for match in TITLED.finditer(title or "") if match.lastgroup != "unsure"]
    whole = len(found) == 1 and not re.match("[）)]?(?:及|和)?以[上下]", (title or "")[found[0].end() :])
    if not whole or not any(re.search("条件|学历|资历|标准", words) for words in placed.above):
        return placed
    return replace(placed, above=(found[0].group(), *placed.above))


def _clause(placed: Placed, years: Years, vocabulary: Vocabulary) -> tuple[DraftClause, Found]:
    text = mended(placed.text, whole_words=not placed.rows)
    zh = str(text)
    rows = cells_in(placed.rows, zh)
    found = vocabulary.spoken(find(zh, placed.above, years, rows))
    heading = placed.heading and not found.suggestions
    informative = HEADING if heading else OPENING if _is_opening(placed, zh, found) else None
    topic = vocabulary.topic_named(zh) if heading else "opening" if informative else None
    stated = (*found.statements, *found.suggestions, *found.offered)
    topics = (topic or TODO,) if informative else topics_of(zh, stated)
    clause = DraftClause(
        placed.id,
        placed.label,
        zh,
        topics,
        changes=(placed.printed + text).changes(),
        statements=tuple(_with_topic(statement, topics) for statement in found.statements),
        suggestions=tuple(_with_topic(statement, topics) for statement in found.suggestions),
        offered=tuple(_with_topic(statement, topics) for statement in found.offered),
        table=rows,
        informative=dict(informative) if informative else None,
        open=bool(found.suggestions) or not (found.statements or found.offered or informative),
        notes=(*placed.notes, *found.notes),
    )
    return clause, found


def cells_in(rows: tuple[tuple[str, ...], ...], zh: str) -> tuple[tuple[str, ...], ...]:
    """The cells of ``rows`` as the mended text ``zh`` has them; none where a cell cannot be found again in order."""
    at, found = 0, []
    for row in rows:
        cells = []
        for cell in row:
            words = standing_in(cell, zh[at:]) if cell else ""
            if words is None:
                return ()
            at = zh.index(words, at) + len(words)
            cells.append(words)
        found.append(tuple(cells))
    return tuple(found)


def _is_opening(placed: Placed, zh: str, found: Found) -> bool:
    return placed.id.startswith("0.") and bool(OPENED.search(zh)) and not (found.statements or found.suggestions)


def topics_of(zh: str, statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """The topics of the statements, with a ``TODO`` unless they cover the whole clause."""
    topics = [topic for topic in dict.fromkeys(s.topic for s in statements) if topic and topic != TODO]
    settled = all(statement.topic not in (None, TODO) for statement in statements)
    return (*topics,) if topics and settled and _covered(zh, statements) else (*topics, TODO)


def _covered(zh: str, statements: tuple[Statement, ...]) -> bool:
    """Whether quotes of statements make up every sentence, except a few characters such as "telephone:"."""
    stands = set()
    for statement in statements:
        start = zh.find(statement.quote)
        stands |= set(range(start, start + len(statement.quote)))
    sentences = [match.span() for match in re.finditer("[^。；;]+", zh)]
    left = [sum(i not in stands for i in range(start, end)) for start, end in sentences]
    return all(count <= FEW and count * 2 < end - start for count, (start, end) in zip(left, sentences, strict=True))


def _with_topic(statement: Statement, topics: tuple[str, ...]) -> Statement:
    """``statement`` with its topic where the clause has several; a single topic is left implied."""
    if statement.group not in ("facts", "requirements"):
        return statement
    fields = {key: value for key, value in statement.fields.items() if key != "topic"}
    if len(topics) > 1:
        quote = fields.pop("quote")
        fields |= {"topic": statement.topic or TODO, "quote": quote}
    return Statement(statement.group, fields, statement.comment)


def _whole(document: Document, divided: Parts, clauses: tuple[DraftClause, ...]) -> None:
    """Refuses a draft whose text, with corrections undone, differs from the document's."""
    head, signature = (
        bare("".join(paragraph.text.as_received + "\n" for paragraph in part))
        for part in (divided.head, divided.signature)
    )
    body = "".join(bare(as_received(c)) for c in clauses if not c.annexed)  # type: ignore[arg-type]
    annexed = "".join(bare(as_received(c)) for c in clauses if c.annexed)  # type: ignore[arg-type]
    given, drafted = bare(document.text), head + body + signature + annexed
    if given == drafted:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(given, drafted, strict=False)) if a != b), min(len(given), len(drafted))
    )
    line = 1 + _line_of(document.text, at)
    expected = f"a draft that keeps every character, here {shown(given[max(0, at - 6) : at + 12])}"
    raise BadInput([Problem(document.name, line, 1, expected, shown(drafted[max(0, at - 6) : at + 12]))])


def _line_of(text: str, count: int) -> int:
    """The line, from 0, of the character at index ``count``, not counting white space and marks."""
    for number, line in enumerate(text.split("\n")):
        count -= len(bare(line))
        if count < 0:
            return number
    return text.count("\n")

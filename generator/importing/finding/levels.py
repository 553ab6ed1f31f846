"""Suggests which education opens which title, and after what time, from sentences, headings and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.importing.finding.statements import TODO, Plain, Statement, condition
from generator.importing.finding.terms import SCHOOLED, TITLED, Time, education_in, times_in, titles_in
from generator.importing.notes import NONE, Note, note, notes_of

DETERMINED = re.compile(
    rf"(?:可|可以|予以|直接|应|准予|即)?(?:直接|考核|申请|申报)?(?:初定|认定|确认|定为|定职|确定|评定|聘任|聘用|聘为|申报|初聘|定)"
    rf"(?:为|其|相应|相关)?[^，。；、：\n]{{0,14}}?(?P<title>{TITLED.pattern})(?:职称|职务|资格|专业技术(?:资格|职务))*"
)
IN_BRACKETS = re.compile(rf"(?<=初级)[（(](?P<title>{TITLED.pattern})")
AGAIN = re.compile("再|期满后")
"""Between two times: the second begins when the first is over."""
FULL_TIME = re.compile("(?<!非)全日制")
NOT = re.compile("不得|不能|不予|不再|不可|未")
HELD = re.compile(
    r"(?:取得|获得|具有|具备|聘任|担任)(?P<held>[^，。；、]{0,10}?(?:技术员|员级|助理[^，。；、]{0,4}|助教|中级)[^，。；、满]{0,8})[^，。；]{0,12}?(?=满|\d|[一二两三四五六七八九十]年)"
)

HELD_FIRST = re.compile(
    rf"(?:取得|获得|具有|具备)(?P<held>[^，。；、]{{0,6}}(?:{TITLED.pattern})[^，。；、]{{0,6}})[，,、]"
)
"""A title asked for before a time of which the words do not say whether it is held so long."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A stretch of text that ends with a title, from ``titled`` on, and what it says."""

    start: int
    titled: int
    end: int
    schooled: int
    """Where the words of its education begin."""
    admits: tuple[str, ...]
    title: str
    words: str
    """Its title as printed."""
    comment: Note = NONE


def levels(text: str, above: tuple[str, ...], notes: list[Note]) -> Iterator[Statement]:
    """The rows of the level table that ``text`` states; ``notes`` takes what is not certain of them."""
    rows = [*_rows(text, notes)] or [*_under_a_title(text, above)]
    shared = _shared_time(text, rows)
    for row in rows:
        yield from _conditions(text, row, rows, shared, notes)


RESPECTIVELY = re.compile("分别[^，。；]{0,12}$")


def _rows(text: str, notes: list[Note]) -> Iterator[_Row]:
    at, schooled = 0, -1
    for match in DETERMINED.finditer(text):
        start, stretch = at, text[at : match.start()]
        at = match.end()
        named = bool(education_in(stretch))
        if named:
            schooled = start + len(stretch) - len(stretch.lstrip("，,。；;、 \n"))
        elif "。" in stretch:
            schooled = -1
        if schooled < 0 or NOT.search(re.split("[，。；\n]", stretch)[-1]) or _only_listed(stretch):
            continue
        if RESPECTIVELY.search(text[start : match.start("title")]) or _named_again(stretch):
            notes.append(note("respectively", words=text[schooled : match.end()]))
            continue
        bracketed = IN_BRACKETS.match(text, match.end())
        title, *_ = titles_in(bracketed["title"] if bracketed else match["title"])
        for first, last in _alternatives(text, schooled, match.start()) if named else [(schooled, match.start())]:
            own = text[first if named else start : last]
            admits = education_in(HELD.sub("", own)) or education_in(text[first:last])
            # A title without an education of its own has that of the last row.
            schooled = first
            yield _Row(first if named else start, last, match.end(), first, (*admits,), title, match["title"])


def _named_again(stretch: str) -> bool:
    """Whether several are named, and one of them again, alone, for the title: 博士、硕士不限年限，博士认定中级."""
    *first, last = re.split("[，,]", stretch)
    again = education_in(last)
    return len(again) == 1 and len(education_in("，".join(first))) > 1 and again[0] in education_in("，".join(first))


OR = re.compile(r"[；;。]\s*(?:或者?)?|[，,、]\s*(?:或者?)?|或者?")


def _alternatives(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of an education and a time each that ``text`` joins by 或 and its stops; one where no time parts them.

    A time behind a comma holds for the education before 或 as well: 中专毕业或技校毕业，满1年.
    """
    spans: list[tuple[int, int]] = []
    for join, first, last in _schooled(text, start, end):
        times = times_in(text, first, last)
        apart = bool(re.search("[；;。]", join))
        shares = not apart and (not times or join.startswith("、") or "，" in text[first : times[0].start])
        if spans and shares and not times_in(text, *spans[-1]):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans if any(times_in(text, *span) for span in spans) else [(start, end)]


def _schooled(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The stretches of ``text`` with an education each, and by what each is joined to the one before."""
    found: list[tuple[str, int, int]] = []
    cuts = [(start, start), *(match.span() for match in OR.finditer(text, start, end)), (end, end)]
    for (before, first), (last, _) in pairwise(cuts):
        if found and not (education_in(text[slice(*found[-1][1:])]) and education_in(text[first:last])):
            found[-1] = (*found[-1][:2], last)
        else:
            found.append((text[before:first], first, last))
    return found


def _only_listed(stretch: str) -> bool:
    """Whether a title follows another one right away, so that nothing is said of it alone."""
    return len(stretch.strip("，、和或及 ")) < 2


def _shared_time(text: str, rows: list[_Row]) -> list[Time]:
    """The time that stands before the first education, for all rows after a colon: 见习期满一年的：本科…，专科….."""
    first = SCHOOLED.search(text)
    lead = re.search("[：:][^，。；：]{0,6}$", text[: first.start()]) if first else None
    return times_in(text, 0, lead.start())[-1:] if lead and len(rows) > 1 else []


def _conditions(text: str, row: _Row, rows: list[_Row], shared: list[Time], notes: list[Note]) -> Iterator[Statement]:
    before = text[row.start : row.titled]
    comment = notes_of(row.comment, *_doubts(text[row.schooled : row.titled], row.title, row.words))
    topic = _topic(row.admits, row.title)
    quote = text[row.schooled : row.end]
    yield condition("education", quote, comment, topic, admits=[*row.admits], title=_value(row.title))
    if held := HELD.search(before):
        yield from _held(text, row, held)
    elif asked := HELD_FIRST.search(before):
        notes.append(note("since_title", words=quote, title=asked["held"]))
        return
    end = row.start + held.start() if held else row.titled
    times = times_in(text, row.start, end) or ([] if held else shared)
    earlier = times[-2:-1] or times_in(text, row.schooled, row.start)[-1:]
    after = [first for first in earlier if times and AGAIN.search(text[first.end : times[-1].start])]
    if not after and len({time.months for time in times}) > 1:
        notes.append(note("which_time", words=quote))
        return
    for time in times[-1:]:
        first = (after or times)[-1].start
        words = _quote_of_time(text, min(row.start, first), first, time.end)
        whose = _whose(row.admits, row.title, [(other.admits, other.title) for other in rows])
        summed = notes_of(*(note("summed", first=first.months, second=time.months) for first in after))
        months = str(time.months + sum(first.months for first in after))
        yield condition("probation", words, summed, topic, months=months, **whose)
    if FULL_TIME.search(before) and "非全日制" not in before:
        yield condition("study_form", quote, note("of_all"), admits=["full_time"])


def _whose(admits: tuple[str, ...], title: str, rows: list[tuple[tuple[str, ...], str]]) -> dict[str, Plain]:
    """What tells one row's time from that of the other rows in its clause: its education, its title, or both."""
    of: dict[str, Plain] = {"of": [*admits]} if any(other != admits for other, _ in rows) else {}
    both = any({*other} & {*admits} and its != title for other, its in rows)
    return of | ({"title": _value(title)} if both else {})


def _value(title: str) -> Plain:
    return TODO if title == "unsure" else title


def _held(text: str, row: _Row, held: re.Match[str]) -> Iterator[Statement]:
    start = row.start + held.start()
    titles: list[Plain] = [title if title != "unsure" else TODO for title in titles_in(held["held"])]
    times = times_in(text, row.start + held.end(), row.end)
    if times:
        months, end = str(times[0].months), times[0].end
        yield condition("取得的职称", text[start:end], values=titles, count=months)


TOPICS = {
    ("doctor", "intermediate"): "level.doctor",
    ("bachelor", "assistant"): "level.bachelor",
    ("master", "assistant"): "level.master",
    ("second_bachelor", "assistant"): "level.master",
    ("junior_college", "technician"): "level.technician",
    ("secondary_vocational", "technician"): "level.technician",
}


def _topic(admits: tuple[str, ...], title: str) -> str:
    topics = {TOPICS.get((education, title), TODO) for education in admits}
    return topics.pop() if len(topics) == 1 else TODO


def _doubts(schooling: str, title: str, words: str) -> Iterator[Note]:
    """What it takes to decide about the row, where its words leave something open."""
    if re.search(
        "以上|及以上", re.sub(r"\d+\s*年|[一二两三四五]年|个月", "", schooling)
    ) and "学历以上" in schooling.replace("及", ""):
        yield note("higher")
    if re.search("(?<![中高初同])等(?!职业|专业|学校|于|同)", re.split("[，。]", schooling)[0]):
        yield note("others")
    if title == "unsure":
        yield note("which_title", words=words)


def _quote_of_time(text: str, first: int, start: int, end: int) -> str:
    """The words between punctuation around a time."""
    begin = max([first, *(text.rfind(mark, first, start) + 1 for mark in "，,。；;、：\n")])
    ended = re.compile("[^，,。；;、：\n可]{0,12}(?=[，,。；;])").match(text, end)
    return text[begin : ended.end() if ended else end].strip()


# Items under a heading that names the title


UNDER_WHICH = re.compile("条件|符合|下列|以下|[：:]$|^.{2,14}$")
NO_HEADING = re.compile("办法|通知|细则|规定|公告")
DEEMED = re.compile("视同|等同|相当于|对待")


OWN_TITLE = re.compile(
    rf"(?:可?(?:初定|认定|确定|考核认定|申报)?为?)?(?:{TITLED.pattern})(?:职称|资格|职务)?(?:（[^（）]{{0,12}}）)?[：:]"
)


def _under_a_title(text: str, above: tuple[str, ...]) -> Iterator[_Row]:
    """The rows of a text that begins with its title, 员级：, or stands below it: 初定助理级须符合下列条件之一."""
    own = OWN_TITLE.match(text)
    start = own.end() if own else 0
    heading = own.group() if own else next((words for words in reversed(above) if titles_in(words)), "")
    named = titles_in(heading)
    titles = [title for title in named if title != "unsure"] or named
    conditional = own or (UNDER_WHICH.search(heading) and not NO_HEADING.search(heading) and len(text) <= 120)
    stated = len(titles) == 1 and re.search("毕业|学历|学位|[专本]科|硕士|博士|研究生", text[start:])
    if not (conditional and stated) or NOT.search(text) or DEEMED.search(text):
        return
    comment = NONE if own else note("title_above", heading=heading)
    for first, last in _alternatives(text, start, len(text.rstrip("。；;，, "))):
        if admits := education_in(text[first:last]):
            yield _Row(first, last, last, first, (*admits,), titles[0], heading, comment)


# Tables

EDUCATION_COLUMN = re.compile("学历|学位|毕业")
TITLE_COLUMN = re.compile("职称|层级|级别|资格|职务|初定|认定")
TIME_COLUMN = re.compile("年限|资历|时间|见习|工作|要求|条件|满")


@dataclass(frozen=True, slots=True)
class _Level:
    """What one row of a table says of one title; ``times``: the words on how long."""

    admits: tuple[str, ...]
    title: str
    times: str
    quote: str
    comment: Note


def level_rows(rows: tuple[tuple[str, ...], ...]) -> Iterator[Statement]:
    """The conditions of a table of education by titles or by years; ``rows`` begin with the head."""
    found = [*_levels(rows)]
    for level in found:
        topic = _topic(level.admits, level.title)
        yield condition(
            "education", level.quote, level.comment, topic, admits=[*level.admits], title=_value(level.title)
        )
        for time in times_in(level.times)[:1]:
            whose = _whose(level.admits, level.title, [(other.admits, other.title) for other in found])
            yield condition("probation", level.quote, NONE, topic, months=str(time.months), **whose)


def _levels(rows: tuple[tuple[str, ...], ...]) -> Iterator[_Level]:
    head, schooled = rows[0], ""
    above = [""] * len(head)
    column = next((n for n, cell in enumerate(head) if EDUCATION_COLUMN.search(cell)), None)
    if column is None:
        return
    for row in rows[1:]:
        # Cells at the end that are empty may be missing.
        cells = (*row, *[""] * (len(head) - len(row)))
        if len(cells) != len(head):
            continue
        schooled = cells[column] or schooled
        above = [cell or before for cell, before in zip(cells, above, strict=True)]
        if admits := (*education_in(schooled),):
            comment = NONE if cells[column] else note("education_above")
            quote = " ".join(cell for cell in cells if cell)
            yield from (_Level(admits, *said, quote, comment) for said in _titles_of(head, cells, above, column))


def _titles_of(
    head: tuple[str, ...], cells: tuple[str, ...], above: list[str], column: int
) -> Iterator[tuple[str, str]]:
    """The titles that a row opens, by its columns or by one that names them, with the words on how long.

    ``above`` has for each empty cell the one above it, with which a title's is merged.
    """
    others = [n for n in range(len(head)) if n != column]
    by_title = [n for n in others if len(titles_in(head[n])) == 1]
    for n in by_title:
        if re.search(r"\d|[一二两三四五六七八九十]年|即|可|直接|√|不要求|无", cells[n]) and not NOT.search(cells[n]):
            yield titles_in(head[n])[0], cells[n]
    named = [n for n in others if not by_title and TITLE_COLUMN.search(head[n]) and titles_in(above[n])]
    for n in named[:1]:
        yield titles_in(above[n])[0], " ".join(cells[m] for m in others if m != n and TIME_COLUMN.search(head[m]))

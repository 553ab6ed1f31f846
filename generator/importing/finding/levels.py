"""Suggests which education opens which title, and after what time, from sentences, headings and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.importing.finding.statements import TODO, Plain, Statement, condition
from generator.importing.finding.terms import TITLED, education_in, times_in, titles_in

DETERMINED = re.compile(
    rf"(?:可|可以|予以|直接|应|准予|即)?(?:直接|考核|申请|申报)?(?:初定|认定|确认|定为|定职|确定|评定|聘任|聘用|聘为|申报|初聘)"
    rf"(?:为|其|相应|相关)?[^，。；、：\n]{{0,14}}?(?P<title>{TITLED.pattern})(?:职称|职务|资格|专业技术(?:资格|职务))*"
)
NOT = re.compile("不得|不能|不予|不再|不可|未")
HELD = re.compile(
    r"(?:取得|获得|具有|具备|聘任|担任)(?P<held>[^，。；、]{0,10}?(?:技术员|员级|助理[^，。；、]{0,4}|助教|中级)[^，。；、满]{0,8})[^，。；]{0,12}?(?=满|\d|[一二两三四五六七八九十]年)"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A stretch of text that ends where it names a title, with the stretch its education is said in."""

    start: int
    end: int
    schooled: int
    """Where the words of its education begin."""


def levels(text: str, above: tuple[str, ...]) -> Iterator[Statement]:
    """The rows of the level table that ``text`` states."""
    rows = [*_rows(text)]
    several = len(rows) > 1
    for row in rows:
        yield from _conditions(text, row, several)
    if not rows:
        yield from _under_a_title(text, above)


def _rows(text: str) -> Iterator[_Row]:
    at, schooled = 0, -1
    for match in DETERMINED.finditer(text):
        start, stretch = at, text[at : match.start()]
        at = match.end()
        if education_in(stretch):
            schooled = start + len(stretch) - len(stretch.lstrip("，,。；;、 \n"))
        if schooled < 0 or NOT.search(re.split("[，。；\n]", stretch)[-1]) or _only_listed(stretch):
            continue
        yield _Row(start, match.end(), schooled)


def _only_listed(stretch: str) -> bool:
    """Whether a title follows another one right away, so that nothing is said of it alone."""
    return len(stretch.strip("，、和或及 ")) < 2


def _conditions(text: str, row: _Row, several: bool) -> Iterator[Statement]:
    found = [*DETERMINED.finditer(text, row.start, row.end)][-1]
    title = titles_in(found["title"])[0]
    schooling = (
        text[row.schooled : found.start()]
        if education_in(text[row.start : found.start()])
        else text[row.schooled : row.start]
    )
    before = text[row.start : found.start()]
    admits: list[Plain] = [*(education_in(HELD.sub("", before)) or education_in(schooling))]
    comment = _doubt(schooling, title, found["title"])
    value: Plain = TODO if title == "unsure" else title
    yield condition(
        "education", text[row.schooled : row.end], comment, _topic(admits, title), admits=admits, title=value
    )
    if held := HELD.search(before):
        yield from _held(text, row, held)
        return
    for time in times_in(text, row.start, found.start())[-1:]:
        quote = _quote_of_time(text, row.start, time.start, time.end)
        of_title: dict[str, Plain] = {"title": value} if several else {}
        yield condition("probation", quote, "", _topic(admits, title), months=str(time.months), **of_title)


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


def _topic(admits: list[Plain], title: str) -> str:
    topics = {TOPICS.get((str(education), title), TODO) for education in admits}
    return topics.pop() if len(topics) == 1 else TODO


def _doubt(schooling: str, title: str, words: str) -> str:
    """What it takes to decide about the row, where its words leave something open."""
    doubts = []
    if re.search(
        "以上|及以上", re.sub(r"\d+\s*年|[一二两三四五]年|个月", "", schooling)
    ) and "学历以上" in schooling.replace("及", ""):
        doubts.append("以上 may include higher education")
    if re.search("(?<![中高初同])等(?!职业|专业|学校|于|同)", re.split("[，。]", schooling)[0]):
        doubts.append("等 may include education that is not named")
    if title == "unsure":
        doubts.append(f"{words}: technician, assistant or both")
    return "; ".join(doubts)


def _quote_of_time(text: str, first: int, start: int, end: int) -> str:
    """The words between punctuation around a time."""
    begin = max([first, *(text.rfind(mark, first, start) + 1 for mark in "，,。；;、：\n")])
    ended = re.compile("[^，,。；;、：\n可]{0,12}(?=[，,。；;])").match(text, end)
    return text[begin : ended.end() if ended else end].strip()


# Items under a heading that names the title


def _under_a_title(text: str, above: tuple[str, ...]) -> Iterator[Statement]:
    """Education and time of an item whose heading names one title: 初定助理级须符合下列条件之一."""
    admits: list[Plain] = [*education_in(text)]
    heading = next((words for words in reversed(above) if titles_in(words)), "")
    titles = titles_in(heading)
    times = times_in(text)
    conditional = re.search("初定|认定|确认|条件|级|职称", heading) and re.search("毕业|学历|学位|[专本]科", text)
    if not (admits and len(titles) == 1 and conditional and len(text) <= 120) or NOT.search(text):
        return
    [title] = titles
    value: Plain = TODO if title == "unsure" else title
    quote = text.rstrip("。；;，, ")
    yield condition(
        "education", quote, f"the title stands above: {heading}", _topic(admits, title), admits=admits, title=value
    )
    for time in times[:1]:
        yield condition(
            "probation",
            _quote_of_time(text, 0, time.start, time.end),
            "",
            _topic(admits, title),
            months=str(time.months),
        )


# Tables

EDUCATION_COLUMN = re.compile("学历|学位|毕业")
TITLE_COLUMN = re.compile("职称|层级|级别|资格|职务|初定|认定")
TIME_COLUMN = re.compile("年限|资历|时间|见习|工作|要求|条件|满")


def level_rows(rows: tuple[tuple[str, ...], ...]) -> Iterator[Statement]:
    """The conditions of a table of education by titles or by years; ``rows`` begin with the head."""
    if len(rows) < 2:
        return
    head, schooled = rows[0], ""
    column = next((n for n, cell in enumerate(head) if EDUCATION_COLUMN.search(cell)), None)
    if column is None:
        return
    for row in rows[1:]:
        # Cells at the end that are empty may be missing.
        cells = (*row, *[""] * (len(head) - len(row)))
        if len(cells) != len(head):
            continue
        schooled = cells[column] or schooled
        admits: list[Plain] = [*education_in(schooled)]
        if admits:
            yield from _of_row(head, cells, column, admits)


def _of_row(head: tuple[str, ...], cells: tuple[str, ...], column: int, admits: list[Plain]) -> Iterator[Statement]:
    quote = " ".join(cell for cell in cells if cell)
    merged = "" if cells[column] else "its education stands in the merged cell above"
    by_title = [n for n, cell in enumerate(head) if n != column and len(titles_in(cell)) == 1]
    if by_title:
        for n in by_title:
            if re.search(r"\d|[一二两三四五六七八九十]年|即|可|直接|√|不要求|无", cells[n]):
                yield from _level(admits, titles_in(head[n])[0], cells[n], quote, merged, several=len(by_title) > 1)
        return
    named = next(
        (n for n, cell in enumerate(head) if n != column and TITLE_COLUMN.search(cell) and titles_in(cells[n])), None
    )
    if named is not None:
        times = " ".join(
            cells[n] for n, cell in enumerate(head) if n not in (column, named) and TIME_COLUMN.search(cell)
        )
        yield from _level(admits, titles_in(cells[named])[0], times, quote, merged, several=False)


def _level(
    admits: list[Plain], title: str, words: str, quote: str, comment: str, *, several: bool
) -> Iterator[Statement]:
    value: Plain = TODO if title == "unsure" else title
    yield condition("education", quote, comment, _topic(admits, title), admits=admits, title=value)
    for time in times_in(words)[:1]:
        of_title: dict[str, Plain] = {"title": value} if several else {}
        yield condition("probation", quote, "", _topic(admits, title), months=str(time.months), **of_title)

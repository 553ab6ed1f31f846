"""Finds application periods and the day to which experience counts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generator.importing.finding.statements import TODO, Plain, Statement, fact, sentence
from generator.importing.notes import Note, note, notes_of
from generator.register.days import CLOCK, SINGLE, Written, Years, days, intervals, whole_day

HANDED_IN = re.compile(
    "(?:初定|认定|确认)时间|材料交|交材料|接收|申报|呈报|报名|填报|受理|报送|提交|递交|办理|上传|申请|登录|录入"
)
NOT_HANDED_IN = re.compile(
    "毕业|取得|见习|放假|休假|任职|出生|参加工作|培训|有效期|公示|审核|初审|复审|复核|考核|资历|评审|发证|领取|答辩|面试"
)
ONLINE = re.compile("登录|https?:|网站|网上|线上|网络|在线|系统|平台|网报|个人(?:申报|填报)")
PAPER = re.compile(
    "纸质|书面|材料(?:报送|提交|递交|受理|接收|送交)|报送材料|现场(?:受理|递交|提交|报送)|送交材料|提交材料"
)
CUT_OFF = re.compile("资历|任职|年限|毕业时间|见习|从事.{0,10}工作|工作时间|工作经历")
OTHERWISE = re.compile("业绩|成果|论文|学历|证书|继续教育|学时|材料|社保|年龄|周岁|公示|缴费|考核")
"""Other matters that a notice counts up to a day of their own."""
COUNTED_TO = re.compile("[计算]算到|计算至|计算截止|截止|截至|截止到|统计到|计至|算至|计算时间为|以$")
COUNTED_AFTER = re.compile(
    r"^\s*(?:为|作为)?(?P<what>[^，。；]{0,10}(?:资历|任职|年限)[^，。；]{0,8}?(?:截止|截至)[^，。；]{0,6})"
)
OF_PERSONS = re.compile("(?:期间|内|之间)?[^，。；]{0,8}(?:参加工作|毕业|入职|取得|招录|录用|引进|聘用|来校)")
"""After days that say who is meant, not when they apply."""
ALIKE = re.compile("(?:线上|网上).{0,8}(?:与|和|及).{0,4}(?:纸质|材料).{0,10}(?:一致|相同|同步)")
ROUND = re.compile(r"第[一二三四五六七八九十\d]{1,2}(?:批次?|轮|期)|[上下]半年|第[一二三四]季度")
WHO = re.compile(r"(?P<who>个人|用人单位|所在单位|单位|主管部门)[^，。；：\d]{0,10}[：为]?\s*$")
EVERY_YEAR = re.compile("每年|逐年|历年")
"""Days that come again are no window of one year."""
ALL_YEAR = re.compile(
    "(?:全年|常年|长期|随时)(?:均|都)?可?以?(?:受理|申报|接收|办理)(?:，?\\s*随时(?:申报|受理|办理))?"
    "|(?<=时间：)\\s*(?:全年|常年|长期)(?:工作日)?"
)


def dated(text: str, above: tuple[str, ...], years: Years) -> tuple[list[Statement], list[Note], list[Statement]]:
    """Windows and cut-offs of ``text``, notes on its other days, and facts that those may be."""
    statements: list[Statement] = []
    notes: list[Note] = []
    offered: list[Statement] = []
    spans = [*intervals(text, years), *_from_to(text, years)]
    for span in spans:
        found = [_of_round(window, text, span, above) for window in _window(text, span, above)]
        statements += found
        if review := None if found else _review(text, span, above):
            offered.append(review)
        elif not found:
            notes.append(note("window", words=_words(text, span), days=f"{span.opens}/{span.closes}"))
    statements += [fact("window", "all_year", match.group(), TODO) for match in ALL_YEAR.finditer(text)]
    statements += _vague(text)
    closing = [*_last_days(text, years, spans)]
    statements += [found for found, _ in closing]
    spans += [day for _, day in closing]
    single = [] if whole_day(text) else [day for day in days(text, years) if not _inside(day, spans)]
    for day in single:
        cutoff = _cutoff(text, day, years, above)
        if cutoff:
            statements.append(_of_round(cutoff, text, day, above))
        elif after := _cutoff_after(text, day, spans, above):
            offered.append(replace(after, comment=notes_of(_asked(text, day, years), after.comment)))
        else:
            notes.append(_asked(text, day, years))
    return statements, [*notes, *_without_year(text, [*spans, *days(text, years)])], offered


REVIEWED = re.compile(
    r"(?P<who>用人单位|所在单位|单位|主管部门)[^，。；：\d]{0,6}(?:审核|初审|复核)[^，。；：\d]{0,6}[：为]?\s*$"
)


def _review(text: str, span: Written, above: tuple[str, ...]) -> Statement | None:
    """The time in which employers look at what applicants have sent, where the words right before it say so."""
    before, _ = sentence(text, span.start, span.end)
    found = REVIEWED.search(text, before, span.start)
    if not found:
        return None
    quote = text[found.start() : span.end]
    value = f"{span.opens}/{span.closes}"
    said = note("review", words=_words(text, span), days=value)
    window = fact("window", value, quote, "window.review", said)
    dated = _of_round(window, text, span, above)
    fields = {key: value for key, value in dated.fields.items() if key != "quote"}
    who: Plain = {"zh": found["who"], "en": TODO}
    return replace(dated, fields=fields | {"who": who, "quote": quote})


def _cutoff_after(text: str, day: Written, spans: list[Written], above: tuple[str, ...]) -> Statement | None:
    """The cut-off of a day without a year, in the year of a window of the same sentence that it comes after."""
    before, _ = sentence(text, day.start, day.end)
    earlier = [span for span in spans if before <= span.start < day.start]
    if day.year or not earlier:
        return None
    closes = max(span.closes for span in earlier)
    at = Years(titled=closes.year).day(day.opens.month, day.opens.day)
    found = _cutoff(text, day, Years(titled=day.opens.year), above)
    if found is None or at is None or at < closes:
        return None
    return _of_round(replace(found, fields=found.fields | {"value": str(at)}), text, day, above)


def _inside(day: Written, spans: list[Written]) -> bool:
    return any(span.start <= day.start < span.end for span in spans)


def _without_year(text: str, found: list[Written]) -> Iterator[Note]:
    """Days whose year neither the document nor its title says."""
    stand_in = Years(titled=2024)
    whole = [*intervals(text, stand_in)]
    for span in [*whole, *(day for day in days(text, stand_in) if not _inside(day, whole))]:
        if not _inside(span, found) and not span.year:
            yield note("which_year", words=_words(text, span))


OPENED = re.compile("(?:正式)?(?:开放|开通|开启|开始|启动)")
CLOSED = re.compile("(?:准时|自动)?(?:关闭|截止|结束)")


def _from_to(text: str, years: Years) -> Iterator[Written]:
    """Intervals said as two days: 7月1日开放，7月31日关闭."""
    for first, last in pairwise(days(text, years)):
        said = OPENED.match(text, first.end) and CLOSED.match(text, last.end)
        if said and first.opens <= last.opens and not re.search("[。；;]", text[first.end : last.start]):
            yield Written(first.start, last.end, first.opens, last.closes, first.year)


LAST_DAY = re.compile(
    r"(?:申报|报名|填报|受理|报送|提交)(?![人对])[^，。；、：\n]{0,6}截止(?:时间|日期|日)?\s*(?:[：:]|为|是|到|至|于)?\s*$"
)

FROM_NOW = re.compile(
    rf"(?:(?:{HANDED_IN.pattern})[^，。；\n]{{0,16}}?)?(?:即日|本?(?:通知|公告|通告)?(?:发布|印发|公布|发文)之日)起\s*(?:开始)?\s*(?:至|到|[-—~～]{{1,2}})\s*$"
)
TO = re.compile(
    rf"(?:即日|本?(?:通知|公告|通告)?(?:发布|印发|公布|发文)之日)起[^。；\n]{{0,12}}?(?:{HANDED_IN.pattern})[^。；\n]{{0,24}}?截止?(?:至|到)\s*$"
)
ENDING = re.compile(rf"(?:{HANDED_IN.pattern})[^，。；\n]{{0,10}}?于\s*$")
ENDS = re.compile(rf"{CLOCK}(?:准时|自动)?(?:截止|结束|关闭)")
TAKEN = re.compile(rf"{CLOCK}止?[，,]?(?:期间)?(?:接收|受理|申报|报名)")
BY_THEN = re.compile(rf"{CLOCK}(?:下班)?(?:之|以)?前")
EACH_PERSON = re.compile(
    "个人|本人|申[报请]人|申报者|人员(?:请|须|应|于)|纸质材料|[上下]述材料|以[上下]材料|符合条件的?(?:人员|者|同志)|报名"
)
OF_OTHERS = re.compile(
    "前(?:由|各)?(?:学院|院系|单位|部门|公司|集团|科室|[县市区])|汇总|推荐上报|部门|审查|报送(?:至|到)?(?:我局|我厅|市局)"
)


def _last_days(text: str, years: Years, spans: list[Written]) -> Iterator[tuple[Statement, Written]]:
    """Windows of which the text gives the last day alone."""
    for day in days(text, years):
        if _inside(day, spans):
            continue
        before, _ = sentence(text, day.start, day.end)
        words = _words(text, day)
        leading = [LAST_DAY, FROM_NOW, TO, *([ENDING] if ENDS.match(text, day.end) else [])]
        if found := next((match for pattern in leading if (match := pattern.search(text, before, day.start))), None):
            quote, handed = text[found.start() : day.end], found.group()
        elif BY_THEN.match(text, day.end) and _of_each(words, text[before : day.start]):
            quote, handed = words, words
        else:
            continue
        handed += (TAKEN.match(text, day.end) or [""])[0]
        if HANDED_IN.search(handed) and not NOT_HANDED_IN.search(handed):
            online, paper = _where(text[before : day.start])
            topic = "window.online" if online and not paper else "window.paper" if paper and not online else TODO
            yield fact("window", f"/{day.closes}", quote, topic), day


VAGUE = re.compile(r"(?:20\d\d年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?:[上中下]旬|月?[初中底末])")


def _vague(text: str) -> Iterator[Statement]:
    """Windows of which the words give no day."""
    for match in VAGUE.finditer(text):
        words = _words(text, match)
        before, _ = sentence(text, *match.span())
        started = FROM_NOW.search(text, before, match.start()) or TO.search(text, before, match.start())
        if started or (
            _of_each(words, text[before : match.start()])
            and HANDED_IN.search(words)
            and not NOT_HANDED_IN.search(words)
        ):
            quote = text[started.start() : match.end()] if started else words
            yield fact("window", "unclear", quote, TODO)


def _of_each(words: str, before: str) -> bool:
    """Whether ``words``, in a sentence that begins with ``before``, ask applicants, not offices, for something."""
    return bool(EACH_PERSON.search(words + before) and not OF_OTHERS.search(words))


def _words(text: str, span: Written | re.Match[str]) -> str:
    """The words around a day, from the punctuation before it to that after it."""
    first, last = span.span() if isinstance(span, re.Match) else (span.start, span.end)
    start = max(text.rfind(mark, 0, first) for mark in "，,。；;\n") + 1
    end = min((at for mark in "，,。；;\n" if (at := text.find(mark, last)) >= 0), default=len(text))
    return text[start:end].strip()


def _asked(text: str, day: Written, years: Years) -> Note:
    """What it takes to say what a day is."""
    words, written = _words(text, day), f"{day.opens}{_doubt(day, years)}"
    if CUT_OFF.search(words) and not day.year:
        return note("day_of_cutoff", words=words, day=written)
    return note("last_day" if re.search("前|截止|止", words) else "day", words=words, day=written)


def _doubt(day: Written, years: Years) -> str:
    other = years.titled if not day.year and years.titled not in (None, day.opens.year) else None
    return f" / {other}{str(day.opens)[4:]}" if other else ""


def _window(text: str, span: Written, above: tuple[str, ...]) -> Iterator[Statement]:
    before, after = sentence(text, span.start, span.end)
    prefix = text[before : span.start]
    # Where a sentence has several windows, each owns the words since the previous one.
    nearest = re.split(r"\d\s*[日号]\s*[)）]?\s*[，,、]", prefix)[-1]
    if EVERY_YEAR.search(prefix):
        return
    words = (
        nearest
        if HANDED_IN.search(nearest) or NOT_HANDED_IN.search(nearest)
        else " ".join(above[-1:]) + text[before:after]
    )
    if NOT_HANDED_IN.search(nearest) or not HANDED_IN.search(words):
        return
    quote = text[before + len(prefix) - len(nearest) : span.end].strip()
    value = f"{span.opens}/{span.closes}"
    rest = text[span.end : after]
    if OF_PERSONS.match(rest):
        return
    if alike := ALIKE.search(rest):
        end = span.end + alike.end()
        yield fact("window", value, quote, "window.online")
        yield fact("window", value, text[span.start : end], "window.paper")
        return
    online, paper = _where(nearest, words, text[before:after])
    topic = "window.online" if online and not paper else "window.paper" if paper and not online else TODO
    yield fact("window", value, quote, topic)


def _where(*contexts: str) -> tuple[bool, bool]:
    """Whether the window is online and on paper, by the first of ``contexts`` (nearest first) that says either."""
    for context in contexts:
        online, paper = bool(ONLINE.search(context)), bool(PAPER.search(context))
        if online or paper:
            return online, paper
    return False, False


def _cutoff(text: str, day: Written, years: Years, above: tuple[str, ...]) -> Statement | None:
    """The cut-off where the words nearest to ``day`` say that experience, and nothing else, counts up to it."""
    before, after = sentence(text, day.start, day.end)
    earlier = [match.end() for match in SINGLE.finditer(text, before, day.start)]
    start = max([before, *earlier])
    prefix, rest = text[start : day.start], text[day.end : after]
    if not (day.year or _this_year(prefix) or (years.titled and day.opens.year == years.titled)):
        return None
    if behind := COUNTED_AFTER.match(rest):
        at = start + (re.search("[以]?$", prefix) or re.search("$", prefix)).start()  # type: ignore[union-attr]
        return fact("cutoff", str(day.opens), text[at : day.end + behind.end()].strip(), "cutoff")
    subject = _subject(prefix) or _subject("".join(above[-1:]))
    counted = COUNTED_TO.search(prefix)
    experience = CUT_OFF.search(subject)
    if not experience or not counted or HANDED_IN.search(prefix[counted.start() :]):
        return None
    named = prefix.rfind(subject) + experience.start() if subject in prefix else counted.start()
    at = start + min(named, counted.start())
    return fact("cutoff", str(day.opens), text[at : day.end], "cutoff")


def _this_year(prefix: str) -> bool:
    return bool(re.search(r"(?:当|今|本)年度?\s*$", prefix))


def _subject(prefix: str) -> str:
    """The part of ``prefix``, between commas, that names last what is counted."""
    named = [part for part in re.split("[，,]", prefix) if CUT_OFF.search(part) or OTHERWISE.search(part)]
    return named[-1] if named else ""


def _of_round(statement: Statement, text: str, span: Written, above: tuple[str, ...]) -> Statement:
    """``statement`` with a TODO where the words around it name a round, and whom it concerns."""
    line = text[max(text.rfind(mark, 0, span.start) for mark in "。\n") + 1 : span.start]
    named = [*ROUND.finditer(line)] or [*ROUND.finditer(above[-1] if above else "")]
    who = WHO.search(line)
    fields: dict[str, Plain] = {key: value for key, value in statement.fields.items() if key != "quote"}
    comment = statement.comment
    if named and named[-1].group()[0] == "第":
        fields["round"] = TODO
        comment = notes_of(comment, note("round", words=named[-1].group()))
    if who and statement.fields["fact"] == "window" and named:
        fields["who"] = {"zh": who["who"], "en": TODO}
    return replace(statement, fields=fields | {"quote": statement.quote}, comment=comment)

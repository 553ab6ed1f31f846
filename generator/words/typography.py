"""Sets a notice's words on a page: brackets, links, days and rounds.

Typography changes what a reader sees, never the data: the published JSON keeps the received form.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from markupsafe import Markup, escape

from generator.comparison import citing
from generator.comparison import translated as english
from generator.notation import DASHES, LINK, TELEPHONE
from generator.published.notice import PublishedClause, PublishedNotice
from generator.register.dictionary import common_tokenizer
from generator.register.values import Interval
from generator.register.vocabularies import Vocabularies
from generator.words.load import Translate
from selfcheck.words import day

LINKS = re.compile(f"({LINK})|({TELEPHONE})")
YEAR_AND_WORD = r"(\d+ *[年月日][度]?)"
NO_BREAK_BEFORE = re.compile(r"[\s,.;:!?)\]，。、；：！？）》”’]")
NO_BREAK_AFTER = re.compile(r".*[(\[（《“‘]", re.DOTALL)
LINE_BREAK = re.compile(r"\s*\n\s*")


def linked(text: str) -> Markup:
    """``text`` as HTML with web addresses and telephone numbers as links."""
    parts, at = [], 0
    for match in LINKS.finditer(text):
        target = match[1] or telephone_link(match[2])
        parts += [escape(text[at : match.start()]), Markup('<a href="{}">{}</a>').format(target, match[0])]
        at = match.end()
    return Markup("").join([*parts, escape(text[at:])])


def unbroken(title: str) -> Markup:
    """``title`` as HTML whose lines break between words and never inside a date, given ``word-break: keep-all``."""
    tokenizer = common_tokenizer()
    words: list[str] = []
    for piece in re.split(YEAR_AND_WORD, title):
        words += [piece] if re.fullmatch(YEAR_AND_WORD, piece) else tokenizer.cut(piece)
    set_words = Markup("")
    for before, word in pairwise(["", *words]):
        breaks = before and not NO_BREAK_BEFORE.match(word) and not NO_BREAK_AFTER.fullmatch(before)
        dated = re.fullmatch(YEAR_AND_WORD, word)
        shown = Markup('<span class="cd-together">{}</span>').format(word) if dated else escape(word)
        set_words += (Markup("<wbr>") if breaks else Markup("")) + shown
    return set_words


def translated(clause: PublishedClause, value: str) -> str:
    """The English of a ``value`` that a sentence of the clause states; empty where it is unclear."""
    return english.translated(clause.zh, clause.en, value)


def telephone_link(number: str) -> str:
    """A mainland number as a ``tel:`` address that also works from abroad."""
    return "tel:+86-" + re.sub(rf"[{DASHES}]\s?", "-", number).removeprefix("0")


def with_breaks_shown(text: str, sign: str) -> str:
    """``text`` on one line, with each line break as ``sign``."""
    return LINE_BREAK.sub(sign, text)


def days(window: Interval, t: Translate, language: str) -> str:
    """A window as people write it: 2026年5月11日至29日, 11 to 29 May 2026."""
    if not window.opens or not window.closes:
        return _open_days(window, t, language)
    opens, closes = day(window.opens, language), day(window.closes, language)
    if window.opens == window.closes:
        return opens
    same_year = window.opens.year == window.closes.year
    same_month = same_year and window.opens.month == window.closes.month
    if language == "zh":
        drop = len(f"{window.opens.year}年") if same_year else 0
        return f"{opens}至{closes[drop:]}"
    keep = opens.split()[: 1 if same_month else 2 if same_year else 3]
    return f"{' '.join(keep)} to {closes}"


def _open_days(window: Interval, t: Translate, language: str) -> str:
    if window.opens:
        return t("site.days.from", opens=day(window.opens, language))
    if window.closes:
        return t("site.days.until", closes=day(window.closes, language))
    return t("site.days.all_year" if window.clear else "site.days.unclear")


def with_asides(label: str, asides: Iterable[str], t: Translate) -> str:
    """``label`` with what is to be known of it in brackets, if anything."""
    aside = t("site.comma").join(asides)
    return t("notice.aside", label=label, aside=aside) if aside else label


def round_name(round_id: str, t: Translate) -> str:
    """A round as people call it: 2026年上半年, first half of 2026."""
    year, _, part = round_id.partition("-")
    if not part:
        return t("site.round.year", year=year)
    if part.isdigit():
        return t("site.round.month", year=year, month=int(part))
    return t(f"site.round.{part}", year=year)


def round_words(notice: PublishedNotice, round_id: str, t: Translate, language: str) -> str:
    """A round as its notice calls it, else as people do."""
    named = notice.round_names.get(round_id)
    return named.of(language) if named else round_name(round_id, t)


def short_name(shared: Vocabularies, notice: PublishedNotice, t: Translate, language: str) -> str:
    """Jurisdiction and round: notices' titles differ in little else."""
    jurisdiction = shared.places[notice.jurisdiction].of(language)
    return t("comparison.short", jurisdiction=jurisdiction, round=round_name(notice.round, t))


def cites(notice: PublishedNotice, t: Translate, language: str) -> dict[str, str]:
    """Every clause's citation, by its id."""
    return citing.cites(((clause.id, clause.label) for clause in notice.all_clauses), t, language)

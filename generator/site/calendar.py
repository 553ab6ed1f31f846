"""The calendar of all windows (iCalendar, RFC 5545), without a clock."""

from datetime import timedelta

from generator.languages import Translate, Words
from generator.published.notice import PublishedFact, PublishedNotice
from generator.published.publication import Publication
from generator.register.characters import without_controls
from generator.register.values import Interval
from generator.site.names import identifier, newest_first
from generator.words.typography import short_name

NAME = "calendar.ics"
LINE_OCTETS = 75
"""RFC 5545, 3.1: longer lines are folded."""


def calendar(publication: Publication, words: Words, language: str) -> str:
    """An event of whole days a window; its end is the day after the last, as the format has it."""
    t = words.of(language)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//chuding//notices//{language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(t('feed.calendar'))}",
    ]
    for notice in newest_first(publication):
        for fact in notice.facts:
            if isinstance(fact.value, Interval):
                lines += _event(publication, notice, fact, fact.value, t, language)
    return "".join(f"{_folded(without_controls(line))}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(
    publication: Publication,
    notice: PublishedNotice,
    fact: PublishedFact,
    window: Interval,
    t: Translate,
    language: str,
) -> list[str]:
    round = short_name(publication, notice, t, language)
    title = notice.title.of(language)
    event = t("feed.event", round=round, name=publication.topic_names(language)[fact.topic])
    details = t("feed.details", title=title, clause=fact.clause, quote=fact.quote)
    return [
        "BEGIN:VEVENT",
        f"UID:{identifier(f'window:{notice.id}:{fact.topic}').removeprefix('urn:uuid:')}",
        f"DTSTAMP:{notice.issued:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{window.opens:%Y%m%d}",
        f"DTEND;VALUE=DATE:{window.closes + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(event)}",
        f"DESCRIPTION:{_text(details)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(words: str) -> str:
    """RFC 5545, 3.3.11."""
    for character in "\\;,":
        words = words.replace(character, "\\" + character)
    return words.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line cut before its 76th octet, never inside a character; each further part begins with a space."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_OCTETS:
            parts.append("")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n ".join(parts)

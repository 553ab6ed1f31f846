"""The calendar of all windows (iCalendar, RFC 5545), without a clock."""

from datetime import UTC, datetime, time, timedelta

import icalendar

from generator.languages import Translate, Words
from generator.published.notice import PublishedFact, PublishedNotice
from generator.published.publication import Publication
from generator.register.characters import without_controls
from generator.register.values import Interval
from generator.site.names import identifier, newest_first
from generator.words.typography import short_name

NAME = "calendar.ics"


def calendar(publication: Publication, words: Words, language: str) -> str:
    """An event of whole days a window."""
    t = words.of(language)
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//chuding//notices//{language.upper()}")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", t("feed.calendar"))
    for notice in newest_first(publication):
        for fact in notice.facts:
            if isinstance(fact.value, Interval):
                made.add_component(_event(publication, notice, fact, fact.value, t, language))
    return str(made.to_ical(sorted=False), "utf-8")


def _event(
    publication: Publication,
    notice: PublishedNotice,
    fact: PublishedFact,
    window: Interval,
    t: Translate,
    language: str,
) -> icalendar.Event:
    round = short_name(publication, notice, t, language)
    title = notice.title.of(language)
    name = t("feed.event", round=round, name=publication.topic_names(language)[fact.topic])
    details = t("feed.details", title=title, clause=fact.clause, quote=fact.quote)
    event = icalendar.Event()
    event.add("uid", identifier(f"window:{notice.id}:{fact.topic}").removeprefix("urn:uuid:"))
    event.add("dtstamp", datetime.combine(notice.issued, time(), UTC))
    event.add("dtstart", window.opens)
    # The day after the last, as the format has it.
    event.add("dtend", window.closes + timedelta(days=1))
    event.add("summary", without_controls(name))
    event.add("description", without_controls(details))
    event.add("transp", "TRANSPARENT")
    return event

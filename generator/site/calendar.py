"""The calendars of windows (iCalendar, RFC 5545), of all notices, each jurisdiction and each notice; no clock.

A date without a time is the day where the reader is; ``x-wr-timezone`` says where the windows open.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import cache, partial

import icalendar

from generator.comparison.citing import in_sentence
from generator.languages import ROOTS, Translate, Words
from generator.published.notice import PublishedFact, PublishedNotice
from generator.published.publication import Publication
from generator.register.characters import without_controls
from generator.register.values import Interval
from generator.site.names import absolute, identifier, newest_first
from generator.words.typography import cites, round_words, short_name, with_asides

NAME = "calendar.ics"
TIME_ZONE = "Asia/Shanghai"

REMINDED = timedelta(days=-2, hours=-15)
"""When somebody is reminded, from the end of the last day: at nine, two days before it."""


def calendars(
    publication: Publication, words: Words, language: str, site_url: str | None
) -> dict[str, Callable[[], str]]:
    """What makes each calendar, by its path from the language's root: of all notices, of a place, of a notice."""
    newest, t = newest_first(publication), words.of(language)
    of = {NAME: newest}
    for notice in newest:
        of.setdefault(f"calendar/{notice.jurisdiction}.ics", []).append(notice)
        if notice.windows:
            of[f"notices/{notice.id}.ics"] = [notice]
    # Each notice is in three of them.
    events = cache(lambda notice_id: _events(publication, publication.by_id[notice_id], t, language, site_url))
    return {
        path: partial(_calendar, [notice.id for notice in notices], events, t, language) for path, notices in of.items()
    }


def _calendar(notices: list[str], events: Callable[[str], str], t: Translate, language: str) -> str:
    """The calendar of the notices with these ids, whose ``events`` are written already."""
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//chuding//notices//{language.upper()}")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", t("feed.calendar"))
    made.add("x-wr-timezone", TIME_ZONE)
    head, end, rest = str(made.to_ical(sorted=False), "utf-8").rpartition("END:VCALENDAR")
    return "".join([head, *map(events, notices), end, rest])


def _events(
    publication: Publication, notice: PublishedNotice, t: Translate, language: str, site_url: str | None
) -> str:
    """An event of whole days a window; one with a single stated side is on that day."""
    written = []
    moving = {change.by_clause for change in notice.amends}
    # A clause that moves another notice's window changes that window's event, and has none of its own.
    for fact in (fact for fact in notice.facts if fact.clause not in moving):
        if isinstance(fact.value, Interval) and fact.value.days:
            event = _event(publication, notice, fact, fact.value, t, language)
            if site_url:
                event.add("url", absolute(site_url, f"{ROOTS[language]}notices/{notice.id}/"))
            written.append(str(event.to_ical(sorted=False), "utf-8"))
    return "".join(written)


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
    apart = [round_words(notice, fact.round, t, language)] if fact.round else []
    apart += [fact.who.of(language)] if fact.who else []
    window_name = with_asides(publication.topic_names(language)[fact.topic], apart, t)
    name = t("feed.event", round=round, name=window_name)
    clause = in_sentence(cites(notice, t, language)[fact.clause], t)
    details = t("feed.details", title=title, clause=clause, quote=fact.quote)
    event = icalendar.Event()
    event.add("uid", identifier(":".join(_identity(notice, fact))).removeprefix("urn:uuid:"))
    changes = [change for change in notice.amended_by if fact.amended_by and change.clause == fact.clause]
    event.add("dtstamp", datetime.combine(max([notice.issued, *(c.issued for c in changes)]), time(), UTC))
    if changes:
        event.add("sequence", len(changes))
    event.add("dtstart", min(window.days))
    # The day after the last, as the format has it.
    event.add("dtend", max(window.days) + timedelta(days=1))
    event.add("summary", without_controls(name))
    event.add("description", without_controls(details))
    event.add("transp", "TRANSPARENT")
    if window.closes:
        event.add_component(_reminder(name))
    return event


def _reminder(name: str) -> icalendar.Alarm:
    reminder = icalendar.Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", without_controls(name))
    reminder.add("trigger", REMINDED, parameters={"related": "END"})
    return reminder


def _identity(notice: PublishedNotice, fact: PublishedFact) -> list[str]:
    """What tells a window of a notice apart from its others: its topic and, of several, its round and addressees."""
    apart = [fact.round or "", fact.who.zh if fact.who else ""]
    return ["window", notice.id, fact.topic, *(part for part in apart if part)]

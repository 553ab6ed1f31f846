"""The calendars of windows (iCalendar, RFC 5545), without a clock."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

import icalendar

from generator.comparison.citing import in_sentence
from generator.languages import Translate, Words
from generator.published.notice import PublishedFact, PublishedNotice
from generator.published.publication import Publication
from generator.register.characters import without_controls
from generator.register.values import Interval
from generator.site.names import identifier, newest_first
from generator.words.typography import cites, short_name

NAME = "calendar.ics"


def calendar(publication: Publication, words: Words, language: str) -> str:
    """The windows of all notices."""
    return _calendar(publication, newest_first(publication), words, language)


def calendar_files(publication: Publication, words: Words, language: str) -> dict[str, str]:
    """Every calendar of a language by its path from the language's root: of all notices, and of each."""
    own = {
        f"notices/{notice.id}.ics": _calendar(publication, [notice], words, language)
        for notice in publication.notices
        if notice.windows
    }
    return {NAME: calendar(publication, words, language), **own}


def _calendar(publication: Publication, notices: Iterable[PublishedNotice], words: Words, language: str) -> str:
    """An event of whole days a window; one with a single stated side is on that day."""
    t = words.of(language)
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//chuding//notices//{language.upper()}")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", t("feed.calendar"))
    for notice in notices:
        moving = {change.by_clause for change in notice.amends}
        # A clause that moves another notice's window changes that window's event, and has none of its own.
        for fact in (fact for fact in notice.facts if fact.clause not in moving):
            if isinstance(fact.value, Interval) and fact.value.days:
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
    return event


def _identity(notice: PublishedNotice, fact: PublishedFact) -> list[str]:
    """What tells a window of a notice apart from its others: its topic and, of several, its round and addressees."""
    apart = [fact.round or "", fact.who.zh if fact.who else ""]
    return ["window", notice.id, fact.topic, *(part for part in apart if part)]

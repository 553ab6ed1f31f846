"""Files beside the pages: the Atom feed, the calendar, the sitemap, what search finds; all text, none with a clock.

Where the site's address is known, links in them are absolute; else they are relative to the site's root, which
feed readers resolve and sitemaps in the strict sense do not have.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from generator.comparison.citing import shown_label
from generator.languages import LANGUAGE_TAGS, LANGUAGES, Translate, Words
from generator.pages.notice import RoundView, heading_level, round_view
from generator.register.model import Clause, Fact
from generator.register.notices import Notice, Register, topic_of
from generator.register.values import Interval
from generator.words.typography import cites, short_name

BEIJING = "+08:00"
TOPICS = "compare/topics/"
SECTIONS = (
    ("notices/", "home.notices.title"),
    ("check/", "check.title"),
    ("compare/", "comparison.index.title"),
    ("compare/matrix/", "matrix.title"),
    (TOPICS, "history.index.title"),
)
"""The pages that a search finds by their titles alone, with these."""
LINE_OCTETS = 75
"""RFC 5545, 3.1: longer lines are folded."""


def output_files(register: Register, words: Words, site_url: str | None) -> dict[str, str]:
    """Feeds and calendars of both languages: site path → text."""
    files = {}
    for language in LANGUAGES:
        start = "" if language == "zh" else "en/"
        files[f"{start}feed.xml"] = feed(register, words, language, site_url)
        files[f"{start}calendar.ics"] = calendar(register, words, language)
    return files


def _newest_first(register: Register) -> list[Notice]:
    return sorted(register.notices, key=lambda notice: (notice.document.issued, notice.id), reverse=True)


def _absolute(site_url: str | None, path: str) -> str:
    return urljoin(site_url.rstrip("/") + "/", path) if site_url else path


def _identifier(name: str) -> str:
    """A name that stays the same wherever the site is published."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"chuding:{name}").urn


# Atom, RFC 4287


def feed(register: Register, words: Words, language: str, site_url: str | None) -> str:
    """An entry a notice, latest first; a feed's and an entry's ``updated`` is the day a notice was issued."""
    t = words.of(language)
    newest = _newest_first(register)
    start = "" if language == "zh" else "en/"
    # A relative link is resolved against the feed itself, which stands at the language's root.
    home = _absolute(site_url, start) if site_url else "./"
    itself = _absolute(site_url, start + "feed.xml") if site_url else "feed.xml"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{LANGUAGE_TAGS[language]}">',
        f"  <id>{_identifier(f'feed:{language}')}</id>",
        f"  <title>{escape(t('feed.title'))}</title>",
        f"  <updated>{_instant(newest[0].document.issued)}</updated>",
        f"  <author><name>{escape(t('feed.author'))}</name></author>",
        f'  <link rel="self" type="application/atom+xml" href={quoteattr(itself)}/>',
        f'  <link rel="alternate" type="text/html" href={quoteattr(home)}/>',
    ]
    for notice in newest:
        lines += _entry(round_view(register, notice, t, language), t, language, home)
    return "\n".join([*lines, "</feed>", ""])


def _entry(round: RoundView, t: Translate, language: str, home: str) -> list[str]:
    notice = round.notice
    windows = "".join(t("feed.window", name=window.label, days=window.value) for window in round.windows)
    summary = t("feed.summary", windows=windows, cutoff=t("site.comma").join(cutoff.value for cutoff in round.cutoffs))
    link = ("" if home == "./" else home) + f"notices/{notice.id}/"
    return [
        "  <entry>",
        f"    <id>{_identifier(f'notice:{notice.id}:{language}')}</id>",
        f"    <title>{escape(round.title)}</title>",
        f'    <link rel="alternate" type="text/html" href={quoteattr(link)}/>',
        f"    <published>{_instant(notice.document.issued)}</published>",
        f"    <updated>{_instant(notice.document.issued)}</updated>",
        f"    <author><name>{escape(round.issuer)}</name></author>",
        f"    <summary>{escape(summary)}</summary>",
        "  </entry>",
    ]


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00{BEIJING}"


# iCalendar, RFC 5545


def calendar(register: Register, words: Words, language: str) -> str:
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
    for notice in _newest_first(register):
        for clause, fact in notice.facts:
            if isinstance(fact.value, Interval):
                lines += _event(register, notice, clause, fact, fact.value, t, language)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(
    register: Register, notice: Notice, clause: Clause, fact: Fact, window: Interval, t: Translate, language: str
) -> list[str]:
    topic = next(known for known in register.topics if known.id == topic_of(clause, fact))
    round = short_name(register, notice, t, language)
    title = getattr(notice.document.title, language)
    event = t("feed.event", round=round, name=getattr(topic, language))
    details = t("feed.details", title=title, clause=clause.id, quote=fact.quote)
    return [
        "BEGIN:VEVENT",
        f"UID:{_identifier(f'window:{notice.id}:{topic.id}').removeprefix('urn:uuid:')}",
        f"DTSTAMP:{notice.document.issued:%Y%m%d}T000000Z",
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


# Search


def search_entries(register: Register, words: Words, language: str) -> list[dict[str, str]]:
    """What search finds in ``language``: pages by their titles, notices clause by clause, the latest first.

    ``location`` is the address from the language's root; ``text`` is empty where the title alone is searched.
    """
    t = words.of(language)
    entries = []
    for notice in _newest_first(register):
        page = f"notices/{notice.id}/"
        entries.append(_found(page, getattr(notice.document.title, language)))
        entries += [_found(f"{page}#c-{known}", *named) for known, *named in _clauses(notice, t, language)]
    entries += [_found(path, t(title)) for path, title in SECTIONS]
    treated = {topic for notice in register.notices for clause in notice.clauses for topic in clause.topics}
    topics = [topic for topic in sorted(register.topics, key=lambda topic: topic.order) if topic.id in treated]
    # As parts of the page that lists them: one result, and after the clauses themselves.
    return entries + [_found(f"{TOPICS}#t-{topic.id}", getattr(topic, language)) for topic in topics]


def _found(location: str, title: str, text: str = "") -> dict[str, str]:
    return {"location": location, "title": title, "text": text}


def _clauses(notice: Notice, t: Translate, language: str) -> Iterator[tuple[str, str, str]]:
    """Each clause's id, title and text: a heading has itself as its title, another what it stands under."""
    cited, under = cites(notice, t, language), {"": ""}
    for clause in notice.clauses:
        words = f"{shown_label(clause.label)}{clause.zh}" if language == "zh" else clause.en
        above = under.get(clause.id.rpartition(".")[0], "")
        if heading_level(notice, clause):
            under[clause.id] = words
            yield clause.id, words if language == "zh" else f"{clause.id} {words}", ""
        else:
            under[clause.id] = above
            yield clause.id, " · ".join(filter(None, (cited[clause.id], above))), words


# Sitemap


def sitemap(addresses: Iterable[str], site_url: str | None) -> str:
    """Every page with its twin: addresses from the site's root, the English ones under ``en/``."""
    known = sorted({address.removeprefix("./") for address in addresses})
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for address in known:
        path = address.removeprefix("en/")
        lines += ["  <url>", f"    <loc>{_location(site_url, address)}</loc>"]
        lines += [
            f'    <xhtml:link rel="alternate" hreflang="{LANGUAGE_TAGS[language]}" href="{_location(site_url, twin)}"/>'
            for language, twin in (("zh", path), ("en", f"en/{path}"))
            if twin in known
        ]
        lines.append("  </url>")
    return "\n".join([*lines, "</urlset>", ""])


def _location(site_url: str | None, address: str) -> str:
    return escape(_absolute(site_url, address) if site_url else address or "./")

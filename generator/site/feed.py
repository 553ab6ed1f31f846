"""The Atom feed of the notices (RFC 4287), without a clock.

Where the site's address is known, links in it are absolute; else they are relative to the site's root, which feed
readers resolve.
"""

from datetime import date
from xml.sax.saxutils import escape, quoteattr

from generator.languages import LANGUAGE_TAGS, ROOTS, Translate, Words
from generator.pages.rounds import RoundView, round_view
from generator.published.publication import Publication
from generator.register.characters import without_controls
from generator.site.names import absolute, identifier, newest_first

NAME = "feed.xml"
BEIJING = "+08:00"


def feed(publication: Publication, words: Words, language: str, site_url: str | None) -> str:
    """An entry a notice, latest first; ``updated`` is the day on which the notice was issued or last amended."""
    t = words.of(language)
    newest = newest_first(publication)
    # A relative link is resolved against the feed itself, which stands at the language's root.
    home = absolute(site_url, ROOTS[language]) if site_url else "./"
    itself = absolute(site_url, ROOTS[language] + NAME) if site_url else NAME
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{LANGUAGE_TAGS[language]}">',
        f"  <id>{identifier(f'feed:{language}')}</id>",
        f"  <title>{escape(t('feed.title'))}</title>",
        f"  <updated>{_instant(max(notice.changed for notice in newest))}</updated>",
        f"  <author><name>{escape(t('feed.author'))}</name></author>",
        f'  <link rel="self" type="application/atom+xml" href={quoteattr(itself)}/>',
        f'  <link rel="alternate" type="text/html" href={quoteattr(home)}/>',
    ]
    for notice in newest:
        lines += _entry(round_view(publication, notice, t, language), t, language, home)
    return without_controls("\n".join([*lines, "</feed>", ""]))


def _entry(round: RoundView, t: Translate, language: str, home: str) -> list[str]:
    notice = round.notice
    windows = "".join(t("feed.window", name=window.label, days=window.value) for window in round.windows)
    cutoffs = t("site.comma").join(cutoff.value for cutoff in round.cutoffs)
    summary = t("feed.summary" if cutoffs else "feed.summary_without_cutoff", windows=windows, cutoff=cutoffs)
    link = ("" if home == "./" else home) + f"notices/{notice.id}/"
    return [
        "  <entry>",
        f"    <id>{identifier(f'notice:{notice.id}:{language}')}</id>",
        f"    <title>{escape(round.title)}</title>",
        f'    <link rel="alternate" type="text/html" href={quoteattr(link)}/>',
        f"    <published>{_instant(notice.issued)}</published>",
        f"    <updated>{_instant(notice.changed)}</updated>",
        f"    <author><name>{escape(round.issuer)}</name></author>",
        f"    <summary>{escape(summary)}</summary>",
        "  </entry>",
    ]


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00{BEIJING}"

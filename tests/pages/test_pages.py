"""The built pages: twins, links, clauses, feeds, and what they show of the notices."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from browser import SCREENS, Screen, Visit, faults
from icalendar import Calendar
from proof import LONG, sizes

from generator.comparison.citing import shown_label
from generator.folders import ROOT
from generator.pages.renderer import relative
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.published.rounds import pairs
from generator.register.load import load
from generator.register.problems import BadInput
from generator.register.values import Interval
from generator.words.load import load_words
from generator.words.typography import cites, days, linked, translated, unbroken

pytestmark = LONG

HOME = "https://site.test/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
WIDTHS = (320, 360, 768, 1280)
LONGEST = ("topics/exclusion.series/", "topics/scope.outside/", "topics/material.tripartite_agreement/")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Read(HTMLParser):
    """What a test asks of a page: its language, ids, links, and the text under each id."""

    lang: str = ""
    links: list[str] = field(default_factory=list)
    twin: str = ""
    text: dict[str, str] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = given.get("lang", "")
        if "id" in given:
            if given["id"] in self.text:
                self.repeated.append(given["id"])
            self.text[given["id"]] = ""
        self.links += [given[name] for name in ("href", "src") if name in given]
        if "data-twin" in given:
            self.twin = given["href"]
        if tag not in VOID:
            self.open.append((tag, given.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, known in self.open:
            if known:
                self.text[known] += data


@pytest.fixture(scope="module")
def publication() -> Publication:
    return publish(load(ROOT / "notices"))


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, Read]:
    """Every page by its address from the site's root; the 404 page is shown at any address and is left out."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        if name == "404.html" or name.startswith(("offline/", "assets/")):
            continue
        page = Read()
        page.feed(file.read_text(encoding="utf-8"))
        found[name.removesuffix("index.html")] = page
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


# The tree


def test_every_page_has_its_twin_and_the_twin_links_back(read: dict[str, Read]) -> None:
    for address, page in read.items():
        twin = urljoin(HOME + address, page.twin).removeprefix(HOME)
        assert twin == (address.removeprefix("en/") if address.startswith("en/") else f"en/{address}")
        assert urljoin(HOME + twin, read[twin].twin) == HOME + address


def test_each_page_says_its_language(read: dict[str, Read]) -> None:
    assert {address: page.lang for address, page in read.items()} == {
        address: "en" if address.startswith("en/") else "zh-CN" for address in read
    }


def test_every_link_inside_the_site_leads_to_a_page_or_file_and_its_anchor(site: Path, read: dict[str, Read]) -> None:
    broken = []
    for address, page in read.items():
        for link in page.links:
            target = urlsplit(urljoin(HOME + address, link))
            if target.netloc != urlsplit(HOME).netloc or target.scheme != "https":
                continue
            path = unquote(target.path).removeprefix("/")
            known = path in read or (site / path).is_file()
            answers = path.endswith("check/") and target.fragment.startswith("answers&")  # what the self-check takes
            if not known or (target.fragment and not answers and unquote(target.fragment) not in read[path].text):
                broken.append((address, link))
    assert broken == []


def test_no_link_is_absolute_but_those_of_the_notices_themselves(
    publication: Publication, read: dict[str, Read]
) -> None:
    own = {str(fact.value) for notice in publication.notices for fact in notice.facts if fact.fact == "url"}
    absolute = {link for page in read.values() for link in page.links if re.match(r"[a-z]+:|/", link)}
    assert {link for link in absolute if not link.startswith("tel:")} <= own


def test_no_page_has_an_id_twice(read: dict[str, Read]) -> None:
    assert {address: page.repeated for address, page in read.items() if page.repeated} == {}


def test_the_addresses_of_the_contract_are_there(site: Path, read: dict[str, Read], publication: Publication) -> None:
    pages = ["", "notices/", "compare/", "check/", *(f"notices/{notice.id}/" for notice in publication.notices)]
    pages += [f"compare/{a.id}/{b.id}/" for a, b in pairs(publication)]
    assert {*pages, *(f"en/{page}" for page in pages)} <= set(read)
    files = ["feed.xml", "calendar.ics", "sitemap.xml", "schema/notice.json", "404.html"]
    files += [f"notices/{notice.id}.json" for notice in publication.notices]
    assert [name for name in files if not (site / name).is_file()] == []


def test_neighbours_in_time_are_compared_both_ways_round(publication: Publication) -> None:
    older, newer = (notice.id for notice in sorted(publication.notices, key=lambda notice: notice.cutoff_day)[:2])
    assert {(older, newer), (newer, older)} <= {(a.id, b.id) for a, b in pairs(publication)}


# A notice


@pytest.mark.parametrize("folder", ["", "en/"])
def test_every_clause_stands_in_both_languages_under_its_anchor(
    read: dict[str, Read], publication: Publication, folder: str
) -> None:
    for notice in publication.notices:
        page = read[f"{folder}notices/{notice.id}/"]
        for clause in notice.all_clauses:
            shown = squeezed(page.text[f"c-{clause.id}"])
            chinese = squeezed(shown_label(clause.label) + clause.zh)
            assert chinese in shown and squeezed(clause.en) in shown, (notice.id, clause.id)
            assert shown.index(chinese) < shown.index(squeezed(clause.en)), "Chinese first"


def test_clauses_stand_in_document_order(read: dict[str, Read], publication: Publication) -> None:
    for notice in publication.notices:
        ids = [known for known in read[f"notices/{notice.id}/"].text if known.startswith("c-")]
        assert ids == [f"c-{clause.id}" for clause in notice.all_clauses]


def test_every_clause_has_a_permanent_link(read: dict[str, Read], publication: Publication) -> None:
    for notice in publication.notices:
        links = read[f"notices/{notice.id}/"].links
        assert [f"#c-{clause.id}" for clause in notice.all_clauses if f"#c-{clause.id}" not in links] == []


def test_every_correction_is_listed(site: Path, publication: Publication) -> None:
    for notice in publication.notices:
        text = (site / "notices" / notice.id / "index.html").read_text(encoding="utf-8")
        rows = re.findall(r'<td lang="zh-CN">(.*?)</td><td lang="zh-CN">(.*?)</td>', text)
        assert len(rows) == len(notice.corrections)


def test_dates_contacts_and_copies_are_among_the_key_facts_with_their_clause(site: Path) -> None:
    text = (site / "en" / "notices" / "lianyungang-city-2026-h1" / "index.html").read_text(encoding="utf-8")
    table = text[text.index('id="facts"') :].partition("</table>")[0]
    rows = {
        re.sub(r"<button.*</button>|<.*?>", "", value).strip(): re.findall(r"#c-([\w.]+)", clauses)
        for value, clauses in re.findall(r'<td role="cell">(.*?)</td><td.*?>(.*?)</td>', table, re.DOTALL)
    }
    wanted = {"11 to 29 May 2026": ["6.a"], "30 April 2026": ["2.1.5"], "0518-85812002": ["6.c"], "3 copies": ["4.1"]}
    assert wanted.items() <= rows.items()


# A comparison


def test_a_comparison_marks_each_change_with_a_sign_and_a_word(read: dict[str, Read]) -> None:
    page = read["compare/lianyungang-etdz-2023-h2/lianyungang-city-2026-h1/"]
    row = page.text["t-material.application_form"]
    assert "≠ 事实不同" in " ".join(row.split()) and "份数：2 → 3" in row
    assert page.text["t-material.social_insurance"].count("仅乙有") == 1


def test_a_comparison_says_when_neither_year_nor_place_can_be_the_cause(site: Path) -> None:
    file = site / "compare" / "lianyungang-etdz-2023-h2" / "lianyungang-city-2026-h1" / "index.html"
    assert 'class="cd-banner"' in file.read_text(encoding="utf-8")


def test_topics_that_are_the_same_are_unfolded_without_scripts(site: Path, visit: Visit) -> None:
    page = visit.open(site.as_uri(), java_script_enabled=False)
    page.goto((site / "compare" / "lianyungang-etdz-2023-h2" / "lianyungang-city-2026-h1" / "index.html").as_uri())
    same = page.locator(".cd-row--same").first
    assert same.is_hidden()
    page.locator(".cd-rest", has=page.locator(".cd-row--same")).locator("summary").click()
    assert same.is_visible()


def without_modules(read: dict[str, Read]) -> list[str]:
    """The pages that need no module, which a browser does not load from a file; the others have tests of their own.

    Of the histories of topics, which are made alike, those with the longest words and names.
    """
    alike = [address for address in read if "compare/topics/" in address and not address.endswith("topics/")]
    return [address for address in read if not address.endswith(("check/", "compare/")) and address not in alike] + [
        address for address in alike if address.endswith(LONGEST)
    ]


def chosen(site: Path, read: dict[str, Read], every: bool) -> list[str]:
    """Every page, or of those that one template makes in one language the largest."""
    addresses = sorted(without_modules(read), key=lambda address: (site / address / "index.html").stat().st_size)
    # What stands in an address for a notice or a topic is no part of its template's.
    kinds = {re.sub(r"lianyungang-[\w-]+|(?<=topics/)[^/]+", "…", address): address for address in addresses}
    return addresses if every else [*kinds.values()]


@pytest.mark.parametrize("every", sizes(sample=False, whole=True))
@pytest.mark.parametrize("folder", ["", "en/"])
def test_no_page_is_wider_than_the_screen(
    site: Path, read: dict[str, Read], visit: Visit, folder: str, every: bool
) -> None:
    """Every page is loaded at each width; one of a sample once, and its window is widened."""
    page = visit.open(site.as_uri())
    for address in chosen(site, read, every):
        if address.startswith("en/") != bool(folder):
            continue
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if every or width == WIDTHS[0]:
                page.goto((site / address / "index.html").as_uri())
            excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert excess <= 0, (address, width)


@pytest.mark.parametrize("every", sizes(sample=False, whole=True))
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_no_page_has_a_fault_that_axe_finds(
    site: Path, read: dict[str, Read], visit: Visit, screen: Screen, every: bool
) -> None:
    """Every page on each screen; the pages of a sample take turns with the screens."""
    addresses = chosen(site, read, every)
    page = visit.open(site.as_uri(), **screen.options)
    for address in addresses if every else addresses[SCREENS.index(screen) :: len(SCREENS)]:
        page.goto((site / address / "index.html").as_uri())
        assert faults(page) == [], address


# Files beside the pages


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_feed_is_atom_with_an_entry_a_notice(site: Path, publication: Publication, folder: str) -> None:
    feed = ElementTree.parse(site / folder / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    links = [entry.find(f"{ATOM}link") for entry in feed.iter(f"{ATOM}entry")]
    addresses = {None if link is None else link.get("href") for link in links}
    assert addresses == {f"notices/{notice.id}/" for notice in publication.notices}
    latest = max(notice.issued for notice in publication.notices)
    assert feed.findtext(f"{ATOM}updated", "").startswith(latest.isoformat())


def test_the_calendar_has_every_window_to_its_last_day(site: Path, publication: Publication) -> None:
    raw = (site / "calendar.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
    [calendar] = Calendar.from_ical(raw, multiple=True)
    stated = [
        (fact.value, fact.quote)
        for notice in publication.notices
        for fact in notice.facts
        if fact.fact == "window" and isinstance(fact.value, Interval)
    ]
    found = [(event.start, event.end, str(event["description"]).partition("“")[2][:-1]) for event in calendar.events]
    last = [(days.days[0], days.days[-1] + timedelta(days=1), quote) for days, quote in stated]
    assert sorted(found) == sorted(last)
    assert len({event.uid for event in calendar.events}) == len(stated)
    for event in calendar.events:
        [alarm] = event.alarms.times
        # At nine, two days before the last.
        assert alarm.trigger == datetime.combine(event.end, time(9)) - timedelta(days=3)


@pytest.mark.parametrize("folder", ["", "en/"])
def test_each_jurisdiction_has_a_calendar_of_its_own_windows(site: Path, publication: Publication, folder: str) -> None:
    def read_calendar(name: str) -> set[str]:
        return {str(event.uid) for event in Calendar.from_ical((site / folder / name).read_bytes()).events}

    own = [read_calendar(f"calendar/{place}.ics") for place in {n.jurisdiction for n in publication.notices}]
    assert all(own) and sum(map(len, own)) == len(set().union(*own))
    assert set().union(*own) == read_calendar("calendar.ics")


def test_the_sitemap_names_every_page_with_its_twin_but_those_kept_from_search(
    site: Path, read: dict[str, Read]
) -> None:
    urls = ElementTree.parse(site / "sitemap.xml").getroot().findall(f"{SITEMAP}url")
    named = {urljoin(HOME, url.findtext(f"{SITEMAP}loc")).removeprefix(HOME) for url in urls}
    kept = {
        address for address in read if '"noindex"' not in (site / address / "index.html").read_text(encoding="utf-8")
    }
    assert named == kept and {"embed/check/", "staff/components/"} < read.keys() - kept
    assert all(len(list(url)) == 3 for url in urls)


# Words and typography


def test_a_word_without_one_language_is_a_problem_at_its_place(tmp_path: Path) -> None:
    file = tmp_path / "home.yaml"
    file.write_text("title: {zh: 标题, en: Title}\nlead:\n  zh: 导语\n", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_words(tmp_path)
    assert caught.value.lines == [f"{file}:3:3: expected words in en, found nothing"]


def test_every_word_of_the_site_is_used_somewhere() -> None:
    sources = [*(ROOT / "site_src" / "templates").glob("*.html"), *(ROOT / "site_src" / "overrides").rglob("*.html")]
    sources += (ROOT / "generator").rglob("*.py")
    text = "".join(file.read_text(encoding="utf-8") for file in sources)
    computed = (
        *("site.nav.", "site.round.", "comparison.effects.", "history.changes.", "history.since.", "timeline.month."),
        *("rounds.live.", "rounds.marks.", "rounds.changed.", "notice.languages.", "site.imprint."),
        *("comparison.outcome.", "comparison.first.", "comparison.folded.", "comparison.impact.from_"),
        *("comparison.index.live.", "comparison.index.a", "comparison.index.b"),
        "comparison.files.",
    )
    own = {"site", "home", "notice", "rounds", "comparison", "feed", "timeline", "matrix", "history"}
    words = load_words(ROOT / "site_src" / "words").entries
    unused = [
        key
        for key in words
        if key.partition(".")[0] in own and not key.startswith(computed) and f'"{key}"' not in text.replace("'", '"')
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("opens", "closes", "zh", "en"),
    [
        ("2026-05-11", "2026-05-29", "2026年5月11日至5月29日", "11 to 29 May 2026"),
        ("2026-05-11", "2026-06-05", "2026年5月11日至6月5日", "11 May to 5 June 2026"),
        ("2025-12-20", "2026-01-08", "2025年12月20日至2026年1月8日", "20 December 2025 to 8 January 2026"),
        ("2026-05-11", "2026-05-11", "2026年5月11日", "11 May 2026"),
    ],
)
def test_a_window_is_written_without_repeating_year_or_month(opens: str, closes: str, zh: str, en: str) -> None:
    window = Interval(date.fromisoformat(opens), date.fromisoformat(closes))
    words = load_words(ROOT / "site_src" / "words")
    assert tuple(days(window, words.of(language), language) for language in ("zh", "en")) == (zh, en)


def test_addresses_and_telephone_numbers_become_links_and_the_rest_stays_text() -> None:
    assert linked("见（http://rsj.lyg.gov.cn/）<0518—85812002>") == (
        '见（<a href="http://rsj.lyg.gov.cn/">http://rsj.lyg.gov.cn/</a>）'
        '&lt;<a href="tel:+86-518-85812002">0518—85812002</a>&gt;'
    )


def test_no_line_begins_with_a_comma_and_none_ends_with_a_bracket() -> None:
    assert "Zone, <wbr>second" in unbroken("Development Zone, second half (of 2023)")
    assert not re.search(r"<wbr>[,)，）]|[(（]<wbr>", unbroken("Zone, second half (of 2023) 范围（一），条件"))


def test_an_address_has_its_english_beside_it(publication: Publication) -> None:
    english = {
        notice.id: translated(notice.by_id[fact.clause], str(fact.value))
        for notice in publication.notices
        for fact in notice.facts
        if fact.fact == "address"
    }
    assert english["lianyungang-city-2026-h1"].startswith("Professional Title Application Window, ")
    assert english["lianyungang-etdz-2023-h2"] == (
        "Room 209, Floor 2, east side of the Xinhailian Building, 601 Huaguoshan Avenue"
    )


@pytest.mark.parametrize(
    ("start", "target", "link"),
    [
        ("", "notices/", "notices/"),
        ("notices/a/", "", "../../"),
        ("notices/a/", "notices/a/", "./"),
        ("en/notices/a/", "notices/a.json", "../../../notices/a.json"),
        ("compare/a/b/", "notices/a/#c-1.1", "../../../notices/a/#c-1.1"),
    ],
)
def test_a_link_is_relative_to_the_page_that_it_stands_on(start: str, target: str, link: str) -> None:
    assert relative(start, target) == link


def test_a_clause_is_cited_by_its_printed_ordinals(publication: Publication) -> None:
    notice = next(notice for notice in publication.notices if notice.id == "lianyungang-city-2026-h1")
    words = load_words(ROOT / "site_src" / "words")
    expected = {
        "zh": ("二（一）3.", "二（三）", "第六部分", "第六部分第1段", "开头第1段"),
        "en": ("2.1.3", "2.3", "Part 6", "Part 6, para. 1", "Opening, para. 1"),
    }
    for language, wanted in expected.items():
        cited = cites(notice, words.of(language), language)
        assert tuple(cited[clause] for clause in ("2.1.3", "2.3", "6", "6.a", "0.a")) == wanted


@pytest.mark.parametrize("folder", ["", "en/"])
def test_no_page_of_readers_prints_the_id_of_a_clause_without_an_ordinal(
    site: Path, read: dict[str, Read], folder: str
) -> None:
    found = []
    for address in read:
        if address.startswith("en/") == bool(folder) and "staff/" not in address:
            text = re.sub(
                r"<(script|svg).*?</\1>|<[^>]*>", " ", (site / address / "index.html").read_text("utf-8"), flags=re.S
            )
            found += [(address, known) for known in re.findall(r"(?<![\w./])\d(?:\.\d)*\.[a-c](?![\w./])", text)]
    assert found == []

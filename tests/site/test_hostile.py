"""A register, addresses, kept answers and documents full of hostile strings: nothing runs, all show as text.

The strings are in tests/cases/hostile.yaml; tests/hostile.py puts them into every text that the model knows.
"""

import csv
import html as markup
import json
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import icalendar
import openpyxl
import pytest
import yaml
from browser import Visit
from check_form import expect_outcome, fill_in, wait_until_ready
from command import run_chuding, run_process
from filelock import FileLock
from hostile import ACCEPTED, FILLED, REFUSED, STRINGS, Hostile
from lxml import html  # type: ignore[import-untyped]  # it has no types of its own
from playwright.sync_api import Dialog, Page, expect
from proof import LONG, sizes
from registers import problems

from bench.converted import docx_of
from generator.folders import NOTICES
from generator.importing.drafting import import_document
from generator.languages import LANGUAGES, ROOTS
from generator.register.load import load

pytestmark = LONG

type Serve = Callable[..., str]

CITY, ZONE = "lianyungang-city-2026-h1", "lianyungang-etdz-2023-h2"
PAIR = f"compare/{ZONE}/{CITY}/"


@pytest.fixture
def filled(register: Path) -> Hostile:
    """The real register's files, to be filled."""
    return Hostile(register)


@dataclass(frozen=True)
class Site:
    """A register with strings in every field, its site beside it, and which of all strings these are."""

    folder: Path
    each: int
    """Of so many strings, and so many pages, one is tried."""

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def strings(self) -> list[str]:
        return ACCEPTED[:: self.each]


@pytest.fixture(scope="session", params=sizes(sample=16, whole=1))
def hostile(request: pytest.FixtureRequest, shared: Path) -> Site:
    """Made once for all processes."""
    made = Site(shared / f"hostile-{request.param}", request.param)
    with FileLock(shared / f"hostile-{request.param}.lock"):
        if not made.folder.exists():
            being = shared / f"being-hostile-{request.param}"
            register = shutil.copytree(NOTICES, being / "notices")
            files = Hostile(register)
            files.fill(made.strings)
            files.write()
            done = run_process("--notices", register, "build", "--site", being / "site")
            if done.returncode:
                pytest.fail(f"chuding build: exit {done.returncode}\n{done.stderr}", pytrace=False)
            being.rename(made.folder)
    return made


def squeezed(text: str) -> str:
    """``text`` without white space, of which pages and forms make what they need."""
    return "".join(text.split())


# What `check` says of them


def test_there_are_two_hundred_strings_and_each_is_there_once() -> None:
    every = [string for strings in STRINGS.values() for string in strings]
    assert len(every) == len(set(every)) >= 200


def test_every_field_of_text_that_the_model_has_is_tried(filled: Hostile) -> None:
    assert filled.unused() == set()


def test_check_takes_them_as_text_and_warns_of_those_that_nobody_sees(hostile: Site) -> None:
    done = run_chuding("check", "--notices", hostile.folder / "notices")
    said = done.stderr.splitlines()
    assert done.returncode == 0 and {line.split(": ")[1] for line in said if ": " in line} == {"warning"}


def test_check_refuses_each_control_character_in_one_line(filled: Hostile) -> None:
    [topics] = [file for file in filled.contents if file.name == "topics.yaml"]
    for number, string in enumerate(REFUSED):
        filled.contents[topics][number]["en"] += string
    # Escaped, as a clerk would have to write them.
    topics.write_text(yaml.safe_dump(filled.contents[topics]), encoding="utf-8")
    found = problems(topics.parent)
    assert len({line.split(":")[1] for line in found}) == len(REFUSED)
    assert all("expected text without control characters, found U+" in line for line in found)


@pytest.mark.parametrize("filled_in", FILLED)
def test_check_refuses_names_in_braces_that_stand_for_nothing(filled: Hostile, filled_in: str) -> None:
    # Two of a kind stand for one that is text, and every kind knows its quote.
    braces = [string for string in STRINGS["template"] if set(string) & set("{}")]
    braces = [string for string in braces if not re.search("{{|}}|{quote}", string)]
    places = [place for field, each in filled.fields().items() if field.startswith(filled_in) for place in each]
    for number, (file, place) in enumerate(places):
        holder = filled.contents[file]
        for part in place[:-1]:
            holder = holder[part]
        holder[place[-1]] += braces[number % len(braces)]
    filled.write()
    files = {file.name for file, _ in places}
    found = {line.split(" ")[0] for line in problems(next(iter(filled.contents)).parent)}
    assert len([place for place in found if Path(place.split(":")[0]).name in files]) == len(places)


def test_check_refuses_paths_and_every_other_string_as_names(filled: Hostile) -> None:
    wrong = [string for string in ACCEPTED if not re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", string)]
    files = {file.stem: content for file, content in filled.contents.items()}
    entries = [*files["topics"], *files["facts"], *files["titles"], *files["questions"]]
    for entry, string in zip(entries, STRINGS["path"] + wrong, strict=False):
        entry["id"] = string
    filled.write()
    found = problems(next(iter(filled.contents)).parent)
    assert len(found) == min(len(entries), len(STRINGS["path"] + wrong))
    assert all("expected an identifier like" in line for line in found)


# What is written into the site


def pages_of(site: Path) -> dict[str, html.HtmlElement]:
    """Every page but the one file, parsed."""
    files = [path for path in sorted(site.rglob("*.html")) if "offline" not in path.parts]
    parse = html.HTMLParser(encoding="utf-8", huge_tree=True)
    return {path.relative_to(site).as_posix(): html.parse(str(path), parse).getroot() for path in files}


@pytest.fixture(scope="module")
def pages(hostile: Site) -> dict[str, html.HtmlElement]:
    return pages_of(hostile.site)


TAGS = {
    *re.findall(
        r"\w+",
        """
        a article aside b blockquote body br button caption circle code col colgroup dd del details dialog
        div dl dt em fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 head header hr html i img
        input ins kbd label legend li line link main mark meta nav noscript ol optgroup option output p path
        pre progress rect script section select small span strong sub summary sup svg symbol table tbody td
        template text textarea tfoot th thead time title tr u ul use wbr
        """,
    )
}
"""Elements that templates have; the strings have others, too."""
ATTRIBUTES = re.compile(r"on|srcdoc$|formaction$|style$")
ADDRESSES = ("href", "src", "action", "data", "poster", "xlink:href")
SAFE = re.compile(r"(?:https?://|mailto:|tel:|data:,)|[^:]*(?:[/?#]|$)")


def faults_of(page: html.HtmlElement) -> Iterator[str]:
    """What of a page no template can have written."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag not in TAGS:
            yield f"<{element.tag}>"
        yield from (f"{element.tag} {name}" for name in element.attrib if ATTRIBUTES.match(name))
        for name in ADDRESSES:
            if not SAFE.match(element.get(name, "")):
                yield f"{element.tag} {name}={element.get(name)}"
        if element.tag == "meta" and element.get("http-equiv", "").lower() not in ("", "content-security-policy"):
            yield "meta http-equiv"
        if element.tag == "script" and not element.get("src"):
            json.loads(element.text or "")


def test_no_page_has_an_element_an_attribute_or_an_address_that_a_string_brought(
    pages: dict[str, html.HtmlElement],
) -> None:
    found = {name: sorted(set(faults_of(page))) for name, page in pages.items()}
    assert len(pages) > 100 and {name: faults for name, faults in found.items() if faults} == {}


def said_on(page: html.HtmlElement) -> str:
    """All that a page says, and all that it tells its scripts, without white space."""
    data = [json.dumps(json.loads(script.text), ensure_ascii=False) for script in page.iter("script") if script.text]
    # JSON writes some signs in another way.
    told = " ".join(data).replace('\\"', '"').replace("\\\\", "\\").replace("\\n", " ").replace("\\t", " ")
    attributes = " ".join(" ".join(element.attrib.values()) for element in page.iter() if isinstance(element.tag, str))
    return squeezed(f"{page.text_content()} {told} {attributes}")


@pytest.mark.parametrize(
    "addresses",
    [[f"notices/{CITY}/", f"notices/{ZONE}/"], [PAIR], ["check/"], ["compare/matrix/"], ["compare/topics/"]],
    ids=lambda addresses: addresses[0],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_string_shows_as_text(
    hostile: Site, pages: dict[str, html.HtmlElement], addresses: list[str], language: str
) -> None:
    said = " ".join(said_on(pages[f"{ROOTS[language]}{address}index.html"]) for address in addresses)
    assert [string for string in hostile.strings if squeezed(string) not in said] == []


# The other files


def test_every_json_and_xml_file_is_one(hostile: Site) -> None:
    site = hostile.site
    for path in site.rglob("*.json"):
        json.loads(path.read_bytes())
    for path in (*site.rglob("*.xml"), *site.rglob("*.svg")):
        ElementTree.parse(path)


def test_the_feed_has_the_notices_titles_as_text_and_no_other_elements(hostile: Site) -> None:
    titles = {notice.document.title for notice in load(hostile.folder / "notices").notices}
    for language in LANGUAGES:
        feed = ElementTree.parse(hostile.site / ROOTS[language] / "feed.xml").getroot()
        atom = "{http://www.w3.org/2005/Atom}"
        tags = {element.tag.removeprefix(atom) for element in feed.iter()}
        assert tags <= {*["feed", "id", "title", "updated", "published", "author", "name", "link", "entry", "summary"]}
        shown = {squeezed(entry.findtext(f"{atom}title", "")) for entry in feed.iter(f"{atom}entry")}
        assert shown == {squeezed(title.of(language)) for title in titles}


def test_calendars_have_events_and_reminders_with_their_own_properties_alone(hostile: Site) -> None:
    files = sorted((hostile.site).rglob("*.ics"))
    assert len(files) > 8
    for path in files:
        raw = path.read_bytes()
        assert all(len(line) <= 75 for line in raw.split(b"\r\n")) and raw.count(b"\n") == raw.count(b"\r\n")
        for part in icalendar.Calendar.from_ical(raw).walk():
            assert part.name in ("VCALENDAR", "VEVENT", "VALARM")
            allowed = "UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION TRANSP SEQUENCE URL ACTION TRIGGER"
            assert part.name == "VCALENDAR" or set(part.keys()) <= set(allowed.split())


def test_no_cell_of_a_table_is_a_formula(hostile: Site) -> None:
    folder = hostile.site / PAIR
    for path in (folder / "comparison.csv", hostile.site / "en" / PAIR / "comparison.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        assert {len(row) for row in rows} == {7} and len(rows) > 40
        starts = {cell.lstrip()[:1] for row in rows for cell in row}
        assert not starts & set("=+-@＝＋－＠") and "'" in starts
    book = openpyxl.load_workbook(folder / "comparison.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 200 and {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


# In the browser


@pytest.fixture
def page(hostile: Site, visit: Visit, serve: Serve) -> Iterator[Page]:
    """A page of the hostile site. It asks nobody else, breaks no policy, says no error and opens no dialogue."""
    dialogues: list[str] = []
    page = visit(serve(hostile.site))

    def heard(dialogue: Dialog) -> None:
        dialogues.append(dialogue.message)
        dialogue.dismiss()

    page.on("dialog", heard)
    yield page
    # Before the server goes, from which it may still be reading.
    page.close()
    assert dialogues == []


def test_nothing_runs_on_any_page(page: Page, hostile: Site) -> None:
    home = page.url
    files = sorted(hostile.site.rglob("*.html"))
    assert len(files) > 100
    for file in files[:: hostile.each]:
        address = home + file.relative_to(hostile.site).as_posix().removesuffix("index.html")
        page.goto(address)
        assert page.url.startswith(address) and len(page.frames) == 1


def test_nothing_runs_while_a_reader_checks_compares_and_searches(page: Page, hostile: Site) -> None:
    home = page.url
    page.goto(f"{home}check/?notice={CITY}&today=2026-05-20")
    wait_until_ready(page)
    fill_in(page, {"origin": "mainland", "affiliation": "elsewhere"})
    expect_outcome(page, "ineligible")
    page.goto(f"{home}en/compare/?a={ZONE}&b={CITY}")
    expect(page.locator("main")).to_contain_text(hostile.strings[0])
    page.locator(".cd-search input").fill("alert")
    expect(page.locator(".cd-found a").first).to_be_visible()


FRAGMENTS = """
async (fragments) => {
  for (const fragment of fragments) {
    location.hash = fragment;
    await new Promise((done) => addEventListener("hashchange", done, { once: true }));
  }
}
"""


@pytest.mark.parametrize("address", ["check/", "en/compare/", "embed/check/", f"notices/{CITY}/"])
def test_nothing_runs_that_stands_in_an_address(page: Page, hostile: Site, address: str) -> None:
    at = page.url + address
    for family in ("names", "url", "path"):
        said = quote(" ".join(STRINGS[family]))
        page.goto(f"{at}?{'&'.join(f'{name}={said}' for name in ('notice', 'today', 'a', 'b', 'topic'))}")
    page.goto(at)
    page.evaluate(FRAGMENTS, [f"{number}{string}" for number, string in enumerate(hostile.strings)])


def test_of_kept_answers_only_answers_of_the_form_are_taken(page: Page, hostile: Site) -> None:
    home = page.url
    keep = "(kept) => ['chuding-answers', 'chuding-look', 'chuding-language'].forEach((key) => {"
    keep += "sessionStorage.setItem(key, kept); localStorage.setItem(key, kept); })"
    pairs = [[key, string] for string in hostile.strings for key in ("status", "education", "post_since", string)]
    for kept in (json.dumps(pairs), json.dumps(dict(pairs)), *STRINGS["names"], STRINGS["script"][0]):
        page.evaluate(keep, kept)
        page.goto(f"{home}check/")
        assert (
            page.evaluate("[...document.querySelectorAll('main :checked')].filter(({ type }) => type === 'radio')")
            == []
        )
    page.goto(f"{home}en/check/#answers&" + "&".join(f"{quote(key)}={quote(value)}" for key, value in pairs))
    wait_until_ready(page)
    expect_outcome(page, "incomplete")


# Documents that are imported


def seen(text: str) -> str:
    """``text`` without white space and what nobody sees."""
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
def test_a_document_of_hostile_strings_is_drafted_as_text(tmp_path: Path, form: str) -> None:
    strings = [" ".join(string.split()) for string in ACCEPTED]
    lines = ["关于初定工作的通知", *(f"{number}. 事项 {string}" for number, string in enumerate(strings, 1))]
    file = tmp_path / f"notice.{form}"
    if form == "docx":
        file.write_bytes(docx_of(lines))
    elif form == "html":
        file.write_text("".join(f"<p>{markup.escape(line)}</p>" for line in lines), encoding="utf-8")
    else:
        file.write_text("\n\n".join(lines), encoding="utf-8")
    draft = import_document(file)
    drafted = yaml.load(draft.yaml, Loader=yaml.BaseLoader)
    assert [clause["id"] for clause in drafted["clauses"]] == [clause.id for clause in draft.clauses]
    assert [clause["zh"] for clause in drafted["clauses"]] == [clause.zh for clause in draft.clauses]
    kept = seen(draft.received)
    assert [string for string in strings if seen(string) not in kept] == []
    assert list(tmp_path.iterdir()) == [file]

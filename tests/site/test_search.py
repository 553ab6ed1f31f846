"""Search: every word in the middle of a run, questions as applicants ask them, and an index in parts."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml
from browser import Visit
from partial_answers import ZONE
from playwright.sync_api import expect
from proof import sizes
from registers import make_register
from sites import asset

from generator.folders import ROOT, WORDS
from generator.languages import LANGUAGES, address
from generator.published.publication import Publication
from generator.published.publish import publish
from generator.register.load import load
from generator.site import search
from generator.words.load import Words, load_words

CASES = yaml.load((ROOT / "tests" / "cases" / "searches.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
PAGE = re.compile(r"notices/[^/]+/")
FIRST = 5
"""As many places of a page are listed without a click."""

type Index = dict[str, Any]


@pytest.fixture
def find(site: Path, node: Path) -> Callable[[Index, list[str]], list[dict[str, Any]]]:
    """find(index, queries) → for each what the site's own script finds."""

    def found(index: Index, queries: list[str]) -> list[dict[str, Any]]:
        asked = {"finder": str(asset(site, "browser/finder.js")), "index": index, "queries": queries}
        script = Path(__file__).with_name("finder.mjs")
        done = subprocess.run([node, script], input=json.dumps(asked), capture_output=True, text=True, check=True)
        answers: list[dict[str, Any]] = json.loads(done.stdout)
        return answers

    return found


def index_of(site: Path, language: str) -> Index:
    script = (site / address(language, f"{search.INDEX}.js")).read_text(encoding="utf-8")
    index: Index = json.loads(script.removeprefix("searchIndex(").removesuffix(");\n"))
    return index


def test_every_two_characters_of_a_clause_find_it(site: Path, find: Callable[..., Any]) -> None:
    index = index_of(site, "zh")
    places: dict[str, set[str]] = {}
    for entry in index["docs"]:
        for pair in PAIR.findall(entry["text"] or entry["title"]):
            places.setdefault(pair, set()).add(entry["location"])
    assert len(places) > 1_000
    found = find(index, list(places))
    missed = [pair for pair, one in zip(places, found, strict=True) if places[pair] - {*chain(*one["groups"])}]
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_as_applicants_ask_it_leads_to_the_clause_that_answers(
    site: Path, find: Callable[..., Any], language: str
) -> None:
    found = find(index_of(site, language), list(CASES[language]))
    missed = []
    for (question, wanted), one in zip(CASES[language].items(), found, strict=True):
        listed = {group[0]: group[1 : FIRST + 1] for group in one["groups"]}
        for notice, clauses in wanted.items():
            page = f"notices/{notice}/"
            if not {f"{page}#c-{clause}" for clause in clauses} & {*listed.get(page, ())}:
                missed.append((question, notice, listed.get(page)))
    assert missed == []


def test_what_is_nowhere_is_not_found_by_what_is_near(site: Path, find: Callable[..., Any]) -> None:
    nothing, near = find(index_of(site, "zh"), ["饕餮", "饕餮要交几份"])
    assert (nothing["count"], near["near"]) == (0, True)
    assert near["groups"]


# In parts


@pytest.fixture(scope="module", params=sizes(sample=6, whole=100))
def grown(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> tuple[Publication, Words, int]:
    """A register of many notices, its words, and a limit for parts that it exceeds."""
    register = make_register(tmp_path_factory.mktemp("grown") / "notices", request.param)
    publication = publish(load(register))
    limit = search.PART if request.param > 50 else search.PART // 5
    return publication, load_words(WORDS).and_of(publication.words), limit


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_has_whole_notices_the_latest_first_and_is_small(
    grown: tuple[Publication, Words, int], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication, words, limit = grown
    monkeypatch.setattr(search, "PART", limit)
    prose = [search.Prose(address(language, "about/"), "About", "")]
    parts = search.search_parts(publication, words, prose, language)
    files = dict(search.search_files(publication, words, prose, language))
    assert len(parts) > 1 and len(files) == len(parts)
    pages = [[entry["location"] for entry in part if PAGE.fullmatch(entry["location"])] for part in parts]
    issued = [publication.by_id[page.split("/")[1]].issued for part in pages for page in part]
    assert issued == sorted(issued, reverse=True) and len(issued) == len(publication.notices)
    for part, own in zip(parts, pages, strict=True):
        clauses = [entry["location"] for entry in part if "#c-" in entry["location"]]
        assert {clause.partition("#")[0] for clause in clauses} == {*own}
    assert max(len(text.encode()) for text in files.values()) < limit * 1.5
    assert all(search.is_search(address(language, path)) for path in files)


@pytest.fixture
def parted(site: Path, tmp_path: Path) -> Path:
    """The site with its index in two parts, a notice in each."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy, copy_function=os_link)
    index = index_of(site, "zh")
    older = [entry for entry in index["docs"] if entry["location"].startswith(f"notices/{ZONE}/")]
    first = {**index, "docs": [entry for entry in index["docs"] if entry not in older], "parts": 2}
    for ending, part in ((".js", first), ("_2.js", {"docs": older})):
        file = copy / f"{search.INDEX}{ending}"
        file.unlink(missing_ok=True)
        file.write_text(f"searchIndex({json.dumps(part)});\n", encoding="utf-8")
    return copy


def os_link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


@pytest.mark.parametrize("served", [True, False], ids=["served", "from a folder"])
def test_older_notices_are_read_where_the_latest_have_nothing_or_the_reader_asks(
    parted: Path, serve: Callable[..., str], visit: Visit, served: bool
) -> None:
    home = serve(parted) if served else (parted / "index.html").as_uri()
    page = visit(home)
    asked, said = page.locator(".cd-search input"), page.locator(".cd-found [role=status]")
    newer, older = (page.locator(f".cd-found a[href*='{year}']") for year in ("2026-h1/#c-", "2023-h2/#c-"))
    button = page.locator(".cd-found button")
    asked.fill("一式")
    expect(newer.first).to_be_visible()
    expect(older).to_have_count(0)
    button.press("Enter")
    expect(older.first).to_be_visible()
    expect(button).to_be_hidden()
    expect(asked).to_be_focused()
    page.reload()
    asked.fill("新海连大厦")
    expect(older.first).to_be_visible()
    expect(said).to_contain_text(re.compile(r"\d"))
    expect(button).to_be_hidden()


def test_where_older_notices_cannot_be_read_the_search_says_so(
    parted: Path, serve: Callable[..., str], visit: Visit
) -> None:
    (parted / f"{search.INDEX}_2.js").unlink()
    page = visit(serve(parted))
    page.locator(".cd-search input").fill("新海连大厦")
    expect(page.locator(".cd-found [role=status]")).to_contain_text("更早的通知现在读不到")
    page.locator(".cd-search input").fill("一式三份")
    expect(page.locator(".cd-found a[href*='2026-h1/#c-4.1']")).to_be_visible()
    visit.errors.clear()

"""Where comparisons lead in a register of several rounds: to pages that are made, else to the chooser."""

import re
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from registers import PLACES, make_register

from generator.comparing.comparisons import Comparisons
from generator.folders import TEMPLATES, WORDS
from generator.pages import notice, pair
from generator.pages.renderer import Renderer
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import load_words

LINK = re.compile(r'href="([^"]*)"')
HOME = "https://site.test/"
CITY = "lianyungang-city"


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """By the address of each notice's and comparison's page, the addresses in the comparisons that it leads to."""
    folder = make_register(tmp_path_factory.mktemp("rounds") / "notices", 3 * PLACES)
    renderer = Renderer(Comparisons(publish(load(folder)), load_words(WORDS)), TEMPLATES, languages=("zh",))
    drawn = {page.address: page.draw().body for each in (notice, pair) for page in each.PAGES.make(renderer)}
    return {
        address: {
            target for link in LINK.findall(body) if f"{HOME}compare/" in (target := urljoin(HOME + address, link))
        }
        for address, body in drawn.items()
    }


def test_every_comparison_that_a_page_leads_to_is_made_or_is_the_choosers(linked: dict[str, set[str]]) -> None:
    known = {address.split("/")[1] for address in linked if address.startswith("notices/")}
    for target in set().union(*linked.values()):
        parts = urlsplit(target)
        if parts.query:
            chosen = parse_qs(parts.query.replace("&amp;", "&"))
            assert parts.path == "/compare/" and {*chosen["a"], *chosen["b"]} <= known, target
        elif "/topics/" not in parts.path and "comparison." not in parts.path:
            assert parts.path.lstrip("/") in linked, target


def test_the_reverse_of_a_comparison_of_older_rounds_is_asked_of_the_chooser(linked: dict[str, set[str]]) -> None:
    first, second, last = (f"{CITY}-{known}" for known in ("2025-h1", "2025-h2", "2026-h1"))
    assert f"{HOME}compare/?a={second}&amp;b={first}" in linked[f"compare/{first}/{second}/"]
    assert f"{HOME}compare/{last}/{second}/" in linked[f"compare/{second}/{last}/"]


def test_a_notice_leads_to_all_that_it_is_compared_with(linked: dict[str, set[str]]) -> None:
    first, second = (f"{CITY}-{known}" for known in ("2025-h1", "2025-h2"))
    for known in (first, second):
        assert f"{HOME}compare/{first}/{second}/" in linked[f"notices/{known}/"]

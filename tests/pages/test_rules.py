"""The conditions to be read as they are: on one page, or of many jurisdictions on a page each."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from registers import PLACES, make_register

from generator.comparing.comparisons import Comparisons
from generator.folders import ROOT, TEMPLATES, WORDS
from generator.pages import check, rules
from generator.pages.page import Page
from generator.pages.renderer import Renderer
from generator.published.publish import publish
from generator.published.rounds import latest_rounds
from generator.register.load import load
from generator.words.load import load_words

LINK = re.compile(r'href="([^"#]+)[^"]*"')
HOME = "https://site.test/"


def drawn(register: Path) -> tuple[Renderer, dict[str, str]]:
    """The pages of the self-check and of the conditions, by their addresses."""
    renderer = Renderer(Comparisons(publish(load(register)), load_words(WORDS)), TEMPLATES)
    pages: list[Page] = [page for module in (check, rules) for page in module.PAGES.make(renderer)]
    return renderer, {page.address: page.draw().body for page in pages}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Renderer, dict[str, str]]:
    """Two rounds in each jurisdiction of two areas."""
    return drawn(make_register(tmp_path_factory.mktemp("many") / "notices", 4 * PLACES))


@pytest.mark.parametrize("root", ["", "en/"])
def test_of_many_jurisdictions_each_has_a_page_and_the_others_lead_there(
    many: tuple[Renderer, dict[str, str]], root: str
) -> None:
    renderer, pages = many
    latest = {notice.id for notice in latest_rounds(renderer.publication)}
    assert len(latest) > rules.IN_PLACE
    own = {f"{root}check/rules/{notice}/" for notice in latest}
    assert own == {address for address in pages if re.fullmatch(f"{root}check/rules/.+", address)}
    for page in (f"{root}check/", f"{root}check/rules/"):
        leads = {urljoin(HOME + page, link) for link in LINK.findall(pages[page])}
        assert {HOME + address for address in own} <= leads
        assert 'class="cd-fold check-brief"' not in pages[page]
    for notice in latest:
        page = f"{root}check/rules/{notice}/"
        assert pages[page].count('class="cd-fold check-brief"') == 1
        leads = {urljoin(HOME + page, link) for link in LINK.findall(pages[page])}
        assert {link for link in leads if "/notices/" in link} == {f"{HOME}{root}notices/{notice}/"}


def test_of_few_jurisdictions_all_stand_on_one_page() -> None:
    renderer, pages = drawn(ROOT / "notices")
    assert {*pages} == {f"{root}check/{page}" for root in ("", "en/") for page in ("", "rules/")}
    for address, page in pages.items():
        for notice in renderer.publication.notices:
            assert f'id="rules-{notice.id}"' in page, address


def test_the_self_checks_page_grows_little_by_a_jurisdiction(many: tuple[Renderer, dict[str, str]]) -> None:
    renderer, pages = many
    _, few = drawn(ROOT / "notices")
    more = len(renderer.publication.notices) - 2
    assert (len(pages["check/"].encode()) - len(few["check/"].encode())) / more < 3_000

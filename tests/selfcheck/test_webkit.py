"""WebKit, the browser of every iPhone: the verdicts of CPython on the page and in the one file, and the main path."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from applicants import Applicant, draw_applicants
from parity import ASK, BATCH, DIGEST, digest_of, first_difference, in_json, tell
from partial_answers import CITY, ZONE
from proof import elsewhere
from webkit import WebKit, webkit

import bootstrap
from generator.pages.check import OFFLINE
from selfcheck import evaluate_json

IN_ALL = 600


@pytest.fixture
def safari() -> Iterator[WebKit]:
    programs = bootstrap.find_webkit()
    if programs is None:
        pytest.fail("no WebKit: run `make proof`", pytrace=False)
    with webkit(programs) as session:
        yield session


@pytest.fixture
def texts(site: Path) -> dict[str, str]:
    """The site's notices as text, by id."""
    return {
        path.stem: path.read_text(encoding="utf-8")
        for path in (site / "notices" / f"{name}.json" for name in (CITY, ZONE))
    }


def expect_verdicts(safari: WebKit, applicants: list[Applicant], expected: list[str]) -> None:
    safari.wait_for("window.selfcheck")
    safari.evaluate("() => window.selfcheck.ready")
    for start in range(0, len(applicants), BATCH):
        some = applicants[start:][:BATCH]
        safari.evaluate(
            ASK, [{}, [{"notice": a.notice, "answers": in_json(a.answers), "today": a.today} for a in some]]
        )
    if safari.evaluate(DIGEST) != digest_of(expected):
        pytest.fail(first_difference(applicants, safari.evaluate("() => window.told"), expected), pytrace=False)


@pytest.mark.parametrize("count", elsewhere(IN_ALL))
def test_webkit_gives_the_bytes_of_cpython_on_the_page_and_in_the_one_file(
    site: Path, serve: Callable[..., str], safari: WebKit, texts: dict[str, str], count: int
) -> None:
    applicants = draw_applicants([json.loads(text) for text in texts.values()], count)
    expected = [tell(evaluate_json, texts[a.notice], in_json(a.answers), a.today) for a in applicants]
    for address in (serve(site, prefix="/a/b/") + "check/", (site / OFFLINE).absolute().as_uri()):
        safari.open(address)
        expect_verdicts(safari, applicants, expected)


@pytest.mark.parametrize("path", elsewhere("check/"))
def test_the_main_path_is_gone_by_clicks_and_keys_in_webkit(
    site: Path, serve: Callable[..., str], safari: WebKit, path: str
) -> None:
    safari.open(f"{serve(site)}{path}?today=2026-05-20")
    safari.wait_for("window.selfcheck")
    safari.evaluate("() => window.selfcheck.ready")

    def go_on(step: str, button: str) -> None:
        safari.wait_for("document.getElementById('verdict').getAttribute('aria-busy') === 'false'")
        safari.click(f"[data-step-id={step}] {button}")
        safari.wait_for(f"document.querySelector('.check').dataset.step !== '{step}'")

    usual, on = "[data-action=usual]", ".check-on"
    go_on("start", on)
    safari.click("input[value=city-unit]")
    go_on("scope", usual)
    go_on("exclusion", usual)
    safari.type("select[name=series]", "工程")
    go_on("series", on)
    safari.type("select[name=education]", "大学本科")
    go_on("education", usual)
    safari.type("#q-post_since [data-part=year]", "2024/7/1")
    safari.type("#q-working_since [data-part=year]", "2024/7/1")
    go_on("experience", usual)
    safari.click("[name=dispatched][value=false]")
    go_on("materials", on)
    safari.wait_for("document.getElementById('verdict').dataset.outcome === 'eligible'")

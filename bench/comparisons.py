"""Times comparisons: ``python bench/comparisons.py`` for one pair, ``--grow 10,100,1000`` for whole registers.

One pair of real notices: rows with impact and the page in each language, on CPython and, with ``--browser SITE``, in
Chromium through the worker once Python runs. The baseline is ``difflib`` on the same topics, letter by letter and
without its shortcut; it draws and explains nothing. Growth: the time per notice for the comparison pages of made-up
registers, and its ratio to the smallest register. Prints a table of medians.
"""

import argparse
import functools
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import CHROMIUM_FLAGS  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from registers import make_register  # noqa: E402
from server import QuietServer, SiteHandler  # noqa: E402

import bootstrap  # noqa: E402
from generator.comparing.comparisons import Comparisons  # noqa: E402
from generator.comparison.page import Setting, comparison_page  # noqa: E402
from generator.comparison.rows import Comparison  # noqa: E402
from generator.pages.site import pages  # noqa: E402
from generator.published.publish import publish  # noqa: E402
from generator.register.load import load  # noqa: E402
from generator.words.load import LANGUAGES, load_words  # noqa: E402

ZONE, CITY = "lianyungang-etdz-2023-h2", "lianyungang-city-2026-h1"
WORDS = load_words(ROOT / "site_src" / "words")
SWAP = """
() => new Promise((resolve) => {
  const start = performance.now();
  const seen = () => requestAnimationFrame(() => resolve(performance.now() - start));
  new MutationObserver((_, observer) => { observer.disconnect(); seen(); })
    .observe(document.getElementById("compare-result"), { childList: true });
  document.querySelector("[data-swap]").click();
})
"""
"""The time from the click to the frame after the other comparison appears."""


def milliseconds(act: Callable[[], object], count: int) -> float:
    times = []
    for _ in range(count):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def compare_letters(comparison: Comparison) -> None:
    for row in comparison.rows:
        if row.a and row.b:
            SequenceMatcher(None, row.a.text("zh"), row.b.text("zh"), autojunk=False).get_opcodes()


def time_pair(count: int) -> dict[str, float]:
    publication = publish(load(ROOT / "notices"))
    comparisons = Comparisons(publication, WORDS)
    a, b = (publication.by_id[notice_id] for notice_id in (ZONE, CITY))
    comparison = comparisons.between(a, b)

    def page(language: str) -> None:
        again = comparisons.between(a, b)
        setting = Setting(comparisons.vocabulary, comparisons.words, language, comparisons.drawing(again), "../", "")
        comparison_page(again, setting)

    return {
        "difflib, letter by letter, Chinese alone (baseline)": milliseconds(lambda: compare_letters(comparison), count),
        "rows": milliseconds(lambda: comparisons.between(a, b), count),
        **{
            f"rows, marks, impact and page, {language}": milliseconds(lambda n=language: page(n), count)
            for language in LANGUAGES
        },
    }


def time_browser(site: Path, count: int) -> dict[str, float]:
    server = QuietServer(
        ("127.0.0.1", 0), functools.partial(SiteHandler, directory=str(site), prefix="/", headers_sent={})
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_address[1]}/"
    times = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=bootstrap.find_browser(), args=CHROMIUM_FLAGS)
        for language, folder in zip(LANGUAGES, ("", "en/"), strict=True):
            page = browser.new_context(service_workers="block").new_page()
            page.goto(f"{home}{folder}compare/?a={ZONE}&b={CITY}")
            page.wait_for_selector("#compare-result article", timeout=60_000)
            swaps = [page.evaluate(SWAP) for _ in range(count)]
            times[f"in Chromium, click to page, {language}"] = statistics.median(swaps)
        browser.close()
    server.shutdown()
    return times


def time_register(notices: int) -> dict[str, float]:
    """Milliseconds per notice, by kind of page."""
    with tempfile.TemporaryDirectory() as folder:
        publication = publish(load(make_register(Path(folder) / "notices", notices)))
        times: dict[str, float] = {}
        start = time.perf_counter()
        for page in pages(Comparisons(publication, WORDS), ROOT / "site_src" / "templates"):
            end = time.perf_counter()
            kind = kind_of(page.path)
            times[kind] = times.get(kind, 0) + end - start
            start = end
    return {kind: spent * 1000 / notices for kind, spent in times.items() if kind}


def kind_of(path: str) -> str:
    parts = path.strip("/").split("/")
    if parts[0] != "compare" or len(parts) == 1:
        return ""
    return {"matrix": "matrix", "topics": "histories"}.get(parts[1], "pairs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browser", type=Path, metavar="SITE")
    parser.add_argument("--grow", metavar="NUMBERS")
    parser.add_argument("--times", type=int, default=15, help="how often each thing is timed")
    given = parser.parse_args()
    if not given.grow:
        times = time_pair(given.times) | (time_browser(given.browser, given.times) if given.browser else {})
        baseline = next(iter(times.values()))
        for name, spent in times.items():
            print(f"{name:60} {spent:8.1f} ms {spent / baseline:6.2f}")
        return
    sizes = [int(size) for size in given.grow.split(",")]
    grown = {size: time_register(size) for size in sizes}
    for kind in grown[sizes[0]]:
        for size in sizes:
            spent = grown[size].get(kind, 0)
            print(f"{kind:10} {size:6} notices {spent:8.1f} ms a notice {spent / grown[sizes[0]][kind]:6.2f}")


if __name__ == "__main__":
    main()

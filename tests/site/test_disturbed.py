"""Slow and broken: the page says what is going on, loses nothing that was answered, and recovers."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from applicants import ELIGIBLE, draw_applicants
from browser import CHROMIUM_FLAGS, Visit
from check_form import answer, expect_outcome, fill_in, open_check, wait_until_ready
from partial_answers import CITY
from playwright.sync_api import Browser, Page, Route, expect
from proof import LONG, sizes
from server import SiteHandler
from sites import asset

import bootstrap

pytestmark = LONG

type Serve = Callable[..., str]
KEPT = {"Cache-Control": "max-age=31536000"}
"""Has a browser keep a file, damaged or not."""


def test_two_tabs_judge_each_its_own_answers(site: Path, serve: Serve, visit: Visit) -> None:
    home = serve(site)
    one = open_check(visit, home)
    other = one.context.new_page()
    other.goto(one.url)
    for page, answers in ((one, ELIGIBLE), (other, ELIGIBLE | {"status": "retired"})):
        fill_in(page, answers)
    expect_outcome(other, "ineligible")
    expect_outcome(one, "eligible")


def test_back_and_forward_bring_the_answers_and_their_verdict_back(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    page.locator("#check-notice-link").click()
    page.wait_for_url("**/notices/**")
    page.go_back()
    expect_outcome(page, "eligible")
    expect(page.locator("#q-affiliation input:checked")).to_have_value("city-unit")
    page.go_forward()
    page.wait_for_url("**/notices/**")


def test_a_reload_in_mid_form_keeps_what_was_answered(site: Path, serve: Serve, visit: Visit) -> None:
    page = open_check(visit, serve(site))
    wait_until_ready(page)
    fill_in(page, {"affiliation": "city-unit", "series": "lawyer", "access_qualification": "false"})
    expect_outcome(page, "ineligible")
    page.evaluate("location.reload()")
    page.wait_for_load_state("load")
    expect_outcome(page, "ineligible")
    expect(page.locator("#q-series select")).to_have_value("lawyer")


def test_offline_in_mid_load_the_page_says_so_and_goes_on_once_there_is_a_connection(
    site: Path, serve: Serve, visit: Visit
) -> None:
    home = serve(site)
    page = visit.open(home)
    cut = []

    def cut_off(route: Route) -> None:
        cut.append(route.request.url)
        page.context.set_offline(True)
        route.abort("internetdisconnected")

    page.context.route("**/runtime/*.wasm", cut_off)
    page.goto(f"{home}check/?today=2026-05-20")
    expect(page.locator("#check-retry")).to_be_visible()
    assert cut
    fill_in(page, ELIGIBLE)
    page.context.unroute("**/runtime/*.wasm")
    page.context.set_offline(False)
    page.locator("#check-retry").click()
    expect_outcome(page, "eligible")
    visit.errors.clear()


# Damaged files

DAMAGE = {
    # Each but the last would do its work all the same: only its hash tells.
    "pyodide.asm.wasm": (b"Fatal Python error", b"Fatal Pythom error"),
    "python_stdlib.zip": (b"PK\3\4\x14", b"PK\3\4\x15"),
    "pyodide.asm.js": (b"Assertion failed", b"Assertion fakled"),
    "pyodide.asm.js that is no script": (b"async function", b"async functiom"),
}


class DamagingHandler(SiteHandler):
    """Sends a file damaged, as long as it is named in `damaged`, which counts how often that happened."""

    def __init__(self, *args: Any, damaged: dict[str, int], once: bool = False, **kwargs: Any) -> None:
        self.damaged, self.once = damaged, once
        super().__init__(*args, **kwargs)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        for kind, times in self.damaged.items():
            if self.path.endswith(kind.split()[0]) and not (self.once and times):
                right, wrong = DAMAGE[kind]
                assert right in content
                content = content.replace(right, wrong, 1)
                self.damaged[kind] += 1
        outputfile.write(content)


def expect_failed(page: Page) -> None:
    expect(page.locator("#check-bar")).to_have_attribute("data-engine", "failed")
    expect(page.locator("#check-retry")).to_be_visible()


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_gives_no_answer_and_the_right_one_does_once_it_is_there(
    site: Path, serve: Serve, visit: Visit, kind: str
) -> None:
    damaged = {kind: 0}
    page = open_check(visit, serve(site, headers=KEPT, kind=DamagingHandler, damaged=damaged))
    fill_in(page, ELIGIBLE)
    expect_failed(page)
    expect_outcome(page, "incomplete")
    # It was tried a second time, past what the browser had kept.
    assert damaged[kind] > 1
    damaged.clear()
    page.locator("#check-retry").click()
    expect_outcome(page, "eligible")
    expect(page.locator("#check-retry")).to_be_hidden()
    visit.errors.clear()


@pytest.mark.parametrize("kind", [*DAMAGE, "worker.js"])
def test_a_file_that_arrived_damaged_is_fetched_again_without_a_word(
    site: Path, serve: Serve, visit: Visit, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DAMAGE, "worker.js", (b"self.runtime", b"self;runtime"))
    damaged = {kind: 0}
    page = open_check(visit, serve(site, headers=KEPT, kind=DamagingHandler, damaged=damaged, once=True))
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    assert damaged[kind] == 1
    visit.errors.clear()


@pytest.fixture
def unsafe(chromium: Browser) -> Iterator[Visit]:
    """A visit by a name that is no device's own, over http: there a page may compute no hash."""
    program = bootstrap.find_browser()
    names = "--host-resolver-rules=MAP notices.test 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=program, args=[*CHROMIUM_FLAGS, names])
    visit = Visit(browser)
    yield visit
    browser.close()
    assert visit.foreign == []


def test_without_a_secure_connection_the_browser_holds_a_damaged_file_back(
    site: Path, serve: Serve, unsafe: Visit
) -> None:
    damaged = {"python_stdlib.zip": 0}
    home = serve(site, headers=KEPT, kind=DamagingHandler, damaged=damaged).replace("127.0.0.1", "notices.test")
    page = open_check(unsafe, home)
    assert page.evaluate("crypto.subtle === undefined")
    fill_in(page, ELIGIBLE)
    expect_failed(page)
    damaged.clear()
    page.locator("#check-retry").click()
    expect_outcome(page, "eligible")


# A worker that is killed


def test_a_worker_that_is_killed_without_a_word_is_replaced_once_it_is_missed(
    site: Path, serve: Serve, visit: Visit
) -> None:
    home = serve(site)
    page = visit.open(home)
    page.add_init_script(
        "const Plain = Worker; window.Worker = class extends Plain {"
        " constructor(address, ...given) { super(address, ...given);"
        " if (String(address).endsWith('/worker.js')) (window.workers ||= []).push(this); } };"
    )
    page.clock.install()
    page.goto(f"{home}check/?today=2026-05-20")
    wait_until_ready(page)
    page.evaluate("workers[0].terminate()")
    fill_in(page, ELIGIBLE)
    page.clock.run_for(2_000)
    expect(page.locator("#check-working")).to_be_visible()
    page.clock.run_for(31_000)
    expect_outcome(page, "eligible")
    assert page.evaluate("workers.length") == 2


# A slow line and a slow processor


SLOW = 400_000 / 8
"""Bytes a second of a slow line."""


class Line:
    """What all requests share: so many bytes a second, and so many seconds before each answer."""

    def __init__(self, rate: float, latency: float) -> None:
        self.rate, self.latency = rate, latency
        self.free = 0.0
        self.lock = threading.Lock()

    def send(self, size: int) -> None:
        with self.lock:
            self.free = max(self.free, time.monotonic()) + size / self.rate
            until = self.free
        time.sleep(max(0, until - time.monotonic()))


class SlowHandler(SiteHandler):
    """Sends files compressed, over a line."""

    PIECE = 4096

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        self.line = line
        super().__init__(*args, **kwargs)

    def send_head(self) -> Any:
        time.sleep(self.line.latency)
        return super().send_head()

    def send_header(self, keyword: str, value: str) -> None:
        # Of the file as it is; as it is sent it ends where the connection does.
        if keyword == "Content-Length" and value != "0":
            keyword, value = "Content-Encoding", "gzip"
        super().send_header(keyword, value)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = gzip.compress(source.read(), mtime=0)
        for start in range(0, len(content), self.PIECE):
            piece = content[start : start + self.PIECE]
            self.line.send(len(piece))
            outputfile.write(piece)


WATCH = """
addEventListener("DOMContentLoaded", () => {
  const [bar, progress] = ["check-bar", "check-progress"].map((id) => document.getElementById(id));
  window.seen = { states: [], bytes: [] };
  const look = () => {
    if (seen.states.at(-1) !== bar.dataset.engine) seen.states.push(bar.dataset.engine);
    if (seen.bytes.at(-1) !== progress.value) seen.bytes.push(progress.value);
  };
  new MutationObserver(look).observe(bar, { subtree: true, attributes: true });
});
"""


@pytest.mark.parametrize("whole", sizes(sample=False, whole=True))
def test_on_a_slow_line_and_a_slow_phone_the_page_is_answered_at_once_and_judges_in_the_end(
    site: Path, serve: Serve, visit: Visit, whole: bool
) -> None:
    """A sample is answered without clicks, which the phone takes a second each for, and is slow until then only."""
    line = Line(rate=SLOW, latency=0.4)
    home = serve(site, kind=SlowHandler, line=line)
    page = visit.open(home)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.add_init_script(WATCH)
    page.goto(f"{home}check/?today=2026-05-20", wait_until="commit")
    page.locator("#check-data").wait_for(state="attached")
    (answer if whole else fill_in)(page, ELIGIBLE)
    expect(page.locator("#check-bar")).to_have_attribute("data-engine", "starting")
    expect_outcome(page, "incomplete")
    early = page.evaluate("seen.bytes.at(-1) ?? 0")
    if not whole:
        line.rate = 20 * SLOW
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", "eligible", timeout=150_000)
    seen = page.evaluate("seen")
    assert seen["states"] == ["starting", "ready"]
    assert seen["bytes"] == sorted(seen["bytes"])
    assert len([loaded for loaded in seen["bytes"] if loaded > early]) > 100


# Memory

KEEP = """
const plain = WebAssembly.instantiateStreaming;
WebAssembly.instantiateStreaming = async (file, imports) => {
  const made = await plain(file, imports);
  self.python = { ...made.instance.exports, memory: imports.env.memory };
  return made;
};
"""
"""Before the worker's own text: lets a test call the functions of CPython that the worker itself calls."""

USED = """
() => {
  const { memory, PyMem_RawMalloc, PyMem_RawFree } = self.python;
  const size = memory.buffer.byteLength;
  const blocks = [];
  while (memory.buffer.byteLength === size) blocks.push(PyMem_RawMalloc(4096));
  for (const block of blocks) PyMem_RawFree(block);
  return size - 4096 * blocks.length;
}
"""
"""Bytes that Python holds: of all that its memory has, what is not to be had before it grows."""

EVALUATE = """
async ([requests, count]) => {
  for (let done = 0; done < count; done += 1) await window.selfcheck.evaluate(requests[done % requests.length]);
}
"""


@pytest.mark.parametrize("half", sizes(sample=2_000, whole=6_000))
def test_thousands_of_evaluations_take_no_more_memory_than_half_of_them(
    site: Path, serve: Serve, visit: Visit, half: int
) -> None:
    home = serve(site)
    notice = json.loads((site / "notices" / f"{CITY}.json").read_text(encoding="utf-8"))
    drawn = draw_applicants([notice], 100, seed=3)
    requests = [{"notice": CITY, "answers": one.answers, "today": one.today} for one in drawn]
    page = visit.open(home)
    worker = asset(site, "browser/worker.js").read_text(encoding="utf-8")
    page.context.route("**/browser/worker.js", lambda route: route.fulfill(body=KEEP + worker))
    page.goto(f"{home}check/?today=2026-05-20")
    wait_until_ready(page)
    python = next(worker for worker in page.workers if worker.url.endswith("browser/worker.js"))
    session = page.context.new_cdp_session(page)

    def used_after(count: int) -> tuple[int, int]:
        page.evaluate(EVALUATE, [requests, count])
        session.send("HeapProfiler.collectGarbage")
        return python.evaluate(USED), session.send("Runtime.getHeapUsage")["usedSize"]

    # What Python keeps, and the gaps between, level off within the first half, near 12 MB.
    early, late = used_after(half), used_after(half)
    growth = {"python": late[0] - early[0], "page": late[1] - early[1]}
    # One short text that each evaluation leaves behind comes to 340 kB in 6,000.
    assert max(growth.values()) < 200_000, growth

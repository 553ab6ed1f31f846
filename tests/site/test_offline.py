"""The site as an app: kept whole on the device, replaced whole and only when the reader says so."""

import functools
import itertools
import json
import math
import os
import random
import re
import shutil
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from applicants import ELIGIBLE
from browser import Visit, search_and_open
from check_form import answer, expect_outcome, fill_in
from partial_answers import CITY, ZONE
from playwright.sync_api import Page, expect
from proof import LONG, sizes
from server import QuietServer, SiteHandler

from generator.comparing.comparisons import Comparisons
from generator.folders import NOTICES, TEMPLATES, WORDS
from generator.pages import pair
from generator.pages.renderer import Renderer
from generator.published.publish import publish as publish_register
from generator.register.load import load
from generator.site.offline import WORKER, is_kept, service_worker
from generator.words.load import load_words

pytestmark = LONG

READY, OFFER = "[data-offline=ready]", "[data-offline=update]"
PATIENCE = 20_000
"""Milliseconds for a whole site to be kept, on a machine that is busy."""
PAGES = ["", "en/", f"notices/{CITY}/", f"en/notices/{ZONE}/", f"compare/{CITY}/{ZONE}/", "en/about/", "check/"]


# A host that publishes one release after another, over a line that can be cut


@dataclass
class Host:
    folder: Path
    address: str = ""
    left: float = math.inf
    """Bytes until the line is cut."""


class CutHandler(SiteHandler):
    def __init__(self, *args: Any, host: Host, **kwargs: Any) -> None:
        self.host = host
        super().__init__(*args, directory=str(host.folder), **kwargs)

    def send_head(self) -> Any:
        if self.host.left <= 0:
            raise ConnectionAbortedError
        return super().send_head()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        outputfile.write(content[: int(min(self.host.left, len(content)))])
        self.host.left -= len(content)
        if self.host.left < 0:
            raise ConnectionAbortedError


@pytest.fixture
def publish() -> Iterator[Callable[[Path], Host]]:
    """publish(folder) → a host that serves it under /a/b/."""
    servers: list[QuietServer] = []

    def start(folder: Path) -> Host:
        host = Host(folder)
        server = QuietServer(
            ("127.0.0.1", 0), functools.partial(CutHandler, host=host, prefix="/a/b/", headers_sent={})
        )
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        host.address = f"http://127.0.0.1:{server.server_address[1]}/a/b/"
        return host

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def released(worker: str) -> tuple[dict[str, Any], str]:
    """What a service worker's first line says, and the script below it."""
    first, script = worker.split("\n", 1)
    return json.loads(first.removeprefix("self.release = ").removesuffix(";")), script


STAMPS = {
    ".html": ("<html ", '<html data-release="{}" '),
    ".json": ("{{", '{{"release":"{}",'),
    "site.css": (":root {{", ":root {{ --release: {}; }}\n:root {{"),
    "frame.js": ('"use strict";', 'window.release = "{}";'),
    "search_index.js": ("({{", '({{"release":"{}",'),
    "manifest": ("{{", '{{"release":"{}",'),
}


@pytest.fixture
def release(site: Path, tmp_path: Path) -> Callable[[str], Path]:
    """release("two") → a folder with the site, stamped in each of its pages, styles, scripts and data."""

    days = itertools.count(1)

    def stamp(name: str) -> Path:
        day = next(days)
        folder = Path(shutil.copytree(site, tmp_path / name, copy_function=os.link))
        known, script = released((folder / WORKER).read_text(encoding="utf-8"))
        for path in known["files"]:
            kind = next((kind for kind in STAMPS if path.endswith(kind) and "runtime" not in path), None)
            if kind:
                before, after = (text.format(name) for text in STAMPS[kind])
                rewrite(folder / path, (folder / path).read_text(encoding="utf-8").replace(before, after, 1), day)
        kept = ((path, (folder / path).read_bytes()) for path in known["files"])
        rewrite(folder / WORKER, service_worker(script, kept), day)
        return folder

    return stamp


def rewrite(path: Path, text: str, day: int) -> None:
    """Writes the file anew; a host tells the files of two releases apart by their dates."""
    path.unlink()
    path.write_text(text, encoding="utf-8")
    os.utime(path, (86_400 * day, 86_400 * day))


def install(visit: Visit, host: Host, path: str = "") -> Page:
    """A page of the host's site, once the device keeps it."""
    page = visit(host.address + path, service_workers="allow")
    expect(page.locator(READY)).to_be_visible(timeout=PATIENCE)
    return page


REMEMBER = """
const { register } = ServiceWorkerContainer.prototype;
ServiceWorkerContainer.prototype.register = function (...given) {
  return (window.registering = register.apply(this, given));
};
"""


def expect_given_up(page: Page) -> None:
    """The page has begun to keep the site, and that has failed."""
    page.evaluate("async () => { while (!window.registering) await new Promise((go) => setTimeout(go, 50)); }")
    kept = page.evaluate(
        """async () => {
          const registration = await registering;
          const { installing } = registration;
          if (installing) await new Promise((go) => installing.addEventListener("statechange", go, { once: true }));
          return Boolean(registration.waiting || registration.active);
        }"""
    )
    assert not kept


def look_for_update(page: Page) -> None:
    """The browser's own check, which else comes some time after a page was opened; until it has ended."""
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          // The first may only join a check that began before the release was published.
          for (const _ of [1, 2]) {
            await registration.update().catch(() => {});
            const { installing } = registration;
            if (installing) await new Promise((go) => installing.addEventListener("statechange", go, { once: true }));
          }
        }"""
    )


def stamps_of(page: Page) -> list[str]:
    """The releases of the page, its style, its script, a notice's data and what search reads."""
    expect(page.locator("[data-worker]")).to_be_attached()
    stamps: list[str] = page.evaluate(
        """async (notice) => {
          // A page that is still loading has not run its script.
          if (document.readyState !== "complete") await new Promise((go) => addEventListener("load", go));
          const root = new URL(document.querySelector("[data-worker]").dataset.worker, location.href);
          const data = [`notices/${notice}.json`, "search/search_index.js", "en/search/search_index.js"];
          const text = async (path) => (await fetch(new URL(path, root))).text();
          const read = async (path) => (await text(path)).match(/"release": ?"(.*?)"/)[1];
          const style = getComputedStyle(document.documentElement).getPropertyValue("--release");
          const own = [document.documentElement.dataset.release, style.trim(), window.release];
          return [...new Set([...own, ...(await Promise.all(data.map(read)))])];
        }""",
        CITY,
    )
    return stamps


# Without the network


def test_once_it_says_so_the_whole_site_works_without_the_network(
    site: Path, publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(site)
    page = install(visit, host, f"check/?today=2026-05-20&notice={CITY}")
    host.left = 0
    # The page that was open before anything was kept works on: another notice's data was not read yet.
    page.locator("#check-notice").select_option(ZONE)
    answer(page, {"series": "accounting"})
    expect_outcome(page, "ineligible")
    page.locator("a[data-twin]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect_outcome(page, "ineligible")
    page.goto(f"{host.address}en/check/?today=2026-05-20")
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    for path in PAGES:
        page.goto(host.address + path)
        expect(page.locator(READY)).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.cd-header')).position") == "sticky"
    page.goto(host.address)
    search_and_open(page, "一式三份", f"notices/{CITY}/", "c-4.1")


def test_without_the_network_any_two_notices_are_compared(
    site: Path, publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(site)
    page = install(visit, host)
    host.left = 0
    page.goto(f"{host.address}en/compare/?a={ZONE}&b={CITY}")
    copies = page.locator("#compare-result [id='t-material.application_form']")
    expect(copies).to_contain_text("Copies: 2 → 3", timeout=PATIENCE)


def test_what_is_read_while_all_is_kept_was_kept(site: Path, publish: Callable[[Path], Host], visit: Visit) -> None:
    known, _ = released((site / WORKER).read_text(encoding="utf-8"))
    host = publish(site)
    page = visit.open(host.address)
    for path in PAGES:
        page.goto(host.address + path)
        page.wait_for_load_state("networkidle")
    asked = {re.sub(r"(^|/)$", r"\1index.html", url.removeprefix(host.address).split("?")[0]) for url in visit.requests}
    assert asked - set(known["files"]) == set()


def test_until_all_is_kept_nothing_says_that_it_is(site: Path, publish: Callable[[Path], Host], visit: Visit) -> None:
    host = publish(site)
    # Enough for the page, and not for the rest.
    host.left = released((site / WORKER).read_text(encoding="utf-8"))[0]["size"] / 2
    page = visit.open(host.address, service_workers="allow")
    page.add_init_script(REMEMBER)
    page.goto(host.address)
    expect_given_up(page)
    assert host.left <= 0
    expect(page.locator(READY)).to_be_hidden()
    host.left = math.inf
    page.reload()
    expect(page.locator(READY)).to_be_visible(timeout=PATIENCE)


def test_only_files_of_the_site_are_kept_and_no_answer(
    site: Path, publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(site)
    page = install(visit, host, f"check/?today=2026-05-20&notice={CITY}")
    page.reload()
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys()))))"
        ".then((all) => all.flat().length)"
    )
    known, _ = released((site / WORKER).read_text(encoding="utf-8"))
    assert kept == len(known["files"])


# A new release


def test_a_new_release_is_offered_and_taken_whole_when_the_reader_says_so(
    release: Callable[[str], Path], publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(release("one"))
    page = install(visit, host)
    expect(page.locator(OFFER)).to_be_hidden()
    host.folder = release("two")
    page.goto(host.address + "en/")
    look_for_update(page)
    expect(page.locator(OFFER)).to_be_visible()
    assert stamps_of(page) == ["one"]
    page.get_by_role("button", name="Later").click()
    expect(page.locator(OFFER)).to_be_hidden()
    page.goto(f"{host.address}notices/{CITY}/")
    assert stamps_of(page) == ["one"]
    host.left = 0
    page.get_by_role("button", name="更新", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-release", "two")
    expect(page.locator(READY)).to_be_visible()
    expect(page.locator(OFFER)).to_be_hidden()
    for path in PAGES:
        page.goto(host.address + path)
        assert stamps_of(page) == ["two"]


def test_an_update_keeps_the_answers_of_every_open_page(
    release: Callable[[str], Path], publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(release("one"))
    page = install(visit, host)
    other = page.context.new_page()
    other.goto(f"{host.address}check/?today=2026-05-20")
    fill_in(other, ELIGIBLE)
    expect_outcome(other, "eligible")
    host.folder = release("two")
    look_for_update(page)
    page.get_by_role("button", name="更新", exact=True).click()
    for one in (page, other):
        expect(one.locator("html")).to_have_attribute("data-release", "two")
    expect_outcome(other, "eligible")
    assert other.locator("[name=courses]:checked").count() == 3
    assert stamps_of(other) == ["two"]
    assert other.evaluate("name") == ""


def test_a_page_that_was_loading_while_another_release_took_over_loads_again(
    release: Callable[[str], Path], publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(release("one"))
    page = install(visit, host)
    page.reload()
    expect(page.locator(READY)).to_be_visible()
    with page.expect_navigation():
        page.evaluate(
            "navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { release: 'another' } }))"
        )
    expect(page.locator(READY)).to_be_visible()


@pytest.mark.parametrize("times", sizes(sample=4, whole=20))
def test_wherever_the_line_is_cut_every_page_is_of_one_release(
    release: Callable[[str], Path], publish: Callable[[Path], Host], visit: Visit, times: int
) -> None:
    draw = random.Random(5)
    host = publish(release("r0"))
    page = install(visit, host)
    worker = (host.folder / WORKER).read_text(encoding="utf-8")
    pages = {path.relative_to(host.folder).as_posix(): path.stat().st_size for path in host.folder.rglob("index.html")}
    changed = sum(size for path, size in pages.items() if f'"{path}"' in worker)
    assert changed
    seen, cut = [], 0
    for number in range(times):
        host.folder, host.left = release(f"r{number + 1}"), draw.randrange(changed)
        look_for_update(page)
        cut += host.left <= 0
        for path in draw.sample(PAGES[:-1], 2):
            page.goto(host.address + path)
            seen.append((f"r{number}", stamps_of(page)))
        host.left = math.inf
        look_for_update(page)
        expect(page.locator(OFFER)).to_be_visible(timeout=PATIENCE)
        seen.append((f"r{number}", stamps_of(page)))
        page.locator(OFFER).locator("[value=update]").click()
        expect(page.locator("html")).to_have_attribute("data-release", f"r{number + 1}")
        seen.append((f"r{number + 1}", stamps_of(page)))
        shutil.rmtree(host.folder.with_name(f"r{number}"))
    assert cut > times // 2
    assert [(wanted, found) for wanted, found in seen if found != [wanted]] == []
    visit.errors.clear()


@pytest.mark.parametrize("path", ["assets/*/styles/site.css", f"notices/{CITY}.json", "en/check/index.html"])
def test_a_release_with_a_file_of_another_is_not_taken(
    release: Callable[[str], Path], publish: Callable[[Path], Host], visit: Visit, path: str
) -> None:
    host = publish(release("one"))
    page = install(visit, host)
    half, whole = release("half"), release("two")
    [file] = half.glob(path)
    file.unlink()
    shutil.copy(whole / file.relative_to(half), file)
    host.folder = half
    look_for_update(page)
    page.goto(host.address + "check/")
    assert page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.waiting)") is None
    expect(page.locator(OFFER)).to_be_hidden()
    assert stamps_of(page) == ["one"]
    host.folder = whole
    look_for_update(page)
    expect(page.locator(OFFER)).to_be_visible(timeout=PATIENCE)
    visit.errors.clear()


def test_a_page_that_is_not_kept_comes_from_the_network_with_all_that_it_asks_for(
    release: Callable[[str], Path], publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(release("one"))
    page = install(visit, host)
    host.folder = release("two")
    page.goto(host.address + "staff/")
    assert page.evaluate("window.release") == "two"
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--release')") == "two"
    page.goto(host.address)
    assert stamps_of(page) == ["one"]


FORGET = "caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => {})"


def test_what_the_browser_has_lost_is_fetched_and_kept_again(
    release: Callable[[str], Path], publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(release("one"))
    page = install(visit, host)
    page.evaluate(FORGET)
    page.goto(host.address + "en/")
    assert stamps_of(page) == ["one"]
    host.left = 0
    page.reload()
    expect(page.locator(READY)).to_be_visible()
    assert stamps_of(page) == ["one"]


def test_what_the_browser_has_lost_and_the_host_has_replaced_comes_whole_from_the_network(
    release: Callable[[str], Path], publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(release("one"))
    page = install(visit, host)
    page.evaluate(FORGET)
    host.folder = release("two")
    page.goto(host.address + "en/")
    assert stamps_of(page) == ["two"]
    expect(page.locator(READY)).to_be_hidden()
    visit.errors.clear()


# Where nothing is kept


def test_without_room_the_site_is_read_from_the_network(
    site: Path, publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(site)
    page = visit.open(host.address, service_workers="allow")
    limit = {"origin": host.address.removesuffix("/a/b/"), "quotaSize": 1_000_000}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)
    page.add_init_script(REMEMBER)
    page.goto(f"{host.address}check/?today=2026-05-20")
    expect_given_up(page)
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    expect(page.locator(READY)).to_be_hidden()


@pytest.mark.parametrize(
    "lack",
    [
        "delete Navigator.prototype.serviceWorker",
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('', 'SecurityError'))",
    ],
    ids=["no service workers", "private window"],
)
def test_where_a_browser_keeps_nothing_the_site_is_read_from_the_network(
    site: Path, publish: Callable[[Path], Host], visit: Visit, lack: str
) -> None:
    host = publish(site)
    page = visit.open(host.address, service_workers="allow")
    page.add_init_script(lack)
    page.goto(f"{host.address}check/?today=2026-05-20")
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    expect(page.locator(READY)).to_be_hidden()


def test_whoever_saves_data_is_not_sent_the_whole_site(
    site: Path, publish: Callable[[Path], Host], visit: Visit
) -> None:
    host = publish(site)
    page = visit.open(host.address, service_workers="allow")
    page.add_init_script(REMEMBER + "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });")
    page.goto(f"{host.address}check/?today=2026-05-20")
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    assert page.evaluate("typeof registering") == "undefined"


def test_from_a_folder_on_disk_nothing_is_registered(site: Path, visit: Visit) -> None:
    page = visit.open(site.as_uri(), service_workers="allow")
    page.add_init_script(REMEMBER)
    page.goto((site / "index.html").as_uri())
    page.wait_for_load_state("networkidle")
    assert page.evaluate("typeof registering") == "undefined"
    expect(page.locator("link[rel=manifest]")).to_have_count(0)
    expect(page.locator(READY)).to_be_hidden()


# What is kept, and the app


def test_of_comparisons_the_pages_with_a_latest_notice_are_kept() -> None:
    register = load(NOTICES)
    rounds = [replace(register.notices[0], round=name) for name in ("2025-h1", "2025-h2", "2026-h1")]
    comparisons = Comparisons(publish_register(replace(register, notices=tuple(rounds))), load_words(WORDS))
    made = pair.PAGES.make(Renderer(comparisons, TEMPLATES))
    kept = {tuple(re.findall(r"20\d\d-h\d", page.path)): page.kept for page in made}
    new, old = ("2026-h1", "2025-h2"), ("2025-h2", "2025-h1")
    assert kept == {new: True, new[::-1]: True, old[::-1]: False}


def test_pages_and_what_they_compare_with_are_kept_but_for_what_lies_beside_them() -> None:
    left_out = {"compare/topics/", "en/compare/topics/access/", "compare/city-2025-h2/city-2025-h1/"}
    kept = {
        "compare/index.html": True,
        "en/compare/matrix/index.html": True,
        "compare/vocabulary.json": True,
        "compare/topics/index.html": False,
        "en/compare/topics/access/index.html": False,
        "compare/city-2026-h1/city-2025-h2/index.html": True,
        "compare/city-2025-h2/city-2025-h1/index.html": False,
        "compare/city-2026-h1/city-2025-h2/comparison.xlsx": False,
        "compare/city-2026-h1/city-2025-h2/comparison.json": False,
        "notices/city-2025-h1/index.html": True,
        "notices/city-2025-h1.json": True,
        "notices/city-2025-h1.words.json": True,
        "staff/index.html": False,
    }
    assert {path: is_kept(path, left_out) for path in kept} == kept


@pytest.mark.parametrize(("start", "name"), [("", "初定"), ("en/", "Chuding")])
def test_the_site_can_be_installed_in_each_language(
    site: Path, publish: Callable[[Path], Host], visit: Visit, start: str, name: str
) -> None:
    host = publish(site)
    page = visit(host.address + start, service_workers="allow")
    page.locator("link[rel=manifest]").wait_for(state="attached")
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    manifest = json.loads(found["data"])
    assert (manifest["short_name"], found["manifest"]["scope"]) == (name, host.address)
    assert found["manifest"]["startUrl"] == host.address + start
    # A context of Playwright's is a private window, which is all that Chromium has to say against it.
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
    for icon in manifest["icons"]:
        file = site / start / icon["src"]
        if file.suffix == ".png":
            assert "{}x{}".format(*struct.unpack(">II", file.read_bytes()[16:24])) == icon["sizes"]

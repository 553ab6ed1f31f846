"""Nothing leaves: every page forbids it, and through the whole path no answer is in anything sent or kept."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from applicants import ELIGIBLE
from browser import Visit
from check_form import answer, expect_outcome, fill_in, wait_until_ready
from proof import LONG

pytestmark = LONG

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
RUNS_PYTHON = {f"{start}{page}/index.html" for start in ("", "en/") for page in ("check", "compare", "embed/check")}

LISTEN = """
(() => {
  window.told = [];
  const listen = (object, name, tell = (...given) => given) => {
    const known = object[name];
    object[name] = function (...given) {
      window.told.push([name, JSON.stringify(tell(...given))]);
      return known.apply(this, given);
    };
  };
  listen(Storage.prototype, "setItem");
  listen(IDBFactory.prototype, "open");
  listen(CacheStorage.prototype, "open");
  // The state beside an address stays in this tab, as the fields of a form do.
  listen(History.prototype, "pushState", (state, title, address) => address);
  listen(History.prototype, "replaceState", (state, title, address) => address || "");
  listen(Navigator.prototype, "sendBeacon");
  listen(window, "fetch", (request) => String(request.url || request));
  listen(XMLHttpRequest.prototype, "open");
  listen(BroadcastChannel.prototype, "postMessage");
  listen(window, "postMessage");
  listen(window, "open");
  for (const name of ["WebSocket", "EventSource", "RTCPeerConnection", "SharedWorker"])
    window[name] = new Proxy(window[name], {
      construct(known, given) { window.told.push([name, JSON.stringify(given)]); return new known(...given); },
    });
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(document, "cookie", {
    get: cookie.get, set(text) { window.told.push(["cookie", text]); cookie.set.call(document, text); },
  });
})();
"""
ANSWERS = ("city-unit", "mainland", "engineering", "bachelor", "graduated", "2024-07-01")
"""Values of answers that stand for themselves wherever they are."""


def policies(site: Path) -> dict[str, list[str]]:
    """The policies that each page of the site declares; the one file has a stricter one of its own."""
    found = [*site.rglob("index.html"), site / "404.html"]
    pages = {path.relative_to(site).as_posix(): path for path in found}
    return {name: POLICY.findall(path.read_text(encoding="utf-8")) for name, path in pages.items()}


def test_every_page_allows_its_own_files_alone_and_wasm_only_where_python_runs(site: Path) -> None:
    for name, declared in policies(site).items():
        [policy] = declared
        sources = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        allowed = {source for given in sources.values() for source in given.split()}
        assert sources["default-src"] == "'none'" and sources["connect-src"] == "'self'", name
        assert allowed <= {"'none'", "'self'", "data:", "'wasm-unsafe-eval'"}, name
        assert ("'wasm-unsafe-eval'" in allowed) == (name in RUNS_PYTHON), name


@pytest.mark.parametrize("address", ["", "check/", "en/compare/lianyungang-etdz-2023-h2/lianyungang-city-2026-h1/"])
def test_the_browser_refuses_to_send_anything_elsewhere(
    site: Path, serve: Callable[..., str], visit: Visit, address: str
) -> None:
    page = visit(serve(site, prefix="/a/b/") + address)
    said = page.evaluate(
        """async () => {
          const refused = new Promise((told) =>
            addEventListener("securitypolicyviolation", (event) => told(event.effectiveDirective)));
          await fetch("https://elsewhere.example/?city-unit", { mode: "no-cors" }).catch(() => {});
          return refused;
        }"""
    )
    assert said == "connect-src"
    assert not [url for url in visit.requests if "elsewhere" in url]
    assert len(visit.errors) in (1, 2) and "elsewhere.example" in visit.errors[0]
    visit.errors.clear()


def test_through_the_whole_path_no_answer_is_in_anything_sent_or_kept(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    home = serve(site, prefix="/a/b/")
    page = visit.open(home)
    page.context.add_init_script(LISTEN)
    page.goto(home + "check/?today=2026-05-20")
    wait_until_ready(page)
    answer(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    page.locator("#every-check").click()
    page.locator("#every-notices > li").first.wait_for()
    told = page.evaluate("window.told")
    page.locator("#every-notices a").last.click()
    page.locator("a[data-twin]").click()
    page.wait_for_url("**/en/check/**")
    wait_until_ready(page)
    told += page.evaluate("window.told")
    kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])")
    # What listens does hear: the notice stands in the address.
    assert any(name == "replaceState" for name, _ in told)
    seen = json.dumps(told) + kept + "".join(visit.requests)
    assert [value for value in ANSWERS if value in seen] == []
    assert [url for url in visit.requests if not url.startswith(home)] == []


def test_answers_are_in_a_link_only_where_the_reader_makes_one_and_leave_the_address_once_taken(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    home = serve(site, prefix="/a/b/")
    page = visit(f"{home}check/?today=2026-05-20")
    wait_until_ready(page)
    fill_in(page, ELIGIBLE)
    expect_outcome(page, "eligible")
    page.locator("#check-link").click()
    link = page.locator("#check-link-address").input_value()
    address = page.url.partition("#")[0]
    assert link.startswith(f"{address}#answers&") and "affiliation=city-unit" in link and "answers" not in page.url
    other = visit(link)
    wait_until_ready(other)
    expect_outcome(other, "eligible")
    assert other.locator("[name=courses]:checked").count() == 3
    assert other.url == f"{address}#verdict"
    assert [url for url in visit.requests if "city-unit" in url.partition("#")[0]] == []

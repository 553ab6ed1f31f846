"""A browser that may talk to nobody but the site under test, and what axe finds on a page."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, expect

from generator.folders import ROOT

UNUSED = [
    # Pages of the browser's own address bar, two in each window: they cost more than most of ours.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    # Those that Playwright itself turns off: of two such flags Chromium reads the last alone.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints"),
    *("ThirdPartyStoragePartitioning", "NetworkTimeServiceQuerying", "PreconnectToSearch", "AimEnabled"),
    "msForceBrowserSignIn",
]
"""Features of Chromium that no page of ours meets."""
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(UNUSED)}",
]
LATE_TIERING = "--js-flags=--wasm-tiering-budget=200000000"
"""V8 compiles a function of a wasm anew once it has run for long; most tests have ended before that pays."""


def wait_until(page: Page, condition: str) -> None:
    """Waits until the expression holds; the pages' policy forbids Playwright's own waiting, which evaluates text."""
    look = f"const look = () => ({condition}) ? done(true) : setTimeout(look, 20); look();"
    page.evaluate(f"() => new Promise((done) => {{ {look} }})")


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True)
class Screen:
    """What a reader may look at a page with: a phone or a desktop, by day or by night."""

    width: int
    scheme: str

    @property
    def options(self) -> dict[str, Any]:
        """As Playwright takes it for a context."""
        return {"viewport": {"width": self.width, "height": 800}, "color_scheme": self.scheme}

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


SCREENS = [Screen(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]


@dataclass
class Visit:
    """Browser contexts of one test, what they asked for, and what went wrong in them.

    `requests` is every address asked for; `foreign` those of another origin, which were refused; `errors`
    what the console and the page reported. A test that expects errors reads and clears the list.
    """

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __call__(self, address: str, **options: Any) -> Page:
        """A page at the address, in a new context with Playwright's options (locale, viewport, …)."""
        page = self.open(address, **options)
        page.goto(address)
        return page

    def open(self, address: str, **options: Any) -> Page:
        """A blank page that may talk to the origin of the address and to no other."""
        home = origin_of(address)
        # What a service worker keeps, a test's routes do not see; a test of it asks for one.
        context = self.browser.new_context(**{"service_workers": "block", **options})
        self.contexts.append(context)

        def is_foreign(url: str) -> bool:
            return urlsplit(url).scheme not in {"data", "blob", "about"} and origin_of(url) != home

        def record(request: Request) -> None:
            self.requests.append(request.url)
            if is_foreign(request.url):
                self.foreign.append(request.url)

        def hear(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.errors.append(f"{message.text} ({message.location.get('url', '')})")

        def refuse(route: Route) -> None:
            route.abort()

        context.on("request", record)
        context.on("console", hear)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.route(is_foreign, refuse)
        return context.new_page()


# Accessibility

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = """
async () => {
  const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await axe.run(document, { preload: false, runOnly });
  return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html.slice(0, 90))]);
}
"""
SERIOUS = """
async (part) => (await axe.run(part, { resultTypes: ["violations"] })).violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)
"""


def faults(page: Page) -> list[Any]:
    """What axe finds on the page against WCAG 2.2 AA or its best practice, with the first elements at fault."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[Any] = page.evaluate(FAULTS)
    return found


def serious_faults(page: Page, part: str) -> list[str]:
    """What axe calls serious or critical in a part of the page, a selector."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(SERIOUS, part)
    return found


def search_and_open(page: Page, words: str, address: str, clause: str) -> None:
    """Types words into the site's search and follows what it finds to a clause of the page at an address."""
    field = page.locator(".cd-search input")
    field.click()
    field.fill(words)
    field.press("End")
    page.locator(f".cd-found a[href$='{address}#{clause}']").click()
    expect(page.locator(f"[id='{clause}']")).to_be_in_viewport()

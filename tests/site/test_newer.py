"""A page that a browser shows from before, as it may where a host says nothing of it, knows of a newer one."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from browser import Visit
from playwright.sync_api import expect

OFFER = "[data-offline=update]"
LATER = """() => {
  const now = Date.now() + 3_600_000;
  Date.now = () => now;
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""An hour later the reader looks at the page again."""


def test_a_page_that_was_kept_or_open_for_long_offers_the_newer_one(
    site: Path, tmp_path: Path, serve: Callable[..., str], visit: Visit
) -> None:
    folder = shutil.copytree(site, tmp_path / "site", copy_function=os.link)
    address = serve(folder, "/a/b/", {"Cache-Control": "max-age=86400"})
    # With the routes that other tests have, Chromium would keep nothing.
    context = visit.browser.new_context(service_workers="block")
    visit.contexts.append(context)
    page = context.new_page()
    page.goto(f"{address}en/about/")
    page.goto(f"{address}en/")
    about = folder / "en" / "about" / "index.html"
    newer = about.read_text(encoding="utf-8").replace("<html ", '<html data-newer="" ', 1)
    about.unlink()
    about.write_text(newer, encoding="utf-8")

    page.goto(f"{address}en/about/")
    expect(page.locator(OFFER)).to_be_visible()
    assert page.locator("html[data-newer]").count() == 0
    page.get_by_role("button", name="Later").click()
    expect(page.locator(OFFER)).to_be_hidden()
    page.evaluate(LATER)
    expect(page.locator(OFFER)).to_be_visible()
    page.get_by_role("button", name="Update", exact=True).click()
    expect(page.locator("html[data-newer]")).to_be_attached()

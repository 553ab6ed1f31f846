"""Draws the pictures of the README from the built site: ``make pictures``, or ``python docs/pictures.py SITE``."""

import functools
import http.server
import sys
import threading
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import bootstrap

PICTURES = Path(__file__).resolve().parent / "pictures"
DAY = datetime(2026, 5, 12, 9)
"""Within the latest round's window, so that every drawing shows the same day."""
PAIR = "compare/lianyungang-etdz-2023-h2/lianyungang-city-2026-h1/"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main(site: Path) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=bootstrap.find_browser(), args=["--no-sandbox"])
        notice = open_page(browser, address + "notices/lianyungang-city-2026-h1/", 390, 760)
        notice.screenshot(path=PICTURES / "notice.png")
        pair = open_page(browser, address + PAIR, 1080, 640)
        pair.locator(".cd-compare").first.evaluate("table => table.scrollIntoView()")
        pair.screenshot(path=PICTURES / "comparison.png")
        browser.close()
    server.shutdown()


def open_page(browser: Browser, address: str, width: int, height: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN", service_workers="block")
    page.clock.set_fixed_time(DAY)
    page.goto(address, wait_until="networkidle")
    return page


if __name__ == "__main__":
    main(Path(sys.argv[1]))

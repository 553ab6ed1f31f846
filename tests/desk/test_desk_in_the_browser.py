"""The desk in a real browser: by keyboard alone, without a fault that axe finds, and followed by what is shown."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from browser import SCREENS, Screen, Visit, faults
from playwright.sync_api import Page, expect

from generator.desk.app import application
from generator.desk.guard import HOST

TOKEN = "a-token-of-the-test"
NOTICE = "lianyungang-city-2026-h1"


@pytest.fixture
def desk(register: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a desk that is open, with its token."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        port = listening.getsockname()[1]
        app = application(register, tmp_path / "site", port, TOKEN)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://{HOST}:{port}/?token={TOKEN}"
        server.should_exit = True
        running.join()


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return wide


@pytest.mark.parametrize("screen", SCREENS[::3], ids=str)
def test_axe_finds_no_fault_on_any_page_of_the_desk(desk: str, visit: Visit, screen: Screen) -> None:
    page = visit(desk, **screen.options, locale="zh-CN")
    root = page.url.removesuffix("zh/")
    at = f"notices/{NOTICE}"
    found = {}
    for path in ("zh/", f"en/{at}/", f"zh/{at}/head/", f"en/{at}/4.3/?edit=materials.0", f"zh/{at}/hand-over/"):
        page.goto(root + path)
        found[path] = [*faults(page), *([] if fits(page) else ["wider than the screen"])]
    assert {path: fault for path, fault in found.items() if fault} == {}


def test_a_clerk_decides_by_keyboard_and_what_is_shown_follows(desk: str, visit: Visit, register: Path) -> None:
    file = register / "lianyungang-city" / "2026-h1.yaml"
    page = visit(desk, locale="en")
    root = page.url.removesuffix("en/")
    # Open again what is decided: a draft has such questions.
    text = file.read_text(encoding="utf-8")
    english = "Every annual assessment by the employing unit is qualified or better."
    asked = text.replace(f"    en: {english}\n", "    en: TODO\n")
    assert asked != text
    file.write_text(asked, encoding="utf-8")
    page.goto(f"{root}en/notices/{NOTICE}/")
    page.keyboard.press("n")
    page.wait_for_url(f"**/{NOTICE}/2.3/")
    expect(page.locator("textarea[name=en]")).to_be_focused()
    page.keyboard.type(english)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/{NOTICE}/2.3/")
    expect(page.get_by_text("Nothing is left")).to_be_visible()
    assert file.read_text(encoding="utf-8") == text
    # Words of the document become the quote.
    page.goto(f"{root}en/notices/{NOTICE}/2.3/?new=residual#add")
    page.evaluate(
        """() => {
          const words = document.querySelector("[data-received] mark").firstChild;
          document.getSelection().setBaseAndExtent(words, 0, words, 6);
        }"""
    )
    page.get_by_role("button", name="Use as the quote").click()
    expect(page.locator("textarea[data-quote]").first).to_have_value("单位年度考核")
    # What is shown follows a change, from wherever it comes.
    page.goto(f"{root}en/notices/{NOTICE}/see/")
    shown = page.frame_locator("iframe[data-shown]")
    expect(shown.locator("[id='c-2.3']")).to_contain_text("is qualified or better")
    file.write_text(text.replace(english, english.replace("Every", "Each")), encoding="utf-8")
    expect(shown.locator("[id='c-2.3']")).to_contain_text("Each annual assessment", timeout=15_000)

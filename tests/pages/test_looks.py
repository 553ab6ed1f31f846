"""How pages look, piece by piece: every class that a page bears, with its box, type and colours, by day and by night.

What a font decides is left out: heights, and the widths of what is as wide as its words.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser import Visit
from kept import expect_kept
from partial_answers import CITY, ZONE
from playwright.sync_api import Page, expect

WIDTHS = (360, 1280)
PAGES = {
    "components": "staff/components/",
    "home": "",
    "notice": f"notices/{CITY}/",
    "check": "check/",
    "pair": f"compare/{ZONE}/{CITY}/",
}
PIECES = """
(known) => {
  const hex = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    if (!alpha) return "clear";
    const parts = [red, green, blue].map((part) => part.toString(16).padStart(2, "0"));
    return `#${parts.join("")}${alpha < 1 ? `/${alpha}` : ""}`;
  };
  const blocks = ["block", "grid", "flex", "table", "list-item", "flow-root"];
  const look = (element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const parent = getComputedStyle(element.parentElement).display;
    const wide = blocks.includes(style.display) && ["block", "flow-root", "list-item"].includes(parent);
    const sides = ["Top", "Right", "Bottom", "Left"];
    const edges = (name) => sides.map((side) => Math.round(parseFloat(style[name.replace("*", side)]))).join(" ");
    const border = `border ${edges("border*Width")} ${style.borderLeftStyle} ${hex(style.borderLeftColor)}`;
    return [
      wide ? `at ${Math.round(box.x)}, ${Math.round(box.width)} wide` : "",
      `${Math.round(parseFloat(style.fontSize) * 10) / 10}px ${style.fontWeight}`,
      `${hex(style.color)} on ${hex(style.backgroundColor)}`,
      edges("padding*") === "0 0 0 0" ? "" : `padding ${edges("padding*")}`,
      edges("border*Width") === "0 0 0 0" ? "" : border,
      style.borderRadius === "0px" ? "" : `radius ${style.borderRadius}`,
      style.display,
    ].filter(Boolean).join(", ");
  };
  const found = {};
  for (const element of document.body.querySelectorAll("[class]")) {
    if (!element.checkVisibility()) continue;
    for (const name of element.classList) if (!known.includes(name)) found[name] ??= look(element);
  }
  return found;
}
"""


def look_of(page: Page, known: list[str]) -> dict[str, str]:
    """Each class's piece, by day; and by night what is other."""
    page.emulate_media(color_scheme="light")
    by_day: dict[str, str] = page.evaluate(PIECES, known)
    page.emulate_media(color_scheme="dark")
    by_night: dict[str, str] = page.evaluate(PIECES, known)
    return {name: f"{look}\n    by night {colours(by_night[name])}" for name, look in by_day.items()}


def colours(look: str) -> str:
    return ", ".join(part for part in look.split(", ") if "#" in part)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pieces_of_pages_look_as_they_did(site: Path, serve: Callable[..., str], visit: Visit, width: int) -> None:
    home, known, told = serve(site), list[str](), list[str]()
    page = visit.open(home, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.clock.set_fixed_time("2026-05-20T09:00:00+08:00")
    for name, path in PAGES.items():
        page.goto(home + path)
        if name == "check":
            page.evaluate("window.selfcheck.ready")
            expect(page.locator("#check-summary")).not_to_be_empty()
            expect(page.locator("#verdict")).to_have_attribute("aria-busy", "false")
        elif name in ("home", "notice"):
            expect(page.locator("[data-standing]:visible").first).not_to_be_empty()
        look = look_of(page, known)
        told += [f"== {name}", *(f"{piece}: {said}" for piece, said in sorted(look.items()))]
        known += look
    expect_kept(f"looks/{width}.txt", "\n".join(told))

"""The self-check's main path as those hear it who do not see it: role, name and state, and the verdict said once."""

from collections.abc import Callable
from pathlib import Path

from browser import Visit
from check_form import wait_until_ready
from kept import expect_kept
from playwright.sync_api import expect

LISTEN = """
window.spoken = [];
const said = new WeakMap();
const hear = () => {
  for (const region of document.querySelectorAll("[role=status], [role=alert], [aria-live]:not([aria-live=off])")) {
    const text = region.checkVisibility() ? region.innerText.trim() : "";
    if (text && text !== said.get(region)) window.spoken.push(text);
    said.set(region, text);
  }
};
new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
"""


def test_the_main_path_has_a_role_a_name_and_a_state_for_everything_and_says_the_verdict_once(
    site: Path, serve: Callable[..., str], visit: Visit
) -> None:
    address = serve(site)
    page = visit.open(address)
    page.add_init_script(LISTEN)
    page.goto(f"{address}check/?today=2026-05-20")
    wait_until_ready(page)
    heard = []

    def go_on(step: str, button: str) -> None:
        expect(page.locator("#verdict")).to_have_attribute("aria-busy", "false")
        heard.append(f"== {step}\n{page.locator('#check-form').aria_snapshot()}")
        page.locator(f"[data-step-id={step}]").get_by_role("button", name=button, exact=True).click()
        expect(page.locator(".check")).not_to_have_attribute("data-step", step)

    usual = "我也是这样，继续"
    go_on("start", "开始自查")
    page.get_by_role("radio", name="市直单位").or_(page.locator("[name=affiliation][value=city-unit]")).first.check()
    go_on("scope", usual)
    go_on("exclusion", usual)
    page.get_by_label("您要申报哪个系列（专业）的职称？").select_option("engineering")
    go_on("series", "继续")
    page.get_by_label("您用哪种学历或学位申报？").select_option("bachelor")
    go_on("education", usual)
    for question in ("您从什么时候起做现在的专业技术工作？", "您从什么时候起参加工作？"):
        page.get_by_role("group", name=question).get_by_label("年", exact=True).fill("2024/7/1")
    go_on("experience", usual)
    page.get_by_role("group", name="劳务派遣").get_by_label("否").check()
    go_on("materials", "继续")
    headline = "经自查，您符合条件，现在可以申报"
    expect(page.locator("#verdict")).to_be_focused()
    expect(page.get_by_role("region", name=headline)).to_be_visible()
    heard += [
        f"== {part}\n{page.locator(f'#{part}').aria_snapshot()}" for part in ("check-answers", "verdict", "check-bar")
    ]
    spoken: list[str] = page.evaluate("window.spoken")
    assert spoken.count(headline) == 1 and spoken[-1] == headline
    assert len(spoken) == len(set(spoken)), spoken
    expect_kept("looks/check-tree.txt", "\n".join([*heard, "== spoken", *spoken]))

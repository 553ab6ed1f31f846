"""The self-check's form, filled in as an applicant fills it in."""

from browser import Visit
from playwright.sync_api import Page, expect


def open_check(visit: Visit, address: str, language: str = "zh", query: str = "", **options: object) -> Page:
    """The self-check on a day within the window of 2026."""
    path = "check/" if language == "zh" else "en/check/"
    return visit(f"{address}{path}?today=2026-05-20{query}", **options)


def wait_until_ready(page: Page) -> None:
    page.evaluate("window.selfcheck.ready")


def answer(page: Page, answers: dict[str, object]) -> None:
    """Gives each answer by the control that the page has for it."""
    for key, value in answers.items():
        question = page.locator(f"#q-{key}")
        if isinstance(value, list):
            for year in value:
                question.locator(f"input[value='{year}']").check()
        elif question.locator("select").count():
            question.locator("select").select_option(str(value))
        elif question.locator("input[type=radio]").count():
            question.locator(f"input[value='{str(value).lower()}']").check()
        else:
            question.locator("input").fill(str(value))


def expect_outcome(page: Page, outcome: str) -> None:
    expect(page.locator("#verdict")).to_have_attribute("data-outcome", outcome)

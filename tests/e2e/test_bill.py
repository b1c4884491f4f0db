"""A bill as somebody has it: given, understood, chosen, taken, and in the report."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from calculator.uploads.samples import FOLDER
from calculator.usage.command import run
from tests.e2e.conftest import Site

USAGE, COST = FOLDER / "openai-dashboard-usage.csv", FOLDER / "openai-dashboard-cost.csv"
MEASURED = "measured: OpenAI usage, 1 October 2026"


def give(page: Page, file: Path, box: str = "Your bill or usage export", button: str = "Read it") -> None:
    page.get_by_label(box).set_input_files(file)
    page.get_by_role("button", name=button).click()
    for _look in range(60):
        heading = page.get_by_role("heading", name="This is what we understood")
        if heading.is_visible() and page.get_by_text(file.name).first.is_visible():
            return
        page.wait_for_timeout(500)
        if page.get_by_role("link", name="Refresh").is_visible():
            page.get_by_role("link", name="Refresh").click()
    raise AssertionError(page.locator("main").inner_text())


def choose(page: Page, units: str) -> None:
    page.get_by_label("Units in that month").fill(units)
    page.get_by_role("button", name="Show the measured inputs").click()
    expect(page.get_by_role("heading", name="Measured inputs")).to_be_visible()


def stand_for_the_month(page: Page) -> None:
    """The samples have a few days: before anything is taken it is asked what these stand for."""
    page.get_by_label("These days are all there was").check()


def test_from_a_dashboards_files_to_a_report(page: Page, sign_up: Callable[[Page, str], None]) -> None:
    page.goto("/account/signup/")
    sign_up(page, "bill@example.com")
    page.goto("/")
    page.get_by_role("link", name="Start from your bill").click()
    give(page, COST)
    give(page, USAGE, "Usage export of the same months", "Read this file too")
    expect(page.locator("main")).to_contain_text("read together with “openai-dashboard-cost.csv”")

    choose(page, "5")
    expect(page.locator("main")).to_contain_text("Billed for this part in October 2026: $0.0306")
    stand_for_the_month(page)
    page.get_by_role("button", name="Take as a new scenario").click()
    expect(page.locator("main")).to_contain_text(MEASURED)

    page.get_by_role("link", name="Get a report").click()
    page.locator("main form button").last.click()
    link = page.get_by_role("link", name=re.compile("Download", re.IGNORECASE)).first
    expect(link).to_be_visible(timeout=90_000)
    with page.expect_download() as download:
        link.click()
    text = " ".join(
        each.extract_text() for each in PdfReader(io.BytesIO(Path(download.value.path()).read_bytes())).pages
    )
    assert f"M{MEASURED[1:]}" in " ".join(text.split())


def test_the_command_lines_answer_without_script_on_a_phone(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    answer = tmp_path / "sums.json"
    with answer.open("w") as target:
        assert run([str(FOLDER / "focus-1.0-aws-bedrock.csv")], target) == 0
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, viewport={"width": 375, "height": 800}
    )
    context.set_default_timeout(15_000)
    page = context.new_page()

    page.goto("/usage/")
    give(page, answer)
    choose(page, "10,000")
    page.get_by_role("button", name="Open in the calculator").click()

    expect(page.locator("main")).to_contain_text("$102.80")
    context.close()


@pytest.mark.parametrize("file", [COST, USAGE])
def test_one_file_of_the_dashboard_is_enough_without_script_and_by_keyboard(
    browser: Browser, site: Site, file: Path
) -> None:
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, viewport={"width": 375, "height": 800}
    )
    context.set_default_timeout(15_000)
    page = context.new_page()

    page.goto("/")
    page.get_by_role("link", name="Start from your bill").press("Enter")
    page.get_by_label("Your bill or usage export").set_input_files(file)
    page.get_by_role("button", name="Read it").press("Enter")
    for _look in range(60):
        if page.get_by_role("heading", name="This is what we understood").is_visible():
            break
        page.wait_for_timeout(500)
        page.goto(page.url)
    page.get_by_label("Units in that month").fill("5")
    page.get_by_label("Units in that month").press("Enter")
    asked = page.locator("#asked")
    if asked.is_visible():
        page.get_by_label("Model, for its list prices").fill("openai/gpt-4.1")
    page.get_by_label("These days are all there was").press("Space")
    page.get_by_role("button", name="Open in the calculator").press("Enter")

    expect(page.locator("main")).to_contain_text("measured: OpenAI")
    expect(page.get_by_label("Output tokens per unit")).to_have_value("300")
    expect(page.locator("main")).not_to_contain_text("Please look at this again")
    context.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_pages_of_a_bill_are_as_wide_as_the_screen(browser: Browser, site: Site, width: int) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": width, "height": 800})
    context.set_default_timeout(15_000)
    page = context.new_page()
    wide = []

    def look() -> None:
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        if page.evaluate(beyond) > 0:
            wide.append(page.url)

    page.goto("/usage/")
    look()
    page.get_by_role("button", name="Try it with a sample bill").click()
    expect(page.get_by_role("heading", name="This is what we understood")).to_be_visible(timeout=30_000)
    look()
    choose(page, "9,000")
    look()
    page.get_by_role("link", name="2 sums of the file").first.click()
    look()
    context.close()
    assert wide == []

"""The main job, as people do it: answer, see the stage, cost it, sign up, save, and keep the report."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import Site

QUESTIONS = 15
# Level of each answer: all 1 but question 12, the article's small company on a normal day.
LEVELS = [1] * 11 + [2] + [1] * 3


@pytest.fixture
def without_script(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser profile with JavaScript off."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    context.set_default_timeout(15_000)
    yield context
    context.close()


def _answer_all(page: Page) -> None:
    page.goto("/assessment/")
    page.get_by_role("button", name="Start the assessment").click()
    for number, level in enumerate(LEVELS, 1):
        expect(page.get_by_text(f"Question {number} of {QUESTIONS}").first).to_be_visible()
        page.locator(f"input[type=radio][value='{level}']").check()
        page.get_by_role("button", name="Save and continue").click()


def _finish(page: Page) -> None:
    page.get_by_role("button", name="Finish and see the result").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tracked")
    expect(page.locator("main")).to_contain_text("26.7")


def _wait_for_report(page: Page) -> bytes:
    link = page.get_by_role("link", name=re.compile("Download", re.IGNORECASE)).first
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes()


def _text(pdf: bytes) -> tuple[int, str]:
    reader = PdfReader(io.BytesIO(pdf))
    return len(reader.pages), " ".join(page.extract_text() for page in reader.pages)


def test_the_whole_main_job(page: Page, sign_up: Callable[[Page, str], None]) -> None:
    _answer_all(page)
    _finish(page)

    page.goto("/calculator/?preset=article-small")
    expect(page.locator("main")).to_contain_text("$13,599.00")
    expect(page.locator("main")).to_contain_text("0.7%")
    page.get_by_label("Save this scenario as").fill("Small support team")
    page.get_by_role("button", name="Save scenario").click()
    page.get_by_role("link", name="Sign up").last.click()
    sign_up(page, "main-job@example.com")

    # Signed in, and back at what was being saved.
    expect(page.locator("main")).to_contain_text("Small support team")
    page.goto("/reports/new/")
    page.get_by_role("combobox").first.select_option(index=1)
    page.get_by_label("Scenario").select_option(label="Small support team")
    page.locator("main button[type=submit], main form button").last.click()
    first = _wait_for_report(page)
    second = _wait_for_report(page)

    pages, text = _text(first)
    assert pages > 3
    assert [figure for figure in ("$99.00", "$13,599.00", "0.7%", "26.7") if figure not in text] == []
    assert [figure for figure in ("$100,100", "88%", "32%") if figure in text] == []
    assert first == second


def test_one_button_on_the_result_leads_through_sign_up_to_a_report_that_starts_by_itself(
    page: Page, sign_up: Callable[[Page, str], None]
) -> None:
    _answer_all(page)
    _finish(page)

    page.get_by_role("button", name="Get my report").click()
    sign_up(page, "one-button@example.com")

    pages, text = _text(_wait_for_report(page))
    assert pages > 3
    assert "26.7" in text


def test_the_questions_by_keyboard_alone(page: Page) -> None:
    page.goto("/assessment/")
    page.get_by_role("button", name="Start the assessment").focus()
    page.keyboard.press("Enter")
    for number in range(1, QUESTIONS + 1):
        expect(page.get_by_text(f"Question {number} of {QUESTIONS}").first).to_be_visible()
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "radio":
                break
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Finish and see the result").first).to_be_visible()
    page.get_by_role("button", name="Finish and see the result").first.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Tracked")
    expect(page.locator("main")).to_contain_text("25.0")


def test_the_main_job_with_javascript_off(
    without_script: BrowserContext, sign_up: Callable[[Page, str], None]
) -> None:
    page = without_script.new_page()
    _answer_all(page)
    _finish(page)

    page.get_by_role("button", name="Get my report").click()
    sign_up(page, "no-script@example.com")
    for _ in range(60):
        if page.get_by_role("link", name=re.compile("Download", re.IGNORECASE)).count():
            break
        page.wait_for_timeout(500)
        page.reload()

    pages, text = _text(_wait_for_report(page))
    assert pages > 3
    assert "26.7" in text


def test_the_articles_large_company_on_the_page(page: Page) -> None:
    page.goto("/calculator/?preset=article-large")

    for figure in ("$49,500.00", "$744,500.00", "6.6%"):
        expect(page.locator("main")).to_contain_text(figure)

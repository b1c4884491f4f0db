"""Staff at work in a real browser: find, read, review, annotate, export; two at once; every page by axe."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import ROOT, Site, watch, with_session

LIST = "/admin/assessment/submission/"
type Hire = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def submissions(site: Site) -> None:
    site.manage("seed_submissions", "60", "--until", "2026-11-01", "--among-real-data")


@pytest.fixture
def hire(browser: Browser, site: Site) -> Iterator[Hire]:
    """`hire("Reviewer")`: a browser of a new member of staff with these roles, second factor shown."""
    opened: list[BrowserContext] = []

    def _hire(*roles: str) -> BrowserContext:
        address = f"staff{len(opened)}-{'-'.join(roles).lower()}@example.com"
        command = [sys.executable, "-m", "tests.e2e.staff_session", address, *roles]
        session = subprocess.run(
            command, cwd=ROOT, env=site.environment, check=True, capture_output=True, text=True
        ).stdout.splitlines()[-1]
        context = with_session(browser, site, session)
        context.set_default_timeout(30_000)
        opened.append(context)
        return context

    yield _hire
    for context in opened:
        context.close()


def test_a_reviewer_finds_reads_reviews_annotates_and_exports(
    hire: Hire, site: Site, submissions: None, tmp_path: Path
) -> None:
    page = hire("Reviewer", "Analyst").new_page()
    problems = watch(page, site)
    page.goto("/admin/")
    page.get_by_role("link", name="Waiting for a review").click()
    page.get_by_role("searchbox", name="Search").fill("triage")
    page.get_by_role("button", name="Search", exact=True).click()
    page.locator("#result_list tbody th a").first.click()

    expect(page.get_by_role("heading", name="Answers and their evidence")).to_be_visible()
    page.get_by_label("Needs information").check()
    page.get_by_label("Note").fill("Which month is the cost sheet of?")
    page.get_by_role("button", name="Save the decision").click()

    expect(page.get_by_text("waiting → needs_information")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Which month is the cost sheet of?")).to_be_visible()
    page.goto(f"{LIST}?review__exact=needs_information")
    page.get_by_role("link", name="Export these").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="CSV", exact=True).click()
    started.value.save_as(tmp_path / "export.csv")
    lines = (tmp_path / "export.csv").read_text("utf-8").splitlines()
    assert all("needs_information" in line for line in lines[1:])
    assert len(lines) >= 2
    assert problems == []


def test_a_second_reviewer_at_the_same_time_is_told_and_overwrites_nothing(
    hire: Hire, site: Site, submissions: None
) -> None:
    first, second = hire("Reviewer").new_page(), hire("Reviewer").new_page()
    problems = watch(first, site) + watch(second, site)
    first.goto(f"{LIST}?review__exact=waiting")
    address = first.locator("#result_list tbody th a").first.get_attribute("href") or ""
    for page in (first, second):
        page.goto(address)
    first.get_by_label("Reviewed").check()
    first.get_by_label("Note").fill("Plausible.")
    first.get_by_role("button", name="Save the decision").click()
    expect(first.get_by_text("Saved.")).to_be_visible()

    second.get_by_label("Set aside").check()
    second.get_by_label("Note").fill("Looks invented.")
    second.get_by_role("button", name="Save the decision").click()

    expect(second.get_by_role("alert")).to_contain_text("worked on this submission")
    expect(second.get_by_role("alert")).to_contain_text("Plausible.")
    expect(second.get_by_label("Note")).to_have_value("Looks invented.")
    second.reload()
    first.goto(address)
    expect(first.get_by_text("waiting → reviewed")).to_be_visible()
    expect(first.get_by_text("set_aside")).to_have_count(0)
    assert problems == []


def test_a_workbook_shows_its_progress_and_is_downloaded(hire: Hire, site: Site, submissions: None) -> None:
    page = hire("Analyst").new_page()
    problems = watch(page, site)
    page.goto(f"{LIST}export/")

    page.get_by_role("button", name="Workbook").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Download the workbook").click()

    assert started.value.suggested_filename.endswith(".xlsx")
    assert problems == []


def _violations(page: Page, look: str) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{look}: {rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


PAGES = (
    "/admin/",
    LIST,
    f"{LIST}?q=triage&review__exact=waiting",
    f"{LIST}export/",
    "/admin/overview/",
    "/admin/assessment/",
    "/admin/assessment/benchmarksnapshot/",
    "/admin/calculator/pricerow/",
    "/admin/calculator/pricerow/add/",
    "/admin/calculator/scenario/",
    "/admin/reports/report/",
    "/admin/pages/vote/",
    "/admin/accounts/user/",
    "/admin/accounts/user/add/",
    "/admin/audit/auditentry/",
    "/admin/password_change/",
)


@pytest.fixture
def administrator(hire: Hire, submissions: None) -> BrowserContext:
    return hire("Administrator")


@pytest.mark.parametrize("path", [*PAGES, "one submission", "one account"])
def test_a_page_of_the_administration_is_usable_by_anyone(
    administrator: BrowserContext, site: Site, path: str
) -> None:
    page = administrator.new_page()
    problems = watch(page, site)
    if path.startswith("one "):
        page.goto(LIST if path == "one submission" else "/admin/accounts/user/")
        page.locator("#result_list tbody th a").first.click()
        page.wait_for_url("**/change/")  # the click alone may leave the page half built
    else:
        page.goto(path)

    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 375), ("dark", 375)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 800})
        problems += _violations(page, f"{scheme} {width}")
    wide = page.evaluate("document.documentElement.scrollWidth")

    assert problems == []
    assert wide <= 375

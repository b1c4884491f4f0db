"""Model steps and own lines in a real browser: added, taken away, sent, reopened, also without scripts."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.test_every_page import _examine

CLAIMS = "/calculator/?preset=insurance-claims"
STEP = {"calls": "2", "input_tokens": "3000", "output_tokens": "300", "input_price": "1", "output_price": "5"}
LINES = ("retry_rate", "vector_db_monthly", "observability_monthly", "tools_monthly", "integrations_monthly",
         "review_rate", "infrastructure_monthly", "upkeep_monthly", "build_cost")  # fmt: skip
SEATS = {"units_per_month": "15640", "seats": "888", "seat_monthly": "39"} | dict.fromkeys(LINES, "0")
CAPACITY = {"units_per_month": "9000", "capacity_instances": "2", "capacity_hourly": "12.5"} | SEATS


def steps(many: int) -> dict[str, str]:
    return {f"steps.{number}.{name}": text for number in range(1, many + 1) for name, text in STEP.items()}


def box(page: Page, name: str) -> Locator:
    return page.locator(f'[id="{name}"]')


def opened(page: Page, row: str) -> None:
    page.evaluate("row => document.getElementById(row).open = true", row)


@pytest.fixture
def plain(browser: Browser, site: Site) -> Iterator[Page]:
    """A tab without scripts."""
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_first_step_takes_over_what_was_typed_and_the_total_stays(page: Page) -> None:
    page.goto(CLAIMS)
    total = page.locator(".line__total strong").inner_text()
    page.locator("#unit_name").evaluate("each => each.closest('details').open = true")
    page.locator("#unit_name").fill("file")

    page.get_by_role("button", name="Add a model step").click()

    # 38,000 tokens over six calls do not divide: two calls have one token more than the other four.
    expect(box(page, "steps.1.calls")).to_have_value("2")
    expect(box(page, "steps.2.calls")).to_have_value("4")
    expect(box(page, "steps.3.input_tokens")).to_have_value("")
    expect(page.locator("#unit_name")).to_have_value("file")
    expect(page.locator(".line__total strong")).to_have_text(total)


def test_rows_are_added_and_taken_away_at_once_and_by_keyboard(page: Page) -> None:
    page.goto(f"/calculator/?{urlencode({'units_per_month': '100', **steps(2)})}")
    page.get_by_role("button", name="Add a model step").focus()
    page.keyboard.press("Enter")
    expect(box(page, "steps.3.name")).to_be_focused()
    page.keyboard.type("Check")
    for name, text in STEP.items():
        page.locator("[id='steps.3'] details").evaluate("each => each.open = true")
        box(page, f"steps.3.{name}").fill(text)

    expect(page.locator(".line__total strong")).to_have_text("$2.70")
    expect(page.locator("[id='steps.3'] [data-cost-of]")).to_have_text("$0.009 · 33.3%")
    page.get_by_role("button", name="Remove step 1").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".line__total strong")).to_have_text("$1.80")
    expect(box(page, "steps.2.name")).to_have_value("Check")
    expect(page.locator("[data-rows=steps] [data-row]")).to_have_count(2)
    page.reload()
    expect(box(page, "steps.2.name")).to_have_value("Check")


def test_a_live_mistake_stands_at_its_row_also_behind_an_empty_one(page: Page) -> None:
    page.goto(f"/calculator/?{urlencode({'units_per_month': '100', **steps(1)})}")
    for _ in range(2):
        page.get_by_role("button", name="Add a model step").click()
    box(page, "steps.3.calls").fill("many")

    expect(box(page, "steps.3.calls-error")).to_have_text(re.compile("This is not a number"))
    expect(box(page, "steps.2.calls-error")).to_have_count(0)
    assert box(page, "steps.3.calls").input_value() == "many"


def test_a_chosen_model_empties_the_prices_of_its_own_step_alone(page: Page) -> None:
    page.goto(f"/calculator/?{urlencode({'units_per_month': '100', **steps(2)})}")
    box(page, "steps.2.model").fill("openai/o3")
    box(page, "steps.2.model").blur()

    expect(box(page, "steps.2.input_price")).to_have_value("")
    expect(box(page, "steps.1.input_price")).to_have_value("1")
    expect(page.locator("#step-by-step")).to_contain_text("openai/o3")


def test_own_lines_are_added_and_the_last_one_is_emptied(page: Page) -> None:
    page.goto(f"/calculator/?{urlencode(SEATS)}")
    page.locator("#group-other_lines > summary").click()
    box(page, "other_lines.1.name").fill("Lawyer")
    box(page, "other_lines.1.monthly").fill("$1,200")
    page.get_by_role("button", name="Add a line").click()
    box(page, "other_lines.2.name").fill("Insurance")
    box(page, "other_lines.2.monthly").fill("100")
    expect(page.locator(".line__total strong")).to_have_text("$35,932.00")
    page.get_by_role("button", name="Remove own line 1").click()
    expect(page.locator(".line__total strong")).to_have_text("$34,732.00")
    page.get_by_role("button", name="Remove own line 1").click()

    expect(page.locator(".line__total strong")).to_have_text("$34,632.00")
    expect(box(page, "other_lines.1.name")).to_have_value("")


def test_without_scripts_rows_come_and_go_and_nothing_typed_is_lost(plain: Page) -> None:
    plain.goto(CLAIMS)
    plain.locator("#units_per_month").fill("5000")
    plain.get_by_role("button", name="Add a model step").click()
    taken_over = [box(plain, f"steps.{step}.calls").input_value() for step in (1, 2)]
    opened_row = box(plain, "steps.3.name")
    opened_row.fill("Check")
    box(plain, "steps.3.calls").fill("0.3")
    plain.get_by_role("button", name="Add a model step").click()
    there = [box(plain, f"steps.3.{name}").input_value() for name in ("name", "calls", "input_tokens")]
    plain.locator("[id='steps.1'] > summary").click()
    plain.get_by_role("button", name="Remove step 1").click()

    assert (taken_over, there) == (["2", "4"], ["Check", "0.3", ""])
    assert plain.locator("#units_per_month").input_value() == "5000"
    expect(box(plain, "steps.2.name")).to_have_value("Check")
    assert plain.locator(".error-summary").is_visible()
    plain.go_back()
    expect(box(plain, "steps.3.name")).to_have_value("Check")


def test_without_scripts_enter_calculates_and_takes_no_row_away(plain: Page) -> None:
    plain.goto(f"/calculator/?{urlencode({'units_per_month': '100', **steps(3)})}")
    box(plain, "steps.2.calls").fill("4")
    box(plain, "steps.2.calls").press("Enter")

    expect(plain.locator(".line__total strong")).to_have_text("$3.60")
    assert plain.locator("[data-rows=steps] [data-row]").count() == 3


@pytest.mark.parametrize(
    "query",
    [
        {"preset": "insurance-claims"},
        {"units_per_month": "100", **steps(1)},
        {"preset": "claims-agent"},
        {"units_per_month": "100", **steps(2), "steps.1.calls": "x", "other_lines.1.monthly": "5"},
        SEATS,
        CAPACITY,
    ],
    ids=["plain", "one step", "claims agent", "mistakes", "seats", "capacity"],
)
def test_the_page_is_usable_with_everything_open(page: Page, query: dict[str, str]) -> None:
    page.goto(f"/calculator/?{urlencode(query)}")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")

    assert _examine(page) == []

"""While late answers arrive, everything that is typed stays: text, caret and focus, in every field."""

import json
import re
import time
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site

# Every live answer is held back, as a slow network does.
LATE = """() => {
  const send = XMLHttpRequest.prototype.send;
  window.answered = 0;
  XMLHttpRequest.prototype.send = function (...given) {
    this.addEventListener("loadend", () => setTimeout(() => (window.answered += 1), 50));
    setTimeout(() => send.apply(this, given), 150);
  };
}"""
FIELDS = """() => [...document.querySelectorAll("main input, main textarea")]
  .filter((field) => !["hidden", "checkbox"].includes(field.type) && field.id).map((field) => field.id)"""
STATE = """() => {
  const at = document.activeElement;
  return [at.id, at.value, at.selectionStart, at.selectionEnd];
}"""
EXPLORE = "/calculator/explore/?preset=support-desk"


def slow(page: Page, address: str) -> None:
    page.add_init_script(f"({LATE})()")
    page.goto(address)
    page.evaluate("for (const group of document.querySelectorAll('details.more')) group.open = true")


def until(page: Page, expression: str) -> None:
    """Waits until this is so; the page's policy forbids the browser library's own way."""
    end = time.monotonic() + 20
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(30)


def kept(site: Site) -> list[dict[str, object]]:
    code = (
        "import json; from calculator.models import Scenario; "
        "print(json.dumps(list(Scenario.objects.order_by('created_at')"
        ".values('name', 'inputs', 'exploration'))))"
    )
    return list(json.loads(site.manage("shell", "-v0", "-c", code).splitlines()[-1]))


def typed_in_each(page: Page, elsewhere: str) -> dict[str, list[object]]:
    """Types into each field right after another one was changed; what did not stay as typed."""
    lost: dict[str, list[object]] = {}
    # The name first: with one in it, the card stays even while some input is not right.
    first = "scenario-name"
    fields = [first, *(id for id in page.evaluate(FIELDS) if id not in {elsewhere, "model", first})]
    for number, id in enumerate(fields):
        asked = page.evaluate("window.answered")
        page.locator(f'[id="{elsewhere}"]').fill(str(1000 + number))
        field = page.locator(f'[id="{id}"]')
        field.focus()  # leaving the other one asks for an answer, which arrives in the middle of this typing
        field.select_text()
        field.press_sequentially("0.25", delay=120)
        until(page, f"window.answered > {asked}")
        found = page.evaluate(STATE)
        if found != [id, "0.25", 4, 4]:
            lost[id] = found
    assert len(fields) > 10
    return lost


def test_nothing_typed_into_the_calculator_is_replaced_by_a_late_answer(page: Page) -> None:
    slow(page, "/calculator/?preset=support-desk")
    page.locator("#units_per_month").focus()
    until(page, "Boolean(window.htmx)")

    lost = typed_in_each(page, "units_per_month")

    assert lost == {}


def test_a_model_is_typed_in_peace_too(page: Page) -> None:
    slow(page, "/calculator/?preset=support-desk")
    page.locator("#units_per_month").fill("1200")
    page.locator("#model").focus()

    page.locator("#model").press_sequentially("openai/o3", delay=120)
    until(page, "window.answered > 1")

    assert (
        page.evaluate("document.activeElement.id + ' ' + document.activeElement.value") == "model openai/o3"
    )


@pytest.mark.parametrize("focused", ["#line-human_review", "#take-csv", "#to-explore"])
def test_what_has_the_focus_in_the_answer_itself_keeps_it(page: Page, focused: str) -> None:
    slow(page, "/calculator/?preset=support-desk")
    page.locator("#units_per_month").fill("1200")

    page.locator(focused).focus()
    expect(page.locator("#announce")).to_have_text(re.compile("Updated"))

    assert f"#{page.evaluate('document.activeElement.id')}" == focused


def test_the_name_of_a_scenario_is_kept_whole_with_the_numbers_on_the_page(page: Page, site: Site) -> None:
    slow(page, "/calculator/?preset=support-desk")
    page.locator("#review_rate").fill("0.08")
    name = page.get_by_label("Save this scenario as")
    name.click()
    name.press_sequentially("Desk at eight percent review", delay=30)
    page.locator("#units_per_month").fill("4321")  # and no answer to this is waited for
    name.press("Enter")
    page.wait_for_url("**/account/signup/**")

    saved = kept(site)[-1]
    assert saved["name"] == "Desk at eight percent review"
    assert isinstance(saved["inputs"], dict)
    assert (saved["inputs"]["review_rate"], saved["inputs"]["units_per_month"]) == ("0.08", "4321")


def test_guesses_typed_and_not_worked_out_yet_are_kept_too(page: Page, site: Site) -> None:
    slow(page, EXPLORE)
    page.locator("input[name=low_review_rate]").fill("0.01")
    page.locator("#seed").fill("77")
    name = page.get_by_label("Save this scenario, its ranges and its seed as")
    name.fill("Ranges")

    name.press("Enter")
    page.wait_for_url("**/account/signup/**")

    saved = kept(site)[-1]
    assert saved["name"] == "Ranges"
    assert saved["exploration"] == {"low_review_rate": "0.01", "seed": "77"}
    assert "low_review_rate" not in parse_qs(page.url)


def test_started_empty_the_card_to_keep_it_comes_with_the_first_estimate(page: Page) -> None:
    slow(page, "/calculator/?preset=none")
    before = page.locator("#keep").is_visible()
    for id, value in {
        "units_per_month": "10", "input_tokens": "10", "output_tokens": "10",
        "input_price": "1", "output_price": "1",
    }.items():  # fmt: skip
        page.locator(f'[id="{id}"]').fill(value)

    expect(page.locator("#keep")).to_be_visible()
    assert not before

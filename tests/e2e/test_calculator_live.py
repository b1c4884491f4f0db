"""The calculator in a real browser: the estimate follows the typing, is announced, works without scripts."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site

SMALL = "/calculator/?preset=article-small"


def total(page: Page) -> str:
    return page.locator(".line__total strong").inner_text()


def test_the_estimate_follows_the_typing_and_is_announced_without_moving_the_focus(page: Page) -> None:
    page.goto(SMALL)
    vector_store = page.locator("#group-vector_db")
    vector_store.locator("summary").click()
    monthly = page.locator("#vector_db_monthly")

    monthly.fill("1500")

    expect(page.locator(".line__total strong")).to_have_text("$14,099.00")
    expect(page.locator("#announce")).to_have_text(re.compile(r"Updated: at least \$14,099 per month"))
    expect(monthly).to_be_focused()
    assert page.locator("#announce").get_attribute("role") == "status"
    assert parse_qs(urlsplit(page.url).query)["vector_db_monthly"] == ["1500"]
    assert vector_store.get_attribute("open") is not None


def test_how_much_of_a_group_is_entered_follows_the_typing(page: Page) -> None:
    page.goto(SMALL)
    state = page.locator("#group-tools .calculator__state")
    page.locator("#group-tools summary").click()

    page.locator("#tools_monthly").fill("30")
    expect(state).to_have_text("1 entered")
    page.locator("#tools_monthly").fill("")
    expect(state).to_have_text("not entered")


def test_starting_empty_nothing_is_marked_until_it_is_wrong(page: Page) -> None:
    page.goto("/calculator/")
    page.get_by_role("link", name="Start empty").click()

    page.locator("#units_per_month").fill("500")
    expect(page.locator("#announce")).to_have_text("An estimate needs more inputs.")
    unmarked = page.locator(".field--error").count()
    page.locator("#input_tokens").fill("many")
    expect(page.locator("#input_tokens-error")).to_have_text(re.compile("This is not a number"))

    assert unmarked == 0
    assert page.locator(".field--error").count() == 1


def test_what_was_understood_stands_beside_the_box_while_typing(page: Page) -> None:
    page.goto(SMALL)
    rate = page.locator("#review_rate")
    said = page.locator("output.field__read[for='review_rate']")
    expect(rate).to_have_value("10%")
    expect(said).to_have_count(0)

    rate.fill(".2")
    expect(said).to_have_text("Read as 20%.")
    expect(rate).to_have_value(".2")
    assert said.evaluate("one => one.closest('.field').contains(document.querySelector('#review_rate'))")
    rate.fill("20%")
    expect(said).to_have_count(0)


def test_the_address_reopens_the_same_numbers(page: Page) -> None:
    page.goto(SMALL)
    page.locator("#units_per_day").fill("200")
    expect(page.locator(".line__total strong")).to_have_text("$23,698.00")

    page.reload()

    assert total(page) == "$23,698.00"
    expect(page.locator("#units_per_day")).to_have_value("200")


def test_a_wrong_input_is_said_beside_it_and_taken_back_when_it_is_right(page: Page) -> None:
    page.goto(SMALL)
    share = page.locator("#review_rate")

    share.fill("7")
    expect(page.locator("#review_rate-error")).to_have_text(
        re.compile("If you mean 7%, add the percent sign")
    )
    assert share.get_attribute("aria-invalid") == "true"
    assert share.input_value() == "7"

    share.fill("0.05")
    expect(page.locator("#review_rate-error")).to_be_hidden()
    assert share.get_attribute("aria-invalid") is None


def test_a_line_opens_to_its_formula_by_keyboard(page: Page) -> None:
    page.goto(SMALL)
    review = page.locator(".line", has_text="Human review")

    review.locator("summary").focus()
    page.keyboard.press("Enter")

    expect(review.get_by_text("⌈2,200 × 0.1 ÷ 220⌉ × $10,000")).to_be_visible()


def test_a_model_of_the_table_takes_the_place_of_typed_prices(page: Page) -> None:
    page.goto(SMALL)

    page.locator("#model").fill("openai/o3")
    page.locator("#model").blur()

    expect(page.locator(".line", has_text="Tokens").locator(".line__amount")).to_have_text("$57.20")
    expect(page.locator("#input_price")).to_have_value("")
    expect(
        page.get_by_text("openai/o3: $2.00 in and $8.00 out per million tokens", exact=False)
    ).to_be_visible()


def test_a_name_that_is_no_model_of_the_list_leaves_typed_prices(page: Page) -> None:
    page.goto(SMALL)
    typed = page.locator("#input_price").input_value()

    page.locator("#model").fill("our own model")
    with page.expect_response("**/calculator/models/?*"):
        page.locator("#model").blur()
    page.locator("#units_per_month").fill("300")
    page.locator("#units_per_month").blur()

    assert (typed != "", page.locator("#input_price").input_value()) == (True, typed)


def test_everything_works_without_scripts(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(SMALL)

    page.locator("#units_per_day").fill("200")
    page.get_by_role("button", name="Calculate").click()
    without_blanks = "tools_monthly=" not in page.url
    found = total(page)
    page.get_by_role("link", name="Explore: how certain is it").click()

    assert (found, without_blanks) == ("$23,698.00", True)
    expect(page.get_by_role("heading", name="Which input matters most?")).to_be_visible()
    context.close()


def test_no_width_scrolls_sideways(page: Page) -> None:
    for width in (320, 375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for address in (SMALL, "/calculator/explore/?preset=support-desk", "/calculator/models/"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, address)


COVERED = """() => {
  const summary = document.querySelector(".calculator__summary"), at = document.activeElement;
  const above = summary.getBoundingClientRect(), focused = at.getBoundingClientRect();
  const beside = focused.right <= above.left || focused.left >= above.right;
  return !beside && !summary.contains(at) && above.top <= 1 && focused.top < above.bottom - 1;
}"""


def test_what_stays_in_sight_never_covers_the_focus(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, reduced_motion="reduce")
    page = context.new_page()
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(SMALL)
        page.locator("footer a").last.focus()
        covered = []
        for _ in range(80):
            page.keyboard.press("Shift+Tab")
            if page.evaluate(COVERED):
                covered.append(page.evaluate("document.activeElement.outerHTML.slice(0, 60)"))

        assert (width, covered) == (width, [])
    context.close()


def test_looking_for_a_model_right_after_typing_loses_nothing_and_back_comes_to_it(page: Page) -> None:
    page.goto("/calculator/?preset=support-desk")
    page.locator("#units_per_month").fill("9999")
    page.get_by_role("button", name="Find a model", exact=True).click()
    expect(page.get_by_role("heading", name="Models and their prices")).to_be_visible()

    page.go_back()
    expect(page.locator("#units_per_month")).to_have_value("9999")
    page.go_forward()
    page.get_by_label("Model or provider").fill("openai o3")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Use openai/o3", exact=True).click()

    expect(page.locator("#model")).to_have_value("openai/o3")
    expect(page.locator("#units_per_month")).to_have_value("9999")


def test_a_step_typed_a_moment_ago_gets_its_model_and_keeps_the_rest(page: Page) -> None:
    page.goto("/calculator/?preset=none&units_per_month=3000&add=steps")
    for name, text in (("name", "Plan"), ("calls", "2"), ("input_tokens", "8000"), ("output_tokens", "900")):
        page.locator(f'[id="steps.1.{name}"]').fill(text)
    page.get_by_role("button", name=re.compile("Find a model.*for step 1")).click()
    page.get_by_label("Model or provider").fill("openai o3")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Use openai/o3", exact=True).click()

    expect(page.locator('[id="steps.1.model"]')).to_have_value("openai/o3")
    for name, text in (("name", "Plan"), ("calls", "2"), ("input_tokens", "8000"), ("output_tokens", "900")):
        expect(page.locator(f'[id="steps.1.{name}"]')).to_have_value(text)


def test_links_to_these_numbers_are_those_that_stand_in_the_boxes(page: Page) -> None:
    """Also before the live answer has come, or where it cannot come."""
    page.goto(SMALL)
    page.route("**/calculator/?*", lambda route: route.fulfill(status=204))
    page.locator("#units_per_day").fill("200")

    page.get_by_role("link", name="Explore: how certain is it").click()

    expect(page.get_by_text("$23,698", exact=False).first).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["units_per_day"] == ["200"]


def test_half_a_name_of_a_model_is_not_asked_about_by_another_input(page: Page) -> None:
    page.goto(SMALL)
    page.locator("#units_per_day").focus()
    page.wait_for_function("() => window.htmx")
    page.evaluate(
        """() => {
            const [units, model] = ["units_per_day", "model"].map((id) => document.getElementById(id));
            units.value = "200";
            units.dispatchEvent(new Event("change", { bubbles: true }));
            model.focus();
            model.value = "s";
            model.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )

    expect(page.locator(".line__total strong")).to_have_text("$23,698.00")
    expect(page.locator("#estimate")).not_to_contain_text("No price is known")
    expect(page.locator("#model-error")).to_have_count(0)
    assert "model" not in parse_qs(urlsplit(page.url).query)

"""The gap between an estimate and its bill: seen in words and as a picture, and closed with one click."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from calculator.uploads.samples import FOLDER
from tests.e2e.test_bill import choose, give, stand_for_the_month


def test_a_gap_is_seen_and_its_largest_cause_taken(page: Page, sign_up: Callable[[Page, str], None]) -> None:
    page.goto("/account/signup/")
    sign_up(page, "gap@example.com")
    page.goto("/usage/")
    give(page, FOLDER / "focus-1.0-aws-bedrock.csv")
    bill = page.url
    choose(page, "1000")
    stand_for_the_month(page)
    page.get_by_role("button", name="Take as a new scenario").click()
    page.goto(bill)
    choose(page, "2000")

    page.get_by_role("link", name="Estimate against this bill").click()

    main = page.locator("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("Estimate against bill")
    expect(main).to_contain_text("The bill agrees with the estimate")
    expect(main).to_contain_text("offset each other")
    expect(main.get_by_role("row", name=re.compile(r"^Unexplained"))).to_contain_text("$0.00")
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name=re.compile(r"^Take the measured value\W+Volume$")).click()
    expect(main).to_contain_text("2,000")

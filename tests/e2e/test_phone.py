"""A narrow window keeps the figures, opens one list on demand, and holds nothing wider than itself."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.e2e.conftest import Site

CALCULATOR = "/calculator/?preset=support-desk"
WIDTHS = (320, 375, 1280)


def _amounts(page: Page) -> list[str]:
    """The dollars that are visible in the iceberg."""
    words = page.locator("#iceberg text")
    shown = [words.nth(place) for place in range(words.count())]
    return [
        text.text_content() or ""
        for text in shown
        if text.is_visible() and "$" in (text.text_content() or "")
    ]


def test_the_iceberg_has_its_dollars_at_every_width(page: Page) -> None:
    """W27."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(CALCULATOR)
        found.append(_amounts(page))

    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 10


def test_names_and_dollars_of_the_iceberg_do_not_run_into_each_other_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 900})
    page.goto(CALCULATOR)

    boxes = [text.bounding_box() for text in page.locator("#iceberg text").all()]
    rows: dict[int, list[FloatRect]] = {}
    for box in boxes:
        assert box is not None
        rows.setdefault(round(box["y"]), []).append(box)
    for row in rows.values():
        row.sort(key=lambda box: box["x"])
        for left, right in pairwise(row):
            assert left["x"] + left["width"] <= right["x"]


def test_the_list_of_questions_waits_under_a_question_on_a_phone_and_stands_beside_it_on_a_desk(
    page: Page,
) -> None:
    """W27."""
    page.set_viewport_size({"width": 375, "height": 900})
    page.goto("/assessment/")
    page.get_by_role("button", name=re.compile("^Start")).first.click()

    last = page.locator(".jumps button").last
    expect(last).to_be_hidden()
    page.get_by_text("All questions", exact=True).click()
    expect(last).to_be_visible()

    page.set_viewport_size({"width": 1280, "height": 900})
    page.reload()
    expect(page.locator(".jumps button").last).to_be_visible()


@pytest.mark.parametrize(
    "address", [CALCULATOR, "/calculator/explore/?preset=support-desk", "/calculator/models/", "/assessment/"]
)
def test_nothing_is_wider_than_the_window(page: Page, site: Site, address: str) -> None:
    """W27."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)

        assert page.evaluate("document.documentElement.scrollWidth") == width


_SMALLEST = """() => Math.min(...[...document.querySelectorAll("main svg text")]
  .filter(each => each.getClientRects().length)
  .map(each => Math.abs(each.getScreenCTM().d) * parseFloat(getComputedStyle(each).fontSize)))"""


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("address", ["/reports/sample/", CALCULATOR, "/framework/"])
def test_words_of_a_drawing_are_9_pixels_high_on_a_phone(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)

    assert page.evaluate(_SMALLEST) >= 8.995


# A link in a sentence or a table is as high as its line; radios and ticks are pressed by their labels.
_PRESSED = """() => [...document.querySelectorAll("a, button:not([aria-hidden]), summary, select, .choice, "
  + "input:not([type=radio],[type=checkbox],[type=hidden])")]
  .filter(each => each.checkVisibility({visibilityProperty: true})
  && !(each.tagName === "A" && !each.className && each.closest("p, li p, dd, td, th, .prose, form"))
  && each.getBoundingClientRect().height < 43.5).map(each => each.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(
    "address", ["/", CALCULATOR, "/framework/", "/calculator/models/", "/assessment/", "/account/login/"]
)
def test_what_is_pressed_on_a_phone_is_44_pixels_high(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 900})
    page.goto(address)

    assert page.evaluate(_PRESSED) == []

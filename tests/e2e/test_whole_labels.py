"""No label is cut in the middle on a phone: not by its box, not by its drawing, not inside a word."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from calculator.domain.workload_input import parse_workload
from tests.e2e.conftest import Site, watch, with_session
from tests.e2e.long_names import NAME, OWN, UNIT, inputs

PHONE: ViewportSize = {"width": 375, "height": 812}
# A box that hides what does not fit; what only a reader of the screen hears, and what is scrolled, is none.
_CLIPPED = """() => [...document.querySelectorAll("body *")].filter(each => {
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  if (!each.checkVisibility({visibilityProperty: true}) || box.width <= 1) return false;
  if (/auto|scroll/.test(style.overflowX)) return false;
  if (each.closest("svg, input, textarea, select, progress")) return false;
  const hides = /hidden|clip/.test(style.overflowX) || style.textOverflow === "ellipsis"
    || style.webkitLineClamp !== "none";
  return hides && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map(each => each.outerHTML.slice(0, 120))"""
# Words of a drawing that stand beyond its frame, which hides them.
_BEYOND_THE_FRAME = """() => [...document.querySelectorAll("svg")].flatMap(drawing => {
  const frame = drawing.getBoundingClientRect();
  if (!frame.width || getComputedStyle(drawing).overflow === "visible") return [];
  return [...drawing.querySelectorAll("text")].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1);
  }).map(each => each.textContent);
})"""
# Each piece of text that ends in an ellipsis.
_CUT = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("script, style, template")) continue;
    found.push(...node.data.match(/[^…]*…/g) || []);
  }
  return found;
}"""
LONG = (NAME, OWN, UNIT, f"1 {OWN}", f"2 {OWN}", f"3 {OWN}")
ADDRESS = urlencode(parse_workload(inputs()).as_form())


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[tuple[Page, list[str]]]:
    """A phone of somebody with scenarios of long names, and the ids of these."""
    made = json.loads(
        site.manage("shell", "--no-imports", "-c", "from tests.e2e.long_names import main; main()")
    )
    context = with_session(browser, site, made["session"])
    tab = context.new_page()
    tab.set_viewport_size(PHONE)
    problems = watch(tab, site)
    yield tab, made["scenarios"]
    context.close()
    assert problems == []


def ends_in_a_word(piece: str) -> bool:
    """Whether a name that is cut there goes on with a letter."""
    kept = piece.strip().removesuffix("…").split("  ")[-1].lower()
    for name in LONG:
        whole = name.lower()
        for start in range(len(kept)):
            tail = kept[start:]
            if len(tail) > 8 and whole.startswith(tail):
                return whole[len(tail) : len(tail) + 1].isalpha() and tail[-1:].isalpha()
    return False


def test_no_label_is_cut_in_the_middle_on_a_phone(phone: tuple[Page, list[str]]) -> None:
    page, ids = phone
    both = urlencode([("id", each) for each in ids])
    addresses = (
        f"/calculator/?{ADDRESS}",
        f"/calculator/explore/?{ADDRESS}",
        f"/scenarios/compare/?{both}",
        "/scenarios/portfolio/",
        "/scenarios/",
        f"/scenarios/{ids[0]}/",
    )
    found: dict[str, object] = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        path = address.partition("?")[0]
        for kind, script in (("clipped", _CLIPPED), ("beyond its frame", _BEYOND_THE_FRAME)):
            if told := page.evaluate(script):
                found[f"{path}, {kind}"] = told
        if told := [each for each in page.evaluate(_CUT) if ends_in_a_word(each)]:
            found[f"{path}, in a word"] = told
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], address

    assert found == {}

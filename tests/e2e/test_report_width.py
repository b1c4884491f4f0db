"""A report is never wider than its screen, whatever names and amounts are in it; drawn without a site."""

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from runrate.reports.domain.compose import compose
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.inputs import Source
from runrate.reports.rendering.document import context
from tests.e2e.conftest import ROOT
from tests.reports.composed import BEYOND
from tests.reports.readers import SMALL, ZEROS, sheet, source, workload
from tests.reports.rendering.test_glyphs import with_names

SHEETS = Path(ROOT, "static", "css")
ALONE = source(None, workload(SMALL, **ZEROS))
LONG = dataclasses.replace(
    with_names("A" * 120, tools_monthly=123_479_672), cover=Cover(*(letter * 120 for letter in "BCDE"))
)
BOTH = source(sheet(1), workload(SMALL, **ZEROS, other_lines=[{"name": "W" * 60, "monthly": 50_000_000}]))

# What stands further right than the screen, but in a box that scrolls by itself.
_BEYOND = """() => [...document.querySelectorAll("main *")].filter(each => {
  for (let box = each; box; box = box.parentElement)
    if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return false;
  const place = each.getBoundingClientRect();
  return place.width && place.right > document.documentElement.clientWidth + 1;
}).map(each => each.outerHTML.slice(0, 80))"""
_CHART = """() => [...document.querySelectorAll(".part-summary .chart")]
  .filter(each => each.scrollWidth > each.clientWidth + 1).length"""
# The lines of a big figure: it is in one piece where it has one.
_LINES = """() => [...document.querySelectorAll(".figures dd")].map(each => {
  const range = document.createRange(); range.selectNodeContents(each); return range.getClientRects().length;
})"""


def html_of(made_from: Source) -> str:
    """The report as its page shows it, with the site's sheets in it."""
    names = [*re.findall(r'@import "(.*?)";', Path(SHEETS, "site.css").read_text()), "report.css"]
    css = "\n".join(Path(SHEETS, name).read_text() for name in names)
    content = json.loads(json.dumps(compose(made_from).as_json()))
    body = render_to_string("reports/body.html", context(content)).replace("<details", "<details open")
    return f'<style>{css}</style><main><div class="page stack report">{body}</div></main>'


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    tab = browser.new_page()
    yield tab
    tab.close()


@pytest.mark.parametrize(
    "made_from",
    [ALONE, LONG, BOTH, BEYOND["all numbers of thirty digits"]],
    ids=["scenario alone", "long", "large", "thirty digits"],
)
def test_a_report_is_as_wide_as_its_screen_and_its_figures_are_whole(blank: Page, made_from: Source) -> None:
    blank.set_content(html_of(made_from))

    for width in (375, 1280):
        blank.set_viewport_size({"width": width, "height": 900})
        assert blank.evaluate("document.documentElement.scrollWidth") == width
        assert blank.evaluate(_BEYOND) == []
        assert blank.evaluate(_CHART) == 0
        assert set(blank.evaluate(_LINES)) == {1}

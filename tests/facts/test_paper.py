"""One fact, many ways out: what a reader finds in the printed file is what the report says.

What is printed is compared with the report for all random readers in `test_costs.py`, `test_answers.py` and
`test_joined.py`. Printing takes seconds, so that here a spread of them is printed: no word of theirs is lost
on the way from there to the letters of the file.
"""

import re
from bisect import bisect_left
from collections import Counter
from io import BytesIO
from typing import Any, Final

import pytest
from hypothesis import given, settings
from lxml import html
from pypdf import PdfReader

from assessment.domain.answer_sheet import Sheet
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.compose import compose
from runrate.reports.domain.inputs import Source
from runrate.reports.rendering.pdf import print_pdf
from tests.assessment.sheets import sheet, sheets
from tests.facts.costs import of_content
from tests.reports.printing import job_of
from tests.reports.readers import source
from tests.truth.known import BY_THE_MINUTE, STAFF, TOKENS, ZEROS
from tests.truth.readers import workloads

COMPLETE = {**TOKENS, **ZEROS, **BY_THE_MINUTE, "value_per_unit": "0.2", "upkeep_monthly": 40}
INCOMPLETE = {**TOKENS, **STAFF, "value_per_unit": "4.5", "human_cost_per_unit": 6, "retry_rate": "0.08"}
PRINTED: Final = max(10, settings().max_examples // 50)
"""Readers whose report is printed: 10 in `make test`, 200 in `make test-deep`."""


def letters(text: str) -> str:
    """Without the spaces and hyphens at which lines are broken; titles of parts are set in capitals."""
    return re.sub(r"[\s\u00a0\u00ad-]+", "", text).lower()


def printed(made_from: Source) -> str:
    pages = PdfReader(BytesIO(print_pdf(job_of(made_from)))).pages
    return letters(" ".join(page.extract_text() for page in pages))


@pytest.mark.parametrize(("inputs", "answered"), [(COMPLETE, sheet(1, q10=3)), (INCOMPLETE, sheet(3, q4=1))])
def test_the_printed_file_says_what_the_report_says(inputs: dict[str, Any], answered: Sheet) -> None:
    made_from = source(answered, parse_workload(inputs))
    content = compose(made_from)
    facts, summary = of_content(content), content.summary

    said = [facts["headline"], *facts["verdict"], *summary.found, *(thing.action for thing in summary.things)]
    figures = [facts["total_monthly"], facts["cost_per_unit"], facts["visible_share"]]
    lines = [part for line in facts["lines"] for part in line]
    found = printed(made_from)
    assert [text for text in (*said, *figures, *lines) if letters(text) not in found] == []


def texts(markup: str) -> list[str]:
    """Each piece of text in what is printed, drawings too; what is hidden there has no letters."""
    body = html.fromstring(markup).find("body")
    hidden = "ancestor-or-self::*[contains(@class, 'hidden') or self::style or self::title or self::desc]"
    return [letters(text) for text in body.xpath(f".//text()[not({hidden})]") if letters(text)]


@settings(max_examples=PRINTED)
@given(workloads(), sheets())
def test_every_text_of_what_is_printed_stands_in_the_file_as_often(
    inputs: dict[str, Any], answered: Sheet
) -> None:
    made_from = source(answered, parse_workload(inputs))
    found = printed(made_from)

    wanted = Counter(texts(job_of(made_from).html))
    lost = {text: times for text, times in wanted.items() if found.count(text) < times}
    assert [text for text in lost if not _goes_on(text, found)] == []


def _goes_on(text: str, found: str) -> bool:
    """Whether a text breaks once: it may go on after the foot of a page and the next one's head."""
    begun = bisect_left(range(len(text)), x=True, key=lambda end: text[: end + 1] not in found)
    return 0 < begun < len(text) and text[begun:] in found


def test_a_text_that_breaks_is_found_whole_and_a_lost_word_is_not() -> None:
    paper = "thecostofoneclaimfoot7head8isdollars"

    assert _goes_on("thecostofoneclaimisdollars", paper)
    assert not _goes_on("thecostofoneclaimistendollars", paper)

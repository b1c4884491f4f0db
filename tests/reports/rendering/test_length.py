"""Forty reports as they lie on a desk: a board page of one page, eight pages, none of them half empty."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from runrate.reports.domain.compose import compose
from runrate.reports.rendering import sample
from runrate.reports.rendering.document import board_job, print_job
from runrate.reports.rendering.process import Printer
from tests.reports.composed import BEYOND, COMPOSED
from tests.reports.fill import letters_of, pages_of
from tests.reports.printing import CREATED
from tests.reports.shortened import names_in, torn, unsaid

MOST_PAGES = 8
LARGEST = 8.5
"""Points of a board page's letters where all of it has room."""
SAMPLE = "the public sample"
APPENDIX, BOARD = "Appendix", "For the board"


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    found = Printer()
    yield found
    found.close()


def content_of(name: str) -> dict[str, Any]:
    if name == SAMPLE:
        return sample.content()
    found: dict[str, Any] = json.loads(json.dumps(compose({**COMPOSED, **BEYOND}[name]).as_json()))
    return found


def test_forty_reports_are_composed() -> None:
    assert len(COMPOSED) == 40


@pytest.mark.parametrize("name", [*COMPOSED, SAMPLE])
def test_a_report_has_eight_full_pages_at_most_and_an_appendix(name: str, printer: Printer) -> None:
    """W19."""
    content = content_of(name)

    pages = pages_of(printer.print(print_job(content, attachment="{}", created=CREATED)))

    numbered = pages[1:] if content["cover"] else pages
    body = [page for page in numbered if page.section != APPENDIX]
    appendix = numbered[len(body) :]
    assert [page.section for page in body].count(BOARD) == 1
    assert len(body) <= MOST_PAGES
    assert {page.section for page in appendix} == {APPENDIX}
    assert [page for page in (*body[:-1], *appendix[:-1]) if page.filled < 1 / 2] == []


@pytest.mark.parametrize("name", [*COMPOSED, *BEYOND, SAMPLE])
def test_the_board_page_alone_is_one_page_as_large_as_it_has_room_for(name: str, printer: Printer) -> None:
    content = content_of(name)

    file = printer.print(board_job(content, attachment="{}", created=CREATED))

    (page,) = pages_of(file)
    printed = PdfReader(BytesIO(file)).pages[0]
    assert page.section == BOARD
    assert (letters_of(printed), page.filled) >= (LARGEST, 0) or page.filled > 0.9
    assert torn(printed.extract_text(), names_in(content)) == []
    if name not in BEYOND:
        assert unsaid(content["summary"], printed.extract_text(), names_in(content)) == []


def test_a_page_that_is_half_empty_is_found(printer: Printer) -> None:
    job = print_job(content_of("small company"), attachment="{}", created=CREATED)
    part = '<section class="part part-method"><p class="kicker"><span class="running">{}</span></p></section>'
    html = job.html.replace("</body>", f"{part.format('Empty')}{part.format('Last')}</body>")

    pages = pages_of(printer.print(replace(job, html=html)))

    assert [page.section for page in pages if page.filled < 1 / 10] == ["Empty", "Last"]

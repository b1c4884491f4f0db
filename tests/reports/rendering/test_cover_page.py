"""The cover: no words lie on other words, whatever its names are."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
from pypdf import PdfReader

from runrate.reports.domain.compose import compose
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.inputs import Source
from runrate.reports.rendering.isolates import FROM_RIGHT
from runrate.reports.rendering.pdf import print_pdf
from tests.reports.composed import BEYOND, COMPOSED, FULL_COVER, LONGEST_COVER, named
from tests.reports.paper_text import Run, runs
from tests.reports.printing import job_of
from tests.reports.readers import LARGE, ZEROS, article, sheet, source, workload

SEATS = {"unit_name": "day", "units_per_month": 880, "seats": 40, "seat_monthly": 19, **ZEROS}
COVERS: dict[str, Source] = {
    "longest names": COMPOSED["longest names"],
    "longest names, alone, Letter": COMPOSED["longest names, alone"],
    "names that never break": COMPOSED["names that never break"],
    "wide letters": BEYOND["wide letters, eleven steps and a line"],
    "all of it visible": source(sheet(2), workload(SEATS), cover=LONGEST_COVER),
    "no dollars": source(sheet(2), cover=LONGEST_COVER, paper="Letter"),
    "wide names at their longest": replace(
        named(article(LARGE), "漢" * 120),
        cover=Cover("漢" * 120, "W" * 120, "漢" * 120, "漢" * 120),
    ),
    "usual names": replace(article(LARGE), cover=FULL_COVER),
}


def on_each_other(found: list[Run]) -> list[tuple[Run, Run]]:
    """Pairs whose boxes share more than a hair, in points."""
    return [
        (one, other)
        for one, other in combinations(found, 2)
        if min(one.right, other.right) - max(one.left, other.left) > 1
        and min(one.top, other.top) - max(one.bottom, other.bottom) > 1
    ]


@pytest.mark.parametrize("name", COVERS)
def test_no_words_of_the_cover_lie_on_others(name: str) -> None:
    first = [run for run in runs(print_pdf(job_of(COVERS[name]))) if run.page == 1]

    assert first != []
    assert on_each_other(first) == []


def test_the_file_names_the_author_that_its_cover_names() -> None:
    made = article(LARGE)

    assert '<meta name="author" content="Runrate">' in job_of(made).html
    named = replace(made, cover=Cover(author="Ada & Co"))
    assert '<meta name="author" content="Ada &amp; Co">' in job_of(named).html


@pytest.mark.parametrize("name", COVERS)
def test_every_name_of_the_cover_is_whole(name: str) -> None:
    made = COVERS[name]
    printed = PdfReader(BytesIO(print_pdf(job_of(made)))).pages[0].extract_text()

    told = "".join(printed.split())
    names = [words for _name, words in made.cover.given()] + list(compose(made).subjects)
    names = [each for each in names if not FROM_RIGHT.search(each)]
    assert [each for each in names if "".join(each.split()) not in told] == []
    assert "…" not in told

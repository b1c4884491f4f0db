"""One fact, many ways out: what a reader finds in the printed file is what the report says."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from assessment.domain.answer_sheet import Sheet
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.compose import compose
from runrate.reports.rendering.pdf import print_pdf
from tests.assessment.sheets import sheet
from tests.facts.costs import of_content
from tests.reports.printing import job_of
from tests.reports.readers import source
from tests.truth.known import BY_THE_MINUTE, STAFF, TOKENS, ZEROS

COMPLETE = {**TOKENS, **ZEROS, **BY_THE_MINUTE, "value_per_unit": "0.2", "upkeep_monthly": 40}
INCOMPLETE = {**TOKENS, **STAFF, "value_per_unit": "4.5", "human_cost_per_unit": 6, "retry_rate": "0.08"}


def letters(text: str) -> str:
    """Without the spaces and hyphens at which lines are broken."""
    return re.sub(r"[\s\u00a0\u00ad-]+", "", text)


@pytest.mark.parametrize(("inputs", "answered"), [(COMPLETE, sheet(1, q10=3)), (INCOMPLETE, sheet(3, q4=1))])
def test_the_printed_file_says_what_the_report_says(inputs: dict[str, Any], answered: Sheet) -> None:
    made_from = source(answered, parse_workload(inputs))
    content = compose(made_from)
    facts, summary = of_content(content), content.summary

    pages = PdfReader(BytesIO(print_pdf(job_of(made_from)))).pages
    printed = letters(" ".join(page.extract_text() for page in pages))

    said = [facts["headline"], *facts["verdict"], *summary.found, *(thing.action for thing in summary.things)]
    figures = [facts["total_monthly"], facts["cost_per_unit"], facts["visible_share"]]
    lines = [part for line in facts["lines"] for part in line]
    assert [text for text in (*said, *figures, *lines) if letters(text) not in printed] == []

"""One share of the largest line at every door that tells it: in a sentence, in a table, in a formula."""

import json
import re
from decimal import Decimal

import pytest
from lxml import html

from calculator.domain.workload_input import parse_workload
from runrate.core.numbers import percent
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.cost import of_costs
from runrate.reports.domain.inputs import Source
from runrate.reports.rendering.document import attachment_of, board_job
from tests.facts.costs import query, visitor
from tests.reports.printing import CREATED, job_of
from tests.reports.readers import source

pytestmark = pytest.mark.django_db
INPUTS: dict[str, object] = {
    "units_per_month": 1, "input_tokens": 1, "output_tokens": 1, "input_price": 0, "output_price": 0,
    "upkeep_monthly": "55.94", "vector_db_monthly": "14.02", "observability_monthly": "10.01",
    "integrations_monthly": "8.01", "tools_monthly": "6.01", "infrastructure_monthly": "6.01",
}  # fmt: skip
"""By the largest remainder alone the tenth that the sum lacks would go to 55.94%."""


def words(markup: str) -> str:
    return " ".join(html.fromstring(markup).text_content().split())


def share_in(made_from: Source, name: str) -> str:
    """What the formula of this name comes to."""
    scenario = read(made_from).scenario
    assert scenario is not None
    [text] = [each for row in of_costs(scenario) for each in (str(row),) if name in each]
    found = re.findall(r"\d+\.\d%", text)
    return str(found[-1])


def test_report_board_page_scenario_page_and_formula_tell_one_share_of_the_largest_line() -> None:
    made_from = source(None, parse_workload(INPUTS))
    content = compose(made_from)
    assert content.cost is not None
    body = json.loads(json.dumps(content.as_json()))
    board = board_job(body, attachment=attachment_of(made_from.as_json()), created=CREATED).html
    page = visitor().get("/calculator/", query(INPUTS)).content.decode()

    [row] = [each for each in content.cost.rows if each.name == "Maintenance (people)"]
    told = {each.share for each in [row]} | {share_in(made_from, "Share of Maintenance (people)")}

    assert told == {percent(Decimal("0.5594"))} == {"55.9%"}
    for text in (words(board), words(job_of(made_from).html), words(page)):
        assert "55.9%" in text
        assert "56.0%" not in text

"""17-3: of several that come to as much, all are told, and none as the largest."""

import pytest
from django.test import Client

from calculator.domain.costs import estimate
from calculator.domain.what_if.side_by_side import Side, finding
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.compose import compose
from tests.calculator.pages import text
from tests.reports.readers import source
from tests.truth.known import TOKENS, ZEROS

FLAT = {**TOKENS, **ZEROS, "output_tokens": 0, "output_price": 0}


@pytest.mark.django_db
def test_explore_and_the_report_name_all_inputs_that_move_the_total_as_much(client: Client) -> None:
    explored = text(client.get("/calculator/explore/", FLAT).content.decode())
    scale = compose(source(None, parse_workload(FLAT))).scale

    all_three = "Units per month, input tokens per unit and input price: each of these moves the total most"
    matters = explored.split("Which input matters most?")[1][:120]
    assert matters.split("Total")[0].strip() == all_three
    assert scale is not None
    assert scale.drivers_title == f"{all_three}, by $0.40 per month"


def test_lines_that_come_to_as_much_are_named_together_and_so_are_those_that_follow() -> None:
    two = compose(source(None, parse_workload({**FLAT, "upkeep_monthly": 5000, "vector_db_monthly": 5000})))
    more = {"vector_db_monthly": 5000, "tools_monthly": 70, "upkeep_monthly": 70}
    one = compose(source(None, parse_workload({**FLAT, **more})))

    assert two.summary.found[0] == (
        "The largest lines are vector database and maintenance (people): $5,000 per month each, of $10,001."
    )
    assert (
        ", followed by tools and guardrails and maintenance (people) with $70 each." in one.summary.found[0]
    )


@pytest.mark.parametrize("other", [5000, -1000])
def test_a_comparison_names_every_line_that_differs_most(other: int) -> None:
    amounts = {"upkeep_monthly": 1000, "vector_db_monthly": 1000}
    before = parse_workload({**FLAT, **amounts})
    changed = {"upkeep_monthly": 1000 + abs(other), "vector_db_monthly": 1000 + other}
    after = parse_workload({**FLAT, **changed})

    said = finding(Side("One", before, estimate(before)), Side("Two", after, estimate(after)))

    assert said[-1] == (
        "They differ most in the lines vector database and maintenance (people), "
        f"in each by ${abs(other):,} per month."
    )

"""A year's total has beside it which other price is announced, and from when."""

from calculator.domain.cost_lines import Note
from calculator.domain.costs import estimate
from calculator.domain.prices.announced import year_at_todays_prices
from calculator.domain.what_if.guesses import Exploration
from calculator.domain.workload_input import parse_workload
from calculator.web.explore_page import explore
from tests.reports.readers import FREE, workload

SAID = "From 1 Jan 2027 another price is announced: $1.50 in and $9.00 out."
NOTES = (Note("model", SAID),)
BESIDE = f"A year is counted at today's prices. {SAID}"


def test_the_year_names_the_price_that_is_announced() -> None:
    costed = workload(FREE)

    assert year_at_todays_prices(estimate(costed, NOTES)) == BESIDE
    assert year_at_todays_prices(estimate(costed, (Note("model", "It is deprecated."),))) == ""
    explored = explore(Exploration({}, costed, None), notes=NOTES)
    assert explored.year_prices == BESIDE


def test_of_a_step_it_is_said_whose_price_it_is() -> None:
    step = {"calls": 1, "input_tokens": 10, "output_tokens": 10, "input_price": 3, "output_price": 15}
    stepped = parse_workload({"units_per_month": 1, "steps": [step, step]})

    found = year_at_todays_prices(estimate(stepped, (Note("steps.2.model", SAID),)))

    assert found == f"A year is counted at today's prices. Step 2, model: {SAID}"

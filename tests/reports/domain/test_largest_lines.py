"""The largest line of a cost and the one after it; all that come to as much are named together."""

from fractions import Fraction

import pytest

from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import Scenario, read
from runrate.reports.domain.largest_lines import idle_capacity, largest_lines, use_or_retire
from tests.reports.readers import BY_THE_MINUTE, FREE, sheet, source, workload

ONE = "The largest line is vector database: $5,000 per month"
TWO = "The largest lines are vector database and tools and guardrails: $5,000 per month each, of "


@pytest.mark.parametrize(("tools", "begins"), [(70, ONE), (5000, TWO)])
def test_lines_that_come_to_as_much_are_named_together(tools: int, begins: str) -> None:
    scenario = read(source(None, workload(FREE, vector_db_monthly=5000, tools_monthly=tools))).scenario
    assert scenario is not None
    in_order = sorted(
        (line for line in scenario.estimate.lines if line.monthly), key=lambda line: -line.monthly
    )

    assert largest_lines(scenario, in_order).startswith(begins)


def test_what_follows_the_largest_ties_too() -> None:
    scenario = read(
        source(None, workload(FREE, vector_db_monthly=5000, tools_monthly=700, integrations_monthly=700))
    ).scenario
    assert scenario is not None
    in_order = sorted(
        (line for line in scenario.estimate.lines if line.monthly), key=lambda line: -line.monthly
    )

    assert "followed by tools and guardrails and integrations with $700 each." in largest_lines(
        scenario, in_order
    )


KEPT = {"capacity_instances": 4, "capacity_hourly": "3.20", "capacity_units_per_instance": 2000}
SPARE = (
    "Today's volume needs 2 of the 4 instances of capacity: use the others for more work, or retire those "
    "that are no reserve, which saves up to $4,672 per month."
)


def costed(**inputs: object) -> Scenario:
    found = read(source(None, workload(BY_THE_MINUTE, **{**KEPT, **inputs}))).scenario
    assert found is not None
    return found


def test_a_board_reads_what_idle_capacity_costs_and_why_no_step_counts_it() -> None:
    both = compose(source(sheet(2), workload(BY_THE_MINUTE, **KEPT)))
    alone = compose(source(None, workload(BY_THE_MINUTE, **KEPT)))

    assert (
        f"{SPARE} No step counts this: the planning table has no figure for capacity." in both.summary.found
    )
    assert SPARE in alone.summary.found


@pytest.mark.parametrize("units", [0, 1, 90, 91, 200])
@pytest.mark.parametrize("kept", [1, 2, 3])
def test_the_last_instance_is_never_one_that_may_be_retired(kept: int, units: int) -> None:
    """Of 22 days at 2,000 each: without it there is no workload left that would save anything."""
    told = costed(capacity_instances=kept, units_per_day=units)
    needed = -(-units * 22 // 2000)

    found = idle_capacity(told)

    assert (found is not None) is (1 <= needed < kept)
    assert [each for each in use_or_retire(told, planned=False) if " needs 0 of " in each] == []
    if found:
        assert (found.needed, found.monthly) == (needed, (kept - needed) * Fraction("3.2") * 730)


def test_what_it_costs_has_its_formula() -> None:
    rows = compose(source(None, workload(BY_THE_MINUTE, **KEPT))).method.results

    found = next(row for row in rows if row.name == "Capacity that the volume does not need")
    assert (found.substituted, found.monthly) == ("(4 − round up(2,200 ÷ 2,000)) × 730 × $3.2", "$4,672")


@pytest.mark.parametrize(
    "inputs",
    [
        {"capacity_instances": 2},
        {"capacity_hourly": "0.01"},
        {"capacity_units_per_instance": None},
        {
            "capacity_units_per_instance": None,
            "capacity_tokens_per_second": 900,
            "input_price": None,
            "output_price": None,
            "retry_rate": None,
        },
    ],
)
def test_nothing_is_said_of_capacity_in_use_or_small_or_not_known(
    inputs: dict[str, object],
) -> None:
    assert idle_capacity(costed(**inputs)) is None
    assert [*use_or_retire(costed(**inputs), planned=True)] == []

"""The largest line of a cost and the one after it; all that come to as much are named together."""

import pytest

from runrate.reports.domain.evaluation import read
from runrate.reports.domain.largest_lines import largest_lines
from tests.reports.readers import FREE, source, workload

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

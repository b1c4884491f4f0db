"""How full capacity is by units, and what one review costs beside the errors it saves: with formulas."""

from typing import Any

import pytest

from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.further import of_further
from tests.reports.readers import BY_THE_MINUTE, SMALL, ZEROS, source, workload

WRONG = {"error_rate": "0.04", "error_cost": 30, "review_catch_rate": "0.7"}
KEPT = {"capacity_instances": 2, "capacity_hourly": 3, "capacity_units_per_instance": 2000}

A_MONTH = FormulaRow("Units per month", "units per day × working days per month", "100 × 22", "2,200")


@pytest.mark.parametrize(
    ("inputs", "rows", "note"),
    [
        (
            {**BY_THE_MINUTE, **WRONG},
            [
                FormulaRow(
                    "Cost of one review",
                    "minutes per review × reviewer cost per hour ÷ 60",
                    "6 × $50 ÷ 60",
                    "$5.00",
                )
            ],
            "On average one review saves $0.84 in errors and costs $5.00: it does not pay.",
        ),
        (
            {**SMALL, **ZEROS, **WRONG},
            [
                FormulaRow(
                    "Cost of one review",
                    "reviewers × reviewer cost per month ÷ (units per month × human review rate)",
                    "1 × $10,000 ÷ (2,200 × 0.1)",
                    "$45.45",
                )
            ],
            "On average one review saves $0.84 in errors and costs $45.45: it does not pay.",
        ),
        (
            {**SMALL, **ZEROS, **WRONG, "reviews_per_reviewer": 400},
            [
                FormulaRow(
                    "Cost of one review",
                    "reviewers × reviewer cost per month ÷ (units per month × human review rate)",
                    "1 × $10,000 ÷ (2,200 × 0.1)",
                    "$45.45",
                ),
                FormulaRow(
                    "Cost of one review by a reviewer who is fully used",
                    "reviewer cost per month ÷ reviews per reviewer per month",
                    "$10,000 ÷ 400",
                    "$25.00",
                ),
            ],
            (
                "On average one review saves $0.84 in errors and costs $45.45: it does not pay. By a "
                "reviewer who is fully used one review would cost $25.00."
            ),
        ),
        (
            {**BY_THE_MINUTE, **KEPT},
            [
                FormulaRow(
                    "Units per month that capacity can do",
                    "instances × units one instance can do per month",
                    "2 × 2,000",
                    "4,000",
                ),
                FormulaRow(
                    "Capacity used, by units",
                    "units per month ÷ (instances × units one instance can do per month)",
                    "2,200 ÷ (2 × 2,000)",
                    "55.0%",
                ),
            ],
            "By units the instances are 55.0% used: 2,200 of 4,000 per month.",
        ),
        (BY_THE_MINUTE, [], None),
    ],
)
def test_what_the_page_says_beside_the_cost_stands_in_the_report_with_its_formula(
    inputs: dict[str, Any], rows: list[FormulaRow], note: str | None
) -> None:
    content = compose(source(None, workload(inputs)))
    scenario = read(source(None, workload(inputs))).scenario

    assert scenario is not None
    assert content.cost is not None
    assert list(of_further(scenario)) == [A_MONTH, *rows]
    assert [each for each in content.cost.notes if "review saves" in each or "By units" in each] == (
        [note] if note else []
    )


def test_a_month_that_was_entered_needs_no_formula() -> None:
    inputs = {name: value for name, value in SMALL.items() if not name.endswith(("_day", "_per_month"))}
    scenario = read(source(None, workload({**inputs, "units_per_month": 2200}))).scenario

    assert scenario is not None
    assert [row.name for row in of_further(scenario)] == []


def test_the_volume_that_instances_sustain_is_worked_out() -> None:
    """Two instances for 300 hours at 1,000 tokens per second do 2.16 billion tokens, 4,000 a unit."""
    hosted = {
        "units_per_month": 9000,
        "input_tokens": 3000,
        "output_tokens": 1000,
        "capacity_instances": 2,
        "capacity_hourly": 3,
        "capacity_hours": 300,
        "capacity_tokens_per_second": 1000,
    }
    content = compose(source(None, workload(hosted)))

    [row] = [each for each in content.method.results if "sustain" in each.name]
    assert (row.substituted, row.monthly) == (
        "round down(2 × 300 × 3,600 × 1,000 ÷ 4,000)",
        "540,000",
    )
    assert content.scale is not None
    assert "above 540,000 per month" in content.scale.lede

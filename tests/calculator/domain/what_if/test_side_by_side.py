"""What sets two workloads apart, in sentences whose figures are computed again here."""

from typing import Any

import pytest
from hypothesis import given

from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.side_by_side import Side, differing_inputs, finding
from calculator.domain.workload_input import parse_workload
from tests.calculator.workloads import workloads

DESK = BY_KEY["support-desk"].workload


def side(name: str, inputs: dict[str, Any] | None = None, models: str = "", **changes: object) -> Side:
    workload = parse_workload((DESK.as_json() if inputs is None else inputs) | changes)
    return Side(name, workload, estimate(workload), models)


def test_one_input_that_differs_is_named_with_what_it_does_to_total_unit_and_net() -> None:
    """W21."""
    assert finding(side("Desk"), side("Careful", review_rate="0.14")) == (
        "“Careful” costs $3,780 per month more than “Desk” (+32.5%).",
        "An accepted ticket costs $0.28 more: $1.14 instead of $0.8608.",
        "“Desk” nets $3,780 per month more than “Careful”: $18,079 against $14,299.",
        "One input differs, human review rate: 14% instead of 7%.",
    )


def test_of_several_lines_that_differ_the_largest_is_named() -> None:
    found = finding(side("Desk"), side("Leaner", review_rate="0.035", upkeep_monthly=2000))

    assert found[-2:] == (
        "2 inputs differ: human review rate and maintenance (people).",
        "The largest difference is in the line human review: $1,890 per month less in “Leaner”.",
    )


def test_the_models_are_named_where_both_are_known() -> None:
    one, other = side("A", models="openai/gpt-5"), side("B", models="anthropic/claude", input_price=1)

    assert "“A” runs on openai/gpt-5, “B” on anthropic/claude." in finding(one, other)
    assert [said for said in finding(one, side("B", input_price=1)) if "runs on" in said] == []


def test_equal_workloads_are_said_to_be_equal() -> None:
    assert finding(side("A"), side("B")) == (
        "“B” costs as much per month as “A”: $11,621.",
        "An accepted ticket costs $0.8608 in both.",
        "Both net $18,079 per month.",
        "Their inputs are the same.",
    )


def test_what_is_not_entered_marks_each_figure() -> None:
    """W8."""
    short = {name: value for name, value in DESK.as_json().items() if name != "upkeep_monthly"}

    found = finding(side("Desk"), side("Short", short))

    assert [said.startswith("As far as entered: ") for said in found] == [True, True, True, False]


def test_a_line_not_entered_is_no_zero_and_no_difference() -> None:
    inputs = DESK.as_json() | {"observability_monthly": "3", "vector_db_monthly": "2"}
    unreviewed = {name: value for name, value in inputs.items() if "review" not in name}

    found = finding(side("Desk"), side("Other", unreviewed))

    assert [said for said in found if "human review" in said and "The largest difference" in said] == []
    assert found[-1].startswith(
        "The largest difference is in the line vector database: $348.00 per month less"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"value_per_unit": None},
            "Which of them brings more is not known: “B” has no value per accepted unit.",
        ),
        ({"unit_name": "claim"}, "“A” counts tickets, “B” claims: what one of them costs is not compared."),
    ],
)
def test_what_cannot_be_compared_is_said(changes: dict[str, object], said: str) -> None:
    inputs = {name: value for name, value in (DESK.as_json() | changes).items() if value is not None}

    assert said in finding(side("A"), side("B", inputs))


@given(workloads(), workloads())
def test_more_and_less_are_those_of_the_totals(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = side("A", one), side("B", other)
    by = second.estimate.total_monthly - first.estimate.total_monthly

    said = finding(first, second)[0]

    assert ("more than" in said, "less than" in said, "as much" in said) == (by > 0, by < 0, by == 0)


@given(workloads())
def test_a_workload_differs_from_itself_in_nothing(inputs: dict[str, Any]) -> None:
    workload = parse_workload(inputs)

    assert differing_inputs(workload, workload) == ()

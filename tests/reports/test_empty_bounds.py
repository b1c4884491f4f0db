"""No bound says nothing: where something is missing it says what, and no cost is "at least $0.00"."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings

from calculator.domain.workload_input import parse_workload
from calculator.web.estimate import read
from runrate.reports.domain.compose import compose
from tests.flat import flat
from tests.reports.readers import source
from tests.truth.readers import workloads

EMPTY = re.compile(
    r"at least (about )?(\$0(\.0+)?|0(\.0+)?%?)(?![\d.,]*\d)|at most (about )?100(\.0+)?%", re.IGNORECASE
)
CAPPED = re.compile(r"\(at most 100%\)|, at most 100%")
"""How far an input was moved: to the end that a share has."""


def empty_bounds(inputs: dict[str, Any]) -> Iterator[str]:
    workload = parse_workload(inputs)
    for name, told in (("report", compose(source(None, workload))), ("page", read(workload))):
        for line in flat(asdict(told), name):
            if EMPTY.search(CAPPED.sub("", line)):
                yield line


@settings(max_examples=40)
@given(workloads())
def test_no_bound_of_page_or_report_says_nothing(inputs: dict[str, Any]) -> None:
    """W9: "it pays from at least 0 tickets", "up to a review share of at most 100.0%"."""
    assert list(empty_bounds(inputs)) == []


NOTHING_YET: dict[str, Any] = {
    "units_per_month": 1000, "input_tokens": 1000, "output_tokens": 100, "input_price": 0, "output_price": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"units_per_month": 0, "upkeep_monthly": 0},
        {"review_rate": "0.25"},
        {"review_minutes": 6, "reviewer_hourly_cost": 48},
        {"value_per_unit": 0},
        {"value_per_unit": 2},
        {"upkeep_monthly": 5},
        {"infrastructure_step_units": 10, "infrastructure_step_monthly": 5},
        {"value_per_unit": 2, "review_rate": 1, "review_minutes": 1, "reviewer_hourly_cost": 1},
        {"value_per_unit": 2, "input_price": 1, "acceptance_rate": "0.5"},
    ],
)
def test_of_what_costs_nothing_so_far_no_least_cost_is_told(more: dict[str, Any]) -> None:
    """W9: also of half a review, and of a year in which nothing that was entered costs anything."""
    assert list(empty_bounds({**NOTHING_YET, **more})) == []

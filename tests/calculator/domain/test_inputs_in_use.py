"""A price at which nothing is bought is not in use; whatever moves the estimate is."""

from typing import Any

import pytest
from hypothesis import given

from calculator.domain.costs import estimate
from calculator.domain.inputs_in_use import inputs_in_use
from calculator.domain.workload_input import flat_from, lists_from, parse_workload
from tests.calculator.workloads import agents

STEP: dict[str, Any] = {
    "input_tokens": 5000,
    "output_tokens": 500,
    "input_price": 3,
    "output_price": 15,
    "batch_factor": "0.5",
    "batch_cache_factor": 1,
    "cache_read_price": "0.3",
    "cache_write_price": "3.75",
    "cache_write_1h_price": 6,
    "long_context_threshold": 200_000,
    "long_context_input_price": 6,
    "long_context_output_price": "22.5",
    "search_price": 10,
}
BARE = {"unit_name", "units_per_month", *(f"steps.1.{name}" for name in list(STEP)[:4])}


def used(**step: Any) -> set[str]:
    return set(inputs_in_use(parse_workload({"units_per_month": 10, "steps": [STEP | step]}))) - BARE


@pytest.mark.parametrize(
    ("step", "names"),
    [
        ({}, ()),
        ({"cache_read_share": "0.5"}, ("cache_read_share", "cache_read_price")),
        ({"cache_write_share": "0.5"}, ("cache_write_share", "cache_write_price")),
        (
            {"cache_write_1h_share": "0.5"},
            ("cache_write_1h_share", "cache_write_price", "cache_write_1h_price"),
        ),
        ({"batch_share": "0.5"}, ("batch_share", "batch_factor", "batch_cache_factor")),
        ({"searches": 2}, ("searches", "search_price")),
        (
            {"input_tokens": 200_001},
            ("long_context_threshold", "long_context_input_price", "long_context_output_price"),
        ),
    ],
)
def test_a_price_is_in_use_once_something_is_bought_at_it(step: dict[str, Any], names: tuple[str]) -> None:
    assert used(**step) == {f"steps.1.{name}" for name in names}


def test_each_step_and_a_workload_without_steps_is_looked_at_by_itself() -> None:
    two = parse_workload({"units_per_month": 10, "steps": [STEP, STEP | {"searches": 2}]})
    found = {name for name in inputs_in_use(two) if name.endswith("search_price")}
    assert found == {"steps.2.search_price"}

    flat = {name: value for name, value in STEP.items() if name != "search_price"} | {"units_per_month": 10}
    assert "cache_read_price" not in inputs_in_use(parse_workload(flat))
    assert "cache_read_price" in inputs_in_use(parse_workload(flat | {"cache_read_share": "0.5"}))


@given(workload=agents())
def test_what_is_not_in_use_moves_nothing(workload: dict[str, Any]) -> None:
    parsed, flat = parse_workload(workload), flat_from(workload)
    idle = set(parsed.entered()) - inputs_in_use(parsed)

    # The threshold says which calls are long, and a higher one leaves them short.
    moved = {name: f"9{flat[name]}" if name.endswith("threshold") else "0.77" for name in idle}

    assert estimate(parse_workload(lists_from(flat | moved))).total_monthly == estimate(parsed).total_monthly

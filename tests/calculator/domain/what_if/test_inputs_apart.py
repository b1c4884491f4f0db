"""Which inputs say something else: a default entered as a number does not, a line not entered does."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from calculator.domain.fields import REPLACED_BY_STEPS
from calculator.domain.what_if.inputs_apart import Inputs, differing_inputs
from calculator.domain.workload_input import parse_workload
from tests.calculator.workloads import workloads

TOKENS = {
    "units_per_month": 1000,
    "input_tokens": 1000,
    "output_tokens": 100,
    "input_price": 1,
    "output_price": 5,
}


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ({"batch_share": 0}, {}, ()),
        ({"acceptance_rate": 1}, {}, ()),
        ({"unit_name": "claim"}, {"unit_name": "ticket"}, ("unit_name",)),
        ({"retry_rate": 0}, {}, ("retry_rate",)),
        ({"vector_db_monthly": 5, "vector_db_per_unit": 0}, {"vector_db_monthly": 5}, ()),
        ({"cache_read_price": "0.1"}, {}, ()),
        (
            {"cache_read_price": "0.1", "cache_read_share": "0.5"},
            {},
            ("cache_read_share", "cache_read_price"),
        ),
        ({"seats": 0, "seat_monthly": 9}, {}, ("seat_monthly",)),
        ({"review_rate": "0.1"}, {"review_rate": "0.1", "review_minutes": 0}, ("review_minutes",)),
    ],
)
def test_inputs_differ_where_something_else_is_calculated_with(
    one: dict[str, Any], other: dict[str, Any], differ: tuple[str, ...]
) -> None:
    first, second = (Inputs(parse_workload(TOKENS | more)) for more in (one, other))

    assert sorted(differing_inputs(first, second)) == sorted(differ)


def test_half_of_a_review_has_no_number_where_nobody_entered_one() -> None:
    found = Inputs(parse_workload(TOKENS | {"review_rate": "0.1", "review_minutes": 4}))

    assert [found.value(name) for name in ("review_rate", "review_minutes", "reviewer_hourly_cost")] == [
        Fraction("0.1"), 4, None,
    ]  # fmt: skip


def test_an_input_that_stands_in_the_steps_has_no_default_beside_them() -> None:
    steps = [{"input_tokens": 1000, "output_tokens": 100, "input_price": 1, "output_price": 5}]
    flat = parse_workload(TOKENS | {"calls_per_unit": 1, "cache_read_share": 0, "retry_rate": 0})
    stepped = parse_workload({"units_per_month": 1000, "retry_rate": 0, "steps": steps})

    found = differing_inputs(Inputs(flat), Inputs(stepped))

    assert {name for name in REPLACED_BY_STEPS if Inputs(stepped).value(name) is not None} == set()
    assert {"calls_per_unit", "cache_read_share"} <= set(found)
    assert not {"retry_rate", "units_per_month"} & set(found)


@given(workloads())
def test_a_workload_differs_from_itself_in_nothing(inputs: dict[str, Any]) -> None:
    workload = parse_workload(inputs)

    assert differing_inputs(Inputs(workload), Inputs(workload)) == ()

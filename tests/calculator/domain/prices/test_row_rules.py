"""A row that staff may save can price a workload; another one is refused at its field."""

from decimal import Decimal
from typing import Any

import pytest

from calculator.domain.prices.row_rules import AT_MOST, NEEDS, TOGETHER, row_conflicts
from calculator.models import PriceRow

LONG = {"long_context_threshold": 200_000, "long_context_input_price": 5, "long_context_output_price": 20}
BATCH = {"batch_input_price": 2, "batch_output_price": 4}


def wrong(**fields: Any) -> list[str]:
    row = PriceRow(**{"input_price": Decimal(4), "output_price": Decimal(8), **fields})
    return [name for name, _said in row_conflicts(row)]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        LONG,
        LONG | {"long_context_cache_read_price": 1, "long_context_cache_write_price": 0},
        BATCH,
        BATCH | {"batch_cache_factor": 1},
        BATCH | {"batch_cache_factor": 0},
        {"batch_input_price": 4, "batch_output_price": 8},
        {"batch_input_price": 0, "batch_output_price": 0},
    ],
)
def test_prices_that_fit_together_are_a_row(fields: dict[str, Any]) -> None:
    assert wrong(**fields) == []


@pytest.mark.parametrize("group", [LONG, BATCH])
def test_of_prices_that_belong_together_each_missing_one_is_asked_for(group: dict[str, Any]) -> None:
    for name, price in group.items():
        assert wrong(**{name: price}) == sorted(set(group) - {name})


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"long_context_cache_read_price": 1}, ["long_context_threshold"]),
        ({"long_context_cache_write_price": 1}, ["long_context_threshold"]),
        ({"batch_cache_factor": 1}, ["batch_input_price"]),
        (BATCH | {"batch_cache_factor": Decimal("1.5")}, ["batch_cache_factor"]),
        (BATCH | {"batch_cache_factor": Decimal("-0.1")}, ["batch_cache_factor"]),
        ({"batch_input_price": 6, "batch_output_price": 4}, ["batch_input_price"]),
        ({"batch_input_price": 2, "batch_output_price": 9}, ["batch_output_price"]),
        ({"batch_input_price": 6, "batch_output_price": 9}, ["batch_input_price", "batch_output_price"]),
    ],
)
def test_what_no_estimate_could_use_is_refused_at_its_field(fields: dict[str, Any], at: list[str]) -> None:
    assert wrong(**fields) == at


def test_every_field_that_is_asked_for_is_one_of_the_row() -> None:
    names = {name for group in TOGETHER for name in group} | {*NEEDS, *NEEDS.values(), *AT_MOST}

    assert names <= {field.name for field in PriceRow._meta.get_fields()}


def test_what_is_wrong_is_said_with_what_would_be_right() -> None:
    row = PriceRow(input_price=4, output_price=8, batch_input_price=6, batch_cache_factor=2)

    assert dict(row_conflicts(row)) == {
        "batch_output_price": "Enter this too: without it no estimate can use the row.",
        "batch_input_price": "A batch price is at most the price of a call that is answered at once.",
        "batch_cache_factor": "Enter a share from 0 to 1; 1 where a batch saves nothing on them.",
    }

"""What an estimate says of its own inputs."""

from typing import Any

import pytest

from calculator.domain import estimate_notes as notes
from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload

WORK: dict[str, Any] = {
    "units_per_month": 1000,
    "input_tokens": 10,
    "output_tokens": 10,
    "input_price": 1,
    "output_price": 1,
}
STEP = {name: value for name, value in WORK.items() if name != "units_per_month"}


def said(**fields: object) -> list[tuple[str, str]]:
    return [(note.field, note.message) for note in estimate(parse_workload(fields)).notes]


def test_prices_that_stand_in_are_named_in_each_step() -> None:
    steps = [STEP, STEP | {"cache_read_share": "0.5", "cache_write_1h_share": "0.1", "cache_write_price": 2}]

    assert said(units_per_month=1, steps=steps) == [
        ("steps.2.cache_read_price", notes.CACHE_FALLBACKS["cache_read_price"]),
        ("steps.2.cache_write_1h_price", notes.LIKE_ANY_WRITE),
    ]


def test_without_any_write_price_an_hour_costs_what_any_input_token_does() -> None:
    assert said(**WORK, cache_write_1h_share="0.1") == [
        ("cache_write_1h_price", notes.CACHE_FALLBACKS["cache_write_1h_price"])
    ]


def test_several_calls_in_flat_fields_are_taken_as_equal_and_said_to_be() -> None:
    assert said(**WORK, calls_per_unit=2) == [("calls_per_unit", notes.CALLS_ARE_EQUAL)]
    assert said(**WORK, calls_per_unit=1) == []
    assert said(units_per_month=1, steps=[STEP | {"calls": 2}]) == []


def test_seats_without_a_token_price_say_who_is_paid() -> None:
    assert said(units_per_month=1, seats=5, seat_monthly=39) == [("input_price", notes.PAID_OTHERWISE)]
    assert said(**WORK, seats=5, seat_monthly=39) == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"retry_rate": "0.1", "max_retries": 1, "acceptance_rate": "0.99"}, None),
        ({"retry_rate": "0.1", "max_retries": 1, "acceptance_rate": "0.991"}, notes.OUT_OF_REACH),
        ({"retry_rate": 1, "max_retries": 5}, notes.OUT_OF_REACH),
        ({"retry_rate": "0.1", "max_retries": 1}, notes.OUT_OF_REACH),
        (
            {"retry_rate": "0.08"},
            notes.ALL_ACCEPTED.format(share="0.0512%"),
        ),
        ({"retry_rate": 0}, None),
    ],
)
def test_an_acceptance_that_failing_attempts_do_not_leave_room_for(
    fields: dict[str, object], message: str | None
) -> None:
    found = estimate(parse_workload(WORK | fields))

    assert [note.message for note in found.notes] == ([message] if message else [])
    assert found.out_of_reach == (message == notes.OUT_OF_REACH)

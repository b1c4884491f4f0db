"""Ranges go with their row: in what is kept around a scenario, and in an address."""

from typing import Any

import pytest

from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from calculator.scenarios.moved_ranges import mark_of, ranges_now, renumbered

ENDS = {"low_steps.2.input_tokens": "5", "high_steps.2.input_tokens": "9", "seed": "4"}


def step(tokens: int, **more: Any) -> dict[str, Any]:
    return {"input_tokens": tokens, "output_tokens": 1, "input_price": 3, "output_price": 15, **more}


def scenario(inputs: dict[str, Any], **kept: str) -> Scenario:
    return Scenario(name="Desk", inputs=parse_workload(inputs).as_json(), exploration=kept)


def test_the_range_of_a_step_moves_with_it_and_ends_with_it() -> None:
    saved = scenario({"units_per_month": 9, "steps": [step(10), step(20)]}, **ENDS)
    second = parse_workload({"units_per_month": 9, "steps": [step(20)]})
    first = parse_workload({"units_per_month": 9, "steps": [step(10)]})

    assert ranges_now(saved, second) == (
        {"low_steps.1.input_tokens": "5", "high_steps.1.input_tokens": "9", "seed": "4"},
        (),
    )
    assert ranges_now(saved, first) == ({"seed": "4"}, ())
    assert ranges_now(saved, first, {"steps": ["2"]})[0]["low_steps.1.input_tokens"] == "5"


@pytest.mark.parametrize(
    ("calls", "kept", "gone"),
    [
        (1, {"low_steps.1.input_tokens": "5", "high_steps.1.input_tokens": "9"}, ()),
        # Two calls of a unit had twenty tokens together: those of one call are another number.
        (2, {}, ("input_tokens",)),
    ],
)
def test_the_range_of_a_unit_becomes_that_of_its_first_step_where_it_is_the_same_input(
    calls: int, kept: dict[str, str], gone: tuple[str, ...]
) -> None:
    flat = {"units_per_month": 9, **step(20), "calls_per_unit": calls}
    saved = scenario(flat, low_input_tokens="5", high_input_tokens="9")
    stepped = parse_workload({"units_per_month": 9, "steps": [step(20)]})

    assert ranges_now(saved, stepped) == (kept, gone)


def test_measured_ranges_of_rows_move_too() -> None:
    saved = scenario(
        {"units_per_month": 9, "steps": [step(10), step(20)]}, measured_ranges="steps.2.input_tokens:5:7:9"
    )
    second = parse_workload({"units_per_month": 9, "steps": [step(20)]})

    assert ranges_now(saved, second)[0] == {"measured_ranges": "steps.1.input_tokens:5:7:9"}


def test_ranges_of_an_address_follow_its_numbers() -> None:
    sent = {"steps.1": "steps.1", "steps.2": "steps.4"}
    texts = {"low_steps.4.calls": "1", "high_steps.3.calls": "2", "low_retry_rate": "0.1", "seed": "4"}

    assert renumbered(texts, sent) == {"low_steps.2.calls": "1", "low_retry_rate": "0.1", "seed": "4"}


def test_a_mark_is_of_the_rows_and_their_ranges() -> None:
    one, other = (scenario({"units_per_month": 9, "steps": [step(each)]}) for each in (10, 20))

    assert mark_of(one) == mark_of(scenario({"units_per_month": 9, "steps": [step(10)]}))
    assert mark_of(one) != mark_of(other)

"""Instances: those kept, those that volume needs, and how full they are."""

from fractions import Fraction

import pytest

from calculator.domain.capacity import CapacityUse, instances, spare
from calculator.domain.costs import estimate, numbers
from calculator.domain.token_cost import unpaid_tokens
from calculator.domain.workload_input import parse_workload

GPUS = {
    "units_per_month": 100_000,
    "input_tokens": 3000,
    "output_tokens": 500,
    "capacity_instances": 4,
    "capacity_hourly": 3,
    "capacity_hours": 720,
    "capacity_tokens_per_second": 400,
}


@pytest.mark.parametrize(("units", "needed"), [(0, 2), (100_000, 2), (100_001, 3), (150_000, 3)])
def test_more_volume_than_the_instances_can_do_starts_another(units: int, needed: int) -> None:
    kept = {"capacity_instances": 2, "capacity_hourly": 3, "capacity_units_per_instance": 50_000}

    v = numbers(parse_workload({"units_per_month": units} | kept))

    assert instances(v, Fraction(units)) == needed


def test_a_float_that_is_whole_within_a_billionth_starts_no_other_instance() -> None:
    values = {"capacity_instances": 0.0, "capacity_units_per_instance": 100.0}

    assert instances(values, 700.0000000000001) == 7
    assert instances(values, 700.001) == 8


def test_utilisation_is_what_is_done_over_what_could_be() -> None:
    found = estimate(parse_workload(GPUS))

    assert found.capacity_utilisation == Fraction(100_000 * 3500, 4 * 720 * 3600 * 400)
    assert found.capacity_cost_per_million_tokens == Fraction(8640) / 350
    assert [note.field for note in found.notes] == ["capacity_instances"]


def test_work_beyond_what_the_instances_sustain_is_remarked_upon() -> None:
    found = estimate(parse_workload(GPUS | {"capacity_tokens_per_second": 30}))

    assert (found.capacity_utilisation or 0) > 1
    assert [note.field for note in found.notes] == ["capacity_instances", "capacity_tokens_per_second"]


def test_attempts_that_are_repeated_go_through_the_instances_too() -> None:
    v = numbers(parse_workload(GPUS | {"capacity_units_per_instance": 10_000}))

    use = CapacityUse.of(v, Fraction(50_000), Fraction(3, 2))

    assert use.tokens == 50_000 * Fraction(3, 2) * 3500
    # Of the volume asked for, not of the workload's own: five instances, not ten.
    assert use.utilisation == use.tokens / (5 * 720 * 3600 * 400)


def test_without_a_speed_the_tokens_are_known_and_how_full_it_is_not() -> None:
    slow = {name: value for name, value in GPUS.items() if name != "capacity_tokens_per_second"}

    use = CapacityUse.of(numbers(parse_workload(slow)), Fraction(10), Fraction(2))

    assert use == (10 * 2 * 3500, None)


def test_capacity_whose_tokens_nobody_entered_is_not_said_to_stand_idle() -> None:
    bare = {name: value for name, value in GPUS.items() if not name.endswith("put_tokens")}

    found = estimate(parse_workload(bare))

    assert CapacityUse.of(numbers(parse_workload(bare)), Fraction(10), Fraction(1)) == (None, None)
    assert found.as_json()["capacity_utilisation"] is None
    assert found.as_json()["capacity_cost_per_million_tokens"] is None


@pytest.mark.parametrize(
    "fee",
    [
        {"call_fee": "0.01"},
        {"searches_per_unit": 1, "search_price": "0.01"},
        {"call_fee": 5, "price_factor": 2},
    ],
)
def test_a_fee_of_a_call_buys_no_tokens_that_run_on_the_capacity(fee: dict[str, object]) -> None:
    slow = GPUS | {"capacity_tokens_per_second": 10, "value_per_unit": "0.2"}

    bare, paid = estimate(parse_workload(slow)), estimate(parse_workload(slow | fee))

    assert paid.token_cost_per_unit > 0
    assert (
        paid.capacity_utilisation == bare.capacity_utilisation == Fraction(100_000 * 3500, 4 * 720 * 36_000)
    )
    assert paid.capacity_cost_per_million_tokens == bare.capacity_cost_per_million_tokens
    assert (bare.out_of_reach, paid.out_of_reach) == (True, True)


def test_of_several_models_those_without_a_token_price_run_on_the_capacity() -> None:
    """A step of one's own beside a bought one, and units routed to or past a vendor."""
    rest = {name: value for name, value in GPUS.items() if not name.endswith("put_tokens")}
    own = {"input_tokens": 1000, "output_tokens": 100, "input_price": 0, "output_price": 0, "calls": 2}
    bought = {"input_tokens": 9, "output_tokens": 9, "input_price": 2, "output_price": 8}
    routed = {"routed_share": "0.2", "routed_input_price": 2, "routed_output_price": 8}
    free = {"routed_share": "0.2", "routed_input_price": 0, "routed_output_price": 0}

    each = [
        unpaid_tokens(numbers(parse_workload(workload)))
        for workload in (
            rest | {"steps": [own, bought]},
            GPUS | routed,
            GPUS | {"input_price": 2, "output_price": 8} | free,
            GPUS | {"input_price": 2, "output_price": 8} | routed,
        )
    ]

    assert each == [2200, Fraction(3500) * 4 / 5, Fraction(3500) / 5, 0]


def test_tokens_bought_from_a_vendor_do_not_run_on_the_capacity_beside_them() -> None:
    bought = GPUS | {"input_price": 2, "output_price": 8}
    steps = {name: value for name, value in GPUS.items() if not name.endswith("put_tokens")} | {
        "steps": [{"input_tokens": 9, "output_tokens": 9, "input_price": 2, "output_price": 8}]
    }

    for each in (bought, steps):
        found = estimate(parse_workload(each))
        assert (found.capacity_cost_per_million_tokens, found.capacity_utilisation) == (None, None)


def test_spare_instances_are_those_that_neither_units_nor_tokens_need() -> None:
    kept = {"capacity_instances": 6, "capacity_units_per_instance": 50_000}
    fewer = {**GPUS, **kept, "capacity_tokens_per_second": 100}

    found = [
        spare(numbers(parse_workload(each)), Fraction(units), Fraction(1))
        for each, units in ((GPUS | kept, 100_000), (fewer, 100_000), (fewer, 200_000))
    ]

    assert found == [
        (6, 2, False, 4 * 3 * 720),
        (6, 2, True, 4 * 3 * 720),
        (6, 4, False, 2 * 3 * 720),
    ]


def test_where_nobody_said_what_an_instance_can_do_none_is_called_spare() -> None:
    v = numbers(parse_workload({**GPUS, "capacity_tokens_per_second": None}))

    assert spare(v, Fraction(1), Fraction(1)) is None


def test_more_than_the_instances_can_do_leaves_none_over() -> None:
    v = numbers(parse_workload(GPUS))

    found = spare(v, Fraction(10**9), Fraction(1))

    assert found is not None
    assert found.monthly == 0

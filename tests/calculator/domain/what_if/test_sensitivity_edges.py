"""Draws and swings at their edges: shares that fill the input, counts of draws, workloads without units."""

from decimal import Decimal
from fractions import Fraction
from math import floor
from random import Random
from typing import Any

import pytest

from calculator.domain.costs import estimate, numbers
from calculator.domain.what_if.quantiles import Percentiles
from calculator.domain.what_if.ranges import DRAWS, ranged
from calculator.domain.what_if.sensitivity import at_prices, names_of, tornado
from calculator.domain.what_if.uncertainty import Guess
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload

BARE: dict[str, Any] = {
    "input_tokens": 1_000_000,
    "output_tokens": 0,
    "input_price": 10,
    "output_price": 0,
    "units_per_month": 100,
    "cache_read_price": 1,
    "cache_write_price": 2,
    "acceptance_rate": "0.5",
}


def swing(name: str, **fields: object) -> tuple[Fraction, Fraction]:
    """The month's total with one input a fifth lower and a fifth higher."""
    found = {each.field: each for each in tornado(parse_workload(BARE | fields))}[name]
    return found.total_low, found.total_high


def test_a_swing_is_told_for_the_month_and_for_an_accepted_unit() -> None:
    [found] = [each for each in tornado(parse_workload(BARE)) if each.field == "input_price"]

    assert (found.total_low, found.total_high, found.size) == (800, 1200, 400)
    assert (found.accepted_low, found.accepted_high) == (16, 24)


@pytest.mark.parametrize(
    ("read", "write", "name", "totals"),
    [
        ("0.5", "0.3", "cache_read_share", (400, 220)),
        # Only 0.6 is left beside 0.4 written, although a fifth more than 0.55 is 0.66.
        ("0.55", "0.4", "cache_read_share", (284, 140)),
        # And only 0.45 beside 0.55 read.
        ("0.55", "0.4", "cache_write_share", (249, 145)),
    ],
)
def test_a_cache_share_moves_as_far_as_the_other_leaves_room(
    read: str, write: str, name: str, totals: tuple[int, int]
) -> None:
    assert swing(name, cache_read_share=read, cache_write_share=write) == totals


def guessed(name: str, low: str, high: str, workload: Workload) -> Guess:
    return Guess(name, Fraction(low), numbers(workload)[name], Fraction(high))


def test_a_range_carries_its_seed_and_draws_and_what_an_accepted_unit_costs() -> None:
    workload = parse_workload(BARE | {"value_per_unit": 20})

    found = ranged(workload, [], seed=7)

    assert (found.seed, found.draws) == (7, DRAWS)
    assert found.total == Percentiles(1000.0, 1000.0, 1000.0)
    assert found.accepted == Percentiles(20.0, 20.0, 20.0)
    assert found.pays == 0  # as much as it costs is not more than it costs


def test_without_an_accepted_unit_nothing_is_said_of_one() -> None:
    found = ranged(parse_workload(BARE | {"acceptance_rate": 0}), [], seed=7, draws=5)

    assert (found.accepted, found.draws) == (None, 5)
    workload = parse_workload(BARE)
    now_and_then = ranged(workload, [guessed("units_per_month", "0", "200", workload)], seed=7, draws=200)
    assert now_and_then.accepted is not None


def test_without_a_guess_one_draw_is_enough() -> None:
    assert ranged(parse_workload(BARE | {"value_per_unit": 99}), [], seed=1, draws=4).pays == Fraction(1)


def test_percentiles_are_the_first_draw_that_a_share_of_all_reaches() -> None:
    workload = parse_workload(BARE)
    flat = [guessed("units_per_month", "50", "500", workload)]

    ten = ranged(workload, flat, seed=3, draws=10).total
    one = ranged(workload, flat, seed=3, draws=1).total

    drawn = sorted(float(ranged_once) for ranged_once in draws_of(3, 10))
    assert (ten.p10, ten.p50, ten.p90) == pytest.approx((drawn[0], drawn[4], drawn[8]))
    assert one.p10 == one.p50 == one.p90


def draws_of(seed: int, number: int) -> list[float]:
    """The same triangle drawn by hand: 10 dollars for each whole unit."""
    random = Random(seed)
    return [10.0 * floor(random.triangular(50.0, 500.0, 100.0) + 0.5) for _ in range(number)]


@pytest.mark.parametrize(
    ("read", "write", "total"),
    [
        ("0.5", "0.5", 150),  # both fill the input: nothing gives way
        ("0.7", "0.3", 130),
        ("0.4", "0.4", 320),
    ],
)
def test_shares_drawn_within_the_input_stay_as_drawn(read: str, write: str, total: int) -> None:
    workload = parse_workload(BARE | {"cache_read_share": read, "cache_write_share": write})

    found = ranged(workload, [], seed=1, draws=1)

    assert found.total.p50 == pytest.approx(total)
    assert float(estimate(workload).total_monthly) == pytest.approx(total)


def test_of_shares_drawn_apart_the_written_one_gives_way() -> None:
    workload = parse_workload(BARE | {"cache_read_share": "0.6", "cache_write_share": "0.4"})
    both = [Guess("cache_read_share", Fraction("0.8"), Fraction("0.8"), Fraction("0.8"))]

    assert ranged(workload, both, seed=1, draws=1).total.p50 == pytest.approx(80 + 40)


def test_other_prices_are_exact_to_every_digit() -> None:
    workload = parse_workload(BARE | {"input_price": "0.12345678901234567890123456789"})

    found = at_prices(workload, Fraction("1.000000000000000000000000000001"))

    # The price, and the same digits again thirty places on.
    assert found.input_price == Decimal("0.123456789012345678901234567890" + "12345678901234567890123456789")
    with pytest.raises(ValueError, match=r"^Nobody is paid for using a model\.$"):
        at_prices(workload, Fraction(-1))


CACHED_STEP: dict[str, Any] = {
    "input_tokens": 1_000_000,
    "output_tokens": 0,
    "input_price": 10,
    "output_price": 0,
    "cache_read_share": "0.5",
    "cache_write_share": "0.45",
    "cache_read_price": 0,
    "cache_write_price": 0,
}


def test_cache_shares_of_a_step_drawn_apart_never_make_it_cost_less_than_nothing() -> None:
    agent = parse_workload({"units_per_month": 1, "steps": [CACHED_STEP]})
    shares = ("steps.1.cache_read_share", "steps.1.cache_write_share")

    found = ranged(agent, [guessed(name, "0", "1", agent) for name in shares], seed=3, draws=500)

    # Where both are drawn large they fill the input, and everything is read or written for nothing.
    assert (found.total.p10, found.total.p50 >= 0, found.total.p90 > 0) == (0, True, True)


def test_a_cache_share_of_a_step_moves_as_far_as_the_other_one_of_that_step_leaves_room() -> None:
    free = {**CACHED_STEP, "cache_read_share": "0.9", "cache_write_share": 0}
    agent = parse_workload({"units_per_month": 100, "steps": [CACHED_STEP, free]})

    found = {each.field: (each.total_low, each.total_high) for each in tornado(agent)}

    assert found["steps.1.cache_read_share"] == (100 * (Fraction("1.5") + 1), Fraction(100))
    assert found["steps.1.cache_write_share"] == (100 * (Fraction("1.4") + 1), Fraction(100))
    assert found["steps.2.cache_read_share"] == (
        100 * (Fraction("0.5") + Fraction("2.8")),
        100 * Fraction("0.5"),
    )


def test_the_numbers_of_a_workload_are_named_for_each_step_and_line_that_it_has() -> None:
    agent = parse_workload(
        {"units_per_month": 1, "steps": [CACHED_STEP] * 2, "other_lines": [{"name": "Speech"}]}
    )

    names = list(names_of(agent))

    assert len(names) == len(set(names))
    assert [name for name in names if name.endswith((".calls", ".monthly"))] == [
        "steps.1.calls",
        "steps.2.calls",
        "other_lines.1.monthly",
    ]
    assert {name.rpartition(".")[0] for name in names} == {"", "steps.1", "steps.2", "other_lines.1"}

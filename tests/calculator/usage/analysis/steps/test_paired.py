"""A change of the mix of models is named so, wherever the models stand, and nothing else is."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.bill_variance import sold_in
from calculator.usage.analysis.steps.paired import Change
from calculator.usage.analysis.variance import changes, price_volume_mix, variance
from tests.calculator.usage.analysis.test_variance import ESTIMATED


def step(name: str, calls: float, price: int, **more: Any) -> dict[str, Any]:
    plain = {"input_tokens": 1000, "output_tokens": 100, "input_price": price, "output_price": price}
    return {"name": name, "calls": str(calls), **plain, **more}


def workload(*steps: dict[str, Any], **more: Any) -> Workload:
    return parse_workload({"units_per_month": 1000, "steps": list(steps), **more})


def large(calls: float, **more: Any) -> dict[str, Any]:
    return step("large", calls, 9, **more)


def small(calls: float, **more: Any) -> dict[str, Any]:
    return step("small", calls, 1, **more)


def other(calls: float) -> dict[str, Any]:
    return step("other", calls, 3)


BEFORE = workload(large(8), small(2))
CASES: dict[str, tuple[Workload, dict[str, int]]] = {
    "other shares": (workload(large(4), small(6)), {"mix": -1}),
    "other shares, in another order": (workload(small(6), large(4)), {"mix": -1}),
    "a model that is no longer used": (workload(large(10)), {"mix": 1}),
    "a model that is new": (workload(large(6), other(2), small(2)), {"mix": -1}),
    "another model in place of one": (workload(other(2), large(8)), {"mix": 1}),
    "more calls of each": (workload(large(12), small(3)), {"size": 1}),
    "another order": (workload(small(2), large(8)), {}),
    "another price": (workload(small(2), large(8, input_price=8)), {"price": -1}),
    "longer calls of each": (
        workload(*(each(n, input_tokens=2000, output_tokens=200) for each, n in ((small, 2), (large, 8)))),
        {"size": 1},
    ),
    "more calls and other shares": (workload(small(6), large(6)), {"size": 1, "mix": -1}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_single_change_is_named_as_what_it_is(case: str) -> None:
    after, signs = CASES[case]

    found = variance(BEFORE, after)

    assert {each.key: 1 if each.amount > 0 else -1 for each in found.causes if each.amount} == signs
    assert sum((each.amount for each in found.causes), Fraction(0)) == found.difference


@pytest.mark.parametrize("case", CASES)
def test_without_a_change_of_prices_mix_and_volume_are_those_of_one_bill_to_the_next(case: str) -> None:
    after, signs = CASES[case]
    if set(signs) - {"mix", "size"} or len(signs) > 1:
        return

    found = price_volume_mix(sold_in(BEFORE), sold_in(after))
    of_causes = {each.key: each.amount for each in variance(BEFORE, after).causes}

    assert found is not None
    assert (of_causes.get("mix", 0), of_causes.get("size", 0), 0) == (found.mix, found.volume, found.price)


def told(found: Mapping[str, tuple[Change, ...]]) -> dict[str, list[tuple[str, Any, Any]]]:
    return {key: [(each.name, each.estimated, each.actual) for each in held] for key, held in found.items()}


def test_the_numbers_behind_a_mix_are_the_calls_of_its_models() -> None:
    found = changes(BEFORE, workload(small(6), large(4)))

    assert {
        key: [(each.name, each.estimated, each.actual) for each in held] for key, held in found.items()
    } == {"mix": [("steps.1.calls", 8, 4), ("steps.2.calls", 2, 6)]}


def test_the_numbers_behind_more_calls_are_all_tokens_of_a_unit() -> None:
    found = changes(BEFORE, workload(small(3), large(12)))

    assert {
        key: [(each.name, each.estimated, each.actual) for each in held] for key, held in found.items()
    } == {"size": [("input_tokens", 10_000, 15_000), ("output_tokens", 1_000, 1_500)]}


def test_steps_without_a_name_in_common_are_set_against_each_other_by_their_place() -> None:
    after = workload(step("draft", 8, 9), step("check", 4, 1))

    assert {each.key for each in variance(BEFORE, after).causes if each.amount} == {"size", "mix"}


def test_one_model_without_steps_is_set_against_a_step_and_each_cause_is_told() -> None:
    before = parse_workload(
        {"units_per_month": 10, "input_tokens": 9, "output_tokens": 1, "input_price": 1, "output_price": 2}
    )

    found = variance(before, workload(large(1), units_per_month=10))

    assert {each.key for each in found.causes} == {"size", "price"}


@pytest.mark.parametrize(
    ("steps", "key"),
    [
        ([small(2), large(4, input_growth=100)], "size"),
        ([small(4), large(9, input_growth=100)], "size"),
        ([small(6), large(4, input_growth=100)], "mix"),
        ([large(4, input_growth=100)], "mix"),
        ([small(2), large(8, input_growth=100), other(3)], "mix"),
    ],
)
def test_calls_whose_tokens_grow_are_mix_only_where_one_model_takes_over(
    steps: list[dict[str, Any]], key: str
) -> None:
    """More calls of a step, and fewer of none, are more of a unit and no other mix."""
    found = variance(workload(large(8, input_growth=100), small(2)), workload(*steps))

    assert [each.key for each in found.causes] == [key]
    assert found.causes[0].amount == found.difference != 0


PRICES: dict[str, Any] = {
    "input_tokens": 900, "output_tokens": 90, "input_price": 3, "output_price": 15, "cache_read_share": "0.2",
    "cache_write_share": "0.2", "cache_write_1h_share": "0.2", "batch_share": "0.5",
}  # fmt: skip
LONG: dict[str, Any] = {
    "long_context_threshold": 500,
    "long_context_input_price": 6,
    "long_context_output_price": 20,
}


@pytest.mark.parametrize(
    ("prices", "estimated"),
    [
        ({"price_factor": "0.8"}, [1]),
        ({"batch_cache_factor": 1}, [Fraction(1, 2)]),
        ({"cache_read_price": 1}, [3]),
        ({"cache_write_price": 4, "cache_write_1h_price": 6}, [3, 3]),
        (LONG, [None, 3, 15]),
        (LONG | {"long_context_cache_read_price": 1}, [None, 3, 15, 3]),
    ],
)
def test_a_price_that_a_side_has_not_is_told_as_what_is_paid_there(
    prices: dict[str, Any], estimated: list[Any]
) -> None:
    """At a step and at the inputs of a unit alike; a threshold of long calls has no default."""
    both = ({"steps": [PRICES]}, {"steps": [PRICES | prices]}), (PRICES, PRICES | prices)

    for sides in both:
        found = changes(*(parse_workload({"units_per_month": 10, **each}) for each in sides))

        assert {each.name.rpartition(".")[2]: each.estimated for each in found["price"]} == dict(
            zip(prices, estimated, strict=True)
        )


def test_what_is_typed_as_it_is_without_it_differs_in_nothing() -> None:
    found = changes(workload(small(2)), workload(small(2, price_factor=1, cache_read_price=1)))

    assert [each for held in found.values() for each in held] == []


def test_a_step_without_tokens_is_no_share_of_any() -> None:
    searching = step("search", 1, 1, input_tokens=0, output_tokens=0, searches=3, search_price=10)
    more = {**searching, "searches": 6}

    found = variance(workload(large(8), searching), workload(more, large(8)))

    assert {each.key for each in found.causes if each.amount} == {"searches"}


def test_units_of_a_day_and_of_a_month_are_one_number_of_units() -> None:
    of_a_day = {**ESTIMATED.as_json(), "units_per_day": "100", "days_per_month": "22"}
    del of_a_day["units_per_month"]

    found = changes(parse_workload(of_a_day), ESTIMATED)

    assert found["volume"] == (Change("units_per_month", Fraction(2200), Fraction(10_000)),)

"""One model without steps beside several: price, tokens, cache and retries stay causes of their own."""

import random
from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.labels import label_of
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.bill_variance import against_workload
from calculator.usage.analysis.steps.pairs import label_at
from calculator.usage.analysis.variance import ai_usage, variance
from calculator.usage.analysis.variance_words import behind

ONE: dict[str, Any] = {
    "units_per_month": 1000, "input_tokens": 4000, "output_tokens": 400, "calls_per_unit": 2,
    "cache_read_share": "0.5", "input_price": 3, "output_price": 15, "cache_read_price": "0.3",
}  # fmt: skip
LARGE: dict[str, Any] = {
    "name": "large", "calls": 2, "input_tokens": 2000, "output_tokens": 200, "cache_read_share": "0.5",
    "input_price": 3, "output_price": 15, "cache_read_price": "0.3",
}  # fmt: skip
SMALL: dict[str, Any] = {
    **LARGE,
    "name": "small",
    "input_price": 1,
    "output_price": 5,
    "cache_read_price": "0.1",
}
HALF_EACH = ({**SMALL, "calls": 1}, {**LARGE, "calls": 1})
CASES: dict[str, tuple[tuple[dict[str, Any], ...], set[str]]] = {
    "the same as one step": ((LARGE,), set()),
    "half of it by a cheaper model": (HALF_EACH, {"mix"}),
    "another price": (({**SMALL, "calls": 1}, {**LARGE, "calls": 1, "input_price": 2}), {"mix", "price"}),
    "less of it cached": (
        ({**SMALL, "calls": 1}, {**LARGE, "calls": 1, "cache_read_share": "0.1"}),
        {"mix", "cache"},
    ),
    "in batches": (
        ({**SMALL, "calls": 1}, {**LARGE, "calls": 1, "batch_share": "0.5", "batch_factor": "0.5"}),
        {"mix", "batch"},
    ),
    "more calls of each": (tuple({**each, "calls": 3} for each in HALF_EACH), {"size", "mix"}),
}


def stepped(*steps: dict[str, Any], **more: Any) -> Workload:
    return parse_workload({"units_per_month": 1000, "steps": list(steps), **more})


def causes_of(one: Workload, other: Workload) -> dict[str, Fraction]:
    """Nothing is left over, both ways, and both ends are what the cost model says."""
    found = variance(one, other)
    assert (found.estimated, found.actual) == (ai_usage(one), ai_usage(other))
    for causes in (found.causes, found.in_order):
        assert sum((each.amount for each in causes), Fraction(0)) == found.difference
    return {each.key: each.amount for each in found.causes if each.amount}


@pytest.mark.parametrize("case", CASES)
def test_where_several_models_are_billed_for_one_each_cause_is_named_as_what_it_is(case: str) -> None:
    steps, keys = CASES[case]
    one, several = parse_workload(ONE), stepped(*steps)

    assert {*causes_of(one, several)} == keys
    assert {*causes_of(several, one)} == keys


def test_retries_and_volume_are_causes_of_their_own_too() -> None:
    one = parse_workload({**ONE, "retry_rate": "0.1"})

    assert {*causes_of(one, stepped(*HALF_EACH, units_per_month=1500))} == {"volume", "mix", "retries"}


def test_a_model_is_known_by_its_price_and_not_by_how_much_it_is_used() -> None:
    """Nearly all is made by the cheaper one now: that is mix, and no fall of the price."""
    found = causes_of(parse_workload(ONE), stepped({**SMALL, "calls": "1.9"}, {**LARGE, "calls": "0.1"}))

    assert {*found} == {"mix"}
    assert found["mix"] < 0


def test_a_cheaper_model_of_the_estimate_is_a_step_at_the_same_cost() -> None:
    routed = {
        **ONE, "routed_share": "0.5", "routed_input_price": 1, "routed_output_price": 5, "batch_share": "0.4",
        "batch_factor": "0.5", "price_factor": "0.9", "retry_rate": "0.1",
    }  # fmt: skip
    found = causes_of(parse_workload(routed), stepped(*HALF_EACH))

    assert {*found} == {"cache", "batch", "retries", "price"}
    causes_of(parse_workload({**routed, "routed_share": 1}), stepped(LARGE))


def test_no_calls_are_no_step() -> None:
    assert {*causes_of(parse_workload({**ONE, "routed_share": 0}), stepped({**LARGE, "input_growth": 9}))}


def some_step(chance: random.Random, name: str) -> dict[str, Any]:
    def share() -> str:
        return str(chance.randint(0, 45) / 100)

    return {
        "name": name, "calls": chance.randint(1, 40) / 8, "input_tokens": chance.randint(1, 9000),
        "output_tokens": chance.randint(1, 900), "cache_read_share": share(), "cache_write_share": share(),
        "batch_share": share(), "batch_factor": share(), "input_price": chance.randint(1, 20),
        "output_price": chance.randint(0, 80), "cache_read_price": chance.randint(0, 3),
        "price_factor": share(), "searches": chance.randint(0, 2), "search_price": chance.randint(0, 9),
        "call_fee": chance.randint(0, 2),
    }  # fmt: skip


def some_model(chance: random.Random) -> dict[str, Any]:
    step = some_step(chance, "")
    flat = {name: step[name] for name in step if name not in {"name", "calls", "searches"}}
    flat |= {"calls_per_unit": step["calls"], "searches_per_unit": step["searches"]}
    routed = {
        "routed_share": chance.choice(("0", "0.3", "1")),
        "routed_input_price": 1,
        "routed_output_price": 2,
    }
    retries = {"retry_rate": chance.choice(("0", "0.1")), "max_retries": 3}
    return {"units_per_month": chance.randint(1, 9000), **flat, **routed, **retries}


def test_pairs_of_one_model_and_several_leave_nothing_whatever_they_are() -> None:
    chance = random.Random(181)

    for _ in range(50):
        steps = [some_step(chance, f"m{place}") for place in range(chance.randint(1, 4))]
        one, several = parse_workload(some_model(chance)), stepped(*steps)

        causes_of(one, several)
        causes_of(several, one)


def test_inputs_behind_a_cause_are_named_by_their_model() -> None:
    steps = ({**SMALL, "calls": 1}, {**LARGE, "calls": 1, "input_price": 2})
    found = against_workload(parse_workload(ONE), stepped(*steps))

    assert behind("price", found) == "large: input price: $3.00 estimated, $2.00 billed."
    assert behind("mix", found) == (
        "one model (set against large), 2 calls per unit estimated; 2 model steps, 2 calls per unit billed."
    )
    back = against_workload(stepped(*steps), parse_workload(ONE))
    assert behind("mix", back) == (
        "2 model steps, 2 calls per unit estimated; one model (set against large), 2 calls per unit billed."
    )
    named = against_workload(stepped({**LARGE, "name": "Answer"}), stepped(*steps))
    assert named.step_names == ("Answer (large)", "small")


def test_a_step_without_a_name_keeps_its_number() -> None:
    assert label_at("steps.2.calls", ("gpt",)) == label_of("steps.2.calls") == "Step 2: calls per unit"
    assert label_at("steps.1.calls", ("gpt",)) == "gpt: calls per unit"
    assert label_at("input_tokens", ("gpt",)) == label_of("input_tokens")

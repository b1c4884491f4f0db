"""Which cheaper model half of the work could go to, and what the work costs then."""

import re
from fractions import Fraction
from operator import mul
from typing import Any

import pytest

from calculator.domain.costs import estimate, numbers
from calculator.domain.token_cost import CACHE_WAYS, FLAT, STEPS, step_cost
from calculator.domain.what_if.cheaper import Cheaper, cheaper_ones, prefix_of, said_of, shared_prices
from calculator.domain.what_if.lever_words import what_changes
from calculator.domain.what_if.levers import pull_levers
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload

HALF = Fraction(1, 2)
ASSUMED = (
    "50% by a cheaper model, which we assume to cost 20% of the price entered: "
    "$2.00 in / $4.00 out per million tokens"
)
LARGE: dict[str, Any] = {
    "calls": 2, "input_tokens": 1000, "output_tokens": 500, "input_price": 10, "output_price": 20,
    "cache_read_share": "0.5", "cache_read_price": 1,
}  # fmt: skip
SMALL = LARGE | {"input_price": 1, "output_price": 2, "cache_read_price": "0.1"}
LISTED = Cheaper(
    {"input_price": Fraction(2), "output_price": Fraction(4), "cache_read_price": Fraction("0.2")},
    "maker/small",
)


def agent(*steps: dict[str, Any]) -> Workload:
    return parse_workload({"units_per_month": 100, "steps": list(steps)})


def test_a_listed_model_does_half_of_the_calls_at_its_own_list_price_whatever_was_agreed_for_the_other() -> (
    None
):
    v = numbers(agent(LARGE | {"price_factor": "0.8"}))

    shared = step_cost({**v, **shared_prices(v, STEPS[0], LISTED, HALF)}, STEPS[0])

    other = numbers(agent(LARGE | {"input_price": 2, "output_price": 4, "cache_read_price": "0.2"}))
    assert shared == (step_cost(v, STEPS[0]) + step_cost(other, STEPS[0])) / 2


def test_a_step_at_the_cheapest_model_keeps_it() -> None:
    v = numbers(agent(LARGE, SMALL))

    assert cheaper_ones(v, {"steps.1.": LISTED, "steps.2.": None}) == {"steps.1.": LISTED}


def test_where_nobody_named_a_model_the_cheapest_step_has_it_and_its_price_is_what_it_pays() -> None:
    v = numbers(agent(LARGE, SMALL | {"price_factor": "0.5"}, LARGE))

    found = cheaper_ones(v, {})

    assert set(found) == {"steps.1.", "steps.3."}
    assert found["steps.1."].of_step == 2
    assert found["steps.1."].price("output_price") == 1


def test_a_step_that_is_cheaper_in_one_way_and_dearer_in_another_is_left_alone() -> None:
    v = numbers(agent(LARGE | {"output_price": 30}, LARGE | {"output_price": 1}))

    assert cheaper_ones(v, {}) == {}


def test_where_all_cost_the_same_a_fifth_of_the_price_is_assumed() -> None:
    v = numbers(agent(LARGE, LARGE))

    assert cheaper_ones(v, {})["steps.2."] == Cheaper(
        {"input_price": Fraction(2), "output_price": Fraction(4), "cache_read_price": Fraction("0.2")}
    )


def test_a_price_that_the_other_model_has_not_falls_back_on_its_next() -> None:
    two = Cheaper({"input_price": Fraction(2), "output_price": Fraction(4)})

    assert [two.price(name) for name in ("cache_write_1h_price", "long_context_cache_read_price",
                                         "long_context_output_price")] == [2, 2, 4]  # fmt: skip


def test_a_step_that_costs_nothing_at_its_own_price_goes_to_nobody() -> None:
    v = numbers(agent(LARGE | {"price_factor": 0}, LARGE))

    assert shared_prices(v, STEPS[0], LISTED, HALF) == {}


def test_the_prefix_is_that_of_an_input() -> None:
    assert (prefix_of(FLAT), prefix_of(STEPS[1])) == ("", "steps.2.")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"": LISTED}, "50% by maker/small, $2.00 in / $4.00 out per million tokens"),
        (
            {"steps.1.": LISTED, "steps.3.": LISTED},
            "Steps 1 and 3: 50% by maker/small, $2.00 in / $4.00 out per million tokens",
        ),
        (
            {"steps.4.": Cheaper(dict(LISTED.prices), of_step=2)},
            "Step 4: 50% by the model of step 2, $2.00 in / $4.00 out per million tokens",
        ),
        (
            {"": Cheaper(dict(LISTED.prices))},
            ASSUMED,
        ),
    ],
)
def test_the_model_is_named_or_said_to_be_assumed_and_never_a_discount(
    found: dict[str, Cheaper], said: str
) -> None:
    v = numbers(agent(*[LARGE | {"cache_read_share": 0}] * 4))
    flat = {name: value for name, value in LARGE.items() if name not in {"calls", "cache_read_share"}}
    plain = numbers(parse_workload({"units_per_month": 100, **flat}))
    assert said_of(found, HALF, plain if "" in found else v) == said


CACHED: dict[str, Any] = {
    "input_price": 3, "output_price": 15, "cache_read_share": "0.5", "cache_read_price": "0.3",
    "price_factor": "0.78",
}  # fmt: skip
NANO = Cheaper(
    {"input_price": Fraction("0.1"), "output_price": Fraction("0.5"), "cache_read_price": Fraction("0.01"),
     "cache_write_price": Fraction("0.125"), "cache_write_1h_price": Fraction("0.2")},
    "maker/nano", 0, HALF, HALF,
)  # fmt: skip
WRITES = {"cache_write_share": "0.1", "cache_write_price": "3.75"}
HOURS = {"cache_write_1h_share": "0.2", "cache_write_1h_price": 6}
IN_A_BATCH = {"batch_share": "0.4", "batch_factor": "0.7", "batch_cache_factor": "0.9"}


def both_ways(more: dict[str, Any]) -> tuple[Workload, Workload]:
    """40,000 tickets in flat fields, and as one step."""
    tokens = {"input_tokens": 6000, "output_tokens": 900, **CACHED, **more}
    tickets = {"units_per_month": 40_000, "retry_rate": "0.1"}
    return parse_workload(tickets | tokens), parse_workload(tickets | {"steps": [{"calls": 1, **tokens}]})


@pytest.mark.parametrize("other", [None, NANO, LISTED])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"cache_read_share": 1},
        WRITES,
        WRITES | HOURS,
        IN_A_BATCH,
        IN_A_BATCH | WRITES,
        {"cache_read_share": 0},
        {"output_tokens": 0},
        {"long_context_threshold": 5000, "long_context_input_price": 6, "long_context_output_price": 22},
    ],
)
def test_a_cheaper_model_saves_flat_fields_what_it_saves_the_same_as_one_step(
    more: dict[str, Any], other: Cheaper | None
) -> None:
    """One workload was told two savings: routed units paid for cached input as for any other."""
    flat, stepped = both_ways(more)

    assert estimate(flat).total_monthly == estimate(stepped).total_monthly
    assert routing_saves(flat, other) == routing_saves(stepped, other)


@pytest.mark.parametrize("stepped", [False, True])
@pytest.mark.parametrize("more", [{}, WRITES | HOURS, {"cache_read_share": 0}])
def test_whoever_reckons_with_the_printed_prices_finds_the_saving(
    more: dict[str, Any], stepped: bool
) -> None:
    costed = both_ways(more)[stepped]
    prefix = "steps.1." if stepped else ""
    [routing] = [each for each in pull_levers(costed, {prefix: NANO}).levers if each.key == "routing"]

    said = what_changes(costed, routing)

    fresh, out, *kept = (Fraction(each) for each in re.findall(r"\$([\d.]+)", said))
    v = {name.removeprefix("steps.1."): value for name, value in numbers(costed).items()}
    shares = [v[share] for share, _price in CACHE_WAYS if v[share]]
    each = 6000 * (fresh * (1 - sum(shares)) + sum(map(mul, shares, kept))) + 900 * out
    theirs = each / 1_000_000 * 40_000 * estimate(costed).attempts_per_unit
    ours = estimate(costed)
    assert len(kept) == len(shares)
    assert routing.saving == (ours.line("tokens").monthly + ours.line("retries").monthly - theirs) / 2


def test_a_batch_of_which_the_other_model_pays_another_part_is_said() -> None:
    flat, _stepped = both_ways(IN_A_BATCH)
    [routing] = [each for each in pull_levers(flat, {"": NANO}).levers if each.key == "routing"]

    assert what_changes(flat, routing) == (
        "50% by maker/nano, $0.10 in / $0.50 out per million tokens, $0.01 cached, 50% of this in a batch"
    )


def test_the_lever_takes_the_listed_model_and_says_which() -> None:
    workload = agent(LARGE, SMALL)

    [routing] = [
        each for each in pull_levers(workload, {"steps.1.": LISTED, "steps.2.": None}).levers if each.models
    ]

    assert routing.models == {"steps.1.": LISTED}
    assert {name.split(".")[1] for name in routing.changes} == {"1"}
    assert 0 < routing.saving < estimate(workload).total_monthly


def test_where_every_step_is_at_the_cheapest_there_is_no_such_lever() -> None:
    found = pull_levers(agent(LARGE, LARGE), {"steps.1.": None, "steps.2.": None})

    assert "routing" not in {lever.key for lever in found.levers}


@pytest.mark.parametrize(
    ("factor", "cached"), [("0.5", "0.5"), ("0.5", "1"), ("1", "1"), ("0.25", "0.75"), ("0", "0.5")]
)
def test_a_model_that_makes_half_of_the_calls_pays_its_own_batch_shares(factor: str, cached: str) -> None:
    sent = {"batch_share": "0.5", "batch_factor": "0.5", "batch_cache_factor": "0.1"}
    v = numbers(agent(LARGE | sent))
    model = Cheaper(LISTED.prices, "maker/small", 0, Fraction(factor), Fraction(cached))

    shared = step_cost({**v, **shared_prices(v, STEPS[0], model, HALF)}, STEPS[0])

    theirs = {"input_price": 2, "output_price": 4, "cache_read_price": "0.2", "batch_factor": factor}
    other = numbers(agent(LARGE | sent | theirs | {"batch_cache_factor": cached}))
    assert shared == (step_cost(v, STEPS[0]) + step_cost(other, STEPS[0])) / 2


def test_a_model_of_another_step_brings_its_batch_shares_along() -> None:
    v = numbers(agent(LARGE, SMALL | {"batch_factor": "0.4", "batch_cache_factor": "0.9"}))

    [found] = cheaper_ones(v, {}).values()

    assert (found.batch_factor, found.batch_cache_factor) == (Fraction("0.4"), Fraction("0.9"))


def test_units_routed_to_a_listed_model_pay_its_batch_share() -> None:
    flat = {
        "units_per_month": 100, "input_tokens": 1000, "output_tokens": 500, "input_price": 10,
        "output_price": 20, "batch_share": 1, "batch_factor": "0.5",
    }  # fmt: skip
    model = Cheaper(LISTED.prices, "maker/small", 0, Fraction(1), Fraction(1))

    [routing] = [each for each in pull_levers(parse_workload(flat), {"": model}).levers if each.models]

    half = {"routed_share": "0.5", "routed_input_price": 4, "routed_output_price": 8}
    before, after = (estimate(parse_workload(flat | more)).total_monthly for more in ({}, half))
    assert routing.saving == before - after


def test_together_with_a_batch_each_model_pays_its_own_batch_share() -> None:
    workload = agent(LARGE | {"batch_factor": "0.5", "cache_read_share": 0})
    found = pull_levers(
        workload, {"steps.1.": Cheaper(LISTED.prices, "maker/small", 0, Fraction(1), Fraction(1))}
    )
    changes = {name: value for lever in found.levers for name, value in lever.changes.items()}

    v = {**numbers(workload), **{n: value for n, value in changes.items() if not n.endswith("_price")}}
    other = {**v, **{f"steps.1.{name}": price for name, price in LISTED.prices.items()}}
    other |= {"steps.1.batch_factor": Fraction(1), "steps.1.batch_cache_factor": Fraction(1)}
    both = (step_cost(v, STEPS[0]) + step_cost(other, STEPS[0])) / 2
    assert ({"batch", "routing"} <= {each.key for each in found.levers}, found.total_after) == (
        True,
        both * 100,
    )


FEES: dict[str, Any] = {"call_fee": 10, "search_price": 20}
FLAT_WORK: dict[str, Any] = {
    "units_per_month": 1000, "input_tokens": 10_000, "output_tokens": 1000, "input_price": 10,
    "output_price": 20, "retry_rate": "0.1",
}  # fmt: skip
ITS_OWN = Cheaper({**LISTED.prices, "call_fee": Fraction(3), "search_price": Fraction(50)}, "maker/small")


def routing_saves(workload: Workload, other: Cheaper | None) -> Fraction:
    known = {} if other is None else {("steps.1." if workload.steps else ""): other}
    [routing] = [each for each in pull_levers(workload, known).levers if each.key == "routing"]
    return routing.saving


@pytest.mark.parametrize("factor", ["1", "0.8"])
@pytest.mark.parametrize("other", [None, LISTED, ITS_OWN])
def test_flat_fields_and_the_same_as_one_step_save_as_much_whatever_fees_there_are(
    other: Cheaper | None, factor: str
) -> None:
    """Another model pays by the call and the search, at what it lists or at what is paid now."""
    agreed = {"price_factor": factor}
    flat = parse_workload(FLAT_WORK | FEES | agreed | {"searches_per_unit": 2, "calls_per_unit": 2})
    step = {name: FLAT_WORK[name] for name in ("input_price", "output_price")} | FEES | agreed
    step |= {"calls": 2, "input_tokens": 5000, "output_tokens": 500, "searches": 1}
    stepped = parse_workload({"units_per_month": 1000, "retry_rate": "0.1", "steps": [step]})

    assert estimate(flat).total_monthly == estimate(stepped).total_monthly
    assert routing_saves(flat, other) == routing_saves(stepped, other)


@pytest.mark.parametrize(("other", "less"), [(LISTED, 0), (ITS_OWN, Fraction(2 * 3 + 2 * 50 - 60) / 2)])
def test_fees_add_to_what_a_cheaper_model_saves_only_what_its_own_differ_by(
    other: Cheaper, less: Fraction
) -> None:
    paid = parse_workload(FLAT_WORK | FEES | {"searches_per_unit": 2, "calls_per_unit": 2})

    assert routing_saves(paid, other) == routing_saves(parse_workload(FLAT_WORK), LISTED) - less * Fraction(
        "1.11"
    )


def test_units_that_are_routed_already_stay_without_fees_and_further_ones_pay_them() -> None:
    routed = {"routed_share": "0.2", "routed_input_price": 1, "routed_output_price": 2}
    paid, free = (parse_workload(FLAT_WORK | routed | each) for each in ({"call_fee": 10}, {}))

    assert routing_saves(paid, None) == routing_saves(free, None)


def test_the_model_of_another_step_brings_its_fees_or_keeps_those_of_the_step() -> None:
    v = numbers(agent(LARGE | FEES | {"searches": 1}, SMALL | {"call_fee": 4, "price_factor": "0.5"}))
    [found] = cheaper_ones(v, {}).values()

    shared = shared_prices(v, STEPS[0], found, HALF)

    assert (shared["steps.1.call_fee"], shared.get("steps.1.search_price")) == (6, None)

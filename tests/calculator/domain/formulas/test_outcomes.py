"""Outputs with the numbers in their formulas: each comes to the figure that is printed."""

import re
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.costs import estimate
from calculator.domain.formulas.outcomes import Outcome, outcomes
from calculator.domain.workload_input import parse_workload
from runrate.core.decimals import Exact
from runrate.core.numbers import count, money, percent, price
from tests.calculator.pocket_calculator import worked_out
from tests.calculator.workloads import agents, workloads

EVERY: dict[str, Any] = {
    "unit_name": "claim",
    "units_per_month": 9001,
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "capacity_instances": 2,
    "capacity_hourly": 3,
    "capacity_units_per_instance": 4000,
    "capacity_tokens_per_second": 20,
    "review_rate": "0.2",
    "review_minutes": 5,
    "reviewer_hourly_cost": 47,
    "error_rate": "0.05",
    "error_cost": 20,
    "review_catch_rate": "0.8",
    "acceptance_rate": "0.9",
    "value_per_unit": 5,
    "human_cost_per_unit": 9,
    "build_cost": 24_000,
    "build_months": 7,
}


NOTHING_ELSE = {
    "retry_rate": 0, "vector_db_monthly": 0, "observability_monthly": 0, "tools_monthly": 0,
    "integrations_monthly": 0, "review_rate": 0, "infrastructure_monthly": 0, "upkeep_monthly": 0,
    "build_cost": 0,
}  # fmt: skip


def explained(**fields: object) -> dict[str, Outcome]:
    workload = parse_workload(EVERY | fields)
    return {found.key: found for found in outcomes(workload, estimate(workload))}


REVIEWED = (
    "max(0; min(1; ($5 × 9,001 × 0.9 − $10,403.62 − 9,001 × 0.9 × 0.05 × $20)"
    " ÷ (9,001 × (5 × $47 ÷ 60 − 0.9 × 0.05 × 0.8 × $20))))"
)
PRINTED = {
    "cost_per_unit": ("$24,259.16 ÷ 9,001", "$2.70"),
    "visible_share": ("$6,975.05 ÷ $24,259.16", "28.8%"),
    "cost_per_accepted_unit": ("$24,259.16 ÷ (9,001 × 0.9)", "$2.99"),
    "total_yearly": ("12 × ($24,259.1558 − $3,428.5714) + $3,428.5714 × 7", "$273,967.01"),
    "margin_per_unit": ("$5 × 0.9 − $1.58", "$2.92"),
    "net_monthly": ("$5 × 9,001 × 0.9 − $24,259.16", "$16,245.34"),
    "break_even_units": ("2,679 × $2.9157 ≥ $7,808.5714", "2,679 claims"),
    "payback_months": ("$24,000 ÷ ($5 × 9,001 × 0.9 − ($24,259.16 − $3,428.57))", "1.2 months"),
    "break_even_review_rate": (REVIEWED, "76.5%"),
    "cost_per_handled_unit": ("($24,259.16 + 9,001 × (1 − 0.9) × $9) ÷ 9,001", "$3.60"),
    "saving_against_human_monthly": ("9,001 × 0.9 × $9 − $24,259.16", "$48,648.94"),
    "avoided_error_cost_per_review": ("0.9 × 0.05 × 0.8 × $20", "$0.72"),
}
RUN_ON_IT = {
    "capacity_cost_per_million_tokens": ("$6,570.00 ÷ 63,007,000 × 1,000,000", "$104.27"),
    "capacity_utilisation": ("63,007,000 ÷ (3 × 730 × 3,600 × 20)", "40.0%"),
}


def test_every_output_that_is_known_has_its_formula() -> None:
    assert list(explained()) == list(PRINTED)


@pytest.mark.parametrize("key", PRINTED)
def test_a_formula_of_an_output_comes_to_its_figure(key: str) -> None:
    found = explained()[key]

    assert (found.substituted, found.printed) == PRINTED[key]
    assert key == "break_even_units" or comes_to(found, small=False)


@pytest.mark.parametrize("key", RUN_ON_IT)
def test_capacity_has_its_formulas_where_the_tokens_run_on_it(key: str) -> None:
    found = explained(input_price=0, output_price=0)

    assert (found[key].substituted, found[key].printed) == RUN_ON_IT[key]
    assert comes_to(found[key], small=False)
    assert key not in explained()
    assert key not in explained(input_price=0, output_price=0, input_tokens=0, output_tokens=0)


def test_what_retries_add_to_the_visible_share_is_said_where_some_are_paid() -> None:
    found = explained(retry_rate="0.5", max_retries=1)

    shares = {key: found[key].printed for key in ("visible_share", "invoice_share")}
    assert shares == {"visible_share": "28.5%", "invoice_share": "29.3%"}
    assert all(comes_to(found[key], small=False) for key in shares)
    assert "invoice_share" not in explained()


def test_an_output_shows_its_formula_in_words() -> None:
    found = explained(input_price=0, output_price=0)

    assert found["total_yearly"].formula == (
        "12 × (total per month − build per month) + build per month × months"
    )
    assert found["capacity_utilisation"].formula == (
        "tokens per month ÷ (instances × hours per month × 3,600 × tokens per second of one instance)"
    )


def test_the_margin_has_the_digits_from_which_the_volume_follows() -> None:
    """N17: round up($21,650.00 ÷ $2.98) was printed as 7,269, and is 7,266."""
    found = explained(
        capacity_hourly=0, error_rate=0, review_rate=0, build_cost=0,
        value_per_unit="3.0236", acceptance_rate=1, upkeep_monthly=21_650,
    )["break_even_units"]  # fmt: skip

    assert found.substituted == "7,269 × $2.9786 ≥ $21,650.00"


def test_a_unit_that_is_worth_its_cost_and_no_more_just_breaks_even_at_any_volume() -> None:
    """W14."""
    bare = {"input_tokens": 5000, "output_tokens": 2000, "input_price": 3, "output_price": 15}
    workload = parse_workload(bare | NOTHING_ELSE | {"units_per_month": 9, "value_per_unit": "0.045"})
    names = [each.name for each in outcomes(workload, estimate(workload)) if each.key == "break_even_units"]

    assert names == ["Just breaks even at any volume"]


def test_a_name_says_which_bound_a_figure_of_half_an_estimate_is() -> None:
    """W8."""
    bare = {"input_tokens": 5000, "output_tokens": 2000, "input_price": 3, "output_price": 15}
    workload = parse_workload(bare | {"units_per_month": 9, "value_per_unit": 2})

    assert [each.name for each in outcomes(workload, estimate(workload))] == [
        "Cost of one unit, at least",
        "Share above the waterline, of what is entered",
        "Cost of one accepted unit, at least",
        "The next twelve months, at least",
        "Margin of the next unit, at most",
        "Net gain or loss per month, at most",
        "Pays at any volume, as far as entered",
    ]


@pytest.mark.parametrize(("upkeep", "name"), [(0, "Pays at any volume"), (100, "Break-even volume")])
def test_what_pays_from_nothing_on_pays_at_any_volume(upkeep: int, name: str) -> None:
    nothing_fixed = explained(
        **NOTHING_ELSE | {"capacity_hourly": 0, "error_rate": 0, "upkeep_monthly": upkeep}
    )  # fmt: skip

    assert nothing_fixed["break_even_units"].name == name


def test_a_build_of_a_year_or_more_is_paid_in_each_of_the_twelve_months() -> None:
    assert explained(build_months=12)["total_yearly"].substituted == "12 × $22,830.584"


def test_an_output_that_is_not_known_has_no_formula() -> None:
    bare = {name: EVERY[name] for name in list(EVERY)[:6]}
    workload = parse_workload(bare)
    known = [found.key for found in outcomes(workload, estimate(workload))]

    assert known == ["cost_per_unit", "visible_share", "cost_per_accepted_unit", "total_yearly"]


def test_what_rests_on_an_acceptance_that_cannot_be_has_no_formula() -> None:
    """N18: a verdict that nobody gives is not calculated either."""
    found = explained(retry_rate=1, max_retries=5)

    assert {"net_monthly", "margin_per_unit", "saving_against_human_monthly"} & found.keys() == set()
    assert "cost_per_unit" in found


def as_told(share: Exact) -> str:
    """Next to nothing, and nearly all, by the side that they are on."""
    if 0 < share < Fraction(1, 2000):
        return "under 0.1%"
    return "over 99.9%" if Fraction(1999, 2000) <= share < 1 else percent(share)


WRITERS = {
    "visible_share": as_told,
    "invoice_share": as_told,
    "break_even_review_rate": percent,
    "capacity_utilisation": percent,
    "payback_months": lambda value: f"{count(value, places=1)} months",
    "total_yearly": money,
    "net_monthly": money,
    "saving_against_human_monthly": money,
}


def comes_to(found: Outcome, *, small: bool) -> bool:
    """Whether the printed formula gives the printed figure; a result on the edge may round either way."""
    write = WRITERS.get(found.key, price)
    write = price if small and write is money else write
    result = worked_out(found.substituted)
    near = [result, *(result * (1 + sign * Fraction(1, 10**12)) for sign in (1, -1))]
    return found.printed in {write(value) for value in near}


@given(st.one_of(workloads(), agents()))
def test_every_formula_of_an_output_comes_to_what_is_printed(workload: dict[str, Any]) -> None:
    """N17."""
    parsed = parse_workload(workload)
    found = estimate(parsed)

    for said in outcomes(parsed, found):
        assert getattr(found, said.key) is not None
        if said.key != "break_even_units":
            assert comes_to(said, small=found.total_monthly < 1), said
        else:
            volume, margin, fixed = (worked_out(part) for part in re.split("[×≥]", said.substituted))
            assert volume == found.break_even_units
            assert volume * margin >= fixed * (1 - Fraction(1, 10**12))
            assert margin <= 0 or ceil(fixed / margin) <= volume

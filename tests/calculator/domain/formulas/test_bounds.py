"""Which way a figure may be off where an estimate is not complete."""

from typing import Any

import pytest
from hypothesis import given

from calculator.domain.cost_lines import NUMBER_OUTPUTS, Estimate, Note
from calculator.domain.costs import estimate
from calculator.domain.formulas.bounds import bound_of, bounds_of, label_with_bound, said_with_bound
from calculator.domain.prices.telling_notes import TOO_LOW
from calculator.domain.workload_input import parse_workload
from tests.truth.readers import workloads

HALF = {
    "units_per_month": 4000, "input_tokens": 5000, "output_tokens": 2000,
    "input_price": 3, "output_price": 15, "acceptance_rate": "0.7", "value_per_unit": 2,
}  # fmt: skip
WHOLE = HALF | {
    "retry_rate": 0, "vector_db_monthly": 0, "observability_monthly": 0, "tools_monthly": 0,
    "integrations_monthly": 0, "review_rate": 0, "infrastructure_monthly": 0, "upkeep_monthly": 0,
    "build_cost": 0,
}  # fmt: skip


def of(inputs: dict[str, Any], *notes: Note) -> Estimate:
    return estimate(parse_workload(inputs), notes)


def test_each_figure_of_half_an_estimate_is_a_bound() -> None:
    assert bounds_of(of(HALF)) == {
        "attempts_per_unit": "at_least",
        "never_succeeds_share": "at_least",
        "total_monthly": "at_least",
        "total_yearly": "at_least",
        "visible_share": "as_entered",
        "hidden_share": "as_entered",
        "invoice_share": "as_entered",
        "hidden_per_visible_dollar": "as_entered",
        "cost_per_unit": "at_least",
        "cost_per_accepted_unit": "at_least",
        "variable_cost_per_unit": "at_least",
        "fixed_monthly": "at_least",
        "margin_per_unit": "at_most",
        "net_monthly": "at_most",
        "paying_volumes": "as_entered",
        "break_even_units": "as_entered",
        "break_even_value_per_unit": "at_least",
    }


def test_a_whole_estimate_has_no_bound() -> None:
    assert bounds_of(of(WHOLE)) == {}


@pytest.mark.parametrize(
    ("retries", "lines"),
    [("0", ["lines.tokens.monthly"]), ("0.1", ["lines.tokens.monthly", "lines.retries.monthly"])],
)
def test_a_price_that_counts_too_little_makes_each_figure_a_bound(retries: str, lines: list[str]) -> None:
    """No retries cost nothing, at whatever price."""
    found = bounds_of(of({**WHOLE, "retry_rate": retries}, Note("model", TOO_LOW)))

    assert (found["total_monthly"], found["token_cost_per_unit"], found["visible_share"]) == (
        "at_least",
        "at_least",
        "as_entered",
    )
    assert [name for name in found if "." in name] == lines


def test_attempts_that_cost_nothing_are_at_least_one_each_until_the_retry_rate_is_entered() -> None:
    """Whoever pays by the hour misses no line then, and yet does not know how full it is."""
    kept = {"capacity_instances": 2, "capacity_hourly": 3, "capacity_tokens_per_second": 100}
    own = {name: value for name, value in WHOLE.items() if not name.endswith("_price")} | kept
    unknown = {name: value for name, value in own.items() if name != "retry_rate"}

    assert (of(own).missing, of(unknown).missing) == ((), ())
    assert bounds_of(of(own)) == {}
    assert bounds_of(of(unknown)) == {
        "attempts_per_unit": "at_least",
        "never_succeeds_share": "at_least",
        "capacity_cost_per_million_tokens": "at_most",
        "capacity_utilisation": "at_least",
    }


def test_where_no_volume_pays_none_will_with_further_costs() -> None:
    assert "paying_volumes" not in bounds_of(of(HALF | {"value_per_unit": "0.01"}))
    assert "paying_volumes" not in bounds_of(of({**HALF, "value_per_unit": None}))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("cost_per_unit", "$0.045", "at least $0.045"),
        ("net_monthly", "$5,420.00", "at most $5,420.00"),
        ("visible_share", "100.0%", "100.0% of what is entered"),
        ("break_even_units", "any volume", "any volume as far as entered"),
        ("payback_months", "–", "–"),
    ],
)
def test_a_figure_is_said_with_its_bound(name: str, text: str, said: str) -> None:
    assert said_with_bound(name, text, of(HALF)) == said
    assert said_with_bound(name, text, of(WHOLE)) == text


def test_a_label_names_the_bound_behind_it() -> None:
    labels = [label_with_bound("net_monthly", "Net", of(inputs)) for inputs in (HALF, WHOLE)]

    assert labels == ["Net, at most", "Net"]


COSTS_MORE = (
    {"retry_rate": "0.2"}, {"vector_db_monthly": 300}, {"tools_per_unit": "0.2"}, {"upkeep_monthly": 900},
    {"infrastructure_monthly": 50}, {"integrations_per_unit": "0.01"}, {"observability_monthly": 7},
)  # fmt: skip


@given(workloads())
def test_what_is_entered_later_moves_no_figure_across_its_bound(inputs: dict[str, Any]) -> None:
    """W8."""
    before = of(inputs)
    missing = {line.key for line in before.missing}
    for more in COSTS_MORE:
        [name] = more
        if not any(name.startswith(key.removesuffix("ies")[:5]) for key in missing):
            continue
        after = of(inputs | more)
        for output in NUMBER_OUTPUTS:
            was, now = getattr(before, output), getattr(after, output)
            if was is None or now is None or was == now:
                continue
            bound = bound_of(output, before)
            assert bound is not None, output
            either_way = bound.value in {"as_entered", "out_of_reach"}
            assert either_way or (now > was) is (bound.value == "at_least"), output

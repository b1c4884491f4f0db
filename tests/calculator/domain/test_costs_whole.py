"""One workload with every line, calculated by hand, and the edges of what follows from its total."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.cost_lines import LINES, line_name
from calculator.domain.costs import estimate, numbers
from calculator.domain.workload_input import parse_workload
from runrate.core.decimals import plain as spell
from tests.calculator.workloads import EVERY_LINE

BARE: dict[str, Any] = {
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "units_per_month": 1000,
}
EVERY: dict[str, Any] = BARE | {
    "retry_rate": "0.5",
    "max_retries": 1,
    **EVERY_LINE,
    "cache_read_share": "0.5",
    "acceptance_rate": "0.8",
    "value_per_unit": 2,
    "human_cost_per_unit": 3,
}
LINES_OF_EVERY = {
    "tokens": ("0", "0.045", "45"),
    "retries": ("0", "0.0225", "22.5"),
    "seats": ("0", "0", "0"),
    "capacity": ("0", "0", "0"),
    "vector_db": ("10", "0.01", "20"),
    "observability": ("20", "0.02", "40"),
    "tools": ("30", "0.03", "60"),
    "integrations": ("40", "0.04", "80"),
    "human_review": ("0", "0.5", "500"),
    "errors": ("0", "0", "0"),
    "infrastructure": ("70", "0", "70"),
    "upkeep": ("60", "0", "60"),
    "build": ("70", "0", "70"),
}


def test_an_estimate_is_spelled_as_the_contract_has_it() -> None:
    total = Fraction("967.5")

    assert estimate(parse_workload(EVERY)).as_json() == {
        "units_per_month": "1000",
        "complete": True,
        "not_entered": [],
        "token_cost_per_unit": "0.045",
        "attempts_per_unit": "1.5",
        "never_succeeds_share": "0.25",
        "total_monthly": "967.5",
        "total_yearly": "11470",
        "visible_share": spell(45 / total),
        "hidden_share": spell(1 - 45 / total),
        "invoice_share": spell(Fraction("67.5") / total),
        "hidden_per_visible_dollar": "20.5",
        "cost_per_unit": "0.9675",
        "cost_per_accepted_unit": "1.209375",
        "cost_per_handled_unit": "1.5675",
        "variable_cost_per_unit": "0.6675",
        "fixed_monthly": "300",
        "margin_per_unit": "0.9325",
        "net_monthly": "632.5",
        "payback_months": spell(Fraction(700) / (Fraction("632.5") + 70)),
        "break_even_units": "311",
        "paying_volumes": [[311, None]],
        "break_even_value_per_unit": "1.209375",
        "break_even_review_rate": "0.2265",
        "saving_against_human_monthly": "1432.5",
        "avoided_error_cost_per_review": None,
        "capacity_cost_per_million_tokens": None,
        "capacity_utilisation": None,
        "lines": [
            {
                "key": key,
                "name": line_name(key),
                "visible": key in {"tokens", "seats", "capacity"},
                "monthly": monthly,
                "share": spell(Fraction(monthly) / total),
                "entered": key not in {"seats", "capacity", "errors"},
            }
            for key, (_fixed, _per_unit, monthly) in LINES_OF_EVERY.items()
        ],
        "notes": [
            {
                "field": "cache_read_price",
                "message": "No cache read price was given: cached tokens are priced like any input token.",
            },
            {
                "field": "acceptance_rate",
                "message": (
                    "This acceptance rate cannot be reached: "
                    "more units fail even after retries than it allows."
                ),
            },
        ],
    }


def test_each_line_has_a_fixed_part_and_a_part_per_unit() -> None:
    found = estimate(parse_workload(EVERY))

    parts = {key: (spell(found.line(key).fixed), spell(found.line(key).per_unit)) for key in LINES}
    assert parts == {key: (fixed, per_unit) for key, (fixed, per_unit, _) in LINES_OF_EVERY.items()}


@pytest.mark.parametrize(
    ("fields", "fixed"),
    [({}, "0"), ({"review_rate": "0.1", "reviews_per_reviewer": 30, "reviewer_monthly_cost": 7}, "28")],
)
def test_review_that_is_not_paid_by_the_minute_has_no_part_per_unit(
    fields: dict[str, object], fixed: str
) -> None:
    line = estimate(parse_workload(BARE | fields)).line("human_review")

    assert (spell(line.fixed), spell(line.per_unit)) == (fixed, "0")


LONG = {"long_context_threshold": 4999, "long_context_input_price": 6, "long_context_output_price": 30}


@pytest.mark.parametrize(
    ("fields", "attempt", "notes"),
    [
        ({"cache_read_price": 1, "cache_write_price": 4}, "0.04225", []),
        ({}, "0.045", ["cache_read_price", "cache_write_price"]),
        (
            LONG | {"cache_read_price": 1, "cache_write_price": 4},
            "0.0775",
            ["long_context_cache_read_price", "long_context_cache_write_price"],
        ),
        (
            LONG
            | {
                "cache_read_price": 1,
                "cache_write_price": 4,
                "long_context_cache_read_price": 2,
                "long_context_cache_write_price": 8,
            },
            "0.0845",
            [],
        ),
        (LONG | {"long_context_cache_read_price": 2}, "0.082", ["cache_write_price"]),
        (
            {"long_context_cache_read_price": 2, "long_context_cache_write_price": 8},
            "0.045",
            ["cache_read_price", "cache_write_price"],
        ),
    ],
)
def test_cached_tokens_have_the_price_that_is_in_force(
    fields: dict[str, object], attempt: str, notes: list[str]
) -> None:
    cached = {"cache_read_share": "0.4", "cache_write_share": "0.25"}

    found = estimate(parse_workload(BARE | cached | fields))

    assert (spell(found.token_cost_per_unit), [note.field for note in found.notes]) == (attempt, notes)


def test_a_missing_cache_price_is_said_for_reading_and_for_writing() -> None:
    found = estimate(parse_workload(BARE | {"cache_read_share": "0.4", "cache_write_share": "0.2"}))

    assert [note.message for note in found.notes] == [
        "No cache read price was given: cached tokens are priced like any input token.",
        "No cache write price was given: tokens written to the cache are priced like any input token.",
    ]


@pytest.mark.parametrize(("value", "units"), [("0.045", None), ("0.04", None), ("0.145", 600)])
def test_only_a_margin_above_nothing_breaks_even(value: str, units: int | None) -> None:
    found = estimate(parse_workload(BARE | {"upkeep_monthly": 60, "value_per_unit": value}))

    assert found.break_even_units == units


def test_staffed_review_has_no_break_even_rate_even_where_minutes_are_known() -> None:
    by_minute = parse_workload(EVERY)
    staffed = replace(by_minute, reviews_per_reviewer=Decimal(100), reviewer_monthly_cost=Decimal(1))

    assert estimate(by_minute).break_even_review_rate == Fraction("0.2265")
    assert estimate(staffed).break_even_review_rate is None


def test_the_numbers_in_force_are_those_entered_and_defaults_for_the_rest() -> None:
    found = numbers(parse_workload(BARE | {"acceptance_rate": "0.9"}))

    assert (found["acceptance_rate"], found["batch_factor"], found["max_retries"]) == (
        Fraction(9, 10),
        Fraction(1, 2),
        2,
    )
    assert "value_per_unit" not in found


def test_each_line_has_a_name() -> None:
    assert [line_name(key) for key in LINES] == [
        "Tokens",
        "Retries",
        "Seats",
        "Reserved or self-hosted capacity",
        "Vector database",
        "Observability",
        "Tools and guardrails",
        "Integrations",
        "Human review",
        "Errors that pass",
        "Infrastructure",
        "Maintenance (people)",
        "Build, amortised",
    ]

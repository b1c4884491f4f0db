"""The formula of an attempt with model steps, fees and contracted prices, in words and in figures."""

from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.costs import estimate
from calculator.domain.formulas.attempt import short_calls, steps
from calculator.domain.formulas.lines import explain
from calculator.domain.workload_input import parse_workload

BARE: dict[str, Any] = {"input_tokens": 5000, "output_tokens": 2000, "input_price": 3, "output_price": 15}
CACHED = {
    "cache_read_share": "0.4",
    "cache_write_share": "0.25",
    "cache_write_1h_share": "0.1",
    "cache_read_price": "0.3",
    "cache_write_price": "3.75",
}
LONG = {
    "long_context_threshold": 2499,
    "long_context_input_price": 6,
    "long_context_output_price": 22,
    "long_context_cache_read_price": "0.6",
    "long_context_cache_write_price": "7.5",
}
BATCH = {"batch_share": "0.25"}
ROUTED = {"routed_share": "0.2", "routed_input_price": "0.5", "routed_output_price": 2}
GROWING = BARE | {"calls": 4, "input_growth": 1000}

PLAIN = "(input tokens × input price + output tokens × output price)"
PLAIN_FIGURES = "(5,000 × $3 + 2,000 × $15)"
AS_BATCH, HALF_PRICE = "(1 − batch share × (1 − batch factor))", "(1 − 0.25 × (1 − 0.5))"
CALL_FEE, SEARCHES = "model calls per unit × call fee ÷ 1,000", "searches per unit × search price ÷ 1,000"
OF_A_CALL = "(input tokens per call × input price + output tokens per call × output price)"
OF_A_LONG_CALL = (
    "(input tokens per call × long-context input price + output tokens per call × long-context output price)"
)
CONTRACTED = "your price as a share of list price"
EVERY = "calls per unit"
BELOW = "calls up to the threshold"
FRESH = "(1 − cache read share − cache write share − one-hour cache write share)"
READ_AND_WRITTEN = "cache read share × cache read price + cache write share × cache write price"


def grown(calls: str) -> str:
    return f"({calls} × input tokens per call + input growth per call × {calls} × ({calls} − 1) ÷ 2)"


def grown_figures(calls: int) -> str:
    return f"({calls} × 5,000 + 1,000 × {calls} × ({calls} − 1) ÷ 2)"


@pytest.mark.parametrize(
    ("fields", "words", "figures"),
    [
        ({"price_factor": "0.78"}, f"{PLAIN} ÷ 1,000,000 × {CONTRACTED}",
         f"{PLAIN_FIGURES} ÷ 1,000,000 × 0.78"),
        ({"price_factor": "0.78"} | BATCH, f"{PLAIN} × {AS_BATCH} ÷ 1,000,000 × {CONTRACTED}",
         f"{PLAIN_FIGURES} × {HALF_PRICE} ÷ 1,000,000 × 0.78"),
        ({"call_fee": 5, "calls_per_unit": 2}, f"({PLAIN} ÷ 1,000,000 + {CALL_FEE})",
         f"({PLAIN_FIGURES} ÷ 1,000,000 + 2 × $5 ÷ 1,000)"),
        ({"searches_per_unit": 3, "search_price": 10}, f"({PLAIN} ÷ 1,000,000 + {SEARCHES})",
         f"({PLAIN_FIGURES} ÷ 1,000,000 + 3 × $10 ÷ 1,000)"),
        (
            {"call_fee": 5, "searches_per_unit": 3, "search_price": 10, "price_factor": "1.1"},
            f"({PLAIN} ÷ 1,000,000 + {CALL_FEE} + {SEARCHES}) × {CONTRACTED}",
            f"({PLAIN_FIGURES} ÷ 1,000,000 + 1 × $5 ÷ 1,000 + 3 × $10 ÷ 1,000) × 1.1",
        ),
        (
            {"call_fee": 5} | BATCH | ROUTED,
            (f"((1 − routed share) × ({PLAIN} × {AS_BATCH} ÷ 1,000,000 + {CALL_FEE}) + routed share × "
            "(input tokens × cheaper model's input price + output tokens × cheaper model's output price) "
            f"× {AS_BATCH} ÷ 1,000,000)"),
            (f"((1 − 0.2) × ({PLAIN_FIGURES} × {HALF_PRICE} ÷ 1,000,000 + 1 × $5 ÷ 1,000) + 0.2 × "
            f"(5,000 × $0.5 + 2,000 × $2) × {HALF_PRICE} ÷ 1,000,000)"),
        ),
        (
            {"call_fee": 5, "batch_cache_factor": "0.9"} | BATCH | CACHED,
            (f"(((input tokens × {FRESH} × input price + output tokens × output price) × {AS_BATCH} + "
            f"input tokens × ({READ_AND_WRITTEN} + one-hour cache write share × cache write price) × "
            f"(1 − batch share × (1 − batch factor of cached tokens))) ÷ 1,000,000 + {CALL_FEE})"),
            (f"(((5,000 × (1 − 0.4 − 0.25 − 0.1) × $3 + 2,000 × $15) × {HALF_PRICE} + "
            "5,000 × (0.4 × $0.3 + 0.25 × $3.75 + 0.1 × $3.75) × "
            "(1 − 0.25 × (1 − 0.9))) ÷ 1,000,000 + 1 × $5 ÷ 1,000)"),
        ),
        (
            {"cache_write_1h_price": 6} | CACHED,
            (f"(input tokens × ({FRESH} × input price + ({READ_AND_WRITTEN} + one-hour cache write share × "
            "cache write price (1 hour))) + output tokens × output price) ÷ 1,000,000"),
            ("(5,000 × ((1 − 0.4 − 0.25 − 0.1) × $3 + (0.4 × $0.3 + 0.25 × $3.75 + 0.1 × $6)) + "
            "2,000 × $15) ÷ 1,000,000"),
        ),
        (
            CACHED | LONG,
            (f"(input tokens × ({FRESH} × long-context input price + (cache read share × long-context cache "
            "read price + cache write share × long-context cache write price + one-hour cache write share × "
            "long-context cache write price)) + output tokens × long-context output price) ÷ 1,000,000"),
            ("(5,000 × ((1 − 0.4 − 0.25 − 0.1) × $6 + (0.4 × $0.6 + 0.25 × $7.5 + 0.1 × $7.5)) + "
            "2,000 × $22) ÷ 1,000,000"),
        ),
    ],
)  # fmt: skip
def test_fees_contracts_and_hourly_writes_stand_in_the_formula_of_an_attempt(
    fields: dict[str, Any], words: str, figures: str
) -> None:
    workload = parse_workload({"units_per_month": 1000} | BARE | fields)

    tokens = explain(workload, estimate(workload))[0]

    assert (tokens.formula, tokens.substituted) == (f"units per month × {words}", f"1,000 × {figures}")


@pytest.mark.parametrize(
    ("step", "words", "figures"),
    [
        (BARE, f"{OF_A_CALL} ÷ 1,000,000", f"{PLAIN_FIGURES} ÷ 1,000,000"),
        (BARE | {"calls": 3}, f"{EVERY} × {OF_A_CALL} ÷ 1,000,000", f"3 × {PLAIN_FIGURES} ÷ 1,000,000"),
        (BARE | LONG, f"{OF_A_LONG_CALL} ÷ 1,000,000", "(5,000 × $6 + 2,000 × $22) ÷ 1,000,000"),
        (
            BARE | LONG | {"calls": 2, "long_context_threshold": 4999},
            f"{EVERY} × {OF_A_LONG_CALL} ÷ 1,000,000",
            "2 × (5,000 × $6 + 2,000 × $22) ÷ 1,000,000",
        ),
        (
            BARE | LONG | {"calls": 2, "long_context_threshold": 5000},
            f"{EVERY} × {OF_A_CALL} ÷ 1,000,000",
            f"2 × {PLAIN_FIGURES} ÷ 1,000,000",
        ),
        (
            BARE | {"calls": 3, "call_fee": 5, "searches": 2, "search_price": 10, "price_factor": "0.5"},
            (f"({EVERY} × {OF_A_CALL} ÷ 1,000,000 + {EVERY} × call fee ÷ 1,000 + "
            f"{EVERY} × searches per call × search price ÷ 1,000) × {CONTRACTED}"),
            f"(3 × {PLAIN_FIGURES} ÷ 1,000,000 + 3 × $5 ÷ 1,000 + 3 × 2 × $10 ÷ 1,000) × 0.5",
        ),
        (
            BARE | {"calls": 2} | BATCH,
            f"{EVERY} × {OF_A_CALL} × {AS_BATCH} ÷ 1,000,000",
            f"2 × {PLAIN_FIGURES} × {HALF_PRICE} ÷ 1,000,000",
        ),
        (
            BARE | BATCH | CACHED | {"batch_cache_factor": "0.9"},
            (f"((input tokens per call × {FRESH} × input price + output tokens per call × output price) × "
            f"{AS_BATCH} + input tokens per call × ({READ_AND_WRITTEN} + one-hour cache write share × "
            "cache write price) × (1 − batch share × (1 − batch factor of cached tokens))) ÷ 1,000,000"),
            (f"((5,000 × (1 − 0.4 − 0.25 − 0.1) × $3 + 2,000 × $15) × {HALF_PRICE} + 5,000 × "
            "(0.4 × $0.3 + 0.25 × $3.75 + 0.1 × $3.75) × (1 − 0.25 × (1 − 0.9))) ÷ 1,000,000"),
        ),
        (
            GROWING,
            f"({grown(EVERY)} × input price + {EVERY} × output tokens per call × output price) ÷ 1,000,000",
            f"({grown_figures(4)} × $3 + 4 × 2,000 × $15) ÷ 1,000,000",
        ),
        (
            GROWING | LONG,
            (f"({grown(EVERY)} × long-context input price + "
            f"{EVERY} × output tokens per call × long-context output price) ÷ 1,000,000"),
            f"({grown_figures(4)} × $6 + 4 × 2,000 × $22) ÷ 1,000,000",
        ),
        (
            GROWING | LONG | BATCH | {"long_context_threshold": 7000},
            (f"(({grown(BELOW)} × input price + {BELOW} × output tokens per call × output price) × {AS_BATCH}"
            f" + (({grown(EVERY)} − {grown(BELOW)}) × long-context input price + "
            f"({EVERY} − {BELOW}) × output tokens per call × long-context output price) × {AS_BATCH})"
            " ÷ 1,000,000"),
            (f"(({grown_figures(3)} × $3 + 3 × 2,000 × $15) × {HALF_PRICE}"
            f" + (({grown_figures(4)} − {grown_figures(3)}) × $6 + (4 − 3) × 2,000 × $22) × {HALF_PRICE})"
            " ÷ 1,000,000"),
        ),
    ],
)  # fmt: skip
def test_a_step_names_its_calls_their_growth_and_the_prices_in_force(
    step: dict[str, Any], words: str, figures: str
) -> None:
    workload = parse_workload({"units_per_month": 1000, "steps": [BARE, step]})

    name, term, cost = steps(workload)[1]

    assert (name, term.words, term.figures) == ("step 2", words, figures)
    assert cost * 1000 == estimate(workload).line("tokens").monthly - 45


def test_an_attempt_with_steps_is_the_sum_of_them_by_name_or_by_place() -> None:
    workload = parse_workload(
        {"units_per_month": 1000, "steps": [BARE | {"name": "Plan"}, BARE | {"calls": 3}]}
    )

    tokens = explain(workload, estimate(workload))[0]

    assert (tokens.formula, tokens.substituted) == (
        "units per month × (Plan + step 2)",
        "1,000 × ($0.045 + $0.135)",
    )
    assert [(name, cost) for name, _term, cost in steps(workload)] == [
        ("Plan", Fraction("0.045")),
        ("step 2", Fraction("0.135")),
    ]


def test_an_attempt_of_one_step_is_that_step() -> None:
    workload = parse_workload({"units_per_month": 1000, "steps": [BARE | {"name": "Plan"}]})

    assert explain(workload, estimate(workload))[0].formula == "units per month × Plan"


@pytest.mark.parametrize(
    ("threshold", "short"), [(4999, 0), (5000, 1), (5999, 1), (6000, 2), (7999, 3), (8000, 4), (10**6, 4)]
)
def test_calls_up_to_the_threshold_are_counted_with_the_one_that_meets_it(threshold: int, short: int) -> None:
    growing = parse_workload(
        {"units_per_month": 1, "steps": [GROWING | LONG | {"long_context_threshold": threshold}]}
    )

    assert short_calls(growing, "steps.1.") == short


def test_without_a_threshold_every_call_is_up_to_it() -> None:
    plain = parse_workload({"units_per_month": 1, "steps": [BARE, GROWING]})

    assert (short_calls(plain, "steps.1."), short_calls(plain, "steps.2.")) == (1, 4)

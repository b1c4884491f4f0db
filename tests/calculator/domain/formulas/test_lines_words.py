"""Every formula in words and in figures, for each way in which a workload may be priced."""

from typing import Any

import pytest

from calculator.domain.costs import estimate
from calculator.domain.formulas.lines import Explained, explain
from calculator.domain.workload_input import parse_workload
from tests.calculator.workloads import EVERY_LINE

BARE: dict[str, Any] = {
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "units_per_month": 1000,
}
CACHED = {
    "cache_read_share": "0.4",
    "cache_write_share": "0.25",
    "cache_read_price": "0.3",
    "cache_write_price": "3.75",
}
LONG = {
    "long_context_threshold": 2499,
    "calls_per_unit": 2,
    "long_context_input_price": 6,
    "long_context_output_price": 22,
}
LONG_CACHE = {"long_context_cache_read_price": "0.6", "long_context_cache_write_price": "7.5"}
BATCH = {"batch_share": "0.25"}
ROUTED = {"routed_share": "0.2", "routed_input_price": "0.5", "routed_output_price": 2}


def explained(**fields: object) -> dict[str, Explained]:
    """Each line of a workload, explained."""
    workload = parse_workload(BARE | fields)
    return {found.key: found for found in explain(workload, estimate(workload))}


@pytest.mark.parametrize(
    ("fields", "words", "figures"),
    [
        (
            {},
            "(input tokens × input price + output tokens × output price)",
            "(5,000 × $3 + 2,000 × $15)",
        ),
        (
            CACHED,
            (
                "(input tokens × ((1 − cache read share − cache write share) × input price + (cache "
                "read share × cache read price + cache write share × cache write price)) + output "
                "tokens × output price)"
            ),
            "(5,000 × ((1 − 0.4 − 0.25) × $3 + (0.4 × $0.3 + 0.25 × $3.75)) + 2,000 × $15)",
        ),
        (
            {"cache_write_share": "0.25"},
            (
                "(input tokens × ((1 − cache write share) × input price + (cache write share × input "
                "price)) + output tokens × output price)"
            ),
            "(5,000 × ((1 − 0.25) × $3 + (0.25 × $3)) + 2,000 × $15)",
        ),
        (
            LONG,
            ("(input tokens × long-context input price + output tokens × long-context output price)"),
            "(5,000 × $6 + 2,000 × $22)",
        ),
        (
            LONG | {"long_context_threshold": 2500},
            "(input tokens × input price + output tokens × output price)",
            "(5,000 × $3 + 2,000 × $15)",
        ),
        (
            LONG | CACHED,
            (
                "(input tokens × ((1 − cache read share − cache write share) × long-context input "
                "price + (cache read share × cache read price + cache write share × cache write "
                "price)) + output tokens × long-context output price)"
            ),
            "(5,000 × ((1 − 0.4 − 0.25) × $6 + (0.4 × $0.3 + 0.25 × $3.75)) + 2,000 × $22)",
        ),
        (
            LONG | CACHED | LONG_CACHE,
            (
                "(input tokens × ((1 − cache read share − cache write share) × long-context input "
                "price + (cache read share × long-context cache read price + cache write share × "
                "long-context cache write price)) + output tokens × long-context output price)"
            ),
            "(5,000 × ((1 − 0.4 − 0.25) × $6 + (0.4 × $0.6 + 0.25 × $7.5)) + 2,000 × $22)",
        ),
        (
            CACHED | LONG_CACHE,
            (
                "(input tokens × ((1 − cache read share − cache write share) × input price + (cache "
                "read share × cache read price + cache write share × cache write price)) + output "
                "tokens × output price)"
            ),
            "(5,000 × ((1 − 0.4 − 0.25) × $3 + (0.4 × $0.3 + 0.25 × $3.75)) + 2,000 × $15)",
        ),
        (
            BATCH,
            (
                "(input tokens × input price + output tokens × output price) × (1 − batch share × (1 "
                "− batch factor))"
            ),
            "(5,000 × $3 + 2,000 × $15) × (1 − 0.25 × (1 − 0.5))",
        ),
        (
            BATCH | {"batch_factor": "0.4"},
            (
                "(input tokens × input price + output tokens × output price) × (1 − batch share × (1 "
                "− batch factor))"
            ),
            "(5,000 × $3 + 2,000 × $15) × (1 − 0.25 × (1 − 0.4))",
        ),
        (
            BATCH | CACHED,
            (
                "(input tokens × ((1 − cache read share − cache write share) × input price + (cache "
                "read share × cache read price + cache write share × cache write price)) + output "
                "tokens × output price) × (1 − batch share × (1 − batch factor))"
            ),
            (
                "(5,000 × ((1 − 0.4 − 0.25) × $3 + (0.4 × $0.3 + 0.25 × $3.75)) + 2,000 × $15) × (1 −"
                " 0.25 × (1 − 0.5))"
            ),
        ),
        (
            BATCH | CACHED | {"batch_cache_factor": "0.9"},
            (
                "((input tokens × (1 − cache read share − cache write share) × input price + output "
                "tokens × output price) × (1 − batch share × (1 − batch factor)) + input tokens × "
                "(cache read share × cache read price + cache write share × cache write price) × (1 −"
                " batch share × (1 − batch factor of cached tokens)))"
            ),
            (
                "((5,000 × (1 − 0.4 − 0.25) × $3 + 2,000 × $15) × (1 − 0.25 × (1 − 0.5)) + 5,000 × "
                "(0.4 × $0.3 + 0.25 × $3.75) × (1 − 0.25 × (1 − 0.9)))"
            ),
        ),
        (
            BATCH | {"batch_cache_factor": "0.9"},
            (
                "(input tokens × input price + output tokens × output price) × (1 − batch share × (1 "
                "− batch factor))"
            ),
            "(5,000 × $3 + 2,000 × $15) × (1 − 0.25 × (1 − 0.5))",
        ),
        (
            ROUTED,
            (
                "((1 − routed share) × (input tokens × input price + output tokens × output price) + "
                "routed share × (input tokens × cheaper model's input price + output tokens × cheaper "
                "model's output price))"
            ),
            "((1 − 0.2) × (5,000 × $3 + 2,000 × $15) + 0.2 × (5,000 × $0.5 + 2,000 × $2))",
        ),
        (
            ROUTED | BATCH,
            (
                "((1 − routed share) × (input tokens × input price + output tokens × output price) + "
                "routed share × (input tokens × cheaper model's input price + output tokens × cheaper "
                "model's output price)) × (1 − batch share × (1 − batch factor))"
            ),
            (
                "((1 − 0.2) × (5,000 × $3 + 2,000 × $15) + 0.2 × (5,000 × $0.5 + 2,000 × $2)) × (1 − "
                "0.25 × (1 − 0.5))"
            ),
        ),
        (
            ROUTED | BATCH | CACHED | {"batch_cache_factor": "0.9"},
            (
                "((1 − routed share) × ((input tokens × (1 − cache read share − cache write share) × "
                "input price + output tokens × output price) × (1 − batch share × (1 − batch factor))"
                " + input tokens × (cache read share × cache read price + cache write share × cache "
                "write price) × (1 − batch share × (1 − batch factor of cached tokens))) + routed "
                "share × (input tokens × cheaper model's input price + output tokens × cheaper model's "
                "output price) × (1 − batch share × (1 − batch factor)))"
            ),
            (
                "((1 − 0.2) × ((5,000 × (1 − 0.4 − 0.25) × $3 + 2,000 × $15) × (1 − 0.25 × (1 − 0.5))"
                " + 5,000 × (0.4 × $0.3 + 0.25 × $3.75) × (1 − 0.25 × (1 − 0.9))) + 0.2 × (5,000 × "
                "$0.5 + 2,000 × $2) × (1 − 0.25 × (1 − 0.5)))"
            ),
        ),
    ],
)
def test_the_price_of_an_attempt_names_what_it_uses_and_nothing_else(
    fields: dict[str, object], words: str, figures: str
) -> None:
    tokens = explained(**fields)["tokens"]

    assert tokens.formula == f"units per month × {words} ÷ 1,000,000"
    assert tokens.substituted == f"1,000 × {figures} ÷ 1,000,000"


@pytest.mark.parametrize(
    ("rate", "most", "words", "figures"),
    [
        ("0.05", 0, "0", "0"),
        ("0.05", 1, "(retry rate)", "(0.05)"),
        ("0.05", 3, "(retry rate + retry rate^2 + retry rate^3)", "(0.05 + 0.05^2 + 0.05^3)"),
        (
            "0.05",
            4,
            "retry rate × (1 − retry rate^4) ÷ (1 − retry rate)",
            "0.05 × (1 − 0.05^4) ÷ (1 − 0.05)",
        ),
        ("1", 3, "(retry rate + retry rate^2 + retry rate^3)", "(1 + 1^2 + 1^3)"),
        ("1", 4, "maximum retries", "4"),
        ("0.05", None, "(retry rate + retry rate^2)", "(0.05 + 0.05^2)"),
    ],
)
def test_few_retries_are_spelled_out_and_many_are_a_series(
    rate: str, most: int | None, words: str, figures: str
) -> None:
    retries = explained(retry_rate=rate, max_retries=most)["retries"]

    assert retries.formula == f"units per month × cost of one attempt × {words}"
    assert retries.substituted == f"1,000 × $0.045 × {figures}"


def store(name: str) -> str:
    return f"{name} + {name} per unit × units per month"


def test_every_other_line_has_its_formula_its_figures_and_its_amount() -> None:
    found = [each for key, each in explained(**EVERY_LINE).items() if key not in {"tokens", "retries"}]

    assert [(each.key, each.formula, each.substituted, each.monthly) for each in found] == [
        ("vector_db", store("vector database"), "$10 + $0.01 × 1,000", 20),
        ("observability", store("observability"), "$20 + $0.02 × 1,000", 40),
        ("tools", store("tools and guardrails"), "$30 + $0.03 × 1,000", 60),
        ("integrations", store("integrations"), "$40 + $0.04 × 1,000", 80),
        (
            "human_review",
            "units per month × human review rate × minutes per review ÷ 60 × reviewer cost per hour",
            "1,000 × 0.1 × 6 ÷ 60 × $50",
            500,
        ),
        (
            "infrastructure",
            "infrastructure + ⌈units per month ÷ units per block of capacity⌉ × cost per block of capacity",
            "$50 + ⌈1,000 ÷ 300⌉ × $5",
            70,
        ),
        ("upkeep", "maintenance per month", "$60", 60),
        ("build", "build cost ÷ months", "$700 ÷ 10", 70),
    ]


def test_staffed_review_and_steady_infrastructure_have_formulas_of_their_own() -> None:
    staffed = {"review_rate": "0.1", "reviews_per_reviewer": 30, "reviewer_monthly_cost": 7}
    found = explained(**staffed, infrastructure_monthly=50)

    assert (found["human_review"].formula, found["human_review"].substituted) == (
        "⌈units per month × human review rate ÷ reviews per reviewer per month⌉ × reviewer cost per month",
        "⌈1,000 × 0.1 ÷ 30⌉ × $7",
    )
    assert (found["infrastructure"].formula, found["infrastructure"].substituted) == (
        "infrastructure",
        "$50",
    )


@pytest.mark.parametrize(
    ("tokens", "price", "figure"),
    [
        ("1000000.00000000000001", "1", "$1.00000000000000000001"),
        ("1000000.00000000000001", "1.0000000000000000001", f"$1.{'0' * 11}…"),
        ("1000000.00000000000001", "100.00000000000000001", f"$100.{'0' * 9}…"),
        ("1714285.714285714285714285714", "3.5", "$5.99999999999…"),
        # Zeros before the first digit do not count.
        ("1000000.00000000000001", "0.0010000000000000000001", f"$0.001{'0' * 10}…"),
        ("1", "0.0000000001", "$0.0000000000000001"),
    ],
)
def test_a_figure_longer_than_anybody_types_is_cut_and_says_so(tokens: str, price: str, figure: str) -> None:
    retries = explained(
        input_tokens=tokens, output_tokens=0, input_price=price, retry_rate="0.5", max_retries=1
    )["retries"]

    assert retries.substituted.split(" × ")[1] == figure


def test_nothing_a_month_is_shown_as_nothing() -> None:
    found = explained(units_per_month=0, vector_db_per_unit=1)

    assert found["vector_db"].substituted == "$0 + $1 × 0"
    assert found["vector_db"].monthly == 0

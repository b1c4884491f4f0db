"""What a bill measured: which inputs go together, and what of the bill they do not hold."""

from dataclasses import replace
from fractions import Fraction

import pytest

from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.bill import UsageLine
from calculator.usage.analysis.derived import TOKENS_WITH_RETRIES
from calculator.usage.analysis.variance import ai_usage
from tests.calculator.usage.analysis.bills import lines_of
from tests.calculator.usage.analysis.test_derive import derived


def test_tokens_and_retries_are_taken_together() -> None:
    found = derived(lines_of("focus-1.0-aws-bedrock.csv"))

    assert found.together(["output_tokens"]) == ["output_tokens", "input_tokens", "retry_rate"]
    assert found.together(["retry_rate"]) == ["retry_rate", "input_tokens", "output_tokens"]
    assert found.together(["input_price"]) == ["input_price"]
    assert found.inside == {"retry_rate"}
    split = derived(lines_of("focus-1.0-aws-bedrock.csv"), attempts=Fraction("1.11"))
    assert split.together(["output_tokens"])[-2:] == ["retry_rate", "max_retries"]
    assert split.inside == frozenset()
    assert set(split.together(["retry_rate"])) == set(TOKENS_WITH_RETRIES)


def test_what_is_between_bill_and_estimate_is_named_to_the_last_digit() -> None:
    found = derived(lines_of("focus-1.0-aws-bedrock.csv"))
    estimated = ai_usage(parse_workload(found.as_workload()))

    named = found.residuals(estimated)

    assert [(each.key, each.amount) for each in named[:2]] == [("credits", -10), ("tax", Fraction("21.5"))]
    assert [each.key for each in named] == ["credits", "tax", "rounding"]
    assert estimated + sum(each.amount for each in named) == sum(found.parts.values())


def test_money_of_a_model_without_tokens_is_named_and_no_rounding() -> None:
    used = UsageLine(
        month="2026-10", model="a", kind="input", unit="token", quantity=Fraction(10), billed=Fraction(1),
        currency="USD", money_kind="billed",
    )  # fmt: skip
    found = derived([used, replace(used, model="b", quantity=None, billed=Fraction(7))])

    [residual] = found.residuals(ai_usage(parse_workload(found.as_workload())))

    assert (residual.key, residual.amount) == ("no_tokens", 7)
    assert residual.reason == "billed for b, of which there are no tokens"


@pytest.mark.parametrize(
    ("off", "key", "reason"),
    [
        ("0.0000000009", "rounding", "numbers without an end are cut after 28 digits"),
        ("0.000000001", "unexplained", "not explained by the measured tokens and prices"),
        ("-20", "unexplained", "not explained by the measured tokens and prices"),
    ],
)
def test_only_what_cutting_leaves_is_called_so(off: str, key: str, reason: str) -> None:
    found = derived(lines_of("litellm-spend-logs.jsonl"))

    named = found.residuals(sum(found.parts.values()) - Fraction(off))

    assert [(each.key, each.reason) for each in named] == [(key, reason)]

"""What a bill measured: which inputs go together, and what of the bill they do not hold."""

from fractions import Fraction

from calculator.domain.workload_input import parse_workload
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
